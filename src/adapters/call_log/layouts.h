// The layouts of the formats that have no header line, and the layout that a header line means.
#ifndef TEXTBACK_SRC_ADAPTERS_CALL_LOG_LAYOUTS_H_
#define TEXTBACK_SRC_ADAPTERS_CALL_LOG_LAYOUTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "adapters/call_log/values.h"
#include "textback/adapters/call_log/format.h"

namespace textback {

using Fields = std::span<const std::string_view>;

inline constexpr std::size_t kAsteriskLeast = 16;
inline constexpr std::size_t kAsteriskMost = 21;

struct FixedLayout {
  CallLogFormat format;
  std::vector<CallLogColumn> columns;
  std::size_t least;  // columns that a row needs
};
std::span<const FixedLayout> FixedLayouts();
const FixedLayout* FindFixedLayout(CallLogFormat format);

// Asterisk's columns in a row with `count` of them. REQUIRES: kAsteriskLeast to kAsteriskMost.
std::vector<CallLogColumn> AsteriskColumns(std::size_t count);

// Where each column is; kNowhere: it isn't there.
class Positions {
 public:
  static constexpr std::uint8_t kNowhere = 0xFF;

  Positions() { at_.fill(kNowhere); }
  explicit Positions(std::span<const CallLogColumn> columns);

  bool Has(CallLogColumn column) const { return at_[static_cast<std::size_t>(column)] != kNowhere; }
  // Without spaces around; empty: the row has no such column, or NULL is written in it.
  // Here, because rows call it for each column.
  std::string_view Get(Fields fields, CallLogColumn column) const {
    const std::uint8_t at = at_[static_cast<std::size_t>(column)];
    if (at >= fields.size() || fields[at].empty()) return {};
    const std::string_view text = TrimSpaces(fields[at]);
    return text == "NULL" || text == "\\N" ? std::string_view{} : text;
  }

 private:
  std::array<std::uint8_t, static_cast<std::size_t>(CallLogColumn::kCount)> at_;
};

// True for a line that names columns and holds no values.
bool IsHeader(Fields fields);
// What the names mean; several columns of the same meaning: the first one counts.
std::vector<CallLogColumn> HeaderColumns(Fields fields);
// The layout after this header. Nothing: the names don't make a call list (no time, or no number).
std::optional<CallLogLayout> LayoutOfHeader(Fields fields, char separator);

// True if the row could be one of this layout: its times are times, its lengths are lengths.
bool Fits(Fields fields, const Positions& positions);

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_CALL_LOG_LAYOUTS_H_
