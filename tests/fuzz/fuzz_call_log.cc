// Any bytes are read as a call log or refused (issue 12, "Bad input"): rows make sense, problems
// can be shown.
//
// Input: the choice of a format (0: auto), and the file.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/fuzz.h"
#include "textback/adapters/call_log/call_json.h"
#include "textback/adapters/call_log/reader.h"
#include "textback/calls/call_event.h"
#include "textback/calls/call_joiner.h"
#include "textback/calls/judge.h"

namespace textback::fuzz {
namespace {

using std::chrono::hours;

void CheckMessage(std::string_view message) {
  Require(!message.empty() && IsUtf8(message), "a message is UTF-8", message);
  Require(!HasControls(message) && CountLines(message) == 1, "a message is one plain line",
          message);
  Require(message.starts_with("calls.csv:"), "a message names the file", message);
}

void CheckRow(const CallRow& row) {
  Require(IsPlausible(row.start), "a row has a start");
  Require(row.end >= row.start && row.end - row.start <= hours{24}, "it ends within a day");
  Require(row.answer == kNever || (row.answer >= row.start && row.answer <= row.end),
          "the answer is between start and end");
  Require((row.answer == kNever) || row.ending == RowEnding::kAnswered, "only answers have a time");
  Require(row.talk >= Duration{0} && row.talk <= hours{24}, "nobody talks for more than a day");
  for (const std::string* text :
       {&row.id, &row.group, &row.peer_id, &row.account_code, &row.from, &row.to, &row.line_called,
        &row.caller_name, &row.context, &row.channel, &row.peer_channel, &row.app, &row.data,
        &row.answered_by, &row.forwarded_from}) {
    Require(IsUtf8(*text), "texts are UTF-8", *text);
  }
  Require(row.caller_name.find_first_of("\r\n") == std::string::npos, "a name is one line");
}

constexpr std::size_t kMostRows = 500;

// Whatever the rows say: each is a leg of one call, and a call is an event or none (R8).
void CheckCalls(const std::vector<CallRow>& rows) {
  PhoneMap map;
  for (const CallRow& row : rows) map.Observe(row);
  map.Infer();
  CallJoiner joiner({.rows_max = 50});
  std::vector<RowGroup> groups;
  for (const CallRow& row : rows) joiner.Add(row, groups);
  joiner.Finish(groups);
  std::multiset<std::size_t> legs;
  for (const RowGroup& group : groups) {
    const Call call = JudgeCall(group, map);
    for (const CallLeg& leg : call.legs) legs.insert(leg.row);
    Require(call.start <= call.end, "a call ends after it starts");
    Require(IsUtf8(CallToJson(call, AccountId())), "a call can be shown");
    const std::optional<Event> event = EventOf(call, AccountId::Of("north"));
    const bool unknown = call.direction == CallDirection::kUnknown;
    Require(!(unknown && event.has_value()), "an unknown direction never causes anything");
    if (event.has_value()) Require(IsPlausible(event->at), "an event has a time");
  }
  Require(legs.size() == rows.size(), "each row is a leg");
  for (const CallRow& row : rows) Require(legs.count(row.number) == 1, "of one call");
}

const std::shared_ptr<const Zone>& Toronto() {
  static const std::shared_ptr<const Zone> kZone = [] {
    absl::StatusOr<std::shared_ptr<const Zone>> zone = Zone::Load("America/Toronto");
    return zone.ok() ? *zone : Zone::Fixed("UTC", std::chrono::minutes{0});
  }();
  return kZone;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const std::size_t choice = input.Choice(static_cast<std::size_t>(CallLogFormat::kCsv) + 1);
  auto format = static_cast<CallLogFormat>(choice);
  if (format == CallLogFormat::kEmpty) format = CallLogFormat::kAuto;
  std::istringstream stream(
      std::string(reinterpret_cast<const char*>(data) + std::min<std::size_t>(size, 1),
                  size - std::min<std::size_t>(size, 1)));
  absl::StatusOr<CallLogReader> log =
      CallLogReader::FromStream(stream, Toronto(), {.format = format, .name = "calls.csv"});
  if (!log.ok()) {
    CheckMessage(std::string(log.status().message()));
    return 0;
  }
  Require(!log->layout().why.empty(), "a layout says why");
  std::vector<CallRow> rows;
  std::size_t number = 0;
  std::size_t line = 0;
  for (auto item = log->Next(); item != CallLogReader::Item::kEnd; item = log->Next()) {
    const bool is_row = item == CallLogReader::Item::kRow;
    const std::size_t next = is_row ? log->row().number : log->problem().number;
    const std::size_t at = is_row ? log->row().line : log->problem().line;
    Require(next == number + 1, "records are counted without gaps");
    Require(at > line, "each has a line of its own");
    number = next;
    line = at;
    if (is_row) {
      CheckRow(log->row());
      if (rows.size() < kMostRows) rows.push_back(log->row());
    } else {
      CheckMessage(log->problem().message);
    }
  }
  for (const std::string& note : log->Notes()) CheckMessage(note);
  CheckCalls(rows);
  return 0;
}

}  // namespace textback::fuzz
