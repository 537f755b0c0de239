// Inquiries (R1-R7).
#ifndef TEXTBACK_SRC_ENGINE_INQUIRY_H_
#define TEXTBACK_SRC_ENGINE_INQUIRY_H_

#include "engine/draft.h"

namespace textback {

// A call that nobody answered: joins or opens an episode, or becomes a task (R1-R5).
void Inquire(Draft& draft, MissedCall::Caller caller,
             CallerCheck authentication = CallerCheck::kNotSaid);
void OnMissedCall(Draft& draft, const MissedCall& call);
void OnForm(Draft& draft, const FormInquiry& form);
void OnEstimate(Draft& draft, const EstimateSent& estimate);
// Opens an episode (R5). The caller plans what follows.
void OpenEpisode(Draft& draft, InquiryKind inquiry, Phase phase);
// R5: the episode is open, but nothing has happened in it for long.
bool Expired(const Draft& draft, InquiryKind inquiry);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_INQUIRY_H_
