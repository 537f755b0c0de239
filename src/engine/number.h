// R2, R28, R32, R36: may anybody be texted at this number?
#ifndef TEXTBACK_SRC_ENGINE_NUMBER_H_
#define TEXTBACK_SRC_ENGINE_NUMBER_H_

#include <optional>
#include <string_view>

#include "engine/draft.h"

namespace textback {

// Why nobody may be; nothing where somebody may.
std::optional<Why> Untextable(const Draft& draft, MissedCall::Caller caller);

// R2: the carrier refuses it for good, whichever text it says so about. `not_mobile`: because no
// phone there takes texts.
void NumberRefused(Draft& draft, bool not_mobile, std::string_view code);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_NUMBER_H_
