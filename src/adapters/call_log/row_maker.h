// Records -> rows: what the columns of each format mean.
#ifndef TEXTBACK_SRC_ADAPTERS_CALL_LOG_ROW_MAKER_H_
#define TEXTBACK_SRC_ADAPTERS_CALL_LOG_ROW_MAKER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/call_log/layouts.h"
#include "adapters/call_log/log_clock.h"
#include "textback/adapters/call_log/format.h"
#include "textback/adapters/call_log/records.h"
#include "textback/calls/call_row.h"
#include "textback/policy/zone.h"

namespace textback {

class RowMaker {
 public:
  enum class Result : std::uint8_t { kRow, kProblem, kIgnored };

  RowMaker(CallLogLayout layout, std::shared_ptr<const Zone> zone);

  // kRow: `row` is filled, except its number. kProblem: see problem(). kIgnored: a header line; the
  // layout may have changed.
  Result Read(const CsvRecord& record, CallRow& row);
  // The same, without any effect but on `row`: is the record a whole row?
  bool WouldRead(const CsvRecord& record, CallRow& row);

  const std::string& problem() const { return problem_; }
  const CallLogLayout& layout() const { return layout_; }
  // True once: the record just read was a header line.
  bool WasHeader() const { return was_header_; }
  const LogClock& clock() const { return clock_; }

 private:
  void Use(CallLogLayout layout);
  const Positions* FindPositions(Fields fields, bool has_line_end);
  bool FillTimes(Fields fields, const Positions& at, CallRow& row);
  bool FillLengths(Fields fields, const Positions& at, CallRow& row);
  bool FillEnding(Fields fields, const Positions& at, CallRow& row);
  bool FillRow(const CsvRecord& record, CallRow& row);
  bool TakeHeader(const CsvRecord& record);
  bool Problem(std::string text);

  CallLogLayout layout_;
  Positions positions_;                                      // of every format but Asterisk
  std::array<Positions, kAsteriskMost + 1> by_count_;        // of Asterisk, by number of columns
  std::array<Positions, kAsteriskMost + 1> by_count_no_id_;  // where the tail is a userfield
  std::size_t least_ = 0;
  std::size_t most_ = 0;
  bool is_strict_ = false;  // a header names the columns: a row has as many
  bool has_rows_ = false;
  std::size_t last_count_ = 0;  // columns of the last row
  bool was_header_ = false;
  bool is_trial_ = false;
  std::string problem_;
  LogClock clock_;
  LogClock trial_clock_;  // of trials, so that they leave no trace
};

// What only one format says. `row` has everything that all formats have in common.
void FinishThreeCx(Fields fields, const Positions& at, CallRow& row);
void FinishThreeCxConsole(Fields fields, const Positions& at, CallRow& row);
// False: the row is no leg of a call that is over; `why` says so.
bool FinishTwilio(Fields fields, const Positions& at, CallRow& row);
void FinishFreeSwitch(const Positions& at, CallRow& row);
void FinishTable(Fields fields, const Positions& at, CallRow& row);

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_CALL_LOG_ROW_MAKER_H_
