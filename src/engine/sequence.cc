// The automated steps that are due (R10-R16): they are guarded, written and handed out. plan.cc
// plans them; settle.cc plans the next one when a text is settled.
#include "engine/sequence.h"

#include <absl/strings/str_format.h>

#include <optional>
#include <string>
#include <utility>

#include "engine/hand_out.h"
#include "engine/plan.h"
#include "engine/wording.h"

namespace textback {
namespace {

using std::chrono::days;

// For example "72 hours", "90 minutes".
std::string InWords(Duration span) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(span).count();
  const bool whole_hours = minutes % 60 == 0;
  const auto count = whole_hours ? minutes / 60 : minutes;
  return absl::StrFormat("%d %s%s", count, whole_hours ? "hour" : "minute", count == 1 ? "" : "s");
}

// Puts the text of `step` into the decision. The guards have already passed it.
void MakeText(Draft& draft, const PlaybookStep& step, bool again, const Verdict& verdict,
              Rendered text) {
  LeadState& state = draft.state;
  const bool first = step.name == draft.first_step().name;
  const std::uint32_t attempt = first ? ++state.sequence.acknowledged : ++state.sequence.attempt;
  HandOut(draft, again ? TextOut::What::kGreeting : TextOut::What::kStep,
          {.key = {.lead = draft.lead.id,
                   .episode = state.episode,
                   .step = step.name,
                   .attempt = attempt},
           .from = draft.line(),
           .text_class = step.text_class,
           .basis = verdict.basis,
           .decided_at = draft.now,
           .send_by = verdict.send_by,
           .body = std::move(text.body),
           .segments = text.segments,
           .wording = std::move(text.wording)});
}

// R7: a greeting is not sent days late. A person calls instead.
void GiveUpLate(Draft& draft, bool again) {
  draft.Because(Why::kTooLate);
  draft.AddTask(Task::Kind::kCallBack,
                absl::StrFormat("the inquiry is more than %s old and nobody answered it: call",
                                InWords(draft.playbook().too_late_after)));
  return again ? DropAcknowledgement(draft) : EndAutomation(draft, Phase::kDormant);
}

// No hour is allowed in every place where the lead could be. A person is told once. The step is
// held for a day at a time, in case the place becomes known, and dropped after the maximum of
// tries.
void HoldStuck(Draft& draft, const PlaybookStep& step, bool again) {
  Sequence& sequence = draft.state.sequence;
  if (again) return DropAcknowledgement(draft);
  if (++sequence.tries == 1) {
    draft.AddTask(Task::Kind::kCallBack,
                  "no hour suits every place where this lead could be: call, or note its region");
  }
  if (sequence.tries >= draft.playbook().attempts_max) return DropStep(draft);
  sequence.due = draft.now + days{1};
  draft.NoteHeld(step.name, sequence.due);
  draft.SetWake();
}

void SendDue(Draft& draft, const PlaybookStep& step, bool again, Brake brake) {
  Sequence& sequence = draft.state.sequence;
  const Verdict verdict = draft.Check(AskFor(step, draft.playbook(), brake));
  Rendered text;
  switch (verdict.kind) {
    case Verdict::Kind::kHold:
      if (again && verdict.until + draft.playbook().cool_down > sequence.due) {
        // It would be held until just before the next step: one text is enough.
        draft.Because(Why::kCoolDown);
        return DropAcknowledgement(draft);
      }
      (again ? sequence.acknowledge_at : sequence.due) = verdict.until;
      draft.NoteHeld(step.name, verdict.until);
      return draft.SetWake();
    case Verdict::Kind::kStuck:
      return HoldStuck(draft, step, again);
    case Verdict::Kind::kDrop:
      return again ? DropAcknowledgement(draft) : DropStep(draft);
    case Verdict::Kind::kGo:
      if (Render(draft, step, text)) return MakeText(draft, step, again, verdict, std::move(text));
      draft.Because(Why::kNoWords);
      return again ? DropAcknowledgement(draft) : DropStep(draft);
  }
}

// R4: text_1 of the previous episode was accepted after this inquiry had come in.
bool GreetedMeanwhile(const Draft& draft) {
  const Instant last = draft.state.sequence.last_acknowledge_at;
  return draft.state.inquiries.first != InquiryKind::kText && last != kNever &&
         draft.now < last + draft.playbook().cool_down;
}

void LeaveGreetingOut(Draft& draft, bool again) {
  draft.Because(Why::kCoolDown);
  if (again) return DropAcknowledgement(draft);
  draft.AddTask(Task::Kind::kRepeatCall, "the lead called again shortly after a first text: call");
  EndAutomation(draft, Phase::kEngaged);
}

}  // namespace

void StepDue(Draft& draft, Brake brake) {
  LeadState& state = draft.state;
  Sequence& sequence = state.sequence;
  const Playbook& playbook = draft.playbook();
  const bool again = sequence.acknowledge_at <= draft.now;
  const std::optional<std::size_t> index = playbook.IndexOf(sequence.step);
  if (!again && !index.has_value()) return PlaybookChanged(draft);
  const PlaybookStep& step = again ? draft.first_step() : playbook.steps[*index];
  const bool greets = playbook.acknowledges() && (again || *index == 0);
  if (greets && GreetedMeanwhile(draft)) return LeaveGreetingOut(draft, again);
  if (greets && draft.now >= state.inquiries.last_at + playbook.too_late_after)
    return GiveUpLate(draft, again);
  if (!again && step.local_time.has_value() && AnchorOf(draft, step) != Instant{}) {
    // R16: the step was planned for an hour of the recipient's day, perhaps weeks ago. The zone's
    // rules or the lead's details may have changed since, so that this hour has not come yet.
    if (const Instant due = DueOf(draft, *index, Instant{}); draft.now < due) {
      sequence.due = due;
      draft.Because(Why::kDueMoved);
      return draft.SetWake();
    }
  }
  draft.Because(Why::kStepDue);
  SendDue(draft, step, again, brake);
}

}  // namespace textback
