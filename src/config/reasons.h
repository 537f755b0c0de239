// `reasons` of a language, in a playbook or an account: {open: We were on a job site, closed: ...}.
#ifndef TEXTBACK_SRC_CONFIG_REASONS_H_
#define TEXTBACK_SRC_CONFIG_REASONS_H_

#include <absl/status/status.h>

#include <string_view>

#include "config/yaml_reader.h"
#include "textback/model/schedule.h"

namespace textback::config {

// Adds to `reasons`; `none` adds empty words. Null: nothing to read. `path` is the mapping's name
// in messages.
absl::Status ReadReasons(const YamlFile& file, const YamlNode* node, std::string_view path,
                         std::string_view locale, ScheduleWords& reasons);

// The words of this language that take most room; empty if it has none.
std::string_view LongestReason(const ScheduleWords& reasons, std::string_view locale);

}  // namespace textback::config

#endif  // TEXTBACK_SRC_CONFIG_REASONS_H_
