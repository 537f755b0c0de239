// Append: events become durable, each exactly once.
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

constexpr Instant kNow = kSampleNow;

// One event of every kind, for one lead.
std::vector<Event> EveryKind(const LeadId& lead) {
  const TextKey key{
      .lead = lead, .episode = 2, .step = StepName::Parse("text_2").value(), .attempt = 3};
  const std::vector<EventBody> bodies = {
      MissedCall{.line = SampleLine(), .caller = MissedCall::Caller::kShortCode},
      AnsweredCall{},
      FormInquiry{
          .trade = TradeId::Of("basement"), .name = "Zoë", .consent_words = "Text me \"here\""},
      TextIn{.body = "Yes 👍\n\ttomorrow \\ 9\x01", .line = SampleLine()},
      PersonText{.body = "Déjà vu"},
      ConsentGiven{.entry = {.basis = Basis::kExpress, .at = kNow, .evidence = "form-17"}},
      ConsentGiven{.entry = {.basis = Basis::kInquiry, .expires_at = kNow, .withdrawn = true}},
      OutcomeReported{.outcome = OutcomeReported::Outcome::kLost},
      DetailsKnown{.profile = SampleProfile()},
      TextSettled{.key = key,
                  .outcome = {.kind = SendOutcome::Kind::kRefused,
                              .at = kNow + std::chrono::milliseconds{5},
                              .provider_id = "SM2",
                              .code = "30006"}},
      TextNotSent{.key = key, .expired = true},
      UnclearCall{.line = SampleLine()},
      Voicemail{.line = SampleLine(),
                .length = std::chrono::seconds{38},
                .transcript = "Déjà vu\n\"hi\""},
  };
  std::vector<Event> events;
  for (const EventBody& body : bodies) {
    Event event = SampleCall(lead, absl::StrCat("kind-", events.size()), kNow);
    event.received_at += std::chrono::milliseconds{events.size()};
    event.body = body;
    events.push_back(std::move(event));
  }
  return events;
}

// R73
TEST_P(StorageConformance, AppendedEventIsClaimedAsItWas) {
  const Event call = SampleCall(SampleLead(1), "call-1", kNow);
  const AppendResult result = Append({call});
  EXPECT_EQ(result.appended, 1U);
  EXPECT_EQ(result.duplicates, 0U);
  const Work work = ClaimStep(kNow);
  EXPECT_EQ(EventOf(work), call);
  EXPECT_EQ(work.lead, (Lead{.id = SampleLead(1), .profile = {}, .state = {}}));
}

// R72: a stored event is read back unchanged
TEST_P(StorageConformance, EveryKindOfEventComesBackAsItWas) {
  const std::vector<Event> events = EveryKind(SampleLead(1));
  ASSERT_EQ(Append(events).appended, events.size());
  for (const Event& event : events) {
    const Work work = ClaimStep(kNow + std::chrono::seconds{1});
    EXPECT_EQ(EventOf(work), event) << KindOf(event);
    ASSERT_TRUE(Commit(work, SampleRest(work), kNow).ok());
  }
}

// R73: invalid bytes in a body must not block the lead
TEST_P(StorageConformance, BodyThatIsNoUtf8IsClaimedLikeAnyOther) {
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "caf\xE9 \xF0\x9F"),
          SampleTextIn(SampleLead(1), "in-2", kNow, std::string_view("nul \0 byte", 10))});
  for (const std::string_view id : {"in-1", "in-2"}) {
    const Work work = ClaimStep(kNow);
    EXPECT_EQ(EventOf(work).id.value(), id);
    ASSERT_TRUE(Commit(work, SampleRest(work), kNow).ok());
  }
}

// R74: nonsense is stored too; the engine gives the reason why it changes nothing
TEST_P(StorageConformance, NonsenseInABodyIsStoredAndReadBack) {
  Event event = SampleCall(SampleLead(1), "odd", kNow);
  event.body = ConsentGiven{.entry = {.basis = Basis::kNone,
                                      .at = FromMillis(-5),
                                      .expires_at = kLatest + std::chrono::hours{1}}};
  Append({event});
  const Work work = ClaimStep(kNow);
  EXPECT_EQ(EventOf(work), event);
}

// R2: all hidden callers share one lead
TEST_P(StorageConformance, WithheldNumberIsALead) {
  const LeadId hidden{.account = SampleLead(1).account, .phone = PhoneNumber{}};
  Append({SampleCall(hidden, "call-1", kNow), SampleCall(hidden, "call-2", kNow)});
  const Work work = ClaimStep(kNow);
  EXPECT_EQ(work.lead.id, hidden);
  EXPECT_TRUE(storage().Find(hidden).ok());
}

