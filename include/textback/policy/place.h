// Where a lead could be: the time zones and rulebooks that decide when it may be texted (R11).
//
// Zones and regions are found separately, each from the first source that knows it: explicit zone >
// postal code or ZIP > region > exchange > area code > the account's zone. If several are possible,
// all must allow the text. If no region is known, the strictest rulebook counts.
//
// `Places` combines the tables once (zones, numbering, regions, postal codes, rulebooks). `Locate`
// is pure, thread-safe and allocates nothing: a `Place` points into the tables.
//
//   const Place place = places.Locate({.phone = phone, .region = "US-FL"}, {&home, 1});
//   NextAllowed(place.candidates, HoursKind::kShared, now);
#ifndef TEXTBACK_POLICY_PLACE_H_
#define TEXTBACK_POLICY_PLACE_H_

#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/phone_number.h"
#include "textback/model/policy_record.h"
#include "textback/model/reason.h"
#include "textback/policy/numbering.h"
#include "textback/policy/rulebook.h"
#include "textback/policy/sending_window.h"
#include "textback/policy/zone.h"

namespace textback {

// A province or state, and every time zone that is used in it.
struct Region {
  std::string id;  // "CA-AB"
  std::string name;
  std::vector<std::string> zones;
  // "fr": in which people there are written to first (R57); empty: the account's language.
  std::string language = {};
};

// Beginning of a postal code ("T2P", "X0A") or a ZIP ("331").
struct PostalPrefix {
  std::string prefix;
  std::string region;
  std::vector<std::string> zones;  // empty: the region's zones
};

// What is known about a lead. Empty: not known.
struct PlaceHints {
  PhoneNumber phone;
  std::string_view zone;
  std::string_view region;
  std::string_view postal_code;
};

struct Place {
  Candidates candidates;
  std::span<const std::string> regions;  // ids; empty: unknown, so the strictest rulebook
  Why zone_from = Why::kAccountZone;     // R11: the source of the zones
  Why region_from = Why::kPlaceUnknown;
  NumberKind kind = NumberKind::kFixedOrMobile;
  // The system's data for one of its zones is known to be wrong: no proactive texts (R16).
  bool stale = false;
};

// R11, R71: the zones, the rulebooks and their source, as reasons: one, or two if zone and region
// come from different sources. `row` is the region, or the zone if there is no single region.
Reasons PlaceReasons(const Place& place);

class Places {
 public:
  struct Tables {
    std::shared_ptr<const Rulebooks> rulebooks;
    std::shared_ptr<const Numbering> numbering;
    std::vector<Region> regions;
    std::vector<PostalPrefix> postal_codes;
    std::vector<std::shared_ptr<const Zone>> zones;  // Zone::LoadAll(), by name
    // The files that numbering, regions and postal codes are from, for the record of a policy;
    // empty: made in code.
    std::vector<SharedSource> sources = {};
  };

  // InvalidArgument: a table is null or names a region that is not in `regions`; a rulebook is for
  // an unknown region; the windows of a region never overlap in all of its zones. Unavailable:
  // there is no zone data, or a zone of Canada or the USA is missing.
  static absl::StatusOr<std::shared_ptr<const Places>> Make(Tables tables);

  // An explicit zone, region or postal code that is unknown is ignored; check it with Knows… before
  // you store it. `fallback`: the account's zone; not empty.
  Place Locate(const PlaceHints& hints, std::span<const Zone* const> fallback) const;

  const Zone* FindZone(std::string_view name) const;  // null: none of that name
  bool KnowsRegion(std::string_view id) const { return FindRegion(id) != nullptr; }
  // Of all regions of a place (R57). Empty: unknown, or they don't have one in common.
  std::string_view LanguageOf(const Place& place) const;
  bool KnowsPostalCode(std::string_view code) const { return FindPostalCode(code) != nullptr; }

  // The zones for somebody in Canada or the USA about whom nothing is known, without an account:
  // from St John's to Honolulu. Only the outermost zones matter; all others lie between them.
  std::span<const Zone* const> anywhere() const { return anywhere_; }

  const Rulebooks& rulebooks() const { return *tables_.rulebooks; }
  const Numbering& numbering() const { return *tables_.numbering; }
  const std::vector<Region>& regions() const { return tables_.regions; }

  // Everything that says where a lead is and what law holds there, zone data included: for the
  // record of a policy.
  const std::vector<SharedSource>& sources() const { return sources_; }

  // Memory of all tables in bytes, without the rulebooks and the sources.
  std::size_t Bytes() const;

 private:
  // A set of zones and regions, looked up.
  struct Located {
    std::vector<const Zone*> zones;
    std::vector<std::string> regions;
    std::vector<const Rulebook*> rulebooks;
  };
  struct NamedRegion {
    std::string id;
    Located located;
  };
  struct NamedPrefix {
    std::string prefix;
    Located located;
  };

  explicit Places(Tables tables) : tables_(std::move(tables)) {}
  absl::Status Build();
  void KeepSources();
  absl::StatusOr<Located> Look(const std::vector<std::string>& zones,
                               const std::vector<std::string>& regions, bool required) const;
  std::span<const Zone* const> ZoneNamed(std::string_view name) const;  // one, or none
  const Located* FindRegion(std::string_view id) const;
  const Located* FindPostalCode(std::string_view code) const;

  Tables tables_;
  std::vector<const Zone*> zones_;          // by name
  std::vector<Located> numbers_;            // by Numbering's index
  std::vector<NamedRegion> regions_;        // by id
  std::vector<NamedPrefix> postal_codes_;   // by prefix
  std::vector<const Rulebook*> strictest_;  // one
  std::vector<const Zone*> anywhere_;
  std::vector<const Zone*> stale_;
  std::vector<SharedSource> sources_;
};

}  // namespace textback

#endif  // TEXTBACK_POLICY_PLACE_H_
