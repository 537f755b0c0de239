#include "textback/codec/decision_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::HasSubstr;

constexpr Instant kNow = Instant{std::chrono::milliseconds{1'795'190'400'000}};

Lead Before() {
  Lead lead;
  lead.id = {.account = AccountId::Parse("northside").value(),
             .phone = PhoneNumber::Parse("+14035550123").value()};
  return lead;
}

StepName Step(std::string_view name) { return StepName::Parse(name).value(); }

// Every field in use, and every list with two entries.
Decision Full() {
  Decision decision;
  decision.next.version = 4;
  decision.next.phase = Phase::kNurturing;
  decision.next.episode = 2;
  decision.next.wake_at = kNow + hours{2};
  decision.text =
      Text{.key = {.lead = Before().id, .episode = 2, .step = Step("text_1"), .attempt = 1},
           .from = PhoneNumber::Parse("+14035550199").value(),
           .text_class = TextClass::kResponse,
           .basis = Basis::kResponse,
           .decided_at = kNow,
           .send_by = kNow + hours{5},
           .body = "Alex here \xE2\x80\x94 \"Northside\".\nHow can we help?",
           .segments = 2,
           .wording = {
               .variant = Variant::kLate, .locale = "fr", .arm = ArmName::Parse("short").value()}};
  decision.withdraw = true;
  decision.notes = {{.kind = StepNote::Kind::kHeld, .step = Step("text_2"), .until = kNow},
                    {.kind = StepNote::Kind::kDropped, .step = Step("check_in_1")}};
  decision.tasks = {{.kind = Task::Kind::kRepeatCall, .to = "sam", .detail = "Called again."},
                    {.kind = Task::Kind::kHelp}};
  decision.consent = {
      {.basis = Basis::kInquiry, .at = kNow, .expires_at = kNow + hours{1}, .evidence = "call-7"},
      {.basis = Basis::kExpress, .at = kNow, .withdrawn = true}};
  decision.reasons = {{.why = Why::kHeldToOpening,
                       .row = "CA",
                       .citation = "Telecom Decision 2007-48",
                       .as_of = std::chrono::year{2026} / 11 / 3},
                      {.why = Why::kStepDue, .row = {}, .citation = {}, .as_of = std::nullopt}};
  return decision;
}

constexpr std::string_view kFullJson =
    R"({"phase":["new","nurturing"],"episode":2,"version":4,"wake_at":"2026-11-20T18:00:00Z",)"
    R"("text":{"key":{"account":"northside","phone":"+14035550123","episode":2,"step":"text_1",)"
    R"("attempt":1},"class":"response","basis":"response","from":"+14035550199",)"
    R"("decided_at":"2026-11-20T16:00:00Z","send_by":"2026-11-20T21:00:00Z","segments":2,)"
    R"("body":"Alex here — \"Northside\".\nHow can we help?",)"
    R"("variant":"late","locale":"fr","arm":"short"},"withdraw":true,)"
    R"("notes":[{"what":"held","step":"text_2","until":"2026-11-20T16:00:00Z"},)"
    R"({"what":"dropped","step":"check_in_1"}],)"
    R"("tasks":[{"kind":"repeat_call","to":"sam","detail":"Called again."},)"
    R"({"kind":"help","to":"owner"}],)"
    R"("consent":[{"basis":"inquiry","at":"2026-11-20T16:00:00Z",)"
    R"("expires_at":"2026-11-20T17:00:00Z","evidence":"call-7"},)"
    R"({"basis":"express","at":"2026-11-20T16:00:00Z","withdrawn":true}],)"
    R"("reasons":[{"rule":"R12","why":"held_to_opening","row":"CA",)"
    R"("citation":"Telecom Decision 2007-48","as_of":"2026-11-03"},)"
    R"({"rule":"R60","why":"step_due"}]})";

// R72: equal decisions, equal bytes
TEST(DecisionJsonTest, FullDecisionHasItsBytes) {
  EXPECT_EQ(EncodeDecision(Before(), Full()), kFullJson);
}

TEST(DecisionJsonTest, SmallestDecisionLeavesEmptyThingsOut) {
  Decision decision;
  decision.next.version = 1;
  decision.reasons = {
      {.why = Why::kNothingPending, .row = {}, .citation = {}, .as_of = std::nullopt}};
  EXPECT_EQ(EncodeDecision(Before(), decision),
            R"({"phase":["new","new"],"episode":0,"version":1,)"
            R"("reasons":[{"rule":"R3","why":"nothing_pending"}]})");
}

