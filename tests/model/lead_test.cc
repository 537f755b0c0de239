// Keys, ids and the invariants of a lead.
#include "textback/model/lead.h"

#include <gtest/gtest.h>

#include <type_traits>

#include "textback/model/reason.h"
#include "textback/model/text.h"

namespace textback {
namespace {

// Ids of different kinds do not convert into each other, and copying a lead's state allocates
// nothing.
static_assert(!std::is_convertible_v<AccountId, StepName>);
static_assert(!std::is_assignable_v<EventId&, AccountId>);
static_assert(std::is_trivially_copyable_v<LeadState>);

LeadId SomeLead() {
  return {.account = *AccountId::Parse("northside"), .phone = *PhoneNumber::Parse("+14035550123")};
}

// R60: a key consists of lead, episode, step and attempt, and is printed that way.
TEST(Lead, KeyReadsLikeWhatItIs) {
  const TextKey key{
      .lead = SomeLead(), .episode = 2, .step = *StepName::Parse("text_1"), .attempt = 1};
  EXPECT_EQ(key.ToString(), "northside/+14035550123/2/text_1/1");
}

// R12, R70: the hash that spreads texts is part of the behaviour and must never change.
TEST(Lead, StableHashIsStable) {
  EXPECT_EQ(StableHash(SomeLead()), StableHash(SomeLead()));
  EXPECT_EQ(StableHash(SomeLead()) % 600'000, 362'892U);
}

TEST(Lead, IdsRefuseWhatWouldNotSurvive) {
  EXPECT_FALSE(AccountId::Parse("").ok());
  EXPECT_FALSE(AccountId::Parse("two words").ok());
  EXPECT_FALSE(AccountId::Parse("caf\xc3\xa9").ok());
  EXPECT_FALSE(AccountId::Parse(std::string(32, 'x')).ok());
  EXPECT_TRUE(AccountId::Parse(std::string(31, 'x')).ok());
}

TEST(Lead, InvariantsAreNamed) {
  Lead lead{.id = SomeLead()};
  EXPECT_TRUE(CheckInvariants(lead).ok());
  lead.state.phase = Phase::kRecovering;
  lead.state.episode = 1;
  EXPECT_NE(CheckInvariants(lead).message().find("I3"), absl::string_view::npos);
  lead.state.out.what = TextOut::What::kStep;
  EXPECT_TRUE(CheckInvariants(lead).ok());
  lead.state.marks.opted_out = true;
  EXPECT_NE(CheckInvariants(lead).message().find("I1"), absl::string_view::npos);
  lead.state.marks.opted_out = false;
  lead.state.phase = Phase::kEngaged;
  EXPECT_NE(CheckInvariants(lead).message().find("I6"), absl::string_view::npos);
  lead.state.out = {};
  lead.state.episode = 0;
  EXPECT_NE(CheckInvariants(lead).message().find("I4"), absl::string_view::npos);
  lead = Lead{.id = SomeLead()};
  lead.state.wake_at = Instant{};
  EXPECT_NE(CheckInvariants(lead).message().find("I13"), absl::string_view::npos);
  lead.state.sequence.step = *StepName::Parse("text_1");
  EXPECT_NE(CheckInvariants(lead).message().find("I2"), absl::string_view::npos);
  lead = Lead{.id = SomeLead()};
  lead.state.out.with = TextOut::With::kPerson;
  EXPECT_NE(CheckInvariants(lead).message().find("I14"), absl::string_view::npos);
  lead.state.out = {.what = TextOut::What::kStep};
  lead.state.loop.alarm = true;
  lead.state.phase = Phase::kRecovering;
  lead.state.episode = 1;
  EXPECT_NE(CheckInvariants(lead).message().find("I12"), absl::string_view::npos);
}

// R31: a confirmation may be out although the lead has opted out; a step may not.
TEST(Lead, OnlyAnAnswerOutlivesTheOptOut) {
  Lead lead{.id = SomeLead()};
  lead.state.marks.opted_out = true;
  lead.state.out.what = TextOut::What::kStep;
  EXPECT_FALSE(CheckInvariants(lead).ok());
  lead.state.out.what = TextOut::What::kAnswer;
  lead.state.answer.kind = AnswerKind::kStopConfirmation;
  EXPECT_TRUE(CheckInvariants(lead).ok());
  lead.state.answer.kind = AnswerKind::kHoldingReply;
  EXPECT_FALSE(CheckInvariants(lead).ok());
}

// R71: every reason has a rule, a unique slug and a sentence.
TEST(Reason, TableIsComplete) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(Why::kCount); ++i) {
    const Why why = static_cast<Why>(i);
    EXPECT_EQ(RuleOf(why)[0], 'R');
    EXPECT_EQ(WhyFromSlug(SlugOf(why)), why);
    EXPECT_FALSE(SentenceOf(why).empty());
  }
}

}  // namespace
}  // namespace textback
