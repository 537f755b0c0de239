// Where a telephone number could be, judged by the number alone: its exchange, area code, country.
//
// These are facts about numbers, not about people: numbers are ported and mobiles move. So what is
// known about the lead always comes first (place.h, R11). An exchange or area code with several
// zones gives all of them, and a text needs all of them to allow it.
//
// The tables are data (src/config/numbering: made from libphonenumber's, with a documented list of
// corrections); `config/place_data.h` reads them.
//
// Used by the library itself; it may change. Pure, thread-safe, no allocation: a North American
// number takes two memory accesses.
//
//   const NumberFacts facts = numbering.Find(*PhoneNumber::Parse("(902) 555-0123"));
//   numbering.place(facts.place).regions;        // {"CA-NS", "CA-PE"}
#ifndef TEXTBACK_POLICY_NUMBERING_H_
#define TEXTBACK_POLICY_NUMBERING_H_

#include <absl/status/statusor.h>

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/model/phone_number.h"

namespace textback {

enum class NumberKind : std::uint8_t {
  kFixedOrMobile,  // North America doesn't tell a mobile from a landline
  kTollFree,       // 800, 833 …: no place
  kPremium,        // 900: never texted (R2)
  kPersonal,       // 500, 521 …: moves with its owner, no place
  kSpecial,        // 600, 700 …: no place
  kForeign,        // not +1
  kWithheld,
};
std::string_view NameOf(NumberKind kind);  // "toll_free"

// Zones and regions of a prefix. Both may be empty. If there are regions but no zones, the zones of
// the regions are used.
struct NumberPlace {
  std::vector<std::string> zones;    // "America/Edmonton"
  std::vector<std::string> regions;  // "CA-AB"

  friend auto operator<=>(const NumberPlace&, const NumberPlace&) = default;
};

struct NumberFacts {
  enum class Depth : std::uint8_t { kNone, kCountry, kAreaCode, kExchange };
  NumberKind kind = NumberKind::kFixedOrMobile;
  Depth depth = Depth::kNone;
  std::uint16_t place = 0;  // index for Numbering::place; 0: nothing is known
};

// The contents of the tables, before they are packed. Later lines replace earlier ones.
struct NumberingData {
  struct Area {
    unsigned code = 0;                                     // 200-999
    std::vector<std::pair<unsigned, unsigned>> exchanges;  // ranges; empty: the whole area code
    NumberPlace place;
  };
  struct Country {
    std::uint64_t prefix = 0;  // 44, 441534: digits of E.164; not 1…
    NumberPlace place;
  };
  struct Kind {
    unsigned code = 0;
    NumberKind kind = NumberKind::kFixedOrMobile;
  };
  std::vector<Area> areas;
  std::vector<Country> countries;
  std::vector<Kind> kinds;
};

class Numbering {
 public:
  // InvalidArgument: an area code or exchange out of range, a country prefix of +1, more than
  // 65,535 different places.
  static absl::StatusOr<std::shared_ptr<const Numbering>> Make(const NumberingData& data);

  NumberFacts Find(PhoneNumber number) const;

  const NumberPlace& place(std::uint16_t index) const { return places_[index]; }
  const std::vector<NumberPlace>& places() const { return places_; }

  // Memory of the tables, in bytes.
  std::size_t Bytes() const;

 private:
  struct Area {
    std::uint16_t place = 0;
    std::uint16_t block = 0;  // 1 + index in blocks_; 0: all exchanges are alike
    NumberKind kind = NumberKind::kFixedOrMobile;
  };

  Numbering() = default;

  std::array<Area, 1000> areas_ = {};
  std::vector<std::array<std::uint16_t, 1000>> blocks_;  // by exchange; 0: same as its area code
  std::vector<std::pair<std::uint64_t, std::uint16_t>> countries_;  // by prefix
  std::vector<NumberPlace> places_;
};

}  // namespace textback

#endif  // TEXTBACK_POLICY_NUMBERING_H_
