// How fast call logs are read: splitting alone, rows, and whole calls.
#include <absl/strings/str_format.h>
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdio>
#include <istream>
#include <memory>
#include <streambuf>
#include <string>

#include "textback/adapters/call_log/call_list.h"
#include "textback/adapters/call_log/reader.h"
#include "textback/adapters/call_log/records.h"

namespace textback {
namespace {

constexpr std::size_t kBytes = std::size_t{200} * 1024 * 1024;

// A block of rows as Asterisk writes them: half of them answered, some with a name in quotes.
std::string Block(std::size_t bytes) {
  std::string block;
  for (int i = 0; block.size() < bytes; ++i) {
    const int second = i % 60;
    const int minute = i / 60 % 60;
    const bool answered = i % 2 == 0;
    const std::string name = i % 3 == 0 ? "\"\"DANA LEE\"\"" : "\"\"\"\"";
    const std::string answer =
        answered ? absl::StrFormat("\"2026-11-17 10:%02d:%02d\"", minute, second) : "";
    absl::StrAppendFormat(
        &block,
        "\"north\",\"403555%04d\",\"4035550199\",\"from-trunk\",\"%s <403555%04d>\","
        "\"PJSIP/trunk-%08x\",\"PJSIP/201-%08x\",\"Dial\",\"PJSIP/201,20\","
        "\"2026-11-17 10:%02d:%02d\",%s,\"2026-11-17 10:%02d:%02d\",20,%d,\"%s\","
        "\"DOCUMENTATION\",\"%d.%d\",\"\",\"\",\"%d.%d\",%d\n",
        i % 10000, name, i % 10000, i, i + 1, minute, second, answer, minute, second,
        answered ? 15 : 0, answered ? "ANSWERED" : "NO ANSWER", 1794931200 + i % 3600, i,
        1794931200 + i % 3600, i, i);
  }
  return block;
}

// The same block again and again, up to a size: a big file that takes no disk.
class Repeated : public std::streambuf {
 public:
  Repeated(const std::string& block, std::size_t bytes) : block_(block), left_(bytes) {}

 private:
  int_type underflow() override {
    if (left_ < block_.size()) return traits_type::eof();
    left_ -= block_.size();
    char* const data = const_cast<char*>(block_.data());
    setg(data, data, data + block_.size());
    return traits_type::to_int_type(*data);
  }

  const std::string& block_;
  std::size_t left_;
};

void BM_SplitRecords(benchmark::State& state) {
  const std::string block = Block(std::size_t{1} << 20);
  std::size_t records = 0;
  RecordSplitter splitter(',');
  for (auto _ : state) {
    splitter.Append(block);
    while (splitter.Next() == RecordSplitter::Status::kRecord) ++records;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(records));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(block.size()));
}
BENCHMARK(BM_SplitRecords)->Unit(benchmark::kMillisecond);

void BM_DetectFormat(benchmark::State& state) {
  const std::string head = Block(std::size_t{64} * 1024);
  for (auto _ : state) benchmark::DoNotOptimize(DetectCallLog(head, false).ok());
}
BENCHMARK(BM_DetectFormat)->Unit(benchmark::kMillisecond);

void BM_ReadRows(benchmark::State& state) {
  const std::string block = Block(std::size_t{1} << 20);
  const std::shared_ptr<const Zone> zone = *Zone::Load("America/Edmonton");
  const auto bytes = static_cast<std::size_t>(state.range(0)) * 1024 * 1024;
  std::size_t rows = 0;
  for (auto _ : state) {
    Repeated buffer(block, bytes);
    std::istream stream(&buffer);
    absl::StatusOr<CallLogReader> log = CallLogReader::FromStream(stream, zone, {});
    if (!log.ok()) return state.SkipWithError("not recognised");
    while (log->Next() == CallLogReader::Item::kRow) ++rows;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(rows));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}
BENCHMARK(BM_ReadRows)->Arg(kBytes / 1024 / 1024)->Arg(8)->Unit(benchmark::kMillisecond);

// Twenty days of a busy switch as a file: a call every nine seconds, two rows each.
std::string WriteLog(std::size_t calls) {
  const std::string path = "call_log_benchmark.csv";
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) return "";
  const Instant first = *ParseRfc3339("2026-11-01T00:00:00Z");
  for (std::size_t i = 0; i < calls; ++i) {
    const Instant start = first + i * std::chrono::seconds{9};
    const std::string at = FormatRfc3339(start).substr(0, 19);
    const std::int64_t id = ToMillis(start) / 1000;
    for (int phone = 201; phone <= 202; ++phone) {
      const bool answered = i % 3 != 0 && phone == 202;
      absl::FPrintF(file,
                    "\"\",\"403555%04d\",\"4035550199\",\"from-trunk\",\"\"\"\"\"\" <403555%04d>\","
                    "\"PJSIP/trunk-%08x\",\"PJSIP/%d-%08x\",\"Dial\",\"PJSIP/201&PJSIP/202,20\","
                    "\"%s %s\",%s%s%s%s%s,\"%s %s\",20,%d,\"%s\",\"DOCUMENTATION\",\"%d.%d\",\"\","
                    "\"\",\"%d.%d\",%d\n",
                    i % 10000, i % 10000, 3 * i, phone, 3 * i + 1, at.substr(0, 10), at.substr(11),
                    answered ? "\"" : "", answered ? at.substr(0, 10) : "", answered ? " " : "",
                    answered ? at.substr(11) : "", answered ? "\"" : "", at.substr(0, 10),
                    at.substr(11), answered ? 20 : 0, answered ? "ANSWERED" : "NO ANSWER", id, i,
                    id, i, phone);
    }
  }
  std::fclose(file);
  return path;
}

// Row 18 of the goals: rows -> calls, both passes over the file: >= 200,000 rows a second.
void BM_ReadCalls(benchmark::State& state) {
  const std::string path = WriteLog(static_cast<std::size_t>(state.range(0)));
  const std::shared_ptr<const Zone> zone = *Zone::Load("UTC");
  std::size_t rows = 0;
  for (auto _ : state) {
    std::size_t missed = 0;
    const absl::StatusOr<CallListResult> result =
        ReadCalls({.path = path, .zone = zone},
                  [&missed](const Call& call) { missed += call.outcome == CallOutcome::kMissed; });
    if (!result.ok()) return state.SkipWithError("not read");
    const auto calls = static_cast<std::size_t>(state.range(0));
    if (result->calls != calls || missed != (calls + 2) / 3)
      return state.SkipWithError("calls are read wrongly");
    rows += result->rows;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(rows));
  std::remove(path.c_str());
}
BENCHMARK(BM_ReadCalls)->Arg(200'000)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace textback
