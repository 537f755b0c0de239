#include "adapters/sqlite/leases.h"

#include <algorithm>
#include <vector>

namespace textback::sqlite {

Instant Leases::NextExpiry() const {
  Instant next = kNever;
  for (const auto& [token, lease] : leases_) next = std::min(next, lease.expires_at);
  return next;
}

std::uint64_t Leases::Grant(const Lease& lease) {
  leads_.insert(lease.lead);
  leases_.emplace(++granted_, lease);
  return granted_;
}

const Lease* Leases::Find(std::uint64_t token, const LeadId& id) const {
  const auto found = leases_.find(token);
  return found == leases_.end() || found->second.id != id ? nullptr : &found->second;
}

void Leases::End(std::uint64_t token) {
  const auto found = leases_.find(token);
  if (found == leases_.end()) return;
  leads_.erase(found->second.lead);
  leases_.erase(found);
}

void Leases::EndUntil(Instant now) {
  std::vector<std::uint64_t> ended;
  for (const auto& [token, lease] : leases_) {
    if (lease.expires_at <= now) ended.push_back(token);
  }
  for (const std::uint64_t token : ended) End(token);
}

}  // namespace textback::sqlite
