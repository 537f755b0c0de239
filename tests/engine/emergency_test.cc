// R39: danger or damage, in a reply, a form or a message.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/small_words.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Instant kFriday = At("2026-11-20T10:00:00-06:00");
const Instant kNight = At("2026-11-20T23:00:00-06:00");
constexpr const char* kFlood = "The basement is flooding!";

PersonId Person(std::string_view id) { return PersonId::Parse(id).value(); }

WeekHours Daily(std::uint16_t open, std::uint16_t close) {
  WeekHours week;
  week.fill({open, close});
  return week;
}

// Alex owns it, Kim works by day, Pat by night.
Account Team() {
  Account account = Northside();
  account.team = {{.id = Person("alex"), .name = "Alex", .owner = true},
                  {.id = Person("kim"), .name = "Kim", .on_call = Daily(480, 1200)},
                  {.id = Person("pat"), .name = "Pat", .on_call = Daily(1200, 1439)}};
  account.emergency_words = {"no water"};
  account.emergency_text = {
      {"en", "{person} here. Call {callback} now. In danger, call 911."},
      {"fr", "Ici {person}. Appelez le {callback}. En cas de danger, le 911."}};
  return account;
}

World Greeted(Account account = Team()) {
  World world(SmallPolicy(std::move(account)));
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  return world;
}

std::vector<std::string> Told(const Decision& decision) {
  std::vector<std::string> people;
  for (const Task& task : decision.tasks) {
    if (task.kind == Task::Kind::kEmergency) people.push_back(task.to);
  }
  return people;
}

TEST(Emergency, AReplyTellsEverybodyOnDutyAtOnce) {
  World world = Greeted();
  const Decision decision = world.Feed(kFriday + minutes{5}, TextIn{.body = kFlood});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  EXPECT_EQ(decision.tasks.size(), 2U) << "the emergency is the task, no reply beside it";
  EXPECT_EQ(decision.tasks[0].quote, kFlood);
  EXPECT_TRUE(Has(decision, Why::kEmergency));
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  EXPECT_EQ(world.state().sequence.step, StepName());
  world.RunUntil(kFriday + minutes{30});
  EXPECT_THAT(world.Tasks(), Contains("nudge")) << "R21: until somebody answers";
}

TEST(Emergency, ByNightThoseOfTheNight) {
  World world = Greeted();
  EXPECT_THAT(Told(world.Feed(kNight, TextIn{.body = kFlood})), ElementsAre("alex", "pat"));
}

TEST(Emergency, WhoHasTheLeadIsToldToo) {
  World world = Greeted();
  world.Feed(kFriday + minutes{2}, LeadClaimed{.person = Person("pat")});
  const Decision decision = world.Feed(kFriday + minutes{5}, TextIn{.body = kFlood});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim", "pat"));
}

TEST(Emergency, NobodyOnDutyIsTheOwner) {
  Account account = Team();
  account.team = {{.id = Person("kim"), .on_call = Daily(480, 1200), .owner = true},
                  {.id = Person("lee"), .on_call = Daily(480, 1200)}};
  World world = Greeted(account);
  EXPECT_THAT(Told(world.Feed(kNight, TextIn{.body = kFlood})), ElementsAre("kim"));
  World alone = Greeted(Northside());
  EXPECT_THAT(Told(alone.Feed(kNight, TextIn{.body = kFlood})), ElementsAre("owner"));
}

// The lead is told whom to call, with all that R50 asks for.
TEST(Emergency, ACertainOneIsAnswered) {
  World world = Greeted();
  world.Feed(kFriday + minutes{5}, TextIn{.body = kFlood});
  world.RunUntil(kFriday + minutes{6});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "emergency_text"));
  const Text& text = world.sent().back().text;
  EXPECT_EQ(text.text_class, TextClass::kResponse);
  EXPECT_THAT(text.body, HasSubstr("Call 403-555-0199 now"));
  EXPECT_THAT(text.body, HasSubstr("STOP"));
  EXPECT_THAT(text.body, HasSubstr("Northside Renovations")) << "R50: put there if it isn't";
  EXPECT_EQ(world.sent().back().at, kFriday + minutes{5});
}

// R50: an account that says it itself isn't corrected.
TEST(Emergency, TheBusinessIsNamedOnce) {
  Account account = Team();
  account.emergency_text = {{"en", "{business} here: call {callback} now."}};
  World world = Greeted(account);
  world.Feed(kFriday + minutes{5}, TextIn{.body = kFlood});
  world.RunUntil(kFriday + minutes{6});
  EXPECT_THAT(world.sent().back().text.body,
              testing::StartsWith("Northside Renovations here: call"));
}

