#include "textback/text/script.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<3> kVariantNames = {"plain", "known", "late"};

// "fr" of "fr-CA": words are kept by language, accounts may say their country too.
std::string_view LanguageOf(std::string_view locale) { return locale.substr(0, locale.find('-')); }

template <class Entry>
const Entry* FindLocale(const std::vector<Entry>& entries, std::string_view locale) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [locale](const Entry& entry) { return entry.locale == locale; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

std::string_view NameOf(Variant variant) { return NameIn(kVariantNames, variant); }
std::optional<Variant> VariantFromName(std::string_view name) {
  return FromName<Variant>(kVariantNames, name);
}

absl::Status Script::Add(const StepName& step, Variant variant, std::string_view locale,
                         Template words) {
  if (FindExact(step, variant, locale) != nullptr) {
    return absl::AlreadyExistsError(absl::StrFormat("step '%s' has %s words in '%s' already",
                                                    step.view(), NameOf(variant), locale));
  }
  entries_.push_back(
      {.step = step, .variant = variant, .locale = std::string(locale), .words = std::move(words)});
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

const Script::Entry* Script::FindExact(const StepName& step, Variant variant,
                                       std::string_view locale) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.step == step && entry.variant == variant && entry.locale == locale;
  });
  return found == entries_.end() ? nullptr : &*found;
}

Script::Words Script::Find(const StepName& step, Variant variant, std::string_view locale) const {
  // The right language matters more than the right variant: plain words that are understood beat
  // late ones that are not.
  const std::string_view first = entries_.empty() ? std::string_view() : entries_.front().locale;
  for (const std::string_view language : {locale, LanguageOf(locale), first}) {
    for (const Variant kind : {variant, Variant::kPlain}) {
      const Entry* entry = FindExact(step, kind, language);
      if (entry == nullptr) continue;
      // The footer follows the words found, not the words asked for: one text, one language.
      const Footer* footer = FindLocale(footers_, entry->locale);
      return {.body = &entry->words,
              .footer = footer == nullptr ? nullptr : &footer->words,
              .locale = entry->locale};
    }
  }
  return {};
}

std::string_view Script::TradeWords(Trade trade, std::string_view locale) const {
  for (const std::string_view language : {locale, LanguageOf(locale)}) {
    for (const TradeName& name : trades_) {
      if (name.trade == trade && name.locale == language) return name.words;
    }
  }
  return {};
}

absl::Status Script::Check() const {
  for (const Entry& entry : entries_) {
    if (FindLocale(footers_, entry.locale) == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrFormat("language '%s' has words but no footer; every text says how to reach us "
                          "and how to stop (R50)",
                          entry.locale));
    }
  }
  return absl::OkStatus();
}

}  // namespace textback
