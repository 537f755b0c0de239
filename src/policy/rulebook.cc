#include "textback/policy/rulebook.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>

#include "textback/model/lead.h"

namespace textback {

const RulebookRow& Rulebook::RowFor(std::string_view region) const {
  const auto find = [this](std::string_view id) {
    return std::find_if(rows_.begin(), rows_.end(),
                        [id](const RulebookRow& row) { return row.id == id; });
  };
  if (region.empty()) return rows_.front();
  if (const auto own = find(region); own != rows_.end()) return *own;
  const auto country = find(region.substr(0, region.find('-')));
  return country != rows_.end() ? *country : rows_.front();
}

absl::Status CheckRow(const RulebookRow& row) {
  const auto bad = [&row](std::string_view field, std::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrFormat("rulebook row '%s': %s: %s", row.id, field, what));
  };
  if (row.id.empty()) return bad("id", "missing");
  bool any_open = false;
  for (const DayHours& day : row.hours) {
    if (day.open < 0 || day.close > 24 * 60 || day.open > day.close) {
      return bad("hours", "a window is inverted or outside the day; write 09:00-21:30, or closed");
    }
    if (day.closed() && day.open != 0) return bad("hours", "an empty window; write closed");
    any_open = any_open || !day.closed();
  }
  if (!any_open) return bad("hours", "closed on every day: nothing could ever be sent");
  if (row.cap_per_day < 1 || row.cap_per_day > static_cast<int>(kCapTexts))
    return bad("cap_per_day", "must be 1 to 3");
  if (row.inquiry_months < 1 || row.purchase_months < 1)
    return bad("inquiry_months", "must be at least 1");
  if (row.citation.empty()) return bad("citation", "missing: every row names its source");
  if (!row.as_of.ok()) return bad("as_of", "no such date; write 2026-11-23");
  return absl::OkStatus();
}

}  // namespace textback
