// Words, as plain dicts: what `textback segments`, `classify` and `lint` show.
#include <pybind11/stl.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "binders.h"
#include "textback/config/lint_yaml.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/text/lint.h"
#include "textback/text/segments.h"

namespace py = pybind11;

namespace {

using textback::InquiryKind;
using textback::LintFinding;
using textback::LintSubject;
using textback::Script;
using textback::Segments;
using textback::StepName;
using textback::Template;
using textback::TextClass;
using textback::Trade;

// Characters of a text, in Python's form; a byte that is none is U+FFFD.
py::str ToPython(std::string_view text) {
  return py::reinterpret_steal<py::str>(
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
}

py::dict SegmentsOf(const std::string& text) {
  const Segments counted = textback::CountSegments(text);
  const textback::StandIns& stand_ins = *textback::BuiltInStandIns();
  py::list forced_by;
  for (const textback::Forcing& forcing : textback::ForcedBy(text)) {
    py::dict entry;
    entry["char"] =
        py::reinterpret_steal<py::str>(PyUnicode_FromOrdinal(static_cast<int>(forcing.code)));
    entry["index"] = forcing.index;
    const auto stand_in = stand_ins.Of(forcing.code);
    entry["stand_in"] = stand_in.has_value() ? py::object(ToPython(*stand_in)) : py::none();
    forced_by.append(std::move(entry));
  }
  py::dict result;
  result["encoding"] = textback::NameOf(counted.encoding);
  result["units"] = counted.units;
  result["segments"] = counted.segments;
  result["forced_by"] = forced_by;
  if (!forced_by.empty()) {
    const std::string cheaper = stand_ins.Replace(text);
    const Segments after = textback::CountSegments(cheaper);
    py::dict with;
    with["text"] = ToPython(cheaper);
    with["encoding"] = textback::NameOf(after.encoding);
    with["segments"] = after.segments;
    result["with_stand_ins"] = with;
  }
  return result;
}

py::dict Classify(const std::string& text, const std::string& locale) {
  const textback::ReplyClassifier::Reply answer =
      textback::BuiltInReplies()->Classify(text, locale);
  py::dict result;
  result["kind"] = NameOf(answer.kind);
  result["language"] = answer.language;
  result["id"] = answer.id;
  result["why"] = answer.id.empty() ? "nothing in it is a keyword or a phrase" : answer.why;
  return result;
}

py::dict ToDict(const LintFinding& finding) {
  py::dict entry;
  entry["rule"] = finding.rule;
  entry["id"] = finding.id;
  entry["severity"] = NameOf(finding.severity);
  entry["line"] = finding.line;
  entry["column"] = finding.column;
  entry["in_footer"] = finding.in_footer;
  entry["message"] = ToPython(finding.message);
  entry["fix"] = ToPython(finding.fix);
  return entry;
}

[[noreturn]] void RaiseInput(const std::string& what) { Raise(absl::InvalidArgumentError(what)); }

// The step as the built-in playbook has it; one that it hasn't is one of a playbook's own:
// proactive.
LintSubject SubjectOf(const std::string& step, InquiryKind inquiry, const std::string& locale) {
  LintSubject subject{
      .step = ValueOrRaise(StepName::Parse(step)), .inquiry = inquiry, .locale = locale};
  const textback::PlaybookFile& file = textback::BuiltInPlaybooks()[inquiry];
  subject.segments_max = file.playbook->segments_max;
  subject.stand_ins = textback::BuiltInStandIns().get();
  const Script& service = *textback::BuiltInServiceWords().script;
  if (service.Find({.step = subject.step}).body != nullptr) {
    subject.text_class = step == "holding_reply" ? TextClass::kResponse : TextClass::kService;
    return subject;
  }
  const std::optional<std::size_t> index = file.playbook->IndexOf(subject.step);
  subject.first = index == std::size_t{0};
  if (index.has_value()) subject.text_class = file.playbook->steps[*index].text_class;
  const StepName first = file.playbook->steps.front().name;
  subject.footer = file.script->Find({.step = first, .locale = locale}).footer;
  return subject;
}

py::dict Lint(const std::string& step, const std::string& source, const std::string& locale,
              const std::string& trade, const std::string& inquiry) {
  const auto kind = textback::InquiryKindFromName(inquiry);
  if (!kind.has_value()) RaiseInput("inquiry: write missed_call, form or text");
  const std::optional<Trade> of_trade = textback::TradeFromName(trade);
  if (!of_trade.has_value())
    RaiseInput("trade: write kitchen, basement, bathroom or general, or leave it out");
  LintSubject subject = SubjectOf(step, *kind, locale);
  py::dict result;
  py::list findings;
  const absl::StatusOr<Template> compiled = Template::Compile(source);
  if (!compiled.ok()) {
    py::dict entry;
    entry["rule"] = "R53";
    entry["id"] = "template";
    entry["severity"] = NameOf(textback::Severity::kError);
    const std::string message(compiled.status().message());
    int line = 0;
    int column = 0;
    std::sscanf(message.c_str(), "line %d, column %d", &line, &column);
    entry["line"] = line;
    entry["column"] = column;
    entry["in_footer"] = false;
    entry["message"] = ToPython(message);
    entry["fix"] = "mend the template at that place";
    findings.append(std::move(entry));
    result["findings"] = findings;
    result["rendered"] = py::none();
    result["segments"] = py::none();
    return result;
  }
  subject.body = &*compiled;
  subject.trade_words = textback::BuiltInPlaybooks()[*kind].script->TradeWords(*of_trade, locale);
  for (const LintFinding& finding : textback::Lint(subject, *textback::BuiltInLintWords()))
    findings.append(ToDict(finding));
  const textback::LintExample example = textback::RenderExample(subject);
  result["findings"] = findings;
  result["rendered"] = ToPython(example.text);
  result["segments"] = example.segments.segments;
  result["encoding"] = textback::NameOf(example.segments.encoding);
  return result;
}

py::list LintPlaybookText(const std::string& yaml, const std::string& file_name) {
  const textback::PlaybookFindings found = ValueOrRaise(textback::LintPlaybook(yaml, file_name));
  py::list findings;
  for (const textback::WordsFinding& one : found.findings) {
    py::dict entry = ToDict(one.finding);
    entry["file"] = ToPython(one.file);
    entry["line"] = one.line;  // of the file
    entry["path"] = ToPython(one.path);
    findings.append(std::move(entry));
  }
  return findings;
}

}  // namespace

void BindWords(py::module_& module) {
  module.def("segments", &SegmentsOf, py::arg("text"), "How a carrier counts a text (R52).");
  module.def("classify", &Classify, py::arg("text"), py::arg("locale"),
             "What an inbound text means (R20-R36).");
  module.def("lint", &Lint, py::arg("step"), py::arg("template"), py::arg("locale"),
             py::arg("trade"), py::arg("inquiry"), "What is wrong with a template (R50-R53).");
  module.def("lint_playbook", &LintPlaybookText, py::arg("yaml"), py::arg("file_name"),
             "What is wrong with the words of a playbook file.");
}
