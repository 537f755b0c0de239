// Port: everything that is remembered. Six calls, each a whole transaction.
//
//   Append  events into the durable inbox             (host -> textback, and outcomes -> textback)
//   Claim   due work, with the lead it belongs to     (worker)
//   Commit  decisions: lead, outbox, journal, ledger, tasks
//   Settle  what became of claimed texts
//   Find    one lead as it stands
//   Read    the journal, in order
//
// Contract, checked by testing/storage_conformance.h for every implementation:
// - An OK from Append, Commit or Settle means durable: it survives kill -9 and, where the disk
//   keeps its word, power loss (R73).
// - A lead has at most one lease. While it is leased nothing else of that lead is claimed.
// - Order within a lead: its waiting events by arrival, then its waiting text, then its wake-up. So
//   STOP beats a queued text, and inbound beats outbound (R30). Between leads: by due time, then by
//   lead id; the same store and the same `now` give the same claims.
// - Nothing is claimed early: an event not before `received_at`, a text not before `decided_at`, a
//   wake-up not before `wake_at`.
// - One unreadable lead never blocks others: it is left out of Claim and reported in
//   `Claimed::problems`.
// - A lease ends by Commit or Settle of its work, by Commit or Settle failing with Aborted, or when
//   it expires.
//
// Threads: every call from any thread. Errors: InvalidArgument, the caller's mistake; Aborted, this
// work's lease or version is no longer yours and nothing of it was changed (drop the result, claim
// again); Unavailable, the backend is away or busy (retry with backoff, nothing happened);
// DataLoss, what is stored can't be read.
#ifndef TEXTBACK_PORTS_STORAGE_H_
#define TEXTBACK_PORTS_STORAGE_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "textback/model/decision.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"
#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

struct AppendResult {
  std::size_t appended = 0;
  std::size_t duplicates = 0;  // already known by (account, event id): unchanged, and no error
};

// A claimed text that may already have been handed over: its last claim ended without Settle. Ask
// the transport first.
struct ClaimedText {
  Text text;
  bool maybe_sent = false;
};

// One piece of claimed work and the lead it belongs to. `lease` proves the claim; opaque.
struct Work {
  Lead lead;
  // a WakeUp is an Event with an empty id, at = received_at = wake_at
  std::variant<Event, ClaimedText> item;
  std::uint64_t lease = 0;
};

struct ClaimRequest {
  Instant now = kNever;
  Duration lease = std::chrono::seconds{60};
  std::size_t limit = 100;  // at most this many leads, one piece of work each
};

struct Claimed {
  std::vector<Work> work;
  // earliest instant at which something unclaimed falls due, or a lease of an earlier Claim ends;
  // <= now where more is due already
  Instant next_due = kNever;
  // leads left out because they can't be read: for the operator
  std::vector<absl::Status> problems;
};

// A decision and the work that led to it. The item must be an Event.
struct Commitment {
  const Work* work = nullptr;
  const Decision* decision = nullptr;
  Instant now = kNever;  // the `now` that Step was given: the journal keeps it (R72)
};

// What became of a claimed text. The item must be a ClaimedText. `event` (TextSettled or
// TextNotSent) goes to the inbox in the same transaction that takes the text out of the outbox.
struct Settlement {
  const Work* work = nullptr;
  Event event;
};

// One line of the append-only journal: the event, the instant, the lead it found and what was
// decided.
struct JournalEntry {
  std::uint64_t seq = 0;  // from 1, in the order of commits
  Instant now = kNever;
  Event event;
  std::string decision;  // JSON, see codec/decision_json.h
};

class Storage {
 public:
  virtual ~Storage() = default;

  // All or nothing. An unknown lead comes into being with its first event.
  virtual absl::StatusOr<AppendResult> Append(std::span<const Event> events) = 0;

  virtual absl::StatusOr<Claimed> Claim(const ClaimRequest& request) = 0;

  // One transaction. The result has one status for each commitment, in order: OK or Aborted. An
  // Aborted one never hinders the others. A text whose key the store already knows: InvalidArgument
  // for that commitment (never twice, R60). A lead that would break an invariant: Internal. Both
  // change nothing and leave the lease. `Decision::withdraw` takes back what was never claimed: a
  // text that may have left stays, is claimed with `maybe_sent`, and meets the guards again.
  virtual absl::StatusOr<std::vector<absl::Status>> Commit(std::span<const Commitment> batch) = 0;

  // One transaction; one status for each, as in Commit.
  virtual absl::StatusOr<std::vector<absl::Status>> Settle(std::span<const Settlement> batch) = 0;

  // NotFound: never heard of.
  virtual absl::StatusOr<Lead> Find(const LeadId& id) = 0;

  // Up to `limit` journal entries with seq > `after`, in order; empty at the end.
  virtual absl::StatusOr<std::vector<JournalEntry>> ReadJournal(std::uint64_t after,
                                                                std::size_t limit) = 0;
};

}  // namespace textback

#endif  // TEXTBACK_PORTS_STORAGE_H_
