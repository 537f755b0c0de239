#include "textback/adapters/call_log/call_list.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <utility>

#include "textback/calls/call_joiner.h"
#include "textback/calls/judge.h"

namespace textback {
namespace {

constexpr std::size_t kRowsBetweenProgress = 4'096;

class Progress {
 public:
  Progress(const CallListOptions& options, const CallLogReader& reader)
      : tell_(options.on_progress), reader_(reader), size_(reader.Size().value_or(0)) {}

  void Row(std::uint64_t before) {
    if (!tell_ || ++rows_ % kRowsBetweenProgress != 0) return;
    tell_(before + reader_.BytesRead(), 2 * size_);
  }
  std::uint64_t size() const { return size_; }

 private:
  const std::function<void(std::uint64_t, std::uint64_t)>& tell_;
  const CallLogReader& reader_;
  const std::uint64_t size_;
  std::size_t rows_ = 0;
};

std::string Unknown(const CallListOptions& options, const Call& call) {
  const std::string& name = options.name.empty() ? options.path : options.name;
  return absl::StrFormat(
      "%s:%d: nothing tells who called whom; name a line (lines:), the context '%s' (contexts:) or "
      "the trunk (trunks:) in the account file",
      name, call.line_number, call.context.substr(0, 40));
}

class Collector {
 public:
  Collector(const CallListOptions& options, const PhoneMap& map,
            const std::function<void(Call)>& take, CallListResult& result)
      : options_(options), map_(map), take_(take), result_(result) {}

  void Take(std::vector<RowGroup>& complete) {
    for (const RowGroup& group : complete) {
      Call call = JudgeCall(group, map_);
      ++result_.calls;
      ++result_.outcomes[static_cast<std::size_t>(call.outcome)];
      if (call.direction == CallDirection::kUnknown) {
        ++result_.unknown;
        Problem({.number = call.legs.front().row,
                 .line = call.line_number,
                 .message = Unknown(options_, call)});
      }
      NoteLine(call);
      take_(std::move(call));
    }
    complete.clear();
  }

  void Problem(CallLogProblem problem) {
    ++result_.problem_count;
    if (result_.problems.size() < CallListResult::kProblemsMax)
      result_.problems.push_back(std::move(problem));
  }

 private:
  void NoteLine(const Call& call) {
    if (call.direction != CallDirection::kInbound || call.line.withheld()) return;
    const auto line = result_.lines.find(call.line);
    if (line != result_.lines.end()) {
      ++line->second;
    } else if (result_.lines.size() < CallListResult::kLinesMax) {
      result_.lines.emplace(call.line, 1);
    }
  }

  const CallListOptions& options_;
  const PhoneMap& map_;
  const std::function<void(Call)>& take_;
  CallListResult& result_;
};

}  // namespace

absl::StatusOr<CallListResult> ReadCalls(const CallListOptions& options,
                                         const std::function<void(Call)>& take) {
  using Item = CallLogReader::Item;
  absl::StatusOr<CallLogReader> reader = CallLogReader::Open(
      options.path, options.zone, {.format = options.format, .name = options.name});
  if (!reader.ok()) return reader.status();
  CallListResult result{.layout = reader->layout()};
  PhoneMap map(options.accounts);
  Progress progress(options, *reader);
  for (Item item = reader->Next(); item != Item::kEnd; item = reader->Next()) {
    if (item == Item::kRow) map.Observe(reader->row());
    progress.Row(0);
  }
  if (!reader->status().ok()) return reader->status();
  map.Infer();
  result.findings = map.Findings();
  if (absl::Status status = reader->Rewind(); !status.ok()) return status;
  CallJoiner joiner;
  std::vector<RowGroup> complete;
  Collector collector(options, map, take, result);
  for (Item item = reader->Next(); item != Item::kEnd; item = reader->Next()) {
    if (item == Item::kProblem) {
      collector.Problem(reader->problem());
    } else {
      ++result.rows;
      joiner.Add(std::move(reader->row()), complete);
      if (!complete.empty()) collector.Take(complete);
    }
    progress.Row(progress.size());
  }
  if (!reader->status().ok()) return reader->status();
  joiner.Finish(complete);
  collector.Take(complete);
  result.notes = reader->Notes();
  std::stable_sort(result.problems.begin(), result.problems.end(),
                   [](const auto& a, const auto& b) { return a.line < b.line; });
  return result;
}

}  // namespace textback
