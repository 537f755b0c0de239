// The loop: Submit, RunOnce, Run, Stop over the memory store.
#include "textback/runtime/runtime.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "runtime/loop_fixture.h"
#include "textback/adapters/system/clock.h"
#include "textback/config/rulebook_yaml.h"
#include "textback/simulation/transport.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// An account whose window is open whenever the test runs, and whose text_1 has no delay.
std::shared_ptr<const Policy> AlwaysOpenPolicy() {
  RulebookRow always{
      .id = "CA-AB", .citation = "a test", .as_of = std::chrono::year{2026} / 11 / 23};
  always.hours.fill({.open = 0, .close = 24 * 60});
  auto playbook = *TwoTextPlaybook().playbook;
  playbook.steps.front().delay = milliseconds{20};
  return MakePolicy(
             Northside(),
             FollowUps::Of({std::make_shared<const Playbook>(playbook), TwoTextPlaybook().script}),
             PlacesWith(RulebooksWith({always}).value()).value(), BuiltInReplies())
      .value();
}

class RuntimeTest : public LoopTest {
 protected:
  // Decides what is due for the lead of `event`, like a worker that dies after its commit.
  void DecideAlone(Instant now) {
    clock_.Set(now);
    const Claimed claimed = storage_->Claim({.now = now}).value();
    for (const Work& work : claimed.work) {
      const Decision decision = Step(work.lead, std::get<Event>(work.item), *policy_, now);
      const Commitment commitment{.work = &work, .decision = &decision, .now = now};
      ASSERT_TRUE(storage_->Commit({&commitment, 1})->front().ok());
    }
  }

  SimulatedTransport carrier_{clock_};
};

// The path of architecture.md once: event, step, text, outcome, next step.
TEST_F(RuntimeTest, PlaysTheWholePath) {
  const auto runtime = Make(carrier_);
  const std::vector<Event> calls = {Missed("call-1", "+14035550123", kFriday)};
  clock_.Set(kFriday);
  EXPECT_EQ(runtime->Submit(calls)->appended, 1U);
  EXPECT_EQ(RunAt(*runtime, kFriday), kFriday + seconds{10});
  EXPECT_THAT(carrier_.sent(), IsEmpty());
  EXPECT_EQ(RunAt(*runtime, kFriday + seconds{10}), kFriday + seconds{10} + hours{2});
  EXPECT_EQ(carrier_.sent().size(), 1U);
  RunAt(*runtime, kFriday + seconds{10} + hours{2});
  EXPECT_EQ(carrier_.sent().size(), 2U);
}

// The same event twice is one event, because webhooks are retried (similar to R4).
TEST_F(RuntimeTest, DuplicateEventsAreNoError) {
  const auto runtime = Make(carrier_);
  const std::vector<Event> calls = {Missed("call-1", "+14035550123", kFriday),
                                    Missed("call-1", "+14035550123", kFriday)};
  EXPECT_EQ(runtime->Submit(calls)->duplicates, 1U);
  EXPECT_EQ(runtime->Submit(calls)->duplicates, 2U);
  RunAt(*runtime, kFriday + minutes{1});
  EXPECT_EQ(carrier_.sent().size(), 1U);
}

// R74: nonsense is refused event by event, with a reason; the rest is accepted.
TEST_F(RuntimeTest, NonsenseIsRefusedAndTheRestTaken) {
  const auto runtime = Make(carrier_);
  Event stranger = Missed("call-2", "+14035550124", kFriday);
  stranger.lead.account = AccountId::Parse("stranger").value();
  Event timeless = Missed("call-3", "+14035550125", kFriday);
  timeless.at = kNever;
  Event nameless = Missed("call-4", "+14035550126", kFriday);
  nameless.id = EventId();
  Event wake = Missed("call-5", "+14035550127", kFriday);
  wake.body = WakeUp{};
  const std::vector<Event> events = {stranger, timeless, Missed("call-1", "+14035550123", kFriday),
                                     nameless, wake};
  const SubmitResult result = runtime->Submit(events).value();
  EXPECT_EQ(result.appended, 1U);
  ASSERT_EQ(result.rejected.size(), 4U);
  EXPECT_EQ(result.rejected[0].index, 0U);
  EXPECT_NE(result.rejected[0].reason.message().find("stranger"), absl::string_view::npos);
}

