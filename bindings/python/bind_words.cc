// Words as plain dicts, for `textback segments`, `classify` and `lint`.
#include <pybind11/stl.h>

#include <string>
#include <string_view>
#include <vector>

#include "binders.h"
#include "textback/config/lint_yaml.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/texts_page.h"
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

// Characters as a Python text; an invalid byte becomes U+FFFD.
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
  const textback::ReplyClassifier::Meaning meaning =
      textback::BuiltInReplies()->Classify(text, locale);
  py::dict result;
  result["kind"] = NameOf(meaning.kind);
  result["language"] = meaning.language;
  result["id"] = meaning.id;
  result["why"] = meaning.id.empty() ? "nothing in it is a keyword or a phrase" : meaning.why;
  result["emergency"] = NameOf(meaning.emergency);
  result["wants_call"] = meaning.wants_call;
  result["cancels"] = meaning.cancels;
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

// The step of the built-in playbook. A step with another name belongs to a custom playbook and is
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

// "" means no trade. The built-in footers and words only know the built-in trades.
textback::TradeId TradeOf(const std::string& name, const textback::Trades& trades) {
  std::string known;
  for (const textback::TradeId& trade : trades.all()) {
    if (trade.view() == name) return trade;
    known += std::string(trade.view()) + ", ";
  }
  if (!name.empty()) RaiseInput("trade: write " + known + "or leave it out");
  return {};
}

// The longest reason of the language: lint takes the worst case.
std::string_view ReasonIn(const textback::ScheduleWords& reasons, const std::string& locale) {
  std::string_view longest;
  for (const textback::Schedule schedule : textback::kEverySchedule) {
    const std::string_view words = reasons.In(locale, schedule).value_or("");
    if (words.size() > longest.size()) longest = words;
  }
  return longest;
}

py::dict Lint(const std::string& step, const std::string& source, const std::string& locale,
              const std::string& trade, const std::string& inquiry, const std::string& profile) {
  const auto kind = textback::InquiryKindFromName(inquiry);
  // There is no built-in follow-up for estimates.
  if (!kind.has_value() || textback::BuiltInPlaybooks()[*kind].playbook == nullptr)
    RaiseInput("inquiry: write missed_call, form or text");
  const textback::Trades& trades = textback::BuiltInPlaybooks()[*kind].script->trades();
  const textback::TradeId of_trade = TradeOf(trade, trades);
  LintSubject subject = SubjectOf(step, *kind, locale);
  subject.profile = ValueOrRaise(textback::LintProfileNamed(profile));
  py::dict result;
  py::list findings;
  if (const auto fault = Template::FindFault(source); fault.has_value()) {
    py::dict entry;
    entry["rule"] = "R53";
    entry["id"] = "template";
    entry["severity"] = NameOf(textback::Severity::kError);
    entry["line"] = fault->line;
    entry["column"] = fault->column;
    entry["in_footer"] = false;
    entry["message"] = ToPython(fault->what);
    entry["fix"] = ToPython(fault->fix);
    findings.append(std::move(entry));
    result["findings"] = findings;
    result["rendered"] = py::none();
    result["segments"] = py::none();
    return result;
  }
  const Template compiled = *Template::Compile(source);
  subject.body = &compiled;
  subject.trade_words = trades.SaidIn(locale, of_trade);
  // As RenderExample and the checks show them; a playbook without reasons leaves the clause out.
  const Script& script = *textback::BuiltInPlaybooks()[*kind].script;
  subject.reason_words = ReasonIn(script.reasons(), locale);
  for (const LintFinding& finding : textback::Lint(subject, *textback::BuiltInLintWords()))
    findings.append(ToDict(finding));
  const textback::LintExample example = textback::RenderExample(subject);
  result["findings"] = findings;
  result["rendered"] = ToPython(example.text);
  result["segments"] = example.segments.segments;
  result["encoding"] = textback::NameOf(example.segments.encoding);
  return result;
}

py::list LintPlaybookText(const std::string& yaml, const std::string& file_name,
                          const std::string& profile) {
  const textback::PlaybookFindings found =
      ValueOrRaise(textback::LintPlaybook(yaml, file_name, profile));
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

// "": the page of the built-in words.
py::str TextsPage(const std::string& path) {
  if (path.empty()) return ToPython(textback::TextsPage());
  return ToPython(textback::TextsPageOf(ValueOrRaise(textback::LoadPlaybook(path))));
}

}  // namespace

void BindWords(py::module_& module) {
  module.def("segments", &SegmentsOf, py::arg("text"), "How a carrier counts a text (R52).");
  module.def("classify", &Classify, py::arg("text"), py::arg("locale"),
             "What an inbound text means (R20-R36).");
  module.def("lint", &Lint, py::arg("step"), py::arg("template"), py::arg("locale"),
             py::arg("trade"), py::arg("inquiry"), py::arg("profile") = "",
             "What is wrong with a template (R50-R55).");
  module.def("lint_playbook", &LintPlaybookText, py::arg("yaml"), py::arg("file_name"),
             py::arg("profile") = "", "What is wrong with the words of a playbook file.");
  module.def("texts", &TextsPage, py::arg("path") = "",
             "The words of a playbook as a Markdown page; without a path the built-in ones.");
}
