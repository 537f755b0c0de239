// What people of the account do (R3, R24, R26). When a person takes over, automation steps back.
#include "engine/people.h"

#include "engine/consent.h"
#include "engine/hand_out.h"
#include "engine/loop.h"
#include "engine/plan.h"
#include "engine/trade.h"
#include "engine/waiting.h"

namespace textback {
namespace {

// Records that a person was in touch with the lead. Returns false if that was before the current
// inquiry, and so was about something else.
bool InTouch(Draft& draft, const PersonId& person) {
  LeadState& state = draft.state;
  Attention& attention = state.attention;
  PersonDecided(draft);
  if (IsOpen(state.phase) && draft.event.at < state.inquiries.first_at) return false;
  attention.spoke_at = Latest(attention.spoke_at, draft.event.at);
  Touched(draft, draft.event.at);
  LeaveRequestToPerson(draft);  // R37
  const bool answers = attention.wrote_at == kNever || draft.event.at >= attention.wrote_at;
  if (answers) StopWaiting(draft);
  // Whoever talks with the lead has it (R27).
  if (!attention.taken && FindMember(draft.policy.account.team, person) != nullptr &&
      IsOpen(state.phase)) {
    attention.assigned = person;
    attention.taken = true;
  }
  return true;
}

// R24: ends automation; the lead is with a person from now on.
void PersonActs(Draft& draft, const PersonId& person, Why with_pending, Why without) {
  if (!InTouch(draft, person)) return draft.Because(Why::kOutOfOrder);
  if (draft.state.automated()) {
    TakeOver(draft, with_pending);
  } else {
    draft.Because(without);
  }
  PlanRearm(draft);
}

}  // namespace

void OnAnsweredCall(Draft& draft, const AnsweredCall& call) {
  draft.state.loop.alarm = false;  // R28: a person has spoken with them
  PersonActs(draft, call.person, Why::kCallerReached, Why::kNothingPending);
}

void OnPersonText(Draft& draft, const PersonText& text) {
  CountExchange(draft, draft.event.at);
  PersonActs(draft, text.person, Why::kPersonWrote, Why::kPersonWrote);
}

void OnOutcome(Draft& draft, const OutcomeReported& reported) {
  // R26: an outcome counts for its own episode only; one from before this inquiry is ignored.
  const bool earlier = IsOpen(draft.state.phase) && draft.event.at < draft.state.inquiries.first_at;
  if (draft.state.episode == 0 || earlier) return draft.Because(Why::kOutOfOrder);
  switch (reported.outcome) {
    case OutcomeReported::Outcome::kBooked:
      draft.state.loop.alarm = false;
      PersonDecided(draft);  // "lost" and "closed" do not say whether the lead may be texted
      EndAutomation(draft, Phase::kBooked);
      break;
    case OutcomeReported::Outcome::kLost:
      EndAutomation(draft, Phase::kLost);
      break;
    case OutcomeReported::Outcome::kClosed:
      EndAutomation(draft, Phase::kClosed);
      break;
  }
  draft.Because(Why::kOutcomeEndsEpisode);
}

void OnDetails(Draft& draft, const DetailsKnown& details) {
  const LeadProfile& known = details.profile;
  const Places& places = *draft.policy.places;
  if (!known.zone.empty() && places.FindZone(known.zone) == nullptr)
    return draft.Because(Why::kUnknownZone);
  const bool region_ok = known.region.empty() || places.KnowsRegion(known.region);
  const bool code_ok = known.postal_code.empty() || places.KnowsPostalCode(known.postal_code);
  if (!region_ok || !code_ok) return draft.Because(Why::kUnknownPlace);
  draft.LearnProfile(details.profile);
  NoteTrade(draft, details.profile.trade);
  // Tries of a step for which no hour was suitable: with a new place it is tried again.
  draft.state.sequence.tries = 0;
  draft.Because(Why::kDetailsRecorded);
}

}  // namespace textback
