// Regions with their zones, and the prefixes of postal codes.
#include <absl/status/status.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_split.h>

#include <algorithm>
#include <utility>

#include "config/yaml_reader.h"
#include "config/yaml_values.h"
#include "textback/config/place_data.h"

namespace textback {
namespace {

using config::FieldReader;
using config::Quoted;
using config::YamlFile;
using config::YamlNode;

// "T" and "X0A" are prefixes as they are. "100-149,005" lists prefixes of three digits.
absl::StatusOr<std::vector<std::string>> ParsePrefixes(std::string_view text) {
  std::vector<std::string> prefixes;
  for (const absl::string_view part :
       absl::StrSplit(absl::string_view(text.data(), text.size()), ',')) {
    const bool digits = !part.empty() && part[0] >= '0' && part[0] <= '9';
    const std::vector<absl::string_view> ends = absl::StrSplit(part, '-');
    unsigned first = 0;
    unsigned last = 0;
    if (!digits) {
      prefixes.emplace_back(part);
    } else if (ends.size() <= 2 && ends[0].size() == 3 && ends.back().size() == 3 &&
               absl::SimpleAtoi(ends[0], &first) && absl::SimpleAtoi(ends.back(), &last) &&
               first <= last) {
      for (unsigned i = first; i <= last; ++i) prefixes.push_back(absl::StrFormat("%03u", i));
    } else {
      prefixes.emplace_back();
    }
    if (prefixes.back().empty() || prefixes.back().size() > 6) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s is no list of beginnings; write T or X0A, or 005,100-149", Quoted(text)));
    }
  }
  return prefixes;
}

absl::Status ReadPrefixes(const YamlFile& file, const YamlNode& node, std::string_view path,
                          std::vector<PostalPrefix>& codes) {
  FieldReader fields(file, node, path, {"prefixes", "region", "zones"});
  std::vector<std::string> prefixes;
  PostalPrefix code;
  fields.Required("prefixes", &ParsePrefixes, prefixes);
  fields.Required("region", &config::ParseLine, code.region);
  fields.OptionalTexts("zones", &config::ParseLine, code.zones);
  if (!fields.ok()) return fields.status();
  for (std::string& prefix : prefixes) {
    const bool twice = std::any_of(codes.begin(), codes.end(), [&](const PostalPrefix& other) {
      return other.prefix == prefix;
    });
    if (twice) {
      return file.Error(node.line, path,
                        absl::StrFormat("%s is there already; remove one", Quoted(prefix)));
    }
    code.prefix = std::move(prefix);
    codes.push_back(code);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Region>> ParseRegions(std::string_view yaml,
                                                 std::string_view file_name) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  FieldReader top(*file, file->root, "", {"regions"});
  top.Require("regions");
  const YamlNode* list = top.List("regions");
  if (!top.ok()) return top.status();
  std::vector<Region> regions;
  for (const YamlNode& item : list->items) {
    FieldReader fields(*file, item, "regions", {"id", "name", "zones", "language"});
    Region region;
    fields.Required("id", &config::ParseLine, region.id);
    fields.Required("name", &config::ParseLine, region.name);
    fields.Optional("language", &config::ParseLocale, region.language);
    fields.Require("zones");
    fields.OptionalTexts("zones", &config::ParseLine, region.zones);
    if (!fields.ok()) return fields.status();
    regions.push_back(std::move(region));
  }
  return regions;
}

absl::StatusOr<std::vector<PostalPrefix>> ParsePostalCodes(std::string_view yaml,
                                                           std::string_view file_name) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  FieldReader top(*file, file->root, "", {"canada", "united_states"});
  std::vector<PostalPrefix> codes;
  for (const std::string_view country : {"canada", "united_states"}) {
    const YamlNode* list = top.List(country);
    if (!top.ok()) return top.status();
    if (list == nullptr) continue;
    for (const YamlNode& item : list->items) {
      if (absl::Status status = ReadPrefixes(*file, item, country, codes); !status.ok())
        return status;
    }
  }
  return codes;
}

}  // namespace textback
