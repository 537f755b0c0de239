// R63: assisted and manual accounts. The text that passed the guards is given to a person, who
// sends it and says so.
#include <utility>

#include "engine/draft.h"

namespace textback {
namespace {

constexpr Duration kRemindAfter = std::chrono::minutes{5};

// Of the text that is out. Tasks about it name it by this.
TextKey KeyOut(const Draft& draft) {
  const LeadState& state = draft.state;
  TextKey key{.lead = draft.lead.id, .episode = state.episode};
  if (draft.answering()) {
    key.step = StepName::Parse(NameOf(state.answer)).value_or(StepName());
    key.attempt = state.answers;
    return key;
  }
  const StepName first = draft.first_step().name;
  key.step = state.acknowledge_at != kNever ? first : state.step;
  key.attempt = key.step == first ? state.acknowledged : state.attempt;
  return key;
}

}  // namespace

void Draft::HandOut(Text text) {
  const Mode mode = policy.account.mode;
  state.in_flight = true;
  if (mode == Mode::kAutomatic) {
    out.text = std::move(text);
    return SetWake();
  }
  state.with_person = true;
  state.ready_until = text.send_by;
  state.remind_at = mode == Mode::kAssisted ? now + kRemindAfter : kNever;
  out.reasons.push_back({.why = Why::kByPerson, .row = NameOf(mode)});
  Task& task = AddTask(Task::Kind::kSendText, Assigned(*this),
                       "send this text to the lead, as it is, and say that it is sent");
  task.text = std::move(text);
  SetWake();
}

void Draft::TakeBack() {
  if (state.with_person) {
    Task& task = AddTask(Task::Kind::kDontSend, Assigned(*this),
                         "the ready text must not be sent any more: look at the thread first");
    task.text = Text{.key = KeyOut(*this)};
  } else {
    out.withdraw = true;
  }
  state.in_flight = false;
  state.with_person = false;
  state.remind_at = state.ready_until = kNever;
}

void Remind(Draft& draft) {
  draft.state.remind_at = kNever;
  draft.SetWake();
  draft.Because(Why::kRemindedPerson);
  Task& task = draft.AddTask(Task::Kind::kRemind, Assigned(draft),
                             "the ready text has waited for 5 minutes: send it, or write yourself");
  task.text = Text{.key = KeyOut(draft)};
}

void ReadyExpired(Draft& draft) {
  LeadState& state = draft.state;
  draft.Because(Why::kReadyTooLong);
  const bool answer = draft.answering();
  draft.TakeBack();
  draft.out.tasks.back().detail = "the ready text was not sent in time: don't send it any more";
  if (answer) return DropAnswer(draft);
  const bool again = state.acknowledge_at != kNever;
  if (++state.tries >= draft.playbook().attempts_max)
    return again ? DropAcknowledgement(draft) : DropStep(draft);
  (again ? state.acknowledge_at : state.due) = draft.now;
  draft.SetWake();
}

void OnReadySent(Draft& draft, const ReadyTextSent& sent) {
  const bool outstanding = draft.state.with_person && Outstanding(draft, sent.key);
  if (!outstanding) {
    // It had been taken back, or nobody was ever given it. If a person has sent it all the same it
    // counts, but we can't know which; a person's own text is what is left of it (R24).
    if (sent.key.lead != draft.lead.id || sent.key.episode > draft.state.episode)
      return draft.Because(Why::kUnknownText);
    if (SentBefore(draft, sent.key)) return draft.Because(Why::kUnknownText);  // told twice
    return OnPersonText(draft, {.person = sent.person});
  }
  draft.Because(Why::kSentByPerson);
  OnAccepted(draft, sent.key, draft.event.at, outstanding);
}

}  // namespace textback
