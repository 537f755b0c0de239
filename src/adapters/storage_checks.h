// What a storage checks of its callers before it changes anything. The same for every storage, so
// that the same mistake gets the same answer everywhere.
#ifndef TEXTBACK_SRC_ADAPTERS_STORAGE_CHECKS_H_
#define TEXTBACK_SRC_ADAPTERS_STORAGE_CHECKS_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <string>

#include "textback/ports/storage.h"

namespace textback {

// InvalidArgument: an event that could not be found again or read back. Whether it makes sense is
// not asked here: the engine says so, with a reason (R74).
absl::Status CheckEvent(const Event& event);

absl::Status CheckRequest(const ClaimRequest& request);

// InvalidArgument: not a commitment of an event and its decision.
absl::Status CheckShape(const Commitment& commitment);

// To be asked once the lease is known to hold. Aborted: made for another version of the lead.
// Internal: the lead would break an invariant.
absl::Status CheckDecision(const Commitment& commitment);

// InvalidArgument, for the whole call: a text that is none, or comes twice; an account without a
// record, or with two.
absl::Status CheckShape(const HandOver& hand_over);

// InvalidArgument: not a settlement of a text and its outcome.
absl::Status CheckShape(const Settlement& settlement);

// Of the text of a work whose shape was checked.
const TextKey& KeyOfText(const Work& work);

// How a record that was handed in stands to the stored one, which is a fresh one where none is.
enum class Standing : std::uint8_t {
  kStale,  // another worker has written meanwhile
  kSame,   // nothing changes
  kNext,   // to be written
};
Standing StandingOf(const AccountRecord& given, const AccountRecord& stored);

// The number in a cursor: a decimal text, empty for 0. InvalidArgument: nothing that this store has
// given out; `last` is the number of its last entry.
absl::StatusOr<std::uint64_t> NumberOf(const JournalCursor& cursor, std::uint64_t last);

// Aborted
absl::Status LeaseLost(const LeadId& id);
absl::Status VersionLost(const LeadId& id);
absl::Status AccountLost(const AccountId& account);
absl::Status EventWaits(const LeadId& id);
absl::Status SwitchWaits(const LeadId& id);

// InvalidArgument
absl::Status KeyUsed(const TextKey& key);

// "northside/+1403***0123": a lead in messages.
std::string Masked(const LeadId& id);

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_STORAGE_CHECKS_H_
