// Texts of YAML fields into values. Every error says what is wrong and how to write it; the place
// is added by FieldReader.
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

// InvalidArgument: "unknown need 'folow_up'; did you mean follow_up?".
absl::Status UnknownName(std::string_view what, std::string_view text,
                         std::span<const std::string_view> known);

// Not empty, one line.
absl::StatusOr<std::string> ParseLine(std::string_view text);

// A line that is shown in texts: at most as long as a value is shown (Template::kMaxValue), for
// half a business name is nobody's name.
absl::StatusOr<std::string> ParseShown(std::string_view text);

// "en", "fr-CA".
absl::StatusOr<std::string> ParseLocale(std::string_view text);

// "10s", "30m", "2h", "7d"; at most a year.
absl::StatusOr<Duration> ParseDuration(std::string_view text);

// "10:00"; "24:00" is the end of the day.
absl::StatusOr<std::chrono::minutes> ParseTimeOfDay(std::string_view text);

// "09:00-21:30" or "closed".
absl::StatusOr<DayHours> ParseHours(std::string_view text);

// "kitchen": one of `known`, where it is known what the playbooks name; empty: any. `known` must
// outlive it.
class TradeParser {
 public:
  explicit TradeParser(std::span<const TradeId> known) : known_(known) {}
  absl::StatusOr<TradeId> operator()(std::string_view text) const;

 private:
  std::span<const TradeId> known_;
};

// "; did you mean drain?", or which there are.
std::string NearTrades(std::string_view text, std::span<const TradeId> known);

// One of `values` by its name, as a "need", a "class".
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

// "2026-11-20T20:55:00-06:00".
absl::StatusOr<Instant> ParseInstant(std::string_view text);

// "2026-11-23".
absl::StatusOr<std::chrono::year_month_day> ParseDate(std::string_view text);

// "true" or "false".
absl::StatusOr<bool> ParseYesNo(std::string_view text);

// A whole number from 0 to 9999.
absl::StatusOr<int> ParseNumber(std::string_view text);

// How sure a row of law is: P, R, T+, T, GK or AN; the marks are explained in the built-in files.
absl::StatusOr<std::string> ParseConfidence(std::string_view text);

}  // namespace textback::config

#endif  // TEXTBACK_SRC_CONFIG_YAML_VALUES_H_
