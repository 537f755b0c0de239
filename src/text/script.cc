#include "textback/text/script.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>

namespace textback {
namespace {

constexpr std::size_t kVariants = 3;
constexpr std::size_t kTrades = 5;

// "fr" of "fr-CA": words are kept by language, accounts may say their country too.
std::string_view LanguageOf(std::string_view locale) { return locale.substr(0, locale.find('-')); }

template <class Entry>
const Entry* FindLocale(const std::vector<Entry>& entries, std::string_view locale) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [locale](const Entry& entry) { return entry.locale == locale; });
  return found == entries.end() ? nullptr : &*found;
}

// Where `value` is in `values`; their number where it isn't.
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
  if (key.trade != Trade::kUnknown) absl::StrAppendFormat(&out, " for %s", NameOf(key.trade));
  if (!key.arm.empty()) absl::StrAppendFormat(&out, " of arm '%s'", key.arm.view());
  return out;
}

}  // namespace

absl::Status Script::Add(const Key& key, Template words) {
  if (FindExact(key) != nullptr)
    return absl::AlreadyExistsError(absl::StrFormat("%s are there already", Describe(key)));
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
  footers_.push_back({.locale = std::string(locale), .words = std::move(words)});
  return absl::OkStatus();
}

absl::Status Script::AddTrade(std::string_view locale, Trade trade, std::string words) {
  const auto same = [&](const TradeName& name) {
    return name.locale == locale && name.trade == trade;
  };
  if (std::any_of(trades_.begin(), trades_.end(), same)) {
    return absl::AlreadyExistsError(
        absl::StrFormat("trade '%s' has words in '%s' already", NameOf(trade), locale));
  }
  trades_.push_back({.locale = std::string(locale), .trade = trade, .words = std::move(words)});
  return absl::OkStatus();
}

const Script::Entry* Script::FindExact(const Key& key) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.step == key.step && entry.variant == key.variant && entry.trade == key.trade &&
           entry.arm == key.arm && entry.locale == key.locale;
  });
  return found == entries_.end() ? nullptr : &*found;
}

const Script::Entry* Script::FindNearest(const Key& key) const {
  const std::string_view first = locales_.front();
  for (const std::string_view locale : {key.locale, LanguageOf(key.locale), first}) {
    for (const Variant variant : {key.variant, Variant::kPlain}) {
      for (const ArmName& arm : {key.arm, ArmName()}) {
        for (const Trade trade : {key.trade, Trade::kUnknown}) {
          const Entry* entry = FindExact(
              {.step = key.step, .variant = variant, .trade = trade, .arm = arm, .locale = locale});
          if (entry != nullptr) return entry;
        }
      }
    }
  }
  return nullptr;
}

std::size_t Script::PlaceOf(std::size_t step, std::size_t locale, std::size_t variant,
                            std::size_t trade, std::size_t arm) const {
  return (((step * locales_.size() + locale) * kVariants + variant) * kTrades + trade) *
             arms_.size() +
         arm;
}

absl::Status Script::Check(Footers footers) {
  steps_.clear();
  locales_.clear();
  arms_ = {ArmName()};
  for (const Entry& entry : entries_) {
    AddOnce(steps_, entry.step);
    AddOnce(locales_, entry.locale);
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
  nearest_.assign(steps_.size() * locales_.size() * kVariants * kTrades * arms_.size(), {});
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    for (std::size_t at = 0; at < nearest_.size() / steps_.size(); ++at) {
      const std::size_t arm = at % arms_.size();
      const std::size_t trade = at / arms_.size() % kTrades;
      const std::size_t variant = at / arms_.size() / kTrades % kVariants;
      const std::size_t locale = at / arms_.size() / kTrades / kVariants;
      const Entry* entry = FindNearest({.step = steps_[step],
                                        .variant = static_cast<Variant>(variant),
                                        .trade = static_cast<Trade>(trade),
                                        .arm = arms_[arm],
                                        .locale = locales_[locale]});
      if (entry == nullptr) continue;
      nearest_[PlaceOf(step, locale, variant, trade, arm)] = {
          .entry = static_cast<std::uint32_t>(entry - entries_.data()),
          .footer = FooterIndex(entry->locale)};
    }
  }
  return absl::OkStatus();
}

Script::Words Script::Find(const Key& key) const {
  const std::size_t step = IndexIn(steps_, key.step);
  if (step == steps_.size()) return {};
  std::size_t locale = IndexIn(locales_, key.locale);
  if (locale == locales_.size()) locale = IndexIn(locales_, LanguageOf(key.locale));
  if (locale == locales_.size()) locale = 0;
  std::size_t arm = IndexIn(arms_, key.arm);
  if (arm == arms_.size()) arm = 0;
  const Nearest& nearest = nearest_[PlaceOf(step, locale, static_cast<std::size_t>(key.variant),
                                            static_cast<std::size_t>(key.trade), arm)];
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

std::string_view Script::TradeWords(Trade trade, std::string_view locale) const {
  if (trade == Trade::kUnknown) return {};
  for (const std::string_view language : {locale, LanguageOf(locale)}) {
    for (const TradeName& name : trades_) {
      if (name.trade == trade && name.locale == language) return name.words;
    }
  }
  return {};
}

}  // namespace textback
