// R3, R20-R44: what people do, leads as well as the account's people.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Instant kFriday = At("2026-11-20T10:00:00-06:00");

// R3: reached before text_1 leaves: text_1 is dropped.
TEST(People, AnsweredCallBeforeTheFirstTextDropsIt) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + seconds{8}, AnsweredCall{});
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_THAT(world.StepsSent(), IsEmpty());
  EXPECT_THAT(world.Notes(), ElementsAre("dropped text_1"));
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
}

// R3: reached later: everything that is still pending is dropped.
TEST(People, AnsweredCallDropsWhatIsPending) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{30}, AnsweredCall{});
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.Notes(), ElementsAre("dropped text_2"));
}

// R3: a conversation from before the inquiry, heard of late, does not affect it.
TEST(People, TalkFromBeforeTheInquiryCancelsNothing) {
  World world;
  world.Missed(kFriday);
  world.FeedLate(kFriday - hours{2}, kFriday + seconds{5}, AnsweredCall{});
  world.RunUntil(kFriday + minutes{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R3: a conversation without an open episode leaves only a reason.
TEST(People, AnsweredCallWithoutAnEpisodeChangesNothing) {
  World world;
  world.Feed(kFriday, AnsweredCall{});
  EXPECT_TRUE(Has(world.last(), Why::kNothingPending));
  EXPECT_EQ(world.state().phase, Phase::kNew);
}

// R20: a reply ends the automated steps and makes the lead engaged; a person is told.
TEST(People, ReplyEndsTheSequence) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{10}, TextIn{.body = "Yes! Can you stop by Tuesday?"});
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.Tasks(), ElementsAre("reply", "nudge", "nudge", "escalation"));
}

// R1, R20: a text without an episode opens one for a person.
TEST(People, TextOutOfTheBlueIsForAPerson) {
  World world;
  world.Feed(kFriday, TextIn{.body = "Do you do basements?"});
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  EXPECT_EQ(world.state().episode, 1U);
  EXPECT_THAT(world.Tasks(), ElementsAre("reply"));
}

// R24: a text written by a person ends the automated steps.
TEST(People, PersonalTextEndsTheSequence) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{10}, PersonText{.body = "On my way"});
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
}

class StopWord : public ::testing::TestWithParam<const char*> {};

// R30: STOP in its usual spellings takes effect at once, for all steps and episodes.
TEST_P(StopWord, SuppressesForEver) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = GetParam()});
  EXPECT_TRUE(world.state().marks.opted_out);
  EXPECT_EQ(world.state().phase, Phase::kClosed);
  EXPECT_FALSE(world.state().consent.Holds(Basis::kInquiry, kFriday + minutes{6}));
  world.Missed(kFriday + hours{24 * 100});
  world.Feed(kFriday + hours{24 * 101}, TextIn{.body = "YES"});
  world.RunUntil(kFriday + hours{24 * 200});
  EXPECT_TRUE(world.state().marks.opted_out)
      << "R33: YES after STOP doesn't reopen, nor does a call";
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "stop_confirmation"));
}

INSTANTIATE_TEST_SUITE_P(Spellings, StopWord,
                         ::testing::Values("STOP", "stop", " Stop. ", "ARRÊT", "arret",
                                           "UNSUBSCRIBE", "STOPALL", "Stop!"));

// R32: a sentence that only contains the word is no STOP.
TEST(People, StopInsideASentenceIsAReply) {
  for (const char* body : {"stop by Tuesday", "end of the month works", "cancel my appointment"}) {
    World world;
    world.Missed(kFriday);
    world.Feed(kFriday + minutes{5}, TextIn{.body = body});
    EXPECT_FALSE(world.state().marks.opted_out) << body;
    EXPECT_EQ(world.state().phase, Phase::kEngaged) << body;
  }
}

// R30: STOP also stops a text that is already in the outbox.
TEST(People, StopWithdrawsAQueuedText) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  ASSERT_TRUE(world.last().text.has_value());
  const Text text = *world.last().text;
  const Decision stopped = world.Deliver(kFriday + seconds{11}, TextIn{.body = "STOP"});
  EXPECT_TRUE(stopped.withdraw);
  EXPECT_EQ(
      CheckHandOver(world.lead(), text, world.policy(), kFriday + seconds{12}, Brake::kNone).kind,
      Verdict::Kind::kDrop);
}

// R33: START reopens, and so does a new express consent; the owner is told.
TEST(People, StartAndExpressConsentReopen) {
  World start;
  start.Missed(kFriday);
  start.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
  start.Feed(kFriday + minutes{9}, TextIn{.body = "START"});
  EXPECT_FALSE(start.state().marks.opted_out);
  World form;
  form.Missed(kFriday);
  form.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
  form.Feed(kFriday + hours{9},
            FormInquiry{.name = "Dana", .consent_words = "Yes, text me about my kitchen"});
  EXPECT_FALSE(form.state().marks.opted_out);
  EXPECT_TRUE(form.state().consent.Holds(Basis::kExpress, kFriday + hours{10}));
}

