// What happened to a text (R60-R62).
#ifndef TEXTBACK_SRC_ENGINE_SETTLE_H_
#define TEXTBACK_SRC_ENGINE_SETTLE_H_

#include "engine/draft.h"

namespace textback {

void OnTextSettled(Draft& draft, const TextSettled& settled);
void OnTextNotSent(Draft& draft, const TextNotSent& not_sent);
// The carrier accepted the text, or a person sent it.
void OnAccepted(Draft& draft, const TextKey& key, Instant at);
// R74: by the lead's record, no text with this key can have been made.
bool NeverMade(const Draft& draft, const TextKey& key);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_SETTLE_H_
