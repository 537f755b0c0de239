// The words of a playbook file (languages, footers, variants, trades, arms) and the findings of
// lint.
#ifndef TEXTBACK_SRC_CONFIG_SCRIPT_YAML_H_
#define TEXTBACK_SRC_CONFIG_SCRIPT_YAML_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "config/yaml_reader.h"
#include "textback/config/playbook_yaml.h"

namespace textback::config {

// What the words are for. Only `text_class` and the arms of a step are used.
struct ScriptRequest {
  std::vector<PlaybookStep> steps;
  InquiryKind inquiry = InquiryKind::kMissedCall;
  Script::Footers footers = Script::Footers::kNeeded;
  std::uint32_t segments_max = 2;
  const LintWords::Profile* profile = nullptr;
  bool lint = true;
  SharedSource source;  // the whole file
};

struct ScriptResult {
  std::shared_ptr<const Script> script;
  std::vector<WordsFinding> findings;  // errors first
};

// Reads the required field `languages`.
absl::StatusOr<ScriptResult> ReadScript(const YamlFile& file, FieldReader& fields,
                                        const ScriptRequest& request);

// Built-in files are linted by the tests, not at every start.
enum class Linting : std::uint8_t { kDone, kNeeded };
absl::StatusOr<PlaybookFindings> ReadPlaybook(std::string_view yaml, std::string_view file_name,
                                              Linting linting,
                                              const LintWords::Profile* profile = nullptr);
absl::StatusOr<ServiceFile> ReadServiceWords(std::string_view yaml, std::string_view file_name,
                                             Linting linting);

// Returns the index of the named step; the error message lists similar names.
absl::StatusOr<std::size_t> FindStep(const std::vector<PlaybookStep>& steps, std::string_view text);

}  // namespace textback::config

#endif  // TEXTBACK_SRC_CONFIG_SCRIPT_YAML_H_
