// May this number be texted? (R2, R28, R32, R36)
#ifndef TEXTBACK_SRC_ENGINE_NUMBER_H_
#define TEXTBACK_SRC_ENGINE_NUMBER_H_

#include <optional>
#include <string_view>

#include "engine/draft.h"

namespace textback {

// Why the number must not be texted; empty if it may be.
std::optional<Why> Untextable(const Draft& draft, MissedCall::Caller caller);

// R8: the number failed its authentication, so it may be borrowed, and before this event we knew
// nothing else of the lead.
bool Unproven(const Draft& draft, CallerCheck authentication);

// True if a text gives a telephone number other than the lead's own: "call me at 403-555-0188".
// Seven digits count, as people leave their own area code out.
bool GivesAnotherNumber(const Draft& draft, std::string_view text);

// R2: the carrier refuses the number for good, whichever text the report is about. `not_mobile`:
// the number belongs to a phone that cannot receive texts.
void NumberRefused(Draft& draft, bool not_mobile, std::string_view code);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_NUMBER_H_
