// Voicemails (R9): a missed call whose caller left a message.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/lifecycle_cases.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Instant kCalled = At("2026-11-20T10:00:00-06:00");

Voicemail Message(std::string transcript, Duration length = seconds{38}) {
  return {.line = Number("+14035550199"), .length = length, .transcript = std::move(transcript)};
}

// A plumber's trades: the words that callers use for them are in its playbook.
World Plumber() {
  const PlaybookFile own =
      LoadPlaybook(std::string(TEXTBACK_SOURCE_DIR) + "/examples/data/plumber.yaml").value();
  FollowUps follow_ups = FollowUps::Of(BuiltInPlaybooks());
  follow_ups[own.inquiry] = {.playbook = own.playbook, .script = own.script};
  return World(
      MakePolicy(Northside(), std::move(follow_ups), *BuiltInPlaces(), BuiltInReplies()).value());
}

const Text& FirstText(const World& world) { return world.sent().at(0).text; }

// R1, R9: an inquiry like any missed call; text_1 says that the message arrived.
TEST(Voicemail, IsAnInquiryWithWordsOfItsOwn) {
  World world;
  world.Feed(kCalled, Message("Please call me back."));
  EXPECT_EQ(world.state().phase, Phase::kRecovering);
  world.RunUntil(kCalled + hours{3});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_EQ(FirstText(world).wording.variant, Variant::kVoicemail);
  EXPECT_THAT(FirstText(world).body, HasSubstr("We got your message"));
  EXPECT_EQ(FirstText(world).segments, 1U);
}

// R9: the owner gets the words, whether or not a text goes.
TEST(Voicemail, TheTaskQuotesTheTranscript) {
  World world;
  const Decision decision = world.Feed(kCalled, Message("Please call me back."));
  ASSERT_EQ(decision.tasks.size(), 1U);
  EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kVoicemail);
  EXPECT_EQ(decision.tasks[0].to, "owner");
  EXPECT_EQ(decision.tasks[0].quote, "Please call me back.");
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("38 seconds"));
  const Decision second = world.Feed(kCalled + minutes{20}, Message("Me again."));
  ASSERT_EQ(second.tasks.size(), 1U);
  EXPECT_EQ(second.tasks[0].kind, Task::Kind::kRepeatCall);
  EXPECT_EQ(second.tasks[0].quote, "Me again.");
}

// R9, R41: the message is the evidence that they asked for an answer.
TEST(Voicemail, IsEvidenceInTheLedger) {
  World world;
  const Decision decision = world.Feed(kCalled, Message("Hi"));
  ASSERT_EQ(decision.consent.size(), 1U);
  EXPECT_EQ(decision.consent[0].basis, Basis::kInquiry);
  EXPECT_EQ(decision.consent[0].evidence, "voicemail event-1, 38 s");
}

