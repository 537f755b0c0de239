// R62 and R64: limits on an account's texts, whichever lead they are for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "doubles.h"
#include "textback/adapters/memory/storage.h"
#include "textback/codec/decision_json.h"
#include "textback/runtime/runtime.h"
#include "textback/simulation/clock.h"
#include "textback/simulation/playback.h"
#include "textback/simulation/transport.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Instant kFriday = At("2026-11-20T10:00:00-06:00");

// Records when each text was handed over.
class Watch final : public InlineTransport {
 public:
  explicit Watch(const Clock& clock) : clock_(clock) {}
  SendOutcome Answer(const Text& text) override {
    if (on_send) on_send(text);
    sent.push_back({.at = clock_.Now(), .text = text});
    return {.kind = SendOutcome::Kind::kAccepted, .at = clock_.Now()};
  }
  std::function<void(const Text&)> on_send;
  std::vector<Sent> sent;

 private:
  const Clock& clock_;
};

class Limits : public ::testing::Test {
 protected:
  std::unique_ptr<Runtime> Make(const Account& account, std::size_t slots = 64) {
    policy_ = PolicyFor(account);
    return Runtime::Create({.clock = &clock_,
                            .storage = storage_.get(),
                            .transport = &carrier_,
                            .slots = slots,
                            .policies = {{policy_->account.id, policy_}}})
        .value();
  }

  Event Missed(int number, Instant at) {
    return {.id = EventId::Parse("call-" + std::to_string(++ids_)).value(),
            .lead = {.account = policy_->account.id,
                     .phone = PhoneNumber::FromPacked(14'035'550'300ULL +
                                                      static_cast<std::uint64_t>(number))
                                  .value()},
            .at = at,
            .received_at = at,
            .body = MissedCall{.line = Number("+14035550199")}};
  }

  Event Switch(bool on, Instant at) {
    return {.id = EventId::Parse("switch-" + std::to_string(++ids_)).value(),
            .lead = {.account = policy_->account.id, .phone = {}},
            .at = at,
            .received_at = at,
            .body = SwitchThrown{.on = on}};
  }

  std::size_t SentBetween(Instant from, Instant until) const {
    return static_cast<std::size_t>(
        std::count_if(carrier_.sent.begin(), carrier_.sent.end(),
                      [&](const Sent& one) { return one.at >= from && one.at < until; }));
  }

  std::vector<std::string> Tasks() {
    std::vector<std::string> tasks;
    for (const JournalEntry& entry : WholeJournal(*storage_)) {
      const RecordedDecision decision = DecodeDecision(entry.decision).value();
      for (const Task& task : decision.tasks) tasks.emplace_back(NameOf(task.kind));
    }
    return tasks;
  }

  std::shared_ptr<const Policy> policy_;
  std::unique_ptr<Storage> storage_ = NewMemoryStorage();
  SimulatedClock clock_;
  Watch carrier_{clock_};
  int ids_ = 0;
};

// R64: the kill switch acts on the next hand-over, even for texts that are already decided. Held
// texts go when it is turned off again.
TEST_F(Limits, KillSwitchHoldsEverythingUntilTurnedBack) {
  const auto runtime = Make(Northside());
  std::vector<Event> events = {Missed(1, kFriday), Missed(2, kFriday)};
  events.push_back(Switch(true, kFriday + seconds{10}));
  events.push_back(Switch(false, kFriday + hours{1}));
  ASSERT_TRUE(Play(*runtime, clock_, events, {.until = kFriday + hours{8}}).ok());
  EXPECT_EQ(SentBetween(kFriday, kFriday + hours{1}), 0U);
  EXPECT_EQ(SentBetween(kFriday + hours{1}, kFriday + hours{2}), 2U);
  std::set<TextKey> keys;
  for (const Sent& one : carrier_.sent) EXPECT_TRUE(keys.insert(one.text.key).second);
}

