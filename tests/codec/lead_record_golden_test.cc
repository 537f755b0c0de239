// Records of data/lead_record_1.txt to lead_record_3.txt must stay readable for ever; 3 is written.
//
// If a test fails here, existing stores would be read differently. To change the bytes of a lead,
// raise kLeadRecordVersion and keep the older file as a test of reading. A new field changes none
// of these bytes.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "textback/codec/lead_record.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Instant kNow{std::chrono::milliseconds{1'795'190'400'000}};  // 2026-11-20T16:00:00Z

LeadId Id() {
  return {.account = AccountId::Parse("northside").value(),
          .phone = PhoneNumber::Parse("+14035550123").value()};
}
StepName Step(std::string_view name) { return StepName::Parse(name).value(); }

Lead Waiting() {
  Lead lead{.id = Id()};
  LeadState& state = lead.state;
  state.version = 1;
  state.phase = Phase::kRecovering;
  state.episode = 1;
  state.inquiries.count = 1;
  state.sequence.step = Step("text_1");
  state.sequence.due = state.wake_at = kNow + minutes{2};
  state.line = PhoneNumber::Parse("+14035550199").value();
  state.inquiries.first_at = state.inquiries.last_at = state.last_event_at = kNow;
  state.consent.SetExpiry(Basis::kInquiry, kNow + hours{4344});
  return lead;
}

Lead Nurturing() {
  Lead lead = Waiting();
  LeadState& state = lead.state;
  state.version = 300;
  state.phase = Phase::kNurturing;
  state.inquiries.first = state.inquiries.last = InquiryKind::kForm;
  state.sequence.step = Step("check_in_1");
  state.sequence.attempt = 2;
  state.sequence.tries = 1;
  state.out = {
      .what = TextOut::What::kStep, .episode = 1, .attempt = 2, .step = state.sequence.step};
  state.sequence.due = kNow + hours{24};
  state.wake_at = kNever;
  state.sequence.last_acknowledge_at = state.attention.touched_at = kNow + minutes{3};
  state.sequence.acknowledged = 1;
  state.sequence.steps[0] = {.at = kNow + minutes{3}, .attempt = 1, .fate = StepFate::kAccepted};
  state.sequence.steps[2] = {.at = kNow + hours{20}, .fate = StepFate::kDropped};
  state.sequence.steps[3] = {
      .at = kNow + hours{21}, .attempt = 300, .fate = StepFate::kMayHaveLeft};
  state.sequence.steps[4] = {.at = kNow + hours{22}, .attempt = 2, .fate = StepFate::kUndelivered};
  state.sequence.recent[2] = kNow + minutes{3};
  state.consent.SetExpiry(Basis::kExpress, kNever);
  state.sequence.paused_until = kNow + hours{23};
  state.asked_consent_at = kNow + hours{1};
  lead.profile = {.name = "Zoë",
                  .trade = TradeId::Parse("kitchen").value(),
                  .zone = "America/Edmonton",
                  .region = "CA-AB",
                  .postal_code = "T2P 1J9",
                  .locale = "fr"};
  return lead;
}

// A person has a ready text; the first step was requested once more.
Lead Assisted() {
  Lead lead = Waiting();
  LeadState& state = lead.state;
  state.inquiries.count = 70'000;
  state.inquiries.last = InquiryKind::kText;
  state.sequence.attempt = 1;
  state.sequence.acknowledge_at = kNow + minutes{30};
  state.wake_at = kNow + minutes{15};
  state.out = {.what = TextOut::What::kGreeting,
               .with = TextOut::With::kPerson,
               .episode = 1,
               .attempt = 70'000,
               .step = state.sequence.step,
               .remind_at = state.wake_at,
               .ready_until = kNow + hours{4}};
  lead.profile.trade = TradeId::Parse("basement").value();
  return lead;
}

Lead Engaged() {
  Lead lead = Waiting();
  LeadState& state = lead.state;
  state.phase = Phase::kEngaged;
  state.sequence.step = StepName{};
  state.sequence.due = kNever;
  state.inquiries.first = state.inquiries.last = InquiryKind::kEstimate;
  state.attention.assigned = PersonId::Parse("pat").value();
  state.attention.taken = true;
  state.attention.waits_since = kNow - minutes{3};
  state.attention.nudges = 2;
  state.attention.nudge_at = state.wake_at = kNow + minutes{12};
  state.attention.wrote_at = kNow - minutes{3};
  state.attention.spoke_at = kNow - hours{2};
  state.attention.rearm_at = kNow + hours{72};
  lead.profile.trade = TradeId::Parse("bathroom").value();
  return lead;
}

Lead Answering(AnswerKind kind) {
  Lead lead = Engaged();
  LeadState& state = lead.state;
  state.answer.kind = kind;
  state.answer.at = state.wake_at = kNow + minutes{1};
  state.answer.by = kNow + minutes{5};
  state.answer.language = LanguageId::Parse("es").value();
  state.answer.made = 4;
  state.answer.holding_sent = kind == AnswerKind::kHoldingReply;
  lead.profile.trade = TradeId::Parse("general").value();
  return lead;
}