// R14: a worker that was down all night sends nothing at 02:00.
TEST_F(RuntimeTest, WorkerThatWasDownSendsNothingAtNight) {
  const auto runtime = Make(carrier_);
  const Event call = Missed("call-1", "+14035550123", At("2026-11-20T21:29:00-06:00"));
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  // Decides the text inside the window, but stops before the hand-over.
  DecideAlone(call.received_at);
  DecideAlone(call.received_at + seconds{10});
  ASSERT_EQ(storage_->Find(call.lead)->state.wake_at, kNever) << "its text is out";
  RunAt(*runtime, At("2026-11-21T02:00:00-06:00"));
  EXPECT_THAT(carrier_.sent(), IsEmpty());
  const Instant opening = RunAt(*runtime, At("2026-11-21T02:00:01-06:00"));
  EXPECT_GE(opening, At("2026-11-21T10:00:00-06:00"));
  RunAt(*runtime, opening);
  EXPECT_EQ(carrier_.sent().size(), 1U);
}

// R74: an event that would have happened after we heard of it is refused.
TEST_F(RuntimeTest, EventsFromTheFutureAreRefused) {
  const auto runtime = Make(carrier_);
  Event call = Missed("call-1", "+14035550123", kFriday);
  call.at = kFriday + hours{2};
  EXPECT_EQ(runtime->Submit({&call, 1})->rejected.size(), 1U);
}

// R73: an account that is not served here delays no other account.
TEST_F(RuntimeTest, LeadsOfUnknownAccountsWaitAndHinderNobody) {
  Event stranger = Missed("call-1", "+14035550122", kFriday);
  stranger.lead.account = AccountId::Parse("another").value();
  ASSERT_TRUE(storage_->Append({&stranger, 1}).ok());
  const auto runtime = Make(carrier_);
  const Event call = Missed("call-2", "+14035550123", kFriday);
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  RunAt(*runtime, kFriday);
  RunAt(*runtime, kFriday + seconds{10});
  EXPECT_EQ(carrier_.sent().size(), 1U);
  EXPECT_THAT(log_.lines(), ElementsAre("sent text_1 accepted")) << "nor does it make noise";
}

TEST_F(RuntimeTest, CreateSaysWhatIsMissing) {
  EXPECT_FALSE(Runtime::Create({}).ok());
  EXPECT_FALSE(
      Runtime::Create({.clock = &clock_, .storage = storage_.get(), .transport = &carrier_}).ok());
  EXPECT_FALSE(Runtime::Create({.clock = &clock_,
                                .storage = storage_.get(),
                                .transport = &carrier_,
                                .policies = {{AccountId::Parse("other").value(), policy_}}})
                   .ok());
}

// Accounts and their rules may change at run time: the change applies from the next pass.
TEST_F(RuntimeTest, PoliciesCanChange) {
  const auto runtime = Make(carrier_);
  const Event call = Missed("call-1", "+14035550123", kFriday);
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  RunAt(*runtime, kFriday);
  Account renamed = Northside();
  renamed.name = "Northside Kitchens";
  const auto changed = PolicyFor(renamed);
  EXPECT_FALSE(runtime->SetPolicies({}).ok());
  EXPECT_FALSE(runtime->SetPolicies({{AccountId::Parse("other").value(), changed}}).ok());
  ASSERT_TRUE(runtime->SetPolicies({{changed->account.id, changed}}).ok());
  RunAt(*runtime, kFriday + seconds{10});
  ASSERT_EQ(carrier_.sent().size(), 1U);
  EXPECT_NE(carrier_.sent().front().body.find("Northside Kitchens"), std::string::npos);
  // The journal names the rules of each decision and stores their text (R71, R72).
  const JournalPage journal = storage_->ReadJournal({}, 100).value();
  ASSERT_GE(journal.entries.size(), 2U);
  EXPECT_EQ(journal.entries.front().policy, policy_->record.fingerprint);
  EXPECT_EQ(journal.entries.back().policy, changed->record.fingerprint);
  EXPECT_THAT(journal.policies, UnorderedElementsAre(policy_->record, changed->record));
  // An account that is no longer served: its events are refused, its leads wait.
  Account other = Northside();
  other.id = AccountId::Parse("other").value();
  ASSERT_TRUE(runtime->SetPolicies({{other.id, PolicyFor(other)}}).ok());
  const Event later = Missed("call-2", "+14035550123", kFriday + minutes{1});
  EXPECT_EQ(runtime->Submit({&later, 1})->rejected.size(), 1U);
  RunAt(*runtime, kFriday + hours{24});
  EXPECT_EQ(carrier_.sent().size(), 1U);
}

