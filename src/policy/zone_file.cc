#include "policy/zone_file.h"

#include <absl/status/status.h>

#include <algorithm>
#include <optional>

#include "policy/zone_rule.h"

namespace textback {
namespace {

constexpr std::size_t kHeaderBytes = 44;
constexpr int kYearOfEpoch = 1970;

absl::Status Broken(absl::string_view what) {
  return absl::InvalidArgumentError(absl::string_view(what));
}

// A big-endian, signed integer.
std::int64_t IntegerAt(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = (static_cast<unsigned char>(bytes[at]) & 0x80U) != 0 ? ~0ULL : 0;
  for (std::size_t i = 0; i < width; ++i)
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return static_cast<std::int64_t>(value);
}

// A header and the data block after it. Files of version 2 and later have two: the first with
// 4-byte times for old readers, the second with 8-byte times, followed by the footer.
struct Block {
  std::size_t universal, standard, leaps, times, types, letters;  // counts
  std::size_t width;                                              // bytes per time
  std::size_t data;                                               // where the data begins

  // Where the types' data begins.
  std::size_t offsets() const { return data + times * width + times; }
  std::size_t end() const {
    return offsets() + types * 6 + letters + leaps * (width + 4) + standard + universal;
  }
};

std::optional<Block> BlockAt(std::string_view bytes, std::size_t at, std::size_t width) {
  if (bytes.size() < at + kHeaderBytes || bytes.substr(at, 4) != "TZif") return std::nullopt;
  const auto count = [&](std::size_t field) {
    return static_cast<std::size_t>(IntegerAt(bytes, at + 20 + field * 4, 4));
  };
  const Block block{.universal = count(0),
                    .standard = count(1),
                    .leaps = count(2),
                    .times = count(3),
                    .types = count(4),
                    .letters = count(5),
                    .width = width,
                    .data = at + kHeaderBytes};
  for (std::size_t field = 0; field < 6; ++field) {
    if (count(field) > bytes.size()) return std::nullopt;
  }
  if (block.types == 0 || block.end() > bytes.size()) return std::nullopt;
  return block;
}

// Adds a change, unless the offset stays the same. A second change at the same instant replaces the
// first.
void Add(ZoneChange change, std::vector<ZoneChange>& changes) {
  if (!changes.empty() && changes.back().from == change.from) changes.pop_back();
  if (changes.empty() || changes.back().offset != change.offset) changes.push_back(change);
}

// The changes listed in the file. `last` is the instant of the last entry, whatever it changes.
absl::Status ReadList(std::string_view bytes, const Block& block, std::vector<ZoneChange>& changes,
                      std::int64_t& last) {
  const auto offset_of = [&](std::size_t type) {
    return IntegerAt(bytes, block.offsets() + type * 6, 4);
  };
  std::int64_t before = offset_of(0);
  for (std::size_t i = 0; i < block.times; ++i) {
    const std::int64_t from = IntegerAt(bytes, block.data + i * block.width, block.width);
    const auto type = static_cast<std::size_t>(
        static_cast<unsigned char>(bytes[block.data + block.times * block.width + i]));
    if (type >= block.types || (i > 0 && from <= last)) return Broken("a broken list of changes");
    last = from;
    if (from <= 0) {
      before = offset_of(type);
      continue;
    }
    if (changes.empty()) changes.push_back({.from = INT64_MIN, .offset = before});
    Add({.from = from, .offset = offset_of(type)}, changes);
  }
  if (changes.empty()) changes.push_back({.from = INT64_MIN, .offset = before});
  return absl::OkStatus();
}

// The changes that the footer adds after `last`.
void Extend(const ZoneRule& rule, std::int64_t last, std::int64_t until,
            std::vector<ZoneChange>& changes) {
  if (!rule.daylight.has_value()) return;
  std::vector<ZoneChange> yearly;
  for (int year = kYearOfEpoch;; ++year) {
    // The end comes first: if daylight time lasts all year, the next beginning replaces it.
    const std::int64_t ends = rule.ends.In(year) - *rule.daylight;
    const std::int64_t begins = rule.begins.In(year) - rule.standard;
    yearly.push_back({.from = ends, .offset = rule.standard});
    yearly.push_back({.from = begins, .offset = *rule.daylight});
    if (std::min(begins, ends) >= until) break;
  }
  std::stable_sort(yearly.begin(), yearly.end(),
                   [](const ZoneChange& a, const ZoneChange& b) { return a.from < b.from; });
  for (const ZoneChange& change : yearly) {
    if (change.from > last && change.from < until) Add(change, changes);
  }
}

}  // namespace

absl::StatusOr<std::vector<ZoneChange>> ReadZoneFile(std::string_view bytes, std::int64_t until) {
  const std::optional<Block> first = BlockAt(bytes, 0, 4);
  if (!first.has_value()) return Broken("not a zone file, or cut short");
  const bool has_second = bytes[4] >= '2';
  const std::optional<Block> block = has_second ? BlockAt(bytes, first->end(), 8) : first;
  if (!block.has_value()) return Broken("a zone file that is cut short");
  std::vector<ZoneChange> changes;
  std::int64_t last = INT64_MIN;
  if (absl::Status status = ReadList(bytes, *block, changes, last); !status.ok()) return status;
  if (has_second) {
    const std::string_view tail = bytes.substr(block->end());
    if (tail.size() < 2 || tail.front() != '\n' || tail.find('\n', 1) == std::string_view::npos)
      return Broken("a zone file without its footer");
    const std::string_view footer = tail.substr(1, tail.find('\n', 1) - 1);
    if (!footer.empty()) {
      const std::optional<ZoneRule> rule = ParseZoneRule(footer);
      if (!rule.has_value()) return Broken("a zone file whose footer is no rule");
      Extend(*rule, std::max<std::int64_t>(last, 0), until, changes);
    }
  }
  std::erase_if(changes, [until](const ZoneChange& change) { return change.from >= until; });
  return changes;
}

}  // namespace textback
