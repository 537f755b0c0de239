#include "adapters/call_log/row_maker.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "adapters/call_log/values.h"
#include "textback/model/utf8.h"

namespace textback {
namespace {

using enum CallLogColumn;
using std::chrono::hours;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

constexpr std::size_t kLeastForeign = 8;   // columns of a header that has no known name
constexpr std::size_t kMostColumns = 250;  // of any format

bool IsPrintable(char32_t code) {
  const bool turns = (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
                     (code >= 0x2066 && code <= 0x2069);
  return code >= 0x20 && !(code >= 0x7F && code < 0xA0) && !turns;
}

// For a message: not too long, nothing that a terminal obeys, and no phone number: where columns
// are shifted, one may stand in the place of a time.
std::string Quote(std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), IsDigit);
  const bool may_be_number = digits >= 7 && text.find(':') == std::string_view::npos;
  text = CutUtf8(text, 30);
  std::string quoted;
  int shown = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    at += c.size;
    if (!c.valid || !IsPrintable(c.code)) {
      quoted += '?';
    } else if (may_be_number && c.code < 0x80 && IsDigit(static_cast<char>(c.code)) &&
               ++shown > 3) {
      quoted += 'x';
    } else {
      AppendUtf8(quoted, c.code);
    }
  }
  return quoted;
}

// "kitchen" is a user field, "1794931200.1" an id.
bool IsId(std::string_view text, std::string_view group) {
  return ReadIdTime(text).has_value() || (!text.empty() && text == group);
}

bool IsFreeSwitch(CallLogFormat format) {
  return format == CallLogFormat::kFreeSwitch || format == CallLogFormat::kFreeSwitchAsterisk;
}

bool HasChannels(const Positions& at) { return at.Has(kChannel) || at.Has(kPeerChannel); }

}  // namespace

RowMaker::RowMaker(CallLogLayout layout, std::shared_ptr<const Zone> zone)
    : clock_(zone), trial_clock_(std::move(zone)) {
  Use(std::move(layout));
}

void RowMaker::Use(CallLogLayout layout) {
  layout_ = std::move(layout);
  positions_ = Positions(layout_.columns);
  clock_.SetDayFirst(layout_.day_first);
  trial_clock_.SetDayFirst(layout_.day_first);
  const FixedLayout* const fixed = FindFixedLayout(layout_.format);
  const std::size_t usual = layout_.columns.size();
  is_strict_ = layout_.has_header && layout_.format != CallLogFormat::kAsterisk &&
               layout_.format != CallLogFormat::kAsteriskCustom;
  if (layout_.format == CallLogFormat::kAsterisk) {
    least_ = kAsteriskLeast;
    most_ = kAsteriskMost;
    for (std::size_t count = least_; count <= most_; ++count) {
      std::vector<CallLogColumn> columns = AsteriskColumns(count);
      std::replace(columns.begin(), columns.end(), kTail, kUnused);
      by_count_no_id_[count] = Positions(columns);
      columns = AsteriskColumns(count);
      std::replace(columns.begin(), columns.end(), kTail, kId);
      by_count_[count] = Positions(columns);
    }
  } else if (fixed != nullptr && !is_strict_) {
    least_ = fixed->least;
    // Two rows that were joined by an open quote have more.
    most_ = std::min(usual + 6, usual * 2 - 3);
  } else {
    least_ = usual;
    most_ = std::min(usual * 2, kMostColumns);
  }
}

bool RowMaker::Problem(std::string text) {
  problem_ = std::move(text);
  return false;
}

// Where the columns of this row are; nullptr: it has too few or too many of them.
const Positions* RowMaker::FindPositions(Fields fields, bool has_line_end) {
  const std::size_t count = fields.size();
  if (count < least_) {
    Problem(absl::StrFormat("%d columns where at least %d are needed; is the line cut off?", count,
                            least_));
    return nullptr;
  }
  const std::size_t usual = layout_.columns.size();
  // Read as a row with fewer columns, it would have no id and come again with one.
  const std::size_t before = has_rows_ ? last_count_ : usual;
  if (count < before && !has_line_end) {
    Problem(absl::StrFormat("%d columns and no line end where %d are usual; is the line cut off?",
                            count, before));
    return nullptr;
  }
  const bool has_extra =
      count > most_ ||
      (is_strict_ && count > usual &&
       !std::all_of(fields.begin() + static_cast<std::ptrdiff_t>(usual), fields.end(),
                    [](std::string_view field) { return field.empty(); }));
  if (has_extra) {
    Problem(absl::StrFormat(
        "%d columns where at most %d are known; is a quote missing, or are two rows in one line?",
        count, is_strict_ ? usual : most_));
    return nullptr;
  }
  if (layout_.format != CallLogFormat::kAsterisk) return &positions_;
  if (count == 17 && !IsId(fields[16], {})) return &by_count_no_id_[count];
  if (count == 20 && !IsId(fields[16], fields[18])) return &by_count_no_id_[count];
  return &by_count_[count];
}