// R64: an id that was used before changes nothing, also after a restart, and that is reported.
TEST_F(RuntimeTest, ASwitchIdIsUsedOnce) {
  const auto runtime = Make(carrier_);
  const EventId id = EventId::Parse("panic").value();
  ASSERT_EQ(runtime->SwitchEverything(id, true)->appended, 1U);
  RunAt(*runtime, kFriday);
  ASSERT_TRUE(runtime->SwitchEverything(EventId::Parse("calm").value(), false).ok());
  RunAt(*runtime, kFriday + seconds{1});
  EXPECT_TRUE(absl::IsAlreadyExists(runtime->SwitchEverything(id, true).status()));
  const Event call = Missed("call-1", "+14035550123", kFriday + seconds{2});
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  RunAt(*runtime, kFriday + seconds{2});
  RunAt(*runtime, kFriday + seconds{12});
  EXPECT_EQ(carrier_.sent().size(), 1U);
  const auto restarted = Make(carrier_);
  const Event second = Missed("call-2", "+14035550124", kFriday + minutes{1});
  ASSERT_TRUE(restarted->Submit({&second, 1}).ok());
  RunAt(*restarted, kFriday + minutes{1});
  RunAt(*restarted, kFriday + minutes{1} + seconds{10});
  EXPECT_EQ(carrier_.sent().size(), 2U);
}

// Four workers and four submitters in real time: every lead gets text_1 exactly once (also run
// under ThreadSanitizer).
TEST(RuntimeThreads, WorkersNeverShareALead) {
  const SystemClock clock;
  const auto policy = AlwaysOpenPolicy();
  const std::unique_ptr<Storage> storage = NewMemoryStorage();
  SimulatedTransport carrier(clock);
  const auto runtime = Runtime::Create({.clock = &clock,
                                        .storage = storage.get(),
                                        .transport = &carrier,
                                        .policies = {{policy->account.id, policy}},
                                        .batch = 3})
                           .value();
  std::vector<std::thread> threads;
  for (int worker = 0; worker < 4; ++worker)
    threads.emplace_back([&] { EXPECT_TRUE(runtime->Run().ok()); });
  constexpr int kLeadsEach = 50;
  for (int submitter = 0; submitter < 4; ++submitter) {
    threads.emplace_back([&, submitter] {
      for (int i = 0; i < kLeadsEach; ++i) {
        const int n = submitter * kLeadsEach + i;
        const Instant now = clock.Now();
        const Event call{.id = EventId::Parse("call-" + std::to_string(n)).value(),
                         .lead = {.account = policy->account.id,
                                  .phone = Number("+1403555" + std::to_string(1000 + n))},
                         .at = now,
                         .received_at = now,
                         .body = MissedCall{}};
        EXPECT_TRUE(runtime->Submit({&call, 1}).ok());
      }
    });
  }
  for (int i = 0; i < 1000 && carrier.sent().size() < 4 * kLeadsEach; ++i)
    std::this_thread::sleep_for(milliseconds{10});
  runtime->Stop();
  for (std::thread& thread : threads) thread.join();
  std::set<TextKey> keys;
  for (const Text& text : carrier.sent())
    EXPECT_TRUE(keys.insert(text.key).second) << text.key.ToString();
  EXPECT_EQ(keys.size(), 4U * kLeadsEach);
}

// Run sleeps until something is due and Submit wakes it: a text leaves within milliseconds of its
// due time.
TEST(RuntimeThreads, SubmitWakesASleepingWorker) {
  const SystemClock clock;
  const std::unique_ptr<Storage> storage = NewMemoryStorage();
  SimulatedTransport carrier(clock);
  const auto policy = PolicyFor(Northside());
  const auto runtime = Runtime::Create({.clock = &clock,
                                        .storage = storage.get(),
                                        .transport = &carrier,
                                        .policies = {{policy->account.id, policy}}})
                           .value();
  std::thread worker([&] { EXPECT_TRUE(runtime->Run().ok()); });
  std::this_thread::sleep_for(milliseconds{50});  // asleep by now, because nothing was due
  const Instant now = clock.Now();
  const Event call{.id = EventId::Parse("call").value(),
                   .lead = {.account = policy->account.id, .phone = Number("+14035550123")},
                   .at = now,
                   .received_at = now,
                   .body = MissedCall{}};
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  bool stepped = false;
  for (int i = 0; i < 500 && !stepped; ++i) {
    std::this_thread::sleep_for(milliseconds{10});
    const absl::StatusOr<Lead> lead = storage->Find(call.lead);
    stepped = lead.ok() && lead->state.episode == 1;
  }
  EXPECT_TRUE(stepped) << "the worker slept on";
  runtime->Stop();
  worker.join();
}

