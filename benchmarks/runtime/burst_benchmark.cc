// The runtime under a burst, in real time and over a durable SQLite store:
//   Burst  1,000 texts fall due in the same second. The transport takes 200 ms a text, 64 at once.
//          Meanwhile a call comes in every 5 ms, and a second process appends STOPs of as many
//          leads as the argument says.
//   Hung   200 texts of each of two accounts fall due; the other account's provider hangs.
//
//   handed_over      how many of the texts left; with no STOPs, all of them must
//   handed_over_s    from the second in which they fall due until the last text left
//   inbound_p50_ms   from a call's arrival to its decision; p99_ms likewise
//   stopped          how many of the leads with a STOP got no text
//   late             texts that left after their STOP was durable: must be 0
//
//   burst_benchmark --benchmark_filter=Burst
//
// A run takes some seconds, so each is done only once. The store is created in the current folder
// and removed at the end.
#include <absl/strings/str_cat.h>
#include <benchmark/benchmark.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "textback/adapters/sqlite/storage.h"
#include "textback/adapters/system/clock.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/rulebook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/runtime/runtime.h"

namespace textback {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Duration kFirstStep = seconds{10};  // text_1, after the call
constexpr Duration kSendTakes = milliseconds{200};
// Between the last look at the inbox and the transport: the thread may be interrupted there.
constexpr Duration kHandOverTakes = milliseconds{100};
constexpr char kPath[] = "burst_benchmark.db";
constexpr int kInbound = 10'000;  // the first number of the calls that come in meanwhile

template <class T>
T Must(absl::StatusOr<T> result) {
  if (!result.ok()) {
    std::cerr << result.status() << "\n";
    std::abort();
  }
  return *std::move(result);
}

void RemoveStore() {
  for (const char* suffix : {"", "-wal", "-shm", "-lock"})
    std::remove(absl::StrCat(kPath, suffix).c_str());
}

Instant Now() { return SystemClock().Now(); }

double Seconds(Duration length) { return std::chrono::duration<double>(length).count(); }

// Open at every hour, so that the time of the run does not matter.
std::shared_ptr<const Policy> PolicyOf(std::string_view id) {
  RulebookRow always{
      .id = "CA-AB", .citation = "a benchmark", .as_of = std::chrono::year{2026} / 11 / 23};
  always.hours.fill({.open = 0, .close = 24 * 60});
  Account account{.id = Must(AccountId::Parse(id)),
                  .name = "Northside Renovations",
                  .person = "Alex",
                  .zone = Must(Zone::Load("America/Edmonton")),
                  .lines = {Must(PhoneNumber::Parse("+14035550199"))}};
  return Must(MakePolicy(std::move(account), FollowUps::Of(BuiltInPlaybooks()),
                         Must(PlacesWith(Must(RulebooksWith({always})))), BuiltInReplies()));
}

LeadId LeadOf(const AccountId& account, int number) {
  return {.account = account,
          .phone = Must(PhoneNumber::FromPacked(14'032'000'000U + static_cast<unsigned>(number)))};
}

Event Call(const AccountId& account, int number, Instant at, Instant received_at) {
  return {.id = Must(EventId::Parse(absl::StrCat("call-", number))),
          .lead = LeadOf(account, number),
          .at = at,
          .received_at = received_at,
          .body = MissedCall{.line = Must(PhoneNumber::Parse("+14035550199"))}};
}

// Accepts every text after 200 ms, on its own thread; with `hung` set, only after `Release`.
class SlowTransport : public Transport {
 public:
  explicit SlowTransport(bool hung = false) : hung_(hung), thread_([this] { Answer(); }) {}
  ~SlowTransport() override {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  void Send(const Text& text, Instant /*deadline*/, SendDone done) override {
    const Instant now = Now();
    const std::lock_guard lock(mutex_);
    if (text.text_class == TextClass::kResponse) begun_.emplace(text.key.lead, now);
    waiting_.push_back({now + kSendTakes, std::move(done)});
    changed_.notify_all();
  }
  void Lookup(const Text& /*text*/, Instant /*deadline*/, LookupDone done) override {
    done(std::optional<SendOutcome>());
  }

  void Release() {
    {
      const std::lock_guard lock(mutex_);
      hung_ = false;
    }
    changed_.notify_all();
  }
  // The text_1 of each lead and the time when it left.
  std::map<LeadId, Instant> begun() const {
    const std::lock_guard lock(mutex_);
    return begun_;
  }

 private:
  void Answer() {
    std::unique_lock lock(mutex_);
    while (!over_) {
      if (hung_ || waiting_.empty()) {
        changed_.wait(lock);
        continue;
      }
      const Duration left = waiting_.front().at - Now();
      if (left > Duration{0}) {
        changed_.wait_for(lock, left);
        continue;
      }
      const SendDone done = std::move(waiting_.front().done);
      waiting_.pop_front();
      lock.unlock();
      done({.kind = SendOutcome::Kind::kAccepted, .at = Now(), .provider_id = "1"});
      lock.lock();
    }
  }

  struct Waiting {
    Instant at;
    SendDone done;
  };
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<LeadId, Instant> begun_;
  std::deque<Waiting> waiting_;
  bool hung_;
  bool over_ = false;
  std::thread thread_;
};

// How long each inbound call waited for its decision.
class Latencies : public Observer {
 public:
  void OnDecision(const Lead& /*before*/, const Event& event,
                  const Decision& /*decision*/) override {
    if (!std::holds_alternative<MissedCall>(event.body)) return;
    const Duration took = Now() - event.received_at;
    const std::lock_guard lock(mutex_);
    if (event.id.value().size() > std::string_view("call-9999").size()) took_.push_back(took);
    ++calls_;
  }
  void OnProblem(const absl::Status& problem) override { std::cerr << problem << "\n"; }

  std::size_t calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  double Millis(double quantile) const {
    const std::lock_guard lock(mutex_);
    if (took_.empty()) return 0;
    std::vector<Duration> sorted = took_;
    std::sort(sorted.begin(), sorted.end());
    const auto at = static_cast<std::size_t>(quantile * static_cast<double>(sorted.size() - 1));
    return Seconds(sorted[at]) * 1000;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Duration> took_;
  std::size_t calls_ = 0;
};

// A second process that appends to the same store, such as a web server that receives replies.
class Appender {
 public:
  // Forks, so call it before this process has threads.
  explicit Appender(std::vector<Event> events) {
    if (pipe(go_.data()) != 0 || pipe(done_.data()) != 0) std::abort();
    child_ = fork();
    if (child_ != 0) return;
    char byte = 0;
    if (read(go_[0], &byte, 1) != 1) _exit(1);
    const Instant now = Now();
    for (Event& event : events) event.at = event.received_at = now;
    const auto store = Must(OpenSqliteStorage({.path = kPath, .use = SqliteUse::kAppender}));
    const bool ok = store->Append(events).ok();
    const std::int64_t millis = ToMillis(Now());
    if (!ok || write(done_[1], &millis, sizeof(millis)) != sizeof(millis)) _exit(1);
    _exit(0);
  }

  void Go() {
    if (write(go_[1], "g", 1) != 1) std::abort();
  }
  // Returns the time when all of them were durable.
  Instant Wait() {
    std::int64_t millis = 0;
    if (read(done_[0], &millis, sizeof(millis)) != sizeof(millis)) std::abort();
    waitpid(child_, nullptr, 0);
    for (const int end : {go_[0], go_[1], done_[0], done_[1]}) close(end);
    return FromMillis(millis);
  }

 private:
  std::array<int, 2> go_ = {};
  std::array<int, 2> done_ = {};
  pid_t child_ = -1;
};

// The next whole second that leaves enough time to take in the calls.
Instant DueAt() { return std::chrono::ceil<seconds>(Now() + seconds{2}); }

void Submit(Runtime& runtime, const AccountId& account, int count, Instant due) {
  std::vector<Event> calls;
  for (int i = 0; i < count; ++i) calls.push_back(Call(account, i, due - kFirstStep, Now()));
  Must(runtime.Submit(calls));
}

void SleepUntil(Instant at) { std::this_thread::sleep_for(at - Now()); }

// Waits until `count` leads below kInbound have their text, or nothing has left for two seconds.
Instant LastOf(const SlowTransport& transport, std::size_t count, Instant due) {
  const PhoneNumber end = LeadOf(AccountId(), kInbound).phone;
  while (true) {
    std::size_t sent = 0;
    Instant last = due;
    for (const auto& [lead, at] : transport.begun()) {
      if (lead.phone >= end) continue;
      ++sent;
      last = std::max(last, at);
    }
    if (sent >= count || Now() > last + seconds{2}) return last;
    std::this_thread::sleep_for(milliseconds{20});
  }
}

void BM_Burst(benchmark::State& state) {
  constexpr int kTexts = 1000;
  const auto stop_count = static_cast<int>(state.range(0));
  const auto policy = PolicyOf("northside");
  const AccountId& account = policy->account.id;
  for (auto _ : state) {
    RemoveStore();
    std::vector<Event> stops;
    for (int i = 0; i < stop_count; ++i) {
      stops.push_back({.id = Must(EventId::Parse(absl::StrCat("stop-", i))),
                       .lead = LeadOf(account, i * kTexts / stop_count),
                       .body = TextIn{.body = "STOP"}});
    }
    Appender appender(stops);
    const SystemClock clock;
    const auto store = Must(OpenSqliteStorage({.path = kPath}));
    Latencies latencies;
    SlowTransport transport;
    const auto runtime = Must(Runtime::Create({.clock = &clock,
                                               .storage = store.get(),
                                               .transport = &transport,
                                               .slots = 64,
                                               .observer = &latencies,
                                               .policies = {{account, policy}}}));
    std::thread worker([&runtime] { static_cast<void>(runtime->Run()); });
    const Instant due = DueAt();
    Submit(*runtime, account, kTexts, due);
    SleepUntil(due);
    std::atomic<bool> over = false;
    std::thread inbound([&] {
      for (int i = kInbound; !over; ++i) {
        const Event call = Call(account, i, Now(), Now());
        static_cast<void>(runtime->Submit({&call, 1}));
        std::this_thread::sleep_for(milliseconds{5});
      }
    });
    SleepUntil(due + seconds{1});
    appender.Go();
    const Instant durable = appender.Wait();
    const Instant last = LastOf(transport, kTexts, due);
    over = true;
    inbound.join();
    runtime->Stop();
    worker.join();

    const std::map<LeadId, Instant> begun = transport.begun();
    int stopped = 0;
    int late = 0;
    for (const Event& stop : stops) {
      const auto sent = begun.find(stop.lead);
      stopped += sent == begun.end();
      late += sent != begun.end() && sent->second > durable + kHandOverTakes;
    }
    const auto left =
        static_cast<int>(std::count_if(begun.begin(), begun.end(), [&account](const auto& one) {
          return one.first.phone < LeadOf(account, kInbound).phone;
        }));
    if (left != kTexts - stopped) state.SkipWithError("a text neither left nor was stopped");
    if (latencies.calls() < kTexts) state.SkipWithError("not every call was decided");
    if (late > 0) state.SkipWithError("a text left after its STOP was durable");
    state.SetIterationTime(Seconds(last - due));
    state.counters["handed_over"] = left;
    state.counters["handed_over_s"] = Seconds(last - due);
    state.counters["inbound_p50_ms"] = latencies.Millis(0.5);
    state.counters["inbound_p99_ms"] = latencies.Millis(0.99);
    state.counters["stopped"] = stopped;
    state.counters["late"] = late;
  }
  RemoveStore();
}
BENCHMARK(BM_Burst)->Arg(0)->Arg(100)->Iterations(1)->UseManualTime()->Unit(
    benchmark::kMillisecond);

// The argument says whether the other account's provider hangs.
void BM_Hung(benchmark::State& state) {
  constexpr int kTexts = 200;
  const auto served = PolicyOf("served");
  const auto stuck = PolicyOf("stuck");
  for (auto _ : state) {
    RemoveStore();
    const SystemClock clock;
    const auto store = Must(OpenSqliteStorage({.path = kPath}));
    SlowTransport good;
    SlowTransport bad(state.range(0) != 0);
    const auto runtime = Must(
        Runtime::Create({.clock = &clock,
                         .storage = store.get(),
                         .transport = &good,
                         .routes = {{stuck->account.id, {.transport = &bad, .slots = 64}}},
                         .policies = {{served->account.id, served}, {stuck->account.id, stuck}},
                         .stop_timeout = seconds{1}}));
    std::thread worker([&runtime] { static_cast<void>(runtime->Run()); });
    const Instant due = DueAt();
    Submit(*runtime, stuck->account.id, kTexts, due);
    Submit(*runtime, served->account.id, kTexts, due);
    SleepUntil(due);
    const Instant last = LastOf(good, kTexts, due);
    state.SetIterationTime(Seconds(last - due));
    state.counters["handed_over_s"] = Seconds(last - due);
    state.counters["served"] = static_cast<double>(good.begun().size());
    state.counters["with_other"] = static_cast<double>(bad.begun().size());
    bad.Release();
    runtime->Stop();
    worker.join();
  }
  RemoveStore();
}
BENCHMARK(BM_Hung)->Arg(0)->Arg(1)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace textback
