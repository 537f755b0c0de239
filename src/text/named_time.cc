#include "text/named_time.h"

#include <algorithm>
#include <optional>

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;

constexpr hours kUsualHour{10};
constexpr hours kEarly{7};       // "at 5" is 17:00
constexpr hours kEarlyAfter{9};  // "after 8" is 20:00
constexpr int kMostAlternatives = 7;
constexpr std::size_t kLeadingWords = 3;

class Finder {
 public:
  explicit Finder(const SpokenPhrases& phrases) : phrases_(phrases) {}

  std::vector<NamedTime> Run() {
    for (std::size_t i = 0; i < phrases_.size();) {
      if (const std::optional<std::size_t> past = phrases_.Past(i); past.has_value()) {
        // "yesterday at 5"
        const auto hour = phrases_.Near(*past) ? phrases_.HourBehind(*past) : std::nullopt;
        const std::size_t end = hour.has_value() ? hour->end : *past;
        Add(NamedTime::Kind::kPast, i, end);
        i = end;
        continue;
      }
      const std::size_t end = Time(i);
      i = std::max(end, i + 1);
    }
    return std::move(times_);
  }

 private:
  using Kind = NamedTime::Kind;

  void Add(Kind kind, std::size_t begin, std::size_t end, SpokenClock at = {},
           SpokenClock over = {}) {
    times_.push_back({.kind = kind, .begin = begin, .end = end, .at = at, .over = over});
  }

  // A time that begins at token `i`, and what is joined to it. The token after it; `i`: none.
  std::size_t Time(std::size_t i) {
    std::optional<SpokenFound> found = RangeOfDays(i);
    if (!found.has_value()) found = phrases_.Mention(i);
    if (!found.has_value()) return Span(i);
    if (found->none) {
      if (found->lost) Add(Kind::kLost, i, found->end);
      return found->end;
    }
    const std::size_t end = found->end;
    if (phrases_.At(i) == Spoken::kFor) {
      Add(Kind::kSpan, i + 1, end, Resolve(*found, Spoken::kOther),
          Resolve(*found, Spoken::kAfter));
      return end;
    }
    const bool last = phrases_.Joined(end) && phrases_.Is(end, {Spoken::kLast, Spoken::kPast});
    const Spoken role = RoleAt(i);
    if (last || role == Spoken::kBack) {
      Add(Kind::kPast, i, end + (last ? 1U : 0U));
      return end + (last ? 1U : 0U);
    }
    return Join(i, *found, role);
  }

  // "Monday to Friday after 4"
  std::optional<SpokenFound> RangeOfDays(std::size_t i) const {
    if (!phrases_.IsRangeOfDays(i)) return std::nullopt;
    const bool word = phrases_.Is(i + 1, {Spoken::kTo, Spoken::kA, Spoken::kThrough});
    const std::size_t last = i + (word ? 2U : 1U);
    SpokenFound found{.end = last + 1};
    for (int day = phrases_.Value(i) % kSureDay;; day = (day + 1) % 7) {
      found.weekdays |= 1 << day;
      if (day == phrases_.Value(last) % kSureDay) break;
    }
    const std::optional<SpokenFound> hour = phrases_.HourBehind(found.end);
    if (!hour.has_value()) return found;
    found.time = hour->time;
    found.bare = hour->bare;
    found.end = hour->end;
    return found;
  }

  std::size_t Span(std::size_t i) {
    if (!phrases_.Is(i, {Spoken::kDigits, Spoken::kNumber, Spoken::kA, Spoken::kAn, Spoken::kFew,
                         Spoken::kMore, Spoken::kHalf})) {
      return i;
    }
    const std::optional<SpokenFound> span = phrases_.Span(i);
    if (!span.has_value()) return i;
    Add(Kind::kSpan, i, span->end, Resolve(*span, Spoken::kOther), Resolve(*span, Spoken::kAfter));
    return span->end;
  }

  // kAfter, kThrough, kOther; kBack: what is named began long ago.
  Spoken RoleAt(std::size_t i) const {
    for (std::size_t back = 0; back <= kLeadingWords && i > 0 && phrases_.Joined(i); ++back) {
      --i;
      if (phrases_.Is(i, {Spoken::kAfter, Spoken::kThrough})) return phrases_.At(i);
      if (phrases_.At(i) == Spoken::kFrom && phrases_.Value(i) == kSince) return Spoken::kBack;
      if (!phrases_.Is(i, {Spoken::kArticle, Spoken::kA, Spoken::kAt, Spoken::kOf, Spoken::kTo,
                           Spoken::kNext})) {
        return Spoken::kOther;
      }
    }
    return Spoken::kOther;
  }

