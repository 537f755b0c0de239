#include "textback/policy/numbering.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <map>

namespace textback {
namespace {

constexpr std::uint64_t kSevenDigits = 10'000'000;
constexpr std::uint64_t kFourDigits = 10'000;
constexpr std::uint64_t kLongestPrefix = 100'000'000;  // only the first eight digits are compared

bool IsCode(unsigned code) { return code >= 200 && code <= 999; }

}  // namespace

std::string_view NameOf(NumberKind kind) {
  switch (kind) {
    case NumberKind::kFixedOrMobile:
      return "fixed_or_mobile";
    case NumberKind::kTollFree:
      return "toll_free";
    case NumberKind::kPremium:
      return "premium";
    case NumberKind::kPersonal:
      return "personal";
    case NumberKind::kSpecial:
      return "special";
    case NumberKind::kForeign:
      return "foreign";
    case NumberKind::kWithheld:
      return "withheld";
  }
  return "?";
}

absl::StatusOr<std::shared_ptr<const Numbering>> Numbering::Make(const NumberingData& data) {
  std::shared_ptr<Numbering> made(new Numbering);
  std::map<NumberPlace, std::uint16_t> known;
  const auto intern = [&](const NumberPlace& place) {
    const auto [at, added] =
        known.try_emplace(place, static_cast<std::uint16_t>(made->places_.size()));
    if (added) made->places_.push_back(place);
    return at->second;
  };
  intern({});  // index 0: nothing is known
  for (const NumberingData::Kind& line : data.kinds) {
    if (!IsCode(line.code))
      return absl::InvalidArgumentError(absl::StrFormat("%u is no area code", line.code));
    made->areas_[line.code].kind = line.kind;
  }
  for (const NumberingData::Area& line : data.areas) {
    if (!IsCode(line.code))
      return absl::InvalidArgumentError(absl::StrFormat("%u is no area code", line.code));
    Area& area = made->areas_[line.code];
    const std::uint16_t place = intern(line.place);
    if (line.exchanges.empty()) {
      area.place = place;
      continue;
    }
    if (area.block == 0) {
      made->blocks_.emplace_back();
      area.block = static_cast<std::uint16_t>(made->blocks_.size());
    }
    for (const auto& [first, last] : line.exchanges) {
      if (!IsCode(first) || !IsCode(last) || first > last) {
        return absl::InvalidArgumentError(
            absl::StrFormat("%u-%u are no exchanges of %u", first, last, line.code));
      }
      auto& block = made->blocks_[area.block - 1U];
      std::fill(block.begin() + first, block.begin() + last + 1, place);
    }
  }
  for (const NumberingData::Country& line : data.countries) {
    if (line.prefix < 2 || line.prefix >= kLongestPrefix ||
        std::to_string(line.prefix).front() == '1')
      return absl::InvalidArgumentError(absl::StrFormat("%u is no country", line.prefix));
    made->countries_.emplace_back(line.prefix, intern(line.place));
  }
  std::stable_sort(made->countries_.begin(), made->countries_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (made->places_.size() > UINT16_MAX)
    return absl::InvalidArgumentError("too many different places");
  return made;
}

NumberFacts Numbering::Find(PhoneNumber number) const {
  using Depth = NumberFacts::Depth;
  if (number.withheld()) return {.kind = NumberKind::kWithheld};
  if (number.is_nanp()) {
    const std::uint64_t area_and_more = number.packed() % (kSevenDigits * 1'000);
    const Area& area = areas_[area_and_more / kSevenDigits];
    if (area.block != 0) {
      const std::uint16_t own =
          blocks_[area.block - 1U][area_and_more % kSevenDigits / kFourDigits];
      if (own != 0) return {.kind = area.kind, .depth = Depth::kExchange, .place = own};
    }
    return {.kind = area.kind,
            .depth = area.place == 0 ? Depth::kNone : Depth::kAreaCode,
            .place = area.place};
  }
  std::uint64_t prefix = number.packed();
  while (prefix >= kLongestPrefix) prefix /= 10;
  for (; prefix != 0; prefix /= 10) {
    const auto at =
        std::lower_bound(countries_.begin(), countries_.end(), prefix,
                         [](const auto& line, std::uint64_t p) { return line.first < p; });
    if (at != countries_.end() && at->first == prefix)
      return {.kind = NumberKind::kForeign, .depth = Depth::kCountry, .place = at->second};
  }
  return {.kind = NumberKind::kForeign};
}

std::size_t Numbering::Bytes() const {
  std::size_t bytes = sizeof(Numbering) + blocks_.capacity() * sizeof(blocks_[0]) +
                      countries_.capacity() * sizeof(countries_[0]) +
                      places_.capacity() * sizeof(places_[0]);
  const auto of = [](const std::vector<std::string>& texts) {
    std::size_t sum = texts.capacity() * sizeof(std::string);
    for (const std::string& text : texts) sum += text.capacity();
    return sum;
  };
  for (const NumberPlace& place : places_) bytes += of(place.zones) + of(place.regions);
  return bytes;
}

}  // namespace textback
