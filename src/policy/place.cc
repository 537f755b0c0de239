#include "textback/policy/place.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>

namespace textback {
namespace {

constexpr std::size_t kLongestCode = 9;  // ZIP+4

// Upper case, without blanks and dashes: "T2P1J9", "331011234". Empty if it is not a postal code.
std::string_view Normalized(std::string_view code, std::array<char, kLongestCode>& out) {
  std::size_t length = 0;
  for (const char c : code) {
    if (c == ' ' || c == '-') continue;
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!digit && !letter) return {};
    if (length == kLongestCode) return {};
    out[length++] = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return {out.data(), length};
}

// Accepts "T2P1J9" and "T2P" (letters and digits in turn), "33101" and "331011234".
bool IsPostalCode(std::string_view code) {
  if (code.empty()) return false;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (digit(code.front())) {
    return (code.size() == 5 || code.size() == 9) && std::all_of(code.begin(), code.end(), digit);
  }
  if (code.size() != 3 && code.size() != 6) return false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (digit(code[i]) != (i % 2 == 1)) return false;
  }
  return true;
}

template <class Named>
auto FindBy(const std::vector<Named>& sorted, std::string Named::*key, std::string_view name)
    -> const Named* {
  const auto at = std::lower_bound(
      sorted.begin(), sorted.end(), name,
      [key](const Named& entry, std::string_view wanted) { return entry.*key < wanted; });
  return at != sorted.end() && (*at).*key == name ? &*at : nullptr;
}

Why SourceOf(NumberFacts::Depth depth) {
  switch (depth) {
    case NumberFacts::Depth::kExchange:
      return Why::kExchange;
    case NumberFacts::Depth::kCountry:
      return Why::kCountry;
    default:
      return Why::kAreaCode;
  }
}

// Probes winter and summer under every row in force now or later.
bool EverMeet(const Candidates& candidates) {
  using std::chrono::days;
  std::vector<std::chrono::sys_days> probes = {std::chrono::year{2027} / 1 / 4,
                                               std::chrono::year{2027} / 7 / 5};
  for (const Rulebook* rulebook : candidates.rulebooks) {
    for (const Rulebook::Period& period : rulebook->periods()) {
      if (period.until == std::chrono::local_days::max()) continue;
      const std::chrono::sys_days begins{period.until.time_since_epoch()};
      probes.push_back(begins);
      probes.push_back(begins + days{182});
    }
  }
  return std::all_of(probes.begin(), probes.end(), [&](std::chrono::sys_days day) {
    const Instant at{day};
    if (at < kWindowEarliest || at >= kWindowLatest) return true;
    return NextAllowed(candidates, HoursKind::kShared, at).ok();
  });
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Places>> Places::Make(Tables tables) {
  if (tables.rulebooks == nullptr || tables.numbering == nullptr)
    return absl::InvalidArgumentError("places: rulebooks and numbering are both needed");
  if (tables.zones.empty()) {
    return absl::UnavailableError(
        "no time zone data on this machine; install the package tzdata (2026e or later)");
  }
  std::shared_ptr<Places> made(new Places(std::move(tables)));
  if (absl::Status status = made->Build(); !status.ok()) return status;
  made->KeepSources();
  return made;
}

void Places::KeepSources() {
  const auto take = [this](const std::vector<SharedSource>& from, std::string_view what) {
    sources_.insert(sources_.end(), from.begin(), from.end());
    if (from.empty()) sources_.push_back(NewSource(absl::StrFormat("%s, made in code", what), ""));
  };
  take(tables_.rulebooks->sources(), "rulebooks");
  take(tables_.sources, "numbering, regions and postal codes");
  std::string clocks;
  for (const Zone* zone : zones_)
    absl::StrAppendFormat(&clocks, "%s %016x\n", zone->name(), zone->Fingerprint());
  sources_.push_back(NewSource("time zones", std::move(clocks)));
}

absl::StatusOr<Places::Located> Places::Look(const std::vector<std::string>& zones,
                                             const std::vector<std::string>& regions,
                                             bool required) const {
  Located located{.regions = regions};
  const auto add = [](const auto* one, auto& all) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  };
  for (const std::string& name : zones) {
    const Zone* zone = FindZone(name);
    // A zone of another country may be missing: some systems keep old names in a separate package.
    if (zone == nullptr && regions.empty() && !required) continue;
    if (zone == nullptr) {
      return absl::UnavailableError(absl::StrFormat(
          "no time zone '%s' in the system's data; upgrade the package tzdata", name));
    }
    add(zone, located.zones);
  }
  for (const std::string& id : regions) {
    const Located* region = FindRegion(id);
    if (region == nullptr)
      return absl::InvalidArgumentError(absl::StrFormat("no region '%s' in the table", id));
    for (const Rulebook* rulebook : region->rulebooks) add(rulebook, located.rulebooks);
    if (!zones.empty()) continue;
    for (const Zone* zone : region->zones) add(zone, located.zones);
  }
  return located;
}

absl::Status Places::Build() {
  for (const auto& zone : tables_.zones) zones_.push_back(zone.get());
  strictest_ = {&rulebooks().unknown()};
  for (const StaleProbe& probe : StaleProbes()) {
    const Zone* zone = FindZone(probe.zone);
    if (zone == nullptr || zone->OffsetAt(probe.at) == probe.offset) continue;
    for (const Zone* other : zones_) {
      if (other->SameClock(*zone)) stale_.push_back(other);
    }
  }
  for (const std::string_view name :
       {"America/St_Johns", "America/Halifax", "America/New_York", "America/Chicago",
        "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Vancouver",
        "America/Anchorage", "Pacific/Honolulu"}) {
    if (const Zone* zone = FindZone(name); zone != nullptr) anywhere_.push_back(zone);
  }
  for (const Region& region : tables_.regions) {
    absl::StatusOr<Located> located = Look(region.zones, {}, true);
    if (!located.ok()) return located.status();
    if (located->zones.empty())
      return absl::InvalidArgumentError(absl::StrFormat("region '%s' has no zone", region.id));
    located->regions = {region.id};
    located->rulebooks = {&rulebooks().For(region.id)};
    const Candidates candidates{.zones = located->zones, .rulebooks = located->rulebooks};
    if (!EverMeet(candidates)) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "region '%s': the hours of its rulebook never meet on all of its zones", region.id));
    }
    regions_.push_back({.id = region.id, .located = *std::move(located)});
  }
  std::sort(regions_.begin(), regions_.end(),
            [](const NamedRegion& a, const NamedRegion& b) { return a.id < b.id; });
  for (const Rulebook& rulebook : rulebooks().all()) {
    const bool known =
        std::any_of(regions_.begin(), regions_.end(), [&](const NamedRegion& region) {
          return region.id == rulebook.id() || region.id.substr(0, 2) == rulebook.id();
        });
    if (known || rulebook.id() == "unknown") continue;
    return absl::InvalidArgumentError(absl::StrFormat(
        "rulebook row '%s': id: no such province, state or country; write CA-AB, US-FL, CA or US",
        rulebook.id()));
  }
  for (const NumberPlace& place : numbering().places()) {
    absl::StatusOr<Located> located = Look(place.zones, place.regions, false);
    if (!located.ok()) return located.status();
    numbers_.push_back(*std::move(located));
  }
  for (const PostalPrefix& code : tables_.postal_codes) {
    absl::StatusOr<Located> located = Look(code.zones, {code.region}, true);
    if (!located.ok()) return located.status();
    postal_codes_.push_back({.prefix = code.prefix, .located = *std::move(located)});
  }
  std::sort(postal_codes_.begin(), postal_codes_.end(),
            [](const NamedPrefix& a, const NamedPrefix& b) { return a.prefix < b.prefix; });
  return absl::OkStatus();
}