  // "Tuesday or Thursday", "2 to 4 tomorrow": the earlier one, with what was said once for both.
  std::size_t Join(std::size_t begin, SpokenFound first, Spoken role) {
    std::vector<SpokenFound> all = {first};
    for (int more = 0; more < kMostAlternatives; ++more) {
      const SpokenFound& before = all.back();
      const bool hour = before.time.has_value() && !before.whole;
      const std::size_t end = before.end;
      const bool word = phrases_.Is(end, {Spoken::kAnd, Spoken::kTo, Spoken::kThrough}) ||
                        (hour && phrases_.At(end) == Spoken::kA);
      const std::size_t from =
          phrases_.SkipTo(word ? end + 1 : end, {Spoken::kAt, Spoken::kArticle});
      if (!phrases_.Near(end) || !phrases_.Near(from)) break;
      if (!word && !phrases_.Is(end, {Spoken::kWeekday, Spoken::kDigits, Spoken::kClock})) break;
      std::optional<SpokenFound> next = phrases_.Mention(from, hour);
      if (!next.has_value() && from > end) next = phrases_.Mention(from - 1, hour);
      // "15 to 20 thousand"
      if (!next.has_value() && hour && phrases_.At(from) == Spoken::kDigits) return end;
      if (!next.has_value() || next->none || phrases_.Past(from).has_value()) break;
      if (!word && next->day.has_value() == next->time.has_value() && !hour) break;
      all.push_back(*next);
    }
    for (std::size_t k = all.size() - 1; k > 0; --k) Share(all[k], all[k - 1]);
    for (std::size_t k = 1; k < all.size(); ++k) {
      if (!all[k].day.has_value() && all[k].weekdays == 0) {
        all[k].day = all[k - 1].day;
        all[k].weekdays = all[k - 1].weekdays;
      }
    }
    const std::size_t end = all.back().end;
    const bool included = phrases_.At(end) == Spoken::kIncluded;
    if (included) role = Spoken::kThrough;
    if (IsToday(first) && all.size() == 1) {
      Add(Kind::kToday, begin, end);
      return end;
    }
    SpokenClock at = SpokenClock::max();
    for (const SpokenFound& one : all) at = std::min(at, Resolve(one, role, begin));
    const SpokenClock over = Resolve(all.back(), Spoken::kAfter, begin);
    Add(at > phrases_.now() ? Kind::kTime : Kind::kLost, begin, end, at, over);
    return end;
  }

  // What is said of the second of two: "Tuesday or Thursday after 4", "the 5th and 10th of May".
  static void Share(const SpokenFound& second, SpokenFound& first) {
    if (!first.day.has_value() && first.weekdays == 0) {
      first.day = second.day;
      first.weekdays = second.weekdays;
    }
    if (!first.time.has_value()) {
      first.time = second.time;
      first.bare = second.bare;
    } else if (first.bare && !second.bare && second.time.has_value() &&
               *first.time + hours{12} <= *second.time) {
      *first.time += hours{12};
    }
    if (first.numbered && !second.numbered && second.day.has_value()) {
      const std::chrono::year_month_day named{*first.day};
      const std::chrono::year_month_day month{*second.day};
      const std::chrono::year_month_day day = month.year() / month.month() / named.day();
      if (day.ok()) first.day = local_days{day};
    }
  }

  bool IsToday(const SpokenFound& found) const {
    return found.day == phrases_.today() && !found.time.has_value();
  }

  bool IsAfterHour(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin - std::min(begin, kLeadingWords); i < end; ++i) {
      if (phrases_.At(i) == Spoken::kAfter) return true;
    }
    return false;
  }

  SpokenClock Resolve(const SpokenFound& found, Spoken role, std::size_t begin = 0) const {
    const auto now = phrases_.now();
    std::chrono::minutes time = found.time.value_or(kUsualHour);
    if (found.bare && time < (IsAfterHour(begin, found.end) ? kEarlyAfter : kEarly))
      time += hours{12};
    if (found.weekdays != 0) {
      for (local_days day = phrases_.today();; day += days{1}) {
        const unsigned weekday = std::chrono::weekday{day}.c_encoding();
        if ((found.weekdays >> weekday & 1) != 0 && day + time > now) return day + time;
      }
    }
    if (!found.day.has_value()) {
      const SpokenClock at = phrases_.today() + time;
      return at > now ? at : at + days{1};
    }
    local_days day = *found.day;
    const bool later = role == Spoken::kAfter || role == Spoken::kThrough;
    if (later && !found.time.has_value()) day = found.over.value_or(day + days{1});
    return day + time;
  }

  const SpokenPhrases& phrases_;
  std::vector<NamedTime> times_;
};

}  // namespace

std::vector<NamedTime> FindNamedTimes(const SpokenPhrases& phrases) {
  return Finder(phrases).Run();
}

}  // namespace textback
