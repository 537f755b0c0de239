// Which lead is due when, and who works on which: the order of Claim, in memory.
//
// For storages that have their leads to themselves: memory, and SQLite's owner, who reads it from
// the table when the store is opened. Leads are numbers here, rows of the storage. Leases die with
// the process; that a text may have left is for the storage to keep.
//
// One queue for each account and kind of work, and for each kind the heads of all accounts: a Claim
// for a few accounts walks past the heads of the others, not past their leads.
//
// Nothing in here knows of transactions: call it once they are through. Not thread-safe: the
// storage guards it.
#ifndef TEXTBACK_SRC_ADAPTERS_SCHEDULE_H_
#define TEXTBACK_SRC_ADAPTERS_SCHEDULE_H_

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

// What waits for one lead; kNever: nothing of that kind.
struct Waiting {
  Instant event_at = kNever;  // the oldest event
  Instant text_at = kNever;   // the first text: since it was decided, or until it was given back
  bool proactive = false;     // that text: nobody waits for it, so all others go first (R62)
  Instant wake_at = kNever;   // the timer: it rests while a text waits

  // Of whatever kind.
  Instant next_at() const { return std::min(event_at, text_at == kNever ? wake_at : text_at); }
};

struct Lease {
  std::int64_t lead = 0;
  LeadId id;
  std::int64_t event = 0;  // the storage's number of the claimed event; 0: a wake-up or a text
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

  // What `request` is to be given, in order. Lowers `next_due` to when more falls due.
  std::vector<Due> Next(const ClaimRequest& request, Instant& next_due) const;

  // The lead can't be read: forgotten until the store is opened again.
  void Drop(std::int64_t lead);
  // The account's record can't be read: its leads wait until the store is opened again.
  void Hold(const AccountId& account);

  // The token of a new lease, never used before.
  std::uint64_t Grant(const Lease& lease);
  // Null: ended, or of another lead.
  const Lease* Find(std::uint64_t token, const LeadId& id) const;
  void Renew(std::uint64_t token, Instant expires_at);
  // The lead is free again, and this is what waits for it.
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
    std::array<Instant, kQueues> at = {kNever, kNever, kNever};  // as it stands in the queues
    bool leased = false;
  };
  using Entries = absl::flat_hash_map<std::int64_t, Entry>;

  void Place(Entries::iterator found);
  void Move(std::int64_t lead, Entry& entry, Queue queue, Instant at);
  void Collect(Queue queue, const ClaimRequest& request, std::vector<Due>& due,
               Instant& next_due) const;

  std::map<AccountId, Account> accounts_;
  Entries leads_;
  std::array<absl::btree_set<Due>, kQueues> heads_;  // the first of each account that isn't held
  absl::flat_hash_map<std::uint64_t, Lease> leases_;
  std::set<std::pair<Instant, std::uint64_t>> lease_ends_;
  std::uint64_t granted_ = 0;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_SCHEDULE_H_
