#include "textback/adapters/asterisk/call_log.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

namespace textback {
namespace {

constexpr std::size_t kMinColumns = 16;
constexpr std::size_t kMaxColumns = 21;
constexpr std::size_t kMaxLine = 16 * 1024;

enum Column : std::size_t {
  kAccountCode,
  kSource,
  kDestination,
  kContext,
  kCallerId,
  kChannel,
  kDestinationChannel,
  kLastApp,
  kLastData,
  kStart,
  kAnswer,
  kEnd,
  kDuration,
  kBilled,
  kDisposition,
  kAmaFlags,
  kUniqueId
};

// Splits one row. A quote that neither opens a field nor precedes a comma is part of the text:
// Asterisk writes such rows. Empty result: a quoted field is still open at the end of the line.
std::optional<std::vector<std::string>> SplitRow(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    std::string& field = fields.back();
    const bool at_end = i + 1 == line.size() || line[i + 1] == ',';
    if (quoted && c == '"' && !at_end && line[i + 1] == '"') {
      field += '"';
      ++i;
    } else if (quoted && c == '"' && at_end) {
      quoted = false;
    } else if (!quoted && c == '"' && field.empty()) {
      quoted = true;
    } else if (!quoted && c == ',') {
      fields.emplace_back();
    } else {
      field += c;
    }
  }
  if (quoted) return std::nullopt;
  return fields;
}

// Reads "2026-11-17 00:03:33" as local time in `zone`. If that hour occurs twice, the instant
// closer to `hint` counts.
std::optional<Instant> ParseLocal(std::string_view text, const Zone& zone,
                                  std::optional<Instant> hint) {
  if (text.size() != 19 || text[10] != ' ') return std::nullopt;
  const absl::StatusOr<Instant> as_utc = ParseRfc3339(std::string(text) + "Z");
  if (!as_utc.ok()) return std::nullopt;
  const LocalResult utc = zone.ToUtc(LocalTime{as_utc->time_since_epoch()});
  if (!hint.has_value()) return utc.earliest;
  const auto distance = [&hint](Instant at) { return std::chrono::abs(at - *hint); };
  return distance(utc.latest) < distance(utc.earliest) ? utc.latest : utc.earliest;
}

// Asterisk's uniqueid starts with the call's start in seconds since 1970. It is in UTC whatever the
// log's zone is.
std::optional<Instant> StartFromId(std::string_view id) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), seconds);
  if (error != std::errc() || end == id.data() + id.size() || *end != '.' ||
      seconds < 1'000'000'000 || seconds > 7'258'118'400)
    return std::nullopt;
  const Instant at = FromMillis(seconds * 1000);
  return IsPlausible(at) ? std::optional(at) : std::nullopt;
}

struct Party {
  PhoneNumber number;
  MissedCall::Caller kind = MissedCall::Caller::kNumber;
};

Party ParseParty(std::string_view text) {
  std::string lower;
  for (const char c : text) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  constexpr std::array<std::string_view, 8> kHidden = {
      "", "anonymous", "unknown", "unavailable", "private", "restricted", "withheld", "asterisk"};
  for (const std::string_view hidden : kHidden) {
    if (lower == hidden || lower == "<" + std::string(hidden) + ">")
      return {.kind = MissedCall::Caller::kWithheld};
  }
  if (const absl::StatusOr<PhoneNumber> number = PhoneNumber::Parse(text); number.ok())
    return {.number = *number};
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return {.kind = digits && text.size() >= 3 && text.size() <= 6 ? MissedCall::Caller::kShortCode
                                                                 : MissedCall::Caller::kInvalid};
}