std::span<const Zone* const> Places::ZoneNamed(std::string_view name) const {
  const auto at = std::lower_bound(
      zones_.begin(), zones_.end(), name,
      [](const Zone* zone, std::string_view wanted) { return zone->name() < wanted; });
  if (at == zones_.end() || (*at)->name() != name) return {};
  return {&*at, 1};
}

const Zone* Places::FindZone(std::string_view name) const {
  const std::span<const Zone* const> found = ZoneNamed(name);
  return found.empty() ? nullptr : found.front();
}

std::string_view Places::LanguageOf(const Place& place) const {
  std::string_view language;
  for (const std::string& id : place.regions) {
    const auto region = std::find_if(tables_.regions.begin(), tables_.regions.end(),
                                     [&id](const Region& one) { return one.id == id; });
    if (region == tables_.regions.end() || region->language.empty()) return {};
    if (!language.empty() && region->language != language) return {};
    language = region->language;
  }
  return language;
}

const Places::Located* Places::FindRegion(std::string_view id) const {
  const NamedRegion* found = FindBy(regions_, &NamedRegion::id, id);
  return found == nullptr ? nullptr : &found->located;
}

const Places::Located* Places::FindPostalCode(std::string_view code) const {
  std::array<char, kLongestCode> buffer;
  std::string_view prefix = Normalized(code, buffer);
  if (!IsPostalCode(prefix)) return nullptr;
  for (; !prefix.empty(); prefix.remove_suffix(1)) {
    if (const NamedPrefix* found = FindBy(postal_codes_, &NamedPrefix::prefix, prefix))
      return &found->located;
  }
  return nullptr;
}

