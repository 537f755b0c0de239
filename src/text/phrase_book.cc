#include "text/phrase_book.h"

#include <algorithm>
#include <map>
#include <utility>

namespace textback {
namespace {

// Needed sets of a phrase that are checked, beside the one that it is filed under.
constexpr std::size_t kChecked = 2;

}  // namespace

void PhraseBook::Add(Phrase phrase, std::size_t entry) {
  phrases_.push_back({.phrase = std::move(phrase), .entry = entry, .needed = {}});
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
  for (std::size_t i = 0; i < phrases_.size(); ++i) {
    const Phrase& phrase = phrases_[i].phrase;
    std::vector<std::pair<std::size_t, const WordSet*>> rarest;
    for (const WordSet& set : phrase.needed()) rarest.emplace_back(commonness(set), &set);
    std::sort(rarest.begin(), rarest.end(), [](const auto& one, const auto& other) {
      return std::pair(one.first, *one.second) < std::pair(other.first, *other.second);
    });
    const WordSet& file = rarest.empty() ? phrase.first() : *rarest.front().second;
    for (const WordId word : file) filed_at_[word].push_back(static_cast<std::uint32_t>(i));
    // The common sets hardly rule a phrase out.
    for (std::size_t k = 1; k < std::min(rarest.size(), kChecked + 1); ++k) {
      const WordSet& set = *rarest[k].second;
      const auto [place, added] = numbers.emplace(set, static_cast<std::uint32_t>(numbers.size()));
      phrases_[i].needed.push_back(place->second);
      if (!added) continue;
      for (const WordId word : set) sets_of_[word].push_back(place->second);
    }
  }
  sets_ = numbers.size();
}

std::vector<FoundPhrase> PhraseBook::Find(std::span<const NumberedWord> words) const {
  std::vector<FoundPhrase> found;
  std::vector<bool> has(sets_);
  std::vector<bool> tried(phrases_.size());
  for (const NumberedWord& word : words) {
    if (word.id >= sets_of_.size()) continue;
    for (const std::uint32_t set : sets_of_[word.id]) has[set] = true;
  }
  for (const NumberedWord& word : words) {
    if (word.id >= filed_at_.size()) continue;
    for (const std::uint32_t one : filed_at_[word.id]) {
      if (tried[one]) continue;
      tried[one] = true;
      const Filed& filed = phrases_[one];
      const bool possible = std::all_of(filed.needed.begin(), filed.needed.end(),
                                        [&](std::uint32_t set) { return has[set]; });
      if (!possible) continue;
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (!Holds(filed.phrase.first(), words[i].id)) continue;
        const std::optional<std::size_t> end = filed.phrase.Match(words, i);
        if (end.has_value())
          found.push_back({.begin = i, .end = *end, .entry = filed.entry, .phrase = one});
      }
    }
  }
  return found;
}

}  // namespace textback
