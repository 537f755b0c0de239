// The fields of a lead's record: one list for writing and reading.
//
// To add a field to LeadState, to one of its parts or to LeadProfile, add the member and one line
// here, at its place in the ascending order of tags, with a tag that was never used before. To
// remove a field, delete both and add the tag to the retired ones. A tag is never reused for
// something else.
//
// A new enum value goes to the end of its enum and raises kLeadRecordVersion.
#ifndef TEXTBACK_SRC_CODEC_LEAD_FIELDS_H_
#define TEXTBACK_SRC_CODEC_LEAD_FIELDS_H_

namespace textback {

// Retired tags: none.

// The lead as a whole: 1-15.
template <class State, class Visit>
void VisitWhole(State& state, Visit& visit) {
  visit(1, "version", state.version);
  visit(2, "phase", state.phase);
  visit(3, "wake_at", state.wake_at);
  visit(4, "last_event_at", state.last_event_at);
  visit(5, "line", state.line);
  visit(6, "marks.opted_out", state.marks.opted_out);
  visit(7, "marks.refused", state.marks.refused);
  visit(8, "marks.wrong_number", state.marks.wrong_number);
  visit(9, "marks.doubtful", state.marks.doubtful);
  visit(10, "consent", state.consent);
  visit(11, "asked_consent_at", state.asked_consent_at);
}

// The episode and its inquiries: 16-31.
template <class State, class Visit>
void VisitEpisode(State& state, Visit& visit) {
  visit(16, "episode", state.episode);
  visit(17, "inquiries.count", state.inquiries.count);
  visit(18, "inquiries.first", state.inquiries.first);
  visit(19, "inquiries.last", state.inquiries.last);
  visit(20, "inquiries.first_at", state.inquiries.first_at);
  visit(21, "inquiries.last_at", state.inquiries.last_at);
  visit(22, "inquiries.message_at", state.inquiries.message_at);
}

// The automated steps: 32-47.
template <class Sequence, class Visit>
void VisitSequence(Sequence& sequence, Visit& visit) {
  visit(32, "sequence.step", sequence.step);
  visit(33, "sequence.due", sequence.due);
  visit(34, "sequence.attempt", sequence.attempt);
  visit(35, "sequence.tries", sequence.tries);
  visit(36, "sequence.paused_until", sequence.paused_until);
  visit(37, "sequence.acknowledge_at", sequence.acknowledge_at);
  visit(38, "sequence.acknowledged", sequence.acknowledged);
  visit(39, "sequence.last_acknowledge_at", sequence.last_acknowledge_at);
  visit(40, "sequence.steps", sequence.steps);
  visit(41, "sequence.recent", sequence.recent);
}

// The outstanding text: 48-55.
template <class TextOut, class Visit>
void VisitOut(TextOut& out, Visit& visit) {
  visit(48, "out.what", out.what);
  visit(49, "out.with", out.with);
  visit(50, "out.episode", out.episode);
  visit(51, "out.step", out.step);
  visit(52, "out.attempt", out.attempt);
  visit(53, "out.remind_at", out.remind_at);
  visit(54, "out.ready_until", out.ready_until);
}

// The answer that is sent back at once: 56-63.
template <class Answer, class Visit>
void VisitAnswer(Answer& answer, Visit& visit) {
  visit(56, "answer.kind", answer.kind);
  visit(57, "answer.at", answer.at);
  visit(58, "answer.by", answer.by);
  visit(59, "answer.language", answer.language);
  visit(60, "answer.made", answer.made);
  visit(61, "answer.holding_sent", answer.holding_sent);
  visit(62, "answer.bot_at", answer.bot_at);
  visit(63, "answer.emergency_at", answer.emergency_at);
}

// The people's part of the lead: 64-79.
template <class Attention, class Visit>
void VisitAttention(Attention& attention, Visit& visit) {
  visit(64, "attention.assigned", attention.assigned);
  visit(65, "attention.taken", attention.taken);
  visit(66, "attention.waits_since", attention.waits_since);
  visit(67, "attention.nudges", attention.nudges);
  visit(68, "attention.nudge_at", attention.nudge_at);
  visit(69, "attention.wrote_at", attention.wrote_at);
  visit(70, "attention.touched_at", attention.touched_at);
  visit(71, "attention.spoke_at", attention.spoke_at);
  visit(72, "attention.rearm_at", attention.rearm_at);
}

// Detection of machines: 80-87.
template <class LoopWatch, class Visit>
void VisitLoop(LoopWatch& loop, Visit& visit) {
  visit(80, "loop.alarm", loop.alarm);
  visit(81, "loop.same_hash", loop.same_hash);
  visit(82, "loop.same_at", loop.same_at);
  visit(83, "loop.same_before", loop.same_before);
  visit(84, "loop.burst_since", loop.burst_since);
  visit(85, "loop.burst", loop.burst);
}

// The time that the lead named: 88-95.
template <class Request, class Visit>
void VisitRequest(Request& request, Visit& visit) {
  visit(88, "request.at", request.at);
  visit(89, "request.call", request.call);
  visit(90, "request.by_person", request.by_person);
  visit(91, "request.made", request.made);
  visit(92, "request.tries", request.tries);
}

// The details of the person: 96-111.
template <class Profile, class Visit>
void VisitProfile(Profile& profile, Visit& visit) {
  visit(96, "name", profile.name);
  visit(97, "trade", profile.trade);
  visit(98, "zone", profile.zone);
  visit(99, "region", profile.region);
  visit(100, "postal_code", profile.postal_code);
  visit(101, "locale", profile.locale);
}

// Calls visit(tag, name, member) for every field, in the order of tags.
template <class Profile, class State, class Visit>
void VisitFields(Profile& profile, State& state, Visit&& visit) {
  VisitWhole(state, visit);
  VisitEpisode(state, visit);
  VisitSequence(state.sequence, visit);
  VisitOut(state.out, visit);
  VisitAnswer(state.answer, visit);
  VisitAttention(state.attention, visit);
  VisitLoop(state.loop, visit);
  VisitRequest(state.request, visit);
  VisitProfile(profile, visit);
}

}  // namespace textback

#endif  // TEXTBACK_SRC_CODEC_LEAD_FIELDS_H_
