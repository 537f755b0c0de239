// Assisted and manual accounts (R63): a text that passed the guards is given to a person, who sends
// it and reports that.
#include "engine/ready.h"

#include <absl/strings/str_format.h>

#include "engine/assignment.h"
#include "engine/hand_out.h"
#include "engine/people.h"
#include "engine/plan.h"
#include "engine/request.h"
#include "engine/settle.h"

namespace textback {
namespace {

// A person already reported this text, or a later one for the same step, as sent (R74).
bool SentBefore(const Draft& draft, const TextKey& key) {
  const StepRecord* record = draft.RecordOf(key);
  return record != nullptr && key.attempt <= record->attempt;
}

}  // namespace

void Remind(Draft& draft) {
  TextOut& out = draft.state.out;
  out.remind_at = kNever;
  draft.SetWake();
  draft.Because(Why::kRemindedPerson);
  Task& task = draft.AddTask(
      Task::Kind::kRemind, Assigned(draft),
      absl::StrFormat("the ready text has waited for %d minutes: send it, or write yourself",
                      std::chrono::floor<std::chrono::minutes>(kRemindAfter).count()));
  task.text = Text{.key = out.KeyOf(draft.lead.id)};
}

void ReadyExpired(Draft& draft) {
  Sequence& sequence = draft.state.sequence;
  const TextOut was = draft.state.out;
  draft.Because(Why::kReadyTooLong);
  TakeBack(draft);
  draft.out.tasks.back().detail = "the ready text was not sent in time: don't send it any more";
  if (was.is_answer()) return DropAnswer(draft);
  if (was.is_requested()) return RequestNotSent(draft);
  const bool again = was.what == TextOut::What::kGreeting;
  if (++sequence.tries >= draft.playbook().attempts_max)
    return again ? DropAcknowledgement(draft) : DropStep(draft);
  (again ? sequence.acknowledge_at : sequence.due) = draft.now;
  draft.SetWake();
}

void OnReadySent(Draft& draft, const ReadyTextSent& sent) {
  if (!draft.IsOut(sent.key) || !draft.state.out.with_person()) {
    // The text was taken back, or was never given to anybody. A person may have sent it anyway. We
    // cannot know which text it was, so it counts as a person's own text (R24).
    if (sent.key.lead != draft.lead.id || sent.key.episode > draft.state.episode)
      return draft.Because(Why::kUnknownText);
    if (SentBefore(draft, sent.key)) return draft.Because(Why::kUnknownText);
    return OnPersonText(draft, {.person = sent.person});
  }
  draft.Because(Why::kSentByPerson);
  OnAccepted(draft, sent.key, draft.event.at);
}

}  // namespace textback
