// A lead's state in as few bytes as it needs: for what keeps millions of them in memory.
//
// A LeadState has room for everything that can be remembered, and of an idle lead most of that is
// at its default. Packed, what is at its default takes no room: about 100 bytes instead of 472.
// Every state comes back as it was, bit for bit.
//
// Pure, thread-safe. Not for disks: the layout is that of this version of the library, see
// docs/storage.md for what lasts.
//
//   std::string bytes;
//   PackState(lead.state, bytes);
//   absl::StatusOr<LeadState> state = UnpackState(bytes);
#ifndef TEXTBACK_CODEC_PACKED_LEAD_H_
#define TEXTBACK_CODEC_PACKED_LEAD_H_

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "textback/model/lead.h"

namespace textback {

// Appends to `out`.
void PackState(const LeadState& state, std::string& out);

// DataLoss: not the bytes of one packed state.
absl::StatusOr<LeadState> UnpackState(std::string_view bytes);

}  // namespace textback

#endif  // TEXTBACK_CODEC_PACKED_LEAD_H_
