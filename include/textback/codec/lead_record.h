// A lead as one record of bytes: its state and its profile. The SQLite store keeps it in the column
// `leads.record`, a stream engine as the state of a key, the simulation in memory.
//
// Later versions can read what this version writes. This version recognises what a later version
// wrote, and leaves it alone.
//
//   byte     version of the format, kLeadRecordVersion
//   fields   each: a tag, the length of its value, its value; tags in ascending order
//   0        the end
//
// Tag and length are numbers with seven bits in each byte, lowest bits first; the highest bit is
// set if another byte follows. A field that is absent has its default: never, zero, false, the
// first value of an enum, empty. So a lead takes 2 bytes if nothing is known about it, and about
// 120 in the middle of a follow-up.
//
//   true          no bytes           instant    6 bytes, milliseconds since 1970; all ones: never
//   number, phone lowest byte first  instants   one after the other, without epochs at the end
//   enum          1 byte             consent    for each basis, its number and an instant
//   id, text      its characters
//
// All fields and their tags are in src/codec/lead_fields.h. The id (account and phone) is not a
// field: it is the key under which the record is kept.
//
// Pure, thread-safe. Source: R73 (what was acknowledged survives; one bad lead doesn't block
// others).
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

// Raised when a tag gets another meaning or an enum another value, because older versions would
// misread these. A new field needs no new version: an older program doesn't know its tag and
// answers Unimplemented.
inline constexpr std::uint8_t kLeadRecordVersion = 3;

// Appends to `record`. Never fails; equal leads give equal bytes. An instant before 1970 or after
// 2248 (no event can lead to one) is written in a way that ReadLeadRecord refuses.
void AppendLeadRecord(const LeadProfile& profile, const LeadState& state, std::string& record);

// Reads the lead `id` from `record`.
//
// DataLoss: damaged or cut short. The message names the field. The caller skips the lead, and a
// person restores the record from a backup.
//
// Unimplemented: a newer version of textback wrote it. The caller skips the lead, doesn't overwrite
// the record, and tells a person to upgrade. The newer version then continues with the lead.
//
// Each value is checked by itself: enums, ids, phone numbers, instants. Whether they fit together
// is not checked here: call CheckInvariants next.
absl::StatusOr<Lead> ReadLeadRecord(const LeadId& id, std::string_view record);

}  // namespace textback

#endif  // TEXTBACK_CODEC_LEAD_RECORD_H_
