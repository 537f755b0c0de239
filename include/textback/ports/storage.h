// Port: everything that is remembered. Seven calls, each a whole transaction.
//
//   Append         events into the durable inbox       (host -> textback, and outcomes -> textback)
//   Claim          due work, with its lead and account (decider: steps; sender: texts)
//   Commit         decisions: lead, outbox, journal, ledger, tasks
//   BeginHandOver  the last word before the wire: may these texts leave?
//   Settle         what became of claimed texts
//   Find           one lead as it stands
//   ReadJournal    the journal, in order
//
// Contract, checked by testing/storage_conformance.h for every implementation:
// - An OK from Append, Commit, BeginHandOver or Settle means durable: it survives kill -9 and,
//   where the disk keeps its word, power loss (R73).
// - A lead has at most one lease, whichever kind of work it is for. While it is leased nothing else
//   of that lead is claimed.
// - Order within a lead: its waiting events by arrival, then its waiting text, then its wake-up. A
//   text is not claimed while an event of its lead is due, nor a wake-up while a text waits. So
//   STOP beats a queued text, and inbound beats outbound (R30). Between leads: by due time, then by
//   lead id, but texts that somebody waits for (class response and service) before proactive ones
//   (R62); the same store and the same `now` give the same claims.
// - Nothing is claimed early: an event not before `received_at`, a text not before `decided_at` nor
//   before the instant it was given back until, a wake-up not before `wake_at`.
// - One unreadable lead never blocks others: it is left out of Claim and reported in
//   `Claimed::problems`. An account whose record can't be read holds its own leads, nobody else's.
// - A lease ends by Commit or Settle of its work, by Commit, BeginHandOver or Settle failing with
//   Aborted, or when it expires.
//
// Threads: every call from any thread. Errors: InvalidArgument, the caller's mistake; Aborted, this
// work's lease, version or account record is no longer yours, and nothing of it was changed (drop
// the result, claim again); Unavailable, the backend is away or busy (retry with backoff, nothing
// happened); DataLoss, what is stored can't be read; Unimplemented, what is stored was written by a
// newer version of textback and is left alone.
//
// testing/storage_wrapper.h forwards every call: override one to watch or to break a storage.
#ifndef TEXTBACK_PORTS_STORAGE_H_
#define TEXTBACK_PORTS_STORAGE_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstddef>
#include <span>
#include <vector>

#include "textback/ports/journal.h"
#include "textback/ports/work.h"

namespace textback {

class Storage {
 public:
  virtual ~Storage() = default;

  // All or nothing. An unknown lead comes into being with its first event.
  virtual absl::StatusOr<AppendResult> Append(std::span<const Event> events) = 0;

  virtual absl::StatusOr<Claimed> Claim(const ClaimRequest& request) = 0;

  // One transaction. The result has one status for each commitment, in order: OK or Aborted. An
  // Aborted one never hinders the others. A text whose key the store already knows: InvalidArgument
  // for that commitment (never twice, R60). A lead that would break an invariant: Internal. Both
  // change nothing and leave the lease. `Decision::withdraw` takes back what was never handed over:
  // a text that may have left stays, is claimed with `maybe_sent`, and meets the guards again.
  virtual absl::StatusOr<std::vector<absl::Status>> Commit(std::span<const Commitment> batch) = 0;

  // Durably marks exactly the texts that are about to leave, and writes the records of their
  // accounts. One transaction; one status for each text, in order. OK: it may leave now, and its
  // lease is renewed. Aborted: it must not leave; its lease has ended and it waits in the outbox as
  // it was. That is so where
  // - the lease is lost, or has run out at `now`;
  // - an event of its lead is due and not decided yet, whichever process appended it (R13, R30);
  // - a SwitchThrown of its account is due and not decided yet (R64);
  // - the stored record of its account is neither equal to the given one, so that nothing changes,
  //   nor the one that the given one follows: another worker was faster.
  // A record that follows is written where at least one of its texts may leave, or where it has
  // none in this call. InvalidArgument for the whole call: a text that isn't a ClaimedText, is
  // given twice, or whose account has no record in `accounts`; an account with two records.
  virtual absl::StatusOr<std::vector<absl::Status>> BeginHandOver(const HandOver& hand_over) = 0;

  // One transaction; one status for each, as in Commit.
  virtual absl::StatusOr<std::vector<absl::Status>> Settle(std::span<const Settlement> batch) = 0;

  // NotFound: never heard of.
  virtual absl::StatusOr<Lead> Find(const LeadId& id) = 0;

  // Up to `limit` journal entries after `after`, in order. A reader that keeps `next` and comes
  // again misses nothing, also while others commit. InvalidArgument: not a cursor of this store.
  virtual absl::StatusOr<JournalPage> ReadJournal(const JournalCursor& after,
                                                  std::size_t limit) = 0;
};

}  // namespace textback

#endif  // TEXTBACK_PORTS_STORAGE_H_
