// The fields of a lead's record: the one list that writing and reading share.
//
// To add a field to LeadState or LeadProfile, add the member and one line here, with a tag that was
// never used before, in its place: tags ascend. To take one away, delete both, and add its tag to
// the list of the retired: a tag is never used for something else.
//
// A new value of an enum goes to the end of that enum and raises kLeadRecordVersion.
#ifndef TEXTBACK_SRC_CODEC_LEAD_FIELDS_H_
#define TEXTBACK_SRC_CODEC_LEAD_FIELDS_H_

namespace textback {

// Retired tags: none.

template <class State, class Visit>
void VisitEpisode(State& state, Visit& visit) {
  // The lead as a whole: 1-15.
  visit(1, "version", state.version);
  visit(2, "phase", state.phase);
  visit(3, "wake_at", state.wake_at);
  visit(4, "last_event_at", state.last_event_at);
  visit(5, "line", state.line);
  visit(6, "opted_out", state.opted_out);
  visit(7, "refused", state.refused);
  visit(8, "wrong_number", state.wrong_number);
  visit(9, "doubtful", state.doubtful);
  visit(10, "consent", state.consent);

  // The episode and its inquiries: 16-31.
  visit(16, "episode", state.episode);
  visit(17, "inquiries", state.inquiries);
  visit(18, "inquiry", state.inquiry);
  visit(19, "last_inquiry", state.last_inquiry);
  visit(20, "inquiry_at", state.inquiry_at);
  visit(21, "last_inquiry_at", state.last_inquiry_at);
}

template <class State, class Visit>
void VisitTexts(State& state, Visit& visit) {
  // The automated steps: 32-47.
  visit(32, "step", state.step);
  visit(33, "due", state.due);
  visit(34, "attempt", state.attempt);
  visit(35, "tries", state.tries);
  visit(36, "in_flight", state.in_flight);
  visit(37, "paused_until", state.paused_until);
  visit(38, "acknowledge_at", state.acknowledge_at);
  visit(39, "acknowledged", state.acknowledged);
  visit(40, "last_acknowledge_at", state.last_acknowledge_at);
  visit(41, "done_at", state.done_at);
  visit(42, "recent", state.recent);
  visit(43, "asked_consent_at", state.asked_consent_at);

  // A ready text that a person sends: 48-55.
  visit(48, "with_person", state.with_person);
  visit(49, "remind_at", state.remind_at);
  visit(50, "ready_until", state.ready_until);

  // What is said back at once: 56-63.
  visit(56, "answer", state.answer);
  visit(57, "answer_at", state.answer_at);
  visit(58, "answer_by", state.answer_by);
  visit(59, "answer_language", state.answer_language);
  visit(60, "answers", state.answers);
  visit(61, "holding_sent", state.holding_sent);
}

template <class State, class Visit>
void VisitPeople(State& state, Visit& visit) {
  // The people's side: 64-79.
  visit(64, "assigned", state.assigned);
  visit(65, "claimed", state.claimed);
  visit(66, "waits_since", state.waits_since);
  visit(67, "nudges", state.nudges);
  visit(68, "nudge_at", state.nudge_at);
  visit(69, "wrote_at", state.wrote_at);
  visit(70, "touched_at", state.touched_at);
  visit(71, "spoke_at", state.spoke_at);
  visit(72, "rearm_at", state.rearm_at);

  // Is a machine talking? 80-87.
  visit(80, "looped", state.looped);
  visit(81, "same_hash", state.same_hash);
  visit(82, "same_at", state.same_at);
  visit(83, "same_before", state.same_before);
  visit(84, "burst_since", state.burst_since);
  visit(85, "burst", state.burst);

  // The account's switch: 88-95.
  visit(88, "account_off", state.account_off);
  visit(89, "all_off", state.all_off);
  visit(90, "switched_at", state.switched_at);
}

// What is known about the person: 96-111.
template <class Profile, class Visit>
void VisitProfile(Profile& profile, Visit& visit) {
  visit(96, "name", profile.name);
  visit(97, "trade", profile.trade);
  visit(98, "zone", profile.zone);
  visit(99, "region", profile.region);
  visit(100, "postal_code", profile.postal_code);
  visit(101, "locale", profile.locale);
}

// Calls visit(tag, name, member) for every field, in the order of their tags.
template <class Profile, class State, class Visit>
void VisitFields(Profile& profile, State& state, Visit&& visit) {
  VisitEpisode(state, visit);
  VisitTexts(state, visit);
  VisitPeople(state, visit);
  VisitProfile(profile, visit);
}

}  // namespace textback

#endif  // TEXTBACK_SRC_CODEC_LEAD_FIELDS_H_
