// The tables that say where a number, a region or a postal code is. Built in from
// src/config/numbering; see the README there for its sources and how to correct an error.
//
// Zones are looked up in the system's zone data. So making Places can fail, although nothing else
// that is built in can. InvalidArgument names the zone and the package to upgrade.
//
//   const auto places = BuiltInPlaces();
//   if (!places.ok()) return places.status();
#ifndef TEXTBACK_CONFIG_PLACE_DATA_H_
#define TEXTBACK_CONFIG_PLACE_DATA_H_

#include <absl/status/statusor.h>

#include <memory>
#include <string>
#include <string_view>

#include "textback/policy/numbering.h"
#include "textback/policy/place.h"

namespace textback {

// The contents of the four number files.
struct NumberingFiles {
  std::string_view nanp;   // nanp.tsv: area, exchanges, zones, regions
  std::string_view world;  // world.tsv: prefix, zones
  std::string_view mends;  // mends.yaml, applied on top, in order
  std::string_view kinds;  // kinds.yaml
};

// InvalidArgument: a line that can't be read, or a correction of an area code that doesn't exist.
// The message names file, line, field.
absl::StatusOr<std::shared_ptr<const Numbering>> ParseNumbering(const NumberingFiles& files);

absl::StatusOr<std::vector<Region>> ParseRegions(std::string_view yaml, std::string_view file_name);
absl::StatusOr<std::vector<PostalPrefix>> ParsePostalCodes(std::string_view yaml,
                                                           std::string_view file_name);

// The tables that ship with the library. Can't fail: the tests parse them.
const std::shared_ptr<const Numbering>& BuiltInNumbering();
const std::vector<Region>& BuiltInRegions();
const std::vector<PostalPrefix>& BuiltInPostalCodes();

// The day of the built-in tables of numbers, "2026-07-17": area codes that are newer than that have
// no place there.
std::string NumberingAsOf();

// All tables together, on the system's zones. BuiltInPlaces is made once; PlacesWith takes your own
// rulebooks and makes a new one.
absl::StatusOr<std::shared_ptr<const Places>> BuiltInPlaces();
absl::StatusOr<std::shared_ptr<const Places>> PlacesWith(
    std::shared_ptr<const Rulebooks> rulebooks);
// With the rows of this file in place of the built-in ones. An empty path: the built-in ones.
absl::StatusOr<std::shared_ptr<const Places>> LoadPlaces(const std::string& rulebook_path);

}  // namespace textback

#endif  // TEXTBACK_CONFIG_PLACE_DATA_H_
