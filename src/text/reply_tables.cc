#include "text/reply_tables.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <limits>

namespace textback {

std::vector<WordId> ReplyClassifier::Tables::Number(std::string_view text) {
  const FoldedText folded = FoldText(text, 16);
  std::vector<WordId> ids;
  for (std::size_t i = 0; i < folded.words.size(); ++i) ids.push_back(vocabulary.Add(folded[i]));
  return ids;
}

absl::Status ReplyClassifier::Tables::AddKeyword(const ReplyWords::Keywords& group,
                                                 std::string_view word) {
  std::vector<WordId> ids = Number(word);
  if (ids.empty()) {
    return absl::InvalidArgumentError(
        absl::StrFormat("keyword '%s': has no letter or digit; remove it", word));
  }
  if (const Keyword* other = FindKeyword(ids); other != nullptr) {
    if (other->kind == group.kind) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrFormat(
        "keyword '%s': is a word of another kind too, %s; remove it", word, NameOf(other->kind)));
  }
  if (ids.size() == 1) {
    const FoldedText folded = FoldText(word, 1);
    single.emplace(folded[0], keywords.size());
  }
  const auto language = std::find(languages.begin(), languages.end(), group.language);
  keywords.push_back({.words = std::move(ids),
                      .kind = group.kind,
                      .in_company = group.in_company,
                      .mistyped = group.mistyped,
                      .language = *language});
  return absl::OkStatus();
}

namespace {

constexpr std::size_t kLongestYes = 8;  // words

std::string Joined(const FoldedText& text) {
  std::string joined;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    if (i > 0) joined += ' ';
    joined += text[i];
  }
  return joined;
}

}  // namespace

bool ReplyClassifier::Tables::IsYes(const FoldedText& text) const {
  return !text.question && text.words.size() <= kLongestYes && yes.contains(Joined(text));
}

absl::Status ReplyClassifier::Tables::AddYes(const ReplyWords& words) {
  for (const std::string& one : words.yes) {
    const FoldedText folded = FoldText(one, kLongestYes);
    if (folded.words.empty()) {
      return absl::InvalidArgumentError(
          absl::StrFormat("yes '%s': nothing of it is read; remove it", one));
    }
    yes.insert(Joined(folded));
  }
  return absl::OkStatus();
}

absl::Status ReplyClassifier::Tables::Add(const ReplyWords& words) {
  for (const auto& group : words.keywords) {
    if (std::find(languages.begin(), languages.end(), group.language) == languages.end())
      languages.push_back(group.language);
  }
  for (const auto& group : words.keywords) {
    for (const std::string& word : group.words) {
      if (absl::Status status = AddKeyword(group, word); !status.ok()) return status;
    }
  }
  for (const std::string& word : words.not_typos) {
    const FoldedText folded = FoldText(word, 1);
    if (!folded.words.empty()) not_typos.emplace(folded[0]);
  }
  for (const std::string& filler : words.fillers) {
    fillers.push_back(Number(filler));
    if (!fillers.back().empty()) continue;
    return absl::InvalidArgumentError(
        absl::StrFormat("filler '%s': nothing of it is read; remove it", filler));
  }
  if (absl::Status status = AddYes(words); !status.ok()) return status;
  std::sort(fillers.begin(), fillers.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  std::map<std::string, WordSet, std::less<>> classes;
  for (const auto& one : words.classes) {
    WordSet& set = classes[one.name];
    for (const std::string& word : one.words) {
      const std::vector<WordId> ids = Number(word);
      if (ids.size() != 1) {
        return absl::InvalidArgumentError(absl::StrFormat(
            "class '%s': '%s' is not one word as messages are read; write it into the phrases",
            one.name, word));
      }
      set.push_back(ids.front());
    }
    std::sort(set.begin(), set.end());
  }
  for (const auto& entry : words.phrases) {
    meanings.push_back({.kind = entry.kind,
                        .aside = entry.aside,
                        .overrules = entry.overrules,
                        .fully = entry.fully,
                        .id = entry.id,
                        .language = entry.language,
                        .why = entry.why});
    for (const std::string& say : entry.say) {
      absl::StatusOr<Phrase> phrase = Phrase::Compile(say, vocabulary, classes);
      if (!phrase.ok()) {
        return absl::InvalidArgumentError(
            absl::StrFormat("phrase %s: %s", entry.id, std::string(phrase.status().message())));
      }
      phrases.emplace_back(*std::move(phrase), meanings.size() - 1);
    }
  }
  if (vocabulary.size() > std::numeric_limits<WordId>::max())
    return absl::InvalidArgumentError("more different words than can be told apart; remove some");
  by_first.resize(vocabulary.size() + 1);
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    for (const WordId id : phrases[i].first.first()) {
      if (by_first[id].empty() || by_first[id].back() != i) by_first[id].push_back(i);
    }
  }
  for (const std::string& word : words.mistyped) {
    const FoldedText folded = FoldText(word, 1);
    if (!folded.words.empty()) mistyped.emplace_back(folded[0], vocabulary.Find(folded[0]));
  }
  return absl::OkStatus();
}

}  // namespace textback