// R60
TEST_P(StorageConformance, DuplicateChangesNothing) {
  const Event call = SampleCall(SampleLead(1), "call-1", kNow);
  Event again = SampleTextIn(SampleLead(1), "call-1", kNow, "something else");
  Append({call});
  const AppendResult result = Append({again});
  EXPECT_EQ(result.appended, 0U);
  EXPECT_EQ(result.duplicates, 1U);
  const Work work = ClaimStep(kNow);
  EXPECT_EQ(EventOf(work), call);
  ASSERT_TRUE(Commit(work, SampleRest(work), kNow).ok());
  EXPECT_TRUE(ClaimSteps(kNow).work.empty());
}

// R60
TEST_P(StorageConformance, DuplicateInsideABatchIsCounted) {
  const Event call = SampleCall(SampleLead(1), "call-1", kNow);
  const AppendResult result = Append({call, SampleCall(SampleLead(2), "call-2", kNow), call});
  EXPECT_EQ(result.appended, 2U);
  EXPECT_EQ(result.duplicates, 1U);
}

// R60: a source that repeats itself a week later creates no new inquiry
TEST_P(StorageConformance, ProcessedEventStaysKnown) {
  const Event call = SampleCall(SampleLead(1), "call-1", kNow);
  Append({call});
  const Work work = ClaimStep(kNow);
  ASSERT_TRUE(Commit(work, SampleRest(work), kNow).ok());
  EXPECT_EQ(Append({call}).duplicates, 1U);
  EXPECT_TRUE(ClaimSteps(kNow).work.empty());
}

// R60: ids are unique within an account, whichever number called
TEST_P(StorageConformance, DuplicateUnderAnotherNumberMakesNoLead) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  EXPECT_EQ(Append({SampleCall(SampleLead(2), "call-1", kNow)}).duplicates, 1U);
  EXPECT_TRUE(absl::IsNotFound(storage().Find(SampleLead(2)).status()));
}

// R60
TEST_P(StorageConformance, SameIdInAnotherAccountIsAnotherEvent) {
  EXPECT_EQ(Append({SampleCall(SampleLead(1), "call-1", kNow),
                    SampleCall(SampleLead(1, "southside"), "call-1", kNow)})
                .appended,
            2U);
  EXPECT_EQ(ClaimSteps(kNow).work.size(), 2U);
}

// R74
TEST_P(StorageConformance, BadEventRefusesTheWholeBatch) {
  const Event good = SampleCall(SampleLead(1), "good", kNow);
  std::vector<Event> bad(5, SampleCall(SampleLead(1), "bad", kNow));
  bad[0].id = EventId{};
  bad[1].lead.account = AccountId{};
  bad[2].at = kNever;
  bad[3].received_at = kEarliest - std::chrono::milliseconds{1};
  bad[4].body = WakeUp{};
  for (const Event& event : bad) {
    const std::vector<Event> batch = {good, event};
    EXPECT_TRUE(absl::IsInvalidArgument(storage().Append(batch).status()));
  }
  EXPECT_TRUE(absl::IsNotFound(storage().Find(SampleLead(1)).status()));
  EXPECT_EQ(NextDue(kNow), kNever);
}

// R73: callers that wait at the same time each get their own result
TEST_P(StorageConformance, CallersAtTheSameTimeGetTheirOwnAnswers) {
  constexpr int kCallers = 8;
  constexpr int kCalls = 25;
  std::atomic<int> wrong = 0;
  std::atomic<std::size_t> shared = 0;
  const auto run = [&](int caller) {
    for (int i = 0; i < kCalls; ++i) {
      // One event that is unique to this caller, and one that all callers bring.
      const std::vector<Event> events = {
          SampleCall(SampleLead(caller), absl::StrCat("own-", caller, "-", i), kNow),
          SampleCall(SampleLead(kCallers), absl::StrCat("shared-", i), kNow)};
      const absl::StatusOr<AppendResult> result = storage().Append(events);
      const bool right = result.ok() && result->appended >= 1 &&
                         result->appended + result->duplicates == events.size();
      if (!right) ++wrong;
      if (right) shared += result->appended - 1;
    }
  };
  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) callers.emplace_back(run, caller);
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(shared, static_cast<std::size_t>(kCalls));
  EXPECT_EQ(ClaimSteps(kNow).work.size(), static_cast<std::size_t>(kCallers + 1));
}

TEST_P(StorageConformance, AppendOfNothingIsFine) {
  EXPECT_EQ(Append({}).appended, 0U);
  EXPECT_EQ(NextDue(kNow), kNever);
}

// R73
TEST_P(StorageConformance, AcknowledgedEventsAreThereAfterReopening) {
  const std::vector<Event> events = EveryKind(SampleLead(1));
  Append(events);
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  EXPECT_EQ(Append(events).duplicates, events.size());
  EXPECT_EQ(EventOf(ClaimStep(kNow + std::chrono::seconds{1})), events.front());
}

}  // namespace
}  // namespace textback
