// Reads the hours of a week: {mon-fri: "09:00-21:30", sat: "10:00-18:00", sun: closed}.
#ifndef TEXTBACK_SRC_CONFIG_WEEK_HOURS_H_
#define TEXTBACK_SRC_CONFIG_WEEK_HOURS_H_

#include <absl/status/status.h>

#include <string_view>

#include "config/yaml_reader.h"
#include "textback/policy/rulebook.h"

namespace textback::config {

// Every day must be named exactly once. `path` is the mapping's name in messages.
absl::Status ReadWeekHours(const YamlFile& file, std::string_view path, const YamlNode& hours,
                           WeekHours& week);

// The same, where a day that isn't named stays as it is in `week`.
absl::Status ReadSomeHours(const YamlFile& file, std::string_view path, const YamlNode& hours,
                           WeekHours& week);

}  // namespace textback::config

#endif  // TEXTBACK_SRC_CONFIG_WEEK_HOURS_H_
