#include "text/spoken_day.h"

#include <algorithm>
#include <utility>

#include "text/spoken_phrases.h"

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

class Reader {
 public:
  explicit Reader(SpokenPhrases phrases) : phrases_(std::move(phrases)) {}

  // `of_hours`: for each time, whether it is one of opening hours.
  std::vector<SpokenTime> Read(std::vector<bool>& of_hours) {
    using Role = SpokenTime::Role;
    for (std::size_t i = 0; i < phrases_.size();) {
      if (phrases_.Before(i) == Break::kHard) {
        role_ = Role::kAt;
        open_ = false;
      }
      if (phrases_.IsRangeOfDays(i)) {
        open_ = true;
        i += 2 + (phrases_.At(i + 1) == Spoken::kTo || phrases_.At(i + 1) == Spoken::kA ? 1U : 0U);
        continue;
      }
      const std::optional<SpokenFound> found = phrases_.Mention(i);
      if (!found.has_value()) {
        Mark(i++);
        continue;
      }
      // "for two weeks": until they are over
      if (phrases_.At(i) == Spoken::kFor && role_ == Role::kAt) role_ = Role::kUntil;
      if (!found->none) {
        of_hours.push_back(open_ && role_ != Role::kBack && !explicit_);
        times_.push_back(Resolve(*found));
      }
      i = std::max(found->end, i + 1);
      if (phrases_.At(i) == Spoken::kIncluded && !times_.empty())
        times_.back().role = Role::kThrough;
      role_ = Role::kAt;
      explicit_ = false;
    }
    return std::move(times_);
  }

 private:
  void Mark(std::size_t i) {
    using Role = SpokenTime::Role;
    switch (phrases_.At(i)) {
      case Spoken::kUntil:
        role_ = Role::kUntil;
        explicit_ = true;
        break;
      case Spoken::kThrough:
        role_ = Role::kThrough;
        explicit_ = true;
        break;
      case Spoken::kTo:
        // "to Friday", but not "back to work, Friday".
        if (!times_.empty() && phrases_.Mention(i + 1).has_value()) role_ = Role::kUntil;
        break;
      case Spoken::kAfter:
        role_ = Role::kAfter;
        break;
      case Spoken::kFrom:
        if (role_ != Role::kBack) role_ = Role::kFrom;
        break;
      case Spoken::kBack:
        role_ = Role::kBack;
        break;
      case Spoken::kOpen:
      case Spoken::kHours:
        open_ = true;
        break;
      default:
        break;
    }
  }

  SpokenTime Resolve(const SpokenFound& found) const {
    SpokenTime time{.day = found.day.value_or(phrases_.today()), .time = found.time, .role = role_};
    if (role_ == SpokenTime::Role::kAfter) time.day = found.over.value_or(time.day);
    if (!found.time.has_value()) return time;
    const auto now = phrases_.now() - phrases_.today();
    if (found.bare && *found.time < hours{12}) {
      const bool early = *found.time < hours{7};
      const bool over =
          !found.day.has_value() && *found.time <= now && *found.time + hours{12} > now;
      if (early || over) *time.time += hours{12};
    }
    if (!found.day.has_value() && *time.time <= now) time.day += days{1};
    if (*time.time >= hours{24}) {  // midnight ends the day
      time.day += days{1};
      *time.time -= hours{24};
    }
    return time;
  }

  const SpokenPhrases phrases_;
  SpokenTime::Role role_ = SpokenTime::Role::kAt;
  bool explicit_ = false;  // "until", not only "to"
  bool open_ = false;      // opening hours
  std::vector<SpokenTime> times_;
};

std::vector<SpokenTime> Find(std::string_view message, SpokenClock now, std::string_view locale,
                             std::vector<bool>& of_hours) {
  return Reader({SpokenTextOf(message, kMaxSpokenWords).tokens, now, locale, /*wide=*/false})
      .Read(of_hours);
}

}  // namespace

std::vector<SpokenTime> FindSpokenTimes(std::string_view message, SpokenClock now,
                                        std::string_view locale) {
  std::vector<bool> of_hours;
  return Find(message, now, locale, of_hours);
}

std::optional<SpokenTime> FindReturn(std::string_view message, SpokenClock now,
                                     std::string_view locale) {
  using Role = SpokenTime::Role;
  std::vector<bool> of_hours;
  const std::vector<SpokenTime> times = Find(message, now, locale, of_hours);
  std::optional<SpokenTime> best;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const Role role = times[i].role;
    if (of_hours[i] || role == Role::kAt || role == Role::kFrom) continue;
    // "Back" is what is asked for; of several ends the last one counts.
    if (best.has_value() && best->role == Role::kBack && role != Role::kBack) continue;
    best = times[i];
  }
  if (best.has_value() && best->role == Role::kThrough && !best->time.has_value())
    best->day += days{1};
  return best;
}

}  // namespace textback
