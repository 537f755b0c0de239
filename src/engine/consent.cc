// Consent: what is recorded and what ends it (R30, R33, R40-R44).
#include "engine/consent.h"

#include <string>
#include <string_view>
#include <utility>

#include "engine/hand_out.h"
#include "engine/plan.h"
#include "engine/waiting.h"
#include "textback/policy/permission.h"

namespace textback {

void WithdrawConsent(Draft& draft) {
  // R30: an opt-out ends every existing consent. After it only a new express
  // consent counts.
  for (const Basis basis : {Basis::kInquiry, Basis::kPurchase, Basis::kQuote, Basis::kTransaction,
                            Basis::kReferralFirst, Basis::kExpress, Basis::kRequest}) {
    if (!draft.state.consent.Holds(basis, draft.now)) continue;
    draft.Record({.basis = basis,
                  .at = draft.event.at,
                  .withdrawn = true,
                  .evidence = EventEvidence(draft.event)});
  }
}

void PersonDecided(Draft& draft) {
  // Something done before the doubtful text was written does not decide about it.
  if (!draft.state.marks.doubtful || draft.old_news()) return;
  draft.state.marks.doubtful = false;
  draft.Because(Why::kPersonDecided);
}

void Reopen(Draft& draft) {
  LeadState& state = draft.state;
  if (!state.marks.opted_out && !state.marks.wrong_number && !state.marks.doubtful) return;
  if (draft.old_news()) return;
  state.marks.opted_out = false;
  state.marks.wrong_number = false;
  state.marks.doubtful = false;
  // A waiting confirmation that says "no more texts" would now be false.
  if (state.answer.kind == AnswerKind::kStopConfirmation) DropAnswer(draft);
  draft.Because(Why::kReopened);
}

void OptOut(Draft& draft) {
  LeadState& state = draft.state;
  EndAutomation(draft, Phase::kClosed);
  // R56: nothing but the confirmation, and an answer to HELP, follows a STOP.
  if (state.answer.kind == AnswerKind::kBotAnswer) DropAnswer(draft);
  state.marks.opted_out = true;
  state.marks.doubtful = false;
  WithdrawConsent(draft);
}

void OnConsent(Draft& draft, const ConsentGiven& given) {
  ConsentEntry entry = given.entry;
  // R37: a request is the lead's own words, and comes with its time.
  if (entry.basis == Basis::kNone || entry.basis == Basis::kResponse ||
      entry.basis == Basis::kRequest)
    return draft.Because(Why::kOutOfOrder);
  // R30: an opt-out survives imports. A consent from before the STOP does not cancel it.
  if (draft.state.marks.opted_out && !entry.withdrawn && draft.old_news()) {
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
    // R30, R32: a person or another system recorded that the lead wants no more texts.
    const bool held = draft.state.consent.Holds(Basis::kExpress, draft.now);
    OptOut(draft);
    if (!held) draft.Record(std::move(entry));  // R41: the ledger keeps what was recorded
    return draft.Because(Why::kStopReceived);
  }
  const bool express = entry.basis == Basis::kExpress;
  draft.Record(std::move(entry));
  draft.Because(Why::kConsentRecorded);
  if (express) Reopen(draft);
  PlanRearm(draft);  // a step that had no basis may have one now (R25)
}

}  // namespace textback
