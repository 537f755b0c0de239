// Emergencies: danger or damage, now (R39).
#ifndef TEXTBACK_SRC_ENGINE_EMERGENCY_H_
#define TEXTBACK_SRC_ENGINE_EMERGENCY_H_

#include <string>
#include <string_view>

#include "engine/draft.h"

namespace textback {

struct Alarm {
  Emergency level = Emergency::kNone;
  std::string_view words;  // id of the phrase, or "account" for the account's own words

  bool any() const { return level != Emergency::kNone; }
  bool certain() const { return level == Emergency::kCertain; }
};
// What the usual words and the account's own say about a message of the lead.
Alarm AlarmIn(const Draft& draft, std::string_view message,
              const ReplyClassifier::Meaning& meaning);

// Tells every person on duty, and who has the lead; if there is none, the owner. Nothing limits
// this: no cap, no loop, no hours. `no_texts`: the message is also a STOP.
void RaiseAlarm(Draft& draft, const Alarm& alarm, const std::string& quote, bool no_texts = false);

// The account's words for an emergency are sent, if it has any and the emergency is certain.
// Returns whether they are, or were within the hour.
bool TellWhomToCall(Draft& draft, const Alarm& alarm, std::string_view language);

// After a call's message or a form, once it was taken up as an inquiry: a certain emergency ends
// the automated steps, text_1 too.
void AfterInquiry(Draft& draft, const Alarm& alarm);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_EMERGENCY_H_
