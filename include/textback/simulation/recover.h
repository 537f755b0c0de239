// The main job on a call log: which callers nobody answered, and what textback would have done for
// each of them.
//
// Reads an Asterisk call log, decides what was missed, and runs the whole playbook in virtual time
// through the runtime and over a SQLite store: the same code, the same store as a live run, with a
// carrier that isn't there. Nothing is sent. Run again over the same store, nothing is done twice
// and the result is the same; killed half-way and run again, too.
//
//   auto result = RecoverCalls({.calls_path = "Master.csv", .zone = "America/Edmonton", .db_path =
//   "recovery.db"}); std::cout << RecoveryToJson(result->summary) << "\n";
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

// Whose calls are these? Either the accounts the operator gave: a call belongs to the account that
// has the dialled line, else to the one with the log's account code as its id, else, where there is
// just one account and it names no lines, to that. Or, where none were given, accounts made from
// the log: one for each account code, with a placeholder for the person's name.
class CallOwners {
 public:
  // `given` may be empty. InvalidArgument: two accounts have the same id or the same line.
  static absl::StatusOr<CallOwners> Make(std::vector<Account> given, const CallLog& log,
                                         const std::shared_ptr<const Zone>& zone);

  // Null: nobody's call.
  const Account* OwnerOf(const Call& call) const;

  const std::vector<Account>& accounts() const { return accounts_; }

 private:
  std::vector<Account> accounts_;
  bool only_one_ = false;
  bool by_code_ = false;  // made from the log
};

struct RecoverOptions {
  std::string calls_path;
  std::string zone;           // of the log's times, and of accounts made from it
  std::string db_path;        // a SQLite store; made where there is none
  std::string account_path;   // YAML; empty: accounts are made from the log
  std::string rulebook_path;  // rows instead of built-in ones of the same ids; empty: none
  Instant until = kNever;     // stop the virtual clock here; kNever: when nothing is due any more
  // Called now and then with events played, of how many, and the virtual time. May be empty.
  std::function<void(std::size_t, std::size_t, Instant)> on_progress;
};

struct RecoverResult {
  Recovery summary;
  Timeline timeline;  // everything in the store, runs before this one included
  std::vector<std::string>
      problems;  // lines of the log that were left out, each with its place and mend
  std::vector<std::string>
      notes;  // what the reader should know: placeholder names, stale zone data
};

// Errors: those of ReadCallLog, Zone::Load, LoadAccounts, LoadPlaces, OpenSqliteStorage and Play,
// as they are. Nothing is lost by one: mend it and run again.
absl::StatusOr<RecoverResult> RecoverCalls(const RecoverOptions& options);

// {"summary":{...},"timeline":[...],"problems":[...],"notes":[...]}
std::string RecoverResultToJson(const RecoverResult& result);

}  // namespace textback

#endif  // TEXTBACK_SIMULATION_RECOVER_H_