RowMaker::Result RowMaker::Read(const CsvRecord& record, CallRow& row) {
  was_header_ = false;
  const Fields fields = record.fields;
  if (record.flaw == CsvRecord::Flaw::kTooLong) {
    Problem("the line is longer than 64 KiB; is this a call log?");
    return Result::kProblem;
  }
  if (record.flaw == CsvRecord::Flaw::kNone && FillRow(record, row)) {
    row.line = record.line;
    if (!is_trial_) {
      has_rows_ = true;
      last_count_ = fields.size();
    }
    return Result::kRow;
  }
  if (!fields.empty() && fields.size() <= 2 && fields[0].starts_with("sep="))
    return Result::kIgnored;
  if (record.flaw == CsvRecord::Flaw::kNone && TakeHeader(record)) return Result::kIgnored;
  if (record.flaw == CsvRecord::Flaw::kUnclosed)
    Problem("a quoted field is never closed; is the line cut off?");
  return Result::kProblem;
}

// True for a header line. If its columns are others than before, they are used from now on.
bool RowMaker::TakeHeader(const CsvRecord& record) {
  const Fields fields = record.fields;
  if (!IsHeader(fields)) {
    // Names in another language: no row of any format is without a digit.
    const auto has_digit = [](std::string_view field) {
      return field.empty() || std::any_of(field.begin(), field.end(), IsDigit);
    };
    return !has_rows_ && !is_trial_ && fields.size() >= kLeastForeign &&
           std::none_of(fields.begin(), fields.end(), has_digit);
  }
  if (is_trial_) return true;
  was_header_ = true;
  std::optional<CallLogLayout> layout = LayoutOfHeader(fields, layout_.separator);
  if (layout.has_value() && layout->columns != layout_.columns) {
    // The first header of a table was looked at together with its rows.
    if (is_strict_ && !has_rows_ && layout->format == layout_.format) return true;
    layout->confidence = layout_.confidence;
    layout->day_first = layout_.day_first;
    Use(*std::move(layout));
  }
  return true;
}

bool RowMaker::WouldRead(const CsvRecord& record, CallRow& row) {
  is_trial_ = true;
  const bool reads = Read(record, row) == Result::kRow;
  is_trial_ = false;
  return reads;
}

bool RowMaker::FillRow(const CsvRecord& record, CallRow& row) {
  const Fields fields = record.fields;
  const Positions* const found = FindPositions(fields, record.has_line_end);
  if (found == nullptr) return false;
  const Positions& at = *found;
  row.id = at.Get(fields, kId);
  row.group = at.Get(fields, kGroup);
  if (!FillTimes(fields, at, row) || !FillLengths(fields, at, row) || !FillEnding(fields, at, row))
    return false;
  row.peer_id = at.Get(fields, kPeerId);
  row.account_code = at.Get(fields, kAccountCode);
  row.from = at.Get(fields, kFrom);
  row.to = at.Get(fields, kTo);
  row.line_called = at.Get(fields, kLine);
  row.context = at.Get(fields, kContext);
  row.channel = at.Get(fields, kChannel);
  row.peer_channel = at.Get(fields, kPeerChannel);
  row.app = at.Get(fields, kApp);
  row.data = at.Get(fields, kData);
  row.forwarded_from = at.Get(fields, kForwardedFrom);
  row.answered_by.clear();
  row.direction = RowDirection::kNotSaid;
  row.answerer = RowAnswerer::kNotSaid;
  row.has_channels = HasChannels(at);
  const CallerId caller = SplitCallerId(at.Get(fields, kCallerId));
  if (!at.Has(kFrom)) row.from = !caller.number.empty() ? caller.number : caller.name;
  CleanName(at.Get(fields, kCallerName), row.from, row.caller_name);
  if (row.caller_name.empty()) CleanName(caller.name, row.from, row.caller_name);
  switch (layout_.format) {
    case CallLogFormat::kThreeCx:
      FinishThreeCx(fields, at, row);
      break;
    case CallLogFormat::kThreeCxConsole:
      FinishThreeCxConsole(fields, at, row);
      break;
    case CallLogFormat::kFreeSwitch:
    case CallLogFormat::kFreeSwitchAsterisk:
      FinishFreeSwitch(at, row);
      break;
    case CallLogFormat::kTwilio:
      return FinishTwilio(fields, at, row) ||
             Problem("direction: neither inbound nor outbound; is this the list of calls?");
    case CallLogFormat::kCsv:
      FinishTable(fields, at, row);
      break;
    default:
      break;
  }
  return true;
}

