#include "textback/policy/zone.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>

#include "model/hash.h"
#include "policy/zone_file.h"

namespace textback {
namespace {

using std::chrono::seconds;

constexpr std::string_view kFolder = "/usr/share/zoneinfo/";
constexpr std::int64_t kTableEnd = 4'102'444'800;  // 2100-01-01
// The index has a slot for each 2^24 s (194 days): most slots contain no more than two changes.
constexpr unsigned kSlotBits = 24;
constexpr std::size_t kSlots = (kTableEnd >> kSlotBits) + 1;

std::int64_t SecondsOf(Instant at) {
  return std::chrono::floor<seconds>(at).time_since_epoch().count();
}

// Accepts letters, digits and "/_+-": a name that cannot lead out of the folder.
bool IsZoneName(std::string_view name) {
  if (name.empty() || name.size() > 60 || name.front() == '/' || name.back() == '/') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '_' || c == '+' || c == '-';
  });
}

// Empty if the file does not exist.
std::string BytesOf(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return {};
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace

// Sorted changes, and for each slot of time the first change that can matter in it.
struct Zone::Table {
  // [0] is the beginning of time; the last entry is the end of time.
  std::vector<std::int64_t> from;
  std::vector<std::int32_t> offset;
  std::vector<std::uint16_t> slot;  // empty if scanning is just as fast

  friend bool operator==(const Table&, const Table&) = default;

  static Table Of(const std::vector<ZoneChange>& changes) {
    Table table;
    for (const ZoneChange& change : changes) {
      table.from.push_back(change.from);
      table.offset.push_back(static_cast<std::int32_t>(change.offset));
    }
    table.from.push_back(INT64_MAX);
    constexpr std::size_t kQuickScan = 4;
    if (changes.size() > kQuickScan) {
      std::size_t i = 0;
      for (std::size_t slot = 0; slot < kSlots; ++slot) {
        while (table.from[i + 1] <= static_cast<std::int64_t>(slot << kSlotBits)) ++i;
        table.slot.push_back(static_cast<std::uint16_t>(i));
      }
    }
    return table;
  }

  std::size_t At(std::int64_t utc_seconds) const {
    std::size_t i = 0;
    if (!slot.empty() && utc_seconds > 0)
      i = slot[std::min(static_cast<std::size_t>(utc_seconds) >> kSlotBits, kSlots - 1)];
    while (from[i + 1] <= utc_seconds) ++i;
    return i;
  }

  std::size_t Bytes() const {
    return sizeof(Table) + from.capacity() * sizeof(from[0]) +
           offset.capacity() * sizeof(offset[0]) + slot.capacity() * sizeof(std::uint16_t);
  }
};

namespace {

// Zones that were loaded, kept until the process ends: leads and accounts use a few zones
// repeatedly.
struct Cache {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const Zone>, std::less<>> zones;
};

Cache& TheCache() {
  static Cache* cache = new Cache;  // never destroyed: threads may still look zones up at exit
  return *cache;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Zone>> Zone::FromFile(std::string_view name,
                                                           std::string_view bytes) {
  const absl::StatusOr<std::vector<ZoneChange>> changes = ReadZoneFile(bytes, kTableEnd);
  if (!changes.ok()) {
    return absl::InvalidArgumentError(
        absl::StrFormat("time zone '%s': %s; reinstall the package tzdata", name.substr(0, 60),
                        changes.status().message()));
  }
  Table table = Table::Of(*changes);
  table.from.shrink_to_fit();
  table.offset.shrink_to_fit();
  table.slot.shrink_to_fit();
  return std::shared_ptr<const Zone>(
      new Zone(name, std::make_shared<const Table>(std::move(table))));
}

absl::StatusOr<std::shared_ptr<const Zone>> Zone::Load(std::string_view name) {
  Cache& cache = TheCache();
  const std::lock_guard lock(cache.mutex);
  if (const auto found = cache.zones.find(name); found != cache.zones.end()) return found->second;
  const std::string bytes =
      IsZoneName(name) ? BytesOf(std::string(kFolder) + std::string(name)) : std::string();
  if (bytes.empty()) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "no time zone '%s'; names read like America/Edmonton (is the package tzdata installed?)",
        name.substr(0, 60)));
  }
  absl::StatusOr<std::shared_ptr<const Zone>> zone = FromFile(name, bytes);
  if (!zone.ok()) return zone;
  for (const auto& [other_name, other] : cache.zones) {
    if (*other->table_ != *(*zone)->table_) continue;
    zone = std::shared_ptr<const Zone>(new Zone(name, other->table_));
    break;
  }
  cache.zones.emplace(std::string(name), *zone);
  return zone;
}

