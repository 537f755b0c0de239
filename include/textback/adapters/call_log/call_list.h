// A whole call log as calls: the reader, the joiner and the judge in one call.
//
// Reads the file twice: first to infer who is inside and outside (calls/phone_map.h), then to join
// and judge. Memory is that of the calls of half a day, whatever the size of the log. Standard
// input can't be read twice: copy it into a file first.
//
// Reads the disk, so it may block.
//
//   absl::StatusOr<CallListResult> result = ReadCalls(
//       {.path = "Master.csv", .zone = zone, .accounts = accounts},
//       [&](Call call) { calls.push_back(std::move(call)); });
#ifndef TEXTBACK_ADAPTERS_CALL_LOG_CALL_LIST_H_
#define TEXTBACK_ADAPTERS_CALL_LOG_CALL_LIST_H_

#include <absl/status/statusor.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "textback/adapters/call_log/format.h"
#include "textback/adapters/call_log/reader.h"
#include "textback/calls/call.h"
#include "textback/calls/phone_map.h"
#include "textback/policy/account.h"
#include "textback/policy/zone.h"

namespace textback {

struct CallListOptions {
  std::string path;
  std::string name;  // of the file, in messages; empty: its path
  CallLogFormat format = CallLogFormat::kAuto;
  std::shared_ptr<const Zone> zone;   // the log's clock, and only that
  std::span<const Account> accounts;  // what they say about their phones
  // Called from time to time with the bytes read and their total, both passes together. May be
  // empty.
  std::function<void(std::uint64_t, std::uint64_t)> on_progress;
};

struct CallListResult {
  CallLogLayout layout;  // how the file was understood
  std::size_t rows = 0;
  std::size_t calls = 0;
  std::array<std::size_t, 7> outcomes = {};  // by CallOutcome
  std::size_t unknown = 0;                   // of the unclear ones: nothing tells the direction
  std::vector<CallLogProblem> problems;      // the first kProblemsMax, in the order of the file
  std::size_t problem_count = 0;             // all of them
  std::vector<std::string> notes;            // odd, but readable: "the times look one hour off"
  std::vector<PhoneMap::Finding> findings;   // what was inferred about phones, trunks, contexts
  // Numbers that callers from outside dialled, with the calls to each; at most kLinesMax.
  std::map<PhoneNumber, std::size_t> lines;

  static constexpr std::size_t kProblemsMax = 10'000;
  static constexpr std::size_t kLinesMax = 10'000;
  std::size_t Count(CallOutcome outcome) const {
    return outcomes[static_cast<std::size_t>(outcome)];
  }
};

// Calls `take` with each call, in the order of their first rows.
//
// Errors: those of CallLogReader, unchanged. Rows that can't be read, and calls whose direction
// nothing tells, are problems of the result and stop nothing.
absl::StatusOr<CallListResult> ReadCalls(const CallListOptions& options,
                                         const std::function<void(Call)>& take);

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_CALL_LOG_CALL_LIST_H_
