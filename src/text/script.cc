#include "textback/text/script.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <utility>

#include "text/language.h"

namespace textback {
namespace {

constexpr std::size_t kVariants = kEveryVariant.size();

template <class Entry>
const Entry* FindLocale(const std::vector<Entry>& entries, std::string_view locale) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [locale](const Entry& entry) { return entry.locale == locale; });
  return found == entries.end() ? nullptr : &*found;
}

// The index of `value` in `values`; their size if it is not among them.
template <class Value, class Wanted>
std::size_t IndexIn(const std::vector<Value>& values, const Wanted& value) {
  return static_cast<std::size_t>(std::find(values.begin(), values.end(), value) - values.begin());
}

template <class Value, class Wanted>
void AddOnce(std::vector<Value>& values, const Wanted& value) {
  if (IndexIn(values, value) == values.size()) values.emplace_back(value);
}

std::string Describe(const Script::Key& key) {
  std::string out = absl::StrFormat("step '%s': %s words in '%s'", key.step.view(),
                                    NameOf(key.variant), key.locale);
  if (!key.trade.empty()) absl::StrAppendFormat(&out, " for %s", key.trade.view());
  if (!key.arm.empty()) absl::StrAppendFormat(&out, " of arm '%s'", key.arm.view());
  return out;
}

}  // namespace

absl::Status Script::Add(const Key& key, Template words) {
  if (FindExact(key) != nullptr)
    return absl::AlreadyExistsError(absl::StrFormat("%s are there already", Describe(key)));
  source_ = nullptr;
  index_.emplace(IndexOf(key), static_cast<std::uint32_t>(entries_.size()));
  entries_.push_back({.step = key.step,
                      .variant = key.variant,
                      .trade = key.trade,
                      .arm = key.arm,
                      .locale = std::string(key.locale),
                      .words = std::move(words)});
  return absl::OkStatus();
}

absl::Status Script::AddFooter(std::string_view locale, Template words) {
  if (FindLocale(footers_, locale) != nullptr) {
    return absl::AlreadyExistsError(absl::StrFormat("there is a footer in '%s' already", locale));
  }
  source_ = nullptr;
  footers_.push_back({.locale = std::string(locale), .words = std::move(words)});
  return absl::OkStatus();
}

void Script::SetOtherLanguage(std::string_view locale, std::string words) {
  source_ = nullptr;
  other_languages_.emplace_back(locale, std::move(words));
}

std::string_view Script::OtherLanguage(std::string_view locale) const {
  for (const auto& [known, words] : other_languages_) {
    if (known == locale) return words;
  }
  return {};
}

Script::Index Script::IndexOf(const Key& key) {
  return {.step = key.step,
          .variant = key.variant,
          .trade = key.trade,
          .arm = key.arm,
          .locale = std::string(key.locale)};
}

const Script::Entry* Script::FindExact(const Key& key) const {
  const auto found = index_.find(IndexOf(key));
  return found == index_.end() ? nullptr : &entries_[found->second];
}

const Script::Entry* Script::FindNearest(const Key& key) const {
  const std::string_view first = locales_.front();
  for (const std::string_view locale : {key.locale, LanguageOf(key.locale), first}) {
    for (const Variant variant : {key.variant, Variant::kPlain}) {
      for (const ArmName& arm : {key.arm, ArmName()}) {
        for (const TradeId& trade : {key.trade, TradeId()}) {
          const Entry* entry = FindExact(
              {.step = key.step, .variant = variant, .trade = trade, .arm = arm, .locale = locale});
          if (entry != nullptr) return entry;
        }
      }
    }
  }
  return nullptr;
}

std::size_t Script::PlaceOf(std::size_t step, std::size_t locale, Variant variant,
                            std::size_t trade, std::size_t arm) const {
  const auto of_variant = static_cast<std::size_t>(variant);
  return (((step * locales_.size() + locale) * kVariants + of_variant) * own_words_.size() +
          trade) *
             arms_.size() +
         arm;
}

absl::Status Script::Check(Footers footers) {
  steps_.clear();
  locales_.clear();
  own_words_ = {TradeId()};
  arms_ = {ArmName()};
  for (const Entry& entry : entries_) {
    AddOnce(steps_, entry.step);
    AddOnce(locales_, entry.locale);
    AddOnce(own_words_, entry.trade);
    AddOnce(arms_, entry.arm);
    if (footers == Footers::kNeeded && FooterOf(entry.locale) == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrFormat("language '%s' has words but no footer; every text says how to reach us "
                          "and how to stop (R50)",
                          entry.locale));
    }
    if (FindExact({.step = entry.step, .locale = entry.locale}) == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrFormat("step '%s' in '%s': no plain words for everybody; add them",
                          entry.step.view(), entry.locale));
    }
  }
  nearest_.assign(steps_.size() * locales_.size() * kVariants * own_words_.size() * arms_.size(),
                  {});
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    for (std::size_t locale = 0; locale < locales_.size(); ++locale) {
      for (const Variant variant : kEveryVariant) FillNearest(step, locale, variant);
    }
  }
  return absl::OkStatus();
}

void Script::FillNearest(std::size_t step, std::size_t locale, Variant variant) {
  for (std::size_t trade = 0; trade < own_words_.size(); ++trade) {
    for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
      const Entry* entry = FindNearest({.step = steps_[step],
                                        .variant = variant,
                                        .trade = own_words_[trade],
                                        .arm = arms_[arm],
                                        .locale = locales_[locale]});
      if (entry == nullptr) continue;
      nearest_[PlaceOf(step, locale, variant, trade, arm)] = {
          .entry = static_cast<std::uint32_t>(entry - entries_.data()),
          .footer = FooterIndex(entry->locale)};
    }
  }
}

Script::Words Script::Find(const Key& key) const {
  const std::size_t step = IndexIn(steps_, key.step);
  if (step == steps_.size()) return {};
  std::size_t locale = IndexIn(locales_, key.locale);
  if (locale == locales_.size()) locale = IndexIn(locales_, LanguageOf(key.locale));
  if (locale == locales_.size()) locale = 0;
  std::size_t arm = IndexIn(arms_, key.arm);
  if (arm == arms_.size()) arm = 0;
  std::size_t trade = IndexIn(own_words_, key.trade);
  if (trade == own_words_.size()) trade = 0;
  const Nearest& nearest = nearest_[PlaceOf(step, locale, key.variant, trade, arm)];
  if (nearest.entry == kNone) return {};
  const Entry& entry = entries_[nearest.entry];
  return {.body = &entry.words,
          .footer = nearest.footer == kNone ? nullptr : &footers_[nearest.footer].words,
          .locale = entry.locale,
          .variant = entry.variant};
}

std::uint32_t Script::FooterIndex(std::string_view locale) const {
  const Footer* footer = FindLocale(footers_, locale);
  return footer == nullptr ? kNone : static_cast<std::uint32_t>(footer - footers_.data());
}

const Template* Script::FooterOf(std::string_view locale) const {
  const Footer* footer = FindLocale(footers_, locale);
  return footer == nullptr ? nullptr : &footer->words;
}

}  // namespace textback
