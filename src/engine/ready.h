// The ready text of assisted and manual accounts (R63).
#ifndef TEXTBACK_SRC_ENGINE_READY_H_
#define TEXTBACK_SRC_ENGINE_READY_H_

#include "engine/draft.h"

namespace textback {

void Remind(Draft& draft);
void ReadyExpired(Draft& draft);
void OnReadySent(Draft& draft, const ReadyTextSent& sent);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_READY_H_
