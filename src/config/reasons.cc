#include "config/reasons.h"

#include <absl/status/statusor.h>
#include <absl/strings/str_format.h>

#include <optional>
#include <string>
#include <utility>

#include "config/yaml_values.h"

namespace textback::config {
namespace {

constexpr std::string_view kNone = "none";

// As it may stand in a text; CheckReason says what a sentence needs.
absl::StatusOr<std::string> ParseReason(std::string_view text) {
  if (text == kNone) return std::string();
  absl::StatusOr<std::string> shown = ParseShown(text);
  if (!shown.ok()) return shown;
  if (absl::Status status = CheckReason(*shown); !status.ok()) return status;
  return shown;
}

}  // namespace

absl::Status ReadReasons(const YamlFile& file, const YamlNode* node, std::string_view path,
                         std::string_view locale, ScheduleWords& reasons) {
  if (node == nullptr) return absl::OkStatus();
  FieldReader fields(file, *node, path,
                     {NameOf(Schedule::kOpen), NameOf(Schedule::kClosed), NameOf(Schedule::kAway),
                      NameOf(Schedule::kMeeting)});
  for (const Schedule schedule : kEverySchedule) {
    std::optional<std::string> words;
    fields.Optional(NameOf(schedule), &ParseReason, words);
    if (!fields.ok()) return fields.status();
    if (!words.has_value()) continue;
    if (absl::Status status = reasons.Add(locale, schedule, *std::move(words)); !status.ok()) {
      return file.Error(fields.LineOf(NameOf(schedule)),
                        absl::StrFormat("%s.%s", path, NameOf(schedule)), MessageOf(status));
    }
  }
  return fields.status();
}

std::string_view LongestReason(const ScheduleWords& reasons, std::string_view locale) {
  std::string_view longest;
  for (const Schedule schedule : kEverySchedule) {
    const std::string_view words = reasons.In(locale, schedule).value_or("");
    if (words.size() > longest.size()) longest = words;
  }
  return longest;
}

}  // namespace textback::config