TEST(Emergency, InTheLeadsLanguage) {
  World world = Greeted();
  world.Feed(kFriday + minutes{5}, TextIn{.body = "Au feu!"});
  world.RunUntil(kFriday + minutes{6});
  EXPECT_THAT(world.sent().back().text.body, HasSubstr("Appelez le 403-555-0199"));
  EXPECT_THAT(world.sent().back().text.body, HasSubstr("ARRET"));
}

// Doubt counts for telling people, not for texting.
TEST(Emergency, APerhapsIsToldNotTexted) {
  World world = Greeted();
  const Decision decision =
      world.Feed(kFriday + minutes{5}, TextIn{.body = "There is a leak under the sink"});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("perhaps"));
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
}

TEST(Emergency, TheAccountsOwnWordsCount) {
  World world = Greeted();
  const Decision decision =
      world.Feed(kFriday + minutes{5}, TextIn{.body = "we have NO WATER since noon"});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  EXPECT_EQ(decision.reasons.front().row, "account");
  World machine = Greeted();
  const Decision none = machine.Feed(
      kFriday + minutes{5}, TextIn{.body = "Out of office. If you have no water call 911."});
  EXPECT_THAT(Told(none), IsEmpty()) << "a machine says what to do in an emergency";
}

// R30: who opted out gets no text; people are told.
TEST(Emergency, AfterStopOnlyPeopleHear) {
  World world = Greeted();
  world.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
  const Decision decision = world.Feed(kFriday + hours{1}, TextIn{.body = kFlood});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("opted out"));
  world.RunUntil(kFriday + hours{2});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "stop_confirmation"));
}

TEST(Emergency, BesideAStop) {
  World world = Greeted();
  const Decision decision =
      world.Feed(kFriday + minutes{5}, TextIn{.body = "no texts, the basement is flooding"});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("opted out"));
  EXPECT_TRUE(world.state().marks.opted_out);
  world.RunUntil(kFriday + hours{2});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "stop_confirmation"));
}

