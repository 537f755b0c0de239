#include "text/phrase_book.h"

#include <algorithm>
#include <map>
#include <utility>

namespace textback {
namespace {

// Needed sets of a phrase that are checked, beside the one that it is filed under and the words
// that it begins with.
constexpr std::size_t kChecked = 2;

constexpr std::uint64_t BitOf(std::size_t word) { return std::uint64_t{1} << (word % 64); }

}  // namespace

void PhraseBook::Add(Phrase phrase, std::size_t entry) {
  phrases_.push_back({.phrase = std::move(phrase), .entry = entry});
}

void PhraseBook::Index(std::size_t words) {
  sets_of_.assign(words + 1, {});
  filed_at_.assign(words + 1, {});
  // How common a word is, is guessed from how many of the phrases need it, or one like it.
  std::vector<std::size_t> uses(words + 1);
  for (const Filed& filed : phrases_) {
    for (const WordSet& set : filed.phrase.needed()) {
      for (const WordId word : set) ++uses[word];
    }
  }
  const auto commonness = [&](const WordSet& set) {
    std::size_t most = 0;
    for (const WordId word : set) most = std::max(most, uses[word]);
    return most;
  };
  std::map<WordSet, std::uint32_t> numbers;
  const auto number = [&](const WordSet& set) {
    const auto [place, added] =
        numbers.emplace(set, static_cast<std::uint32_t>(numbers.size() + 1));  // after kNoSet
    if (added) {
      for (const WordId word : set) sets_of_[word].push_back(place->second);
    }
    return place->second;
  };
  for (std::size_t i = 0; i < phrases_.size(); ++i) {
    const Phrase& phrase = phrases_[i].phrase;
    std::vector<std::pair<std::size_t, const WordSet*>> rarest;
    for (const WordSet& set : phrase.needed()) rarest.emplace_back(commonness(set), &set);
    std::sort(rarest.begin(), rarest.end(), [](const auto& one, const auto& other) {
      return std::pair(one.first, *one.second) < std::pair(other.first, *other.second);
    });
    const WordSet& file = rarest.empty() ? phrase.first() : *rarest.front().second;
    Card card{.phrase = static_cast<std::uint32_t>(i)};
    // The common sets hardly rule a phrase out.
    for (std::size_t k = 1; k < std::min(rarest.size(), kChecked + 1); ++k)
      card.sets.at(k - 1) = number(*rarest[k].second);
    // Without a word to begin with it isn't run at all.
    card.sets.back() = number(phrase.first());
    for (const WordId word : file) filed_at_[word].push_back(card);
  }
  sets_ = numbers.size() + 1;
}

std::vector<FoundPhrase> PhraseBook::Find(std::span<const NumberedWord> words) const {
  std::vector<FoundPhrase> found;
  // For each set, where a word of it stands: bit i for word i, i + 64 and so on.
  std::vector<std::uint64_t> has(sets_);
  has[kNoSet] = 1;
  std::vector<bool> tried(phrases_.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].id >= sets_of_.size()) continue;
    for (const std::uint32_t set : sets_of_[words[i].id]) has[set] |= BitOf(i);
  }
  for (const NumberedWord& word : words) {
    if (word.id >= filed_at_.size()) continue;
    for (const Card& card : filed_at_[word.id]) {
      const bool possible = std::all_of(card.sets.begin(), card.sets.end(),
                                        [&](std::uint32_t set) { return has[set] != 0; });
      if (!possible || tried[card.phrase]) continue;
      tried[card.phrase] = true;
      const Filed& filed = phrases_[card.phrase];
      const std::uint64_t begins = has[card.sets.back()];
      for (std::size_t i = 0; i < words.size(); ++i) {
        if ((begins & BitOf(i)) == 0 || !Holds(filed.phrase.first(), words[i].id)) continue;
        const std::optional<std::size_t> end = filed.phrase.Match(words, i);
        if (end.has_value())
          found.push_back({.begin = i, .end = *end, .entry = filed.entry, .phrase = card.phrase});
      }
    }
  }
  return found;
}

}  // namespace textback
