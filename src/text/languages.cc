#include "textback/text/languages.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>

#include "text/fold.h"

namespace textback {
namespace {

// A question for a language is short.
constexpr std::size_t kMaxAskedWords = 6;

absl::Status Put(std::map<std::string, std::size_t, std::less<>>& words, std::string word,
                 std::size_t language, const std::vector<std::string>& locales) {
  const auto [place, added] = words.emplace(std::move(word), language);
  if (added || place->second == language) return absl::OkStatus();
  return absl::AlreadyExistsError(
      absl::StrFormat("'%s' is a word of '%s' too; leave out what two languages share",
                      place->first, locales[place->second]));
}

}  // namespace

absl::Status Languages::Add(std::string_view locale, std::span<const std::string> known_by,
                            std::span<const std::string> asked_by) {
  if (std::find(locales_.begin(), locales_.end(), locale) != locales_.end())
    return absl::AlreadyExistsError(absl::StrFormat("'%s' has its words already", locale));
  if (locales_.size() == kMaxLanguages) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "more than %d languages; leave out those that nobody writes in here", kMaxLanguages));
  }
  const std::size_t language = locales_.size();
  locales_.emplace_back(locale);
  for (const std::string& word : known_by) {
    const FoldedText folded = FoldText(word, 2);
    if (folded.words.size() != 1) {
      return absl::InvalidArgumentError(
          absl::StrFormat("'%s' is not one word; words are counted one by one", word));
    }
    if (absl::Status status = Put(known_by_, Joined(folded), language, locales_); !status.ok())
      return status;
  }
  for (const std::string& words : asked_by) {
    const FoldedText folded = FoldText(words, kMaxAskedWords + 1);
    if (folded.words.empty() || folded.words.size() > kMaxAskedWords) {
      return absl::InvalidArgumentError(
          absl::StrFormat("'%s' has no word or more than %d; write what people answer who want "
                          "this language",
                          words, kMaxAskedWords));
    }
    if (absl::Status status = Put(asked_by_, Joined(folded), language, locales_); !status.ok())
      return status;
  }
  return absl::OkStatus();
}

Languages::Heard Languages::HeardIn(std::string_view message) const {
  if (locales_.empty()) return {};
  const FoldedText text = FoldText(message, kMaxMessageWords);
  if (text.words.size() <= kMaxAskedWords) {
    const auto asked = asked_by_.find(Joined(text));
    if (asked != asked_by_.end()) return {.locale = locales_[asked->second], .sure = true};
  }
  std::array<std::size_t, kMaxLanguages> counts = {};
  std::size_t all = 0;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    const auto known = known_by_.find(text[i]);
    if (known == known_by_.end()) continue;
    ++counts[known->second];
    ++all;
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  const bool clear = *most >= kClear && *most >= (all - *most) * kOutnumbers;
  if (!clear) return {};
  return {.locale = locales_[static_cast<std::size_t>(most - counts.begin())],
          .sure = *most >= kSure};
}

}  // namespace textback
