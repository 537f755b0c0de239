#include "text/phrase_book.h"

#include <algorithm>
#include <map>
#include <utility>

namespace textback {

void PhraseBook::Add(Phrase phrase, std::size_t entry) {
  phrases_.push_back({.phrase = std::move(phrase), .entry = entry, .needed = {}});
}

void PhraseBook::Index(std::size_t words) {
  sets_of_.assign(words + 1, {});
  filed_at_.assign(words + 1, {});
  std::map<WordSet, std::uint32_t> numbers;
  for (Filed& filed : phrases_) {
    for (const WordSet& set : filed.phrase.needed()) {
      const auto [place, added] = numbers.emplace(set, static_cast<std::uint32_t>(numbers.size()));
      if (std::find(filed.needed.begin(), filed.needed.end(), place->second) == filed.needed.end())
        filed.needed.push_back(place->second);
      if (!added) continue;
      for (const WordId word : set) sets_of_[word].push_back(place->second);
    }
  }
  sets_ = numbers.size();
  // How common the words of a set are is guessed from how many sets have them.
  const auto commonness = [&](const WordSet& set) {
    std::size_t most = 0;
    for (const WordId word : set) most = std::max(most, sets_of_[word].size());
    return most;
  };
  for (std::size_t i = 0; i < phrases_.size(); ++i) {
    const Phrase& phrase = phrases_[i].phrase;
    const WordSet* rarest = &phrase.first();
    std::size_t least = SIZE_MAX;
    for (const WordSet& set : phrase.needed()) {
      const std::size_t common = commonness(set);
      if (common >= least) continue;
      least = common;
      rarest = &set;
    }
    for (const WordId word : *rarest) filed_at_[word].push_back(static_cast<std::uint32_t>(i));
  }
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
