// The scenario file: what it holds, and what its errors say.
#include "textback/config/scenario_yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace textback {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kHead =
    "account: {id: northside, name: Northside, person: Alex, zone: America/Edmonton,\n"
    "          lines: [\"+14035550199\"]}\n"
    "lead: {phone: \"+14035550123\"}\n";

std::string Error(std::string_view rest) {
  const auto scenario = ParseScenario(std::string(kHead) + std::string(rest), "s.yaml");
  return scenario.ok() ? "none" : std::string(scenario.status().message());
}

TEST(ScenarioYaml, ReadsEveryKindOfEvent) {
  const auto scenario = ParseScenario(std::string(kHead) + R"(
transport: {fail: [{text: 1, code: "30006"}, {text: 3, code: timeout}]}
events:
  - {at: "2026-11-20T10:00:00-06:00", missed_call: {}}
  - {at: "2026-11-20T10:01:00-06:00", answered_call: }
  - {at: "2026-11-20T10:02:00-06:00", form: {trade: basement, name: Sam,
     consent: {basis: express, words: "Yes, text me"}}}
  - {at: "2026-11-20T10:03:00-06:00", text_in: "no"}
  - {at: "2026-11-20T10:04:00-06:00", person_text: "On my way"}
  - {at: "2026-11-20T10:05:00-06:00", consent: {basis: express, evidence: form-17}}
  - {at: "2026-11-20T10:06:00-06:00", outcome: booked}
until: "2026-12-31T00:00:00Z"
)",
                                      "s.yaml");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  ASSERT_EQ(scenario->events.size(), 7U);
  const MissedCall call = std::get<MissedCall>(scenario->events[0].body);
  EXPECT_EQ(call.line.ToE164(), "+14035550199");
  EXPECT_TRUE(std::holds_alternative<AnsweredCall>(scenario->events[1].body));
  EXPECT_EQ(std::get<FormInquiry>(scenario->events[2].body).consent_words, "Yes, text me");
  EXPECT_EQ(std::get<TextIn>(scenario->events[3].body).body, "no") << "a word, not a boolean";
  EXPECT_EQ(std::get<ConsentGiven>(scenario->events[5].body).entry.basis, Basis::kExpress);
  EXPECT_EQ(scenario->events[6].id.value(), "event-7");
  EXPECT_EQ(scenario->fail.at(3), "timeout");
}

// Each error names file, line and field.
TEST(ScenarioYaml, ErrorsNameThePlace) {
  const std::string at = "  - {at: \"2026-11-20T10:00:00-06:00\", ";
  EXPECT_THAT(Error("evnts: []\n"), HasSubstr("s.yaml:4: "));
  EXPECT_THAT(Error("events:\n" + at + "missed_cal: {}}\n"), HasSubstr("s.yaml:5: "));
  EXPECT_THAT(Error("events:\n  - {missed_call: {}}\n"), HasSubstr("s.yaml:5: "));
  EXPECT_THAT(Error("events:\n  - {at: noon, missed_call: {}}\n"), HasSubstr("s.yaml:5: "));
  EXPECT_THAT(Error("events:\n" + at + "outcome: won}\n"), HasSubstr("booked, lost or"));
  EXPECT_THAT(Error("events:\n" + at + "consent: {basis: hope}}\n"), HasSubstr("unknown basis"));
  EXPECT_THAT(Error("events:\n" + at + "missed_call: {}, text_in: hi}\n"), HasSubstr("two of it"));
  EXPECT_THAT(Error("events:\n  - {at: \"2026-11-20T10:00:00-06:00\"}\n"),
              HasSubstr("nothing happens"));
  EXPECT_THAT(Error("transport: {fail: [{text: 0, code: x}]}\n"), HasSubstr("counted from 1"));
}

TEST(ScenarioYaml, TimeOnlyGoesForward) {
  EXPECT_THAT(Error("events:\n  - {at: \"2026-11-20T10:00:00Z\", missed_call: {}}\n"
                    "  - {at: \"2026-11-20T09:00:00Z\", missed_call: {}}\n"),
              HasSubstr("s.yaml:6: "));
  EXPECT_THAT(Error("events:\n  - {at: \"2026-11-20T10:00:00Z\", missed_call: {}}\n"
                    "until: \"2026-11-19T00:00:00Z\"\n"),
              HasSubstr("after until"));
}

}  // namespace
}  // namespace textback
