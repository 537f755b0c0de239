// The numbering tables: two TSV files made from libphonenumber's data (one fact per line), the
// corrections on top of them, and the kinds of area codes.
#include <absl/status/status.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_split.h>

#include <algorithm>
#include <map>
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

using Range = std::pair<unsigned, unsigned>;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// Reads for example "342,344,347-349": three digits each.
absl::StatusOr<std::vector<Range>> ParseRanges(std::string_view text) {
  std::vector<Range> ranges;
  for (const absl::string_view part : absl::StrSplit(View(text), ',')) {
    const std::vector<absl::string_view> ends = absl::StrSplit(part, '-');
    Range range;
    const bool ok = ends.size() <= 2 && ends[0].size() == 3 && ends.back().size() == 3 &&
                    absl::SimpleAtoi(ends[0], &range.first) &&
                    absl::SimpleAtoi(ends.back(), &range.second) && range.first <= range.second;
    if (!ok) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s is no list of three-digit codes; write 342,344,347-349", Quoted(text)));
    }
    ranges.push_back(range);
  }
  return ranges;
}

absl::StatusOr<unsigned> ParseArea(std::string_view text) {
  const absl::StatusOr<std::vector<Range>> ranges = ParseRanges(text);
  if (!ranges.ok() || ranges->size() != 1 || ranges->front().first != ranges->front().second ||
      ranges->front().first < 200) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s is no area code; write 403", Quoted(text)));
  }
  return ranges->front().first;
}

std::vector<std::string> List(absl::string_view text) {
  if (text == "-") return {};
  return absl::StrSplit(text, ',');
}

// An area code while its data is being collected.
struct Area {
  NumberPlace own;
  std::map<unsigned, NumberPlace> exchanges;

  // All zones and all regions at any depth.
  NumberPlace Everything() const {
    NumberPlace all = own;
    const auto add = [](const std::vector<std::string>& from, std::vector<std::string>& to) {
      for (const std::string& one : from) {
        if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
      }
    };
    for (const auto& [_, place] : exchanges) {
      add(place.zones, all.zones);
      add(place.regions, all.regions);
    }
    std::sort(all.zones.begin(), all.zones.end());
    return all;
  }
};
using Areas = std::map<unsigned, Area>;

// Calls `line(number, columns)` for each line of data.
template <class Line>
absl::Status ReadTsv(std::string_view text, std::string_view file_name, std::size_t columns,
                     Line line) {
  int number = 0;
  for (const absl::string_view row : absl::StrSplit(View(text), '\n')) {
    ++number;
    if (row.empty() || row[0] == '#') continue;
    const std::vector<absl::string_view> fields = absl::StrSplit(row, '\t');
    absl::Status status =
        fields.size() == columns
            ? line(fields)
            : absl::InvalidArgumentError(absl::StrFormat("%d columns are needed", columns));
    if (!status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrFormat("%s:%d: %s", file_name, number, status.message()));
    }
  }
  return absl::OkStatus();
}

absl::Status ReadNanp(std::string_view text, Areas& areas) {
  return ReadTsv(text, "nanp.tsv", 4, [&areas](const auto& fields) -> absl::Status {
    const absl::StatusOr<unsigned> code = ParseArea(std::string(fields[0]));
    if (!code.ok()) return code.status();
    const NumberPlace place{.zones = List(fields[2]), .regions = List(fields[3])};
    if (fields[1] == "-") {
      areas[*code].own = place;
      return absl::OkStatus();
    }
    const absl::StatusOr<std::vector<Range>> ranges = ParseRanges(std::string(fields[1]));
    if (!ranges.ok()) return ranges.status();
    for (const auto& [first, last] : *ranges) {
      for (unsigned exchange = first; exchange <= last; ++exchange)
        areas[*code].exchanges[exchange] = place;
    }
    return absl::OkStatus();
  });
}

absl::Status ReadWorld(std::string_view text, std::vector<NumberingData::Country>& countries) {
  return ReadTsv(text, "world.tsv", 2, [&countries](const auto& fields) -> absl::Status {
    NumberingData::Country country;
    if (!absl::SimpleAtoi(fields[0], &country.prefix))
      return absl::InvalidArgumentError("no prefix; digits only");
    country.place.zones = List(fields[1]);
    countries.push_back(std::move(country));
    return absl::OkStatus();
  });
}

