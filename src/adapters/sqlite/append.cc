// Append: calls that wait for the disk at the same time share one transaction and one sync.
#include <algorithm>
#include <utility>

#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/schema.h"
#include "adapters/sqlite/sqlite_storage.h"
#include "adapters/storage_checks.h"
#include "textback/codec/event_json.h"

namespace textback::sqlite {
namespace {

// Calls per transaction: enough that the cost of the sync per call is negligible.
constexpr std::size_t kGroup = 256;

}  // namespace

absl::Status SqliteStorage::InsertEvent(const Event& event, std::int64_t lead, bool& added) {
  const std::string body = EncodeEventBody(event);
  Query insert(database_, statements_.insert_event, event.lead.account.view(), event.id.value(),
               lead, event.at, event.received_at, KindOf(event), body);
  absl::Status status = insert.Run();
  added = database_.changes() == 1;
  return status;
}

absl::Status SqliteStorage::AppendOne(const Event& event, AppendResult& result) {
  ++result.duplicates;  // corrected below if the event is new
  const std::string_view account = event.lead.account.view();
  const std::string phone = event.lead.phone.ToE164();
  std::int64_t lead = 0;
  {
    Query find(database_, statements_.find_row, account, phone);
    if (find.Next()) lead = find.Int(0);
    if (absl::Status status = find.status(); !status.ok()) return status;
  }
  if (lead == 0) {
    // A duplicate with another phone number must not create a lead.
    Query is_known(database_, statements_.is_known, account, event.id.value());
    const bool known = is_known.Next();
    if (absl::Status status = is_known.status(); !status.ok() || known) return status;
    absl::Status status = Query(database_, statements_.insert_lead, account, phone).Run();
    if (!status.ok()) return status;
    lead = database_.last_row();
  }
  bool added = false;
  absl::Status status = InsertEvent(event, lead, added);
  if (!status.ok() || !added) return status;
  --result.duplicates;
  ++result.appended;
  return Query(database_, statements_.event_waits, lead, event.received_at).Run();
}

absl::Status SqliteStorage::AppendTogether(std::span<AppendCall* const> group) {
  const absl::MutexLock lock(&mutex_);
  Transaction transaction(database_, Transaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  // The owner may have been upgraded since this appender opened the store.
  if (use_ == SqliteUse::kAppender) {
    if (absl::Status status = CheckVersion(database_); !status.ok()) return status;
  }
  for (AppendCall* call : group) {
    for (const Event& event : call->events) {
      if (absl::Status status = AppendOne(event, call->result); !status.ok()) return status;
    }
  }
  return transaction.Commit();
}

// Every event enters the agenda here, whichever process appended it.
absl::Status SqliteStorage::TakeInNewEvents() {
  Query rows(database_, statements_.new_events, inbox_seq_);
  while (rows.Next()) {
    // An id that cannot be read is reported when its lead is claimed.
    LeadId id;
    if (!ReadId(rows, 3, id).ok()) id = LeadId{};
    agenda_.EventArrived(rows.Int(1), id, rows.At(2));
    inbox_seq_ = rows.Int(0);
  }
  return rows.status();
}

absl::StatusOr<AppendResult> SqliteStorage::Append(std::span<const Event> events) {
  if (absl::Status status = CheckUse(SqliteUse::kAppender); !status.ok()) return status;
  for (const Event& event : events) {
    if (absl::Status status = CheckEvent(event); !status.ok()) return status;
  }
  // The first caller in the line writes for all who are waiting by then.
  AppendCall call{.events = events};
  std::vector<AppendCall*> group;
  {
    const absl::MutexLock lock(&line_mutex_);
    line_.push_back(&call);
    while (!call.done && line_.front() != &call) call.turn.Wait(&line_mutex_);
    if (!call.done) {
      const auto end = line_.begin() + static_cast<std::ptrdiff_t>(std::min(line_.size(), kGroup));
      group.assign(line_.begin(), end);
    }
  }
  if (!group.empty()) {
    const absl::Status status = AppendTogether(group);
    const absl::MutexLock lock(&line_mutex_);
    for (AppendCall* done : group) {
      done->status = status;
      done->done = true;
      done->turn.Signal();
      line_.pop_front();
    }
    if (!line_.empty()) line_.front()->turn.Signal();
  }
  if (!call.status.ok()) return call.status;
  return call.result;
}

}  // namespace textback::sqlite
