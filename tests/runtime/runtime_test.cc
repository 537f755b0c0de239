// The loop: Submit, RunOnce, Run, Stop over the memory store.
#include "textback/runtime/runtime.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "textback/adapters/memory/storage.h"
#include "textback/adapters/system/clock.h"
#include "textback/config/rulebook_yaml.h"
#include "textback/simulation/clock.h"
#include "textback/simulation/transport.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Instant kFriday = At("2026-11-20T10:00:00-06:00");

// Collects what the runtime says about itself.
class Log final : public Observer {
 public:
  void OnSent(const Text& text, const SendOutcome& outcome) override {
    lines.push_back("sent " + std::string(text.key.step.view()) + " " +
                    std::string(NameOf(outcome.kind)));
  }
  void OnNotSent(const Text& text, const Reasons& /*reasons*/) override {
    lines.push_back("not sent " + std::string(text.key.step.view()));
  }
  void OnProblem(const absl::Status& problem) override { lines.emplace_back(problem.message()); }

  std::vector<std::string> lines;
};

// Does something in the middle of a hand-over, where threads and crashes would.
class InterruptingTransport final : public Transport {
 public:
  std::function<void(const Text&)> before_send;
  std::optional<SendOutcome> known;

  SendOutcome Send(const Text& text, Instant now) override {
    sent.push_back(text);
    if (before_send) before_send(text);
    return {.kind = SendOutcome::Kind::kAccepted, .at = now};
  }
  absl::StatusOr<std::optional<SendOutcome>> Lookup(const Text& /*text*/,
                                                    Instant /*now*/) override {
    return known;
  }

  std::vector<Text> sent;
};

class RuntimeTest : public ::testing::Test {
 protected:
  RuntimeTest() : policy_(PolicyFor(Northside())), storage_(NewMemoryStorage()) {}

  std::unique_ptr<Runtime> Make(Transport& transport) {
    return Runtime::Create({.clock = &clock_,
                            .storage = storage_.get(),
                            .transport = &transport,
                            .observer = &log_,
                            .policies = {{policy_->account.id, policy_}}})
        .value();
  }

  Event Missed(std::string_view id, std::string_view number, Instant at) {
    return {.id = EventId::Parse(id).value(),
            .lead = {.account = policy_->account.id, .phone = Number(number)},
            .at = at,
            .received_at = at,
            .body = MissedCall{.line = Number("+14035550199")}};
  }

  // Works until nothing is due at `now`; gives when to come again.
  Instant RunAt(Runtime& runtime, Instant now) {
    clock_.Set(now);
    while (true) {
      const RunResult result = runtime.RunOnce().value();
      if (result.done == 0) return result.next_due;
    }
  }

  std::shared_ptr<const Policy> policy_;
  std::unique_ptr<Storage> storage_;
  SimulatedClock clock_;
  SimulatedTransport carrier_;
  Log log_;
};

// The path of architecture.md, once through: event, step, text, outcome, next step.
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

// The same event twice is one event (R4's cousin: webhooks are retried).
TEST_F(RuntimeTest, DuplicateEventsAreNoError) {
  const auto runtime = Make(carrier_);
  const std::vector<Event> calls = {Missed("call-1", "+14035550123", kFriday),
                                    Missed("call-1", "+14035550123", kFriday)};
  EXPECT_EQ(runtime->Submit(calls)->duplicates, 1U);
  EXPECT_EQ(runtime->Submit(calls)->duplicates, 2U);
  RunAt(*runtime, kFriday + minutes{1});
  EXPECT_EQ(carrier_.sent().size(), 1U);
}

// R74: nonsense is refused one by one, with a reason; the rest is taken.
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

// R20: a reply that comes in between claim and hand-over, of a text further back in the batch,
// stops it.
TEST_F(RuntimeTest, ReplyBetweenClaimAndHandOverStopsTheText) {
  InterruptingTransport carrier;
  const auto runtime = Make(carrier);
  const std::vector<Event> calls = {Missed("call-1", "+14035550123", kFriday),
                                    Missed("call-2", "+14035550124", kFriday)};
  ASSERT_TRUE(runtime->Submit(calls).ok());
  RunAt(*runtime, kFriday);
  carrier.before_send = [&](const Text& text) {
    if (text.key.step != Named("text_1")) return;
    // While the first text is on its way, the other lead writes STOP.
    const std::string other =
        text.key.lead.phone == Number("+14035550123") ? "+14035550124" : "+14035550123";
    Event stop = Missed("sms-1", other, clock_.Now());
    stop.body = TextIn{.body = "STOP"};
    ASSERT_EQ(runtime->Submit({&stop, 1})->appended, 1U);
  };
  RunAt(*runtime, kFriday + seconds{10});
  EXPECT_THAT(log_.lines, ElementsAre("not sent text_1", "sent text_1 accepted",
                                      "sent stop_confirmation accepted"));
  carrier.before_send = nullptr;
  RunAt(*runtime, kFriday + hours{24 * 40});
  for (const Text& text : carrier.sent) {
    if (text.text_class == TextClass::kService) continue;
    EXPECT_EQ(text.key.lead, carrier.sent.front().key.lead);
  }
}

