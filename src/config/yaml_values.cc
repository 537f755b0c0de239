#include "config/yaml_values.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "config/yaml_reader.h"
#include "textback/model/utf8.h"
#include "textback/text/template.h"

namespace textback::config {
namespace {

constexpr std::chrono::minutes kDay = std::chrono::hours{24};

// Reads all of `text` as digits, at most `most` of them.
std::optional<int> Digits(std::string_view text, std::size_t most) {
  int value = 0;
  if (text.empty() || text.size() > most || text.front() < '0' || text.front() > '9')
    return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

absl::Status Wrong(std::string_view what, std::string_view text, std::string_view how) {
  return absl::InvalidArgumentError(
      absl::StrFormat("%s is not %s; write %s", Quoted(text), what, how));
}

bool IsUpperOrDigit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

absl::StatusOr<std::string> ParseLine(std::string_view text) {
  if (text.find_first_not_of(' ') == std::string_view::npos) {
    return absl::InvalidArgumentError("empty; write it or leave the field out");
  }
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c =
        // An escape such as "\x01" can produce characters that are not allowed in the file.
        DecodeUtf8(text, at);
    if (!c.valid || c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0)) {
      return absl::InvalidArgumentError(
          "holds a line break or control character; write it on one line");
    }
    at += c.size;
  }
  return std::string(text);
}

absl::StatusOr<std::string> ParseShown(std::string_view text) {
  const std::size_t characters = CountCharacters(text);
  if (characters > Template::kMaxValue) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%d characters; a text shows %d, shorten it to what people know it by",
                        characters, Template::kMaxValue));
  }
  return ParseLine(text);
}

absl::StatusOr<std::string> ParseLocale(std::string_view text) {
  const std::string_view language = text.substr(0, text.find('-'));
  const std::string_view country =
      language.size() == text.size() ? std::string_view() : text.substr(language.size() + 1);
  const bool language_ok = language.size() >= 2 && language.size() <= 3 &&
                           std::all_of(language.begin(), language.end(), IsLower);
  const bool country_ok = language.size() == text.size() ||
                          (country.size() >= 2 && country.size() <= 3 &&
                           std::all_of(country.begin(), country.end(), IsUpperOrDigit));
  if (!language_ok || !country_ok) return Wrong("a language", text, "en, fr or fr-CA");
  return std::string(text);
}

absl::StatusOr<Duration> ParseDuration(std::string_view text) {
  const std::optional<int> count =
      text.empty() ? std::nullopt : Digits(text.substr(0, text.size() - 1), 8);
  Duration unit{0};
  switch (text.empty() ? '\0' : text.back()) {
    case 's':
      unit = std::chrono::seconds{1};
      break;
    case 'm':
      unit = std::chrono::minutes{1};
      break;
    case 'h':
      unit = std::chrono::hours{1};
      break;
    case 'd':
      unit = std::chrono::hours{24};
      break;
    default:
      break;
  }
  if (!count.has_value() || unit == Duration{0})
    return Wrong("a length of time", text, "10s, 30m, 2h or 7d");
  const Duration length = *count * unit;
  if (length > std::chrono::hours{24 * 366}) return Wrong("at most a year", text, "366d or less");
  return length;
}

absl::StatusOr<std::chrono::minutes> ParseTimeOfDay(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::optional<int> hour = Digits(text.substr(0, colon), 2);
  const std::optional<int> minute = colon == std::string_view::npos || text.size() != colon + 3
                                        ? std::nullopt
                                        : Digits(text.substr(colon + 1), 2);
  const std::chrono::minutes time =
      std::chrono::hours{hour.value_or(99)} + std::chrono::minutes{minute.value_or(0)};
  if (!minute.has_value() || *minute > 59 || time > kDay)
    return Wrong("a time of day", text, "\"09:00\" to \"24:00\"");
  return time;
}

absl::StatusOr<DayHours> ParseHours(std::string_view text) {
  if (text == "closed") return DayHours{};
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return Wrong("hours", text, "\"09:00-21:30\" or closed");
  const absl::StatusOr<std::chrono::minutes> open = ParseTimeOfDay(text.substr(0, dash));
  if (!open.ok()) return open.status();
  const absl::StatusOr<std::chrono::minutes> close = ParseTimeOfDay(text.substr(dash + 1));
  if (!close.ok()) return close.status();
  if (*open >= *close) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "%s closes before it opens; write the opening first, or closed", Quoted(text)));
  }
  return DayHours{.open = static_cast<int>(open->count()),
                  .close = static_cast<int>(close->count())};
}

absl::StatusOr<std::chrono::year_month_day> ParseDate(std::string_view text) {
  const bool form = text.size() == 10 && text[4] == '-' && text[7] == '-';
  const std::optional<int> year = form ? Digits(text.substr(0, 4), 4) : std::nullopt;
  const std::optional<int> month = form ? Digits(text.substr(5, 2), 2) : std::nullopt;
  const std::optional<int> day = form ? Digits(text.substr(8, 2), 2) : std::nullopt;
  if (!year.has_value() || !month.has_value() || !day.has_value())
    return Wrong("a date", text, "2026-11-23");
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return Wrong("a day of the calendar", text, "one that exists");
  if (*year < 1970 || *year > 2199) return Wrong("a year of ours", text, "one from 1970 to 2199");
  return date;
}

absl::StatusOr<int> ParseNumber(std::string_view text) {
  const std::optional<int> number = Digits(text, 4);
  if (!number.has_value()) return Wrong("a whole number", text, "digits only");
  return *number;
}

absl::StatusOr<std::string> ParseConfidence(std::string_view text) {
  for (const std::string_view known : {"P", "R", "T+", "T", "GK", "AN"}) {
    if (text == known) return std::string(text);
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("unknown mark %s; write P, R, T+, T, GK or AN", Quoted(text)));
}

absl::StatusOr<bool> ParseYesNo(std::string_view text) {
  if (text == "true" || text == "false") return text == "true";
  return absl::InvalidArgumentError(absl::StrFormat("%s; write true or false", Quoted(text)));
}

absl::Status UnknownName(std::string_view what, std::string_view text,
                         std::span<const std::string_view> known) {
  return absl::InvalidArgumentError(
      absl::StrFormat("unknown %s %s%s", what, Quoted(text), DidYouMean(text, known)));
}

std::string NearTrades(std::string_view text, std::span<const TradeId> known) {
  if (known.empty()) return "; no playbook names any";
  std::vector<std::string_view> names;
  for (const TradeId& trade : known) names.push_back(trade.view());
  return DidYouMean(text, names);
}

absl::StatusOr<TradeId> TradeParser::operator()(std::string_view text) const {
  absl::StatusOr<TradeId> trade = TradeId::Parse(text);
  if (!trade.ok() || known_.empty()) return trade;
  if (std::find(known_.begin(), known_.end(), *trade) != known_.end()) return trade;
  return absl::InvalidArgumentError(
      absl::StrFormat("no playbook names the trade %s%s", Quoted(text), NearTrades(text, known_)));
}

absl::StatusOr<Instant> ParseInstant(std::string_view text) { return ParseRfc3339(text); }

}  // namespace textback::config