TEST(DecisionJsonTest, FullDecisionComesBack) {
  const Decision decision = Full();
  const absl::StatusOr<RecordedDecision> back = DecodeDecision(kFullJson);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->from, Phase::kNew);
  EXPECT_EQ(back->to, Phase::kNurturing);
  EXPECT_EQ(back->episode, 2U);
  EXPECT_EQ(back->version, 4U);
  EXPECT_EQ(back->wake_at, decision.next.wake_at);
  EXPECT_EQ(back->text, decision.text);
  EXPECT_TRUE(back->withdraw);
  EXPECT_EQ(back->notes, decision.notes);
  EXPECT_EQ(back->tasks, decision.tasks);
  EXPECT_EQ(back->consent, decision.consent);
  EXPECT_THAT(back->reasons,
              ::testing::ElementsAre(
                  RecordedReason{.rule = "R12",
                                 .why = "held_to_opening",
                                 .row = "CA",
                                 .citation = "Telecom Decision 2007-48",
                                 .as_of = "2026-11-03"},
                  RecordedReason{
                      .rule = "R60", .why = "step_due", .row = "", .citation = "", .as_of = ""}));
}

TEST(DecisionJsonTest, EveryPhaseAndTaskComesBack) {
  for (int i = 0; i < 9; ++i) {
    Lead before = Before();
    before.state.phase = static_cast<Phase>(i);
    Decision decision;
    decision.next.phase = static_cast<Phase>(8 - i);
    decision.tasks = {{.kind = static_cast<Task::Kind>(i % 7)}};
    const auto back = DecodeDecision(EncodeDecision(before, decision));
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_EQ(back->from, before.state.phase);
    EXPECT_EQ(back->to, decision.next.phase);
    EXPECT_EQ(back->tasks, decision.tasks);
  }
}

// A text without a send_by and without a number.
TEST(DecisionJsonTest, EmptyTextComesBack) {
  Decision decision;
  decision.text = Text{};
  const auto back = DecodeDecision(EncodeDecision(Before(), decision));
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->text, decision.text);
}

// Damages one field of a valid decision at a time.
TEST(DecisionJsonTest, BadJsonIsRefusedByField) {
  const struct {
    std::string_view good;
    std::string_view bad;
    std::string_view message;
  } cases[] = {
      {R"("phase":["new","nurturing"])", R"("phase":"new")", "field 'phase'"},
      {R"("phase":["new","nurturing"])", R"("phase":["new"])", "field 'phase'"},
      {R"("phase":["new","nurturing"])", R"("phase":["new",7])", "field 'phase'"},
      {R"("phase":["new","nurturing"])", R"("phase":["new","asleep"])", "field 'phase': no such"},
      {R"("episode":2,"version")", R"("version")", "field 'episode': missing"},
      {R"("version":4)", R"("version":"4")", "field 'version'"},
      {R"("wake_at":"2026-11-20T18:00:00Z")", R"("wake_at":"soon")", "field 'wake_at'"},
      {R"("class":"response")", R"("class":"advert")", "field 'text.class'"},
      {R"("attempt":1)", R"("attempt":-1)", "field 'text.key.attempt'"},
      {R"("segments":2)", R"("segments":2.5)", "field 'text.segments'"},
      {R"("withdraw":true)", R"("withdraw":"yes")", "field 'withdraw'"},
      {R"("notes":[)", R"("notes":7,"x":[)", "field 'notes': a list"},
      {R"("what":"dropped")", R"("what":"lost")", "field 'notes[1].what'"},
      {R"("kind":"help")", R"("kind":"sleep")", "field 'tasks[1].kind'"},
      {R"({"kind":"help","to":"owner"})", R"("help")", "tasks[1]: an object"},
      {R"("basis":"express")", R"("basis":"love")", "field 'consent[1].basis'"},
      {R"("rule":"R60",)", "", "field 'reasons[1].rule': missing"},
  };
  for (const auto& [good, bad, message] : cases) {
    std::string json(kFullJson);
    const std::size_t at = json.find(good);
    ASSERT_NE(at, std::string::npos) << good;
    json.replace(at, good.size(), bad);
    const absl::Status status = DecodeDecision(json).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << bad << ": " << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(std::string(message)));
  }
  for (const std::string_view json : {"", "{", "7", "[]", "{}", "\"\""}) {
    EXPECT_TRUE(absl::IsInvalidArgument(DecodeDecision(json).status())) << json;
  }
}

// A decision that is cut anywhere is refused, without a crash.
TEST(DecisionJsonTest, TruncatedDecisionIsRefused) {
  for (std::size_t size = 0; size < kFullJson.size(); ++size) {
    EXPECT_FALSE(DecodeDecision(kFullJson.substr(0, size)).ok()) << size;
  }
}

}  // namespace
}  // namespace textback
