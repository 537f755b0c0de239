// R10-R16, R40-R42 for a lead: where it could be, which hours apply, which basis it has.
#include "textback/engine/guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "textback/config/rulebook_yaml.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

std::vector<std::string> Tasks(const World& world) {
  std::vector<std::string> kinds;
  for (const Decision& decision : world.decisions()) {
    for (const Task& task : decision.tasks) kinds.emplace_back(NameOf(task.kind));
  }
  return kinds;
}

std::vector<std::string> Rows(const Decision& decision, Why why) {
  std::vector<std::string> rows;
  for (const Reason& reason : decision.reasons) {
    if (reason.why == why) rows.emplace_back(reason.row);
  }
  return rows;
}

// A proactive step that an inquiry permits, and a lead in the middle of its episode.
const PlaybookStep& TextTwo(const Policy& policy) {
  return policy.FollowUpOf(InquiryKind::kMissedCall).playbook->steps.at(1);
}
Lead Recovering(std::string_view phone, Instant since) {
  Lead lead{.id = {.account = AccountId::Parse("northside").value(), .phone = Number(phone)}};
  lead.state.phase = Phase::kRecovering;
  lead.state.episode = 1;
  Apply({.basis = Basis::kInquiry, .at = since, .expires_at = since + hours{24 * 80}},
        lead.state.consent);
  return lead;
}

// R10, R11: a caller from Texas to a contractor in Alberta is texted in Texan hours, on Texan time.
TEST(Guard, TheCallersPlaceCountsNotTheAccounts) {
  World world(Northside(), Number("+12145550123"));  // Dallas
  world.Missed(At("2026-11-20T08:30:00-06:00"));     // 08:30 there, before 09:00
  world.RunUntil(At("2026-11-20T09:30:00-06:00"));
  ASSERT_EQ(world.sent().size(), 1U);
  EXPECT_GE(world.sent()[0].at, At("2026-11-20T09:00:00-06:00"));
  EXPECT_THAT(Rows(world.decisions()[1], Why::kOutsideWindow), ElementsAre("US-TX"));
  EXPECT_THAT(Rows(world.decisions()[1], Why::kAreaCode), ElementsAre("US-TX"));
}

