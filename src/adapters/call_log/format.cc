#include "textback/adapters/call_log/format.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "adapters/call_log/layouts.h"
#include "adapters/call_log/other_file.h"
#include "adapters/call_log/values.h"
#include "textback/adapters/call_log/records.h"

namespace textback {
namespace {

using Record = std::vector<std::string>;

constexpr std::size_t kRecords = 100;  // of the head; more would not change the result

constexpr std::array<std::pair<CallLogFormat, std::string_view>, 11> kFormats = {{
    {CallLogFormat::kAuto, "auto"},
    {CallLogFormat::kAsterisk, "asterisk"},
    {CallLogFormat::kAsteriskCustom, "asterisk-custom"},
    {CallLogFormat::kFreePbx, "freepbx"},
    {CallLogFormat::kFreeSwitch, "freeswitch"},
    {CallLogFormat::kFreeSwitchAsterisk, "freeswitch-asterisk"},
    {CallLogFormat::kThreeCx, "3cx"},
    {CallLogFormat::kThreeCxConsole, "3cx-console"},
    {CallLogFormat::kTwilio, "twilio"},
    {CallLogFormat::kCsv, "csv"},
    {CallLogFormat::kEmpty, "empty"},
}};

// The head, split with one separator.
struct Sample {
  char separator = ',';
  std::vector<Record> rows;  // without header lines
  std::optional<CallLogLayout> header;
  std::size_t headers = 0;
};

std::vector<std::string_view> Views(const Record& record) { return {record.begin(), record.end()}; }

bool FitsAny(Fields fields, const Sample& sample) {
  if (sample.header.has_value() && Fits(fields, Positions(sample.header->columns))) return true;
  return std::any_of(FixedLayouts().begin(), FixedLayouts().end(), [&](const FixedLayout& fixed) {
    return fields.size() >= fixed.least && Fits(fields, Positions(fixed.columns));
  });
}

Sample Split(std::string_view head, bool whole, char separator) {
  Sample sample{.separator = separator};
  RecordSplitter splitter(separator);
  splitter.Append(head);
  if (whole) splitter.Finish();
  // With the wrong separator no quote ever ends, and every line is tried to its 64th follower.
  std::size_t hopeless = 0;
  while (hopeless < 4 && sample.rows.size() < kRecords &&
         splitter.Next() == RecordSplitter::Status::kRecord) {
    const CsvRecord& record = splitter.record();
    if (record.flaw == CsvRecord::Flaw::kUnclosed && record.fields.size() < 3) ++hopeless;
    if (record.fields.empty() || record.fields[0].starts_with("sep=")) continue;
    if (IsHeader(record.fields)) {
      ++sample.headers;
      if (!sample.header.has_value()) sample.header = LayoutOfHeader(record.fields, separator);
    } else {
      sample.rows.emplace_back(record.fields.begin(), record.fields.end());
    }
    // An open quote may have swallowed good rows.
    if (record.lines > 1 && !FitsAny(record.fields, sample)) splitter.GoBackToSecondLine();
  }
  return sample;
}

struct Candidate {
  CallLogLayout layout;
  std::size_t fits = 0;
};

std::size_t CountFits(const Sample& sample, const Positions& at, std::size_t least,
                      std::size_t most) {
  return static_cast<std::size_t>(
      std::count_if(sample.rows.begin(), sample.rows.end(), [&](const Record& row) {
        return row.size() >= least && row.size() <= most && Fits(Views(row), at);
      }));
}

// How many columns most rows have.
std::size_t UsualCount(const Sample& sample) {
  std::map<std::size_t, std::size_t> counts;
  for (const Record& row : sample.rows) ++counts[row.size()];
  std::size_t usual = 0;
  for (const auto& [count, rows] : counts) {
    if (usual == 0 || rows >= counts[usual]) usual = count;
  }
  return usual;
}

// The same columns are written by FreeSWITCH's template "asterisk": hangup causes tell it apart.
bool HasHangupCauses(const Sample& sample) {
  const auto is_cause = [](const Record& row) {
    return row.size() > 14 && row[14].find('_') != std::string::npos &&
           ReadEnding(row[14]).has_value();
  };
  return std::any_of(sample.rows.begin(), sample.rows.end(), is_cause);
}

Candidate TryFixed(const Sample& sample, const FixedLayout& fixed) {
  Candidate candidate;
  CallLogLayout& layout = candidate.layout;
  layout.format = fixed.format;
  layout.separator = sample.separator;
  const std::size_t usual = std::max(UsualCount(sample), fixed.least);
  const bool is_asterisk = fixed.format == CallLogFormat::kAsterisk;
  if (fixed.format == CallLogFormat::kFreeSwitchAsterisk && !HasHangupCauses(sample))
    return candidate;
  if (is_asterisk && HasHangupCauses(sample)) return candidate;
  layout.columns = is_asterisk ? AsteriskColumns(std::clamp(usual, kAsteriskLeast, kAsteriskMost))
                               : fixed.columns;
  if (!is_asterisk) layout.columns.resize(usual, CallLogColumn::kUnused);
  candidate.fits = CountFits(sample, Positions(fixed.columns), fixed.least,
                             is_asterisk ? kAsteriskMost : usual * 2);
  const auto start = std::find(fixed.columns.begin(), fixed.columns.end(), CallLogColumn::kStart);
  layout.why = absl::StrFormat(
      "%d of its first %d rows have a time in column %d and lengths where %s writes them",
      candidate.fits, sample.rows.size(), start - fixed.columns.begin() + 1,
      CallLogFormatName(fixed.format));
  return candidate;
}

Candidate TryHeader(const Sample& sample) {
  Candidate candidate{.layout = *sample.header};
  // With fewer columns than names, a row is cut off.
  candidate.fits = CountFits(sample, Positions(candidate.layout.columns),
                             std::min<std::size_t>(candidate.layout.columns.size(), 3), 1000);
  std::vector<CallLogColumn>& columns = candidate.layout.columns;
  if (candidate.layout.format == CallLogFormat::kAsterisk) {
    columns = AsteriskColumns(std::clamp(columns.size(), kAsteriskLeast, kAsteriskMost));
    return candidate;
  }
  // Some exports name fewer columns than they write, or leave empty ones at the end out.
  const std::size_t usual = UsualCount(sample);
  if (usual > columns.size()) columns.resize(usual, CallLogColumn::kUnused);
  while (usual > 0 && columns.size() > usual && columns.back() == CallLogColumn::kUnused) {
    columns.pop_back();
  }
  return candidate;
}

CallLogLayout::Confidence ConfidenceOf(const Candidate& best, const Sample& sample) {
  if (best.fits == 0) return CallLogLayout::Confidence::kLikely;
  if (best.fits * 10 >= sample.rows.size() * 9) return CallLogLayout::Confidence::kCertain;
  return best.fits * 2 >= sample.rows.size() ? CallLogLayout::Confidence::kLikely
                                             : CallLogLayout::Confidence::kGuess;
}

// The best layout of these rows; format kEmpty if none fits.
Candidate Best(const Sample& sample, CallLogFormat wanted) {
  Candidate best;
  const auto allowed = [wanted](CallLogFormat format) {
    return wanted == CallLogFormat::kAuto || wanted == format;
  };
  if (sample.header.has_value()) {
    Candidate candidate = TryHeader(sample);
    // Whoever names a format may know better what a header means.
    const bool is_table = wanted != CallLogFormat::kAuto && FindFixedLayout(wanted) == nullptr;
    if (allowed(candidate.layout.format) || is_table) {
      if (is_table) candidate.layout.format = wanted;
      if (candidate.fits > 0 || sample.rows.empty()) best = std::move(candidate);
    }
  }
  for (const FixedLayout& fixed : FixedLayouts()) {
    if (!allowed(fixed.format)) continue;
    Candidate candidate = TryFixed(sample, fixed);
    if (candidate.fits > best.fits) best = std::move(candidate);
  }
  best.layout.confidence = ConfidenceOf(best, sample);
  const Positions at(best.layout.columns);
  const CallLogColumn start =
      at.Has(CallLogColumn::kDate) ? CallLogColumn::kDate : CallLogColumn::kStart;
  for (const Record& row : sample.rows) {
    if (best.layout.day_first.has_value()) break;
    best.layout.day_first = IsDayFirst(std::string(at.Get(Views(row), start)) + " ");
  }
  return best;
}

absl::Status Refusal(std::string_view head, CallLogFormat wanted) {
  if (wanted != CallLogFormat::kAuto) {
    const absl::StatusOr<CallLogLayout> other = DetectCallLog(head, true);
    return absl::InvalidArgumentError(absl::StrFormat(
        "no row is in the format %s%s", CallLogFormatName(wanted),
        other.ok() ? absl::StrFormat("; it looks like %s", CallLogFormatName(other->format))
                   : absl::StrFormat("; it %s", other.status().message())));
  }
  const std::string other = OtherTable(head);
  if (!other.empty()) return absl::InvalidArgumentError(other);
  return absl::InvalidArgumentError(
      "is no call log that is known: no line has a time, a caller and an ending where Asterisk, "
      "FreePBX, FreeSWITCH, 3CX or Twilio write them; a CSV needs a header line that names them, "
      "like: start,from,to,status,duration");
}

bool IsBlank(std::string_view head) {
  return head.substr(head.starts_with("\xEF\xBB\xBF") ? 3 : 0)
             .find_first_not_of(std::string_view(" \t\r\n\0", 5)) == std::string_view::npos;
}

}  // namespace

std::string_view CallLogFormatName(CallLogFormat format) {
  for (const auto& [known, name] : kFormats) {
    if (known == format) return name;
  }
  return "";
}

std::optional<CallLogFormat> ParseCallLogFormat(std::string_view name) {
  for (const auto& [format, known] : kFormats) {
    if (known == name && format != CallLogFormat::kEmpty) return format;
  }
  return std::nullopt;
}

std::string CallLogFormatNames() {
  std::vector<std::string_view> names;
  for (const auto& [format, name] : kFormats) {
    if (format != CallLogFormat::kEmpty) names.push_back(name);
  }
  return JoinWords(names);
}

std::string_view ConfidenceName(CallLogLayout::Confidence confidence) {
  switch (confidence) {
    case CallLogLayout::Confidence::kGuess:
      return "a guess";
    case CallLogLayout::Confidence::kLikely:
      return "likely";
    case CallLogLayout::Confidence::kCertain:
      return "certain";
  }
  return "";
}

absl::StatusOr<CallLogLayout> DetectCallLog(std::string_view head, bool whole,
                                            CallLogFormat wanted) {
  if (IsBlank(head)) return CallLogLayout{.why = "it is empty"};
  if (const std::string other = OtherFile(head); !other.empty())
    return absl::InvalidArgumentError(other);
  Candidate best;
  bool header_only = false;
  bool has_rows = false;
  for (const char separator : {',', ';', '\t', '|'}) {
    const Sample sample = Split(head, whole, separator);
    has_rows = has_rows || !sample.rows.empty() || sample.headers > 0;
    Candidate candidate = Best(sample, wanted);
    const bool only = sample.rows.empty() && candidate.layout.format != CallLogFormat::kEmpty;
    if (candidate.fits > best.fits || (only && best.fits == 0 && !header_only)) {
      best = std::move(candidate);
      header_only = header_only || only;
    }
  }
  if (!has_rows && whole) return CallLogLayout{.why = "it has comments only"};
  if (best.fits == 0 && !header_only) return Refusal(head, wanted);
  return best.layout;
}

}  // namespace textback
