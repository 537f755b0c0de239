#include "adapters/sqlite/schedule.h"

#include <algorithm>
#include <vector>

namespace textback::sqlite {

Instant Waiting::next_at() const {
  return std::min(event_at, text_at != kNever ? text_at : wake_at);
}

// Brings due_ up to date with what waits. A lead for which nothing does is not kept.
void Schedule::Place(absl::flat_hash_map<std::int64_t, Entry>::iterator found) {
  Entry& entry = found->second;
  const Instant at = entry.leased ? kNever : entry.waiting.next_at();
  if (at != entry.due.at) {
    if (entry.due.at != kNever) due_.erase(entry.due);
    entry.due.at = at;
    if (at != kNever) due_.insert(entry.due);
  }
  if (at == kNever && !entry.leased) leads_.erase(found);
}

void Schedule::Load(std::int64_t lead, const LeadId& id, const Waiting& waiting) {
  const auto [found, added] = leads_.try_emplace(lead);
  if (added) {
    found->second.due.account = &*accounts_.insert(id.account).first;
    found->second.due.phone = id.phone;
    found->second.due.lead = lead;
  }
  found->second.waiting = waiting;
  Place(found);
}

void Schedule::EventArrived(std::int64_t lead, const LeadId& id, Instant at) {
  Waiting waiting = Of(lead);
  waiting.event_at = std::min(waiting.event_at, at);
  Load(lead, id, waiting);
}

Waiting Schedule::Of(std::int64_t lead) const {
  const auto found = leads_.find(lead);
  return found == leads_.end() ? Waiting{} : found->second.waiting;
}

void Schedule::Drop(std::int64_t lead) {
  const auto found = leads_.find(lead);
  if (found == leads_.end()) return;
  found->second.waiting = Waiting{};
  Place(found);
}

std::uint64_t Schedule::Grant(const Lease& lease) {
  const auto found = leads_.find(lease.lead);
  found->second.leased = true;
  Place(found);
  leases_.emplace(++granted_, lease);
  return granted_;
}

const Lease* Schedule::Find(std::uint64_t token, const LeadId& id) const {
  const auto found = leases_.find(token);
  return found == leases_.end() || found->second.id != id ? nullptr : &found->second;
}

void Schedule::End(std::uint64_t token, const Waiting& waiting) {
  const auto lease = leases_.find(token);
  if (lease == leases_.end()) return;
  const auto found = leads_.find(lease->second.lead);
  leases_.erase(lease);
  found->second.leased = false;
  found->second.waiting = waiting;
  Place(found);
}

void Schedule::EndUntil(Instant now) {
  std::vector<std::uint64_t> ended;
  for (const auto& [token, lease] : leases_) {
    if (lease.expires_at <= now) ended.push_back(token);
  }
  for (const std::uint64_t token : ended) End(token, Of(leases_.at(token).lead));
}

Instant Schedule::NextLeaseEnd() const {
  Instant next = kNever;
  for (const auto& [token, lease] : leases_) next = std::min(next, lease.expires_at);
  return next;
}

}  // namespace textback::sqlite
