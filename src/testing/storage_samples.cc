// Leads, events and decisions that keep the invariants: sample data for the storage tests.
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

void Fill(Attention& attention) {
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
    sequence.steps[i] = {.at = kSampleNow + seconds{i},
                         .attempt = static_cast<std::uint32_t>(i) + 1,
                         .fate = kFates[i / 2 % kFates.size()]};
  }
  for (std::size_t i = 0; i < sequence.recent.size(); ++i)
    sequence.recent[i] = kSampleNow - hours{9} + seconds{i};
}

void Fill(TextOut& out) {
  out = {.what = TextOut::What::kGreeting,
         .with = TextOut::With::kPerson,
         .episode = 3,
         .attempt = 5,
         .step = StepName::Parse("text_1").value(),
         .remind_at = kSampleNow + hours{169},
         .ready_until = kSampleNow + hours{172}};
}

void Fill(Answer& answer) {
  answer = {.kind = AnswerKind::kHelpAnswer,
            .holding_sent = true,
            .made = 8,
            .at = kSampleNow + hours{171},
            .by = kSampleNow + minutes{5},
            .language = LanguageId::Parse("fr").value()};
}

void Fill(LoopWatch& loop) {
  // An alarm excludes a scheduled step (I12).
  loop = {.burst = 3,
          .same_hash = 4'000'000'000U,
          .same_at = kSampleNow - minutes{9},
          .same_before = kSampleNow - minutes{10},
          .burst_since = kSampleNow - minutes{11}};
}

void Fill(Inquiries& inquiries) {
  inquiries = {.count = 2,
               .first = InquiryKind::kForm,
               .last = InquiryKind::kText,
               .first_at = kSampleNow - hours{3},
               .last_at = kSampleNow - hours{4},
               .message_at = kSampleNow - hours{5}};
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
  state.version = 7;
  state.wake_at = kSampleNow + hours{169};
  state.phase = Phase::kNurturing;
  state.marks.refused = true;  // the other marks exclude a scheduled step (I1, I12)
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
  return state;
}

LeadProfile SampleProfile() {
  return {.name = "Zoë O'Hara \"Zo\"",
          .trade = TradeId::Of("kitchen"),
          .zone = "America/Edmonton",
          .region = "CA-AB",
          .postal_code = "T2P 1J9",
          .locale = "fr"};
}

AccountRecord SampleAccount(std::string_view account, std::uint64_t version) {
  AccountRecord record;
  // Fails to compile when a field is added: give the field a non-default value below.
  [[maybe_unused]] const auto& [id, its_version, switches, refused_until, volume, lines, all_lines,
                                away] = record;
  record.account = AccountId::Parse(account).value();
  record.version = version;
  record.switches = {.account_off = true, .all_off = true, .turned_at = kSampleNow - minutes{1}};
  record.refused_until = kSampleNow + minutes{15};
  record.volume.hour = 498'664;
  record.volume.tripped = 498'663;
  record.volume.usual = 40;
  for (std::size_t i = 0; i < kCountedHours; i += 5) {
    record.volume.texts[i] = static_cast<std::uint32_t>(i + 1);
  }
  record.volume.texts[kCountedHours - 1] = 4'000'000'000U;
  record.lines[SampleLine()] = {.free_at = kSampleNow, .queued = kSampleNow + seconds{3}};
  record.lines[PhoneNumber{}] = {.free_at = kSampleNow + seconds{1},
                                 .queued = kSampleNow + seconds{2}};
  record.away = {{.person = PersonId::Of("pat"),
                  .why = Schedule::kMeeting,
                  .since = kSampleNow - hours{1},
                  .until = kSampleNow + hours{2}},
                 {.why = Schedule::kClosed, .since = kSampleNow}};
  record.all_lines = {.free_at = kSampleNow - seconds{1}, .queued = kSampleNow + hours{1}};
  return record;
}

PolicyRecord SamplePolicy(std::string_view words) {
  return MakePolicyRecord({NewSource("account.yaml", "name: Northside\n"),
                           NewSource("playbooks/two_text.yaml", std::string(words)),
                           NewSource("empty.yaml", "")});
}

Event SampleSwitch(std::string_view account, std::string_view id, Instant at) {
  Event event =
      SampleCall({.account = AccountId::Parse(account).value(), .phone = PhoneNumber{}}, id, at);
  event.body = SwitchThrown{.scope = SwitchThrown::Scope::kAccount, .on = true};
  return event;
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
