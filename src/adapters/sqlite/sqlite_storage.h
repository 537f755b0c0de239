// The storage behind OpenSqliteStorage. storage.cc opens and reads; append.cc takes events in;
// claim.cc hands out work; commit.cc takes decisions and outcomes.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_SQLITE_STORAGE_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_SQLITE_STORAGE_H_

#include <absl/base/thread_annotations.h>
#include <absl/container/flat_hash_map.h>
#include <absl/synchronization/mutex.h>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "adapters/sqlite/database.h"
#include "adapters/sqlite/file_lock.h"
#include "adapters/sqlite/schedule.h"
#include "adapters/sqlite/statements.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/ports/storage.h"

namespace textback::sqlite {

class SqliteStorage final : public Storage {
 public:
  SqliteStorage(FileLock lock, Database database, bool read_only)
      : lock_(std::move(lock)), read_only_(read_only), database_(std::move(database)) {}

  // Reads what waits. To be called once, before anything else.
  absl::Status Load();

  absl::StatusOr<AppendResult> Append(std::span<const Event> events) override;
  absl::StatusOr<Claimed> Claim(const ClaimRequest& request) override;
  absl::StatusOr<std::vector<absl::Status>> Commit(std::span<const Commitment> batch) override;
  absl::StatusOr<std::vector<absl::Status>> Settle(std::span<const Settlement> batch) override;
  absl::StatusOr<Lead> Find(const LeadId& id) override;
  absl::StatusOr<std::vector<JournalEntry>> ReadJournal(std::uint64_t after,
                                                        std::size_t limit) override;

 private:
  // A claim that is being put together: granted once its transaction is through.
  struct Draft {
    struct Unreadable {
      std::int64_t lead;
      std::string why;
    };
    Claimed claimed;
    std::vector<Lease> leases;  // one for each work
    std::vector<Unreadable> unreadable;
  };
  // Events that a transaction added, and for whom.
  struct Arrival {
    std::int64_t lead;
    const Event* event;
  };
  // Leases that end with a transaction, and what waits for their leads then.
  using Ended = absl::flat_hash_map<std::uint64_t, Waiting>;

  // A call of Append that stands in the line.
  struct AppendCall {
    std::span<const Event> events;
    AppendResult result = {};
    absl::Status status = {};
    bool done = false;
    absl::CondVar turn = {};
  };

  absl::Status CheckWritable() const;

  absl::Status AppendTogether(std::span<AppendCall* const> group) ABSL_LOCKS_EXCLUDED(mutex_);

  absl::Status AppendOne(const Event& event, std::vector<Arrival>& arrivals)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // `added` false: known already, nothing changed.
  absl::Status InsertEvent(const Event& event, std::int64_t lead, bool& added)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Status ReadDue(const ClaimRequest& request, Draft& draft)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // `row` is of Statements::leads_in_rows. DataLoss or Unimplemented: this lead can't be
  // read. Anything else: nothing can.
  absl::Status ReadWork(const Query& row, const ClaimRequest& request, Work& work, Lease& lease)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status MissingRow(const Lease& lease) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status ReadDueEvent(Event& event, Lease& lease) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status ReadDueText(ClaimedText& text, const Lease& lease)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status MarkClaimed(const Draft& draft) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // One of a batch. `verdict` is what the caller of the batch is told about it; a status that is
  // not OK undoes the batch.
  absl::Status CommitOne(const Commitment& commitment, absl::Status& verdict, Ended& ended)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status SettleOne(const Settlement& settlement, absl::Status& verdict, Ended& ended)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Aborted: `lost` says which one; the transaction is undone and to be tried without it.
  absl::Status TryCommit(std::span<const Commitment> batch, std::vector<bool>& lost,
                         std::vector<absl::Status>& verdicts, Ended& ended)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  const Lease* HeldLease(const Work& work, const Ended& ended) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void EndLeases(const Ended& ended) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Status WriteTexts(const Decision& decision, std::int64_t lead, Instant& text_at,
                          bool& refused) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WriteLead(const Commitment& commitment, std::int64_t lead, const Waiting& waiting,
                         bool& written) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WriteJournal(const Commitment& commitment, std::int64_t lead)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WriteLists(const Commitment& commitment, std::int64_t lead)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WriteOutcome(const Settlement& settlement, std::int64_t lead)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // The time in the first row, kNever where there is none.
  absl::Status ReadTime(Query& query, Instant& at) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Mutex line_mutex_ ABSL_ACQUIRED_BEFORE(mutex_);
  std::deque<AppendCall*> line_ ABSL_GUARDED_BY(line_mutex_);

  const FileLock lock_;
  const bool read_only_;
  absl::Mutex mutex_;
  Database database_ ABSL_GUARDED_BY(mutex_);
  Statements statements_ ABSL_GUARDED_BY(mutex_);  // after database_: they go first
  Schedule schedule_ ABSL_GUARDED_BY(mutex_);
  std::uint64_t journal_seq_ ABSL_GUARDED_BY(mutex_) =
      0;  // the last one that is durable or pending
};

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_SQLITE_STORAGE_H_
