#include "engine/hand_out.h"

#include <algorithm>
#include <utility>

#include "engine/assignment.h"

namespace textback {
namespace {

// R41: the words that asked for the text stay in the ledger; what they allowed is over.
void WithdrawRequest(Draft& draft) {
  if (!draft.state.consent.Holds(Basis::kRequest, draft.now)) return;
  draft.Record({.basis = Basis::kRequest,
                .at = draft.now,
                .withdrawn = true,
                .evidence = "ended by " + EventEvidence(draft.event)});
}

}  // namespace

void HandOut(Draft& draft, TextOut::What what, Text text) {
  const Mode mode = draft.policy.account.mode;
  TextOut& out = draft.state.out;
  out = {.what = what,
         .episode = text.key.episode,
         .attempt = text.key.attempt,
         .step = text.key.step};
  if (mode == Mode::kAutomatic) {
    draft.out.text = std::move(text);
    return draft.SetWake();
  }
  out.with = TextOut::With::kPerson;
  out.ready_until = text.send_by;
  if (mode == Mode::kAssisted) out.remind_at = draft.now + kRemindAfter;
  draft.out.reasons.push_back({.why = Why::kByPerson, .row = NameOf(mode)});
  Task& task = draft.AddTask(Task::Kind::kSendText, Assigned(draft),
                             "send this text to the lead, as it is, and say that it is sent");
  task.text = std::move(text);
  draft.SetWake();
}

TextOut Landed(Draft& draft) {
  Sequence& sequence = draft.state.sequence;
  const TextOut was = std::exchange(draft.state.out, TextOut{});
  if (!was.is_step()) return was;
  // R60: the next key must be a new one, even if the playbook has moved this step meanwhile.
  std::uint32_t& made =
      was.step == draft.first_step().name ? sequence.acknowledged : sequence.attempt;
  made = std::max(made, was.attempt);
  return was;
}

void TakeBack(Draft& draft) {
  const TextOut was = Landed(draft);
  if (!was.with_person()) {
    draft.out.withdraw = true;
    return;
  }
  Task& task = draft.AddTask(Task::Kind::kDontSend, Assigned(draft),
                             "the ready text must not be sent any more: look at the thread first");
  task.text = Text{.key = was.KeyOf(draft.lead.id)};
}

StepName StepOf(AnswerKind kind) {
  // Parse cannot fail: these names are short and contain plain letters only.
  return StepName::Parse(NameOf(kind)).value_or(StepName());
}

void ForgetAnswer(Draft& draft) {
  Answer& answer = draft.state.answer;
  answer.kind = AnswerKind::kNone;
  answer.at = kNever;
  answer.by = kNever;
  answer.language = LanguageId();
  draft.SetWake();
}

void LeaveRequestToPerson(Draft& draft) {
  Request& request = draft.state.request;
  if (draft.state.out.is_requested()) {
    TakeBack(draft);
    request = {.made = request.made};
    WithdrawRequest(draft);
    return draft.SetWake();
  }
  if (!request.waits() || request.by_person) return;
  request.by_person = true;
  request.tries = 0;
  draft.NoteDropped(RequestedStep());
  WithdrawRequest(draft);
}

void DropRequest(Draft& draft) {
  LeaveRequestToPerson(draft);
  draft.state.request = {.made = draft.state.request.made};
  draft.SetWake();
}

void DropAnswer(Draft& draft) {
  if (draft.state.answer.kind == AnswerKind::kNone) return;
  if (draft.state.out.is_answer()) TakeBack(draft);
  draft.NoteDropped(StepOf(draft.state.answer.kind));
  ForgetAnswer(draft);
}

}  // namespace textback
