#include "text/reply_tables.h"

#include <absl/strings/str_format.h>

namespace textback {
namespace {

using Fault = std::optional<ReplyWordsFault>;
using In = ReplyWordsFault::In;

constexpr std::size_t kLongestRun = 16;  // words in a keyword or a filler
constexpr std::size_t kLongestYes = 8;   // words

Fault InPhrase(In in, std::size_t index, const std::string& id, const absl::Status& status) {
  return Fault({.in = in,
                .index = index,
                .what = absl::StrFormat("phrase %s: %s", id, std::string(status.message()))});
}

// Finds the first word. For lists of single words, such as the words that only look like typos.
std::string FirstWord(std::string_view text) {
  const FoldedText folded = FoldText(text, 1);
  return folded.words.empty() ? std::string() : std::string(folded[0]);
}

}  // namespace

std::optional<std::vector<WordId>> ReplyClassifier::Tables::Number(std::string_view text) {
  const FoldedText folded = FoldText(text, kLongestRun);
  std::vector<WordId> ids;
  for (std::size_t i = 0; i < folded.words.size(); ++i) {
    const std::optional<WordId> id = vocabulary.Add(folded[i]);
    if (!id.has_value()) return std::nullopt;
    ids.push_back(*id);
  }
  return ids;
}

// Returns what is wrong with the keyword; empty if nothing is.
std::string ReplyClassifier::Tables::AddKeyword(const ReplyWords::Keywords& group,
                                                std::string_view word) {
  std::optional<std::vector<WordId>> ids = Number(word);
  if (!ids.has_value()) return Vocabulary::Full();
  if (ids->empty()) return absl::StrFormat("keyword '%s': has no letter or digit; remove it", word);
  if (const Keyword* other = FindKeyword(*ids); other != nullptr) {
    if (other->kind == group.kind) return {};
    return absl::StrFormat("keyword '%s': is a word of another kind too, %s; remove it", word,
                           NameOf(other->kind));
  }
  if (ids->size() == 1) single.emplace(FirstWord(word), keywords.size());
  by_words.emplace(*ids, keywords.size());
  const auto language = std::find(languages.begin(), languages.end(), group.language);
  keywords.push_back({.words = *std::move(ids),
                      .kind = group.kind,
                      .in_company = group.in_company,
                      .mistyped = group.mistyped,
                      .cancels = group.cancels,
                      .language = *language});
  return {};
}

Fault ReplyClassifier::Tables::AddKeywords(const ReplyWords& words) {
  for (const auto& group : words.keywords) {
    if (std::find(languages.begin(), languages.end(), group.language) == languages.end())
      languages.push_back(group.language);
  }
  for (std::size_t i = 0; i < words.keywords.size(); ++i) {
    for (const std::string& word : words.keywords[i].words) {
      std::string what = AddKeyword(words.keywords[i], word);
      if (!what.empty()) return Fault({.in = In::kKeywords, .index = i, .what = std::move(what)});
    }
  }
  return std::nullopt;
}

Fault ReplyClassifier::Tables::AddFillers(const ReplyWords& words) {
  for (std::size_t i = 0; i < words.fillers.size(); ++i) {
    std::optional<std::vector<WordId>> ids = Number(words.fillers[i]);
    if (!ids.has_value())
      return Fault({.in = In::kFillers, .index = i, .what = Vocabulary::Full()});
    if (ids->empty()) {
      return Fault({.in = In::kFillers,
                    .index = i,
                    .what = absl::StrFormat("filler '%s': nothing of it is read; remove it",
                                            words.fillers[i])});
    }
    fillers.push_back(*std::move(ids));
  }
  std::sort(fillers.begin(), fillers.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return std::nullopt;
}

bool ReplyClassifier::Tables::IsYes(const FoldedText& text) const {
  return !text.question && text.words.size() <= kLongestYes && yes.contains(Joined(text));
}

Fault ReplyClassifier::Tables::AddYes(const ReplyWords& words) {
  for (std::size_t i = 0; i < words.yes.size(); ++i) {
    const FoldedText folded = FoldText(words.yes[i], kLongestYes);
    if (folded.words.empty()) {
      return Fault(
          {.in = In::kYes,
           .index = i,
           .what = absl::StrFormat("yes '%s': nothing of it is read; remove it", words.yes[i])});
    }
    yes.insert(Joined(folded));
  }
  return std::nullopt;
}

Fault ReplyClassifier::Tables::AddClasses(const ReplyWords& words, WordClasses& classes) {
  for (std::size_t i = 0; i < words.classes.size(); ++i) {
    const ReplyWords::Class& one = words.classes[i];
    WordSet& set = classes[one.name];
    for (const std::string& word : one.words) {
      const std::optional<std::vector<WordId>> ids = Number(word);
      if (!ids.has_value())
        return Fault({.in = In::kClasses, .index = i, .what = Vocabulary::Full()});
      if (ids->size() != 1) {
        return Fault({.in = In::kClasses,
                      .index = i,
                      .what = absl::StrFormat("class '%s': '%s' is not one word as messages are "
                                              "read; write it into the phrases",
                                              one.name, word)});
      }
      set.push_back(ids->front());
    }
    std::sort(set.begin(), set.end());
  }
  return std::nullopt;
}

Fault ReplyClassifier::Tables::AddPhrases(const ReplyWords& words, const WordClasses& classes,
                                          const PhraseParts& parts) {
  for (std::size_t i = 0; i < words.phrases.size(); ++i) {
    const ReplyWords::Phrases& one = words.phrases[i];
    entries.push_back({.kind = one.kind,
                       .aside = one.aside,
                       .overrules = one.overrules,
                       .fully = one.fully,
                       .instruction = one.instruction,
                       .unless_asked = one.unless_asked,
                       .id = one.id,
                       .language = one.language,
                       .why = one.why});
    for (const std::string& say : one.say) {
      absl::StatusOr<Phrase> phrase = Phrase::Compile(say, vocabulary, classes, parts);
      if (!phrase.ok()) return InPhrase(In::kPhrases, i, one.id, phrase.status());
      phrases.Add(*std::move(phrase), i);
    }
  }
  return std::nullopt;
}

Fault ReplyClassifier::Tables::AddMarks(const ReplyWords& words, const WordClasses& classes,
                                        const PhraseParts& parts) {
  for (std::size_t i = 0; i < words.marks.size(); ++i) {
    const ReplyWords::Marks& one = words.marks[i];
    mark_entries.push_back(
        {.mark = one.mark, .id = one.id, .language = one.language, .why = one.why});
    for (const std::string& say : one.say) {
      absl::StatusOr<Phrase> phrase = Phrase::Compile(say, vocabulary, classes, parts);
      if (!phrase.ok()) return InPhrase(In::kMarks, i, one.id, phrase.status());
      marks.Add(*std::move(phrase), i);
    }
  }
  return std::nullopt;
}

// Once all words have numbers. Every number is in range, because Vocabulary::Add limits it.
void ReplyClassifier::Tables::Index() {
  phrases.Index(vocabulary.size());
  marks.Index(vocabulary.size());
  fillers_by_first.assign(vocabulary.size() + 1, {});
  for (std::size_t i = 0; i < fillers.size(); ++i)
    fillers_by_first[fillers[i].front()].push_back(i);
  in_keyword.assign(vocabulary.size() + 1, false);
  for (const Keyword& keyword : keywords) {
    for (const WordId word : keyword.words) in_keyword[word] = true;
  }
}

Fault ReplyClassifier::Tables::Add(const ReplyWords& words) {
  if (Fault fault = AddKeywords(words); fault.has_value()) return fault;
  for (const std::string& word : words.not_typos) {
    if (std::string first = FirstWord(word); !first.empty()) not_typos.insert(std::move(first));
  }
  if (Fault fault = AddFillers(words); fault.has_value()) return fault;
  if (Fault fault = AddYes(words); fault.has_value()) return fault;
  WordClasses classes;
  if (Fault fault = AddClasses(words, classes); fault.has_value()) return fault;
  const PhraseParts parts(words.parts.begin(), words.parts.end());
  if (Fault fault = AddPhrases(words, classes, parts); fault.has_value()) return fault;
  if (Fault fault = AddMarks(words, classes, parts); fault.has_value()) return fault;
  for (const std::string& word : words.swears) {
    const std::optional<std::vector<WordId>> ids = Number(word);
    if (ids.has_value() && ids->size() == 1) swears.push_back(ids->front());
  }
  std::sort(swears.begin(), swears.end());
  for (const std::string& name : words.name_classes) {
    const auto found = classes.find(name);
    if (found == classes.end()) {
      return Fault({.in = In::kClasses,
                    .what = absl::StrFormat("name_classes: no class %s; define it", name)});
    }
    names.insert(names.end(), found->second.begin(), found->second.end());
  }
  std::sort(names.begin(), names.end());
  Index();
  for (const std::string& word : words.mistyped) {
    std::string first = FirstWord(word);
    const WordId id = vocabulary.Find(first);
    if (!first.empty()) mistyped.emplace_back(std::move(first), id);
  }
  return std::nullopt;
}

}  // namespace textback
