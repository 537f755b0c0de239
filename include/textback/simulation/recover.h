// The main job on a call log: which calls were missed, and what textback would have done about each
// of them.
//
// Reads an Asterisk call log, finds the missed calls, and runs the whole playbook in virtual time
// through the runtime and over a SQLite store: the same code and the same store as a live run, with
// a simulated carrier. Nothing is sent. If you run it again over the same store, nothing is done
// twice and the result is the same, even if the first run was killed half-way.
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

#include "textback/adapters/asterisk/call_log.h"
#include "textback/engine/policy.h"
#include "textback/insight/recovery.h"
#include "textback/insight/timeline.h"
#include "textback/policy/account.h"

namespace textback {

// Finds the account of each call. If the operator gave accounts: a call belongs to the account with
// the dialled line; else to the account whose id is the log's account code; else, if there is only
// one account and it names no lines, to that one. If none were given, accounts are made from the
// log: one for each account code, with a placeholder for the person's name.
class CallOwners {
 public:
  // `given` may be empty. InvalidArgument: two accounts have the same id or the same line.
  static absl::StatusOr<CallOwners> Make(std::vector<Account> given, const CallLog& log,
                                         const std::shared_ptr<const Zone>& zone);

  // Null: the call belongs to no account.
  const Account* OwnerOf(const Call& call) const;

  const std::vector<Account>& accounts() const { return accounts_; }

 private:
  std::vector<Account> accounts_;
  bool only_one_ = false;
  bool by_code_ = false;  // made from the log
};

struct RecoverOptions {
  std::string calls_path;
  std::string zone;           // zone of the log's times, and of accounts made from it
  std::string db_path;        // a SQLite store; created if there is none
  std::string account_path;   // YAML; empty: accounts are made from the log
  std::string rulebook_path;  // rows that replace built-in ones with the same ids; empty: none
  Instant until = kNever;     // where virtual time ends; kNever: when nothing more is due
  // Called from time to time with the events played, their total, and the virtual time. May be
  // empty.
  std::function<void(std::size_t, std::size_t, Instant)> on_progress;
};

struct RecoverResult {
  Recovery summary;
  Timeline timeline;  // everything in the store, runs before this one included
  std::vector<std::string>
      problems;                    // lines of the log that were skipped: where, and how to fix them
  std::vector<std::string> notes;  // what the reader should know: placeholder names, old zone data
};

// Errors: those of ReadCallLog, Zone::Load, LoadAccounts, LoadPlaces, OpenSqliteStorage and Play,
// unchanged. Nothing is lost: fix the cause and run again.
absl::StatusOr<RecoverResult> RecoverCalls(const RecoverOptions& options);

// {"summary":{...},"timeline":[...],"problems":[...],"notes":[...]}
std::string RecoverResultToJson(const RecoverResult& result);

}  // namespace textback

#endif  // TEXTBACK_SIMULATION_RECOVER_H_
