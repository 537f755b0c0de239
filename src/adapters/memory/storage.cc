#include "textback/adapters/memory/storage.h"

#include <absl/base/thread_annotations.h>
#include <absl/synchronization/mutex.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "adapters/storage_checks.h"
#include "textback/codec/decision_json.h"

namespace textback {
namespace {

// A text of one lead: (episode, step, attempt).
using LocalKey = std::tuple<std::uint32_t, StepName, std::uint32_t>;

LocalKey LocalKeyOf(const TextKey& key) { return {key.episode, key.step, key.attempt}; }

struct Lease {
  std::uint64_t token = 0;
  Instant expires_at = kNever;
};

struct WaitingText {
  Text text;
  bool handed_out = false;  // claimed before: it may have left
};

struct Record {
  Lead lead;
  // In the order in which they are claimed: by arrival, or decision, then by number.
  std::map<std::pair<Instant, std::uint64_t>, Event> events;
  std::map<std::pair<Instant, std::uint64_t>, WaitingText> texts;
  std::set<LocalKey> keys;  // of every text there ever was
  std::optional<Lease> lease;
  Instant next_at = kNever;  // as it stands in due_; kNever: not there
};

Instant NextAt(const Record& record) {
  const Instant event_at = record.events.empty() ? kNever : record.events.begin()->first.first;
  const Instant other_at =
      record.texts.empty() ? record.lead.state.wake_at : record.texts.begin()->first.first;
  return std::min(event_at, other_at);
}

class MemoryStorage final : public Storage {
 public:
  absl::StatusOr<AppendResult> Append(std::span<const Event> events) override;
  absl::StatusOr<Claimed> Claim(const ClaimRequest& request) override;
  absl::StatusOr<std::vector<absl::Status>> Commit(std::span<const Commitment> batch) override;
  absl::StatusOr<std::vector<absl::Status>> Settle(std::span<const Settlement> batch) override;
  absl::StatusOr<Lead> Find(const LeadId& id) override;
  absl::StatusOr<std::vector<JournalEntry>> ReadJournal(std::uint64_t after,
                                                        std::size_t limit) override;

