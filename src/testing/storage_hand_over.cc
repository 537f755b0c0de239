// BeginHandOver: the last check before a text is sent.
#include <gmock/gmock.h>

#include <vector>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::Property;

constexpr Instant kNow = kSampleNow;
constexpr Duration kLease = seconds{60};

auto HasCode(absl::StatusCode code) { return Property(&absl::Status::code, code); }
auto IsOk() { return HasCode(absl::StatusCode::kOk); }
auto IsLost() { return HasCode(absl::StatusCode::kAborted); }

AccountId Account(std::string_view name) { return AccountId::Parse(name).value(); }

// R60: a marked text may have left, whichever process dies now
TEST_P(StorageConformance, HandedOverTextIsMarked) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  ASSERT_TRUE(BeginHandOver(text, kNow).ok());
  EXPECT_TRUE(TextOf(ClaimText(kNow + kLease)).maybe_sent);
}

// R60, R73
TEST_P(StorageConformance, MarkIsThereAfterReopening) {
  GivenHandedOverText(SampleLead(1), kNow);
  GivenClaimedText(SampleLead(2), kNow);
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  const Claimed claimed = ClaimTexts(kNow);
  ASSERT_EQ(claimed.work.size(), 2U);
  EXPECT_TRUE(TextOf(claimed.work[0]).maybe_sent);
  EXPECT_FALSE(TextOf(claimed.work[1]).maybe_sent);
}

// A slow pass before the hand-over must not shorten the provider's time.
TEST_P(StorageConformance, LeaseIsRenewedFromTheHandOverOn) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  const Instant later = kNow + seconds{50};
  ASSERT_THAT(BeginHandOver({&text}, {NextRecord(text.lead.id.account)}, later, hours{1}),
              ElementsAre(IsOk()));
  EXPECT_EQ(NextDue(kNow + kLease), later + hours{1});
  EXPECT_EQ(NextDue(later + hours{1} - milliseconds{1}), later + hours{1});
  const Event settled = SampleSettled(text, SendOutcome::Kind::kAccepted, later);
  EXPECT_TRUE(Settle(text, settled).ok());
}

// R13, R30: a STOP comes before a claimed text
TEST_P(StorageConformance, TextWithANewerEventIsNotHandedOver) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "STOP")});
  EXPECT_TRUE(absl::IsAborted(BeginHandOver(text, kNow)));
  // Its lease has ended, and it waits unchanged.
  const Work stop = ClaimStep(kNow);
  EXPECT_EQ(EventOf(stop).id.value(), "in-1");
  ASSERT_TRUE(Commit(stop, SampleRest(stop), kNow).ok());
  const Work again = ClaimText(kNow);
  EXPECT_EQ(TextOf(again).text, TextOf(text).text);
  EXPECT_FALSE(TextOf(again).maybe_sent);
}

// R70: an event has no effect before it was received
TEST_P(StorageConformance, EventOfLaterDoesNotHinderTheHandOver) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow + seconds{2}, "STOP"),
          SampleTextIn(SampleLead(2), "in-2", kNow, "STOP")});
  EXPECT_TRUE(BeginHandOver(text, kNow + seconds{2} - milliseconds{1}).ok());
}

// R64: the switch is turned after the claim
TEST_P(StorageConformance, TurnOfTheSwitchStopsEveryTextOfItsAccount) {
  GivenQueued({SampleLead(1), SampleLead(2), SampleLead(3, "southside")}, "text_1", kNow);
  const Claimed texts = ClaimTexts(kNow);
  ASSERT_EQ(texts.work.size(), 3U);
  Append({SampleSwitch("northside", "off", kNow + seconds{1})});
  const auto hand_over = [&](Instant now) {
    std::vector<const Work*> works;
    for (const Work& work : texts.work) works.push_back(&work);
    return BeginHandOver(works,
                         {NextRecord(Account("northside")), NextRecord(Account("southside"))}, now);
  };
  EXPECT_THAT(hand_over(kNow + seconds{1}), ElementsAre(IsLost(), IsLost(), IsOk()));
  EXPECT_TRUE(ClaimStep(kNow + seconds{1}).lead.id.phone.withheld());
}