TEST(Emergency, AStopThatFollowsDropsTheText) {
  World world = Greeted();
  world.settle_at_once = false;
  world.Deliver(kFriday + minutes{5}, TextIn{.body = kFlood});
  world.Deliver(kFriday + minutes{5}, TextIn{.body = "STOP", .provider_answered = true});
  EXPECT_THAT(world.Notes(), Contains("dropped emergency_text"));
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R32: the person who decides about a doubt is told of the emergency too.
TEST(Emergency, BesideADoubt) {
  World world = Greeted();
  const Decision decision =
      world.Feed(kFriday + minutes{5}, TextIn{.body = "texts at night, flooding here"});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  EXPECT_TRUE(world.state().marks.doubtful);
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R10: a text about an emergency that goes next morning helps nobody.
TEST(Emergency, OutsideTheWindowTheTextIsDropped) {
  World world = Greeted();
  world.Feed(kNight, TextIn{.body = kFlood});
  world.RunUntil(kNight + hours{12});
  EXPECT_THAT(world.StepsSent(), Not(Contains("emergency_text")));
  EXPECT_THAT(world.Notes(), Contains("dropped emergency_text"));
  bool said = false;
  for (const Decision& decision : world.decisions())
    said = said || Has(decision, Why::kAnswerTooLate);
  EXPECT_TRUE(said);
}

TEST(Emergency, HeardOfTooLateTheTextIsDropped) {
  World world = Greeted();
  const Decision decision =
      world.FeedLate(kFriday + minutes{5}, kFriday + minutes{30}, TextIn{.body = kFlood});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.Notes(), Contains("dropped emergency_text"));
}

// R28: no alarm limits it; the text doesn't go into a loop.
TEST(Emergency, ToldAgainInALoop) {
  World world = Greeted();
  for (int i = 0; i < 5; ++i) {
    const Decision decision = world.Feed(kFriday + minutes{5 + i}, TextIn{.body = kFlood});
    EXPECT_THAT(Told(decision), ElementsAre("alex", "kim")) << i;
  }
  EXPECT_TRUE(world.state().loop.alarm);
}

// R64: the volume breaker holds no alarm.
TEST(Emergency, PassesTheVolumeBreaker) {
  World world = Greeted();
  world.settle_at_once = false;
  world.Deliver(kFriday + minutes{5}, TextIn{.body = kFlood});
  const Decision decision = world.Deliver(kFriday + minutes{5}, WakeUp{.brake = Brake::kVolume});
  ASSERT_TRUE(decision.text.has_value());
  EXPECT_EQ(decision.text->key.step, Named("emergency_text"));
}

// What is asked meanwhile doesn't take its place.
TEST(Emergency, HelpDoesNotReplaceTheText) {
  World world = Greeted();
  world.settle_at_once = false;
  world.Deliver(kFriday + minutes{5}, TextIn{.body = kFlood});
  world.Deliver(kFriday + minutes{5}, TextIn{.body = "HELP"});
  EXPECT_EQ(world.state().answer.kind, AnswerKind::kEmergencyText);
}

TEST(Emergency, AStrangerWithOneIsNotSentAPlaybook) {
  Account account = Team();
  account.answer_texts = true;
  World world(SmallPolicy(account));
  EXPECT_THAT(Told(world.Feed(kFriday, TextIn{.body = kFlood})), ElementsAre("alex", "kim"));
  world.RunUntil(kFriday + hours{24});
  EXPECT_THAT(world.StepsSent(), ElementsAre("emergency_text"));
}

// The message says it: text_1 would ask what it is about.
TEST(Emergency, AMessageEndsTheStepsBeforeText1) {
  World world(SmallPolicy(Team()));
  const Decision decision = world.Feed(
      kFriday, Voicemail{.line = Number("+14035550199"), .transcript = "Help, it is flooding"});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  EXPECT_EQ(decision.tasks[0].quote, "Help, it is flooding");
  world.RunUntil(kFriday + hours{24});
  EXPECT_THAT(world.StepsSent(), ElementsAre("emergency_text"));
  EXPECT_THAT(world.Notes(), ElementsAre("dropped text_1"));
}

TEST(Emergency, AMessageThatMayBeOneIsAnsweredAsUsual) {
  World world(SmallPolicy(Team()));
  const Decision decision =
      world.Feed(kFriday, Voicemail{.line = Number("+14035550199"), .transcript = "I have a leak"});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  world.RunUntil(kFriday + minutes{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

TEST(Emergency, OfAHiddenCallerPeopleAreTold) {
  World world(SmallPolicy(Team()), PhoneNumber());
  const Decision decision = world.Feed(kFriday, Voicemail{.line = Number("+14035550199"),
                                                          .caller = MissedCall::Caller::kWithheld,
                                                          .transcript = "flooding at 12 Main"});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.StepsSent(), IsEmpty());
}

TEST(Emergency, AFormEndsTheStepsToo) {
  World world(SmallPolicy(Team()));
  const Decision decision =
      world.Feed(kFriday, FormInquiry{.name = "Dana", .message = "gas smell in the kitchen"});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  world.RunUntil(kFriday + hours{24});
  EXPECT_THAT(world.StepsSent(), ElementsAre("emergency_text"));
}

// R46: a stranger's form with a link is not believed.
TEST(Emergency, AFormWithALinkIsOnlyTold) {
  World world(SmallPolicy(Team()));
  const Decision decision = world.Feed(
      kFriday, FormInquiry{.name = "Dana", .message = "flooding! see http://example.com/x"});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  world.RunUntil(kFriday + minutes{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R3: a person has dealt with it already.
TEST(Emergency, AMessageFromBeforeATalkIsNotTexted) {
  World world(SmallPolicy(Team()));
  world.Feed(kFriday + minutes{10}, AnsweredCall{});
  world.FeedLate(kFriday, kFriday + minutes{11},
                 Voicemail{.line = Number("+14035550199"), .transcript = "it is flooding"});
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.StepsSent(), IsEmpty());
}

TEST(Emergency, WithoutWordsOfTheAccountNobodyIsTexted) {
  World world = Greeted(Northside());
  world.Feed(kFriday + minutes{5}, TextIn{.body = kFlood});
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

TEST(Emergency, AnAccountWithWrongWordsIsRefused) {
  Account words = Northside();
  words.emergency_words = {"one two three four five"};
  EXPECT_FALSE(MakePolicy(words, FollowUps::Of(BuiltInPlaybooks()), BuiltInPlaces().value(),
                          BuiltInReplies())
                   .ok());
  Account text = Northside();
  text.emergency_text = {{"en", "Call {who}"}};
  EXPECT_THAT(std::string(MakePolicy(text, FollowUps::Of(BuiltInPlaybooks()),
                                     BuiltInPlaces().value(), BuiltInReplies())
                              .status()
                              .message()),
              HasSubstr("emergency_text"));
}

// The built-in words; the phrases are in src/config/words/replies.yaml.
TEST(Emergency, AsPeopleSayIt) {
  World world(PolicyFor(Team()));
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  const Decision decision =
      world.Feed(kFriday + minutes{5}, TextIn{.body = "The basement is flooding, a pipe burst!"});
  EXPECT_THAT(Told(decision), ElementsAre("alex", "kim"));
  world.RunUntil(kFriday + minutes{6});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "emergency_text"));
}

}  // namespace
}  // namespace textback