// A lead with every mark: machine, wrong number, STOP and the rest. None of the fields has its
// usual value.
Lead Marked() {
  Lead lead = Waiting();
  LeadState& state = lead.state;
  state.phase = Phase::kUnreachable;
  state.sequence.step = StepName{};
  state.sequence.due = state.wake_at = kNever;
  state.marks = {.opted_out = true, .refused = true, .wrong_number = true, .doubtful = true};
  state.loop.alarm = true;
  state.loop.same_hash = 4'000'000'000U;
  state.loop.same_at = kNow - minutes{1};
  state.loop.same_before = kNow - minutes{2};
  state.loop.burst_since = kNow - minutes{4};
  state.loop.burst = 15;
  for (const Basis basis : {Basis::kInquiry, Basis::kPurchase, Basis::kQuote, Basis::kTransaction,
                            Basis::kReferralFirst, Basis::kExpress}) {
    state.consent.SetExpiry(basis, kNow - hours{static_cast<int>(basis)});
  }
  return lead;
}

// The carrier has the answer.
Lead AnswerOut() {
  Lead lead = Answering(AnswerKind::kStopConfirmation);
  LeadState& state = lead.state;
  state.answer.at = kNever;
  state.out = {.what = TextOut::What::kAnswer,
               .episode = 1,
               .attempt = 4,
               .step = Step("stop_confirmation")};
  return lead;
}

// R9: the caller left a message.
Lead Messaged() {
  Lead lead = Waiting();
  lead.state.inquiries.message_at = kNow + std::chrono::seconds{40};
  return lead;
}

Lead InPhase(Phase phase) {
  Lead lead{.id = Id()};
  lead.state.phase = phase;
  return lead;
}

// Every field of version 1 has a value in one of these leads, and every enum value occurs.
std::map<std::string, Lead> LeadsOne() {
  return {{"fresh", Lead{.id = Id()}},
          {"waiting", Waiting()},
          {"nurturing", Nurturing()},
          {"messaged", Messaged()},
          {"assisted", Assisted()},
          {"engaged", Engaged()},
          {"holding_reply", Answering(AnswerKind::kHoldingReply)},
          {"stop_confirmation", Answering(AnswerKind::kStopConfirmation)},
          {"help_answer", Answering(AnswerKind::kHelpAnswer)},
          {"marked", Marked()},
          {"answer_out", AnswerOut()},
          {"booked", InPhase(Phase::kBooked)},
          {"lost", InPhase(Phase::kLost)},
          {"closed", InPhase(Phase::kClosed)},
          {"dormant", InPhase(Phase::kDormant)}};
}

// R39, R56: the answers of version 2.
std::map<std::string, Lead> LeadsTwo() {
  std::map<std::string, Lead> leads = LeadsOne();
  for (const AnswerKind kind : {AnswerKind::kBotAnswer, AnswerKind::kEmergencyText}) {
    Lead lead = Answering(kind);
    lead.state.answer.bot_at = kNow - minutes{40};
    lead.state.answer.emergency_at = kNow - minutes{50};
    leads.emplace(NameOf(kind), lead);
  }
  return leads;
}

// R37: a time that the lead named, in version 3.
Lead Requesting(bool out) {
  Lead lead = Engaged();
  LeadState& state = lead.state;
  state.request = {.call = !out, .by_person = !out, .made = 2, .tries = 1};
  state.consent.SetExpiry(Basis::kRequest, kNow + hours{24 * 37});
  if (out) {
    state.out = {
        .what = TextOut::What::kRequested, .episode = 1, .attempt = 2, .step = RequestedStep()};
  } else {
    state.request.at = kNow + hours{24 * 30};
  }
  return lead;
}

std::map<std::string, Lead> LeadsThree() {
  std::map<std::string, Lead> leads = LeadsTwo();
  leads.emplace("request", Requesting(false));
  leads.emplace("requested_out", Requesting(true));
  return leads;
}

std::map<std::string, Lead> Leads(int version) {
  return version == 1 ? LeadsOne() : version == 2 ? LeadsTwo() : LeadsThree();
}

std::string Hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex += kDigits[static_cast<unsigned char>(c) >> 4];
    hex += kDigits[static_cast<unsigned char>(c) & 0xF];
  }
  return hex;
}

std::string FromHex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

// Maps names to hex, from lines of "name hex". Lines starting with '#' are comments.
std::map<std::string, std::string> Golden(int version) {
  std::ifstream file(std::string(TEXTBACK_SOURCE_DIR) + "/tests/codec/data/lead_record_" +
                     std::to_string(version) + ".txt");
  std::map<std::string, std::string> golden;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t space = line.find(' ');
    golden[line.substr(0, space)] = line.substr(line.find_first_not_of(' ', space));
  }
  return golden;
}

TEST(LeadRecordGolden, HasTheseLeads) {
  for (const int version : {1, 2, 3}) {
    std::vector<std::string> golden;
    std::vector<std::string> leads;
    for (const auto& [name, hex] : Golden(version)) golden.push_back(name);
    for (const auto& [name, lead] : Leads(version)) leads.push_back(name);
    EXPECT_EQ(golden, leads) << version;
  }
}

TEST(LeadRecordGolden, BytesOfEveryVersionAreTheseLeads) {
  for (const int version : {1, 2, 3}) {
    for (const auto& [name, hex] : Golden(version)) {
      const absl::StatusOr<Lead> lead = ReadLeadRecord(Id(), FromHex(hex));
      ASSERT_TRUE(lead.ok()) << name << ": " << lead.status();
      EXPECT_EQ(*lead, Leads(version).at(name)) << name;
    }
  }
}

TEST(LeadRecordGolden, LeadsOfVersionThreeAreTheseBytes) {
  std::map<std::string, std::string> golden = Golden(3);
  for (const auto& [name, lead] : Leads(3)) {
    std::string record;
    AppendLeadRecord(lead.profile, lead.state, record);
    EXPECT_EQ(Hex(record), golden[name]) << "the line would be: " << name << " " << Hex(record);
  }
}

}  // namespace
}  // namespace textback
