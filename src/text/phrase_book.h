// Many phrases, and the ones of them that a message contains.
//
// A usual message has none of the words that a phrase can't do without, so nearly all phrases are
// passed over without a look: each is filed under its rarest needed words.
#ifndef TEXTBACK_SRC_TEXT_PHRASE_BOOK_H_
#define TEXTBACK_SRC_TEXT_PHRASE_BOOK_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/phrase.h"

namespace textback {

// A phrase found in a message, from word `begin` up to, but not including, `end`.
struct FoundPhrase {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t entry = 0;
  std::size_t phrase = 0;
};

class PhraseBook {
 public:
  // `entry` says which entry of the data the phrase belongs to.
  void Add(Phrase phrase, std::size_t entry);
  // Call once, after the last Add and before Find. Words have numbers up to `words`.
  void Index(std::size_t words);

  // Every phrase at every word at which it matches; overlapping ones too.
  std::vector<FoundPhrase> Find(std::span<const NumberedWord> words) const;

 private:
  struct Filed {
    Phrase phrase;
    std::size_t entry = 0;
  };
  // What is looked at of every phrase that is filed under a word of the message. It is kept apart
  // from the phrase, so that ruling one out reads nothing but the list.
  struct Card {
    std::uint32_t phrase = 0;
    std::array<std::uint32_t, 3> sets{};  // it can't do without; last: it begins with
  };
  static constexpr std::uint32_t kNoSet = 0;  // every message has it

  std::vector<Filed> phrases_;
  std::vector<std::vector<std::uint32_t>> sets_of_;  // word -> the sets of cards that it is in
  std::vector<std::vector<Card>> filed_at_;          // word -> phrases filed under it
  std::size_t sets_ = 1;                             // with kNoSet
};

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_PHRASE_BOOK_H_