// R64: once the switch is decided, the account's record applies and the storage no longer blocks
// texts
TEST_P(StorageConformance, DecidedTurnOfTheSwitchHindersNothing) {
  Append({SampleSwitch("northside", "on", kNow)});
  const Work turn = ClaimStep(kNow);
  ASSERT_TRUE(Commit(turn, SampleRest(turn), kNow).ok());
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  Append({SampleSwitch("northside", "off", kNow + seconds{2})});
  EXPECT_TRUE(BeginHandOver(text, kNow + seconds{1}).ok());
}

// R62: two workers never use the same free slot of a line
TEST_P(StorageConformance, TextIsNotHandedOverWithAStaleAccount) {
  GivenQueued({SampleLead(1), SampleLead(2), SampleLead(3, "southside")}, "text_1", kNow);
  const Claimed texts = ClaimTexts(kNow);
  ASSERT_EQ(texts.work.size(), 3U);
  AccountRecord north = NextRecord(Account("northside"));
  const AccountRecord south = NextRecord(Account("southside"));
  ASSERT_THAT(BeginHandOver({&texts.work[0]}, {north}, kNow), ElementsAre(IsOk()));
  north.all_lines.free_at = kNow + seconds{1};
  EXPECT_THAT(BeginHandOver({&texts.work[1], &texts.work[2]}, {north, south}, kNow),
              ElementsAre(IsLost(), IsOk()));
  // It waits unchanged, and comes with the record that the faster worker wrote.
  EXPECT_FALSE(TextOf(ClaimText(kNow)).maybe_sent);
  EXPECT_EQ(NextRecord(Account("northside")).version, 2U);
}

// R62: two workers with equal next records are not taken for one that changes nothing
TEST_P(StorageConformance, AccountThatChangesNothingIsHandedOverAsItIs) {
  GivenQueued({SampleLead(1), SampleLead(2), SampleLead(3), SampleLead(4)}, "text_1", kNow);
  const Claimed texts = ClaimTexts(kNow);
  ASSERT_EQ(texts.work.size(), 4U);
  const AccountRecord fresh{.account = Account("northside")};
  EXPECT_THAT(BeginHandOver({&texts.work[0]}, {fresh}, kNow), ElementsAre(IsOk()));
  const AccountRecord first = SampleAccount("northside", 1);
  EXPECT_THAT(BeginHandOver({&texts.work[1]}, {first}, kNow), ElementsAre(IsOk()));
  EXPECT_THAT(BeginHandOver({&texts.work[2]}, {first}, kNow), ElementsAre(IsOk()));
  AccountRecord other = first;
  other.all_lines.free_at += seconds{1};
  EXPECT_THAT(BeginHandOver({&texts.work[3]}, {other}, kNow), ElementsAre(IsLost()));
  EXPECT_THAT(ClaimTexts(kNow).accounts, ElementsAre(first));
}

// R60: a worker that lost the lease sends nothing
TEST_P(StorageConformance, TextOfALostLeaseIsNotHandedOver) {
  const Work lost = GivenClaimedText(SampleLead(1), kNow);
  EXPECT_TRUE(absl::IsAborted(BeginHandOver(lost, kNow + kLease)));  // no other worker has it yet
  const Work again = ClaimText(kNow + kLease);
  EXPECT_TRUE(absl::IsAborted(BeginHandOver(lost, kNow + kLease)));
  ASSERT_TRUE(BeginHandOver(again, kNow + kLease).ok());
  const Event settled = SampleSettled(again, SendOutcome::Kind::kAccepted, kNow + kLease);
  ASSERT_TRUE(Settle(again, settled).ok());
  EXPECT_TRUE(absl::IsAborted(BeginHandOver(again, kNow + kLease)));
}

// R60: the transport was asked and is sure that it never got the text
TEST_P(StorageConformance, TextThatMayHaveLeftCanBeHandedOverAgain) {
  GivenHandedOverText(SampleLead(1), kNow);
  const Work again = ClaimText(kNow + kLease);
  ASSERT_TRUE(TextOf(again).maybe_sent);
  EXPECT_TRUE(BeginHandOver(again, kNow + kLease).ok());
}

