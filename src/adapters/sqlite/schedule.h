// Which lead is due when, and who works on which. In memory: one process has the store to itself.
//
// It mirrors the columns event_at, text_at and wake_at of every lead for which something waits, and
// is read from them when the store is opened. An index on disk would do the same and survive, but
// every step moves its lead: keeping that index cost as much as writing the lead itself. Leases die
// with the process; what must outlive it, that a text may have left, is in the outbox.
//
// Nothing in here knows of transactions: call it once they are through.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_SCHEDULE_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_SCHEDULE_H_

#include <absl/container/btree_set.h>
#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <set>

#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback::sqlite {

// What waits for one lead; kNever: nothing of that kind.
struct Waiting {
  Instant event_at = kNever;  // the oldest event
  Instant text_at = kNever;   // the oldest text
  Instant wake_at = kNever;   // the timer: it rests while a text waits

  Instant next_at() const;
};

struct Lease {
  std::int64_t lead = 0;  // row
  LeadId id;
  std::int64_t event_seq = 0;  // row of the claimed event; 0: a wake-up or a text
  Instant expires_at = kNever;
};

// A lead in the order of Claim: by due time, then by account, then by number.
struct Due {
  Instant at = kNever;
  const AccountId* account = nullptr;
  PhoneNumber phone;
  std::int64_t lead = 0;

  friend bool operator<(const Due& a, const Due& b) {
    if (a.at != b.at) return a.at < b.at;
    if (a.account != b.account) return *a.account < *b.account;
    if (a.phone != b.phone) return a.phone < b.phone;
    return a.lead < b.lead;
  }
};

class Schedule {
 public:
  void Load(std::int64_t lead, const LeadId& id, const Waiting& waiting);
  void EventArrived(std::int64_t lead, const LeadId& id, Instant at);
  Waiting Of(std::int64_t lead) const;

  // Leads that are due and not leased, in the order of Claim.
  const absl::btree_set<Due>& due() const { return due_; }
  // The lead can't be read: forgotten until the store is opened again.
  void Drop(std::int64_t lead);

  // The token of a new lease, never used before.
  std::uint64_t Grant(const Lease& lease);
  // Null: ended, or of another lead.
  const Lease* Find(std::uint64_t token, const LeadId& id) const;
  void End(std::uint64_t token, const Waiting& waiting);
  void EndUntil(Instant now);
  Instant NextLeaseEnd() const;

 private:
  struct Entry {
    Due due;  // as it stands in due_; kNever: not there
    Waiting waiting;
    bool leased = false;
  };
  void Place(absl::flat_hash_map<std::int64_t, Entry>::iterator found);

  std::set<AccountId> accounts_;
  absl::flat_hash_map<std::int64_t, Entry> leads_;
  absl::btree_set<Due> due_;
  absl::flat_hash_map<std::uint64_t, Lease> leases_;
  std::uint64_t granted_ = 0;
};

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_SCHEDULE_H_
