// What a storage checks of its callers before it changes anything. The same for every storage, so
// that the same mistake gets the same answer everywhere.
#ifndef TEXTBACK_SRC_ADAPTERS_STORAGE_CHECKS_H_
#define TEXTBACK_SRC_ADAPTERS_STORAGE_CHECKS_H_

#include <absl/status/status.h>

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

// InvalidArgument: not a settlement of a text and its outcome.
absl::Status CheckShape(const Settlement& settlement);

absl::Status LeaseLost(const LeadId& id);
absl::Status VersionLost(const LeadId& id);
absl::Status KeyUsed(const TextKey& key);

// "northside/+1403***0123": a lead in messages.
std::string Masked(const LeadId& id);

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_STORAGE_CHECKS_H_
