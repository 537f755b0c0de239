// The texts sent back at once (R22, R31, R34, R39, R56): the STOP confirmation, the answers to HELP
// and to the question for a machine, the words for an emergency, and the holding reply.
#include "engine/answer.h"

#include <algorithm>
#include <utility>

#include "engine/hand_out.h"
#include "engine/number.h"
#include "engine/plan.h"
#include "engine/wording.h"

namespace textback {
namespace {

// R10, R31: an answer goes out within minutes or not at all.
constexpr Duration kAnswerWithin = std::chrono::minutes{5};
// R22: gives a person the chance to answer first.
constexpr Duration kHoldingAfter = std::chrono::seconds{60};
constexpr Duration kAskAgainAfter = std::chrono::seconds{30};

bool IsService(AnswerKind kind) {
  return AskFor(kind, Brake::kNone).text_class == TextClass::kService;
}

}  // namespace

void StartAnswer(Draft& draft, AnswerKind kind, std::string_view language) {
  LeadState& state = draft.state;
  Answer& answer = state.answer;
  const bool own = kind == AnswerKind::kEmergencyText;
  if ((draft.policy.follow_ups.service == nullptr && !own) || state.loop.alarm) return;
  // R39: only a STOP is more urgent than whom to call.
  if (answer.kind == AnswerKind::kEmergencyText && kind != AnswerKind::kStopConfirmation && !own)
    return;
  // If an answer of the same kind is already on its way, it answers this text too.
  if (state.out.is_answer() && answer.kind == kind) return;
  // If a different answer is out, the newer one replaces it.
  if (state.out.is_answer()) TakeBack(draft);
  // The deadline counts from when the lead wrote, not from when we heard of it.
  answer.kind = kind;
  answer.at = kind == AnswerKind::kHoldingReply ? draft.now + kHoldingAfter : draft.now;
  answer.by = std::min(draft.event.at, draft.now) + kAnswerWithin;
  answer.language = LanguageId::Parse(language).value_or(LanguageId());
  draft.SetWake();
}

void SendAnswer(Draft& draft, Brake brake) {
  Answer& answer = draft.state.answer;
  if (draft.now >= answer.by) {
    draft.Because(Why::kAnswerTooLate);
    return DropAnswer(draft);
  }
  const Verdict verdict = draft.Check(AskFor(answer.kind, brake));
  if (verdict.kind == Verdict::Kind::kHold && verdict.guard == Guard::kSwitch &&
      draft.now + kAskAgainAfter < answer.by) {
    answer.at = draft.now + kAskAgainAfter;
    return draft.SetWake();
  }
  // An answer that could only go out hours later is dropped.
  if (verdict.kind == Verdict::Kind::kHold) draft.Because(Why::kAnswerTooLate);
  if (verdict.kind != Verdict::Kind::kGo) return DropAnswer(draft);
  const StepName step = StepOf(answer.kind);
  Rendered rendered;
  if (!RenderAnswer(draft, step, rendered)) {
    draft.Because(Why::kNoWords);
    return DropAnswer(draft);
  }
  if (answer.kind == AnswerKind::kHoldingReply) {
    answer.holding_sent = true;
    draft.Because(Why::kHoldingReply);
  }
  if (answer.kind == AnswerKind::kEmergencyText) {
    answer.emergency_at = draft.now;
    draft.Because(Why::kEmergencyText);
  }
  if (answer.kind == AnswerKind::kBotAnswer) answer.bot_at = draft.now;
  answer.at = kNever;
  HandOut(draft, TextOut::What::kAnswer,
          {.key = {.lead = draft.lead.id,
                   .episode = draft.state.episode,
                   .step = step,
                   .attempt = ++answer.made},
           .from = draft.line(),
           .text_class = IsService(answer.kind) ? TextClass::kService : TextClass::kResponse,
           .basis = verdict.basis,
           .decided_at = draft.now,
           .send_by = std::min(verdict.send_by, answer.by),
           .body = std::move(rendered.body),
           .segments = rendered.segments,
           .wording = std::move(rendered.wording)});
}

void OnAnswerSettled(Draft& draft, const SendOutcome& outcome) {
  using Kind = SendOutcome::Kind;
  Answer& answer = draft.state.answer;
  Landed(draft);
  const Instant again = AskAgainAt(outcome, kAskAgainAfter, draft.now);
  if (outcome.kind == Kind::kRetry && again < answer.by) {
    draft.Because(Why::kRetryLater);
    answer.at = again;
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
      draft.Because(Why::kAmbiguous);  // it may have left, so it is not sent a second time (R31)
      break;
    case Kind::kNotMobile:
    case Kind::kRefused:
    default:
      NumberRefused(draft, outcome.kind == Kind::kNotMobile, outcome.code);
      break;
  }
  DropAnswer(draft);
}

}  // namespace textback
