// A whole step through the SQLite store, without the engine: a due lead is claimed and its decision
// committed (lead, outbox, journal), durable (synchronous=FULL), in batches. The engine has decided
// beforehand, about one lead; the others get copies.
//
//   sqlite_benchmark --benchmark_filter=Step
//
// The file is made in the current folder and removed at the end: run it on the disk that counts.
#include <absl/strings/str_cat.h>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/adapters/sqlite/storage.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/engine/step.h"

namespace textback {
namespace {

constexpr Instant kNow = Instant{std::chrono::milliseconds{1'795'190'400'000}};
template <class T>
T Must(absl::StatusOr<T> result) {
  if (!result.ok()) {
    std::cerr << result.status() << "\n";
    std::abort();
  }
  return *std::move(result);
}

class File {
 public:
  File() { Remove(); }
  ~File() {
    storage_.reset();
    Remove();
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  Storage& Open() {
    storage_ = Must(OpenSqliteStorage({.path = kPath}));
    return *storage_;
  }

 private:
  static void Remove() {
    for (const std::string_view suffix : {"", "-wal", "-shm", "-lock"}) {
      std::remove(absl::StrCat(kPath, std::string(suffix)).c_str());
    }
  }

  static constexpr char kPath[] = "sqlite_benchmark.db";
  std::unique_ptr<Storage> storage_;
};

LeadId LeadOf(std::int64_t number) {
  static const AccountId account = Must(AccountId::Parse("northside"));
  const auto packed = static_cast<std::uint64_t>(14'032'000'000 + number * 7919 % 7'999'999);
  return {.account = account, .phone = Must(PhoneNumber::FromPacked(packed))};
}

Event Call(std::int64_t number) {
  return {.id = Must(EventId::Parse(absl::StrCat("call-", number))),
          .lead = LeadOf(number),
          .at = kNow,
          .received_at = kNow,
          .body = MissedCall{.line = Must(PhoneNumber::Parse("+14035550199"))}};
}

// What the engine decides about a missed call and, when the lead is woken, about its first text.
// Made once: every lead gets a copy, so that only the store is measured.
struct Sample {
  std::shared_ptr<const Policy> policy;  // the reasons point into it
  Decision wait;
  Decision send;
  Instant due = kNever;  // when the lead is woken
};

Sample MakeSample() {
  const Account account{.id = Must(AccountId::Parse("northside")),
                        .name = "Northside Renovations",
                        .person = "Alex",
                        .zone = Must(Zone::Load("America/Edmonton")),
                        .region = "CA-AB",
                        .lines = {Must(PhoneNumber::Parse("+14035550199"))},
                        .address = "12 Sample St, Calgary AB"};
  Sample sample{.policy = Must(MakePolicy(account, FollowUps::Of(BuiltInPlaybooks()),
                                          Must(BuiltInPlaces()), BuiltInReplies()))};
  Lead lead{.id = LeadOf(0)};
  sample.wait = Step(lead, Call(0), *sample.policy, kNow);
  sample.due = sample.wait.next.wake_at;
  lead.state = sample.wait.next;
  if (sample.wait.profile) lead.profile = *sample.wait.profile;
  sample.send =
      Step(lead, {.lead = lead.id, .at = sample.due, .received_at = sample.due, .body = WakeUp{}},
           *sample.policy, sample.due);
  if (!sample.send.text) {
    std::cerr << "the engine's sample has no text\n";
    std::abort();
  }
  // The text is left in the outbox: it isn't due while this benchmark looks.
  sample.send.text->decided_at = sample.due + std::chrono::hours{1};
  return sample;
}

const Sample& TheSample() {
  static const Sample sample = MakeSample();
  return sample;
}

Decision Wait(const Lead&) { return TheSample().wait; }

Decision Send(const Lead& lead) {
  Decision decision = TheSample().send;
  decision.text->key.lead = lead.id;
  return decision;
}

// Claims `limit` leads and commits what `decide` says. The number of leads.
template <class Decide>
std::size_t RunBatch(Storage& storage, std::size_t limit, Instant now, Decide decide) {
  const Claimed claimed = Must(storage.Claim({.now = now, .limit = limit}));
  std::vector<Decision> decisions;
  std::vector<Commitment> batch;
  decisions.reserve(claimed.work.size());
  batch.reserve(claimed.work.size());
  for (const Work& work : claimed.work) {
    decisions.push_back(decide(work.lead));
    batch.push_back({.work = &work, .decision = &decisions.back(), .now = now});
  }
  for (const absl::Status& status : Must(storage.Commit(batch))) {
    if (!status.ok()) {
      std::cerr << status << "\n";
      std::abort();
    }
  }
  return batch.size();
}

// Leads that all wait for the same wake-up.
void Fill(Storage& storage, std::int64_t leads) {
  constexpr std::int64_t kBatch = 1000;
  for (std::int64_t first = 0; first < leads; first += kBatch) {
    std::vector<Event> calls;
    for (std::int64_t i = first; i < std::min(first + kBatch, leads); ++i) {
      calls.push_back(Call(i));
    }
    Must(storage.Append(calls));
    RunBatch(storage, kBatch, kNow, Wait);
  }
}

void BM_Step(benchmark::State& state) {
  const auto batch = static_cast<std::size_t>(state.range(0));
  const std::int64_t leads = state.range(0) == 1 ? 2'000 : 20'000;
  for (auto unused : state) {
    state.PauseTiming();
    auto file = std::make_unique<File>();
    Storage& storage = file->Open();
    Fill(storage, leads);
    state.ResumeTiming();
    std::int64_t done = 0;
    for (std::size_t count = 1; count > 0; done += static_cast<std::int64_t>(count)) {
      count = RunBatch(storage, batch, TheSample().due, Send);
    }
    state.PauseTiming();
    if (done != leads ||
        Must(storage.ReadJournal(2 * static_cast<std::uint64_t>(leads) - 1, 9)).size() != 1) {
      state.SkipWithError("a step was lost or done twice");
    }
    file.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * leads);
}
BENCHMARK(BM_Step)
    ->Arg(1)
    ->Arg(100)
    ->Arg(1000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void BM_Append(benchmark::State& state) {
  File file;
  Storage& storage = file.Open();
  std::int64_t next = 0;
  for (auto unused : state) {
    state.PauseTiming();
    std::vector<Event> calls;
    for (std::int64_t i = 0; i < state.range(0); ++i) calls.push_back(Call(next++));
    state.ResumeTiming();
    Must(storage.Append(calls));
  }
  state.SetItemsProcessed(next);
}
BENCHMARK(BM_Append)->Arg(1)->Arg(100)->UseRealTime();

// One missed call at a time, and so many callers that wait for its acknowledgement.
void BM_AppendWaiting(benchmark::State& state) {
  static std::unique_ptr<File> file;
  static Storage* storage = nullptr;
  static std::atomic<std::int64_t> next = 0;
  if (state.thread_index() == 0) {
    file = std::make_unique<File>();
    storage = &file->Open();
  }
  for (auto unused : state) {
    const std::vector<Event> call = {Call(next++)};
    Must(storage->Append(call));
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) file.reset();
}
BENCHMARK(BM_AppendWaiting)->Threads(32)->UseRealTime();

}  // namespace
}  // namespace textback
