// The journal as a story (R71): its entries, their order and their reasons.
#include "textback/insight/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "textback/adapters/memory/storage.h"
#include "textback/config/scenario_yaml.h"
#include "textback/simulation/scenario.h"

namespace textback {
namespace {

using Json = nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kLead = "lead: {phone: \"+14035550123\", name: Dana, trade: kitchen}\n";

// Friday, 2026-11-20, in Calgary; `account` is added to the account's fields.
ScenarioResult Play(std::string_view events, std::string_view account = "",
                    std::string_view until = "2026-11-21T00:00:00-06:00") {
  const std::string yaml =
      "account: {id: northside, name: Northside Renovations, person: Alex, zone: "
      "America/Edmonton, lines: [\"+14035550199\"]" +
      std::string(account) + "}\n" + std::string(kLead) + std::string(events) + "until: \"" +
      std::string(until) + "\"\n";
  const absl::StatusOr<Scenario> scenario = ParseScenario(yaml, "test.yaml");
  EXPECT_TRUE(scenario.ok()) << scenario.status();
  return PlayScenario(*scenario).value();
}

constexpr std::string_view kAssisted =
    "events:\n"
    "  - {at: \"2026-11-20T10:00:00-06:00\", missed_call: {}}\n"
    "  - {at: \"2026-11-20T10:03:00-06:00\", received_at: \"2026-11-20T10:08:00-06:00\", "
    "ready_sent: {step: text_1, person: pat}}\n";

template <class What>
std::vector<TimelineEntry> Of(const Timeline& timeline) {
  std::vector<TimelineEntry> found;
  for (const TimelineEntry& entry : timeline.entries) {
    if (std::holds_alternative<What>(entry.what)) found.push_back(entry);
  }
  return found;
}

std::vector<std::string> Whys(const std::vector<RecordedReason>& reasons) {
  std::vector<std::string> whys;
  for (const RecordedReason& reason : reasons) whys.push_back(reason.why);
  return whys;
}

// R63: a text that a person reports as sent is shown like any other, with the reasons of its
// decision.
TEST(Timeline, ReadyTextThatAPersonSentIsAText) {
  const Timeline timeline = Play(kAssisted, ", mode: assisted").timeline;
  const auto sent = Of<TextSent>(timeline);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_TRUE(std::get<TextSent>(sent[0].what).by_person);
  EXPECT_EQ(std::get<TextSent>(sent[0].what).text.key.step.view(), "text_1");
  EXPECT_EQ(FormatRfc3339(sent[0].at), "2026-11-20T16:03:00Z") << "when it was sent, not heard of";
  EXPECT_THAT(Whys(sent[0].reasons), ::testing::Contains("by_person"));
  EXPECT_THAT(Whys(sent[0].reasons), ::testing::Contains("window_open"));
}

// R63: a ready text that had been taken back is shown as the person's own text.
TEST(Timeline, ReadyTextThatWasTakenBackIsNoText) {
  const Timeline timeline =
      Play(
          "events:\n"
          "  - {at: \"2026-11-20T10:00:00-06:00\", missed_call: {}}\n"
          "  - {at: \"2026-11-20T10:02:00-06:00\", text_in: \"Are you there?\"}\n"
          "  - {at: \"2026-11-20T10:03:00-06:00\", ready_sent: text_1}\n",
          ", mode: manual")
          .timeline;
  EXPECT_THAT(Of<TextSent>(timeline), IsEmpty());
}

TEST(Timeline, EntriesStandInOrderOfTime) {
  const Timeline timeline = Play(kAssisted, ", mode: assisted").timeline;
  std::vector<std::string> kinds;
  Instant last{};
  for (const TimelineEntry& entry : timeline.entries) {
    EXPECT_LE(last, entry.at);
    last = entry.at;
    if (const auto* task = std::get_if<TaskMade>(&entry.what))
      kinds.emplace_back(NameOf(task->task.kind));
    if (std::holds_alternative<TextSent>(entry.what)) kinds.emplace_back("sent");
  }
  // text_1 was sent at 10:03, before the reminder of 10:05; we heard of it at 10:08.
  EXPECT_THAT(kinds,
              ElementsAre("send_text", "sent", "remind", "send_text", "remind", "dont_send"));
}

// R63: the task contains the exact words and all other data of the text.
TEST(Timeline, TaskOfAReadyTextShowsIt) {
  const Timeline timeline = Play(kAssisted, ", mode: assisted").timeline;
  const Json lines = Json::parse(TimelineToJson(timeline, /*with_lead=*/false));
  const auto task = std::find_if(lines.begin(), lines.end(),
                                 [](const Json& line) { return line["what"] == "task"; });
  ASSERT_NE(task, lines.end());
  EXPECT_EQ((*task)["kind"], "send_text");
  EXPECT_EQ((*task)["key"], "northside/+14035550123/1/text_1/1");
  EXPECT_EQ((*task)["step"], "text_1");
  EXPECT_EQ((*task)["class"], "response");
  EXPECT_EQ((*task)["basis"], "response");
  EXPECT_EQ((*task)["segments"], 1);
  EXPECT_EQ((*task)["send_by"], "2026-11-21T03:30:00Z");
  EXPECT_THAT((*task)["words"].get<std::string>(), ::testing::StartsWith("Alex from Northside"));
  EXPECT_FALSE(task->contains("quote")) << "nobody wrote";
}

// R21: the person who is told sees what the lead wrote.
TEST(Timeline, TaskOfAReplyQuotesIt) {
  const Timeline timeline =
      Play(
          "events:\n"
          "  - {at: \"2026-11-20T10:00:00-06:00\", missed_call: {}}\n"
          "  - {at: \"2026-11-20T10:02:00-06:00\", text_in: \"Hi \\\"you\\\"\"}\n")
          .timeline;
  const Json lines = Json::parse(TimelineToJson(timeline, /*with_lead=*/false));
  const auto task = std::find_if(lines.begin(), lines.end(),
                                 [](const Json& line) { return line["what"] == "task"; });
  ASSERT_NE(task, lines.end());
  EXPECT_EQ((*task)["quote"], "Hi \"you\"");
  EXPECT_FALSE(task->contains("words"));
}

// R61: a refusal shows its consequence.
TEST(Timeline, RefusedTextSaysWhy) {
  const Timeline timeline = Play(
                                "transport: {fail: [{text: 1, code: \"20429\"}]}\n"
                                "events:\n"
                                "  - {at: \"2026-11-20T10:00:00-06:00\", missed_call: {}}\n")
                                .timeline;
  const auto failed = Of<TextFailed>(timeline);
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_THAT(Whys(failed[0].reasons), ElementsAre("retry_later"));
  EXPECT_EQ(Of<TextSent>(timeline).size(), 2u) << "text_1 at the second attempt, and text_2";
}

// R71, R74: events that changed nothing are shown too, with the reason.
TEST(Timeline, EventsAreKeptWithWhatWasDecidedAboutThem) {
  const Timeline timeline =
      Play(
          "events:\n"
          "  - {at: \"2026-11-20T10:00:00-06:00\", missed_call: {}}\n"
          "  - {at: \"2026-11-19T10:00:00-06:00\", received_at: \"2026-11-20T11:00:00-06:00\", "
          "answered_call: {person: pat}}\n")
          .timeline;
  const Json events = Json::parse(EventsToJson(timeline));
  ASSERT_EQ(events.size(), 3u) << "what is known of the lead is the first";
  EXPECT_EQ(events[0]["what"], "details");
  EXPECT_EQ(events[1]["what"], "missed_call");
  EXPECT_EQ(events[1]["index"], 0);
  EXPECT_FALSE(events[1].contains("received_at"));
  EXPECT_EQ(events[2]["what"], "answered_call");
  EXPECT_EQ(events[2]["person"], "pat");
  EXPECT_EQ(events[2]["at"], "2026-11-19T16:00:00Z");
  EXPECT_EQ(events[2]["received_at"], "2026-11-20T17:00:00Z");
  EXPECT_EQ(events[2]["index"], 2) << "after the phase and text_1";
  EXPECT_EQ(events[2]["reasons"][0]["why"], "out_of_order");
}

// R25, R42: a wake-up that made nothing is shown, because it leaves no other trace; other wake-ups
// show by what they made.
TEST(Timeline, WakeUpThatMadeNothingIsAnEvent) {
  const Timeline timeline =
      Play(
          "events:\n"
          "  - {at: \"2026-11-20T10:00:00-06:00\", missed_call: {}}\n"
          "  - {at: \"2026-11-20T10:15:00-06:00\", person_text: \"When may I come by?\"}\n",
          "", "2026-12-01T00:00:00Z")
          .timeline;
  std::vector<std::string> woken;
  for (const TimelineEntry& entry : Of<EventSeen>(timeline)) {
    if (std::holds_alternative<WakeUp>(std::get<EventSeen>(entry.what).event.body))
      woken.push_back(FormatRfc3339(entry.at) + " " + entry.reasons.front().why);
  }
  EXPECT_THAT(woken, ElementsAre("2026-11-23T16:15:00Z needs_express_consent"));
}

// R2, R64: hidden callers and switches belong to the account, not to this lead.
TEST(Timeline, WhatIsTheAccountsSaysSo) {
  const Timeline timeline =
      Play(
          "events:\n"
          "  - {at: \"2026-11-20T10:00:00-06:00\", missed_call: {caller: withheld}}\n"
          "  - {at: \"2026-11-20T10:00:01-06:00\", kill_switch: on}\n"
          "  - {at: \"2026-11-20T10:00:02-06:00\", missed_call: {}}\n",
          "", "2026-11-20T10:00:05-06:00")
          .timeline;
  std::vector<std::string> whose;
  const Json events = Json::parse(EventsToJson(timeline));
  for (const Json& event : events)
    whose.push_back(event["what"].get<std::string>() + " " + event.value("of", "lead"));
  EXPECT_THAT(whose, ::testing::UnorderedElementsAre("details lead", "missed_call account",
                                                     "kill_switch account", "missed_call lead"));
  const Json lines = Json::parse(TimelineToJson(timeline, /*with_lead=*/false));
  EXPECT_EQ(lines[0]["kind"], "call_back");
  EXPECT_EQ(lines[0]["of"], "account");
}

// The list of what comes next is what the lead waits for, in order of time.
TEST(Timeline, ScenarioSaysWhatWouldComeNext) {
  const ScenarioResult result = Play(
      "events:\n"
      "  - {at: \"2026-11-20T10:00:00-06:00\", missed_call: {}}\n",
      "", "2026-11-20T11:00:00-06:00");
  ASSERT_EQ(result.next.size(), 1u);
  EXPECT_EQ(result.next[0].what, "text_2");
  EXPECT_EQ(FormatRfc3339(result.next[0].at), "2026-11-20T18:00:10Z");
  EXPECT_THAT(result.zones, ElementsAre("America/Edmonton"));
  EXPECT_THAT(result.regions, ElementsAre("CA-AB"));
  const Json lead = Json::parse(ScenarioResultToJson(result))["lead"];
  EXPECT_EQ(lead["next"][0]["what"], "text_2");
  EXPECT_EQ(lead["name"], "Dana");
}

TEST(Timeline, EmptyJournalIsAnEmptyStory) {
  const std::unique_ptr<Storage> storage = NewMemoryStorage();
  const absl::StatusOr<Timeline> timeline = ReadTimeline(*storage);
  ASSERT_TRUE(timeline.ok());
  EXPECT_EQ(TimelineToJson(*timeline, /*with_lead=*/true), "[]");
  EXPECT_EQ(EventsToJson(*timeline), "[]");
}

}  // namespace
}  // namespace textback
