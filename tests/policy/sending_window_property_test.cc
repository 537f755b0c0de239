// Properties of the next allowed instant (R10-R12), for random places, rows and instants.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "textback/config/place_data.h"
#include "textback/policy/place.h"
#include "textback/policy/sending_window.h"

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::minutes;

const Places& World() {
  static const auto& places = *new std::shared_ptr<const Places>(BuiltInPlaces().value());
  return *places;
}

// A number with a random area code; its exchange may be listed or not.
Place APlace() {
  const auto area = *rc::gen::inRange<std::uint64_t>(200, 1000);
  const auto exchange = *rc::gen::inRange<std::uint64_t>(200, 1000);
  const auto number =
      PhoneNumber::FromPacked(10'000'000'000 + area * 10'000'000 + exchange * 10'000 + 123);
  return World().Locate({.phone = number.value()}, World().anywhere());
}

// 2020 to 2044, to the millisecond; half of them near a clock change of the first zone.
Instant AnInstant(const Place& place) {
  constexpr std::int64_t kFrom = 1'577'836'800'000;
  constexpr std::int64_t kTo = 2'366'841'600'000;
  const Instant any = FromMillis(*rc::gen::inRange(kFrom, kTo));
  const auto until = place.candidates.zones.front()->StretchAt(any).until;
  if (until == INT64_MAX || *rc::gen::arbitrary<bool>()) return any;
  const auto near = *rc::gen::inRange<std::int64_t>(-36 * 3'600'000, 36 * 3'600'000);
  return FromMillis(until * 1'000 + near);
}

// A direct implementation of R10 for one instant.
bool OpenAt(const Candidates& candidates, Instant at) {
  for (const Zone* zone : candidates.zones) {
    for (const Rulebook* rulebook : candidates.rulebooks) {
      const LocalTime local = zone->ToLocal(at);
      const auto day = std::chrono::floor<days>(local);
      const DayHours hours = rulebook->RowOn(day).HoursOn(day, HoursKind::kShared);
      const auto minute = std::chrono::floor<minutes>(local - day).count();
      if (minute < hours.open || minute >= hours.close) return false;
    }
  }
  return true;
}

RC_GTEST_PROP(SendingWindowProperty, NextIsAllowedAndNothingBeforeIt, ()) {
  const Place place = APlace();
  const Instant at = AnInstant(place);
  const auto answer = NextAllowed(place.candidates, HoursKind::kShared, at);
  RC_ASSERT(answer.ok());
  RC_ASSERT(OpenAt(place.candidates, answer->next));
  RC_ASSERT(answer->allowed == (answer->next == at));
  RC_ASSERT(answer->allowed == OpenAt(place.candidates, at));
  for (Instant before = at; before < answer->next; before += minutes{1})
    RC_ASSERT(!OpenAt(place.candidates, before));
}

RC_GTEST_PROP(SendingWindowProperty, OpenUntilSendByAndNoLonger, ()) {
  const Place place = APlace();
  const auto answer = NextAllowed(place.candidates, HoursKind::kShared, AnInstant(place));
  RC_ASSERT(answer.ok());
  RC_ASSERT(answer->next < answer->send_by);
  for (Instant at = answer->next; at < answer->send_by; at += minutes{1})
    RC_ASSERT(OpenAt(place.candidates, at));
  RC_ASSERT(OpenAt(place.candidates, answer->send_by - Duration{1}));
  RC_ASSERT(!OpenAt(place.candidates, answer->send_by));
}

RC_GTEST_PROP(SendingWindowProperty, MonotoneAndIdempotent, ()) {
  const Place place = APlace();
  const Instant at = AnInstant(place);
  const Instant later = at + Duration{*rc::gen::inRange<std::int64_t>(0, 4 * 86'400'000)};
  const auto first = NextAllowed(place.candidates, HoursKind::kShared, at);
  const auto second = NextAllowed(place.candidates, HoursKind::kShared, later);
  RC_ASSERT(first.ok() && second.ok());
  RC_ASSERT(first->next <= second->next);
  const auto again = NextAllowed(place.candidates, HoursKind::kShared, first->next);
  RC_ASSERT(again->allowed && again->next == first->next && again->send_by == first->send_by);
}

// Five days: the longest closed time is a long weekend with a holiday before and after it.
RC_GTEST_PROP(SendingWindowProperty, NeverMoreThanFiveDays, ()) {
  const Place place = APlace();
  const Instant at = AnInstant(place);
  const auto answer = NextAllowed(place.candidates, HoursKind::kShared, at);
  RC_ASSERT(answer.ok());
  RC_ASSERT(answer->next - at <= days{5});
}

// Random rows too: hours at 00:00 and 24:00, and inside skipped and repeated hours.
RC_GTEST_PROP(SendingWindowProperty, AnyRowOnAnyZone, ()) {
  RulebookRow row{.id = "CA", .citation = "drawn", .as_of = std::chrono::year{2026} / 1 / 1};
  for (DayHours& day : row.hours) {
    day.open = *rc::gen::inRange(0, 1440);
    day.close = *rc::gen::inRange(day.open + 1, 1441);
  }
  const Rulebook book("CA", {{.until = std::chrono::local_days::max(), .row = &row}});
  const Place place = APlace();
  const std::array<const Zone*, 1> zones = {place.candidates.zones.front()};
  const std::array<const Rulebook*, 1> books = {&book};
  const Candidates candidates{.zones = zones, .rulebooks = books};
  const Instant at = AnInstant(place);
  const auto answer = NextAllowed(candidates, HoursKind::kShared, at);
  RC_ASSERT(answer.ok());
  RC_ASSERT(OpenAt(candidates, answer->next));
  RC_ASSERT(OpenAt(candidates, answer->send_by - Duration{1}));
  RC_ASSERT(answer->next >= at && answer->next < answer->send_by);
  RC_ASSERT(answer->next - at <= days{2});
}

}  // namespace
}  // namespace textback