// R30: an opt-out survives imports: a consent or START from before the STOP, heard of later,
// reopens nothing.
TEST(People, OldConsentAfterStopReopensNothing) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
  world.FeedLate(kFriday - hours{24 * 30}, kFriday + hours{20},
                 ConsentGiven{{.basis = Basis::kExpress, .evidence = "import"}});
  world.FeedLate(kFriday + minutes{4}, kFriday + hours{21}, TextIn{.body = "START"});
  world.FeedLate(kFriday + minutes{3}, kFriday + hours{22},
                 FormInquiry{.consent_words = "Yes, text me"});
  EXPECT_TRUE(world.state().marks.opted_out);
  EXPECT_FALSE(world.state().consent.Holds(Basis::kExpress, kFriday + hours{23}));
}

// R24, R26: what a person did before this inquiry, heard of late, does not end its follow-up.
TEST(People, StaleOutcomesAndTextsDontEndAFreshEpisode) {
  World world;
  world.Missed(kFriday);
  world.FeedLate(kFriday - hours{100}, kFriday + seconds{3},
                 OutcomeReported{OutcomeReported::Outcome::kLost});
  world.FeedLate(kFriday - hours{1}, kFriday + seconds{4}, PersonText{.body = "See you"});
  world.RunUntil(kFriday + hours{3});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
}

// R32: plain language with the same meaning is a STOP too, in three languages.
TEST(People, PlainLanguageStops) {
  for (const char* body : {"please stop texting me", "Stop. Thank you", "arrêtez de m'écrire",
                           "no me escriban más", "take me off your list"}) {
    World world;
    world.Missed(kFriday);
    world.Feed(kFriday + minutes{5}, TextIn{.body = body});
    EXPECT_TRUE(world.state().marks.opted_out) << body;
    EXPECT_TRUE(Has(world.last(), Why::kStopReceived)) << body;
    EXPECT_FALSE(world.last().reasons.back().row.empty()) << "R71: which words; " << body;
  }
}

// R32: a possible STOP pauses automation until a person has handled it, even after another call.
TEST(People, DoubtfulReplyWaitsForAPerson) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "stop texting me after 9pm"});
  EXPECT_TRUE(world.state().marks.doubtful);
  EXPECT_FALSE(world.state().marks.opted_out) << "never guessed";
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  world.Missed(kFriday + hours{24 * 40});
  world.RunUntil(kFriday + hours{24 * 50});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.Tasks(),
              ElementsAre("perhaps_stop", "nudge", "nudge", "escalation", "call_back"));
  world.Feed(kFriday + hours{24 * 51}, PersonText{.body = "Only in the mornings then"});
  EXPECT_FALSE(world.state().marks.doubtful);
  EXPECT_TRUE(Has(world.last(), Why::kPersonDecided));
  world.Missed(kFriday + hours{24 * 90});
  world.RunUntil(kFriday + hours{24 * 90} + minutes{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_1"));
}

// R32, R13: it also stops a text that is already in the outbox.
TEST(People, DoubtfulReplyWithdrawsAQueuedText) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const Text text = *world.last().text;
  const Decision paused = world.Deliver(kFriday + seconds{11}, TextIn{.body = "🛑"});
  EXPECT_TRUE(paused.withdraw);
  EXPECT_EQ(
      CheckHandOver(world.lead(), text, world.policy(), kFriday + seconds{12}, Brake::kNone).kind,
      Verdict::Kind::kDrop);
}

TEST(People, DoubtfulWordsOutOfTheBlueAreForAPerson) {
  World world;
  world.Feed(kFriday, TextIn{.body = "this is getting annoying, you guys text a lot"});
  EXPECT_TRUE(world.state().marks.doubtful);
  EXPECT_EQ(world.state().episode, 1U);
  world.Feed(kFriday + minutes{1}, TextIn{.body = "STOP"});
  EXPECT_TRUE(world.state().marks.opted_out);
  EXPECT_FALSE(world.state().marks.doubtful) << "decided by the lead";
}

