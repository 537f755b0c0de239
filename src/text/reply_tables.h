// What a classifier is made of: the words of the data, numbered and compiled.
#ifndef TEXTBACK_SRC_TEXT_REPLY_TABLES_H_
#define TEXTBACK_SRC_TEXT_REPLY_TABLES_H_

#include <absl/status/status.h>

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/fold.h"
#include "text/phrase.h"
#include "textback/text/reply.h"

namespace textback {

// A phrase found in a message, from word `begin` up to `end`.
struct FoundPhrase {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t phrase = 0;
};

struct ReplyClassifier::Tables {
  struct Keyword {
    std::vector<WordId> words;
    ReplyKind kind;
    ReplyKind in_company;
    bool mistyped;
    std::string_view language;
  };
  struct Meaning {  // of the phrases of one entry
    ReplyKind kind;
    bool aside;
    bool overrules;
    bool fully;
    std::string id, language, why;
  };

  Vocabulary vocabulary;
  std::vector<std::string> languages;  // of keywords
  std::vector<Keyword> keywords;
  std::map<std::string, std::size_t, std::less<>> single;  // keyword of one word -> its place
  std::set<std::string, std::less<>> not_typos;
  std::vector<std::vector<WordId>> fillers;  // runs of words, longest first
  std::set<std::string, std::less<>> yes;    // folded, words joined by one space
  std::vector<Meaning> meanings;
  std::vector<std::pair<Phrase, std::size_t>> phrases;   // and its meaning
  std::vector<std::vector<std::size_t>> by_first;        // word -> phrases that begin with it
  std::vector<std::pair<std::string, WordId>> mistyped;  // words that may be, in a phrase

  absl::Status Add(const ReplyWords& words);
  absl::Status AddYes(const ReplyWords& words);
  bool IsYes(const FoldedText& text) const;
  absl::Status AddKeyword(const ReplyWords::Keywords& group, std::string_view word);
  std::vector<WordId> Number(std::string_view text);

  WordId Recognise(std::string_view word, int& typos) const;
  std::vector<NumberedWord> Number(const FoldedText& text) const;
  void JoinSpelled(FoldedText& text) const;
  const Keyword* FindKeyword(std::span<const WordId> words) const;
  struct Finds {
    std::vector<FoundPhrase> kept;    // that don't overlap, in the order of the message
    const Meaning* hidden = nullptr;  // a stop that something harmless stands over
  };
  Finds FindPhrases(std::span<const NumberedWord> words) const;
  Reply Weigh(const Finds& finds, std::string_view locale) const;
  const Meaning& MeaningOf(const FoundPhrase& found) const {
    return meanings[phrases[found.phrase].second];
  }
  // `certain`: false for what is only near a short keyword.
  const Keyword* BareKeyword(const FoldedText& text, std::span<const NumberedWord> words,
                             bool& certain) const;
  struct Company {
    const Keyword* keyword = nullptr;
    bool sentence = false;  // it has a whole sentence to itself
    bool only = false;      // the message says nothing else
  };
  Company InCompany(std::span<const NumberedWord> words, std::span<const FoundPhrase> found) const;
  const Keyword* KeywordOf(std::span<const NumberedWord> clause, std::size_t at,
                           const std::vector<bool>& covered) const;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_REPLY_TABLES_H_
