// Playbooks and service words from YAML: a value or an error with its place, never a crash.
//
// Input: the file.
#include "textback/config/playbook_yaml.h"

#include <absl/status/statusor.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/fuzz.h"
#include "textback/policy/playbook.h"

namespace textback::fuzz {
namespace {

void CheckPlaybookFile(const PlaybookFile& file) {
  Require(CheckPlaybook(*file.playbook).ok(), "a playbook that was read is in order");
  for (const PlaybookStep& step : file.playbook->steps) {
    const Script::Words words = file.script->Find({.step = step.name, .locale = "en"});
    Require(words.body != nullptr, "a step has words", step.name.view());
    Require(words.footer != nullptr, "and a footer", step.name.view());
  }
}

void CheckFinding(const WordsFinding& finding, std::string_view yaml) {
  const std::string by = finding.ToString();
  Require(finding.file == kFileName && !finding.path.empty(), "a finding has a place", by);
  Require(finding.line >= 1 && static_cast<std::size_t>(finding.line) <= CountLines(yaml),
          "a finding is in the file", by);
  Require(IsUtf8(by) && !HasControls(by), "a finding is readable", by);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view yaml(reinterpret_cast<const char*>(data), size);
  const absl::StatusOr<PlaybookFindings> linted = LintPlaybook(yaml, kFileName);
  const absl::StatusOr<PlaybookFile> parsed = ParsePlaybook(yaml, kFileName);
  if (!parsed.ok()) RequireFileError(parsed.status(), yaml);
  if (linted.ok()) {
    const auto& findings = linted->findings;
    const bool wrong = std::any_of(findings.begin(), findings.end(), [](const WordsFinding& one) {
      return one.finding.severity == Severity::kError;
    });
    Require(parsed.ok() == !wrong, "what lint finds wrong is an error, and nothing else is");
    for (const WordsFinding& finding : findings) CheckFinding(finding, yaml);
    CheckPlaybookFile(linted->file);
  } else {
    Require(linted.status() == parsed.status(), "both give the same error");
  }
  const absl::StatusOr<ServiceFile> service = ParseServiceWords(yaml, kFileName);
  if (!service.ok()) RequireFileError(service.status(), yaml);
  return 0;
}

}  // namespace textback::fuzz