std::vector<std::shared_ptr<const Zone>> Zone::LoadAll() {
  std::vector<std::shared_ptr<const Zone>> zones;
  std::error_code error;
  std::filesystem::recursive_directory_iterator files(kFolder, error);
  for (; !error && files != std::filesystem::recursive_directory_iterator();
       files.increment(error)) {
    const std::string name = files->path().string().substr(kFolder.size());
    if (name == "posix" || name == "right") {
      // Subfolders with the same zones again, one of them with leap seconds.
      files.disable_recursion_pending();
      continue;
    }
    if (!IsZoneName(name)) continue;
    if (absl::StatusOr<std::shared_ptr<const Zone>> zone = Load(name); zone.ok())
      zones.push_back(*std::move(zone));
  }
  std::sort(zones.begin(), zones.end(),
            [](const auto& a, const auto& b) { return a->name() < b->name(); });
  return zones;
}

std::shared_ptr<const Zone> Zone::Fixed(std::string_view name, std::chrono::minutes offset) {
  return std::shared_ptr<const Zone>(
      new Zone(name, std::make_shared<const Table>(
                         Table::Of({{.from = INT64_MIN, .offset = seconds{offset}.count()}}))));
}

seconds Zone::OffsetAt(Instant at) const {
  return seconds{table_->offset[table_->At(SecondsOf(at))]};
}

Zone::Stretch Zone::StretchAt(Instant at) const {
  const std::size_t i = table_->At(SecondsOf(at));
  return {.from = table_->from[i], .until = table_->from[i + 1], .offset = table_->offset[i]};
}

LocalTime Zone::ToLocal(Instant at) const {
  return LocalTime{at.time_since_epoch() + OffsetAt(at)};
}

LocalResult Zone::ToUtc(LocalTime local) const {
  // Only the offsets in force a day earlier and a day later matter: no zone changes twice within
  // two days.
  const Instant as_utc{local.time_since_epoch()};
  const std::size_t i = table_->At(SecondsOf(as_utc - std::chrono::hours{24}));
  const seconds before{table_->offset[i]};
  const Instant late = as_utc + std::chrono::hours{24};
  if (SecondsOf(late) < table_->from[i + 1]) {  // far from any change, as most times are
    const Instant only = as_utc - before;
    return {.kind = LocalResult::Kind::kUnique, .earliest = only, .latest = only};
  }
  const seconds after = OffsetAt(late);
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
  const Instant gap{seconds{StretchAt(second).from}};
  return {.kind = LocalResult::Kind::kSkipped, .earliest = gap, .latest = gap};
}

std::uint64_t Zone::Fingerprint() const {
  std::uint64_t hash = Fnv1a<std::uint64_t>::kBegin;
  const auto add = [&hash](std::int64_t number) {
    std::array<char, sizeof(number)> bytes;
    for (char& byte : bytes) {
      byte = static_cast<char>(number & 0xFF);
      number >>= 8;
    }
    hash = HashBytes(std::string_view(bytes.data(), bytes.size()), hash);
  };
  for (std::size_t i = 0; i < table_->offset.size(); ++i) {
    add(table_->from[i]);
    add(table_->offset[i]);
  }
  return hash;
}

std::size_t Zone::TableBytes() {
  Cache& cache = TheCache();
  const std::lock_guard lock(cache.mutex);
  std::vector<const Table*> tables;
  std::size_t bytes = 0;
  for (const auto& [name, zone] : cache.zones) {
    if (std::find(tables.begin(), tables.end(), zone->table_.get()) != tables.end()) continue;
    tables.push_back(zone->table_.get());
    bytes += zone->table_->Bytes();
  }
  return bytes;
}

std::string ZoneDataVersion() {
  // The first line is "# version 2026f".
  const std::string text = BytesOf(std::string(kFolder) + "tzdata.zi").substr(0, 80);
  constexpr std::string_view kMark = "# version ";
  if (!text.starts_with(kMark)) return {};
  const std::size_t end = text.find('\n');
  return text.substr(kMark.size(), end == std::string::npos ? end : end - kMark.size());
}

std::span<const StaleProbe> StaleProbes() {
  using std::chrono::hours;
  static constexpr Instant kNoon =
      Instant{std::chrono::sys_days{std::chrono::year{2027} / 1 / 15} + hours{12}};
  static constexpr StaleProbe kProbes[] = {{"America/Vancouver", kNoon, hours{-7}},
                                           {"America/Edmonton", kNoon, hours{-6}},
                                           {"America/Inuvik", kNoon, hours{-6}},
                                           {"America/Winnipeg", kNoon, hours{-5}}};
  return kProbes;
}

std::string StaleZoneData() {
  for (const StaleProbe& probe : StaleProbes()) {
    const absl::StatusOr<std::shared_ptr<const Zone>> zone = Zone::Load(probe.zone);
    if (!zone.ok()) return std::string(zone.status().message());
    if ((*zone)->OffsetAt(probe.at) != probe.offset) {
      return absl::StrFormat(
          "the system's zone data is out of date: %s misses its clock change of 2026; upgrade the "
          "package tzdata to 2026e or later",
          probe.zone);
    }
  }
  return {};
}

}  // namespace textback
