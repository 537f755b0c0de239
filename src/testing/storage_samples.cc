// Leads, events and decisions that keep the invariants: the raw material of the storage tests.
#include <absl/strings/str_cat.h>

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
  decision.next.step = StepName{};
  decision.next.due = kNever;
  decision.next.attempt = 0;
  decision.next.in_flight = false;
  decision.next.wake_at = kNever;
  decision.next.acknowledge_at = kNever;
  decision.reasons = {{.why = why, .row = {}, .citation = {}, .as_of = std::nullopt}};
  return decision;
}

void FillPeople(LeadState& state) {
  state.assigned = PersonId::Parse("pat").value();
  state.claimed = true;
  state.waits_since = kSampleNow - minutes{3};
  state.nudges = 1;
  state.nudge_at = kSampleNow + hours{173};
  state.wrote_at = kSampleNow - minutes{4};
  state.touched_at = kSampleNow - minutes{6};
  state.spoke_at = kSampleNow - minutes{7};
  state.rearm_at = kSampleNow + hours{174};
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
  state.phase = Phase::kNurturing;
  state.episode = 3;
  state.inquiries = 2;
  state.inquiry = InquiryKind::kForm;
  state.last_inquiry = InquiryKind::kText;
  state.step = StepName::Parse("check_in_1").value();
  state.due = kSampleNow + hours{168};
  state.attempt = 4;
  state.tries = 6;
  state.in_flight = true;
  state.wake_at = kSampleNow + hours{169};
  state.answer = Answer::kHelpAnswer;
  state.answer_at = kSampleNow + hours{171};
  state.answer_by = kSampleNow + minutes{5};
  state.answer_language = LanguageId::Parse("fr").value();
  state.answers = 8;
  state.holding_sent = true;
  state.with_person = true;
  state.remind_at = kSampleNow + hours{169};
  state.ready_until = kSampleNow + hours{172};
  FillPeople(state);
  state.asked_consent_at = kSampleNow - minutes{8};
  state.same_hash = 4'000'000'000U;
  state.same_at = kSampleNow - minutes{9};
  state.same_before = kSampleNow - minutes{10};
  state.burst_since = kSampleNow - minutes{11};
  state.burst = 3;
  state.account_off = true;
  state.all_off = true;
  state.switched_at = kSampleNow - minutes{12};
  state.paused_until = kSampleNow + hours{170};
  state.acknowledge_at = kSampleNow + minutes{7};
  state.acknowledged = 5;
  state.refused = true;
  state.line = SampleLine();
  state.inquiry_at = kSampleNow - hours{3};
  state.last_inquiry_at = kSampleNow - hours{4};
  state.last_event_at = kSampleNow - hours{1};
  state.last_acknowledge_at = kSampleNow - hours{2};
  for (std::size_t i = 0; i < state.done_at.size(); i += 2) {
    state.done_at[i] = kSampleNow + seconds{i};
  }
  for (std::size_t i = 0; i < state.recent.size(); ++i) {
    state.recent[i] = kSampleNow - hours{9} + seconds{i};
  }
  state.consent.SetExpiry(Basis::kInquiry, kSampleNow + hours{4380});
  state.consent.SetExpiry(Basis::kExpress, kNever);
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
  // Doesn't compile when a field is added: give it a value below that is not its default.
  [[maybe_unused]] const auto& [id, its_version, switches, refused_until, volume, lines,
                                all_lines] = record;
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
  record.all_lines = {.free_at = kSampleNow - seconds{1}, .queued = kSampleNow + hours{1}};
  return record;
}

PolicyRecord SamplePolicy(std::string_view words) {
  PolicyRecord policy;
  policy.sources = {{.name = "account.yaml", .text = "name: Northside\n"},
                    {.name = "playbooks/two_text.yaml", .text = std::string(words)},
                    {.name = "empty.yaml", .text = ""}};
  policy.fingerprint = FingerprintOf(policy.sources);
  return policy;
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
  decision.next.step = StepName::Parse("text_1").value();
  decision.next.due = wake_at;
  decision.next.attempt = 1;
  decision.next.wake_at = wake_at;
  return decision;
}

Decision SampleSend(const Work& work, std::string_view step, Instant now) {
  Decision decision = Next(work, Why::kStepDue);
  decision.next.phase = Phase::kRecovering;
  decision.next.episode = 1;
  decision.next.step = StepName::Parse(step).value();
  decision.next.due = now;
  decision.next.attempt = 1;
  decision.next.in_flight = true;
  decision.text =
      Text{.key = {.lead = work.lead.id, .episode = 1, .step = decision.next.step, .attempt = 1},
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
