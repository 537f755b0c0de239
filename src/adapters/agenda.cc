#include "adapters/agenda.h"

#include <algorithm>
#include <optional>

namespace textback {
namespace {

using Line = absl::btree_set<Due>;

std::optional<Due> HeadOf(const Line& line) {
  return line.empty() ? std::nullopt : std::optional(*line.begin());
}

bool IsWanted(const ClaimRequest& request, const AccountId& account) {
  return request.accounts == nullptr || request.accounts->contains(account);
}

// Merges the lines of several accounts into one ordered line. A line is opened only when its head
// is next, so accounts whose work is due later cost nothing.
class Merge {
 public:
  Merge(const Line& heads, const ClaimRequest& request)
      : request_(request), next_(heads.begin()), end_(heads.end()) {}

  // `lines(account)` is the line of an account; null if there are no more accounts.
  template <class Lines>
  const Due* Next(Lines lines) {
    for (; next_ != end_ && (open_.empty() || *next_ < *open_.front().at); ++next_) {
      if (!IsWanted(request_, *next_->account)) continue;
      const Line& line = lines(*next_->account);
      Push({.at = line.begin(), .end = line.end()});
    }
    if (open_.empty()) return nullptr;
    std::pop_heap(open_.begin(), open_.end(), IsLater);
    Place place = open_.back();
    open_.pop_back();
    const Due* due = &*place.at;
    if (++place.at != place.end) Push(place);
    return due;
  }

 private:
  struct Place {
    Line::const_iterator at;
    Line::const_iterator end;
  };
  static bool IsLater(const Place& a, const Place& b) { return *b.at < *a.at; }

  void Push(const Place& place) {
    open_.push_back(place);
    std::push_heap(open_.begin(), open_.end(), IsLater);
  }

  const ClaimRequest& request_;
  Line::const_iterator next_;
  Line::const_iterator end_;
  std::vector<Place> open_;  // a heap, the earliest in front
};

}  // namespace

// Updates one queue of a lead, and the list of the accounts' heads.
void Agenda::Move(std::int64_t lead, Entry& entry, Queue queue, Instant at) {
  if (at == entry.at[queue]) return;
  auto& [id, account] = *entry.account;
  Line& line = account.queues[queue];
  const std::optional<Due> before = HeadOf(line);
  Due due{.at = entry.at[queue], .account = &id, .phone = entry.phone, .lead = lead};
  if (due.at != kNever) line.erase(due);
  due.at = at;
  if (at != kNever) line.insert(due);
  entry.at[queue] = at;
  const std::optional<Due> after = HeadOf(line);
  const bool same = before.has_value() && after.has_value() && before->lead == after->lead &&
                    before->at == after->at;
  if (account.held || same) return;
  if (before.has_value()) heads_[queue].erase(*before);
  if (after.has_value()) heads_[queue].insert(*after);
}

// Updates the lead's queues after its waiting work has changed. A lead without work is removed.
void Agenda::Place(Entries::iterator found) {
  const std::int64_t lead = found->first;
  Entry& entry = found->second;
  const Waiting& waiting = entry.waiting;
  Instant step_at =
      std::min(waiting.event_at, waiting.text_at == kNever ? waiting.wake_at : kNever);
  // An event that is due no later than the text always comes first.
  Instant text_at = waiting.text_at < waiting.event_at ? waiting.text_at : kNever;
  if (entry.leased) step_at = text_at = kNever;
  Move(lead, entry, kSteps, step_at);
  Move(lead, entry, kAwaitedTexts, waiting.proactive ? kNever : text_at);
  Move(lead, entry, kProactiveTexts, waiting.proactive ? text_at : kNever);
  if (!entry.leased && waiting.next_at() == kNever) leads_.erase(found);
}

void Agenda::Load(std::int64_t lead, const LeadId& id, const Waiting& waiting) {
  const auto [found, added] = leads_.try_emplace(lead);
  if (added) {
    found->second.account = &*accounts_.try_emplace(id.account).first;
    found->second.phone = id.phone;
  }
  found->second.waiting = waiting;
  Place(found);
}

void Agenda::EventArrived(std::int64_t lead, const LeadId& id, Instant at) {
  Waiting waiting = Of(lead);
  waiting.event_at = std::min(waiting.event_at, at);
  Load(lead, id, waiting);
}

Waiting Agenda::Of(std::int64_t lead) const {
  const auto found = leads_.find(lead);
  return found == leads_.end() ? Waiting{} : found->second.waiting;
}

void Agenda::Collect(Queue queue, const ClaimRequest& request, std::vector<Due>& due,
                     Instant& next_due) const {
  Merge merge(heads_[queue], request);
  const auto line = [&](const AccountId& account) -> const Line& {
    return accounts_.find(account)->second.queues[queue];
  };
  while (const Due* next = merge.Next(line)) {
    // If the text's lead has a due event, that event is decided first.
    const bool blocked = queue != kSteps && leads_.at(next->lead).waiting.event_at <= request.now;
    if (blocked) continue;
    if (next->at > request.now || due.size() >= request.limit) {
      next_due = std::min(next_due, next->at);
      return;
    }
    due.push_back(*next);
  }
}

std::vector<Due> Agenda::Next(const ClaimRequest& request, Instant& next_due) const {
  std::vector<Due> due;
  if (request.kind == WorkKind::kSteps) {
    Collect(kSteps, request, due, next_due);
  } else {
    Collect(kAwaitedTexts, request, due, next_due);
    Collect(kProactiveTexts, request, due, next_due);
  }
  for (const auto& [ends_at, token] : lease_ends_) {
    if (!IsWanted(request, leases_.at(token).id.account)) continue;
    next_due = std::min(next_due, ends_at);
    break;
  }
  return due;
}

void Agenda::Drop(std::int64_t lead) {
  const auto found = leads_.find(lead);
  if (found == leads_.end()) return;
  found->second.waiting = Waiting{};
  Place(found);
}

void Agenda::Hold(const AccountId& account) {
  Account& held = accounts_[account];
  if (held.held) return;
  held.held = true;
  for (std::size_t queue = 0; queue < kQueues; ++queue) {
    if (!held.queues[queue].empty()) heads_[queue].erase(*held.queues[queue].begin());
  }
}

std::uint64_t Agenda::Grant(const Lease& lease) {
  const auto found = leads_.find(lease.lead);
  found->second.leased = true;
  Place(found);
  leases_.emplace(++granted_, lease);
  lease_ends_.emplace(lease.expires_at, granted_);
  return granted_;
}

const Lease* Agenda::Find(std::uint64_t token, const LeadId& id) const {
  const auto found = leases_.find(token);
  return found == leases_.end() || found->second.id != id ? nullptr : &found->second;
}

void Agenda::Renew(std::uint64_t token, Instant expires_at) {
  Lease& lease = leases_.at(token);
  lease_ends_.erase({lease.expires_at, token});
  lease.expires_at = expires_at;
  lease_ends_.emplace(expires_at, token);
}

void Agenda::End(std::uint64_t token, const Waiting& waiting) {
  const auto lease = leases_.find(token);
  if (lease == leases_.end()) return;
  const auto found = leads_.find(lease->second.lead);
  lease_ends_.erase({lease->second.expires_at, token});
  leases_.erase(lease);
  found->second.leased = false;
  found->second.waiting = waiting;
  Place(found);
}

void Agenda::EndUntil(Instant now) {
  while (!lease_ends_.empty() && lease_ends_.begin()->first <= now) {
    const std::uint64_t token = lease_ends_.begin()->second;
    End(token, Of(leases_.at(token).lead));
  }
}

}  // namespace textback