Place Places::Locate(const PlaceHints& hints, std::span<const Zone* const> fallback) const {
  const NumberFacts facts = numbering().Find(hints.phone);
  Place place{.candidates = {.zones = fallback, .rulebooks = strictest_}, .kind = facts.kind};
  // The weakest source comes first; each source that knows something replaces the one before.
  const auto take = [&place](const Located& located, Why from) {
    if (!located.zones.empty()) {
      place.candidates.zones = located.zones;
      place.zone_from = from;
    }
    if (!located.regions.empty()) {
      place.candidates.rulebooks = located.rulebooks;
      place.regions = located.regions;
      place.region_from = from;
    }
  };
  take(numbers_[facts.place], SourceOf(facts.depth));
  if (!hints.region.empty()) {
    if (const Located* region = FindRegion(hints.region)) take(*region, Why::kRegionGiven);
  }
  if (!hints.postal_code.empty()) {
    if (const Located* code = FindPostalCode(hints.postal_code)) take(*code, Why::kPostalCode);
  }
  if (!hints.zone.empty()) {
    if (const auto zone = ZoneNamed(hints.zone); !zone.empty()) {
      place.candidates.zones = zone;
      place.zone_from = Why::kZoneGiven;
    }
  }
  for (const Zone* stale : stale_) {
    for (const Zone* zone : place.candidates.zones) place.stale = place.stale || zone == stale;
  }
  return place;
}

Reasons PlaceReasons(const Place& place) {
  const auto zone = [&place] {
    const auto& zones = place.candidates.zones;
    return zones.empty() ? std::string_view() : std::string_view(zones.front()->name());
  };
  const bool one_region = place.regions.size() == 1;
  const auto region = [&] {
    return one_region ? std::string_view(place.regions.front()) : std::string_view();
  };
  if (place.zone_from == place.region_from)
    return {{.why = place.zone_from, .row = one_region ? region() : zone()}};
  return {{.why = place.zone_from, .row = zone()}, {.why = place.region_from, .row = region()}};
}

std::size_t Places::Bytes() const {
  std::size_t bytes = Zone::TableBytes() + numbering().Bytes();
  const auto of = [](const Located& located) {
    std::size_t sum = sizeof(located) + located.regions.capacity() * sizeof(std::string);
    sum += (located.zones.capacity() + located.rulebooks.capacity()) * sizeof(void*);
    return sum;
  };
  for (const Located& located : numbers_) bytes += of(located);
  for (const NamedRegion& region : regions_) bytes += of(region.located) + sizeof(region.id);
  for (const NamedPrefix& code : postal_codes_) bytes += of(code.located) + sizeof(code.prefix);
  return bytes;
}

}  // namespace textback
