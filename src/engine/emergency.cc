#include "engine/emergency.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/answer.h"
#include "engine/plan.h"
#include "engine/waiting.h"

namespace textback {
namespace {

// R29: who is away is left out, as long as somebody is there.
std::vector<std::string> OnDuty(const Draft& draft) {
  const Account& account = draft.policy.account;
  const Attention& attention = draft.state.attention;
  std::vector<std::string> people;
  std::vector<std::string> away;
  for (const Member& member : account.team) {
    const bool has_it = attention.taken && attention.assigned == member.id;
    if (!has_it && member.on_call.has_value() && !IsOpen(*member.on_call, *account.zone, draft.now))
      continue;
    (account.IsAway(member.id, draft.now) ? away : people).emplace_back(member.id.view());
  }
  if (people.empty()) people = std::move(away);
  if (people.empty()) people.push_back(draft.owner());
  return people;
}

}  // namespace

Alarm AlarmIn(const Draft& draft, std::string_view message,
              const ReplyClassifier::Meaning& meaning) {
  // A machine's "in an emergency call 911" is no emergency.
  if (meaning.kind == ReplyKind::kAutoReply) return {};
  if (meaning.emergency == Emergency::kCertain)
    return {.level = meaning.emergency, .words = meaning.emergency_id};
  if (!draft.policy.emergency_words.HeardIn(message).empty())
    return {.level = Emergency::kCertain, .words = "account"};
  return {.level = meaning.emergency, .words = meaning.emergency_id};
}

void RaiseAlarm(Draft& draft, const Alarm& alarm, const std::string& quote, bool no_texts) {
  std::string detail = alarm.certain()
                           ? "an emergency: read what the lead says and call at once"
                           : "perhaps an emergency: read what the lead says, and call if it is one";
  if (no_texts || draft.state.marks.opted_out) detail += "; the lead opted out of texts: only call";
  for (std::string& person : OnDuty(draft))
    draft.AddTask(Task::Kind::kEmergency, std::move(person), detail).quote = quote;
  const Why why = alarm.certain() ? Why::kEmergency : Why::kPerhapsEmergency;
  draft.out.reasons.push_back({.why = why, .row = alarm.words});
}

bool TellWhomToCall(Draft& draft, const Alarm& alarm, std::string_view language) {
  if (!alarm.certain() || draft.policy.emergency_text == nullptr) return false;
  const Instant last = draft.state.answer.emergency_at;
  if (last != kNever && draft.now < last + kSameAnswerEvery) return true;  // they know it
  StartAnswer(draft, AnswerKind::kEmergencyText, language);
  return true;
}

void AfterInquiry(Draft& draft, const Alarm& alarm) {
  LeadState& state = draft.state;
  if (!alarm.certain() || !IsOpen(state.phase)) return;
  const Instant spoke = state.attention.spoke_at;
  // R3: we heard of it late, and a person has spoken with the lead since.
  if (spoke != kNever && draft.event.at <= spoke) return;
  if (state.automated()) EndAutomation(draft, Phase::kEngaged);
  StartWaiting(draft);
  TellWhomToCall(draft, alarm, {});
}

}  // namespace textback
