#include "textback/text/trades.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>

#include "text/fold.h"
#include "text/language.h"

namespace textback {
namespace {

// People say at the beginning what they need; a text of ten segments has some 300 words.
constexpr std::size_t kMaxMessageWords = 400;

// Returns `count` words from `begin` on, joined by spaces.
std::string Run(const FoldedText& text, std::size_t begin, std::size_t count) {
  std::string run(text[begin]);
  for (std::size_t i = 1; i < count; ++i) {
    run += ' ';
    run += text[begin + i];
  }
  return run;
}

}  // namespace

absl::Status Trades::Add(std::string_view locale, const TradeId& trade, std::string said,
                         std::span<const std::string> heard) {
  const bool twice = std::any_of(said_.begin(), said_.end(), [&](const Said& one) {
    return one.trade == trade && one.locale == locale;
  });
  if (twice) {
    return absl::AlreadyExistsError(
        absl::StrFormat("trade '%s' has words in '%s' already", trade.view(), locale));
  }
  if (!Names(trade)) {
    if (all_.size() == kMaxTrades)
      return absl::InvalidArgumentError(
          absl::StrFormat("more than %d trades; name the rest by a common one", kMaxTrades));
    all_.push_back(trade);
  }
  for (const std::string& words : heard) {
    const FoldedText folded = FoldText(words, kMaxHeardWords + 1);
    if (folded.words.empty()) {
      return absl::InvalidArgumentError(
          absl::StrFormat("'%s' has no letter or digit; remove it", words));
    }
    if (folded.words.size() > kMaxHeardWords) {
      return absl::InvalidArgumentError(
          absl::StrFormat("'%s' has more than %d words; shorten it to what names the trade", words,
                          kMaxHeardWords));
    }
    const auto [place, added] = heard_.emplace(Run(folded, 0, folded.words.size()), trade);
    if (!added && place->second != trade) {
      return absl::AlreadyExistsError(absl::StrFormat(
          "'%s' names the trade '%s' already; it can't name two", words, place->second.view()));
    }
  }
  said_.push_back({.locale = std::string(locale), .trade = trade, .words = std::move(said)});
  return absl::OkStatus();
}

std::string_view Trades::SaidIn(std::string_view locale, const TradeId& trade) const {
  if (trade.empty()) return {};
  for (const std::string_view language : {locale, LanguageOf(locale)}) {
    for (const Said& one : said_) {
      if (one.trade == trade && one.locale == language) return one.words;
    }
  }
  return {};
}

TradeId Trades::HeardIn(std::string_view message) const {
  if (heard_.empty()) return {};
  const FoldedText text = FoldText(message, kMaxMessageWords);
  TradeId found;
  for (std::size_t at = 0; at < text.words.size();) {
    std::size_t longest = 1;
    while (longest < kMaxHeardWords && at + longest < text.words.size() &&
           text.words[at + longest].before == Break::kNone) {
      ++longest;
    }
    std::size_t taken = 1;
    for (std::size_t count = longest; count > 0; --count) {
      const auto heard = heard_.find(Run(text, at, count));
      if (heard == heard_.end()) continue;
      if (!found.empty() && found != heard->second) return {};
      found = heard->second;
      taken = count;
      break;
    }
    at += taken;
  }
  return found;
}

void Trades::AppendTo(std::vector<TradeId>& out) const {
  for (const TradeId& trade : all_) {
    if (std::find(out.begin(), out.end(), trade) == out.end()) out.push_back(trade);
  }
}

bool Trades::Names(const TradeId& trade) const {
  return std::find(all_.begin(), all_.end(), trade) != all_.end();
}

}  // namespace textback
