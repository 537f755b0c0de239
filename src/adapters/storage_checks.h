// What a storage checks about a call before it changes anything. Shared by all storages, so that a
// mistake gets the same answer everywhere.
#ifndef TEXTBACK_SRC_ADAPTERS_STORAGE_CHECKS_H_
#define TEXTBACK_SRC_ADAPTERS_STORAGE_CHECKS_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <string>

#include "textback/ports/storage.h"

namespace textback {

// InvalidArgument: an event that could not be found again or read back. Whether it makes sense is
// for the engine to decide, which gives a reason (R74).
absl::Status CheckEvent(const Event& event);

absl::Status CheckRequest(const ClaimRequest& request);

// InvalidArgument: not a commitment of an event and its decision.
absl::Status CheckShape(const Commitment& commitment);

// Call it once the lease is known to be valid. Aborted: made for another version of the lead.
// Internal: the lead would break an invariant.
absl::Status CheckDecision(const Commitment& commitment);

// InvalidArgument, for the whole call: a work that is not a text, or a text listed twice; an
// account without a record, or with two.
absl::Status CheckShape(const HandOver& hand_over);

// InvalidArgument: not a settlement of a text and its outcome.
absl::Status CheckShape(const Settlement& settlement);

// The key of a work's text. The work's shape must have been checked.
const TextKey& KeyOfText(const Work& work);

// Compares a given record with the stored one. An account without a stored record has a fresh one.
enum class Standing : std::uint8_t {
  kStale,  // another worker has written since
  kSame,   // nothing changes
  kNext,   // the given record is to be written
};
Standing StandingOf(const AccountRecord& given, const AccountRecord& stored);

// The number in a cursor: a decimal text, empty for 0. InvalidArgument: this store did not give out
// the cursor. `last` is the number of the store's last entry.
absl::StatusOr<std::uint64_t> NumberOf(const JournalCursor& cursor, std::uint64_t last);

// Aborted
absl::Status LeaseLost(const LeadId& id);
absl::Status VersionLost(const LeadId& id);
absl::Status AccountLost(const AccountId& account);
absl::Status EventWaits(const LeadId& id);
absl::Status SwitchWaits(const LeadId& id);

// InvalidArgument
absl::Status KeyUsed(const TextKey& key);

// Names a lead in messages, for example "northside/+1403***0123".
std::string Masked(const LeadId& id);

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_STORAGE_CHECKS_H_
