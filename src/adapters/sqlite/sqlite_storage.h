// The storage behind OpenSqliteStorage. storage.cc opens and reads; append.cc takes in events;
// claim.cc hands out work; commit.cc stores decisions; outbox.cc sends texts; journal.cc and
// accounts.cc handle their tables.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_SQLITE_STORAGE_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_SQLITE_STORAGE_H_

#include <absl/base/thread_annotations.h>
#include <absl/container/flat_hash_map.h>
#include <absl/synchronization/mutex.h>

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "adapters/agenda.h"
#include "adapters/sqlite/database.h"
#include "adapters/sqlite/file_lock.h"
#include "adapters/sqlite/statements.h"
#include "adapters/storage_checks.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/ports/storage.h"

namespace textback::sqlite {

class SqliteStorage final : public Storage {
 public:
  SqliteStorage(FileLock lock, Database database, SqliteUse use)
      : lock_(std::move(lock)), use_(use), database_(std::move(database)) {}

  // Reads what waits. Call it once, before anything else.
  absl::Status Load();

  absl::StatusOr<AppendResult> Append(std::span<const Event> events) override;
  absl::StatusOr<Claimed> Claim(const ClaimRequest& request) override;
  absl::StatusOr<std::vector<absl::Status>> Commit(std::span<const Commitment> batch) override;
  absl::StatusOr<std::vector<absl::Status>> BeginHandOver(const HandOver& hand_over) override;
  absl::StatusOr<std::vector<absl::Status>> Settle(std::span<const Settlement> batch) override;
  absl::StatusOr<Lead> Find(const LeadId& id) override;
  absl::StatusOr<JournalPage> ReadJournal(const JournalCursor& after, std::size_t limit) override;

 private:
  // A claim that is being prepared. It is granted after its transaction has succeeded.
  struct Grant {
    struct Unreadable {
      std::int64_t lead;
      std::string why;
    };
    Claimed claimed;
    std::vector<Lease> leases;  // one per piece of work
    std::vector<Unreadable> unreadable;
    std::map<AccountId, AccountRecord> accounts;
    std::set<AccountId> held;  // accounts whose records cannot be read
  };
  // What a transaction has done; applied after it has succeeded.
  struct Batch {
    std::vector<absl::Status> verdicts;  // what the caller is told about each part
    // Leases that end, with what waits for their leads then.
    absl::flat_hash_map<std::uint64_t, Waiting> ended = {};
    std::set<std::string> policies = {};  // the policies that are stored now
  };

  // A waiting call of Append.
  struct AppendCall {
    std::span<const Event> events;
    AppendResult result = {};
    absl::Status status = {};
    bool done = false;
    absl::CondVar turn = {};
  };

  // FailedPrecondition: the store was opened for less than `least`.
  absl::Status CheckUse(SqliteUse least) const;

  absl::Status AppendTogether(std::span<AppendCall* const> group) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status AppendOne(const Event& event, AppendResult& result)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // `added` is false if the event is known already; then nothing changed.
  absl::Status InsertEvent(const Event& event, std::int64_t lead, bool& added)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Adds new events to the agenda. Call it first in each transaction that reads or writes what
  // waits.
  absl::Status TakeInNewEvents() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Status ReadClaim(const ClaimRequest& request, Grant& grant)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status ReadAccounts(std::vector<Due>& due, Grant& grant)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status ReadDue(const ClaimRequest& request, Grant& grant)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // `row` is a row of Statements::leads_in_rows. IsUnreadable: this lead cannot be read. Any other
  // error: nothing can be read.
  absl::Status ReadWork(const Query& row, const ClaimRequest& request, Work& work, Lease& lease)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status MissingRow(const Lease& lease) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status ReadDueEvent(Event& event, Lease& lease) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status ReadDueText(ClaimedText& text, const Lease& lease)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status MarkUnreadable(const Grant& grant) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // Commits one part of a batch. `verdict` is the result for the caller; a returned status that is
  // not OK undoes the whole batch.
  absl::Status CommitOne(const Commitment& commitment, Batch& batch, absl::Status& verdict)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status HandOverOne(const Work& work, Instant now, bool stale, Batch& batch,
                           absl::Status& verdict) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status SettleOne(const Settlement& settlement, Batch& batch, absl::Status& verdict)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Aborted: `lost` says which part failed. The transaction was undone; try it again without that
  // part.
  absl::Status TryCommit(std::span<const Commitment> commitments, std::vector<bool>& lost,
                         Batch& batch) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status HandOverAll(const HandOver& hand_over, Batch& batch)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WhyNotNow(const Work& work, std::int64_t lead, Instant now, absl::Status& verdict)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  const Lease* HeldLease(const Work& work, const Batch& batch) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Finish(const Batch& batch) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Status ReadFirstText(std::int64_t lead, Waiting& waiting)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WriteTexts(const Decision& decision, std::int64_t lead, Waiting& waiting,
                          bool& refused) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WriteLead(const Commitment& commitment, std::int64_t lead, const Waiting& waiting,
                         bool& written) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WriteRest(const Commitment& commitment, const Lease& lease, Batch& batch)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WriteLists(const Commitment& commitment, std::int64_t lead)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WriteOutcome(const Settlement& settlement, std::int64_t lead)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Status WriteJournal(const Commitment& commitment, std::int64_t lead)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WritePolicy(const PolicyRecord& policy, Batch& batch)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status ReadEntries(std::uint64_t after, std::size_t limit, JournalPage& page)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status ReadPolicies(JournalPage& page) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // IsUnreadable: this account cannot be read.
  absl::Status ReadAccount(const AccountId& account, AccountRecord& record)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status ReadStanding(const AccountRecord& given, Standing& standing)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status CheckAccount(const AccountRecord* next, absl::Status& verdict)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WriteAccount(const AccountRecord& record) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Mutex line_mutex_ ABSL_ACQUIRED_BEFORE(mutex_);
  std::deque<AppendCall*> line_ ABSL_GUARDED_BY(line_mutex_);

  const FileLock lock_;
  const SqliteUse use_;
  absl::Mutex mutex_;
  Database database_ ABSL_GUARDED_BY(mutex_);
  // After database_, so that they are destroyed first.
  Statements statements_ ABSL_GUARDED_BY(mutex_);
  Agenda agenda_ ABSL_GUARDED_BY(mutex_);
  std::int64_t inbox_seq_ ABSL_GUARDED_BY(mutex_) = 0;  // the last event in the agenda
  // The last journal entry that is stored or about to be.
  std::uint64_t journal_seq_ ABSL_GUARDED_BY(mutex_) = 0;
  std::set<std::string> policies_ ABSL_GUARDED_BY(mutex_);  // known to be stored
  std::map<std::string, PolicyRecord> read_policies_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_SQLITE_STORAGE_H_
