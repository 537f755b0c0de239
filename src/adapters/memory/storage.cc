#include "textback/adapters/memory/storage.h"

#include <absl/base/thread_annotations.h>
#include <absl/strings/str_cat.h>
#include <absl/synchronization/mutex.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "adapters/agenda.h"
#include "adapters/storage_checks.h"
#include "textback/codec/decision_json.h"

namespace textback {
namespace {

// Identifies a text of one lead: (episode, step, attempt).
using LocalKey = std::tuple<std::uint32_t, StepName, std::uint32_t>;

LocalKey LocalKeyOf(const TextKey& key) { return {key.episode, key.step, key.attempt}; }

struct WaitingText {
  Text text;
  bool handed_over = false;  // it may have left
};

// In the order in which they are claimed: by due time, then by number.
using Events = std::map<std::pair<Instant, std::uint64_t>, Event>;
using Texts = std::map<std::pair<Instant, std::uint64_t>, WaitingText>;

struct Record {
  Lead lead;
  Events events;
  Texts texts;
  std::set<LocalKey> keys;  // of every text ever made
};

Waiting WaitingOf(const Record& record) {
  Waiting waiting{.wake_at = record.lead.state.wake_at};
  if (!record.events.empty()) waiting.event_at = record.events.begin()->first.first;
  if (record.texts.empty()) return waiting;
  const auto& [at, first] = *record.texts.begin();
  waiting.text_at = at.first;
  waiting.proactive = first.text.text_class == TextClass::kProactive;
  return waiting;
}

Texts::iterator FindText(Texts& texts, const TextKey& key) {
  return std::find_if(texts.begin(), texts.end(),
                      [&](const auto& waiting) { return waiting.second.text.key == key; });
}

class MemoryStorage final : public Storage {
 public:
  absl::StatusOr<AppendResult> Append(std::span<const Event> events) override;
  absl::StatusOr<Claimed> Claim(const ClaimRequest& request) override;
  absl::StatusOr<std::vector<absl::Status>> Commit(std::span<const Commitment> batch) override;
  absl::StatusOr<std::vector<absl::Status>> BeginHandOver(const HandOver& hand_over) override;
  absl::StatusOr<std::vector<absl::Status>> Settle(std::span<const Settlement> batch) override;
  absl::StatusOr<Lead> Find(const LeadId& id) override;
  absl::StatusOr<JournalPage> ReadJournal(const JournalCursor& after, std::size_t limit) override;

 private:
  bool AppendOne(const Event& event) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Work MakeWork(const Due& due, const ClaimRequest& request) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status CommitOne(const Commitment& commitment) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void FinishEvent(Record& record, std::int64_t event) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void WriteJournal(const Commitment& commitment) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status HandOverOne(const Work& work, const HandOver& hand_over, bool stale)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status SettleOne(const Settlement& settlement) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  AccountRecord AccountOf(const AccountId& account) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool SwitchIsDue(const AccountId& account, Instant now) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Record& At(std::int64_t row) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return records_[static_cast<std::size_t>(row)];
  }
  void EndLease(const Work& work, const Record& record) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    agenda_.End(work.lease, WaitingOf(record));
  }

  absl::Mutex mutex_;
  std::deque<Record> records_ ABSL_GUARDED_BY(mutex_);
  std::map<LeadId, std::int64_t> rows_ ABSL_GUARDED_BY(mutex_);  // index into records_
  Agenda agenda_ ABSL_GUARDED_BY(mutex_);
  std::map<AccountId, AccountRecord> accounts_ ABSL_GUARDED_BY(mutex_);
  // Switch events that are not decided yet, by received time and number.
  std::map<AccountId, std::set<std::pair<Instant, std::int64_t>>> switches_ ABSL_GUARDED_BY(mutex_);
  std::set<std::pair<AccountId, EventId>> known_ ABSL_GUARDED_BY(mutex_);
  std::vector<JournalEntry> journal_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, PolicyRecord> policies_ ABSL_GUARDED_BY(mutex_);
  std::uint64_t events_ ABSL_GUARDED_BY(mutex_) = 0;
};

