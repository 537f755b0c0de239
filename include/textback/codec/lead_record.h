// A lead as one record of bytes: its state and its profile. The SQLite store keeps it in the column
// `leads.record`, a stream engine as the state of a key, the simulation as what stays in memory.
//
// The record lasts. What this version writes, later versions read; what a later version wrote, this
// one recognises as such and leaves alone.
//
//   byte     version of the format, kLeadRecordVersion
//   fields   each a tag, the length of its value, the value; tags ascend
//   0        the end
//
// Tag and length are numbers of seven bits a byte, the lowest first, the highest bit set where
// another byte follows. A field that is absent has the value that "nothing yet" has: never, zero,
// false, the first value of an enum, empty. So a lead that has done little takes little room: 2
// bytes where nothing is known, about 120 in the middle of a follow-up.
//
//   true          no bytes           instant    6 bytes, milliseconds since 1970; all ones: never
//   number, phone lowest byte first  instants   one after the other, epochs at the end left out
//   enum          1 byte             consent    for each basis its number and an instant
//   id, text      its characters
//
// All fields and their tags are in src/codec/lead_fields.h. The id (account and phone) is not one
// of them: it is the key under which the record is kept.
//
// Pure, thread-safe. Source: R73 (what was acknowledged survives, one bad lead hinders no other).
//
//   std::string record;
//   AppendLeadRecord(lead.profile, lead.state, record);
//   absl::StatusOr<Lead> again = ReadLeadRecord(lead.id, record);
#ifndef TEXTBACK_CODEC_LEAD_RECORD_H_
#define TEXTBACK_CODEC_LEAD_RECORD_H_

#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "textback/model/lead.h"

namespace textback {

// Raised when a tag gets another meaning or an enum another value: what older versions would
// misread. A new field needs no new version: older ones don't know its tag and say so.
inline constexpr std::uint8_t kLeadRecordVersion = 1;

// Appends to `record`. Never fails; equal leads give equal bytes. An instant before 1970 or after
// 2248, which no event can lead to, is written as one that ReadLeadRecord refuses.
void AppendLeadRecord(const LeadProfile& profile, const LeadState& state, std::string& record);

// The lead `id`, as `record` has it.
//
// DataLoss: damaged or cut short. The message names the field; the caller leaves the lead out, and
// a person restores the record from a backup.
//
// Unimplemented: a newer version of textback wrote it. The caller leaves the lead out, doesn't
// overwrite the record, and tells a person to upgrade; a newer version then goes on with the lead.
//
// Every value is checked for itself: enums, ids, phone numbers, instants. Whether they go together
// is the caller's next question: CheckInvariants.
absl::StatusOr<Lead> ReadLeadRecord(const LeadId& id, std::string_view record);

}  // namespace textback

#endif  // TEXTBACK_CODEC_LEAD_RECORD_H_
