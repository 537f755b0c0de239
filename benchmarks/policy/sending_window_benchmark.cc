// The next allowed instant, with one zone and one rulebook, compared with
// simple implementations with absl::TimeZone and with date. All three first answer the same 20,000
// questions; if they disagree, nothing is measured.
#include "textback/policy/sending_window.h"

#include <absl/time/civil_time.h>
#include <absl/time/time.h>
#include <benchmark/benchmark.h>
#include <date/tz.h>

#include <array>

#include "textback/config/place_data.h"
#include "textback/config/rulebook_yaml.h"

namespace textback {
namespace {

constexpr const char* kZone = "America/Toronto";
constexpr Instant kFrom{std::chrono::milliseconds{1'795'190'400'000}};
constexpr std::chrono::minutes kStride{97};  // day and night, every day of the week

struct Asked {
  std::shared_ptr<const Zone> zone = Zone::Load(kZone).value();
  std::array<const Zone*, 1> zones = {zone.get()};
  std::array<const Rulebook*, 1> rulebooks = {&BuiltInRulebooks()->For("CA-ON")};
  Candidates candidates{.zones = zones, .rulebooks = rulebooks};
  const WeekHours& hours = rulebooks[0]->RowOn({}).hours;
};

Instant WithAbsl(absl::TimeZone zone, const WeekHours& week, Instant at) {
  const absl::Time time = absl::FromUnixMillis(ToMillis(at));
  const absl::CivilSecond local = absl::ToCivilSecond(time, zone);
  for (absl::CivilDay day(local);; ++day) {
    const auto weekday = (static_cast<std::size_t>(absl::GetWeekday(day)) + 1) % 7;
    const DayHours hours = week[weekday];
    if (hours.closed()) continue;
    const auto instant = [&](int minutes) {
      return absl::FromCivil(absl::CivilMinute(day) + minutes, zone);
    };
    if (time >= instant(hours.close)) continue;
    return FromMillis(absl::ToUnixMillis(std::max(time, instant(hours.open))));
  }
}

Instant WithDate(const date::time_zone* zone, const WeekHours& week, Instant at) {
  const auto local = zone->to_local(at);
  for (auto day = date::floor<date::days>(local);; day += date::days{1}) {
    const DayHours hours = week[date::weekday{day}.c_encoding()];
    if (hours.closed()) continue;
    const auto instant = [&](int minutes) -> Instant {
      return zone->to_sys(date::local_time<Duration>{day} + std::chrono::minutes{minutes},
                          date::choose::earliest);
    };
    if (at >= instant(hours.close)) continue;
    return std::max(at, instant(hours.open));
  }
}

absl::TimeZone AbslZone() {
  absl::TimeZone zone;
  absl::LoadTimeZone(kZone, &zone);
  return zone;
}

bool AllAgree(const Asked& asked) {
  const absl::TimeZone absl_zone = AbslZone();
  const date::time_zone* date_zone = date::locate_zone(kZone);
  Instant at = kFrom;
  for (int i = 0; i < 20'000; ++i, at += kStride) {
    const Instant next = NextAllowed(asked.candidates, HoursKind::kShared, at)->next;
    if (next != WithAbsl(absl_zone, asked.hours, at)) return false;
    if (next != WithDate(date_zone, asked.hours, at)) return false;
  }
  return true;
}

template <class Ask>
void Measure(benchmark::State& state, const Ask& ask) {
  static const Asked& asked = *new Asked;
  static const bool agree = AllAgree(asked);
  if (!agree) return state.SkipWithError("the three disagree");
  Instant at = kFrom;
  std::uint64_t asked_so_far = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(ask(asked, at));
    at = ++asked_so_far % 20'000 == 0 ? kFrom : at + kStride;
  }
}

void NextAllowedInAndOut(benchmark::State& state) {
  Measure(state, [](const Asked& asked, Instant at) {
    return NextAllowed(asked.candidates, HoursKind::kShared, at);
  });
}
BENCHMARK(NextAllowedInAndOut);

void NextAllowedWithAbsl(benchmark::State& state) {
  const absl::TimeZone zone = AbslZone();
  Measure(state, [&](const Asked& asked, Instant at) { return WithAbsl(zone, asked.hours, at); });
}
BENCHMARK(NextAllowedWithAbsl);

void NextAllowedWithDate(benchmark::State& state) {
  const date::time_zone* zone = date::locate_zone(kZone);
  Measure(state, [&](const Asked& asked, Instant at) { return WithDate(zone, asked.hours, at); });
}
BENCHMARK(NextAllowedWithDate);

// From a number to its zones and rulebooks: the work of a step before it asks for the window.
void LocateANumber(benchmark::State& state) {
  const auto places = BuiltInPlaces().value();
  const auto home = Zone::Load("America/Edmonton").value();
  const std::array<const Zone*, 1> fallback = {home.get()};
  std::array<PhoneNumber, 64> numbers;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i] =
        PhoneNumber::FromPacked(12'015'550'100 + 11'170'000'000 * (i % 7) / 10 + i).value();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(places->Locate({.phone = numbers[i++ % numbers.size()]}, fallback));
  }
}
BENCHMARK(LocateANumber);

}  // namespace
}  // namespace textback
