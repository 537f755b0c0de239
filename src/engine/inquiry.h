// R1-R7: what an inquiry does.
#ifndef TEXTBACK_SRC_ENGINE_INQUIRY_H_
#define TEXTBACK_SRC_ENGINE_INQUIRY_H_

#include "engine/draft.h"

namespace textback {

void OnMissedCall(Draft& draft, const MissedCall& call);
void OnForm(Draft& draft, const FormInquiry& form);
void OnEstimate(Draft& draft, const EstimateSent& estimate);
// R5; what it leads to is the caller's.
void OpenEpisode(Draft& draft, InquiryKind inquiry, Phase phase);
// R5: open, but nothing has happened in it for long.
bool Expired(const Draft& draft, InquiryKind inquiry);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_INQUIRY_H_
