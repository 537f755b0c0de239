#include "policy/zone_rule.h"

#include <chrono>

namespace textback {
namespace {

constexpr std::int64_t kHour = 3'600;

// Reads from the front of the remaining text. After the first mismatch it stays in the failed
// state.
class ZoneRuleReader {
 public:
  explicit ZoneRuleReader(std::string_view text) : left_(text) {}

  bool failed() const { return failed_; }
  bool done() const { return left_.empty(); }
  bool At(char c) const { return !left_.empty() && left_.front() == c; }
  bool Take(char c) {
    if (!At(c)) return false;
    left_.remove_prefix(1);
    return true;
  }
  void Expect(char c) {
    if (!Take(c)) failed_ = true;
  }

  int Number(int lowest, int highest) {
    int number = 0;
    int digits = 0;
    for (; digits < 4 && !left_.empty() && left_.front() >= '0' && left_.front() <= '9'; ++digits) {
      number = number * 10 + (left_.front() - '0');
      left_.remove_prefix(1);
    }
    if (digits == 0 || number < lowest || number > highest) failed_ = true;
    return number;
  }

  // Reads for example "EST", "<-03>".
  void Name() {
    const bool quoted = Take('<');
    std::size_t length = 0;
    const auto fits = [quoted](char c) {
      const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      return letter || (quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-'));
    };
    while (length < left_.size() && fits(left_[length])) ++length;
    left_.remove_prefix(length);
    if (length < 3) failed_ = true;
    if (quoted) Expect('>');
  }

  // Reads for example "5", "-3:30", "167:59:59" as seconds.
  std::int64_t Time(int most_hours) {
    const int sign = Take('-') ? -1 : 1;
    if (sign > 0) Take('+');
    std::int64_t seconds = Number(0, most_hours) * kHour;
    if (Take(':')) {
      seconds += Number(0, 59) * 60;
      if (Take(':')) seconds += Number(0, 59);
    }
    return sign * seconds;
  }

  YearlyChange Change() {
    YearlyChange change;
    Expect(',');
    if (Take('M')) {
      change.month = Number(1, 12);
      Expect('.');
      change.week = Number(1, 5);
      Expect('.');
      change.day = Number(0, 6);
    } else if (Take('J')) {
      change.kind = YearlyChange::Kind::kJulian;
      change.day = Number(1, 365);
    } else {
      change.kind = YearlyChange::Kind::kDayOfYear;
      change.day = Number(0, 365);
    }
    if (Take('/')) change.time = Time(167);
    return change;
  }

 private:
  std::string_view left_;
  bool failed_ = false;
};

}  // namespace

std::int64_t YearlyChange::In(int year) const {
  namespace chr = std::chrono;
  const chr::year y{year};
  chr::sys_days on = chr::sys_days{y / 1 / 1};
  switch (kind) {
    case Kind::kJulian:
      on += chr::days{day - 1 + (y.is_leap() && day >= 60 ? 1 : 0)};
      break;
    case Kind::kDayOfYear:
      on += chr::days{day};
      break;
    case Kind::kNthWeekday: {
      const chr::month m{static_cast<unsigned>(month)};
      const chr::weekday weekday{static_cast<unsigned>(day)};
      on = week == 5 ? chr::sys_days{y / m / weekday[chr::last]}
                     : chr::sys_days{y / m / weekday[static_cast<unsigned>(week)]};
      break;
    }
  }
  return chr::sys_seconds{on}.time_since_epoch().count() + time;
}

std::optional<ZoneRule> ParseZoneRule(std::string_view footer) {
  ZoneRuleReader reader(footer);
  ZoneRule rule;
  reader.Name();
  rule.standard = -reader.Time(24);
  if (!reader.failed() && !reader.done()) {
    reader.Name();
    rule.daylight = rule.standard + kHour;
    if (!reader.At(',')) rule.daylight = -reader.Time(24);
    rule.begins = reader.Change();
    rule.ends = reader.Change();
  }
  if (reader.failed() || !reader.done()) return std::nullopt;
  return rule;
}

}  // namespace textback