// R14: a worker that was down all night sends nothing at 02:00.
TEST_F(RuntimeTest, WorkerThatWasDownSendsNothingAtNight) {
  const auto runtime = Make(carrier_);
  const Event call = Missed("call-1", "+14035550123", At("2026-11-20T21:29:00-06:00"));
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  // Decides the text inside the window, but is down before it is handed over.
  clock_.Set(call.received_at + seconds{10});
  ASSERT_EQ(runtime->RunOnce()->done, 1U);
  ASSERT_EQ(runtime->RunOnce()->done, 1U);
  RunAt(*runtime, At("2026-11-21T02:00:00-06:00"));
  EXPECT_THAT(carrier_.sent(), IsEmpty());
  const Instant opening = RunAt(*runtime, At("2026-11-21T02:00:01-06:00"));
  EXPECT_GE(opening, At("2026-11-21T10:00:00-06:00"));
  RunAt(*runtime, opening);
  EXPECT_EQ(carrier_.sent().size(), 1U);
}

// R60: killed between Send and Settle: the provider is asked, and what it knows is settled; nothing
// goes twice.
TEST_F(RuntimeTest, TextOfADeadWorkerIsAskedAboutNotResent) {
  InterruptingTransport carrier;
  const auto runtime = Make(carrier);
  const Event call = Missed("call-1", "+14035550123", kFriday);
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  RunAt(*runtime, kFriday);
  clock_.Set(kFriday + seconds{10});
  ASSERT_EQ(runtime->RunOnce()->done, 1U);
  // Another worker claims the text, hands it over and dies.
  ASSERT_EQ(storage_->Claim({.now = kFriday + seconds{10}})->work.size(), 1U);
  carrier.known = SendOutcome{.kind = SendOutcome::Kind::kAccepted, .at = kFriday + seconds{11}};
  RunAt(*runtime, kFriday + seconds{75});
  EXPECT_THAT(carrier.sent, IsEmpty());
  EXPECT_EQ(storage_->Find(call.lead)->state.sequence.step, Named("text_2"));
  // Where the provider is sure it never got it, it goes.
  const Event other = Missed("call-2", "+14035550124", kFriday + minutes{2});
  ASSERT_TRUE(runtime->Submit({&other, 1}).ok());
  RunAt(*runtime, kFriday + minutes{2});
  clock_.Set(kFriday + minutes{2} + seconds{10});
  ASSERT_EQ(runtime->RunOnce()->done, 1U);
  ASSERT_EQ(storage_->Claim({.now = clock_.Now()})->work.size(), 1U);
  carrier.known.reset();
  RunAt(*runtime, kFriday + minutes{4});
  EXPECT_EQ(carrier.sent.size(), 1U);
}

// R60: a batch that outlives half its lease stops handing over: another worker may have the rest.
TEST_F(RuntimeTest, SlowBatchLeavesTheRestClaimed) {
  InterruptingTransport carrier;
  const auto runtime = Make(carrier);
  const std::vector<Event> calls = {Missed("call-1", "+14035550123", kFriday),
                                    Missed("call-2", "+14035550124", kFriday)};
  ASSERT_TRUE(runtime->Submit(calls).ok());
  RunAt(*runtime, kFriday);
  carrier.before_send = [&](const Text& /*text*/) { clock_.Set(clock_.Now() + seconds{45}); };
  clock_.Set(kFriday + seconds{10});
  ASSERT_EQ(runtime->RunOnce()->done, 2U);  // decides both
  ASSERT_EQ(runtime->RunOnce()->done, 1U);  // hands over one, which takes 45 s
  EXPECT_EQ(carrier.sent.size(), 1U);
  carrier.before_send = nullptr;
  RunAt(*runtime, kFriday + seconds{75});
  EXPECT_EQ(carrier.sent.size(), 2U);
}

// R74: something that happened after we learned of it did not.
TEST_F(RuntimeTest, EventsFromTheFutureAreRefused) {
  const auto runtime = Make(carrier_);
  Event call = Missed("call-1", "+14035550123", kFriday);
  call.at = kFriday + hours{2};
  EXPECT_EQ(runtime->Submit({&call, 1})->rejected.size(), 1U);
}

// R73: an account that isn't served here delays nobody else.
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
  EXPECT_THAT(log_.lines, ::testing::Contains(::testing::HasSubstr("another")));
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

// Four workers, four submitters, real time: every lead gets text_1 exactly once (run under
// ThreadSanitizer as well).
TEST(RuntimeThreads, WorkersNeverShareALead) {
  // An account whose window is open whenever this test happens to run.
  const SystemClock clock;
  RulebookRow always{
      .id = "CA-AB", .citation = "a test", .as_of = std::chrono::year{2026} / 11 / 23};
  always.hours.fill({.open = 0, .close = 24 * 60});
  auto playbook = *TwoTextPlaybook().playbook;
  playbook.steps.front().delay = milliseconds{20};
  const auto policy =
      MakePolicy(
          Northside(),
          FollowUps::Of({std::make_shared<const Playbook>(playbook), TwoTextPlaybook().script}),
          PlacesWith(RulebooksWith({always}).value()).value(), BuiltInReplies())
          .value();
  const std::unique_ptr<Storage> storage = NewMemoryStorage();
  SimulatedTransport carrier;
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

// Run sleeps until something is due and is woken by Submit: a text leaves within milliseconds of
// its due time.
TEST(RuntimeThreads, SubmitWakesASleepingWorker) {
  const SystemClock clock;
  const std::unique_ptr<Storage> storage = NewMemoryStorage();
  SimulatedTransport carrier;
  const auto policy = PolicyFor(Northside());
  const auto runtime = Runtime::Create({.clock = &clock,
                                        .storage = storage.get(),
                                        .transport = &carrier,
                                        .policies = {{policy->account.id, policy}}})
                           .value();
  std::thread worker([&] { EXPECT_TRUE(runtime->Run().ok()); });
  std::this_thread::sleep_for(milliseconds{50});  // asleep by now: nothing was ever due
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

}  // namespace
}  // namespace textback
