// Leads, events and decisions that keep the invariants: the raw material of the storage tests.
#include <absl/strings/str_cat.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

Decision Next(const Work& work, Why why) {
  Decision decision;
  decision.next = work.lead.state;
  ++decision.next.version;
  decision.next.sequence.step = StepName{};
  decision.next.sequence.due = kNever;
  decision.next.sequence.attempt = 0;
  decision.next.sequence.acknowledge_at = kNever;
  decision.next.out = {};
  decision.next.wake_at = kNever;
  decision.reasons = {{.why = why, .row = {}, .citation = {}, .as_of = std::nullopt}};
  return decision;
}

// Each of the following doesn't compile when a field is added to its room: give it a value that is
// not its default, or no storage is ever seen to forget it.
void Fill(Attention& attention) {
  [[maybe_unused]] const auto& [assigned, taken, nudges, waits_since, nudge_at, wrote_at,
                                touched_at, spoke_at, rearm_at] = attention;
  attention.assigned = PersonId::Parse("pat").value();
  attention.taken = true;
  attention.nudges = 1;
  attention.waits_since = kSampleNow - minutes{3};
  attention.nudge_at = kSampleNow + hours{173};
  attention.wrote_at = kSampleNow - minutes{4};
  attention.touched_at = kSampleNow - minutes{6};
  attention.spoke_at = kSampleNow - minutes{7};
  attention.rearm_at = kSampleNow + hours{174};
}

void Fill(Sequence& sequence) {
  [[maybe_unused]] const auto& [step, due, attempt, tries, acknowledged, acknowledge_at,
                                last_acknowledge_at, paused_until, steps, recent] = sequence;
  sequence.step = StepName::Parse("check_in_1").value();
  sequence.due = kSampleNow + hours{168};
  sequence.attempt = 4;
  sequence.tries = 6;
  sequence.acknowledged = 5;
  sequence.acknowledge_at = kSampleNow + minutes{7};
  sequence.last_acknowledge_at = kSampleNow - hours{2};
  sequence.paused_until = kSampleNow + hours{170};
  constexpr std::array<StepFate, 4> kFates = {StepFate::kAccepted, StepFate::kMayHaveLeft,
                                              StepFate::kUndelivered, StepFate::kDropped};
  for (std::size_t i = 0; i < sequence.steps.size(); i += 2) {
    [[maybe_unused]] const auto& [at, text, fate] = sequence.steps[i];
    sequence.steps[i] = {.at = kSampleNow + seconds{i},
                         .attempt = static_cast<std::uint32_t>(i) + 1,
                         .fate = kFates[i / 2 % kFates.size()]};
  }
  for (std::size_t i = 0; i < sequence.recent.size(); ++i)
    sequence.recent[i] = kSampleNow - hours{9} + seconds{i};
}

void Fill(TextOut& out) {
  [[maybe_unused]] const auto& [what, with, episode, attempt, step, remind_at, ready_until] = out;
  out = {.what = TextOut::What::kGreeting,
         .with = TextOut::With::kPerson,
         .episode = 3,
         .attempt = 5,
         .step = StepName::Parse("text_1").value(),
         .remind_at = kSampleNow + hours{169},
         .ready_until = kSampleNow + hours{172}};
}

void Fill(Answer& answer) {
  [[maybe_unused]] const auto& [kind, holding_sent, made, at, by, language] = answer;
  answer = {.kind = AnswerKind::kHelpAnswer,
            .holding_sent = true,
            .made = 8,
            .at = kSampleNow + hours{171},
            .by = kSampleNow + minutes{5},
            .language = LanguageId::Parse("fr").value()};
}

void Fill(LoopWatch& loop) {
  // An alarm can't stand beside a step that is scheduled (I12).
  [[maybe_unused]] const auto& [alarm, burst, same_hash, same_at, same_before, burst_since] = loop;
  loop = {.burst = 3,
          .same_hash = 4'000'000'000U,
          .same_at = kSampleNow - minutes{9},
          .same_before = kSampleNow - minutes{10},
          .burst_since = kSampleNow - minutes{11}};
}

void Fill(Inquiries& inquiries) {
  [[maybe_unused]] const auto& [count, first, last, first_at, last_at] = inquiries;
  inquiries = {.count = 2,
               .first = InquiryKind::kForm,
               .last = InquiryKind::kText,
               .first_at = kSampleNow - hours{3},
               .last_at = kSampleNow - hours{4}};
}

}  // namespace

