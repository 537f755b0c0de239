// The data of a classifier: its words, numbered and compiled.
#ifndef TEXTBACK_SRC_TEXT_REPLY_TABLES_H_
#define TEXTBACK_SRC_TEXT_REPLY_TABLES_H_

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/fold.h"
#include "text/phrase.h"
#include "text/phrase_book.h"
#include "textback/text/reply.h"

namespace textback {

// Orders runs of words like a dictionary, whatever container holds them.
struct RunOrder {
  using is_transparent = void;
  bool operator()(std::span<const WordId> a, std::span<const WordId> b) const {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
  }
};

struct ReplyClassifier::Tables {
  using Fault = std::optional<ReplyWordsFault>;
  using In = ReplyWordsFault::In;
  struct Keyword {
    std::vector<WordId> words;
    ReplyKind kind;
    ReplyKind in_company;
    bool mistyped;
    bool cancels;
    std::string_view language;
  };
  struct MarkEntry {  // shared by the phrases of one entry
    ReplyWords::Marks::Mark mark;
    std::string id, language, why;
  };
  struct Entry {  // shared by the phrases of one entry
    ReplyKind kind;
    bool aside;
    bool overrules;
    bool fully;
    bool instruction;
    bool unless_asked;
    std::string id, language, why;
  };

  Vocabulary vocabulary;
  std::vector<std::string> languages;  // of the keywords
  std::vector<Keyword> keywords;
  std::map<std::vector<WordId>, std::size_t, RunOrder> by_words;  // -> index into keywords
  // One-word keyword -> index into keywords.
  std::map<std::string, std::size_t, std::less<>> single;
  std::set<std::string, std::less<>> not_typos;
  std::vector<std::vector<WordId>> fillers;                // runs of words, longest first
  std::vector<std::vector<std::size_t>> fillers_by_first;  // word -> fillers that begin with it
  std::vector<bool> in_keyword;                            // by word
  WordSet swears, names;
  std::set<std::string, std::less<>> yes;  // folded, words joined by one space
  std::vector<Entry> entries;
  PhraseBook phrases;
  std::vector<MarkEntry> mark_entries;
  PhraseBook marks;
  std::vector<std::pair<std::string, WordId>> mistyped;  // words that may be mistyped in a phrase

  Fault Add(const ReplyWords& words);
  Fault AddKeywords(const ReplyWords& words);
  Fault AddFillers(const ReplyWords& words);
  Fault AddYes(const ReplyWords& words);
  Fault AddPhrases(const ReplyWords& words, const WordClasses& classes, const PhraseParts& parts);
  Fault AddMarks(const ReplyWords& words, const WordClasses& classes, const PhraseParts& parts);
  Fault AddClasses(const ReplyWords& words, WordClasses& classes);
  std::string AddKeyword(const ReplyWords::Keywords& group, std::string_view word);
  void Index();
  bool IsYes(const FoldedText& text) const;
  // Numbers the words of a keyword, a filler or a class. Empty: too many different words.
  std::optional<std::vector<WordId>> Number(std::string_view text);

  WordId Recognise(std::string_view word, int& typos) const;
  std::vector<NumberedWord> Number(const FoldedText& text) const;
  void JoinSpelled(FoldedText& text) const;
  const Keyword* FindKeyword(std::span<const WordId> words) const;
  struct Finds {
    std::vector<FoundPhrase> kept;  // matches that do not overlap, in the order of the message
    const Entry* hidden = nullptr;  // a stop phrase that a harmless match covers
  };
  Finds FindPhrases(std::span<const NumberedWord> words) const;
  Meaning Weigh(const Finds& finds, bool asks, std::string_view locale) const;
  const Entry& EntryOf(const FoundPhrase& found) const { return entries[found.entry]; }
  Meaning Kind(const FoldedText& text, std::span<const NumberedWord> words,
               std::string_view locale) const;
  void WeighKeyword(const FoldedText& text, std::span<const NumberedWord> words, const Finds& finds,
                    std::string_view locale, Meaning& meaning) const;
  bool Mark(std::span<const NumberedWord> words, Meaning& meaning) const;
  // `certain` is false if the word is only similar to a short keyword.
  const Keyword* BareKeyword(const FoldedText& text, std::span<const NumberedWord> words,
                             bool& certain) const;
  struct Company {
    const Keyword* keyword = nullptr;
    bool sentence = false;  // it is a sentence of its own
    bool first = false;     // it begins the message
    bool only = false;      // the message says nothing else
  };
  Company InCompany(const FoldedText& text, std::span<const NumberedWord> words,
                    std::span<const FoundPhrase> found) const;
  const Keyword* KeywordBeside(const FoldedText& text, std::span<const NumberedWord> words,
                               const std::vector<bool>& covered) const;
  const Keyword* KeywordOf(std::span<const NumberedWord> clause, std::size_t at,
                           const std::vector<bool>& covered) const;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_REPLY_TABLES_H_
