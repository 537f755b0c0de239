#include "textback/policy/zone.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>
#include <date/tz.h>

#include <algorithm>
#include <exception>
#include <map>
#include <mutex>

namespace textback {
namespace {

using std::chrono::seconds;

constexpr std::int64_t kTableEnd = 4'102'444'800;  // 2100-01-01

// Loaded zones, for the life of the process: leads and accounts name a few zones again and again.
struct Cache {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const Zone>, std::less<>> zones;
};

Cache& TheCache() {
  static Cache* cache = new Cache;  // never destroyed: threads may still look zones up at exit
  return *cache;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Zone>> Zone::Load(std::string_view name) {
  Cache& cache = TheCache();
  const std::lock_guard lock(cache.mutex);
  if (const auto found = cache.zones.find(name); found != cache.zones.end()) return found->second;
  try {
    const date::time_zone* source = date::locate_zone(std::string(name));
    std::shared_ptr<Zone> zone(new Zone);
    zone->name_ = std::string(name);
    std::chrono::sys_seconds at{seconds{0}};
    while (true) {
      const date::sys_info info = source->get_info(at);
      const std::int64_t from =
          zone->transitions_.empty() ? INT64_MIN : at.time_since_epoch().count();
      const std::int64_t offset = info.offset.count();
      if (zone->transitions_.empty() || zone->transitions_.back().offset != offset) {
        zone->transitions_.push_back({.from = from, .offset = offset});
      }
      if (info.end <= at || info.end.time_since_epoch().count() >= kTableEnd) break;
      at = info.end;
    }
    cache.zones.emplace(std::string(name), zone);
    return zone;
  } catch (const std::exception&) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "no time zone '%s'; names read like America/Edmonton (is the package tzdata installed?)",
        name.substr(0, 60)));
  }
}

std::vector<std::shared_ptr<const Zone>> Zone::LoadAll() {
  std::vector<std::shared_ptr<const Zone>> zones;
  try {
    for (const date::time_zone& source : date::get_tzdb().zones) {
      const std::string& name = source.name();
      constexpr std::string_view kPlaces[] = {"America/", "Atlantic/", "Canada/", "Etc/",
                                              "Pacific/", "US/",       "UTC"};
      if (std::none_of(std::begin(kPlaces), std::end(kPlaces),
                       [&name](std::string_view place) { return name.starts_with(place); })) {
        continue;
      }
      if (absl::StatusOr<std::shared_ptr<const Zone>> zone = Load(name); zone.ok())
        zones.push_back(*std::move(zone));
    }
  } catch (const std::exception&) {
    zones.clear();  // no zone data at all: Load says so for the zone that is asked for
  }
  std::sort(zones.begin(), zones.end(),
            [](const auto& a, const auto& b) { return a->name() < b->name(); });
  return zones;
}

std::shared_ptr<const Zone> Zone::Fixed(std::string_view name, std::chrono::minutes offset) {
  std::shared_ptr<Zone> zone(new Zone);
  zone->name_ = std::string(name);
  zone->transitions_.push_back({.from = INT64_MIN, .offset = seconds{offset}.count()});
  return zone;
}

const Zone::Transition& Zone::At(std::int64_t utc_seconds) const {
  const auto after =
      std::upper_bound(transitions_.begin(), transitions_.end(), utc_seconds,
                       [](std::int64_t at, const Transition& t) { return at < t.from; });
  return *std::prev(after);
}

seconds Zone::OffsetAt(Instant at) const {
  return seconds{At(std::chrono::floor<seconds>(at).time_since_epoch().count()).offset};
}

LocalTime Zone::ToLocal(Instant at) const {
  return LocalTime{at.time_since_epoch() + OffsetAt(at)};
}

LocalResult Zone::ToUtc(LocalTime local) const {
  // Only the offsets in force a day before and a day after can matter: no zone changes twice in two
  // days.
  const Instant as_utc{local.time_since_epoch()};
  const seconds before = OffsetAt(as_utc - std::chrono::hours{24});
  const seconds after = OffsetAt(as_utc + std::chrono::hours{24});
  const Instant first = as_utc - std::max(before, after);
  const Instant second = as_utc - std::min(before, after);
  const bool first_fits = ToLocal(first) == local;
  const bool second_fits = ToLocal(second) == local;
  if (first_fits && second_fits && first != second) {
    return {.kind = LocalResult::Kind::kRepeated, .earliest = first, .latest = second};
  }
  if (first_fits) return {.kind = LocalResult::Kind::kUnique, .earliest = first, .latest = first};
  if (second_fits)
    return {.kind = LocalResult::Kind::kUnique, .earliest = second, .latest = second};
  const std::int64_t jump = At(std::chrono::floor<seconds>(second).time_since_epoch().count()).from;
  const Instant gap{seconds{jump}};
  return {.kind = LocalResult::Kind::kSkipped, .earliest = gap, .latest = gap};
}

std::string StaleZoneData() {
  struct Probe {
    std::string_view zone;
    int hour;
  };
  // R16: 2027-01-15T12:00Z on the clocks of the zones that changed in 2026.
  constexpr Probe kProbes[] = {
      {"America/Vancouver", 5}, {"America/Edmonton", 6}, {"America/Winnipeg", 7}};
  const Instant at =
      std::chrono::sys_days{std::chrono::year{2027} / 1 / 15} + std::chrono::hours{12};
  for (const Probe& probe : kProbes) {
    const absl::StatusOr<std::shared_ptr<const Zone>> zone = Zone::Load(probe.zone);
    if (!zone.ok()) return std::string(zone.status().message());
    const std::chrono::seconds expected = std::chrono::hours{probe.hour - 12};
    if ((*zone)->OffsetAt(at) != expected) {
      return absl::StrFormat(
          "the system's zone data is out of date: %s misses its clock change of 2026; upgrade the "
          "package tzdata to 2026e or "
          "later",
          probe.zone);
    }
  }
  return {};
}

}  // namespace textback
