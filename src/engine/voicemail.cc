// Voicemail: a missed call whose caller left a message (R9).
#include "engine/voicemail.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <string>

#include "engine/assignment.h"
#include "engine/call.h"
#include "engine/emergency.h"
#include "engine/hand_out.h"
#include "engine/inquiry.h"
#include "engine/language.h"
#include "engine/number.h"
#include "engine/plan.h"
#include "engine/waiting.h"

namespace textback {
namespace {

// What was known before is better than what a transcript says.
void LearnFrom(Draft& draft, const Voicemail& message) {
  if (draft.lead.id.phone.withheld() || draft.state.marks.wrong_number) return;
  LeadProfile profile = draft.profile();
  const Account& account = draft.policy.account;
  if (profile.name.empty()) {
    const HeardNames::Heard heard = draft.policy.replies->names().In(
        message.transcript, absl::StrCat(account.person, " ", account.name));
    profile.name = heard.name;
    if (!heard.name.empty())
      draft.out.reasons.push_back({.why = Why::kMessageSaysName, .row = heard.id});
  }
  if (profile.trade.empty()) {
    profile.trade = draft.policy.follow_ups.TradeHeardIn(message.transcript);
    if (!profile.trade.empty()) draft.Because(Why::kMessageSaysTrade);
  }
  draft.LearnProfile(profile);
}

// R32: "take me off your list", or a caller who wanted somebody else. A person decides; nothing
// automated goes before. Nothing in a message is consent, START or an answer to a question.
bool NeedsPerson(ReplyKind kind) {
  return kind == ReplyKind::kStop || kind == ReplyKind::kDoubtful ||
         kind == ReplyKind::kWrongNumber;
}

// A text_1 that goes later says that the message arrived.
void NoteMessage(Draft& draft) {
  Inquiries& inquiries = draft.state.inquiries;
  if (IsOpen(draft.state.phase))
    inquiries.message_at = Latest(inquiries.message_at, draft.event.at);
}

void Doubt(Draft& draft, const Voicemail& message, std::string_view words) {
  LeadState& state = draft.state;
  state.asked_consent_at = kNever;
  Wrote(draft, draft.event.at);
  state.marks.doubtful = true;
  DropRequest(draft);  // R37
  if (IsOpen(state.phase)) {
    EndAutomation(draft, Phase::kEngaged);
  } else {
    OpenEpisode(draft, InquiryKind::kMissedCall, Phase::kEngaged);
  }
  NoteMessage(draft);
  draft.out.reasons.push_back({.why = Why::kDoubtful, .row = words});
  draft
      .AddTask(Task::Kind::kPerhapsStop, Assigned(draft),
               "the lead left a message and may want no texts: read it or listen to it; note that "
               "express consent is withdrawn, or answer yourself")
      .quote = message.transcript;
  StartWaiting(draft);
}

std::string Told(const Voicemail& message) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(message.length).count();
  if (seconds <= 0) return "the lead left a message: listen to it and answer";
  return absl::StrFormat("the lead left a message of %d second%s: listen to it and answer", seconds,
                         seconds == 1 ? "" : "s");
}

// One task for each message, with its words: the one that the call makes anyway, or its own.
void Tell(Draft& draft, const Voicemail& message) {
  std::vector<Task>& tasks = draft.out.tasks;
  const auto of_call = std::find_if(tasks.begin(), tasks.end(), [](const Task& task) {
    return task.kind == Task::Kind::kCallBack || task.kind == Task::Kind::kRepeatCall ||
           task.kind == Task::Kind::kCalledAfterStop;
  });
  if (of_call == tasks.end()) {
    draft.AddTask(Task::Kind::kVoicemail, draft.owner(), Told(message)).quote = message.transcript;
    return;
  }
  of_call->detail += "; there is a message";
  of_call->quote = message.transcript;
}

}  // namespace

void OnVoicemail(Draft& draft, const Voicemail& message) {
  LeadState& state = draft.state;
  if (LetPass(draft, message.caller, kRangUnknown)) return;
  if (!message.line.withheld()) state.line = message.line;
  draft.Because(Why::kVoicemailLeft);
  const bool unproven = Unproven(draft, message.authentication);
  const bool textable =
      !unproven && !state.marks.opted_out && !Untextable(draft, message.caller).has_value();
  const ReplyClassifier::Meaning meaning =
      draft.policy.replies->Classify(message.transcript, TongueOf(draft).locale);
  const Alarm alarm = AlarmIn(draft, message.transcript, meaning);
  if (alarm.any()) RaiseAlarm(draft, alarm, message.transcript);
  if (textable && NeedsPerson(meaning.kind)) return Doubt(draft, message, meaning.id);
  if (!unproven) LearnFrom(draft, message);
  Inquire(draft, message.caller, message.authentication);
  NoteMessage(draft);
  Tell(draft, message);
  AfterInquiry(draft, alarm);
}

}  // namespace textback
