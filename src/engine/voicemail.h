// Voicemail: a missed call whose caller left a message (R9).
#ifndef TEXTBACK_SRC_ENGINE_VOICEMAIL_H_
#define TEXTBACK_SRC_ENGINE_VOICEMAIL_H_

#include "engine/draft.h"

namespace textback {

void OnVoicemail(Draft& draft, const Voicemail& message);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_VOICEMAIL_H_