// R9: text_1 is still waiting: it takes the words of the message. One call, one inquiry.
TEST(Voicemail, OfAMissedCallThatIsNotAnsweredYet) {
  World world;
  world.Missed(kCalled);
  const Decision decision = world.Feed(kCalled + seconds{5}, Message("Hi, it's about my roof."));
  EXPECT_EQ(decision.tasks.at(0).kind, Task::Kind::kVoicemail);
  EXPECT_EQ(world.state().inquiries.count, 1U);
  EXPECT_TRUE(Has(decision, Why::kSameCall));
  world.RunUntil(kCalled + minutes{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_EQ(FirstText(world).wording.variant, Variant::kVoicemail);
}

// R9: text_1 has left: nothing more is sent, people are told.
TEST(Voicemail, OfAMissedCallThatIsAnswered) {
  World world;
  world.Missed(kCalled);
  world.RunUntil(kCalled + seconds{20});
  const Decision decision = world.Feed(kCalled + minutes{1}, Message("About my kitchen."));
  EXPECT_EQ(decision.tasks.at(0).quote, "About my kitchen.");
  world.RunUntil(kCalled + hours{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_EQ(FirstText(world).wording.variant, Variant::kPlain);
}

// R9: a text in the outbox may have left, so it counts as left.
TEST(Voicemail, WhileTextOneIsOut) {
  World world;
  world.Missed(kCalled);
  world.settle_at_once = false;
  world.RunUntil(kCalled + seconds{10});
  const Decision decision = world.Feed(kCalled + seconds{40}, Message("Hi"));
  EXPECT_FALSE(decision.withdraw);
  EXPECT_FALSE(decision.text.has_value());
}

// R9: the switch may tell of the message first.
TEST(Voicemail, ComesBeforeItsMissedCall) {
  World world;
  world.Feed(kCalled + seconds{50}, Message("Hi"));
  const Decision decision =
      world.FeedLate(kCalled, kCalled + seconds{55}, MissedCall{.line = Number("+14035550199")});
  EXPECT_THAT(decision.tasks, IsEmpty());
  EXPECT_EQ(world.state().inquiries.count, 1U);
  world.RunUntil(kCalled + hours{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R4, R9: a message half an hour later is of another call.
TEST(Voicemail, OfALaterCallJoinsTheEpisode) {
  World world;
  world.Missed(kCalled);
  const Decision decision = world.Feed(kCalled + minutes{30}, Message("Hi"));
  EXPECT_TRUE(Has(decision, Why::kRepeatCallJoins));
  EXPECT_EQ(world.state().inquiries.count, 2U);
}

// R4, R9: a message that no text has answered is answered by the next text_1; one that was isn't.
TEST(Voicemail, ATextOneSentAgainSaysWhatIsNew) {
  World world;
  world.Missed(kCalled);
  world.RunUntil(kCalled + hours{5});
  world.Feed(kCalled + hours{5}, Message("Hi"));
  world.RunUntil(kCalled + hours{6});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2", "text_1"));
  EXPECT_EQ(world.sent()[2].text.wording.variant, Variant::kVoicemail);
  World answered;
  answered.Feed(kCalled, Message("Hi"));
  answered.RunUntil(kCalled + hours{5});
  answered.Missed(kCalled + hours{5});
  answered.RunUntil(kCalled + hours{6});
  EXPECT_EQ(answered.sent().at(0).text.wording.variant, Variant::kVoicemail);
  EXPECT_EQ(answered.sent().at(2).text.wording.variant, Variant::kPlain);
}

// R7, R9: held over night, the words of the message are still true; after 72 hours no text goes.
TEST(Voicemail, OfTheEvening) {
  World world;
  const Instant night = At("2026-11-20T23:10:00-06:00");
  world.Feed(night, Message("Please call me."));
  world.RunUntil(night + hours{12});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_EQ(FirstText(world).wording.variant, Variant::kVoicemail);
  World late;
  late.FeedLate(kCalled, kCalled + hours{73}, Message("Please call me."));
  late.RunUntil(kCalled + hours{74});
  EXPECT_THAT(late.sent(), IsEmpty());
  EXPECT_THAT(late.Tasks(), ElementsAre("voicemail", "call_back"));
}

// R7, R9: a playbook without words for messages keeps to its late words.
TEST(Voicemail, WithoutWordsForIt) {
  Script script;
  const auto add = [&](Variant variant, std::string_view step, std::string_view words) {
    ASSERT_TRUE(script
                    .Add({.step = Named(step), .variant = variant, .locale = "en"},
                         Template::Compile(words).value())
                    .ok());
  };
  for (const PlaybookStep& step : TwoTextPlaybook().playbook->steps)
    add(Variant::kPlain, step.name.view(), "{person} here, we missed your call. What is it about?");
  add(Variant::kLate, "text_1", "{person} here, we missed your call earlier. What is it about?");
  ASSERT_TRUE(script.AddFooter("en", Template::Compile("STOP to opt out.").value()).ok());
  ASSERT_TRUE(script.Check().ok());
  const auto policy =
      MakePolicy(
          Northside(),
          FollowUps::Of({TwoTextPlaybook().playbook, std::make_shared<const Script>(script)}),
          BuiltInPlaces().value(), BuiltInReplies())
          .value();
  World world(policy);
  world.Feed(kCalled, Message("Hi"));
  world.RunUntil(kCalled + minutes{1});
  EXPECT_EQ(FirstText(world).wording.variant, Variant::kPlain);
  World late(policy);
  const Instant night = At("2026-11-20T23:10:00-06:00");
  late.Feed(night, Message("Hi"));
  late.RunUntil(night + hours{13});
  EXPECT_EQ(FirstText(late).wording.variant, Variant::kLate);
}

// R9: name and trade fill the profile, with the words they were read from.
TEST(Voicemail, FillsTheProfile) {
  const struct {
    const char* transcript;
    const char* name;
    const char* trade;
  } cases[] = {
      {"Hi, this is Dana Lee, my sewer is backed up.", "Dana", "drain"},
      {"Bonjour, c'est Dana, mon chauffe-eau coule.", "Dana", "water_heater"},
      {"Buenas, soy Dana, el desagüe no corre.", "Dana", "drain"},
      {"Call me about the drain and the water heater.", "", ""},
      {"Please call Dana.", "", ""},
      {"", "", ""},
  };
  for (const auto& [transcript, name, trade] : cases) {
    World world = Plumber();
    const Decision decision = world.Feed(kCalled, Message(transcript));
    EXPECT_EQ(world.lead().profile.name, name) << transcript;
    EXPECT_EQ(world.lead().profile.trade.view(), trade) << transcript;
    EXPECT_EQ(Has(decision, Why::kMessageSaysName), *name != '\0');
    EXPECT_EQ(Has(decision, Why::kMessageSaysTrade), *trade != '\0');
    for (const Reason& reason : decision.reasons) {
      const bool emergency = reason.why == Why::kEmergency || reason.why == Why::kPerhapsEmergency;
      EXPECT_EQ(reason.why == Why::kMessageSaysName || emergency, !reason.row.empty())
          << SlugOf(reason.why);
    }
  }
}

// R9: what a form or the office said is better than a transcript, before and after it.
TEST(Voicemail, NeverReplacesBetterKnowledge) {
  World world = Plumber();
  world.Feed(kCalled, DetailsKnown{{.name = "Daniela", .trade = TradeId::Of("bathroom")}});
  world.Feed(kCalled + minutes{1}, Message("This is Dana, about my drain."));
  EXPECT_EQ(world.lead().profile.name, "Daniela");
  EXPECT_EQ(world.lead().profile.trade, TradeId::Of("bathroom"));
  World form = Plumber();
  form.Feed(kCalled, Message("This is Dana, about my drain."));
  form.Feed(kCalled + minutes{1}, FormInquiry{.trade = TradeId::Of("basement"), .name = "Dan"});
  EXPECT_EQ(form.lead().profile.name, "Dan");
  EXPECT_EQ(form.lead().profile.trade, TradeId::Of("basement"));
}

// R9, R32: words against texts in a message are for a person to judge; nothing automated goes.
TEST(Voicemail, ThatWantsNoTexts) {
  for (const char* transcript :
       {"Please stop texting me.", "Take me off your list.", "Arrêtez de m'écrire.",
        "No me escriban más.", "Sorry, wrong number."}) {
    World world;
    const Decision decision = world.Feed(kCalled, Message(transcript));
    ASSERT_EQ(decision.tasks.size(), 1U) << transcript;
    EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kPerhapsStop);
    EXPECT_EQ(decision.tasks[0].quote, transcript);
    EXPECT_TRUE(world.state().marks.doubtful);
    EXPECT_FALSE(world.state().marks.opted_out);
    EXPECT_THAT(decision.consent, IsEmpty());
    world.RunUntil(kCalled + hours{24 * 40});
    EXPECT_THAT(world.sent(), IsEmpty()) << transcript;
    World greeted;
    greeted.Missed(kCalled - hours{1});
    greeted.RunUntil(kCalled - minutes{30});
    greeted.Feed(kCalled, Message(transcript));
    greeted.RunUntil(kCalled + hours{24 * 40});
    EXPECT_THAT(greeted.StepsSent(), ElementsAre("text_1")) << transcript;
  }
}

// R33, R43, R44: nothing that is said in a message is consent.
TEST(Voicemail, IsNeverConsent) {
  for (const char* transcript : {"Yes", "START", "Unstop", "Yes, please text me."}) {
    World world;
    world.Missed(kCalled - hours{1});
    world.Feed(kCalled - minutes{30}, TextIn{.body = "STOP"});
    const Decision decision = world.Feed(kCalled, Message(transcript));
    EXPECT_TRUE(world.state().marks.opted_out) << transcript;
    EXPECT_THAT(decision.consent, IsEmpty());
    EXPECT_EQ(decision.tasks.at(0).kind, Task::Kind::kCalledAfterStop);
    EXPECT_EQ(decision.tasks.at(0).quote, transcript);
    World fresh;
    for (const ConsentEntry& entry : fresh.Feed(kCalled, Message(transcript)).consent)
      EXPECT_EQ(entry.basis, Basis::kInquiry) << transcript;
  }
}

// R2, R9: hidden callers are nobody to text; the message reaches the owner all the same.
TEST(Voicemail, OfAHiddenCaller) {
  World world(Northside(), PhoneNumber());
  Voicemail message = Message("This is Dana, about my kitchen.");
  message.caller = MissedCall::Caller::kWithheld;
  const Decision decision = world.Feed(kCalled, message);
  ASSERT_EQ(decision.tasks.size(), 1U);
  EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kCallBack);
  EXPECT_EQ(decision.tasks[0].quote, "This is Dana, about my kitchen.");
  EXPECT_EQ(world.lead().profile, LeadProfile{});
}

// R74: years old.
TEST(Voicemail, FromYearsAgoChangesNothing) {
  World world;
  const Decision decision =
      world.FeedLate(kCalled - hours{24 * 500}, kCalled, Message("This is Dana."));
  EXPECT_TRUE(Has(decision, Why::kYearsOld));
  EXPECT_THAT(decision.tasks, IsEmpty());
  EXPECT_EQ(world.state().phase, Phase::kNew);
}

}  // namespace
}  // namespace textback
