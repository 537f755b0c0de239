// Claim: due leads in the order of their index, each with its oldest piece of work.
#include <absl/strings/str_format.h>

#include <algorithm>
#include <utility>

#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_storage.h"
#include "adapters/storage_checks.h"

namespace textback::sqlite {
namespace {

constexpr std::size_t kReserve = 1024;
constexpr std::string_view kQueued = "queued";

// The places of the columns of Statements::scan_due.
enum Column : int { kId, kNextAt, kEventAt, kTextAt, kLead };

absl::Status Missing(const LeadId& id, std::string_view what) {
  return absl::DataLossError(absl::StrFormat(
      "lead %s: column '%s': it says that something waits, and nothing does", Masked(id), what));
}

}  // namespace

absl::Status SqliteStorage::ReadDueEvent(const Lead& lead, Event& event, Lease& lease) {
  Query oldest(database_, statements_.oldest_event, lease.lead);
  if (!oldest.Next()) {
    return oldest.status().ok() ? Missing(lead.id, "event_at") : oldest.status();
  }
  lease.event_seq = oldest.Int(0);
  return ReadEvent(oldest, 1, lead.id, event);
}

absl::Status SqliteStorage::ReadDueText(const Lead& lead, ClaimedText& text, const Lease& lease) {
  Query oldest(database_, statements_.oldest_text, lease.lead);
  if (!oldest.Next()) {
    return oldest.status().ok() ? Missing(lead.id, "text_at") : oldest.status();
  }
  // Claimed before and never settled: by a process that died, or under a lease that ran out.
  text.maybe_sent = oldest.Text(0) != kQueued;
  return ReadText(oldest, 1, lead.id, text.text);
}

absl::Status SqliteStorage::ReadWork(const Query& row, Instant now, Work& work, Lease& lease) {
  if (absl::Status status = ReadLead(row, kLead, work.lead); !status.ok()) return status;
  lease.id = work.lead.id;
  lease.text_at = row.At(kTextAt);
  if (row.At(kEventAt) <= now) {
    return ReadDueEvent(work.lead, work.item.emplace<Event>(), lease);
  }
  if (lease.text_at != kNever) {
    return ReadDueText(work.lead, work.item.emplace<ClaimedText>(), lease);
  }
  const Instant at = work.lead.state.wake_at;
  work.item = Event{.id = {}, .lead = work.lead.id, .at = at, .received_at = at, .body = WakeUp{}};
  return absl::OkStatus();
}

absl::Status SqliteStorage::ScanDue(const ClaimRequest& request, Draft& draft) {
  Query rows(database_, statements_.scan_due);
  while (rows.Next()) {
    const std::int64_t id = rows.Int(kId);
    if (leases_.Holds(id)) continue;
    if (rows.At(kNextAt) > request.now || draft.claimed.work.size() == request.limit) {
      draft.claimed.next_due = std::min(draft.claimed.next_due, rows.At(kNextAt));
      return absl::OkStatus();
    }
    Lease lease{.lead = id, .expires_at = request.now + request.lease};
    absl::Status status = ReadWork(rows, request.now, draft.claimed.work.emplace_back(), lease);
    if (status.ok()) {
      draft.leases.push_back(lease);
      continue;
    }
    draft.claimed.work.pop_back();
    if (!absl::IsDataLoss(status)) return status;
    draft.unreadable.push_back({.lead = id, .why = std::string(status.message())});
    draft.claimed.problems.push_back(std::move(status));
  }
  return rows.status();
}

// What must outlive this process: that a text may have left, and that a lead is left out.
absl::Status SqliteStorage::MarkClaimed(const Draft& draft) {
  for (std::size_t i = 0; i < draft.leases.size(); ++i) {
    const auto* claimed = std::get_if<ClaimedText>(&draft.claimed.work[i].item);
    if (claimed == nullptr || claimed->maybe_sent) continue;
    const TextKey& key = claimed->text.key;
    absl::Status status = Query(database_, statements_.hand_over, draft.leases[i].lead, key.episode,
                                key.step.view(), key.attempt)
                              .Run();
    if (!status.ok()) return status;
  }
  for (const Draft::Unreadable& lead : draft.unreadable) {
    absl::Status status = Query(database_, statements_.set_problem, lead.lead, lead.why).Run();
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<Claimed> SqliteStorage::Claim(const ClaimRequest& request) {
  if (absl::Status status = CheckWritable(); !status.ok()) return status;
  if (absl::Status status = CheckRequest(request); !status.ok()) return status;
  const absl::MutexLock lock(&mutex_);
  leases_.EndUntil(request.now);
  Draft draft;
  draft.claimed.next_due = leases_.NextExpiry();
  draft.claimed.work.reserve(std::min(request.limit, kReserve));
  Transaction transaction(database_, Transaction::Kind::kRead);  // writes only where it must
  if (!transaction.status().ok()) return transaction.status();
  if (absl::Status status = ScanDue(request, draft); !status.ok()) return status;
  if (absl::Status status = MarkClaimed(draft); !status.ok()) return status;
  if (absl::Status status = transaction.Commit(); !status.ok()) return status;
  for (std::size_t i = 0; i < draft.leases.size(); ++i) {
    draft.claimed.work[i].lease = leases_.Grant(draft.leases[i]);
  }
  return std::move(draft.claimed);
}

}  // namespace textback::sqlite
