#include "textback/config/texts_page.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace textback {
namespace {

// A cell of a table: a bar would end it.
std::string Cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

// The words of a step as a page shows them: without the step's name, so that two playbooks with the
// same words are shown once.
struct Row {
  std::string locale;
  std::string variant;
  std::string trade;
  std::string reason;
  std::string text;
  Segments segments;
};

class Page {
 public:
  explicit Page(std::string title) { absl::StrAppend(&out_, "# ", title, "\n\n"); }

  void Paragraph(std::string_view words) { absl::StrAppendFormat(&out_, "%s\n\n", words); }
  void Heading(std::string_view words) { absl::StrAppendFormat(&out_, "## %s\n\n", words); }

  void Footers(const Script& script) {
    absl::StrAppend(&out_, "| language | every text ends with |\n|---|---|\n");
    for (const std::string& locale : script.locales()) {
      const Template* footer = script.FooterOf(locale);
      if (footer == nullptr) continue;
      const LintExample example = RenderExample({.locale = locale, .body = footer});
      absl::StrAppendFormat(&out_, "| %s | %s |\n", locale, Cell(example.text));
    }
    out_ += '\n';
  }

  void Reasons(const ScheduleWords& reasons, const std::vector<std::string>& locales) {
    if (reasons.empty()) return;
    absl::StrAppend(&out_,
                    "| language | open | closed | away | meeting |\n|---|---|---|---|---|\n");
    for (const std::string& locale : locales) {
      absl::StrAppendFormat(&out_, "| %s |", locale);
      for (const Schedule schedule : kEverySchedule)
        absl::StrAppendFormat(&out_, " %s |", Cell(reasons.In(locale, schedule).value_or("")));
      out_ += '\n';
    }
    out_ += '\n';
  }

  // Steps with the same rows as an earlier playbook's are only named.
  void Step(std::string_view playbook, const PlaybookStep& step, const Script& script) {
    const std::vector<Row> rows = RowsOf(step, script);
    std::string table;
    for (const Row& row : rows) table += LineOf(row);
    const auto [known, added] =
        shown_.emplace(table, absl::StrCat(Text(playbook), ", ", Text(step.name.view())));
    if (!added) {
      absl::StrAppendFormat(&out_, "%s, %s: the same words as %s.\n\n", playbook, step.name.view(),
                            known->second);
      return;
    }
    absl::StrAppendFormat(&out_, "### %s: %s\n\n", playbook, step.name.view());
    absl::StrAppend(&out_, "| language | for | text | characters | segments |\n",
                    "|---|---|---|---|---|\n", table, "\n");
  }

  std::string Take() {
    out_.pop_back();  // the empty line after the last table
    return std::move(out_);
  }

 private:
  static absl::string_view Text(std::string_view text) { return {text.data(), text.size()}; }

  static std::string LineOf(const Row& row) {
    std::string whom;
    for (const std::string_view part : {row.variant, row.trade, row.reason}) {
      if (part.empty()) continue;
      absl::StrAppendFormat(&whom, "%s%s", whom.empty() ? "" : ", ", part);
    }
    if (whom.empty()) whom = "everybody";
    return absl::StrFormat("| %s | %s | %s | %d | %d |\n", row.locale, whom, Cell(row.text),
                           row.segments.units, row.segments.segments);
  }

  static std::vector<Row> RowsOf(const PlaybookStep& step, const Script& script) {
    std::vector<Row> rows;
    for (const std::string& locale : script.locales()) {
      for (const Script::Entry& entry : script.entries()) {
        if (entry.step != step.name || entry.locale != locale) continue;
        AddRows(entry, script, rows);
      }
    }
    return rows;
  }