 private:
  bool AppendOne(const Event& event) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Work MakeWork(Record& record, const ClaimRequest& request) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status CommitOne(const Commitment& commitment) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status SettleOne(const Settlement& settlement) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // The record behind a lease that still holds; otherwise null.
  Record* Leased(const Work& work) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void EndLease(Record& record) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void EndLeasesUntil(Instant now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // Brings due_ up to date. A leased lead is not in it: nothing of it may be claimed.
  void Schedule(Record& record) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Mutex mutex_;
  std::map<LeadId, Record> leads_ ABSL_GUARDED_BY(mutex_);
  std::set<std::pair<Instant, LeadId>> due_ ABSL_GUARDED_BY(mutex_);
  std::set<std::pair<Instant, LeadId>> leases_ ABSL_GUARDED_BY(mutex_);  // by expiry
  std::set<std::pair<AccountId, EventId>> known_ ABSL_GUARDED_BY(mutex_);
  std::vector<JournalEntry> journal_ ABSL_GUARDED_BY(mutex_);
  std::uint64_t events_ ABSL_GUARDED_BY(mutex_) = 0;
  std::uint64_t leases_granted_ ABSL_GUARDED_BY(mutex_) = 0;
};

void MemoryStorage::Schedule(Record& record) {
  const Instant next_at = record.lease.has_value() ? kNever : NextAt(record);
  if (next_at == record.next_at) return;
  if (record.next_at != kNever) due_.erase({record.next_at, record.lead.id});
  if (next_at != kNever) due_.insert({next_at, record.lead.id});
  record.next_at = next_at;
}

Record* MemoryStorage::Leased(const Work& work) {
  const auto found = leads_.find(work.lead.id);
  if (found == leads_.end()) return nullptr;
  const std::optional<Lease>& lease = found->second.lease;
  return lease.has_value() && lease->token == work.lease ? &found->second : nullptr;
}

void MemoryStorage::EndLease(Record& record) {
  leases_.erase({record.lease->expires_at, record.lead.id});
  record.lease.reset();
  Schedule(record);
}

void MemoryStorage::EndLeasesUntil(Instant now) {
  while (!leases_.empty() && leases_.begin()->first <= now) {
    EndLease(leads_.at(leases_.begin()->second));
  }
}

bool MemoryStorage::AppendOne(const Event& event) {
  if (!known_.insert({event.lead.account, event.id}).second) return false;
  Record& record = leads_[event.lead];
  record.lead.id = event.lead;
  record.events.emplace(std::pair(event.received_at, ++events_), event);
  Schedule(record);
  return true;
}

absl::StatusOr<AppendResult> MemoryStorage::Append(std::span<const Event> events) {
  for (const Event& event : events) {
    if (absl::Status status = CheckEvent(event); !status.ok()) return status;
  }
  const absl::MutexLock lock(&mutex_);
  AppendResult result;
  for (const Event& event : events) ++(AppendOne(event) ? result.appended : result.duplicates);
  return result;
}

Work MemoryStorage::MakeWork(Record& record, const ClaimRequest& request) {
  Work work{.lead = record.lead, .item = Event{}, .lease = ++leases_granted_};
  if (!record.events.empty() && record.events.begin()->first.first <= request.now) {
    work.item = record.events.begin()->second;
  } else if (!record.texts.empty()) {
    WaitingText& waiting = record.texts.begin()->second;
    work.item = ClaimedText{.text = waiting.text, .maybe_sent = waiting.handed_out};
    waiting.handed_out = true;
  } else {
    const Instant at = record.lead.state.wake_at;
    work.item =
        Event{.id = {}, .lead = record.lead.id, .at = at, .received_at = at, .body = WakeUp{}};
  }
  record.lease = {.token = work.lease, .expires_at = request.now + request.lease};
  leases_.insert({record.lease->expires_at, record.lead.id});
  Schedule(record);
  return work;
}

absl::StatusOr<Claimed> MemoryStorage::Claim(const ClaimRequest& request) {
  if (absl::Status status = CheckRequest(request); !status.ok()) return status;
  const absl::MutexLock lock(&mutex_);
  EndLeasesUntil(request.now);
  Claimed claimed;
  claimed.next_due = leases_.empty() ? kNever : leases_.begin()->first;
  while (claimed.work.size() < request.limit && !due_.empty() &&
         due_.begin()->first <= request.now) {
    claimed.work.push_back(MakeWork(leads_.at(due_.begin()->second), request));
  }
  if (!due_.empty()) claimed.next_due = std::min(claimed.next_due, due_.begin()->first);
  return claimed;
}

absl::Status MemoryStorage::CommitOne(const Commitment& commitment) {
  if (absl::Status status = CheckShape(commitment); !status.ok()) return status;
  const Lead before = commitment.work->lead;
  const Decision& decision = *commitment.decision;
  Record* record = Leased(*commitment.work);
  if (record == nullptr) return LeaseLost(before.id);
  if (absl::Status status = CheckDecision(commitment); !status.ok()) {
    if (absl::IsAborted(status)) EndLease(*record);
    return status;
  }
  if (decision.text.has_value() && record->keys.contains(LocalKeyOf(decision.text->key))) {
    return KeyUsed(decision.text->key);
  }

  const std::uint64_t seq = journal_.size() + 1;
  const Event& event = std::get<Event>(commitment.work->item);
  journal_.push_back({.seq = seq,
                      .now = commitment.now,
                      .event = event,
                      .decision = EncodeDecision(before, decision)});
  // The oldest event is the claimed one: the clock may have let an older one in since.
  if (!event.id.empty()) {
    std::erase_if(record->events,
                  [&](const auto& waiting) { return waiting.second.id == event.id; });
  }
  // A text that was handed out before may have left: it stays until the transport was asked.
  if (decision.withdraw) {
    std::erase_if(record->texts, [](const auto& text) { return !text.second.handed_out; });
  }
  if (decision.text.has_value()) {
    record->keys.insert(LocalKeyOf(decision.text->key));
    record->texts.emplace(std::pair(decision.text->decided_at, seq),
                          WaitingText{.text = *decision.text});
  }
  record->lead.state = decision.next;
  if (decision.profile.has_value()) record->lead.profile = *decision.profile;
  EndLease(*record);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<absl::Status>> MemoryStorage::Commit(std::span<const Commitment> batch) {
  const absl::MutexLock lock(&mutex_);
  std::vector<absl::Status> statuses;
  statuses.reserve(batch.size());
  for (const Commitment& commitment : batch) statuses.push_back(CommitOne(commitment));
  return statuses;
}

absl::Status MemoryStorage::SettleOne(const Settlement& settlement) {
  if (absl::Status status = CheckShape(settlement); !status.ok()) return status;
  Record* record = Leased(*settlement.work);
  if (record == nullptr) return LeaseLost(settlement.work->lead.id);
  const TextKey& key = std::get<ClaimedText>(settlement.work->item).text.key;
  std::erase_if(record->texts, [&](const auto& text) { return text.second.text.key == key; });
  AppendOne(settlement.event);
  EndLease(*record);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<absl::Status>> MemoryStorage::Settle(std::span<const Settlement> batch) {
  const absl::MutexLock lock(&mutex_);
  std::vector<absl::Status> statuses;
  statuses.reserve(batch.size());
  for (const Settlement& settlement : batch) statuses.push_back(SettleOne(settlement));
  return statuses;
}

absl::StatusOr<Lead> MemoryStorage::Find(const LeadId& id) {
  const absl::MutexLock lock(&mutex_);
  const auto found = leads_.find(id);
  if (found == leads_.end()) {
    return absl::NotFoundError("lead " + Masked(id) + ": never heard of");
  }
  return found->second.lead;
}

absl::StatusOr<std::vector<JournalEntry>> MemoryStorage::ReadJournal(std::uint64_t after,
                                                                     std::size_t limit) {
  const absl::MutexLock lock(&mutex_);
  if (after >= journal_.size()) return std::vector<JournalEntry>{};
  const auto begin = journal_.begin() + static_cast<std::ptrdiff_t>(after);
  const std::size_t count = std::min(limit, journal_.size() - static_cast<std::size_t>(after));
  return std::vector<JournalEntry>(begin, begin + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

std::unique_ptr<Storage> NewMemoryStorage() { return std::make_unique<MemoryStorage>(); }

}  // namespace textback
