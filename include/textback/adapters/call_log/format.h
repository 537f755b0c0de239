// Which format a call log has, found out from its first lines.
//
// Call DetectCallLog with the beginning of the file (64 KiB are enough), or let CallLogReader do
// it. Show the result to people: `why` says in one sentence what it was recognised by. A file that
// is no call log is refused with a message that says what it looks like and what to do.
//
// Sources of the layouts: Asterisk cdr_csv.c and cdr_custom.conf.sample; the `cdr` table of
// FreePBX; the templates of FreeSWITCH's cdr_csv.conf.xml; 3CX's cdr.log; Twilio's Call resource.
// The names that header lines use are in src/adapters/call_log/data/columns.tsv.
//
// Pure; thread-safe.
//
//   absl::StatusOr<CallLogLayout> layout = DetectCallLog(first_bytes, {});
//   std::cout << CallLogFormatName(layout->format) << ": " << layout->why << "\n";
#ifndef TEXTBACK_ADAPTERS_CALL_LOG_FORMAT_H_
#define TEXTBACK_ADAPTERS_CALL_LOG_FORMAT_H_

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace textback {

enum class CallLogFormat : std::uint8_t {
  kAuto,                // only as a wish: find out
  kEmpty,               // only as a result: no rows and no header yet
  kAsterisk,            // cdr_csv, Master.csv: 16 to 21 columns, no header
  kAsteriskCustom,      // cdr_custom as shipped: the caller id comes first
  kFreePbx,             // an export of the table `cdr`
  kFreeSwitch,          // cdr_csv with the templates "example", "snom", "linksys" or none
  kFreeSwitchAsterisk,  // cdr_csv with the template "asterisk"
  kThreeCx,             // cdr.log
  kThreeCxConsole,      // the list of the management console
  kTwilio,              // calls with the API's names as header
  kCsv,                 // any table whose header names can be understood
};

// "asterisk", "asterisk-custom", "freepbx", "freeswitch", "freeswitch-asterisk", "3cx",
// "3cx-console", "twilio", "csv"; "auto" and "empty".
std::string_view CallLogFormatName(CallLogFormat format);
// The other way round, for an option of the command line; nothing for "empty". Every name that is
// allowed, with commas: CallLogFormatNames().
std::optional<CallLogFormat> ParseCallLogFormat(std::string_view name);
std::string CallLogFormatNames();

// What a column means.
enum class CallLogColumn : std::uint8_t {
  kUnused,  // known or not, but nothing is read from it
  kAccountCode,
  kFrom,
  kTo,
  kContext,
  kCallerId,  // name and number together: "DANA LEE" <4035550123>
  kCallerName,
  kChannel,
  kPeerChannel,
  kApp,
  kData,
  kStart,
  kDate,  // the start's day, where the time of day is a column of its own
  kTime,
  kAnswer,
  kEnd,
  kDuration,
  kTalk,
  kRinging,
  kEnding,  // disposition, status, hangup cause
  kReason,  // of 3CX: how it ended, if the ending doesn't say it
  kId,
  kGroup,
  kPeerId,
  kTail,  // uniqueid or userfield: Asterisk writes either with the same number of columns
  kLine,
  kDirection,
  kAnsweredBy,
  kForwardedFrom,
  kFromExtension,  // of 3CX: from-dn, to-dn, final-dn
  kToExtension,
  kFinalExtension,
  kFinalNumber,
  kDialled,
  kChain,
  kCount,  // not a column
};

// "caller", "start", "unique id".
std::string_view CallLogColumnName(CallLogColumn column);

struct CallLogLayout {
  enum class Confidence : std::uint8_t { kGuess, kLikely, kCertain };

  CallLogFormat format = CallLogFormat::kEmpty;
  Confidence confidence = Confidence::kCertain;
  std::string why;          // one sentence
  char separator = ',';     // comma, semicolon, tab or bar
  bool has_header = false;  // a header line names its columns
  // How it writes 3/4/2026, if a spreadsheet did; nothing: no date tells.
  std::optional<bool> day_first;
  // From left to right. Asterisk's column set may change from row to row: this is the first one.
  std::vector<CallLogColumn> columns;
};

// "certain", "likely", "a guess".
std::string_view ConfidenceName(CallLogLayout::Confidence confidence);

// `head`: the first bytes, cut anywhere. `whole`: they are the whole file. `wanted`: kAuto, or the
// format that somebody named; then only its layout is looked for.
//
// An empty file, or one with a header line only, is fine: it has no rows yet.
// InvalidArgument: no call log, or not of the named format. The message has no file name; show it
// after one.
absl::StatusOr<CallLogLayout> DetectCallLog(std::string_view head, bool whole,
                                            CallLogFormat wanted = CallLogFormat::kAuto);

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_CALL_LOG_FORMAT_H_
