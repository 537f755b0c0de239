// R3, R20-R44: what people do. A person of the account, or the lead, takes over and automation
// steps back.
#include <algorithm>
#include <optional>
#include <string>

#include "engine/draft.h"
#include "textback/policy/permission.h"

namespace textback {
namespace {

// Ends the automated steps because a person is there now.
void TakeOver(Draft& draft, Why why) {
  draft.EndAutomation(Phase::kEngaged);
  draft.Because(why);
}

// How long a machine's answer holds the sequence back (R23).
constexpr Duration kAutoReplyWait = std::chrono::hours{24};

void OnReply(Draft& draft) {
  draft.AddTask(Task::Kind::kReply, draft.state.opted_out
                                        ? "the lead opted out and wrote: only a person may answer"
                                        : "the lead wrote: answer within 15 minutes");
  if (draft.state.opted_out) {
    draft.Because(Why::kOptedOut);
    return;
  }
  draft.state.paused_until = kNever;  // whoever writes is back (R23)
  if (IsOpen(draft.state.phase) && !Expired(draft, InquiryKind::kText))
    return TakeOver(draft, Why::kReplied);
  draft.Because(Why::kInboundTextWithoutEpisode);
  const bool answered = draft.policy.account.answer_texts &&
                        draft.policy.follow_ups[InquiryKind::kText].playbook != nullptr;
  const std::optional<Why> untextable = Untextable(draft, MissedCall::Caller::kNumber);
  if (untextable.has_value()) draft.Because(*untextable);
  if (!answered || untextable.has_value())
    return OpenEpisode(draft, InquiryKind::kText, Phase::kEngaged);
  // The person is told as well, and ends the automated steps by writing.
  OpenEpisode(draft, InquiryKind::kText, Phase::kRecovering);
  draft.PlanStep(0);
}

// R32: it is left to a person, and until then nothing automated goes.
void OnDoubtful(Draft& draft) {
  if (draft.state.opted_out) return OnReply(draft);
  draft.state.doubtful = true;
  draft.AddTask(
      Task::Kind::kPerhapsStop,
      "the lead may want no more texts: read it; note that express consent is withdrawn, or "
      "answer yourself");
  if (IsOpen(draft.state.phase)) return draft.EndAutomation(Phase::kEngaged);
  draft.Because(Why::kInboundTextWithoutEpisode);
  OpenEpisode(draft, InquiryKind::kText, Phase::kEngaged);
}

// R36: nobody we know is there. What was consented to was somebody else's consent, and what we knew
// was of somebody else.
void OnWrongNumber(Draft& draft) {
  draft.EndAutomation(Phase::kUnreachable);
  draft.state.wrong_number = true;
  WithdrawConsent(draft);
  LeadProfile nobody = draft.profile();
  nobody.name.clear();
  nobody.trade = Trade::kUnknown;
  draft.LearnProfile(nobody);
  draft.AddTask(Task::Kind::kWrongNumber,
                "somebody else answers at this number: look for the right one");
}

// R23: no reply. What is planned waits; what is nearer than that moves.
void OnAutoReply(Draft& draft) {
  LeadState& state = draft.state;
  if (!draft.automated() || draft.event.at < state.last_inquiry_at) return;
  draft.AddTask(Task::Kind::kAutoReply,
                "a machine seems to have answered: the texts wait a day; look whether it was one");
  const Instant until = draft.event.at + kAutoReplyWait;
  state.paused_until = state.paused_until == kNever ? until : std::max(state.paused_until, until);
  if (!state.step.empty() && !state.in_flight) state.due = std::max(state.due, state.paused_until);
  if (state.acknowledge_at != kNever)
    state.acknowledge_at = std::max(state.acknowledge_at, state.paused_until);
  draft.SetWake();
}

void OnStart(Draft& draft) {
  const LeadState& state = draft.state;
  if (!state.opted_out && !state.wrong_number && !state.doubtful) return OnReply(draft);
  if (draft.old_news()) return draft.Because(Why::kOutOfOrder);
  Reopen(draft);
  draft.AddTask(Task::Kind::kReply, "the lead asked to be texted again: answer");
}

}  // namespace

void WithdrawConsent(Draft& draft) {
  // Compliance facts 1.6: an opt-out ends every consent there was; only a fresh express one counts
  // from here on.
  for (const Basis basis : {Basis::kInquiry, Basis::kPurchase, Basis::kQuote, Basis::kTransaction,
                            Basis::kReferralFirst, Basis::kExpress}) {
    if (!draft.state.consent.Holds(basis, draft.now)) continue;
    draft.Record({.basis = basis,
                  .at = draft.event.at,
                  .withdrawn = true,
                  .evidence = std::string(KindOf(draft.event)) + " " + draft.event.id.value()});
  }
}

void PersonDecided(Draft& draft) {
  // What was done before it was written says nothing about it.
  if (!draft.state.doubtful || draft.old_news()) return;
  draft.state.doubtful = false;
  draft.Because(Why::kPersonDecided);
}

void Reopen(Draft& draft) {
  LeadState& state = draft.state;
  if (!state.opted_out && !state.wrong_number && !state.doubtful) return;
  if (draft.old_news()) return;
  state.opted_out = false;
  state.wrong_number = false;
  state.doubtful = false;
  draft.Because(Why::kReopened);
}

void OptOut(Draft& draft) {
  LeadState& state = draft.state;
  draft.EndAutomation(Phase::kClosed);
  state.opted_out = true;
  state.doubtful = false;
  WithdrawConsent(draft);
}

void OnAnsweredCall(Draft& draft) {
  PersonDecided(draft);
  const LeadState& state = draft.state;
  if (!draft.automated()) return draft.Because(Why::kNothingPending);
  // A talk from before the inquiry says nothing about it.
  if (draft.event.at < state.inquiry_at) return draft.Because(Why::kOutOfOrder);
  TakeOver(draft, Why::kCallerReached);
}

void OnTextIn(Draft& draft, const TextIn& text) {
  if (!text.line.withheld()) draft.state.line = text.line;
  if (draft.lead.id.phone.withheld()) return draft.Because(Why::kOutOfOrder);
  const std::string& known = draft.lead.profile.locale;
  const ReplyClassifier::Answer answer = draft.policy.replies->Classify(
      text.body, known.empty() ? draft.policy.account.locale : known);
  const auto because = [&](Why why) {
    draft.out.reasons.push_back({.why = why, .row = answer.id});
  };
  switch (answer.kind) {
    case ReplyKind::kStop:
      OptOut(draft);
      return because(Why::kStopReceived);
    case ReplyKind::kDoubtful:
      OnDoubtful(draft);
      return because(Why::kDoubtful);
    case ReplyKind::kWrongNumber:
      OnWrongNumber(draft);
      return because(Why::kWrongNumber);
    case ReplyKind::kAutoReply:
      OnAutoReply(draft);
      return because(Why::kAutoReplied);
    case ReplyKind::kStart:
      return OnStart(draft);
    case ReplyKind::kHelp:
      draft.AddTask(Task::Kind::kHelp, "the lead asked who is writing: answer");
      return draft.Because(Why::kHelpAsked);
    case ReplyKind::kReply:
      return OnReply(draft);
  }
}

void OnPersonText(Draft& draft) {
  PersonDecided(draft);
  if (!draft.automated()) return draft.Because(Why::kPersonWrote);
  if (draft.event.at < draft.state.inquiry_at) return draft.Because(Why::kOutOfOrder);
  TakeOver(draft, Why::kPersonWrote);
}

void OnConsent(Draft& draft, const ConsentGiven& given) {
  ConsentEntry entry = given.entry;
  if (entry.basis == Basis::kNone || entry.basis == Basis::kResponse)
    return draft.Because(Why::kOutOfOrder);
  // R30: suppressions survive imports. A consent from before the STOP is history, not a new yes.
  if (draft.state.opted_out && !entry.withdrawn && draft.old_news()) {
    return draft.Because(Why::kOutOfOrder);
  }
  entry.at = draft.event.at;
  if (!entry.withdrawn && entry.expires_at == kNever) {
    const Candidates candidates = PlaceOf(draft.After(), draft.policy).candidates;
    const Terms terms = TermsAt(candidates, entry.at);
    if (entry.basis == Basis::kInquiry)
      entry.expires_at = ExpiryOf(entry.at, terms.inquiry_months, candidates);
    if (entry.basis == Basis::kPurchase)
      entry.expires_at = ExpiryOf(entry.at, terms.purchase_months, candidates);
  }
  if (entry.basis == Basis::kExpress && entry.withdrawn) {
    // R30, R32: a person, or another system, notes what was said to them: no more texts.
    OptOut(draft);
    return draft.Because(Why::kStopReceived);
  }
  const bool express = entry.basis == Basis::kExpress;
  draft.Record(std::move(entry));
  draft.Because(Why::kConsentRecorded);
  if (express) Reopen(draft);
}

void OnOutcome(Draft& draft, const OutcomeReported& reported) {
  // R26: an outcome counts for its own episode; one from before this inquiry says nothing about it.
  const bool earlier = IsOpen(draft.state.phase) && draft.event.at < draft.state.inquiry_at;
  if (draft.state.episode == 0 || earlier) return draft.Because(Why::kOutOfOrder);
  switch (reported.outcome) {
    case OutcomeReported::Outcome::kBooked:
      PersonDecided(draft);  // lost and closed leave it open whether they may be texted
      draft.EndAutomation(Phase::kBooked);
      break;
    case OutcomeReported::Outcome::kLost:
      draft.EndAutomation(Phase::kLost);
      break;
    case OutcomeReported::Outcome::kClosed:
      draft.EndAutomation(Phase::kClosed);
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
  draft.state.tries = 0;  // of a step that no hour suited: another place, another try
  draft.Because(Why::kDetailsRecorded);
}

}  // namespace textback
