// Who picked up each leg of a call. Private to the calls layer.
#ifndef TEXTBACK_SRC_CALLS_LEGS_H_
#define TEXTBACK_SRC_CALLS_LEGS_H_

#include <absl/container/inlined_vector.h>

#include <string>

#include "textback/calls/call.h"
#include "textback/calls/phone_map.h"

namespace textback {

using Rows = absl::InlinedVector<RowRead, 2>;

struct LegRead {
  LegAnswer answer = LegAnswer::kNobody;
  std::string to;   // who rang
  std::string why;  // a few words; empty: nothing to say
  bool mailbox = false;
};

// Whether something picked up and stayed. A queue writes billed seconds for waiting as well, so the
// ending decides.
bool PickedUp(const CallRow& row);

// `rows`: all rows of the call, to find the other half of a Local channel.
LegRead ReadLeg(const RowRead& read, const Rows& rows, const PhoneMap& map);

}  // namespace textback

#endif  // TEXTBACK_SRC_CALLS_LEGS_H_
