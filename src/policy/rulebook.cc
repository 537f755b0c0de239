#include "textback/policy/rulebook.h"

#include <absl/status/statusor.h>
#include <absl/strings/str_format.h>

#include <algorithm>

#include "textback/model/lead.h"

namespace textback {
namespace {

using std::chrono::local_days;

constexpr std::string_view kUnknown = "unknown";

bool CheckHours(const WeekHours& hours, std::string& what) {
  bool any_open = false;
  for (const DayHours& day : hours) {
    if (day.open < 0 || day.close > 24 * 60 || day.open > day.close) {
      what = "a window is inverted or outside the day; write 09:00-21:30, or closed";
      return false;
    }
    if (day.closed() && day.open != 0) {
      what = "an empty window; write closed";
      return false;
    }
    any_open = any_open || !day.closed();
  }
  what = "closed on every day: nothing could ever be sent";
  return any_open;
}

// The rows of one id by date. Days without a row use the parent's.
std::vector<Rulebook::Period> PeriodsOf(const std::vector<const RulebookRow*>& rows,
                                        const std::vector<Rulebook::Period>& parent) {
  std::vector<Rulebook::Period> periods;
  local_days done = local_days::min();
  const auto fill = [&](local_days until) {  // fills with the parent's rows, starting at `done`
    for (const Rulebook::Period& period : parent) {
      if (done >= until) return;
      if (period.until <= done) continue;
      done = std::min(period.until, until);
      periods.push_back({.until = done, .row = period.row});
    }
  };
  for (const RulebookRow* row : rows) {
    fill(row->effective_from);
    done = row->effective_until;
    periods.push_back({.until = done, .row = row});
  }
  fill(local_days::max());
  return periods;
}

// "CA-AB" -> "CA" -> "unknown" -> "".
std::string_view ParentOf(std::string_view id) {
  if (id == kUnknown) return {};
  const std::size_t dash = id.find('-');
  return dash == std::string_view::npos ? kUnknown : id.substr(0, dash);
}

}  // namespace

DayHours RulebookRow::HoursOn(local_days day, HoursKind kind) const {
  const unsigned weekday = std::chrono::weekday{day}.c_encoding();
  if (kind == HoursKind::kResponse && response_hours.has_value()) return (*response_hours)[weekday];
  if (holidays != nullptr && holidays->Closes(day)) return {};
  return hours[weekday];
}

absl::Status CheckRow(const RulebookRow& row) {
  const auto bad = [&row](std::string_view field, std::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrFormat("rulebook row '%s': %s: %s", row.id, field, what));
  };
  if (row.id.empty()) return bad("id", "missing");
  if (row.effective_from >= row.effective_until)
    return bad("effective_until", "not after effective_from: the row would never hold");
  std::string what;
  if (!CheckHours(row.hours, what)) return bad("hours", what);
  if (row.response_hours.has_value() && !CheckHours(*row.response_hours, what))
    return bad("response_hours", what);
  if (row.cap_per_day < 1 || row.cap_per_day > static_cast<int>(kCapTexts))
    return bad("cap_per_day", "must be 1 to 3");
  if (row.inquiry_months < 1) return bad("inquiry_months", "must be at least 1");
  if (row.purchase_months < 1) return bad("purchase_months", "must be at least 1");
  if (row.opt_out_days < 0) return bad("opt_out_days", "must not be negative");
  if (row.citation.empty()) return bad("citation", "missing: every row names its source");
  if (!row.as_of.ok()) return bad("as_of", "no such date; write 2026-11-23");
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const Rulebooks>> Rulebooks::Make(
    std::vector<RulebookRow> rows, std::vector<SharedSource> sources) {
  if (rows.empty()) return absl::InvalidArgumentError("a rulebook has at least one row");
  std::shared_ptr<Rulebooks> made(new Rulebooks(std::move(rows), std::move(sources)));
  std::vector<std::string_view> ids;
  for (const RulebookRow& row : made->rows_) {
    if (absl::Status status = CheckRow(row); !status.ok()) return status;
    if (std::find(ids.begin(), ids.end(), row.id) == ids.end()) ids.push_back(row.id);
  }
  const bool has_unknown = std::find(ids.begin(), ids.end(), kUnknown) != ids.end();
  const std::string_view fallback = has_unknown ? kUnknown : ids.front();
  // Parents come before children: first the fallback, then countries, then their regions.
  std::stable_sort(ids.begin(), ids.end(), [fallback](std::string_view a, std::string_view b) {
    const auto rank = [fallback](std::string_view id) {
      return id == fallback ? 0 : id.find('-') == std::string_view::npos ? 1 : 2;
    };
    return rank(a) < rank(b);
  });
  for (const std::string_view id : ids) {
    std::vector<const RulebookRow*> own;
    for (const RulebookRow& row : made->rows_) {
      if (row.id == id) own.push_back(&row);
    }
    std::sort(own.begin(), own.end(), [](const RulebookRow* a, const RulebookRow* b) {
      return a->effective_from < b->effective_from;
    });
    for (std::size_t i = 1; i < own.size(); ++i) {
      if (own[i]->effective_from < own[i - 1]->effective_until) {
        return absl::InvalidArgumentError(absl::StrFormat(
            "rulebook row '%s': effective_from: another row of this id holds on the same days; "
            "give the older one an effective_until",
            std::string(id)));
      }
    }
    const Rulebook* parent = made->Find(ParentOf(id));
    if (parent == nullptr && id != fallback) parent = made->Find(fallback);
    std::vector<Rulebook::Period> periods =
        PeriodsOf(own, parent == nullptr ? std::vector<Rulebook::Period>{} : parent->periods());
    bool gap = id == fallback && own.front()->effective_from != local_days::min();
    for (std::size_t i = 1; i < own.size(); ++i) {
      gap = gap || (id == fallback && own[i]->effective_from != own[i - 1]->effective_until);
    }
    if (gap || periods.back().until != local_days::max()) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "rulebook row '%s': effective_from: it is the one to fall back on and must always hold",
          std::string(id)));
    }
    made->books_.emplace_back(std::string(id), std::move(periods));
  }
  std::sort(made->books_.begin(), made->books_.end(),
            [](const Rulebook& a, const Rulebook& b) { return a.id() < b.id(); });
  made->unknown_ = made->Find(fallback);
  return made;
}

const Rulebook* Rulebooks::Find(std::string_view id) const {
  const auto at = std::find_if(books_.begin(), books_.end(),
                               [id](const Rulebook& book) { return book.id() == id; });
  return at == books_.end() ? nullptr : &*at;
}

const Rulebook& Rulebooks::For(std::string_view region) const {
  if (const Rulebook* own = Find(region); own != nullptr) return *own;
  const Rulebook* country = Find(region.substr(0, region.find('-')));
  return country != nullptr ? *country : *unknown_;
}

}  // namespace textback