// R64: it acts on the next hand-over, whatever was decided and claimed before.
TEST_F(Limits, KillSwitchWorksOnTheNextHandOver) {
  const auto runtime = Make(Northside(), /*slots=*/1);
  carrier_.on_send = [&](const Text& /*text*/) {
    carrier_.on_send = nullptr;
    const Event thrown = Switch(true, clock_.Now());
    ASSERT_EQ(runtime->Submit({&thrown, 1})->appended, 1U);
  };
  const std::vector<Event> events = {Missed(1, kFriday), Missed(2, kFriday), Missed(3, kFriday)};
  ASSERT_TRUE(Play(*runtime, clock_, events, {.until = kFriday + hours{6}}).ok());
  EXPECT_THAT(carrier_.sent, SizeIs(1));
}

// R64: processes that start later see it, and so do processes that are already running.
TEST_F(Limits, KillSwitchIsInTheStore) {
  const auto first = Make(Northside());
  const auto second = Make(Northside());
  clock_.Set(kFriday);
  const Event thrown = Switch(true, kFriday);
  ASSERT_TRUE(first->Submit({&thrown, 1}).ok());
  while (first->RunOnce()->done > 0) {
  }
  const std::vector<Event> events = {Missed(1, kFriday + minutes{1})};
  ASSERT_TRUE(Play(*second, clock_, events, {.until = kFriday + hours{6}}).ok());
  EXPECT_THAT(carrier_.sent, IsEmpty());
}

// R64: the switch for everything; turning it off does not turn off an account's own switch.
TEST_F(Limits, SwitchOfEverythingAndOfOneAccountAreTwo) {
  const auto runtime = Make(Northside());
  clock_.Set(kFriday);
  const auto turn = [&](std::string_view id, bool on) {
    ASSERT_EQ(runtime->SwitchEverything(EventId::Parse(id).value(), on)->appended, 1U);
    while (runtime->RunOnce()->done > 0) {
    }
  };
  turn("all-1", true);
  const Event own = Switch(true, kFriday);
  ASSERT_TRUE(runtime->Submit({&own, 1}).ok());
  turn("all-2", false);
  std::vector<Event> events = {Missed(1, kFriday + minutes{1})};
  ASSERT_TRUE(Play(*runtime, clock_, events, {.until = kFriday + minutes{30}}).ok());
  EXPECT_THAT(carrier_.sent, IsEmpty()) << "the account's own is still on";
  events = {Switch(false, kFriday + minutes{40})};
  ASSERT_TRUE(Play(*runtime, clock_, events, {.until = kFriday + hours{2}}).ok());
  EXPECT_THAT(carrier_.sent, SizeIs(1));
}

// R74: a switch event of a lead with a number, and an alarm from outside, are nonsense.
TEST_F(Limits, SwitchBelongsToTheAccount) {
  const auto runtime = Make(Northside());
  clock_.Set(kFriday);
  Event wrong = Switch(true, kFriday);
  wrong.lead.phone = Number("+14035550123");
  Event alarm = Switch(true, kFriday);
  alarm.body = VolumeAlarm{};
  EXPECT_THAT(runtime->Submit({&wrong, 1})->rejected, SizeIs(1));
  EXPECT_THAT(runtime->Submit({&alarm, 1})->rejected, SizeIs(1));
}

// R64: at five times the usual hourly volume follow-ups wait for the next hour, first texts go, and
// the owner is told once.
TEST_F(Limits, VolumeBreakerHoldsAllButFirstTexts) {
  Account account = Northside();
  account.texts_per_hour = 4;
  const auto runtime = Make(account);
  std::vector<Event> events;
  for (int i = 0; i < 30; ++i) events.push_back(Missed(i, kFriday + minutes{i}));
  // In the third hour, when the follow-ups of the first thirty are due.
  for (int i = 30; i < 60; ++i) events.push_back(Missed(i, kFriday + hours{2} + seconds{i}));
  ASSERT_TRUE(Play(*runtime, clock_, events, {.until = kFriday + hours{5}}).ok());
  std::map<std::string, int> in_third_hour;
  for (const Sent& one : carrier_.sent) {
    if (one.at < kFriday + hours{2} || one.at >= kFriday + hours{3}) continue;
    ++in_third_hour[std::string(one.text.key.step.view())];
  }
  EXPECT_EQ(in_third_hour["text_1"], 30);
  EXPECT_LE(in_third_hour["text_2"], 1);
  EXPECT_GT(SentBetween(kFriday + hours{3}, kFriday + hours{5}), 15U);
  const std::vector<std::string> tasks = Tasks();
  EXPECT_THAT(tasks, Contains("volume"));
  EXPECT_LE(std::count(tasks.begin(), tasks.end(), "volume"), 5);
}

