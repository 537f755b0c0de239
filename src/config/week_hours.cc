#include "config/week_hours.h"

#include <absl/status/statusor.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <string>

#include "config/yaml_values.h"

namespace textback::config {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

absl::StatusOr<std::size_t> ParseDay(std::string_view text) {
  const auto found = std::find(kDays.begin(), kDays.end(), text);
  if (found != kDays.end()) return static_cast<std::size_t>(found - kDays.begin());
  return absl::InvalidArgumentError(
      absl::StrFormat("unknown day %s%s", Quoted(text), DidYouMean(text, kDays)));
}

// Reads "mon" or "mon-fri" with its hours. `seen` has one bit per day.
absl::Status ReadDays(const YamlFile& file, std::string_view parent, const YamlField& field,
                      WeekHours& week, unsigned& seen) {
  const std::string path = std::string(parent) + "." + field.name;
  const auto wrong = [&](std::string_view what) { return file.Error(field.line, path, what); };
  const std::string_view name = field.name;
  const std::size_t dash = name.find('-');
  const absl::StatusOr<std::size_t> first = ParseDay(name.substr(0, dash));
  if (!first.ok()) return wrong(MessageOf(first.status()));
  const absl::StatusOr<std::size_t> last =
      dash == std::string_view::npos ? first : ParseDay(name.substr(dash + 1));
  if (!last.ok()) return wrong(MessageOf(last.status()));
  if (field.value.kind != YamlNode::Kind::kText)
    return wrong("hours missing; write \"09:00-21:30\" or closed");
  const absl::StatusOr<DayHours> hours = ParseHours(field.value.text);
  if (!hours.ok()) return file.Error(field.value.line, path, MessageOf(hours.status()));
  for (std::size_t day = *first;; day = (day + 1) % kDays.size()) {
    if ((seen & (1u << day)) != 0)
      return wrong(absl::StrFormat("%s has hours already; remove one", kDays[day]));
    seen |= 1u << day;
    week[day] = *hours;
    if (day == *last) return absl::OkStatus();
  }
}

}  // namespace

absl::Status ReadSomeHours(const YamlFile& file, std::string_view path, const YamlNode& hours,
                           WeekHours& week) {
  unsigned seen = 0;
  for (const YamlField& field : hours.fields) {
    if (absl::Status status = ReadDays(file, path, field, week, seen); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ReadWeekHours(const YamlFile& file, std::string_view path, const YamlNode& hours,
                           WeekHours& week) {
  unsigned seen = 0;
  for (const YamlField& field : hours.fields) {
    if (absl::Status status = ReadDays(file, path, field, week, seen); !status.ok()) return status;
  }
  for (std::size_t day = 0; day < kDays.size(); ++day) {
    if ((seen & (1u << day)) != 0) continue;
    return file.Error(hours.line, path,
                      absl::StrFormat("%s is missing; write its hours, or closed", kDays[day]));
  }
  return absl::OkStatus();
}

}  // namespace textback::config