LeadId SampleLead(int number, std::string_view account) {
  return {.account = AccountId::Parse(account).value(),
          .phone = PhoneNumber::Parse(absl::StrCat("+", 14'035'550'100 + number)).value()};
}

PhoneNumber SampleLine() { return PhoneNumber::Parse("+14035550199").value(); }

Event SampleCall(const LeadId& lead, std::string_view id, Instant at) {
  return {.id = EventId::Parse(id).value(),
          .lead = lead,
          .at = at,
          .received_at = at,
          .body = MissedCall{.line = SampleLine()}};
}

Event SampleTextIn(const LeadId& lead, std::string_view id, Instant at, std::string_view body) {
  Event event = SampleCall(lead, id, at);
  event.body = TextIn{.body = std::string(body), .line = SampleLine()};
  return event;
}

LeadState SampleState() {
  LeadState state;
  // As above.
  [[maybe_unused]] const auto& [version, wake_at, phase, marks, episode, out, sequence, inquiries,
                                answer, attention, loop, line, last_event_at, consent,
                                asked_consent_at, account_off, all_off, switched_at] = state;
  state.version = 7;
  state.wake_at = kSampleNow + hours{169};
  state.phase = Phase::kNurturing;
  [[maybe_unused]] const auto& [opted_out, refused, wrong_number, doubtful] = marks;
  state.marks.refused = true;  // the others can't stand beside a step that is scheduled (I1, I12)
  state.episode = 3;
  Fill(state.out);
  Fill(state.sequence);
  Fill(state.inquiries);
  Fill(state.answer);
  Fill(state.attention);
  Fill(state.loop);
  state.line = SampleLine();
  state.last_event_at = kSampleNow - hours{1};
  state.consent.SetExpiry(Basis::kInquiry, kSampleNow + hours{4380});
  state.consent.SetExpiry(Basis::kExpress, kNever);
  state.asked_consent_at = kSampleNow - minutes{8};
  state.account_off = true;
  state.all_off = true;
  state.switched_at = kSampleNow - minutes{12};
  return state;
}

LeadProfile SampleProfile() {
  return {.name = "Zoë O'Hara \"Zo\"",
          .trade = Trade::kKitchen,
          .zone = "America/Edmonton",
          .region = "CA-AB",
          .postal_code = "T2P 1J9",
          .locale = "fr"};
}

Decision SampleRest(const Work& work) {
  Decision decision = Next(work, Why::kPlaybookDone);
  decision.next.phase = Phase::kDormant;
  return decision;
}

Decision SampleWait(const Work& work, Instant wake_at) {
  Decision decision = Next(work, Why::kInquiryOpensEpisode);
  decision.next.phase = Phase::kRecovering;
  decision.next.episode = 1;
  decision.next.sequence.step = StepName::Parse("text_1").value();
  decision.next.sequence.due = wake_at;
  decision.next.sequence.attempt = 1;
  decision.next.wake_at = wake_at;
  return decision;
}

Decision SampleSend(const Work& work, std::string_view step, Instant now) {
  Decision decision = Next(work, Why::kStepDue);
  decision.next.phase = Phase::kRecovering;
  decision.next.episode = 1;
  decision.next.sequence.step = StepName::Parse(step).value();
  decision.next.sequence.due = now;
  decision.next.sequence.attempt = 1;
  decision.next.out = {.what = TextOut::What::kStep,
                       .episode = 1,
                       .attempt = 1,
                       .step = decision.next.sequence.step};
  decision.text =
      Text{.key = {.lead = work.lead.id,
                   .episode = 1,
                   .step = decision.next.sequence.step,
                   .attempt = 1},
           .from = SampleLine(),
           .text_class = TextClass::kResponse,
           .basis = Basis::kResponse,
           .decided_at = now,
           .send_by = now + hours{5},
           .body = "Alex here at Northside. How can we help?",
           .segments = 1,
           .wording = {
               .variant = Variant::kLate, .locale = "fr", .arm = ArmName::Parse("short").value()}};
  return decision;
}

Event SampleSettled(const Work& work, SendOutcome::Kind kind, Instant at) {
  const TextKey& key = TextOf(work).text.key;
  Event event = SampleCall(work.lead.id, absl::StrCat("settled-", key.ToString()), at);
  event.body = TextSettled{
      .key = key, .outcome = {.kind = kind, .at = at, .provider_id = "SM1", .code = "30003"}};
  return event;
}

Event SampleNotSent(const Work& work, bool expired, Instant at) {
  const TextKey& key = TextOf(work).text.key;
  Event event = SampleCall(work.lead.id, absl::StrCat("not-sent-", key.ToString()), at);
  event.body = TextNotSent{.key = key, .expired = expired};
  return event;
}

}  // namespace textback