// R36: nothing automated is sent to a stranger until they ask for it.
TEST(People, WrongNumberEndsAutomationForGood) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "Wrong number"});
  EXPECT_EQ(world.state().phase, Phase::kUnreachable);
  world.Missed(kFriday + hours{24 * 40});
  world.RunUntil(kFriday + hours{24 * 50});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.Tasks(), ElementsAre("wrong_number", "call_back"));
  EXPECT_TRUE(Has(world.last(), Why::kWrongNumber));
  world.Feed(kFriday + hours{24 * 51},
             FormInquiry{.name = "Sam", .consent_words = "Yes, text me about my bathroom"});
  world.RunUntil(kFriday + hours{24 * 51} + minutes{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_1"));
}

// R23: an automatic reply is no reply: the steps wait a day and then continue, within the window.
TEST(People, AutoReplyHoldsTheSequenceADay) {
  World world;
  world.Missed(kFriday - hours{24});
  const Instant driving = kFriday - hours{24} + minutes{1};
  world.Feed(driving, TextIn{.body = "I'm driving with Do Not Disturb turned on"});
  EXPECT_EQ(world.state().phase, Phase::kRecovering);
  EXPECT_THAT(world.Tasks(), ElementsAre("auto_reply")) << "somebody may look whether it was one";
  world.RunUntil(kFriday + hours{4});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_EQ(world.sent()[1].at, driving + hours{24});
}

// R23, R13: it comes while a text is on its way to the carrier: later texts wait, and a text that
// has not left is held.
TEST(People, AutoReplyWhileATextIsInFlight) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const Text text = *world.last().text;
  world.Deliver(kFriday + seconds{11}, TextIn{.body = "Automatic reply: out of office"});
  EXPECT_EQ(
      CheckHandOver(world.lead(), text, world.policy(), kFriday + seconds{12}, Brake::kNone).kind,
      Verdict::Kind::kHold);
  world.Settle(text, {.kind = SendOutcome::Kind::kAccepted});
  world.RunUntil(kFriday + hours{23});
  EXPECT_FALSE(world.last().text.has_value());
  EXPECT_TRUE(Has(world.last(), Why::kAutoReplied));
}

TEST(People, AutoReplyToNobodyChangesNothing) {
  World world;
  world.Feed(kFriday, TextIn{.body = "Out of office until Monday"});
  EXPECT_EQ(world.state().phase, Phase::kNew);
  EXPECT_EQ(world.state().episode, 0U);
}

// R32: what a person did before the text was written resolves nothing; nor does an old consent.
TEST(People, OldNewsSettlesNoDoubt) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "you guys text a lot"});
  world.FeedLate(kFriday + minutes{2}, kFriday + minutes{6}, PersonText{.body = "Hi"});
  world.FeedLate(kFriday + minutes{2}, kFriday + minutes{7}, AnsweredCall{});
  world.FeedLate(kFriday + minutes{2}, kFriday + minutes{8},
                 ConsentGiven{{.basis = Basis::kExpress, .evidence = "import"}});
  world.FeedLate(kFriday + minutes{2}, kFriday + minutes{9},
                 FormInquiry{.name = "Dana", .consent_words = "Yes"});
  EXPECT_TRUE(world.state().marks.doubtful);
  world.Feed(kFriday + hours{1}, OutcomeReported{OutcomeReported::Outcome::kLost});
  EXPECT_TRUE(world.state().marks.doubtful) << "lost says nothing of texts";
}

// R30, R32: a person records an opt-out that they were told.
TEST(People, WithdrawnExpressConsentIsAnOptOut) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "stop texting me after 9pm"});
  world.Feed(kFriday + minutes{9},
             ConsentGiven{{.basis = Basis::kExpress, .withdrawn = true, .evidence = "by phone"}});
  EXPECT_TRUE(world.state().marks.opted_out);
  EXPECT_FALSE(world.state().consent.Holds(Basis::kInquiry, kFriday + minutes{10}));
}

// R32, R41: a possible STOP is no inquiry.
TEST(People, DoubtfulWordsAreNoBasis) {
  World world;
  world.Feed(kFriday, TextIn{.body = "you guys text a lot"});
  EXPECT_FALSE(world.state().consent.Holds(Basis::kInquiry, kFriday + minutes{1}));
}

// R36: the consent and the name belonged to somebody else.
TEST(People, WrongNumberKeepsNobodysConsent) {
  World world;
  world.Feed(kFriday,
             FormInquiry{.trade = TradeId::Of("kitchen"), .name = "Dana", .consent_words = "Yes"});
  world.Feed(kFriday + minutes{5}, TextIn{.body = "wrong number"});
  EXPECT_FALSE(world.state().consent.Holds(Basis::kExpress, kFriday + minutes{6}));
  EXPECT_EQ(world.lead().profile.name, "");
  world.Feed(kFriday + minutes{9}, TextIn{.body = "START"});
  EXPECT_FALSE(world.state().marks.wrong_number);
  EXPECT_FALSE(world.state().consent.Holds(Basis::kExpress, kFriday + minutes{10}));
}

