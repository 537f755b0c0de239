// Claim: due leads in order, each with its oldest piece of work.
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <utility>

#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_storage.h"
#include "adapters/storage_checks.h"

namespace textback::sqlite {
namespace {

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
  lease.event = oldest.Int(0);
  return ReadEvent(oldest, 1, lease.id, event);
}

absl::Status SqliteStorage::ReadDueText(ClaimedText& text, const Lease& lease) {
  Query first(database_, statements_.first_text, lease.lead);
  if (!first.Next()) {
    return first.status().ok() ? Missing(lease.id, "text_at") : first.status();
  }
  // It was handed over and never settled, because a process died or a lease ran out.
  text.maybe_sent = first.Text(0) != kQueued;
  return ReadText(first, 1, lease.id, text.text);
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
  // The id could not be read when the store was opened, so it cannot be read now either.
  if (lease.id.account.empty()) return MissingRow(lease);
  work.lead.id = lease.id;
  if (absl::Status status = ReadLead(row, 1, work.lead); !status.ok()) return status;
  if (request.kind == WorkKind::kTexts) return ReadDueText(work.item.emplace<ClaimedText>(), lease);
  const bool event_is_due = agenda_.Of(lease.lead).event_at <= request.now;
  if (event_is_due) return ReadDueEvent(work.item.emplace<Event>(), lease);
  const Instant at = work.lead.state.wake_at;
  work.item = Event{.id = {}, .lead = lease.id, .at = at, .received_at = at, .body = WakeUp{}};
  return absl::OkStatus();
}

// Keeps the due leads whose account can be read. An unreadable account is reported and held.
absl::Status SqliteStorage::ReadAccounts(std::vector<Due>& due, Grant& grant) {
  std::vector<Due> readable;
  readable.reserve(due.size());
  for (const Due& next : due) {
    const AccountId& id = *next.account;
    if (grant.held.contains(id)) continue;
    if (!grant.accounts.contains(id)) {
      AccountRecord record;
      absl::Status status = ReadAccount(id, record);
      if (IsUnreadable(status)) {
        grant.held.insert(id);
        grant.claimed.problems.push_back(std::move(status));
        continue;
      }
      if (!status.ok()) return status;
      grant.accounts.emplace(id, std::move(record));
    }
    readable.push_back(next);
  }
  due = std::move(readable);
  return absl::OkStatus();
}

absl::Status SqliteStorage::ReadDue(const ClaimRequest& request, Grant& grant) {
  std::vector<Due> due = agenda_.Next(request, grant.claimed.next_due);
  if (absl::Status status = ReadAccounts(due, grant); !status.ok()) return status;
  grant.claimed.work.reserve(due.size());
  std::string rows = "[";
  for (const Due& next : due) absl::StrAppend(&rows, rows.size() > 1 ? "," : "", next.lead);
  rows += ']';
  Query leads(database_, statements_.leads_in_rows, rows);
  bool more = leads.Next();
  for (const Due& next : due) {
    if (!leads.status().ok()) return leads.status();
    Lease lease{.lead = next.lead,
                .id = {.account = *next.account, .phone = next.phone},
                .expires_at = request.now + request.lease};
    const bool found = more && leads.Int(0) == next.lead;
    Work& work = grant.claimed.work.emplace_back();
    absl::Status status = found ? ReadWork(leads, request, work, lease) : MissingRow(lease);
    if (found) more = leads.Next();
    if (status.ok()) {
      grant.leases.push_back(lease);
      continue;
    }
    grant.claimed.work.pop_back();
    if (!IsUnreadable(status)) return status;
    grant.unreadable.push_back({.lead = next.lead, .why = std::string(status.message())});
    grant.claimed.problems.push_back(std::move(status));
  }
  return leads.status();
}

// Writes into the table why a lead is left out, for people who look there.
absl::Status SqliteStorage::MarkUnreadable(const Grant& grant) {
  if (grant.unreadable.empty()) return absl::OkStatus();
  Transaction transaction(database_, Transaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  for (const Grant::Unreadable& lead : grant.unreadable) {
    absl::Status status = Query(database_, statements_.set_problem, lead.lead, lead.why).Run();
    if (!status.ok()) return status;
  }
  return transaction.Commit();
}

absl::Status SqliteStorage::ReadClaim(const ClaimRequest& request, Grant& grant) {
  Transaction transaction(database_, Transaction::Kind::kRead);
  if (!transaction.status().ok()) return transaction.status();
  if (absl::Status status = TakeInNewEvents(); !status.ok()) return status;
  if (absl::Status status = ReadDue(request, grant); !status.ok()) return status;
  return transaction.Commit();
}

absl::StatusOr<Claimed> SqliteStorage::Claim(const ClaimRequest& request) {
  if (absl::Status status = CheckUse(SqliteUse::kOwner); !status.ok()) return status;
  if (absl::Status status = CheckRequest(request); !status.ok()) return status;
  const absl::MutexLock lock(&mutex_);
  agenda_.EndUntil(request.now);
  Grant grant;
  if (absl::Status status = ReadClaim(request, grant); !status.ok()) return status;
  if (absl::Status status = MarkUnreadable(grant); !status.ok()) return status;
  std::set<AccountId> worked;
  for (std::size_t i = 0; i < grant.leases.size(); ++i) {
    grant.claimed.work[i].lease = agenda_.Grant(grant.leases[i]);
    worked.insert(grant.leases[i].id.account);
  }
  for (auto& [id, record] : grant.accounts) {
    if (worked.contains(id)) grant.claimed.accounts.push_back(std::move(record));
  }
  for (const Grant::Unreadable& lead : grant.unreadable) agenda_.Drop(lead.lead);
  for (const AccountId& account : grant.held) agenda_.Hold(account);
  return std::move(grant.claimed);
}

}  // namespace textback::sqlite