absl::StatusOr<bool> ParseSplit(std::string_view text) {
  if (text == "true") return true;
  return absl::InvalidArgumentError("write true, or leave it out");
}

absl::Status ReadMend(const YamlFile& file, const YamlNode& node, Areas& areas) {
  FieldReader fields(
      file, node, "mends",
      {"area", "exchanges", "zones", "regions", "like", "split", "reason", "confidence"});
  unsigned code = 0;
  unsigned like = 0;
  bool split = false;
  std::vector<Range> exchanges;
  NumberPlace place;
  std::string reason;
  std::string confidence;
  fields.Required("area", &ParseArea, code);
  fields.Optional("exchanges", &ParseRanges, exchanges);
  fields.OptionalTexts("zones", &config::ParseLine, place.zones);
  fields.OptionalTexts("regions", &config::ParseLine, place.regions);
  fields.Optional("like", &ParseArea, like);
  fields.Optional("split", &ParseSplit, split);
  fields.Required("reason", &config::ParseLine, reason);
  fields.Required("confidence", &config::ParseConfidence, confidence);
  if (!fields.ok()) return fields.status();
  const auto apply = [&place](NumberPlace& to) {
    if (!place.zones.empty()) to.zones = place.zones;
    if (!place.regions.empty()) to.regions = place.regions;
  };
  if (like != 0) {
    const auto parent = areas.find(like);
    if (parent == areas.end()) {
      return file.Error(fields.LineOf("like"), "mends.like",
                        absl::StrFormat("no area code %d in the tables", like));
    }
    areas[code].own = parent->second.Everything();
  }
  Area& area = areas[code];
  if (split) area.own.zones = area.Everything().zones;
  if (exchanges.empty()) {
    apply(area.own);
    return absl::OkStatus();
  }
  for (const auto& [first, last] : exchanges) {
    for (unsigned exchange = first; exchange <= last; ++exchange)
      apply(area.exchanges.try_emplace(exchange, area.own).first->second);
  }
  return absl::OkStatus();
}

absl::Status ReadMends(std::string_view yaml, Areas& areas) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, "mends.yaml");
  if (!file.ok()) return file.status();
  FieldReader fields(*file, file->root, "", {"mends"});
  fields.Require("mends");
  const YamlNode* list = fields.List("mends");
  if (!fields.ok()) return fields.status();
  for (const YamlNode& item : list->items) {
    if (absl::Status status = ReadMend(*file, item, areas); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ReadKinds(std::string_view yaml, std::vector<NumberingData::Kind>& kinds) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, "kinds.yaml");
  if (!file.ok()) return file.status();
  FieldReader top(*file, file->root, "", {"kinds"});
  top.Require("kinds");
  const YamlNode* mapping = top.Mapping("kinds");
  if (!top.ok()) return top.status();
  FieldReader fields(*file, *mapping, "kinds", {"toll_free", "premium", "personal", "special"});
  for (const NumberKind kind :
       {NumberKind::kTollFree, NumberKind::kPremium, NumberKind::kPersonal, NumberKind::kSpecial}) {
    std::vector<Range> ranges;
    fields.Required(NameOf(kind), &ParseRanges, ranges);
    for (const auto& [first, last] : ranges) {
      for (unsigned code = first; code <= last; ++code) kinds.push_back({code, kind});
    }
  }
  return fields.status();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Numbering>> ParseNumbering(const NumberingFiles& files) {
  Areas areas;
  NumberingData data;
  if (absl::Status status = ReadNanp(files.nanp, areas); !status.ok()) return status;
  if (absl::Status status = ReadMends(files.mends, areas); !status.ok()) return status;
  if (absl::Status status = ReadWorld(files.world, data.countries); !status.ok()) return status;
  if (absl::Status status = ReadKinds(files.kinds, data.kinds); !status.ok()) return status;
  for (auto& [code, area] : areas) {
    data.areas.push_back({.code = code, .place = area.own});
    for (auto& [exchange, place] : area.exchanges) {
      data.areas.push_back(
          {.code = code, .exchanges = {{exchange, exchange}}, .place = std::move(place)});
    }
  }
  return Numbering::Make(data);
}

}  // namespace textback
