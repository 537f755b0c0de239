// R50-R53: lint always ends, and its findings point to existing places.
//
// Input: the body, the footer, the words for the trade, then choices: locale, step, first, kind of
// inquiry, segments.
#include "textback/text/lint.h"

#include <absl/status/statusor.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/fuzz.h"
#include "textback/config/lint_yaml.h"
#include "textback/config/words_data.h"
#include "textback/model/id.h"
#include "textback/text/template.h"

namespace textback::fuzz {
namespace {

constexpr std::array<std::string_view, 6> kLocales = {"en", "fr", "es", "fr-CA", "", "xx"};
constexpr std::array<std::string_view, 4> kSteps = {"text_1", "stop_confirmation", "help_answer",
                                                    "check_in_1"};

// Is this the line and column of a character of the source, or of its end?
bool IsInside(std::string_view source, int line, int column) {
  for (int i = 1; i < line; ++i) {
    const std::size_t end = source.find('\n');
    if (end == std::string_view::npos) return false;
    source.remove_prefix(end + 1);
  }
  const std::size_t characters = CountCharacters(source.substr(0, source.find('\n')));
  return column >= 1 && static_cast<std::size_t>(column) <= characters + 1;
}

void CheckFinding(const LintSubject& subject, const LintFinding& finding) {
  const std::string by = std::string(finding.id) + ", line " + std::to_string(finding.line) +
                         ", column " + std::to_string(finding.column) + ": " + finding.message;
  Require(!finding.id.empty() && finding.rule.starts_with('R'), "a finding has id and rule", by);
  Require(!finding.message.empty() && !finding.fix.empty(), "a finding says what and how", by);
  Require(IsUtf8(finding.message) && IsUtf8(finding.fix), "a finding is UTF-8", by);
  if (finding.line == 0) {
    Require(finding.column == 0 && !finding.in_footer, "the whole text has no place", by);
    return;
  }
  Require(!finding.in_footer || subject.footer != nullptr, "a place is in a text", by);
  const Template& words = finding.in_footer ? *subject.footer : *subject.body;
  Require(IsInside(words.source(), finding.line, finding.column), "a place is in the source", by);
}

void CheckLint(const LintSubject& subject) {
  const std::vector<LintFinding> findings = Lint(subject, *BuiltInLintWords());
  bool warned = false;
  for (const LintFinding& finding : findings) {
    CheckFinding(subject, finding);
    Require(!warned || finding.severity == Severity::kWarning, "errors come first", finding.id);
    warned = finding.severity == Severity::kWarning;
  }
  const LintExample example = RenderExample(subject);
  Require(IsUtf8(example.text) && !HasControls(example.text), "an example is readable");
  Require(example.segments.segments == CountSegments(example.text).segments,
          "an example's segments are its own", example.text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const std::vector<char> body_part = input.Part();
  const std::vector<char> footer_part = input.Part();
  // As config/playbook_yaml.h allows it: one clean line.
  std::string trade;
  static const Template kAlone = *Template::Compile("{person}");
  const std::vector<char> trade_part = input.Part();
  kAlone.Render({.of = {View(trade_part)}}, trade);
  const absl::StatusOr<Template> body = Template::Compile(View(body_part));
  const absl::StatusOr<Template> footer = Template::Compile(View(footer_part));
  if (!body.ok()) return 0;
  LintSubject subject{.body = &*body,
                      .footer = !footer_part.empty() && footer.ok() ? &*footer : nullptr,
                      .trade_words = trade,
                      .stand_ins = BuiltInStandIns().get()};
  subject.locale = kLocales[input.Choice(kLocales.size())];
  subject.step = *StepName::Parse(kSteps[input.Choice(kSteps.size())]);
  subject.first = input.Choice(2) == 0;
  subject.text_class = subject.first ? TextClass::kResponse : TextClass::kProactive;
  subject.inquiry = kEveryInquiryKind[input.Choice(kInquiryKinds)];
  subject.segments_max = 1 + static_cast<std::uint32_t>(input.Choice(4));
  CheckLint(subject);
  return 0;
}

}  // namespace textback::fuzz