TEST_P(StorageConformance, AccountIsWrittenWithTheTextsThatLeave) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  const AccountRecord next = SampleAccount("northside", 1);
  ASSERT_THAT(BeginHandOver({&text}, {next}, kNow), ElementsAre(IsOk()));
  EXPECT_THAT(ClaimTexts(kNow + kLease).accounts, ElementsAre(next));
}

// R62: a text that never left does not keep a line busy
TEST_P(StorageConformance, AccountIsNotWrittenWhereNoneOfItsTextsLeaves) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "STOP")});
  EXPECT_THAT(BeginHandOver({&text}, {SampleAccount("northside", 1)}, kNow), ElementsAre(IsLost()));
  EXPECT_THAT(ClaimSteps(kNow).accounts,
              ElementsAre(AccountRecord{.account = Account("northside")}));
}

TEST_P(StorageConformance, RecordsOfOtherAccountsAreWrittenAlong) {
  GivenQueued({SampleLead(1), SampleLead(2, "southside")}, "text_1", kNow);
  const Claimed texts = ClaimTexts(kNow);
  ASSERT_EQ(texts.work.size(), 2U);
  const AccountRecord east = SampleAccount("eastside", 1);
  EXPECT_THAT(BeginHandOver({&texts.work[0]}, {SampleAccount("northside", 1), east}, kNow),
              ElementsAre(IsOk()));
  EXPECT_TRUE(BeginHandOver({}, {SampleAccount("southside", 1)}, kNow).empty());
  // This record is stale and stays as it is.
  EXPECT_TRUE(
      BeginHandOver({}, {AccountRecord{.account = east.account, .version = 1}}, kNow).empty());
  Append({SampleCall(SampleLead(3, "eastside"), "call-3", kNow)});
  EXPECT_THAT(ClaimSteps(kNow).accounts, ElementsAre(east));
  EXPECT_EQ(ClaimTexts(kNow + kLease).accounts[1], SampleAccount("southside", 1));
}

TEST_P(StorageConformance, HandOversThatAreNoneAreInvalid) {
  GivenQueued({SampleLead(1), SampleLead(2)}, "text_1", kNow);
  Append({SampleCall(SampleLead(3), "call-3", kNow)});
  const Claimed texts = ClaimTexts(kNow);
  const Work call = ClaimStep(kNow);
  ASSERT_EQ(texts.work.size(), 2U);
  const Work& first = texts.work[0];
  const AccountRecord north = SampleAccount("northside", 1);
  AccountRecord broken = north;
  broken.all_lines.free_at = kNever;
  const struct {
    std::vector<const Work*> texts;
    std::vector<AccountRecord> accounts;
    Instant now = kNow;
    Duration lease = kLease;
  } cases[] = {{{&first, nullptr}, {north}},
               {{&first, &call}, {north}},
               {{&first, &first}, {north}},
               {{&first}, {}},
               {{&first}, {SampleAccount("southside", 1)}},
               {{&first}, {north, north}},
               {{&first}, {north, AccountRecord{.version = 1}}},
               {{&first}, {broken}},
               {{&first}, {north}, kNever},
               {{&first}, {north}, kNow, Duration{0}}};
  for (const auto& each : cases) {
    const HandOver bad{
        .texts = each.texts, .accounts = each.accounts, .now = each.now, .lease = each.lease};
    EXPECT_TRUE(absl::IsInvalidArgument(storage().BeginHandOver(bad).status()));
  }
  // Nothing was changed.
  EXPECT_THAT(BeginHandOver({&first, &texts.work[1]}, {north}, kNow), ElementsAre(IsOk(), IsOk()));
}

TEST_P(StorageConformance, HandOverOfNothingIsFine) {
  EXPECT_TRUE(BeginHandOver({}, {}, kNow).empty());
  EXPECT_EQ(NextDue(kNow), kNever);
}

}  // namespace
}  // namespace textback
