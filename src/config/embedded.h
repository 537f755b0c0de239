// The data files that are compiled into the library: see textback_embed in
// cmake/TextbackEmbed.cmake.
#ifndef TEXTBACK_SRC_CONFIG_EMBEDDED_H_
#define TEXTBACK_SRC_CONFIG_EMBEDDED_H_

#include <absl/status/statusor.h>

#include <span>
#include <string_view>
#include <vector>

#include "textback/policy/rulebook.h"

namespace textback::embedded {

extern const std::string_view kTwoTextYaml;
extern const std::string_view kWebFormYaml;
extern const std::string_view kInboundTextYaml;
extern const std::string_view kServiceYaml;
extern const std::string_view kUnknownYaml;
extern const std::string_view kCanadaYaml;
extern const std::string_view kUnitedStatesYaml;
extern const std::string_view kHolidaysYaml;
extern const std::string_view kNanpTsv;
extern const std::string_view kWorldTsv;
extern const std::string_view kMendsYaml;
extern const std::string_view kKindsYaml;
extern const std::string_view kRegionsYaml;
extern const std::string_view kPostalCodesYaml;
extern const std::string_view kRepliesYaml;
extern const std::string_view kRepliesEnYaml;
extern const std::string_view kRepliesFrYaml;
extern const std::string_view kRepliesEsYaml;
extern const std::string_view kAsksYaml;
extern const std::string_view kOpinionTxt;
extern const std::string_view kLintYaml;
extern const std::string_view kStandInsTsv;

}  // namespace textback::embedded

namespace textback::config {

// The built-in rows. `like` looks for a row in `own` first, then among the built-in ones.
absl::StatusOr<std::vector<RulebookRow>> BuiltInRowsLike(std::span<const RulebookRow> own);
// The files that they are from.
const std::vector<SharedSource>& BuiltInLaw();

}  // namespace textback::config

#endif  // TEXTBACK_SRC_CONFIG_EMBEDDED_H_
