// The main job on a call log: which calls were missed, and what textback would have done about each
// of them.
//
// Reads a call log of any switch (adapters/call_log), finds the missed calls, and runs the whole
// playbook in virtual time through the runtime and over a SQLite store: the same code and the same
// kind of store as a live run, with a simulated carrier. Nothing is sent.
//
// Run it again over the same store, and nothing is done twice; the result is the same, even if the
// first run was killed half-way. If the log says more than before (it has grown, a leg was written
// later), the run is made anew with all that both said. If a setting has changed since (the log's
// zone, an account), it says so and takes a new store: half of a run can't be mended.
//
//   auto result = RecoverCalls(
//       {.calls_path = "Master.csv", .zone = "America/Edmonton", .db_path = "recovery.db"});
//   std::cout << RecoveryToJson(result->summary) << "\n";
#ifndef TEXTBACK_SIMULATION_RECOVER_H_
#define TEXTBACK_SIMULATION_RECOVER_H_

#include <absl/status/statusor.h>

#include <functional>
#include <string>
#include <vector>

#include "textback/adapters/call_log/call_list.h"
#include "textback/engine/policy.h"
#include "textback/insight/recovery.h"
#include "textback/insight/timeline.h"
#include "textback/policy/account.h"

namespace textback {

struct RecoverOptions {
  std::string calls_path;
  std::string calls_name;  // of the log, in messages; empty: its path
  CallLogFormat format = CallLogFormat::kAuto;
  std::string zone;           // the log's clock, and only that
  std::string db_path;        // a SQLite store; created if there is none
  std::string account_path;   // YAML; empty: a rehearsal, texts show placeholders
  std::string rulebook_path;  // rows that replace built-in ones with the same ids; empty: none
  Instant until = kNever;     // where virtual time ends; kNever: when nothing more is due
  // Called from time to time with the events played, their total, and the virtual time. May be
  // empty.
  std::function<void(std::size_t, std::size_t, Instant)> on_progress;
  // Called while the log is read, with bytes read and their total. May be empty.
  std::function<void(std::uint64_t, std::uint64_t)> on_reading;
};

struct RecoverResult {
  Recovery summary;
  Timeline timeline;  // everything in the store, runs before this one included
  std::vector<std::string>
      problems;  // lines of the log that were skipped: where, and how to fix them; the first ones
  std::size_t problem_count = 0;   // all of them
  std::vector<std::string> notes;  // what the reader should know: placeholder names, old zone data
};

// InvalidArgument: the store was made with another zone or account; the message names the setting.
// Other errors: those of ReadCalls, Zone::Load, LoadAccounts, LoadPlaces, OpenSqliteStorage and
// Play, unchanged. Nothing is lost: fix the cause and run again.
absl::StatusOr<RecoverResult> RecoverCalls(const RecoverOptions& options);

// {"summary":{...},"timeline":[...],"problems":[...],"problem_count":0,"notes":[...]}
std::string RecoverResultToJson(const RecoverResult& result);

}  // namespace textback

#endif  // TEXTBACK_SIMULATION_RECOVER_H_