bool RowMaker::FillTimes(Fields fields, const Positions& at, CallRow& row) {
  const std::optional<Instant> own_time = ReadIdTime(row.id);
  const std::optional<Instant> id_time = own_time.has_value() ? own_time : ReadIdTime(row.group);
  std::optional<Instant> start;
  std::string_view text = at.Get(fields, kStart);
  std::string joined;
  if (at.Has(kDate) && at.Has(kTime)) {
    joined = absl::StrFormat("%s %s", at.Get(fields, kDate), at.Get(fields, kTime));
    text = joined;
  }
  LogClock& clock = is_trial_ ? trial_clock_ : clock_;
  start = clock.ReadStart(text, id_time);
  if (!start.has_value()) {
    if (ReadTime(text).has_value()) {
      return Problem(absl::StrFormat(
          "start: is '%s' written with the day or the month first? Write it as 2026-11-17 09:30:00",
          Quote(text)));
    }
    return Problem(
        absl::StrFormat("start: '%s' is no time; write it as 2026-11-17 09:30:00", Quote(text)));
  }
  if (!IsPlausible(*start) || !IsPlausible(*start + hours{24}))
    return Problem("start: before 1970 or after 2199");
  row.start = *start;
  if (own_time.has_value()) clock.Check(*start, *own_time);
  row.answer = kNever;
  row.end = kNever;
  for (const auto& [column, name, value] :
       {std::tuple{kAnswer, "answer", &row.answer}, std::tuple{kEnd, "end", &row.end}}) {
    const std::string_view written = at.Get(fields, column);
    if (written.empty()) continue;
    const std::optional<Instant> read = clock.ReadLater(written, row.start);
    if (!read.has_value()) {
      return Problem(absl::StrFormat("%s: '%s' is no time; it is empty or like 2026-11-17 09:30:00",
                                     name, Quote(written)));
    }
    *value = *read;
  }
  return true;
}

bool RowMaker::FillLengths(Fields fields, const Positions& at, CallRow& row) {
  std::optional<Duration> duration;
  std::optional<Duration> talk;
  std::optional<Duration> ringing;
  for (const auto& [column, name, value] :
       {std::tuple{kDuration, "duration", &duration}, std::tuple{kTalk, "billsec", &talk},
        std::tuple{kRinging, "ringing", &ringing}}) {
    const std::string_view written = at.Get(fields, column);
    if (written.empty()) continue;
    *value = ReadLength(written);
    if (!value->has_value()) {
      return Problem(absl::StrFormat("%s: '%s' is no number of seconds, nor like 0:01:37", name,
                                     Quote(written)));
    }
  }
  // 3CX counts from the answer on.
  const bool is_talk = layout_.format == CallLogFormat::kThreeCx;
  // The duration is still right if the clocks change during the call; the end's time is not.
  if (duration.has_value() && !is_talk) {
    row.end = row.start + *duration;
  } else if (row.end == kNever) {
    row.end = row.start + ringing.value_or(Duration{0}) + talk.value_or(Duration{0});
  }
  row.end = std::clamp(row.end, row.start, row.start + hours{24});
  if (row.answer == kNever && ringing.has_value() && talk.value_or(Duration{0}) > Duration{0})
    row.answer = row.start + *ringing;
  if (row.answer != kNever) row.answer = std::clamp(row.answer, row.start, row.end);
  if (!talk.has_value() && row.answer != kNever) talk = row.end - row.answer;
  // Twilio counts from the answer on and has no other length.
  if (!talk.has_value() && !at.Has(kTalk) && !at.Has(kAnswer)) talk = duration;
  row.talk = talk.value_or(Duration{0});
  return true;
}

bool RowMaker::FillEnding(Fields fields, const Positions& at, CallRow& row) {
  const bool says_answer =
      IsFreeSwitch(layout_.format) || layout_.format == CallLogFormat::kThreeCx;
  const bool was_answered = row.answer != kNever || (row.talk > Duration{0} && at.Has(kTalk));
  const CallLogColumn column = at.Has(kEnding) ? kEnding : kReason;
  const std::string_view word = at.Get(fields, column);
  if (says_answer && was_answered) {
    row.ending = RowEnding::kAnswered;
  } else if (!at.Has(column) || (word.empty() && layout_.format == CallLogFormat::kCsv)) {
    const bool says = at.Has(kAnswer) || at.Has(kTalk);
    row.ending = was_answered ? RowEnding::kAnswered
                 : says       ? RowEnding::kNoAnswer
                              : RowEnding::kUnknown;
  } else {
    const std::optional<WrittenEnding> ending = ReadEnding(word);
    if (!ending.has_value()) {
      return Problem(absl::StrFormat("%s: '%s' is none of %s",
                                     column == kReason ? "reason" : "disposition", Quote(word),
                                     KnownEndings(layout_.format)));
    }
    row.ending = ending->only_says_why && was_answered ? RowEnding::kAnswered : ending->ending;
  }
  if (row.ending != RowEnding::kAnswered) {
    row.answer = kNever;
  } else if (row.answer == kNever && (at.Has(kTalk) || row.talk > Duration{0})) {
    row.answer = std::max(row.start, row.end - row.talk);
  }
  return true;
}

}  // namespace textback