  static void AddRows(const Script::Entry& entry, const Script& script, std::vector<Row>& rows) {
    Row row{.locale = entry.locale};
    const bool by_variant = std::any_of(
        script.entries().begin(), script.entries().end(), [&](const Script::Entry& other) {
          return other.step == entry.step && other.variant != Variant::kPlain;
        });
    if (by_variant) row.variant = NameOf(entry.variant);
    const bool by_trade = std::any_of(
        script.entries().begin(), script.entries().end(), [&](const Script::Entry& other) {
          return other.step == entry.step && other.variant == entry.variant && !other.trade.empty();
        });
    if (by_trade) row.trade = entry.trade.empty() ? "any" : std::string(entry.trade.view());
    if (!entry.arm.empty()) absl::StrAppendFormat(&row.variant, " (%s)", entry.arm.view());
    // Words for every trade that name it: with the first one.
    TradeId said = entry.trade;
    const bool names = entry.words.Uses(Field::kTrade);
    if (said.empty() && names && !script.trades().all().empty()) {
      said = script.trades().all().front();
      row.trade = said.view();
    }
    const bool gives_reason = entry.words.Uses(Field::kReason) && !script.reasons().empty();
    if (!gives_reason) {
      Add(entry, script, said, {}, row, rows);
      return;
    }
    // The plain words with every reason and without one, the others with the first.
    for (const Schedule schedule : kEverySchedule) {
      if (entry.variant != Variant::kPlain && schedule != Schedule::kOpen) continue;
      row.reason = NameOf(schedule);
      Add(entry, script, said, script.reasons().In(entry.locale, schedule).value_or(""), row, rows);
    }
    if (entry.variant != Variant::kPlain) return;
    row.reason = "hours not known";
    Add(entry, script, said, {}, row, rows);
  }

  static void Add(const Script::Entry& entry, const Script& script, const TradeId& trade,
                  std::string_view reason, Row row, std::vector<Row>& rows) {
    LintSubject subject{.step = entry.step,
                        .locale = entry.locale,
                        .body = &entry.words,
                        .trade_words = script.trades().SaidIn(entry.locale, trade),
                        .reason_words = reason};
    row.text = RenderExample(subject).text;
    subject.footer = script.FooterOf(entry.locale);
    row.segments = RenderExample(subject).segments;
    rows.push_back(std::move(row));
  }

  std::string out_;
  std::map<std::string, std::string> shown_;
};

constexpr std::string_view kSample =
    "Alex of Northside Renovations writes to Dana. The texts are shown without their last part, "
    "which "
    "is the same in all texts of a language; characters and segments are those of the whole text.";

void AddPlaybook(const PlaybookFile& file, Page& page) {
  for (const PlaybookStep& step : file.playbook->steps)
    page.Step(file.playbook->name, step, *file.script);
}

void AddReasons(const Script& script, Page& page) {
  if (script.reasons().empty()) return;
  page.Heading("Why nobody answered");
  page.Paragraph(
      "text_1 gives one of these reasons, by the account's hours at the time of the call. An "
      "account "
      "can have its own words, or none (`reasons`). If its hours aren't known, no reason is "
      "given.");
  page.Reasons(script.reasons(), script.locales());
}

}  // namespace

std::string TextsPageOf(const PlaybookFile& file) {
  Page page(file.playbook->name);
  page.Paragraph(kSample);
  page.Footers(*file.script);
  AddReasons(*file.script, page);
  page.Heading("Texts");
  AddPlaybook(file, page);
  return page.Take();
}

std::string TextsPage() {
  const Playbooks& playbooks = BuiltInPlaybooks();
  const Script& calls = *TwoTextPlaybook().script;
  Page page("Texts");
  page.Paragraph(
      "All words that ship with textback, in English, French (Quebec) and Spanish (Mexico). This "
      "page "
      "is made by `textback texts`; a test fails if it is out of date. Change the words in "
      "`src/config/playbooks`, then run `make texts`. What a text must do and never does: rule R55 "
      "in "
      "[words.md](words.md).");
  page.Paragraph(kSample);
  page.Footers(calls);
  AddReasons(calls, page);
  page.Heading("After a missed call, a form, a text");
  for (const PlaybookFile& file : playbooks.of) {
    if (file.playbook != nullptr) AddPlaybook(file, page);
  }
  page.Heading("Answers");
  page.Paragraph("These stand alone: nothing follows them.");
  const Script& service = *BuiltInServiceWords().script;
  for (const char* name :
       {"holding_reply", "stop_confirmation", "help_answer", "bot_answer", "as_asked"})
    page.Step("answers", {.name = *StepName::Parse(name)}, service);
  return page.Take();
}

}  // namespace textback
