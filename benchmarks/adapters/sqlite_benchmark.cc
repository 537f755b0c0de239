// What the SQLite store costs, without the engine and durable (synchronous=FULL), in batches:
//   Step      a due lead is claimed and its decision committed: lead, outbox, journal
//   WayOut    a decided text is claimed, handed over and settled
//   Filtered  a claim for one account, past 20,000 due leads of another
//   Append    events into the inbox
// Decisions are copies of a sample, so that only the store is measured.
//
//   sqlite_benchmark --benchmark_filter=Step
//
// The file is made in the current folder and removed at the end: run it on the disk that counts.
#include <absl/strings/str_cat.h>
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/adapters/sqlite/storage.h"

namespace textback {
namespace {

constexpr Instant kNow = Instant{std::chrono::milliseconds{1'795'190'400'000}};
constexpr Duration kSecond = std::chrono::seconds{1};
constexpr std::string_view kBody =
    "Hi Dana, it's Alex at Northside Renovations. Sorry I missed your call about the kitchen. "
    "What are you hoping to get done? Reply STOP to opt out. Northside, 403-555-0199";

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

Decision Next(const Lead& lead) {
  static const StepName step = Must(StepName::Parse("text_1"));
  Decision decision;
  decision.next = lead.state;
  ++decision.next.version;
  decision.next.phase = Phase::kRecovering;
  decision.next.episode = 1;
  decision.next.inquiries.count = 1;
  decision.next.sequence.step = step;
  decision.next.sequence.due = kNow;
  decision.next.sequence.attempt = 1;
  decision.next.inquiries.first_at = kNow;
  decision.next.last_event_at = kNow;
  decision.next.consent.SetExpiry(Basis::kInquiry, kNow + std::chrono::hours{4380});
  decision.reasons = {
      {.why = Why::kWindowOpen, .row = "CA", .citation = "CRTC 2007-48", .as_of = std::nullopt},
      {.why = Why::kStepDue, .row = {}, .citation = {}, .as_of = std::nullopt}};
  return decision;
}

// The lead waits for its first text.
Decision Wait(const Lead& lead, Instant wake_at) {
  Decision decision = Next(lead);
  decision.next.sequence.due = decision.next.wake_at = wake_at;
  return decision;
}

// Its first text goes to the outbox.
Decision Send(const Lead& lead) {
  Decision decision = Next(lead);
  decision.next.out = {.what = TextOut::What::kStep,
                       .episode = 1,
                       .attempt = 1,
                       .step = decision.next.sequence.step};
  decision.next.wake_at = kNever;
  decision.text = Text{
      .key = {.lead = lead.id, .episode = 1, .step = decision.next.sequence.step, .attempt = 1},
      .from = lead.state.line,
      .text_class = TextClass::kResponse,
      .basis = Basis::kResponse,
      .decided_at = kNow + kSecond,
      .send_by = kNow + std::chrono::hours{5},
      .body = std::string(kBody),
      .segments = 1};
  return decision;
}

void MustAll(const std::vector<absl::Status>& statuses) {
  for (const absl::Status& status : statuses) {
    if (status.ok()) continue;
    std::cerr << status << "\n";
    std::abort();
  }
}

// Claims `limit` leads and commits what `decide` returns. Returns the number of leads.
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
  MustAll(Must(storage.Commit(batch)));
  return batch.size();
}

Event Accepted(const Work& work) {
  const TextKey& key = std::get<ClaimedText>(work.item).text.key;
  return {.id = Must(EventId::Parse(key.ToString() + ":accepted")),
          .lead = work.lead.id,
          .at = kNow + kSecond,
          .received_at = kNow + kSecond,
          .body = TextSettled{.key = key,
                              .outcome = {.kind = SendOutcome::Kind::kAccepted,
                                          .at = kNow + kSecond,
                                          .provider_id = "SM0123456789abcdef"}}};
}

// Claims `limit` texts, hands them over and settles them. Returns the number of texts.
std::size_t SendBatch(Storage& storage, std::size_t limit) {
  Claimed claimed =
      Must(storage.Claim({.kind = WorkKind::kTexts, .now = kNow + kSecond, .limit = limit}));
  std::vector<const Work*> texts;
  std::vector<Settlement> settlements;
  for (const Work& work : claimed.work) {
    texts.push_back(&work);
    settlements.push_back({.work = &work, .event = Accepted(work)});
  }
  for (AccountRecord& record : claimed.accounts) {
    ++record.version;
    record.all_lines.free_at = kNow + kSecond;
  }
  MustAll(Must(storage.BeginHandOver(
      {.texts = texts, .accounts = claimed.accounts, .now = kNow + kSecond})));
  MustAll(Must(storage.Settle(settlements)));
  return texts.size();
}

// Leads that are all due at kNow + 1 s, as a wake-up.
void Fill(Storage& storage, std::int64_t leads) {
  constexpr std::int64_t kBatch = 1000;
  for (std::int64_t first = 0; first < leads; first += kBatch) {
    std::vector<Event> calls;
    for (std::int64_t i = first; i < std::min(first + kBatch, leads); ++i) {
      calls.push_back(Call(i));
    }
    Must(storage.Append(calls));
    RunBatch(storage, kBatch, kNow, [](const Lead& lead) { return Wait(lead, kNow + kSecond); });
  }
}

std::int64_t JournalSize(Storage& storage) {
  std::int64_t size = 0;
  JournalCursor cursor;
  for (;;) {
    const JournalPage page = Must(storage.ReadJournal(cursor, 10'000));
    if (page.entries.empty()) return size;
    size += static_cast<std::int64_t>(page.entries.size());
    cursor = page.next;
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
      count = RunBatch(storage, batch, kNow + kSecond, Send);
    }
    state.PauseTiming();
    if (done != leads || JournalSize(storage) != 2 * leads) {
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

void BM_WayOut(benchmark::State& state) {
  const auto batch = static_cast<std::size_t>(state.range(0));
  const std::int64_t texts = state.range(0) == 1 ? 2'000 : 20'000;
  for (auto unused : state) {
    state.PauseTiming();
    auto file = std::make_unique<File>();
    Storage& storage = file->Open();
    Fill(storage, texts);
    while (RunBatch(storage, 1000, kNow + kSecond, Send) > 0) {
    }
    state.ResumeTiming();
    std::int64_t done = 0;
    for (std::size_t count = 1; count > 0; done += static_cast<std::int64_t>(count)) {
      count = SendBatch(storage, batch);
    }
    state.PauseTiming();
    if (done != texts) state.SkipWithError("a text was lost or sent twice");
    file.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * texts);
}
BENCHMARK(BM_WayOut)
    ->Arg(1)
    ->Arg(100)
    ->Arg(1000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void BM_Filtered(benchmark::State& state) {
  File file;
  Storage& storage = file.Open();
  Fill(storage, 20'000);
  const std::set<AccountId> others = {Must(AccountId::Parse("southside"))};
  for (auto unused : state) {
    const Claimed claimed = Must(storage.Claim({.now = kNow + kSecond, .accounts = &others}));
    if (!claimed.work.empty()) state.SkipWithError("a lead of another account was claimed");
  }
}
BENCHMARK(BM_Filtered)->UseRealTime();

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

// One missed call at a time, from several callers that each wait for the acknowledgement.
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
