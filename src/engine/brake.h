// R64: the kill switch and the volume breaker, as the account's withheld lead remembers them.
#ifndef TEXTBACK_SRC_ENGINE_BRAKE_H_
#define TEXTBACK_SRC_ENGINE_BRAKE_H_

#include "engine/draft.h"

namespace textback {

void OnSwitch(Draft& draft, const SwitchThrown& thrown);
void OnVolume(Draft& draft, const VolumeAlarm& alarm);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_BRAKE_H_
