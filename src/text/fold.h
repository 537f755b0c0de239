// Splits a message into words to find out what it means: lower case, without accents, with the
// breaks between the words.
//
// "Don't — STOP!" becomes dont, (soft) stop, (hard). A word consists of letters and digits.
// Apostrophes inside a word are dropped; a hyphen splits it into two words without a break. Every
// emoji is a word.
#ifndef TEXTBACK_SRC_TEXT_FOLD_H_
#define TEXTBACK_SRC_TEXT_FOLD_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace textback {

enum class Break : std::uint8_t {
  kNone,
  kSoft,  // a comma, a dash, a bracket, an emoji
  kHard,  // the end of a sentence or of a line
};

struct FoldedWord {
  std::uint32_t begin = 0;  // in FoldedText::letters
  std::uint32_t size = 0;
  Break before = Break::kNone;
  bool symbol = false;  // an emoji
};

struct FoldedText {
  std::string letters;
  std::vector<FoldedWord> words;
  bool question = false;  // contains a question mark

  std::string_view operator[](std::size_t word) const {
    return std::string_view(letters).substr(words[word].begin, words[word].size);
  }
};

// One character in lower case and decomposed by Unicode's tables: "É" becomes "e" and an accent,
// "ß" becomes "ss", a ligature its letters. Invisible characters become nothing.
struct FoldedCharacter {
  std::array<char32_t, 18> codes = {};  // Unicode's longest decomposition
  std::size_t size = 0;

  const char32_t* begin() const { return codes.data(); }
  const char32_t* end() const { return codes.data() + size; }
};
FoldedCharacter FoldCharacter(char32_t code);

// Longer words are cut; no word of our lists is that long.
inline constexpr std::size_t kMaxWordBytes = 48;

// Where the words of FoldText stand in the text that was folded.
struct WordPlace {
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::vector<WordPlace> PlacesOfWords(std::string_view text, std::size_t max_words);

// The words with one space between them.
std::string Joined(const FoldedText& text);

// Reads up to `max_words` words. Time is linear in `text`, memory in `max_words`.
FoldedText FoldText(std::string_view text, std::size_t max_words);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_FOLD_H_
