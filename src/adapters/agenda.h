// Which lead is due when, and who is working on it: the order of Claim, in memory.
//
// For storages that are the only user of their leads: memory, and the owner of a SQLite store,
// which loads it from the table on opening. A lead is a number here, its row in the storage. Leases
// end with the process. The storage itself must record that a text may have left.
//
// There is one queue per account and kind of work, and per kind a list of all accounts' first
// entries. A Claim for a few accounts skips one entry per other account, not all of its leads.
//
// Does not know about transactions: update it after they have succeeded. Not thread-safe: the
// storage holds the lock.
#ifndef TEXTBACK_SRC_ADAPTERS_AGENDA_H_
#define TEXTBACK_SRC_ADAPTERS_AGENDA_H_

#include <absl/container/btree_set.h>
#include <absl/container/flat_hash_map.h>

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "textback/ports/work.h"

namespace textback {

// What waits for one lead. kNever: nothing of that kind.
struct Waiting {
  Instant event_at = kNever;  // the oldest event
  Instant text_at = kNever;  // the first text: when it was decided, or until when it was given back
  bool proactive = false;  // that text is proactive: nobody waits for it, so others go first (R62)
  Instant wake_at = kNever;  // the timer; not used while a text waits

  // Of any kind.
  Instant next_at() const { return std::min(event_at, text_at == kNever ? wake_at : text_at); }
};

struct Lease {
  std::int64_t lead = 0;
  LeadId id;
  std::int64_t event = 0;  // the storage's number of the claimed event; 0 for a wake-up or a text
  Instant expires_at = kNever;
};

// A lead in the order of Claim: by due time, account, number.
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

class Agenda {
 public:
  void Load(std::int64_t lead, const LeadId& id, const Waiting& waiting);
  void EventArrived(std::int64_t lead, const LeadId& id, Instant at);
  Waiting Of(std::int64_t lead) const;

  // The work for `request`, in order. Lowers `next_due` to the time at which more is due.
  std::vector<Due> Next(const ClaimRequest& request, Instant& next_due) const;

  // For a lead that cannot be read: ignored until the store is opened again.
  void Drop(std::int64_t lead);
  // For an account record that cannot be read: its leads wait until the store is opened again.
  void Hold(const AccountId& account);

  // Returns the token of a new lease. Tokens are never reused.
  std::uint64_t Grant(const Lease& lease);
  // Null if the lease has ended or belongs to another lead.
  const Lease* Find(std::uint64_t token, const LeadId& id) const;
  void Renew(std::uint64_t token, Instant expires_at);
  // Ends the lease and sets what now waits for the lead.
  void End(std::uint64_t token, const Waiting& waiting);
  void EndUntil(Instant now);

 private:
  enum Queue : std::uint8_t { kSteps, kAwaitedTexts, kProactiveTexts };
  static constexpr std::size_t kQueues = 3;

  struct Account {
    std::array<absl::btree_set<Due>, kQueues> queues;
    bool held = false;
  };
  using AccountEntry = std::map<AccountId, Account>::value_type;
  struct Entry {
    AccountEntry* account = nullptr;
    PhoneNumber phone;
    Waiting waiting;
    // The times under which it is in the queues.
    std::array<Instant, kQueues> at = {kNever, kNever, kNever};
    bool leased = false;
  };
  using Entries = absl::flat_hash_map<std::int64_t, Entry>;

  void Place(Entries::iterator found);
  void Move(std::int64_t lead, Entry& entry, Queue queue, Instant at);
  void Collect(Queue queue, const ClaimRequest& request, std::vector<Due>& due,
               Instant& next_due) const;

  std::map<AccountId, Account> accounts_;
  Entries leads_;
  // The first entry of each account that is not held.
  std::array<absl::btree_set<Due>, kQueues> heads_;
  absl::flat_hash_map<std::uint64_t, Lease> leases_;
  std::set<std::pair<Instant, std::uint64_t>> lease_ends_;
  std::uint64_t granted_ = 0;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_AGENDA_H_
