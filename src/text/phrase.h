// A compiled phrase of the word lists: decides which runs of words match.
//
// textback/text/reply.h describes the language. A phrase is a small program of words, choices and
// gaps. It runs from one word on and finds the longest match there, within one clause. A run has a
// limited number of steps, so that a message is always read in linear time. A phrase knows which
// words it can't do without, so that most messages never run it (text/phrase_book.h).
#ifndef TEXTBACK_SRC_TEXT_PHRASE_H_
#define TEXTBACK_SRC_TEXT_PHRASE_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/fold.h"

namespace textback {

using WordId = std::uint16_t;
inline constexpr WordId kUnknownWord = 0;

// Every word in the data, numbered from 1.
class Vocabulary {
 public:
  static constexpr std::size_t kMaxWords = std::numeric_limits<WordId>::max();
  static std::string Full();  // the message if there are more words

  // Returns the number of a folded word, adding it if it is new. Empty: kMaxWords is reached.
  std::optional<WordId> Add(std::string_view word);
  WordId Find(std::string_view word) const;
  std::size_t size() const { return words_.size(); }

 private:
  std::size_t PlaceOf(std::string_view word) const;  // where it is, or the free place for it

  std::vector<std::string> words_;  // number - 1 -> word
  // A hash table of numbers, at most half full. A reply looks up each of its words.
  std::vector<WordId> places_ = std::vector<WordId>(1024, kUnknownWord);
};

// Sorted.
using WordSet = std::vector<WordId>;
using WordClasses = std::map<std::string, WordSet, std::less<>>;  // by name
// Pieces that several phrases share, by name: {your_list}.
using PhraseParts = std::map<std::string, std::string, std::less<>>;
bool Holds(const WordSet& set, WordId word);

// A message prepared for phrases: the number of each word, and whether it is a filler.
struct NumberedWord {
  WordId id = kUnknownWord;
  Break before = Break::kNone;
  bool filler = false;
};

class Phrase {
 public:
  // `needs_last`: of a choice it needs the last word rather than the first, "while" of "a while".
  // InvalidArgument: says what is wrong and at which character.
  static absl::StatusOr<Phrase> Compile(std::string_view source, Vocabulary& vocabulary,
                                        const WordClasses& classes, const PhraseParts& parts = {},
                                        bool needs_last = false);

  // The words with which it can begin.
  const WordSet& first() const { return first_; }
  // A message without a word of each of these sets can't match.
  const std::vector<WordSet>& needed() const { return needed_; }

  // The end (exclusive) of the longest match that starts at word `begin`.
  std::optional<std::size_t> Match(std::span<const NumberedWord> words, std::size_t begin) const;

 private:
  friend class PhraseParser;
  struct Op {
    enum class Code : std::uint8_t { kWord, kGap, kComma, kBegin, kEnd, kSplit, kJump, kDone };
    Code code = Code::kDone;
    // kWord: the set; kGap: its words; kSplit, kJump: where to continue; kBegin, kEnd: 1 means the
    // whole message
    std::uint16_t a = 0;
    std::uint16_t b = 0;  // kSplit: the other branch
  };
  struct Run;

  std::vector<Op> program_;
  std::vector<WordSet> sets_;
  WordSet first_;
  std::vector<WordSet> needed_;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_PHRASE_H_
