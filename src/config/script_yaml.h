// The words of a playbook file: languages, footers, variants, trades, arms; and what lint says of
// them.
#ifndef TEXTBACK_SRC_CONFIG_SCRIPT_YAML_H_
#define TEXTBACK_SRC_CONFIG_SCRIPT_YAML_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "config/yaml_reader.h"
#include "textback/config/playbook_yaml.h"

namespace textback::config {

// What the words are for. `text_class` and arms count, nothing else of a step.
struct ScriptRequest {
  std::vector<PlaybookStep> steps;
  InquiryKind inquiry = InquiryKind::kMissedCall;
  Script::Footers footers = Script::Footers::kNeeded;
  std::uint32_t segments_max = 2;
  bool lint = true;
  SharedSource source;  // the whole file
};

struct ScriptResult {
  std::shared_ptr<const Script> script;
  std::vector<WordsFinding> findings;  // errors first
};

// Reads `languages`, which must be there.
absl::StatusOr<ScriptResult> ReadScript(const YamlFile& file, FieldReader& fields,
                                        const ScriptRequest& request);

// What ships is linted by the tests and not at every start.
enum class Linting : std::uint8_t { kDone, kNeeded };
absl::StatusOr<PlaybookFindings> ReadPlaybook(std::string_view yaml, std::string_view file_name,
                                              Linting linting);
absl::StatusOr<ServiceFile> ReadServiceWords(std::string_view yaml, std::string_view file_name,
                                             Linting linting);

// The index of the step of that name; the message lists near ones.
absl::StatusOr<std::size_t> FindStep(const std::vector<PlaybookStep>& steps, std::string_view text);

}  // namespace textback::config

#endif  // TEXTBACK_SRC_CONFIG_SCRIPT_YAML_H_
