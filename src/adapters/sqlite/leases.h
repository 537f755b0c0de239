// Who works on which lead. In memory: one process has the store to itself, and its leases die with
// it. What must outlive it, that a text may have left, is in the outbox.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_LEASES_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_LEASES_H_

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <cstdint>

#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback::sqlite {

struct Lease {
  std::int64_t lead = 0;  // row of the lead
  LeadId id;
  std::int64_t event_seq = 0;  // row of the claimed event; 0: a wake-up or a text
  Instant text_at = kNever;    // the lead's oldest waiting text: only the holder changes it
  Instant expires_at = kNever;
};

class Leases {
 public:
  bool Holds(std::int64_t lead) const { return leads_.contains(lead); }
  Instant NextExpiry() const;

  // The token of a new lease, never used before.
  std::uint64_t Grant(const Lease& lease);
  // Null: ended, or of another lead.
  const Lease* Find(std::uint64_t token, const LeadId& id) const;
  void End(std::uint64_t token);
  void EndUntil(Instant now);

 private:
  absl::flat_hash_map<std::uint64_t, Lease> leases_;
  absl::flat_hash_set<std::int64_t> leads_;
  std::uint64_t granted_ = 0;
};

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_LEASES_H_
