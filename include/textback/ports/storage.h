// Port: everything that textback remembers. Seven calls, each one transaction.
//
//   Append         events into the durable inbox       (host -> textback, and outcomes -> textback)
//   Claim          due work, with its lead and account (decider: steps; sender: texts)
//   Commit         decisions: lead, outbox, journal, ledger, tasks
//   BeginHandOver  the last check before sending: may these texts leave?
//   Settle         outcomes of claimed texts
//   Find           one lead as it stands
//   ReadJournal    the journal, in order
//
// Contract, checked by testing/storage_conformance.h for every implementation:
// - An OK from Append, Commit, BeginHandOver or Settle means durable: it survives kill -9 and,
//   if the disk really writes what it confirms, power loss (R73).
// - A lead has at most one lease, for either kind of work. While it is leased, nothing else of that
//   lead is claimed.
// - Order within a lead: its waiting events by arrival, then its waiting text, then its wake-up. A
//   text is not claimed while an event of its lead is due, and a wake-up is not claimed while a
//   text waits. So a STOP comes before a queued text, and inbound before outbound (R30). Between
//   leads: by due time, then by lead id; but texts that somebody waits for (class response and
//   service) come before proactive ones (R62). The same store and the same `now` give the same
//   claims.
// - Nothing is claimed early: an event not before `received_at`, a text not before `decided_at` nor
//   before the `not_before` of its last Settle, a wake-up not before `wake_at`.
// - One unreadable lead never blocks others: Claim skips it and reports it in `Claimed::problems`.
//   An account whose record can't be read holds back its own leads only.
// - A lease ends by Commit or Settle of its work, by Commit, BeginHandOver or Settle failing with
//   Aborted, or when it expires.
//
// Threads: every call from any thread. Errors: InvalidArgument: the caller's mistake. Aborted: the
// lease, version or account record of this work is no longer yours, and nothing of it was changed
// (drop the result, claim again). Unavailable: the backend is away or busy, and nothing happened
// (retry with backoff). DataLoss: what is stored can't be read. Unimplemented: what is stored was
// written by a newer version of textback and stays as it is.
//
// testing/storage_wrapper.h forwards every call: override one to observe a storage or to make it
// fail.
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

  // All or nothing. An unknown lead is created by its first event.
  virtual absl::StatusOr<AppendResult> Append(std::span<const Event> events) = 0;

  virtual absl::StatusOr<Claimed> Claim(const ClaimRequest& request) = 0;

  // One transaction. The result has one status for each commitment, in order: OK or Aborted. An
  // Aborted one doesn't affect the others. InvalidArgument for a commitment: the store already has
  // a text with its key (never twice, R60). Internal: its lead would break an invariant. Both
  // change nothing, and the lease stays. `Decision::withdraw` removes a text that was never handed
  // over. A text that may have left stays; it is claimed with `maybe_sent`, and the guards are
  // asked again.
  virtual absl::StatusOr<std::vector<absl::Status>> Commit(std::span<const Commitment> batch) = 0;

  // Durably marks the texts that are about to leave, and writes the records of their accounts. One
  // transaction; one status for each text, in order. OK: the text may leave now, and its lease is
  // renewed. Aborted: it must not leave; its lease has ended, and it stays in the outbox as it was.
  // A text is Aborted if
  // - its lease is lost, or has expired at `now`;
  // - an event of its lead is due and not decided yet, no matter which process appended it (R13,
  //   R30);
  // - a SwitchThrown of its account is due and not decided yet (R64);
  // - the stored record of its account is neither equal to the given one (no change) nor exactly
  //   one version before it: another worker was faster.
  // A record that is one version further is written if at least one text of its account may leave,
  // or if this call has no text of its account. InvalidArgument for the whole call: a text that
  // isn't a ClaimedText, is given twice, or whose account has no record in `accounts`; an account
  // with two records.
  virtual absl::StatusOr<std::vector<absl::Status>> BeginHandOver(const HandOver& hand_over) = 0;

  // One transaction; one status for each, as in Commit.
  virtual absl::StatusOr<std::vector<absl::Status>> Settle(std::span<const Settlement> batch) = 0;

  // NotFound: the lead has never had an event.
  virtual absl::StatusOr<Lead> Find(const LeadId& id) = 0;

  // Up to `limit` journal entries after `after`, in order. A reader that continues from `next`
  // misses nothing, even while others commit. InvalidArgument: not a cursor of this store.
  virtual absl::StatusOr<JournalPage> ReadJournal(const JournalCursor& after,
                                                  std::size_t limit) = 0;
};

}  // namespace textback

#endif  // TEXTBACK_PORTS_STORAGE_H_