class LiveTest : public ::testing::Test {
 protected:
  std::unique_ptr<Runtime> Start(Transport& transport, Duration poll, std::size_t slots = 64) {
    auto runtime = Runtime::Create({.clock = &clock_,
                                    .storage = storage_.get(),
                                    .transport = &transport,
                                    .slots = slots,
                                    .policies = {{policy_->account.id, policy_}},
                                    .stop_timeout = milliseconds{100},
                                    .poll = poll})
                       .value();
    thread_ = std::thread([running = runtime.get()] { EXPECT_TRUE(running->Run().ok()); });
    return runtime;
  }
  void Stop(Runtime& runtime) {
    runtime.Stop();
    thread_.join();
  }

  Event Missed(int number) const {
    const Instant now = clock_.Now();
    return {.id = EventId::Parse("call-" + std::to_string(number)).value(),
            .lead = {.account = policy_->account.id,
                     .phone = Number("+1403555" + std::to_string(1000 + number))},
            .at = now,
            .received_at = now,
            .body = MissedCall{}};
  }
  // How long it takes until the call is decided; empty after five seconds.
  std::optional<Duration> DecidedWithin(const Event& call) {
    for (int i = 0; i < 5000; ++i) {
      const absl::StatusOr<Lead> lead = storage_->Find(call.lead);
      if (lead.ok() && lead->state.episode == 1) return clock_.Now() - call.received_at;
      std::this_thread::sleep_for(milliseconds{1});
    }
    return std::nullopt;
  }

  SystemClock clock_;
  const std::unique_ptr<Storage> storage_ = NewMemoryStorage();
  const std::shared_ptr<const Policy> policy_ = AlwaysOpenPolicy();
  std::thread thread_;
};

// Wake is for programs that learn of changes in other ways, such as a database that notifies.
TEST_F(LiveTest, WakeLooksAtOnce) {
  SimulatedTransport carrier(clock_);
  const auto runtime = Start(carrier, std::chrono::hours{1});
  std::this_thread::sleep_for(milliseconds{50});
  const Event call = Missed(1);
  ASSERT_TRUE(storage_->Append({&call, 1}).ok());
  runtime->Wake();
  EXPECT_TRUE(DecidedWithin(call).has_value());
  Stop(*runtime);
}

// Without Wake it looks by itself.
TEST_F(LiveTest, LooksByItselfNowAndThen) {
  SimulatedTransport carrier(clock_);
  const auto runtime = Start(carrier, milliseconds{20});
  std::this_thread::sleep_for(milliseconds{50});
  const Event call = Missed(1);
  ASSERT_TRUE(storage_->Append({&call, 1}).ok());
  EXPECT_TRUE(DecidedWithin(call).has_value());
  Stop(*runtime);
}

// Texts at a provider that hangs delay no decision.
TEST_F(LiveTest, DecidingNeverWaitsForSending) {
  HeldTransport hung;
  const auto runtime = Start(hung, milliseconds{20}, /*slots=*/4);
  std::vector<Event> calls;
  for (int i = 0; i < 20; ++i) calls.push_back(Missed(i));
  ASSERT_TRUE(runtime->Submit(calls).ok());
  for (int i = 0; i < 500 && hung.handed_over() < 4; ++i)
    std::this_thread::sleep_for(milliseconds{10});
  EXPECT_EQ(hung.handed_over(), 4U);
  const Event call = Missed(99);
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  const std::optional<Duration> took = DecidedWithin(call);
  ASSERT_TRUE(took.has_value());
  EXPECT_LT(*took, milliseconds{500});
  Stop(*runtime);
}

// R60: Stop waits for answers; claimed texts that have not left are given back.
TEST_F(LiveTest, StopWaitsForAnswers) {
  HeldTransport carrier;
  const auto runtime = Start(carrier, milliseconds{20});
  const Event call = Missed(1);
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  for (int i = 0; i < 500 && carrier.handed_over() < 1; ++i)
    std::this_thread::sleep_for(milliseconds{10});
  ASSERT_EQ(carrier.handed_over(), 1U);
  runtime->Stop();
  carrier.Accept(0);
  thread_.join();
  const Claimed left = storage_->Claim({.kind = WorkKind::kTexts, .now = clock_.Now()}).value();
  EXPECT_TRUE(left.work.empty());
  const Claimed next = storage_->Claim({.now = clock_.Now()}).value();
  ASSERT_EQ(next.work.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<TextSettled>(std::get<Event>(next.work[0].item).body));
}

}  // namespace
}  // namespace textback
