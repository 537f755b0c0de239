// Claim: due leads in their order, each with its oldest piece of work.
#include <absl/strings/str_cat.h>
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

absl::Status Missing(const LeadId& id, std::string_view column) {
  return absl::DataLossError(absl::StrFormat(
      "lead %s: column '%s': it says that something waits, and nothing does", Masked(id), column));
}

}  // namespace

absl::Status SqliteStorage::ReadDueEvent(Event& event, Lease& lease) {
  Query oldest(database_, statements_.oldest_event, lease.lead);
  if (!oldest.Next()) {
    return oldest.status().ok() ? Missing(lease.id, "event_at") : oldest.status();
  }
  lease.event_seq = oldest.Int(0);
  return ReadEvent(oldest, 1, lease.id, event);
}

absl::Status SqliteStorage::ReadDueText(ClaimedText& text, const Lease& lease) {
  Query oldest(database_, statements_.oldest_text, lease.lead);
  if (!oldest.Next()) {
    return oldest.status().ok() ? Missing(lease.id, "text_at") : oldest.status();
  }
  // Claimed before and never settled: by a process that died, or under a lease that ran out.
  text.maybe_sent = oldest.Text(0) != kQueued;
  return ReadText(oldest, 1, lease.id, text.text);
}

absl::Status SqliteStorage::MissingRow(const Lease& lease) {
  Query row(database_, statements_.id_in_row, lease.lead);
  LeadId id;
  const bool found = row.Next();
  if (!row.status().ok()) return row.status();
  absl::Status status = found ? ReadId(row, 0, id) : absl::OkStatus();
  return status.ok() ? absl::DataLossError("a lead whose row is gone") : status;
}

absl::Status SqliteStorage::ReadWork(const Query& row, const ClaimRequest& request, Work& work,
                                     Lease& lease) {
  // An id that could not be read when the store was opened can't be read now.
  if (lease.id.account.empty()) return MissingRow(lease);
  work.lead.id = lease.id;
  if (absl::Status status = ReadLead(row, 1, work.lead); !status.ok()) return status;
  const Waiting waiting = schedule_.Of(lease.lead);
  if (waiting.event_at <= request.now) return ReadDueEvent(work.item.emplace<Event>(), lease);
  if (waiting.text_at != kNever) return ReadDueText(work.item.emplace<ClaimedText>(), lease);
  const Instant at = work.lead.state.wake_at;
  work.item = Event{.id = {}, .lead = lease.id, .at = at, .received_at = at, .body = WakeUp{}};
  return absl::OkStatus();
}

absl::Status SqliteStorage::ReadDue(const ClaimRequest& request, Draft& draft) {
  std::vector<Due> due;
  std::string rows = "[";
  for (const Due& next : schedule_.due()) {
    if (next.at > request.now || due.size() == request.limit) {
      draft.claimed.next_due = std::min(draft.claimed.next_due, next.at);
      break;
    }
    due.push_back(next);
    absl::StrAppend(&rows, due.size() > 1 ? "," : "", next.lead);
  }
  rows += ']';
  Query leads(database_, statements_.leads_in_rows, rows);
  bool more = leads.Next();
  for (const Due& next : due) {
    if (!leads.status().ok()) return leads.status();
    Lease lease{.lead = next.lead,
                .id = {.account = *next.account, .phone = next.phone},
                .expires_at = request.now + request.lease};
    const bool found = more && leads.Int(0) == next.lead;
    Work& work = draft.claimed.work.emplace_back();
    absl::Status status = found ? ReadWork(leads, request, work, lease) : MissingRow(lease);
    if (found) more = leads.Next();
    if (status.ok()) {
      draft.leases.push_back(lease);
      continue;
    }
    draft.claimed.work.pop_back();
    if (!IsUnreadable(status)) return status;
    draft.unreadable.push_back({.lead = next.lead, .why = std::string(status.message())});
    draft.claimed.problems.push_back(std::move(status));
  }
  return leads.status();
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
  schedule_.EndUntil(request.now);
  Draft draft;
  draft.claimed.next_due = schedule_.NextLeaseEnd();
  draft.claimed.work.reserve(std::min(request.limit, kReserve));
  Transaction transaction(database_, Transaction::Kind::kRead);  // writes only where it must
  if (!transaction.status().ok()) return transaction.status();
  if (absl::Status status = ReadDue(request, draft); !status.ok()) return status;
  if (absl::Status status = MarkClaimed(draft); !status.ok()) return status;
  if (absl::Status status = transaction.Commit(); !status.ok()) return status;
  for (std::size_t i = 0; i < draft.leases.size(); ++i) {
    draft.claimed.work[i].lease = schedule_.Grant(draft.leases[i]);
  }
  for (const Draft::Unreadable& lead : draft.unreadable) schedule_.Drop(lead.lead);
  return std::move(draft.claimed);
}

}  // namespace textback::sqlite