bool Seconds(const std::string& text, std::int64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

class CallLogReader {
 public:
  CallLogReader(std::string_view file_name, const Zone& zone)
      : file_name_(file_name), zone_(zone) {}

  void ReadLine(std::string_view line) {
    ++row_;
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
    if (line.empty()) return;
    if (line.size() > kMaxLine)
      return Problem("the line is longer than 16 KiB; is this a call log?");
    const std::optional<std::vector<std::string>> fields = SplitRow(line);
    if (!fields.has_value()) return Problem("a quoted field is never closed; is the line cut off?");
    if (fields->size() < kMinColumns) {
      return Problem(absl::StrFormat(
          "%d columns where at least 16 are needed; is the line cut off?", fields->size()));
    }
    if (fields->size() > kMaxColumns) {
      return Problem(absl::StrFormat("%d columns where at most 21 are known; is a quote missing?",
                                     fields->size()));
    }
    ReadCall(*fields);
  }

  CallLog Finish() {
    if (checked_ > 0 && shifted_ * 2 > checked_) {
      log_.notes.push_back(
          absl::StrFormat("%s: in %d of %d calls the start is %+d minutes off the time in their "
                          "uniqueid: is --zone %s right?",
                          file_name_, shifted_, checked_, shift_.count(), zone_.name()));
    }
    return std::move(log_);
  }

 private:
  void Problem(std::string_view what) {
    log_.problems.push_back(
        {.row = row_, .message = absl::StrFormat("%s:%d: %s", file_name_, row_, what)});
  }

  void ReadCall(const std::vector<std::string>& fields) {
    Call call{.row = row_, .account_code = fields[kAccountCode]};
    if (!ReadTimes(fields, call) || !ReadDisposition(fields, call)) return;
    ReadParties(fields, call);
    const std::string& id = fields.size() > kUniqueId ? fields[kUniqueId] : std::string();
    call.id = !id.empty() ? id
                          : absl::StrFormat("%d/%s/%s", ToMillis(call.start), fields[kSource],
                                            fields[kDestination]);
    for (char& c : call.id) {
      if (c < 0x21 || c > 0x7e) c = '_';
    }
    CheckShift(call);
    Merge(std::move(call));
  }

  bool ReadTimes(const std::vector<std::string>& fields, Call& call) {
    const std::optional<Instant> hint =
        fields.size() > kUniqueId ? StartFromId(fields[kUniqueId]) : std::optional<Instant>();
    const std::optional<Instant> start = ParseLocal(fields[kStart], zone_, hint);
    if (!start.has_value()) {
      Problem(absl::StrFormat("start: '%s' is no time; Asterisk writes 2026-11-17 09:30:00",
                              fields[kStart].substr(0, 30)));
      return false;
    }
    std::int64_t duration = 0;
    if (!Seconds(fields[kDuration], duration)) {
      Problem(absl::StrFormat("duration: '%s' is no number of seconds",
                              fields[kDuration].substr(0, 30)));
      return false;
    }
    if (!IsPlausible(*start) || !IsPlausible(*start + std::chrono::hours{24})) {
      Problem("start: before 1970 or after 2199");
      return false;
    }
    call.start = *start;
    // The duration is still right if the clocks change during the call; the local end time is not.
    // Negative durations occur and are read as 0.
    call.end = *start + std::chrono::seconds{std::clamp<std::int64_t>(duration, 0, 86'400)};
    const std::optional<Instant> answer = ParseLocal(fields[kAnswer], zone_, *start);
    if (!answer.has_value() && !fields[kAnswer].empty()) {
      Problem(absl::StrFormat("answer: '%s' is no time; it is empty or like 2026-11-17 09:30:00",
                              fields[kAnswer].substr(0, 30)));
      return false;
    }
    if (answer.has_value()) call.answer = std::clamp(*answer, call.start, call.end);
    return true;
  }

  bool ReadDisposition(const std::vector<std::string>& fields, Call& call) {
    constexpr std::array<std::string_view, 5> kKnown = {"ANSWERED", "NO ANSWER", "BUSY", "FAILED",
                                                        "CONGESTION"};
    const std::string& disposition = fields[kDisposition];
    if (std::find(kKnown.begin(), kKnown.end(), disposition) == kKnown.end()) {
      Problem(absl::StrFormat(
          "disposition: '%s' is none of ANSWERED, NO ANSWER, BUSY, FAILED, CONGESTION",
          disposition.substr(0, 30)));
      return false;
    }
    std::int64_t billed = 0;
    if (!Seconds(fields[kBilled], billed)) {
      Problem(
          absl::StrFormat("billsec: '%s' is no number of seconds", fields[kBilled].substr(0, 30)));
      return false;
    }
    // R1: voicemail and menus pick up too. A person answered only if two channels were joined.
    call.answered = disposition == "ANSWERED" && billed > 0 &&
                    !fields[kDestinationChannel].empty() && fields[kLastApp] != "VoiceMail" &&
                    fields[kLastApp] != "Voicemail";
    if (!call.answered) {
      call.answer = kNever;
    } else if (call.answer == kNever) {
      call.answer = std::max(
          call.start, call.end - std::chrono::seconds{std::clamp<std::int64_t>(billed, 0, 86'400)});
    }
    return true;
  }

  static void ReadParties(const std::vector<std::string>& fields, Call& call) {
    // FreePBX and the sample configurations of Asterisk put the account's own phones into this
    // context.
    call.outgoing =
        fields[kContext] == "from-internal" && PhoneNumber::Parse(fields[kDestination]).ok();
    const Party caller = ParseParty(fields[call.outgoing ? kDestination : kSource]);
    const Party line = ParseParty(fields[call.outgoing ? kSource : kDestination]);
    call.caller = caller.number;
    call.caller_kind = caller.kind;
    call.line = line.number;
  }

  // The uniqueid has the call's start in UTC, so a wrong zone shows as a shift. If the id only
  // repeats the local time, an export made it and not Asterisk, and it proves nothing.
  void CheckShift(const Call& call) {
    const std::optional<Instant> known = StartFromId(call.id);
    if (!known.has_value()) return;
    ++checked_;
    const auto off = std::chrono::round<std::chrono::minutes>(call.start - *known);
    const auto wall_clock =
        std::chrono::abs(zone_.ToLocal(call.start).time_since_epoch() - known->time_since_epoch());
    if (off.count() == 0 || off.count() % 15 != 0 || wall_clock < std::chrono::minutes{1}) return;
    ++shifted_;
    shift_ = off;
  }

  // A call that rang on several phones has one row for each. It is answered if any of them is.
  void Merge(Call call) {
    const auto [known, is_new] =
        by_id_.try_emplace({call.account_code, call.id}, log_.calls.size());
    if (is_new) {
      log_.calls.push_back(std::move(call));
      return;
    }
    Call& first = log_.calls[known->second];
    first.answered = first.answered || call.answered;
    first.answer = std::min(first.answer, call.answer);
    first.end = std::max(first.end, call.end);
  }

  const std::string_view file_name_;
  const Zone& zone_;
  std::size_t row_ = 0;
  std::size_t checked_ = 0;
  std::size_t shifted_ = 0;
  std::chrono::minutes shift_{0};
  std::map<std::pair<std::string, std::string>, std::size_t> by_id_;
  CallLog log_;
};

}  // namespace

CallLog ParseCallLog(std::string_view csv, std::string_view file_name, const Zone& zone) {
  CallLogReader reader(file_name, zone);
  while (!csv.empty()) {
    const std::size_t end = std::min(csv.find('\n'), csv.size());
    reader.ReadLine(csv.substr(0, end));
    csv.remove_prefix(std::min(end + 1, csv.size()));
  }
  return reader.Finish();
}

absl::StatusOr<CallLog> ReadCallLog(const std::string& path, const Zone& zone) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s: is a folder; name the call log in it", path));
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const std::string message =
        absl::StrFormat("%s: can't be read: %s", path, std::strerror(errno));
    return errno == EACCES ? absl::PermissionDeniedError(message) : absl::NotFoundError(message);
  }
  std::stringstream content;
  content << file.rdbuf();
  if (file.bad())
    return absl::NotFoundError(absl::StrFormat("%s: can't be read; is it a folder?", path));
  CallLog log = ParseCallLog(content.view(), path, zone);
  if (log.calls.empty() && !log.problems.empty()) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "%s; no line of the file is a call record: is it Asterisk's cdr_csv (Master.csv)?",
        log.problems.front().message));
  }
  return log;
}

absl::StatusOr<Event> ToEvent(const Call& call, const AccountId& account) {
  if (call.outgoing && !call.answered) {
    return absl::InvalidArgumentError("an outgoing call that nobody answered says nothing");
  }
  absl::StatusOr<EventId> id = EventId::Parse("call:" + call.id);
  if (!id.ok()) return id.status();
  const Instant at = call.answered ? call.answer : call.end;
  Event event{.id = *std::move(id),
              .lead = {.account = account, .phone = call.caller},
              .at = at,
              .received_at = at};
  if (call.answered) {
    event.body = AnsweredCall{};
  } else {
    event.body = MissedCall{.line = call.line, .caller = call.caller_kind};
  }
  return event;
}

}  // namespace textback