// R36, R30: even where texts are answered automatically a stranger is not answered, and STOP
// counts.
TEST(People, StrangersAreNotAnsweredAndMayStop) {
  Account account = Northside();
  account.answer_texts = true;
  World world(account);
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "wrong number"});
  world.Feed(kFriday + minutes{6}, TextIn{.body = "I rent, by the way"});
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  world.Feed(kFriday + minutes{7}, TextIn{.body = "STOP"});
  EXPECT_TRUE(world.state().marks.opted_out);
  world.Missed(kFriday + hours{24 * 40});
  world.RunUntil(kFriday + hours{24 * 50});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.Tasks(), ElementsAre("wrong_number", "reply", "called_after_stop"));
}

// R23: a lead that calls or writes is active again; an automatic reply from before the call has no
// effect.
TEST(People, APauseEndsWithThePersonsNextAct) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{1}, TextIn{.body = "Automatic reply: out of office"});
  world.Feed(kFriday + minutes{30}, OutcomeReported{OutcomeReported::Outcome::kBooked});
  world.Missed(kFriday + hours{5});
  world.RunUntil(kFriday + hours{5} + minutes{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_1"));
  World early;
  early.Missed(kFriday);
  early.FeedLate(kFriday - hours{2}, kFriday + minutes{1},
                 TextIn{.body = "Automatic reply: out of office"});
  EXPECT_EQ(early.state().sequence.paused_until, kNever);
}

// R5: a text after 30 days of silence opens the next episode.
TEST(People, ATextAfterThirtyDaysOpensTheNextEpisode) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "Yes, a kitchen"});
  world.Feed(kFriday + hours{24 * 90}, TextIn{.body = "Do you still do kitchens?"});
  EXPECT_EQ(world.state().episode, 2U);
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
}

// R34: HELP is answered at once and is no reply: the sequence continues.
TEST(People, HelpIsATaskAndNoReply) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "help"});
  world.RunUntil(kFriday + hours{3});
  EXPECT_THAT(world.Tasks(), ElementsAre("help"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "help_answer", "text_2"));
}

// R26: booked, lost and closed end the episode.
TEST(People, OutcomesEndTheEpisode) {
  using Outcome = OutcomeReported::Outcome;
  for (const auto& [outcome, phase] :
       {std::pair(Outcome::kBooked, Phase::kBooked), std::pair(Outcome::kLost, Phase::kLost),
        std::pair(Outcome::kClosed, Phase::kClosed)}) {
    World world;
    world.Missed(kFriday);
    world.Feed(kFriday + minutes{30}, OutcomeReported{outcome});
    world.RunUntil(kFriday + hours{24 * 30});
    EXPECT_EQ(world.state().phase, phase);
    EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  }
}

// R43: a reply, however friendly, is never express consent.
TEST(People, FriendlyReplyIsNotExpressConsent) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "yes please call me"});
  EXPECT_FALSE(world.state().consent.Holds(Basis::kExpress, kFriday + minutes{6}));
}

// R41: every change of consent is a separate ledger entry with evidence; together the entries give
// the lead's state.
TEST(People, LedgerFoldsToTheLeadsConsent) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{1}, ConsentGiven{{.basis = Basis::kExpress, .evidence = "form-17"}});
  world.Feed(kFriday + minutes{2}, TextIn{.body = "STOP"});
  std::vector<ConsentEntry> ledger;
  for (const Decision& decision : world.decisions()) {
    ledger.insert(ledger.end(), decision.consent.begin(), decision.consent.end());
  }
  EXPECT_EQ(ledger.size(), 4U);  // inquiry, express, both withdrawn
  for (const ConsentEntry& entry : ledger) EXPECT_FALSE(entry.evidence.empty());
  EXPECT_EQ(Fold(ledger), world.state().consent);
}

// R74: nonsense changes nothing and gives a reason.
TEST(People, NonsenseChangesNothing) {
  World world;
  world.Feed(kFriday, OutcomeReported{OutcomeReported::Outcome::kBooked});
  EXPECT_TRUE(Has(world.last(), Why::kOutOfOrder));
  EXPECT_EQ(world.state().phase, Phase::kNew);
  world.FeedLate(kFriday + hours{48}, kFriday + minutes{1}, MissedCall{});
  EXPECT_TRUE(Has(world.last(), Why::kImplausibleTime));
  EXPECT_EQ(world.state().phase, Phase::kNew);
  world.Feed(kFriday + minutes{2}, ConsentGiven{{.basis = Basis::kResponse}});
  EXPECT_TRUE(Has(world.last(), Why::kOutOfOrder));
  world.Feed(kFriday + minutes{3}, DetailsKnown{{.zone = "Atlantis/Capital"}});
  EXPECT_TRUE(Has(world.last(), Why::kUnknownZone));
}

}  // namespace
}  // namespace textback
