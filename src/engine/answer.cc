// R22, R31, R34: what is said back at once: the confirmation of a STOP, the answer to HELP, the
// holding reply.
#include <algorithm>
#include <utility>

#include "engine/draft.h"

namespace textback {
namespace {

// R10, R31: within minutes or not at all.
constexpr Duration kAnswerWithin = std::chrono::minutes{5};
// R22: a person may still be quicker.
constexpr Duration kHoldingAfter = std::chrono::seconds{60};
constexpr Duration kAskAgainAfter = std::chrono::seconds{30};

StepName StepOf(Answer answer) {
  // The names are short and of plain letters: Parse can't refuse them.
  return StepName::Parse(NameOf(answer)).value_or(StepName());
}

void NoteDropped(Draft& draft) {
  draft.out.notes.push_back({.kind = StepNote::Kind::kDropped, .step = StepOf(draft.state.answer)});
}

}  // namespace

void StartAnswer(Draft& draft, Answer answer, std::string_view language) {
  LeadState& state = draft.state;
  if (draft.policy.follow_ups.service == nullptr || state.looped) return;
  // One that is on its way answers this too.
  if (draft.answering() && state.answer == answer) return;
  if (draft.answering()) draft.TakeBack();  // another one is out: the newer one counts
  // An answer follows what was written, not when we heard of it.
  const bool holding = answer == Answer::kHoldingReply;
  state.answer = answer;
  state.answer_at = holding ? draft.now + kHoldingAfter : draft.now;
  state.answer_by = std::min(draft.event.at, draft.now) + kAnswerWithin;
  state.answer_language = LanguageId::Parse(language).value_or(LanguageId());
  draft.SetWake();
}

void DropAnswer(Draft& draft) {
  LeadState& state = draft.state;
  if (state.answer == Answer::kNone) return;
  if (draft.answering()) draft.TakeBack();
  NoteDropped(draft);
  state.answer = Answer::kNone;
  state.answer_at = kNever;
  state.answer_by = kNever;
  state.answer_language = LanguageId();
  draft.SetWake();
}

void SendAnswer(Draft& draft, Brake brake) {
  LeadState& state = draft.state;
  if (draft.now >= state.answer_by) {
    draft.Because(Why::kAnswerTooLate);
    return DropAnswer(draft);
  }
  Verdict verdict =
      CheckGuards(draft.After(), AskFor(state.answer, brake), draft.policy, draft.now);
  draft.out.reasons.insert(draft.out.reasons.end(), verdict.reasons.begin(), verdict.reasons.end());
  if (verdict.kind == Verdict::Kind::kHold && verdict.guard == Guard::kSwitch &&
      draft.now + kAskAgainAfter < state.answer_by) {
    state.answer_at = draft.now + kAskAgainAfter;
    return draft.SetWake();
  }
  // What would come hours later answers nothing.
  if (verdict.kind == Verdict::Kind::kHold) draft.Because(Why::kAnswerTooLate);
  if (verdict.kind != Verdict::Kind::kGo) return DropAnswer(draft);
  const StepName step = StepOf(state.answer);
  Rendered rendered;
  if (!RenderAnswer(draft, step, rendered)) {
    draft.Because(Why::kNoWords);
    return DropAnswer(draft);
  }
  if (state.answer == Answer::kHoldingReply) {
    state.holding_sent = true;
    draft.Because(Why::kHoldingReply);
  }
  state.answer_at = kNever;
  const bool service = state.answer != Answer::kHoldingReply;
  draft.HandOut({.key = {.lead = draft.lead.id,
                         .episode = state.episode,
                         .step = step,
                         .attempt = ++state.answers},
                 .from = LineOf(draft),
                 .text_class = service ? TextClass::kService : TextClass::kResponse,
                 .basis = verdict.basis,
                 .decided_at = draft.now,
                 .send_by = std::min(verdict.send_by, state.answer_by),
                 .body = std::move(rendered.body),
                 .segments = rendered.segments,
                 .wording = std::move(rendered.wording)});
}

void OnAnswerSettled(Draft& draft, const SendOutcome& outcome) {
  using Kind = SendOutcome::Kind;
  LeadState& state = draft.state;
  state.in_flight = false;
  state.with_person = false;
  if (outcome.kind == Kind::kRetry && draft.now + kAskAgainAfter < state.answer_by) {
    draft.Because(Why::kRetryLater);
    state.answer_at = draft.now + kAskAgainAfter;
    return draft.SetWake();
  }
  switch (outcome.kind) {
    case Kind::kRetry:
      draft.Because(Why::kAnswerTooLate);
      break;
    case Kind::kConfig:
      draft.Because(Why::kAccountConfig);
      draft.AddTask(Task::Kind::kMendAccount,
                    "the provider refuses the account or its line, code " + outcome.code);
      break;
    case Kind::kAmbiguous:
      draft.Because(Why::kAmbiguous);  // one that may have left is not sent twice (R31)
      break;
    case Kind::kNotMobile:
    case Kind::kRefused:
    default:
      NumberRefused(draft, outcome);
      break;
  }
  DropAnswer(draft);
}

}  // namespace textback
