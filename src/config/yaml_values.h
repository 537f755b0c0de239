// Converts the texts of YAML fields into values. Every error says what is wrong and how to write
// it; FieldReader adds the place.
#ifndef TEXTBACK_SRC_CONFIG_YAML_VALUES_H_
#define TEXTBACK_SRC_CONFIG_YAML_VALUES_H_

#include <absl/status/statusor.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/id.h"
#include "textback/model/time.h"
#include "textback/policy/rulebook.h"

namespace textback::config {

// InvalidArgument, for example "unknown need 'folow_up'; did you mean follow_up?".
absl::Status UnknownName(std::string_view what, std::string_view text,
                         std::span<const std::string_view> known);

// A non-empty text of one line.
absl::StatusOr<std::string> ParseLine(std::string_view text);

// A line that appears in texts. It may not be longer than Template::kMaxValue, because a business
// name must not be cut.
absl::StatusOr<std::string> ParseShown(std::string_view text);

// For example "en", "fr-CA".
absl::StatusOr<std::string> ParseLocale(std::string_view text);

// For example "10s", "30m", "2h", "7d"; at most a year.
absl::StatusOr<Duration> ParseDuration(std::string_view text);

// For example "10:00"; "24:00" is the end of the day.
absl::StatusOr<std::chrono::minutes> ParseTimeOfDay(std::string_view text);

// For example "09:00-21:30" or "closed".
absl::StatusOr<DayHours> ParseHours(std::string_view text);

// A trade such as "kitchen". It must be one of `known`; any trade is accepted if `known` is empty.
// `known` must outlive the parser.
class TradeParser {
 public:
  explicit TradeParser(std::span<const TradeId> known) : known_(known) {}
  absl::StatusOr<TradeId> operator()(std::string_view text) const;

 private:
  std::span<const TradeId> known_;
};

// "; did you mean drain?", or the list of trades.
std::string NearTrades(std::string_view text, std::span<const TradeId> known);

// Finds one of `values` by its name. `what` names the kind in messages ("need", "class").
template <class Enum, std::size_t N>
absl::StatusOr<Enum> ParseOneOf(std::string_view what, const std::array<Enum, N>& values,
                                std::string_view text) {
  std::array<std::string_view, N> names;
  for (std::size_t i = 0; i < N; ++i) {
    names[i] = NameOf(values[i]);
    if (names[i] == text) return values[i];
  }
  return UnknownName(what, text, names);
}

// For example "2026-11-20T20:55:00-06:00".
absl::StatusOr<Instant> ParseInstant(std::string_view text);

// For example "2026-11-23".
absl::StatusOr<std::chrono::year_month_day> ParseDate(std::string_view text);

// "true" or "false".
absl::StatusOr<bool> ParseYesNo(std::string_view text);

// A whole number from 0 to 9999.
absl::StatusOr<int> ParseNumber(std::string_view text);

// How sure a row of law is: P, R, T+, T, GK or AN. The built-in files explain the marks.
absl::StatusOr<std::string> ParseConfidence(std::string_view text);

}  // namespace textback::config

#endif  // TEXTBACK_SRC_CONFIG_YAML_VALUES_H_
