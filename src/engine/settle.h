// R60-R62: what became of a text.
#ifndef TEXTBACK_SRC_ENGINE_SETTLE_H_
#define TEXTBACK_SRC_ENGINE_SETTLE_H_

#include "engine/draft.h"

namespace textback {

void OnTextSettled(Draft& draft, const TextSettled& settled);
void OnTextNotSent(Draft& draft, const TextNotSent& not_sent);
// The carrier took it, or a person sent it.
void OnAccepted(Draft& draft, const TextKey& key, Instant at);
// R74: no text of this key can have been made, as far as a lead remembers.
bool NeverMade(const Draft& draft, const TextKey& key);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_SETTLE_H_