bool MemoryStorage::AppendOne(const Event& event) {
  if (!known_.insert({event.lead.account, event.id}).second) return false;
  const auto [row, added] = rows_.try_emplace(event.lead, std::int64_t(records_.size()));
  if (added) records_.emplace_back().lead.id = event.lead;
  At(row->second).events.emplace(std::pair(event.received_at, ++events_), event);
  if (std::holds_alternative<SwitchThrown>(event.body)) {
    switches_[event.lead.account].emplace(event.received_at, events_);
  }
  agenda_.EventArrived(row->second, event.lead, event.received_at);
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

AccountRecord MemoryStorage::AccountOf(const AccountId& account) const {
  const auto found = accounts_.find(account);
  return found == accounts_.end() ? AccountRecord{.account = account} : found->second;
}

Work MemoryStorage::MakeWork(const Due& due, const ClaimRequest& request) {
  const Record& record = At(due.lead);
  Work work{.lead = record.lead, .item = Event{}};
  Lease lease{.lead = due.lead, .id = record.lead.id, .expires_at = request.now + request.lease};
  if (request.kind == WorkKind::kTexts) {
    const WaitingText& waiting = record.texts.begin()->second;
    work.item = ClaimedText{.text = waiting.text, .maybe_sent = waiting.handed_over};
  } else if (!record.events.empty() && record.events.begin()->first.first <= request.now) {
    const auto& [at, event] = *record.events.begin();
    work.item = event;
    lease.event = static_cast<std::int64_t>(at.second);
  } else {
    const Instant at = record.lead.state.wake_at;
    work.item =
        Event{.id = {}, .lead = record.lead.id, .at = at, .received_at = at, .body = WakeUp{}};
  }
  work.lease = agenda_.Grant(lease);
  return work;
}

absl::StatusOr<Claimed> MemoryStorage::Claim(const ClaimRequest& request) {
  if (absl::Status status = CheckRequest(request); !status.ok()) return status;
  const absl::MutexLock lock(&mutex_);
  agenda_.EndUntil(request.now);
  Claimed claimed;
  std::set<AccountId> accounts;
  for (const Due& due : agenda_.Next(request, claimed.next_due)) {
    accounts.insert(*due.account);
    claimed.work.push_back(MakeWork(due, request));
  }
  for (const AccountId& account : accounts) claimed.accounts.push_back(AccountOf(account));
  return claimed;
}

void MemoryStorage::FinishEvent(Record& record, std::int64_t event) {
  const auto found = std::find_if(
      record.events.begin(), record.events.end(),
      [&](const auto& waits) { return waits.first.second == static_cast<std::uint64_t>(event); });
  const auto switches = switches_.find(record.lead.id.account);
  if (switches != switches_.end()) switches->second.erase({found->first.first, event});
  record.events.erase(found);
}

void MemoryStorage::WriteJournal(const Commitment& commitment) {
  JournalEntry& entry = journal_.emplace_back();
  entry.version = commitment.decision->next.version;
  entry.now = commitment.now;
  entry.event = std::get<Event>(commitment.work->item);
  entry.decision = EncodeDecision(commitment.work->lead, *commitment.decision);
  if (commitment.policy == nullptr) return;
  entry.policy = commitment.policy->fingerprint;
  policies_.try_emplace(entry.policy, *commitment.policy);
}

absl::Status MemoryStorage::CommitOne(const Commitment& commitment) {
  if (absl::Status status = CheckShape(commitment); !status.ok()) return status;
  const Work& work = *commitment.work;
  const Decision& decision = *commitment.decision;
  const Lease* lease = agenda_.Find(work.lease, work.lead.id);
  if (lease == nullptr) return LeaseLost(work.lead.id);
  Record& record = At(lease->lead);
  absl::Status verdict = CheckDecision(commitment);
  const AccountRecord* account = commitment.account;
  if (verdict.ok() && account != nullptr &&
      StandingOf(*account, AccountOf(account->account)) != Standing::kNext) {
    verdict = AccountLost(account->account);
  }
  if (absl::IsAborted(verdict)) EndLease(work, record);
  if (!verdict.ok()) return verdict;
  if (decision.text.has_value() && record.keys.contains(LocalKeyOf(decision.text->key))) {
    return KeyUsed(decision.text->key);
  }

  WriteJournal(commitment);
  if (account != nullptr) accounts_[account->account] = *account;
  if (lease->event != 0) FinishEvent(record, lease->event);
  // A text that was handed over may have left. It stays until the transport was asked.
  if (decision.withdraw) {
    std::erase_if(record.texts, [](const auto& text) { return !text.second.handed_over; });
  }
  if (decision.text.has_value()) {
    record.keys.insert(LocalKeyOf(decision.text->key));
    record.texts.emplace(std::pair(decision.text->decided_at, journal_.size()),
                         WaitingText{.text = *decision.text});
  }
  record.lead.state = decision.next;
  if (decision.profile.has_value()) record.lead.profile = *decision.profile;
  EndLease(work, record);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<absl::Status>> MemoryStorage::Commit(std::span<const Commitment> batch) {
  const absl::MutexLock lock(&mutex_);
  std::vector<absl::Status> statuses;
  statuses.reserve(batch.size());
  for (const Commitment& commitment : batch) statuses.push_back(CommitOne(commitment));
  return statuses;
}

bool MemoryStorage::SwitchIsDue(const AccountId& account, Instant now) const {
  const auto found = switches_.find(account);
  return found != switches_.end() && !found->second.empty() && found->second.begin()->first <= now;
}

absl::Status MemoryStorage::HandOverOne(const Work& work, const HandOver& hand_over, bool stale) {
  const LeadId& id = work.lead.id;
  const Lease* lease = agenda_.Find(work.lease, id);
  if (lease == nullptr) return LeaseLost(id);
  Record& record = At(lease->lead);
  const auto found = FindText(record.texts, KeyOfText(work));
  absl::Status verdict;
  if (found == record.texts.end()) {
    verdict = LeaseLost(id);
  } else if (WaitingOf(record).event_at <= hand_over.now) {
    verdict = EventWaits(id);
  } else if (SwitchIsDue(id.account, hand_over.now)) {
    verdict = SwitchWaits(id);
  } else if (stale) {
    verdict = AccountLost(id.account);
  }
  if (!verdict.ok()) {
    EndLease(work, record);
    return verdict;
  }
  found->second.handed_over = true;
  agenda_.Renew(work.lease, hand_over.now + hand_over.lease);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<absl::Status>> MemoryStorage::BeginHandOver(const HandOver& hand_over) {
  if (absl::Status status = CheckShape(hand_over); !status.ok()) return status;
  const absl::MutexLock lock(&mutex_);
  agenda_.EndUntil(hand_over.now);
  std::map<AccountId, Standing> standings;
  for (const AccountRecord& given : hand_over.accounts) {
    standings[given.account] = StandingOf(given, AccountOf(given.account));
  }
  // An account's record is written if one of its texts leaves, or if it has no record yet.
  std::map<AccountId, bool> leaves;
  std::vector<absl::Status> statuses;
  statuses.reserve(hand_over.texts.size());
  for (const Work* work : hand_over.texts) {
    const AccountId& account = work->lead.id.account;
    const bool stale = standings.at(account) == Standing::kStale;
    statuses.push_back(HandOverOne(*work, hand_over, stale));
    leaves[account] |= statuses.back().ok();
  }
  for (const AccountRecord& given : hand_over.accounts) {
    const auto found = leaves.find(given.account);
    const bool wanted = found == leaves.end() || found->second;
    if (wanted && standings.at(given.account) == Standing::kNext) accounts_[given.account] = given;
  }
  return statuses;
}

absl::Status MemoryStorage::SettleOne(const Settlement& settlement) {
  if (absl::Status status = CheckShape(settlement); !status.ok()) return status;
  const Work& work = *settlement.work;
  const Lease* lease = agenda_.Find(work.lease, work.lead.id);
  if (lease == nullptr) return LeaseLost(work.lead.id);
  Record& record = At(lease->lead);
  const auto found = FindText(record.texts, KeyOfText(work));
  if (found != record.texts.end()) {
    auto text = record.texts.extract(found);
    if (!settlement.event.has_value()) {
      text.key().first = std::max(text.mapped().text.decided_at, settlement.not_before);
      text.mapped().handed_over = false;
      record.texts.insert(std::move(text));
    }
  }
  if (settlement.event.has_value()) AppendOne(*settlement.event);
  EndLease(work, record);
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
  const auto found = rows_.find(id);
  if (found == rows_.end()) {
    return absl::NotFoundError("lead " + Masked(id) + ": never heard of");
  }
  return At(found->second).lead;
}

absl::StatusOr<JournalPage> MemoryStorage::ReadJournal(const JournalCursor& after,
                                                       std::size_t limit) {
  const absl::MutexLock lock(&mutex_);
  const absl::StatusOr<std::uint64_t> seen = NumberOf(after, journal_.size());
  if (!seen.ok()) return seen.status();
  const std::size_t count = std::min(limit, journal_.size() - *seen);
  const auto begin = journal_.begin() + static_cast<std::ptrdiff_t>(*seen);
  JournalPage page{.entries = {begin, begin + static_cast<std::ptrdiff_t>(count)}, .next = after};
  if (count == 0) return page;
  page.next.token = absl::StrCat(*seen + count);
  std::set<std::string_view> policies;
  for (const JournalEntry& entry : page.entries) {
    if (entry.policy.empty() || !policies.insert(entry.policy).second) continue;
    page.policies.push_back(policies_.at(entry.policy));
  }
  return page;
}

}  // namespace

std::unique_ptr<Storage> NewMemoryStorage() { return std::make_unique<MemoryStorage>(); }

}  // namespace textback
