// R61: what the network says later about a text that the carrier took. Nothing is ever sent again
// because of it: a person is told where a text didn't get there.
#include "engine/delivery.h"

#include <absl/strings/str_format.h>

#include "engine/number.h"
#include "engine/settle.h"

namespace textback {
namespace {

bool IsAnswer(const TextKey& key) { return AnswerKindFromName(key.step.view()).has_value(); }

// The report has overtaken the carrier's own answer: what is reported on has been taken.
void TakeAsAccepted(Draft& draft, const TextKey& key) {
  if (draft.IsOut(key) && !draft.state.out.with_person() && !IsAnswer(key))
    OnAccepted(draft, key, draft.event.at <= draft.now ? draft.event.at : draft.now);
}

void Undelivered(Draft& draft, const DeliveryReported& reported) {
  TakeAsAccepted(draft, reported.key);
  StepRecord* record = draft.RecordOf(reported.key);
  // Of an answer, of an episode that is over, of another attempt, told twice: nothing is to be done
  // about it any more (R74).
  const bool left = record != nullptr && record->attempt == reported.key.attempt &&
                    (record->fate == StepFate::kAccepted || record->fate == StepFate::kMayHaveLeft);
  if (!left) return draft.Because(Why::kUnknownText);
  record->fate = StepFate::kUndelivered;
  draft.Because(Why::kUndelivered);
  // Who has written STOP since, or isn't who we meant, is not called because of it.
  if (draft.state.marks.opted_out || draft.state.marks.wrong_number) return;
  draft.AddTask(Task::Kind::kCallBack,
                absl::StrFormat("a text did not reach the phone, code %s: call", reported.code));
}

}  // namespace

void OnDelivery(Draft& draft, const DeliveryReported& reported) {
  using Report = DeliveryReported::Report;
  if (NeverMade(draft, reported.key)) return draft.Because(Why::kUnknownText);
  switch (reported.report) {
    case Report::kDelivered:
      return draft.Because(Why::kDelivered);
    case Report::kUndelivered:
      return Undelivered(draft, reported);
    case Report::kNotMobile:
      return NumberRefused(draft, true, reported.code);
  }
}

}  // namespace textback
