// A phrase of the word lists, compiled: which runs of words it matches.
//
// The language is that of textback/text/reply.h. A phrase is a little program of words, choices
// and gaps; it is run from one word on and finds the longest run there, within one clause. A run
// costs a bounded number of steps, so that a message is read in linear time whatever the data.
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

// Every word that the data knows, numbered from 1.
class Vocabulary {
 public:
  static constexpr std::size_t kMaxWords = std::numeric_limits<WordId>::max();
  static std::string Full();  // what to say where there are more

  // The number of a folded word, a new one where it is new. Nothing: there are kMaxWords already.
  std::optional<WordId> Add(std::string_view word);
  WordId Find(std::string_view word) const;
  std::size_t size() const { return ids_.size(); }

 private:
  std::map<std::string, WordId, std::less<>> ids_;
};

// Sorted.
using WordSet = std::vector<WordId>;
using WordClasses = std::map<std::string, WordSet, std::less<>>;  // by name
bool Holds(const WordSet& set, WordId word);

// A message, ready for phrases: the number of each word, and which are fillers.
struct NumberedWord {
  WordId id = kUnknownWord;
  Break before = Break::kNone;
  bool filler = false;
};

class Phrase {
 public:
  // InvalidArgument: what is wrong and at which character.
  static absl::StatusOr<Phrase> Compile(std::string_view source, Vocabulary& vocabulary,
                                        const WordClasses& classes);

  // The words with one of which it begins.
  const WordSet& first() const { return first_; }

  // Where the longest run from word `begin` on ends (exclusive).
  std::optional<std::size_t> Match(std::span<const NumberedWord> words, std::size_t begin) const;

 private:
  friend class PhraseParser;
  struct Op {
    enum class Code : std::uint8_t { kWord, kGap, kComma, kBegin, kEnd, kSplit, kJump, kDone };
    Code code = Code::kDone;
    // kWord: the set; kSplit, kJump: where to go on; kBegin, kEnd: 1 where of the message
    std::uint16_t a = 0;
    std::uint16_t b = 0;  // kSplit: the other way
  };
  struct Run;

  std::vector<Op> program_;
  std::vector<WordSet> sets_;
  WordSet first_;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_PHRASE_H_
