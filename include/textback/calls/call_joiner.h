// Which rows are one call (R8).
//
// Rows are legs. They are joined by linkedid; else by uniqueid; else by the name of a channel that
// both have (the two halves of a Local channel among them); else by time and participants: a switch
// that offers a call again within two seconds writes two calls where there is one. Two callers with
// ids of their own are never joined because of time alone.
//
// Streaming: rows come in any order (a switch writes a leg when it ends, an export may be newest
// first), and a call is complete once the log has moved on by `window`. Memory grows with the calls
// of a window, not with the log. Deterministic; not thread-safe; owns its rows.
//
//   CallJoiner joiner;
//   std::vector<RowGroup> complete;
//   while (reader.Next(row)) joiner.Add(std::move(row), complete);
//   joiner.Finish(complete);
#ifndef TEXTBACK_CALLS_CALL_JOINER_H_
#define TEXTBACK_CALLS_CALL_JOINER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "textback/calls/call_row.h"
#include "textback/model/time.h"

namespace textback {

// By what a row was joined to the rows before it. The first one of a call has kFirst.
enum class JoinedBy : std::uint8_t { kFirst, kGroupId, kLegId, kChannel, kTimeAndParties };

struct RowGroup {
  std::vector<CallRow> rows;        // as they came
  std::vector<JoinedBy> joined_by;  // one for each row
};

class CallJoiner {
 public:
  struct Options {
    // How far the log moves on before a call is complete: longer than any call.
    Duration window = std::chrono::hours{12};
    // A call is complete if more rows than this wait, whatever the time: for logs without an order.
    std::size_t rows_max = 200'000;
  };

  CallJoiner();
  explicit CallJoiner(const Options& options);
  ~CallJoiner();
  CallJoiner(CallJoiner&&) noexcept;
  CallJoiner& operator=(CallJoiner&&) noexcept;

  // Appends the calls that are complete now to `complete`, in the order of their first rows; not
  // those that Settled gave out already.
  void Add(CallRow&& row, std::vector<RowGroup>& complete);
  void Add(const CallRow& row, std::vector<RowGroup>& complete) { Add(CallRow(row), complete); }
  // The log ends here: appends all that is left.
  void Finish(std::vector<RowGroup>& complete);
  // For a log that grows: appends the calls that `is_over` says yes to. They are kept, and are
  // asked about again only if a row is added later.
  void Settled(const std::function<bool(const RowGroup&)>& is_over, std::vector<RowGroup>& settled);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace textback

#endif  // TEXTBACK_CALLS_CALL_JOINER_H_