// R10: Pennsylvania is closed on Sundays and its holidays from 2026-10-18 on.
TEST(Guard, RowsInForceAndHolidaysHold) {
  World world(Northside(), Number("+12155550123"));  // Philadelphia
  world.Missed(At("2026-11-26T12:00:00-05:00"));     // Thanksgiving
  world.RunUntil(At("2026-11-26T23:00:00-05:00"));
  EXPECT_THAT(world.sent(), IsEmpty());
  EXPECT_THAT(Rows(world.last(), Why::kClosedHoliday), ElementsAre("US-PA"));
  world.RunUntil(At("2026-11-27T09:30:00-05:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R10, R11: area code 250 has two zones: both must allow.
TEST(Guard, EveryPossibleZoneMustAllow) {
  World world(Northside(), Number("+12505550123"));
  world.Missed(At("2026-11-20T20:45:00-07:00"));  // 20:45 and 21:45
  world.RunUntil(At("2026-11-21T09:30:00-07:00"));
  EXPECT_THAT(world.sent(), IsEmpty());
  world.RunUntil(At("2026-11-21T10:15:00-07:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R11: what is known about the lead takes precedence over its number.
TEST(Guard, APostalCodeMovesTheLead) {
  World world(Northside(), Number("+18005550123"));
  world.Feed(At("2026-11-20T05:00:00-06:00"), DetailsKnown{{.postal_code = "A1C 5S7"}});
  world.Missed(At("2026-11-20T06:30:00-06:00"));  // 09:00 in St John's
  world.RunUntil(At("2026-11-20T06:40:00-06:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R74: an unknown region or postal code is refused, with a reason.
TEST(Guard, UnknownPlacesAreRefused) {
  World world;
  const Instant at = At("2026-11-20T05:00:00-06:00");
  EXPECT_TRUE(Has(world.Feed(at, DetailsKnown{{.region = "CA-XX"}}), Why::kUnknownPlace));
  EXPECT_TRUE(Has(world.Feed(at, DetailsKnown{{.postal_code = "nowhere"}}), Why::kUnknownPlace));
  EXPECT_TRUE(Has(world.Feed(at, DetailsKnown{{.zone = "America/Atlantis"}}), Why::kUnknownZone));
  EXPECT_EQ(world.lead().profile, LeadProfile());
}

// R11: without any hint the strictest row applies (10:00-18:00, never on Sunday), in the account's
// zone.
TEST(Guard, ALeadWithoutAnyHintGetsTheStrictestRow) {
  World world(Northside(), Number("+18005550123"));
  world.Missed(At("2026-11-21T17:30:00-06:00"));  // Saturday, after 17:00
  world.RunUntil(At("2026-11-23T09:59:00-06:00"));
  EXPECT_THAT(world.sent(), IsEmpty());
  EXPECT_THAT(Rows(world.decisions()[1], Why::kOutsideWindow), ElementsAre("unknown"));
  world.RunUntil(At("2026-11-23T10:10:00-06:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R2: a premium number is never texted.
TEST(Guard, PremiumNumbersAreATaskForAPerson) {
  World world(Northside(), Number("+19005550123"));
  world.Missed(At("2026-11-20T12:00:00-06:00"));
  world.RunUntil(At("2026-11-21T12:00:00-06:00"));
  EXPECT_TRUE(Has(world.decisions()[0], Why::kPremiumNumber));
  EXPECT_THAT(world.sent(), IsEmpty());
  EXPECT_THAT(Tasks(world), ElementsAre("call_back"));
}

// R2: also when a text, and not a call, opened the episode.
TEST(Guard, PremiumNumbersGetNoFollowUpEither) {
  const World world;
  const Instant at = At("2026-11-20T12:00:00-06:00");
  const Ask ask =
      AskFor(TextTwo(world.policy()), *world.policy().FollowUpOf(InquiryKind::kMissedCall).playbook,
             Brake::kNone);
  const Verdict premium = CheckGuards(Recovering("+19005550123", at), ask, world.policy(), at);
  EXPECT_EQ(premium.kind, Verdict::Kind::kDrop);
  EXPECT_EQ(premium.guard, Guard::kNumber);
  EXPECT_EQ(CheckGuards(Recovering("+14035550123", at), ask, world.policy(), at).kind,
            Verdict::Kind::kGo);
}

// R10: windows that never overlap: held, one task for the owner, no endless loop.
TEST(Guard, PlacesThatNeverMeetAreHeldWithOneTask) {
  World world(Northside(), Number("+75005550123"));  // any of Russia's eleven zones
  world.Missed(At("2026-11-20T12:00:00-06:00"));
  world.RunUntil(At("2027-03-01T12:00:00-06:00"));
  EXPECT_THAT(world.sent(), IsEmpty());
  EXPECT_LT(world.decisions().size(), 10U);
  EXPECT_TRUE(Has(world.decisions()[1], Why::kNoWindow));
  EXPECT_EQ(world.Notes().front(), "held text_1");
  const std::vector<std::string> tasks = Tasks(world);
  EXPECT_EQ(std::count(tasks.begin(), tasks.end(), "call_back"), 2)
      << "one when it is held, one when it is too late (R7)";
}

// R10: ... and sent once somebody says where the lead is.
TEST(Guard, AHeldLeadGoesWhenItsPlaceIsKnown) {
  World world(Northside(), Number("+75005550123"));
  world.Missed(At("2026-11-20T12:00:00-06:00"));
  world.Feed(At("2026-11-20T13:00:00-06:00"), DetailsKnown{{.region = "CA-AB"}});
  world.RunUntil(At("2026-11-21T13:00:00-06:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R10: an account may use the hours that its law leaves to answers; the journal says so.
TEST(Guard, AnswersMayUseTheHoursTheLawLeavesToThem) {
  Account account = Northside();
  account.widen_response = true;
  World world(account);
  world.Missed(At("2026-11-20T23:00:00-06:00"));
  world.RunUntil(At("2026-11-21T08:00:00-06:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));  // text_2 is proactive: held
  EXPECT_EQ(world.sent()[0].at, At("2026-11-20T23:00:10-06:00"));
  EXPECT_TRUE(Has(world.decisions()[1], Why::kResponseHours));
}

// R16: no proactive text to a zone whose data is known to be wrong; an answer may go.
TEST(Guard, NothingProactiveToAStaleZone) {
  std::vector<std::shared_ptr<const Zone>> zones = Zone::LoadAll();
  for (auto& zone : zones) {
    if (zone->name() == "America/Vancouver")
      zone = Zone::Fixed("America/Vancouver", std::chrono::hours{-8});
  }
  const auto places = Places::Make({.rulebooks = BuiltInRulebooks(),
                                    .numbering = BuiltInNumbering(),
                                    .regions = BuiltInRegions(),
                                    .postal_codes = BuiltInPostalCodes(),
                                    .zones = zones})
                          .value();
  const auto policy =
      MakePolicy(Northside(), FollowUps::Of(BuiltInPlaybooks()), places, BuiltInReplies()).value();
  const Instant noon = At("2026-11-20T12:00:00-08:00");
  const Lead vancouver = Recovering("+16045550123", noon - hours{3});
  const Verdict held =
      CheckGuards(vancouver, AskFor(TextTwo(*policy), *TwoTextPlaybook().playbook, Brake::kNone),
                  *policy, noon);
  EXPECT_EQ(held.kind, Verdict::Kind::kHold);
  EXPECT_GT(held.until, noon);
  EXPECT_EQ(held.reasons.back().why, Why::kStaleZone);
  EXPECT_EQ(CheckGuards(vancouver,
                        AskFor(TwoTextPlaybook().playbook->steps.at(0), *TwoTextPlaybook().playbook,
                               Brake::kNone),
                        *policy, noon)
                .kind,
            Verdict::Kind::kGo);
  const Lead calgary = Recovering("+14035550123", noon - hours{3});
  EXPECT_EQ(
      CheckGuards(calgary, AskFor(TextTwo(*policy), *TwoTextPlaybook().playbook, Brake::kNone),
                  *policy, noon)
          .kind,
      Verdict::Kind::kGo);
}

// R16: a check-in planned for 10:00 in Calgary goes at 10:00 in Honolulu if the lead turns out to
// be there. The same happens if a zone's rules changed after planning.
TEST(Guard, AnHourOfTheDayIsWorkedOutAgain) {
  World world;
  world.Feed(At("2026-11-20T11:00:00-06:00"), ConsentGiven{{.basis = Basis::kExpress}});
  world.Missed(At("2026-11-20T12:00:00-06:00"));
  world.RunUntil(At("2026-11-20T18:00:00-06:00"));
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_EQ(world.state().sequence.due, At("2026-11-27T10:00:00-06:00"));
  world.Feed(At("2026-11-21T12:00:00-06:00"), DetailsKnown{{.region = "US-HI"}});
  world.RunUntil(At("2026-11-28T12:00:00-06:00"));
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2", "check_in_1"));
  EXPECT_EQ(world.sent()[2].at, At("2026-11-27T10:00:00-10:00"));
}

// R40-R42, R71: a text names its basis, the row that limits it, and the reading that was applied.
TEST(Guard, ReasonsNameBasisRowAndReading) {
  World world(Northside(), Number("+13055550123"));  // Miami
  world.Missed(At("2026-11-20T12:00:00-05:00"));
  world.RunUntil(At("2026-11-20T15:00:00-05:00"));
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  const Decision* second = nullptr;
  for (const Decision& decision : world.decisions()) {
    if (decision.text.has_value()) second = &decision;
  }
  EXPECT_THAT(Rows(*second, Why::kBasis), ElementsAre("US-FL"));
  EXPECT_THAT(Rows(*second, Why::kReading), ElementsAre("cautious"));
  EXPECT_THAT(Rows(*second, Why::kWindowOpen), ElementsAre("US-FL"));
  for (const Reason& reason : second->reasons) {
    if (reason.why != Why::kBasis) continue;
    EXPECT_NE(reason.citation.find("64.1200(f)(5)"), std::string::npos);
  }
}

// R40: an inquiry lasts three months in the USA and six in Canada, until the start of the day.
TEST(Guard, AnInquiryLastsAsLongAsTheRecipientsLawSays) {
  World calgary;
  calgary.Missed(At("2026-08-31T12:00:00-06:00"));
  EXPECT_EQ(calgary.state().consent.ExpiresAt(Basis::kInquiry), At("2027-02-28T00:00:00-06:00"));
  World miami(Northside(), Number("+13055550123"));
  miami.Missed(At("2026-08-31T12:00:00-04:00"));
  EXPECT_EQ(miami.state().consent.ExpiresAt(Basis::kInquiry), At("2026-11-30T00:00:00-05:00"));
}

// Follow-ups that need a referral, and a lead that was referred and called.
World Referred() {
  auto playbook = *TwoTextPlaybook().playbook;
  playbook.steps.at(1).needs = Need::kReferral;
  playbook.steps.at(2).needs = Need::kReferral;
  World world(MakePolicy(Northside(),
                         FollowUps::Of({std::make_shared<const Playbook>(playbook),
                                        TwoTextPlaybook().script}),
                         BuiltInPlaces().value(), BuiltInReplies())
                  .value());
  world.Feed(At("2026-11-20T11:59:00-06:00"),
             ConsentGiven{{.basis = Basis::kReferralFirst, .evidence = "referred by Sam Lee"}});
  world.Missed(At("2026-11-20T12:00:00-06:00"));
  return world;
}

// R40: a referral allows one text and no more.
TEST(Guard, AReferralCarriesOneText) {
  World world = Referred();
  world.RunUntil(At("2027-01-20T12:00:00-06:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_THAT(world.Notes(), IsSupersetOf({"dropped check_in_1"}));
}

// R13, R40: the referral still allows its text when the guards run again at the hand-over.
TEST(Guard, AReferralStillHoldsAtTheHandOver) {
  World world = Referred();
  world.RunUntil(At("2026-11-20T12:01:00-06:00"));
  world.settle_at_once = false;
  const Instant later = At("2026-11-20T14:01:00-06:00");
  world.RunUntil(later);
  ASSERT_TRUE(world.last().text.has_value());
  const Verdict verdict =
      CheckHandOver(world.lead(), *world.last().text, world.policy(), later, Brake::kNone);
  EXPECT_EQ(verdict.kind, Verdict::Kind::kGo);
}

// A new playbook put steps before one that waits for an hour of the day: that step is sent once.
TEST(Guard, AStepWithoutItsAnchorStillEnds) {
  World world;
  world.Feed(At("2026-11-20T11:00:00-06:00"), ConsentGiven{{.basis = Basis::kExpress}});
  world.Missed(At("2026-11-20T12:00:00-06:00"));
  world.RunUntil(At("2026-11-20T18:00:00-06:00"));
  world.lead().state.sequence.steps = {};
  world.RunUntil(At("2027-01-20T12:00:00-06:00"));
  EXPECT_EQ(world.StepsSent().size(), 4U);
}

// R32: a possible STOP stops every step, whatever the phase.
TEST(Guard, ADoubtStopsEveryStep) {
  const auto policy = PolicyFor(Northside());
  const Instant noon = At("2026-11-20T12:00:00-06:00");
  Lead lead = Recovering("+14035550123", noon - hours{3});
  const Ask ask = AskFor(TextTwo(*policy), *TwoTextPlaybook().playbook, Brake::kNone);
  ASSERT_EQ(CheckGuards(lead, ask, *policy, noon).kind, Verdict::Kind::kGo);
  lead.state.marks.doubtful = true;
  const Verdict verdict = CheckGuards(lead, ask, *policy, noon);
  EXPECT_EQ(verdict.kind, Verdict::Kind::kDrop);
  EXPECT_EQ(verdict.guard, Guard::kOptOut);
  EXPECT_EQ(verdict.reasons.front().why, Why::kDoubtful);
}

}  // namespace
}  // namespace textback
