#include "text/ask_tables.h"

#include <absl/strings/str_format.h>

#include <algorithm>

namespace textback {
namespace {

constexpr std::array<std::string_view, AskedTimes::Tables::kMarks> kMarkNames = {"time", "span",
                                                                                 "past", "today"};

}  // namespace

std::size_t AskedTimes::Tables::MarkOf(NamedTime::Kind kind) {
  switch (kind) {
    case NamedTime::Kind::kTime:
    case NamedTime::Kind::kLost:
      return 0;
    case NamedTime::Kind::kSpan:
      return 1;
    case NamedTime::Kind::kPast:
      return 2;
    case NamedTime::Kind::kToday:
      return 3;
  }
  return 0;
}

AskedTimes::Tables::Fault AskedTimes::Tables::AddSet(const std::vector<std::string>& words,
                                                     AskWordsFault::In in, WordSet& set) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const FoldedText folded = FoldText(words[i], 2);
    if (folded.words.size() != 1) {
      return AskWordsFault{
          .in = in,
          .index = i,
          .what = absl::StrFormat("'%s' is not one word as messages are read; write single words",
                                  words[i])};
    }
    const std::optional<WordId> id = vocabulary.Add(folded[0]);
    if (!id.has_value()) return AskWordsFault{.in = in, .index = i, .what = Vocabulary::Full()};
    set.push_back(*id);
  }
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
  return std::nullopt;
}

AskedTimes::Tables::Fault AskedTimes::Tables::Add(const AskWords& words) {
  WordClasses classes;
  for (std::size_t i = 0; i < kMarks; ++i) {
    // No word of a message is written with brackets.
    marks[i] = *vocabulary.Add(absl::StrFormat("<%s>", kMarkNames[i]));
    classes[std::string(kMarkNames[i])] = {marks[i]};
  }
  if (Fault fault = AddSet(words.fillers, AskWordsFault::In::kFillers, fillers); fault.has_value())
    return fault;
  if (Fault fault = AddSet(words.light, AskWordsFault::In::kLight, light); fault.has_value())
    return fault;
  for (std::size_t i = 0; i < words.classes.size(); ++i) {
    const auto& [name, list] = words.classes[i];
    if (classes.contains(name)) {
      return AskWordsFault{.in = AskWordsFault::In::kClasses,
                           .index = i,
                           .what = absl::StrFormat("class %s is there already; rename it", name)};
    }
    if (Fault fault = AddSet(list, AskWordsFault::In::kClasses, classes[name]); fault.has_value()) {
      fault->index = i;
      return fault;
    }
  }
  const PhraseParts parts(words.parts.begin(), words.parts.end());
  for (std::size_t i = 0; i < words.phrases.size(); ++i) {
    const AskWords::Phrases& one = words.phrases[i];
    entries.push_back({.id = one.id, .does = one.does});
    for (std::size_t item = 0; item < one.say.size(); ++item) {
      absl::StatusOr<Phrase> phrase =
          Phrase::Compile(one.say[item], vocabulary, classes, parts, true);
      if (!phrase.ok()) {
        return AskWordsFault{.in = AskWordsFault::In::kPhrases,
                             .index = i,
                             .item = item,
                             .what = absl::StrFormat("phrase %s: %s", one.id,
                                                     std::string(phrase.status().message()))};
      }
      const auto& needed = phrase->needed();
      has_time.push_back(std::any_of(needed.begin(), needed.end(), [this](const WordSet& set) {
        return Holds(set, marks[0]) || Holds(set, marks[1]);
      }));
      if (!has_time.back() && one.does == Does::kUnclear) timeless.Add(*phrase, i);
      phrases.Add(*std::move(phrase), i);
    }
  }
  phrases.Index(vocabulary.size());
  timeless.Index(vocabulary.size());
  return std::nullopt;
}

}  // namespace textback
