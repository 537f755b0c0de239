// A whole day of a telephone switch: the call log that it writes, and what really happened.
//
// It was written from the facts about call logs, by somebody who had not seen the reader, so that
// the two can be held against each other. It includes nothing of the library. The same options give
// the same bytes on every machine; the same seed tells the same day in every style.
//
//   PbxOptions options;
//   options.seed = 7;
//   options.style = PbxStyle::kFreePbx;
//   const PbxDay day = MakePbxDay(options);
//   // read day.csv, compare with day.calls and day.callers
#ifndef TEXTBACK_TESTS_CALLS_PBX_DAY_H_
#define TEXTBACK_TESTS_CALLS_PBX_DAY_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace textback::pbx {

using Instant = int64_t;  // seconds since 1970, UTC

enum class PbxStyle {
  kCdrCsv21,   // Asterisk cdr_csv with uniqueid, userfield, peeraccount, linkedid, sequence
  kCdrCsv18,   // cdr_csv with uniqueid and userfield: no linkedid
  kCdrCsv17,   // cdr_csv with uniqueid only
  kCdrCustom,  // cdr_custom as shipped (19 fields): a sequence, no linkedid
  kFreePbx,    // FreePBX table with a header (26 columns): no answer and no end, but did and cnum
};
inline constexpr PbxStyle kPbxStyles[] = {PbxStyle::kCdrCsv21, PbxStyle::kCdrCsv18,
                                          PbxStyle::kCdrCsv17, PbxStyle::kCdrCustom,
                                          PbxStyle::kFreePbx};
std::string_view Name(PbxStyle style);  // "cdr_csv_21", ...
std::optional<PbxStyle> StyleOf(std::string_view name);
bool HasLinkedId(PbxStyle style);
size_t Columns(PbxStyle style);

struct PbxOptions {
  uint64_t seed = 1;
  // At least so many calls; a day holds 12,000, more go on the days after.
  int calls = 10'000;
  PbxStyle style = PbxStyle::kCdrCsv21;
  std::chrono::year_month_day start{std::chrono::year{2026}, std::chrono::month{11},
                                    std::chrono::day{18}};
  bool newest_first = false;  // as some exports; else as a switch writes, by the end of each leg
  int broken_per_mille = 0;   // so many of a thousand rows are damaged
};

enum class Direction { kInbound, kOutbound, kInternal, kNone };
enum class Outcome {
  kMissed,
  kServed,
  kUnclear,
  kInternal,
  kOutgoingAnswered,
  kOutgoingInVain,
  kNotACall
};
enum class Voicemail { kNotSaid, kMessage, kNoMessage };
std::string_view Name(Direction direction);  // "inbound", ...
std::string_view Name(Outcome outcome);      // "missed", ...

struct TruthCall {
  std::string kind;  // "queue/ring_all_answered": a family and what happened in it
  // Numbers of records, from 1, ascending; the header of FreePBX isn't counted. No record has a
  // line break in it, so that a number is also that of a line.
  std::vector<size_t> rows;
  std::string from, to;  // E.164 where it is a number that can be; else as in the log
  Direction direction = Direction::kInbound;
  Outcome outcome = Outcome::kMissed;
  std::vector<Outcome> also_fine;  // what the rows allow as well
  // People of the account who spoke with the other side: extensions, mobiles. In an internal call
  // and where nobody spoke it is empty.
  std::vector<std::string> spoke;
  std::optional<Instant> spoke_at;  // the first instant at which one of them spoke
  Instant start = 0, end = 0;       // of the first leg, of the last one
  Voicemail voicemail = Voicemail::kNotSaid;
  // The rows don't force how they are split into calls (a consultation in a log without linkedid);
  // what the outside caller got is forced all the same.
  bool loose = false;
  bool damaged = false;  // one of its rows is, or may be lost because of the row before
};

// Somebody outside with a number that can be texted, and all that he or she got.
struct OutsideCaller {
  struct Talk {
    Instant at = 0;
    size_t call = 0;  // index in PbxDay::calls
    bool outbound = false;
  };
  std::string number;        // E.164
  std::vector<Talk> served;  // a person of the account spoke with him; in the order of time
  std::vector<size_t> missed, unclear, doubtful;  // calls of his; doubtful: also_fine isn't empty
};

// Who owns the switch. A test gives it to the reader, or withholds it.
struct PbxAccount {
  std::vector<std::string> lines, extensions, trunks, ring_groups, queues, caller_ids, mobiles;
  std::vector<std::string> menus, inbound_contexts, outbound_contexts, internal_contexts;
};

struct BrokenRow {
  enum class Kind { kCut, kCutInQuotes, kBinary };
  size_t row = 0;  // as in TruthCall::rows
  Kind kind = Kind::kCut;
  bool next_may_be_lost = false;  // an open quote may swallow the row after it
};

struct PbxDay {
  std::string csv;
  size_t rows = 0;                     // without the header
  std::vector<TruthCall> calls;        // in the order of their first row
  std::vector<OutsideCaller> callers;  // by number
  PbxAccount account;
  std::vector<BrokenRow> broken;
};

PbxDay MakePbxDay(const PbxOptions& options);

// Files for people who want to try: one JSON object for each call, and the account with the keys
// of tests/calls/cases.
std::string TruthLines(const PbxDay& day);
std::string AccountYaml(const PbxDay& day);

}  // namespace textback::pbx

#endif  // TEXTBACK_TESTS_CALLS_PBX_DAY_H_