// R64: without a configured figure, and before enough hours are known, no volume counts as too
// much.
TEST_F(Limits, VolumeIsNotGuessed) {
  const auto runtime = Make(Northside());
  std::vector<Event> events;
  for (int i = 0; i < 200; ++i) events.push_back(Missed(i, kFriday + seconds{i}));
  ASSERT_TRUE(Play(*runtime, clock_, events, {.until = kFriday + hours{3}}).ok());
  EXPECT_THAT(carrier_.sent, SizeIs(400));
  EXPECT_THAT(Tasks(), IsEmpty());
}

// R62: a line with 6 segments per minute sends one every ten seconds, however much is waiting;
// first texts do not queue behind follow-ups.
TEST_F(Limits, LineKeepsItsRate) {
  Account account = Northside();
  account.line_segments_per_minute = 6;
  const auto runtime = Make(account);
  std::vector<Event> events;
  for (int i = 0; i < 40; ++i) events.push_back(Missed(i, kFriday));
  events.push_back(Missed(99, kFriday + hours{2} + minutes{2}));
  ASSERT_TRUE(Play(*runtime, clock_, events, {.until = kFriday + hours{5}}).ok());
  ASSERT_THAT(carrier_.sent, SizeIs(82));
  for (std::size_t i = 1; i < carrier_.sent.size(); ++i) {
    const Duration gap = carrier_.sent[i].at - carrier_.sent[i - 1].at;
    EXPECT_GE(gap, seconds{10} * carrier_.sent[i - 1].text.segments) << i;
  }
  for (const Sent& one : carrier_.sent) {
    if (one.text.key.lead.phone.packed() != 14'035'550'399ULL) continue;
    if (one.text.key.step != Named("text_1")) continue;
    EXPECT_LE(one.at, kFriday + hours{2} + minutes{2} + seconds{31});
  }
}

// R62: the account's rate applies to all of its lines together.
TEST_F(Limits, AccountKeepsItsRate) {
  Account account = Northside();
  account.texts_per_minute = 2;
  account.lines = {Number("+14035550199"), Number("+14035550198")};
  const auto runtime = Make(account);
  std::vector<Event> events;
  for (int i = 0; i < 10; ++i) {
    events.push_back(Missed(i, kFriday));
    events.back().body = MissedCall{.line = account.lines[static_cast<std::size_t>(i) % 2]};
  }
  ASSERT_TRUE(Play(*runtime, clock_, events, {.until = kFriday + hours{1}}).ok());
  ASSERT_THAT(carrier_.sent, SizeIs(10));
  for (std::size_t i = 1; i < carrier_.sent.size(); ++i)
    EXPECT_GE(carrier_.sent[i].at - carrier_.sent[i - 1].at, seconds{30});
}

// R14, R62: a text whose line is only free after the end of the window goes the next morning.
TEST_F(Limits, BusyLineKeepsTheWindow) {
  Account account = Northside();
  account.line_segments_per_minute = 1;
  const auto runtime = Make(account);
  std::vector<Event> events;
  const Instant evening = At("2026-11-20T21:20:00-06:00");
  for (int i = 0; i < 30; ++i) events.push_back(Missed(i, evening));
  ASSERT_TRUE(Play(*runtime, clock_, events, {.until = evening + hours{24 * 2}}).ok());
  for (const Sent& one : carrier_.sent) {
    const LocalTime local = account.zone->ToLocal(one.at);
    const auto time = local - std::chrono::floor<std::chrono::days>(local);
    EXPECT_TRUE(time >= hours{9} && time < hours{21} + minutes{30});
  }
  EXPECT_GE(carrier_.sent.size(), 30U);
}

}  // namespace
}  // namespace textback
