// Delivery reports that arrive after the carrier took a text (R61). No report causes a text to be
// sent again; if a text was not delivered, a person is told.
#include "engine/delivery.h"

#include <absl/strings/str_format.h>

#include "engine/number.h"
#include "engine/settle.h"

namespace textback {
namespace {

bool IsAnswer(const TextKey& key) { return AnswerKindFromName(key.step.view()).has_value(); }

// The report came before the carrier's own answer, so the text counts as accepted.
void TakeAsAccepted(Draft& draft, const TextKey& key) {
  if (draft.IsOut(key) && !draft.state.out.with_person() && !IsAnswer(key))
    OnAccepted(draft, key, draft.event.at <= draft.now ? draft.event.at : draft.now);
}

void Undelivered(Draft& draft, const DeliveryReported& reported) {
  TakeAsAccepted(draft, reported.key);
  StepRecord* record = draft.RecordOf(reported.key);
  // A report about an answer, an ended episode or another attempt, or one that was already seen,
  // needs no action (R74).
  const bool left = record != nullptr && record->attempt == reported.key.attempt &&
                    (record->fate == StepFate::kAccepted || record->fate == StepFate::kMayHaveLeft);
  if (!left) return draft.Because(Why::kUnknownText);
  record->fate = StepFate::kUndelivered;
  draft.Because(Why::kUndelivered);
  // No call is requested for a lead who has opted out since, or for a wrong number.
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
