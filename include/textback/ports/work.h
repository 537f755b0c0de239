// What goes in and out of a Storage: claimed work, decisions, hand-overs, outcomes.
//
// Pure values; see storage.h for the calls that take and return them. Pointers and spans are read
// during the call only.
#ifndef TEXTBACK_PORTS_WORK_H_
#define TEXTBACK_PORTS_WORK_H_

#include <absl/status/status.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <variant>
#include <vector>

#include "textback/model/account_record.h"
#include "textback/model/decision.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"
#include "textback/model/policy_record.h"
#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

struct AppendResult {
  std::size_t appended = 0;
  std::size_t duplicates = 0;  // (account, event id) already known: unchanged, not an error
};

// Deciders claim steps, senders claim texts: neither waits for the other.
enum class WorkKind : std::uint8_t {
  kSteps,  // events and wake-ups: to decide, then Commit
  kTexts,  // decided texts: to hand over, then Settle
};

// A claimed text. `maybe_sent`: it may already have been handed over, because BeginHandOver marked
// it and its worker died before it was settled. Ask the transport first.
struct ClaimedText {
  Text text;
  bool maybe_sent = false;
};

// One piece of claimed work and its lead. `lease` proves the claim; opaque.
struct Work {
  Lead lead;
  // A wake-up is an Event with an empty id and at = received_at = wake_at.
  std::variant<Event, ClaimedText> item;
  std::uint64_t lease = 0;
};

struct ClaimRequest {
  WorkKind kind = WorkKind::kSteps;
  Instant now = kNever;
  Duration lease = std::chrono::seconds{60};
  std::size_t limit = 100;  // at most this many leads, one piece of work each
  // Only leads of these accounts. Null: of every account. An empty set claims nothing.
  const std::set<AccountId>* accounts = nullptr;
};

struct Claimed {
  std::vector<Work> work;
  // The record of each account in `work`, once, in order of id; a fresh one if none is stored.
  std::vector<AccountRecord> accounts;
  // The earliest instant at which work of this kind and of these accounts falls due, or a lease
  // ends; <= now if more is due already.
  Instant next_due = kNever;
  // Leads and accounts that were skipped because they can't be read: for the operator.
  std::vector<absl::Status> problems;
};

// A decision and the work that led to it. The item must be an Event.
struct Commitment {
  const Work* work = nullptr;
  const Decision* decision = nullptr;
  Instant now = kNever;  // the `now` that Step was given: the journal keeps it (R72)
  // The rules it was made under. Null: not recorded. Sources that are new are stored.
  const PolicyRecord* policy = nullptr;
  // The account's record afterwards, if this event changes it (a switch is thrown, the provider
  // refuses the account); its version is one more than the stored one. Null: unchanged.
  const AccountRecord* account = nullptr;
};

// Texts that are about to leave, and how that changes their accounts.
struct HandOver {
  std::span<const Work* const> texts;
  // The record of every account of `texts`, as it is once they have left: the one from Claim if
  // nothing changes, else one version further. Records of other accounts may be included; if
  // another worker has written a newer one of these, that one stays.
  std::span<const AccountRecord> accounts;
  Instant now = kNever;
  Duration lease = std::chrono::seconds{60};  // for texts that may leave, counted from `now`
};

// The outcome of a claimed text. The item must be a ClaimedText.
struct Settlement {
  const Work* work = nullptr;
  // TextSettled or TextNotSent: goes into the inbox in the same transaction that takes the text out
  // of the outbox. Nothing: the text certainly never left and is given back. It stays as it was
  // decided, is no longer marked as handed over, and is claimed again.
  std::optional<Event> event;
  Instant not_before = Instant{};  // given back: not claimed before this instant (R62)
};

}  // namespace textback

#endif  // TEXTBACK_PORTS_WORK_H_
