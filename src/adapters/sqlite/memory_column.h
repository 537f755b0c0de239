// The column `memory` of a lead, and what the other columns say of the text that is out and of the
// steps where a store is from before these were kept as facts.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_MEMORY_COLUMN_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_MEMORY_COLUMN_H_

#include <absl/strings/str_format.h>

#include <cstddef>
#include <string>

#include "textback/model/lead.h"

namespace textback::sqlite {

// What is kept as words in one column: seldom asked for, mostly absent.
template <class State, class Visit>
bool VisitMemory(State& s, Visit visit) {
  const bool ok =
      visit("answer_at", s.answer.at) && visit("answer_by", s.answer.by) &&
      visit("answer_language", s.answer.language) && visit("answers", s.answer.made) &&
      visit("holding_sent", s.answer.holding_sent) && visit("out_what", s.out.what) &&
      visit("out_episode", s.out.episode) && visit("out_step", s.out.step) &&
      visit("out_attempt", s.out.attempt) && visit("remind_at", s.out.remind_at) &&
      visit("ready_until", s.out.ready_until) && visit("nudges", s.attention.nudges) &&
      visit("wrote_at", s.attention.wrote_at) && visit("touched_at", s.attention.touched_at) &&
      visit("spoke_at", s.attention.spoke_at) && visit("switched_at", s.switched_at) &&
      visit("asked_consent_at", s.asked_consent_at) && visit("same_hash", s.loop.same_hash) &&
      visit("same_at", s.loop.same_at) && visit("same_before", s.loop.same_before) &&
      visit("burst_since", s.loop.burst_since) && visit("burst", s.loop.burst);
  if (!ok) return false;
  for (std::size_t i = 0; i < kMaxSteps; ++i) {
    const std::string number = absl::StrFormat("%d", i);
    if (!visit("step_" + number, s.sequence.steps[i].fate)) return false;
    if (!visit("step_attempt_" + number, s.sequence.steps[i].attempt)) return false;
  }
  return true;
}

inline void FillOut(LeadState& state) {
  const Sequence& sequence = state.sequence;
  TextOut& out = state.out;
  out.episode = state.episode;
  if (state.answer.kind != AnswerKind::kNone && state.answer.at == kNever) {
    out.what = TextOut::What::kAnswer;
    out.step = StepName::Parse(NameOf(state.answer.kind)).value_or(StepName());
    out.attempt = state.answer.made;
    return;
  }
  out.what = TextOut::What::kStep;
  out.step = sequence.step;
  out.attempt = sequence.attempt > 0 ? sequence.attempt : sequence.acknowledged;
}

inline void FillFates(Sequence& sequence) {
  for (StepRecord& record : sequence.steps) {
    if (record.pending() && record.at != Instant{}) record.fate = StepFate::kDropped;
  }
}

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_MEMORY_COLUMN_H_
