// Reports the kill switch and the volume breaker (R64). How they work is in the account's record,
// see account_limits.h.
#ifndef TEXTBACK_SRC_ENGINE_BRAKE_H_
#define TEXTBACK_SRC_ENGINE_BRAKE_H_

#include "engine/draft.h"

namespace textback {

void OnSwitch(Draft& draft, const SwitchThrown& thrown);
void OnVolume(Draft& draft, const VolumeAlarm& alarm);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_BRAKE_H_
