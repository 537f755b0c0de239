// Is what stands where a name belongs a name? (R53)
//
// Forms and caller ids hold all sorts of things in it: "WIRELESS CALLER", "CALGARY AB", "Spam
// Likely", "N/A", "V14035550123", an address, a link that somebody wants to see texted to a
// stranger (R46). None of it is said to a lead: the clause with the name is left out. Names with
// apostrophes, dots, hyphens and accents are names: "J.P. O'Neil", "St. John", "María-José".
//
// In doubt it is no name: a text without one is as good. The word lists are data:
// src/config/words/names.tsv, links.tsv, callers.tsv.
//
// Pure, thread-safe. A short name in ASCII takes some 50 ns.
//
//   values[Field::kName] = SpokenName(profile.name);
#ifndef TEXTBACK_TEXT_NAME_H_
#define TEXTBACK_TEXT_NAME_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "textback/model/policy_record.h"

namespace textback {

enum class NameFault : std::uint8_t {
  kNone,         // it is a name
  kEmpty,        // nothing is there
  kLink,         // "http://evil.example/x", "evil [dot] example", "bit.ly/x"
  kAddress,      // "dana@example.net"
  kNumber,       // "403-555-0123", "V14035550123", "Dana 2"
  kPlaceholder,  // "Unknown", "test", "WIRELESS CALLER", "Spam Likely"
  kPlace,        // "CALGARY AB", "Calgary, Alberta"
  kOdd,          // several lines, a sentence, signs that no name has
};
std::string_view NameOf(NameFault fault);  // "placeholder"

NameFault CheckName(std::string_view text);

// The text without spaces around it if it is a name, else nothing.
std::string_view SpokenName(std::string_view text);

// Does a text of somebody we don't know carry a link, hidden or not?
bool CarriesLink(std::string_view text);

// The word lists of the functions above: part of what decisions depend on (R72).
const std::vector<SharedSource>& NameWordsSources();

}  // namespace textback

#endif  // TEXTBACK_TEXT_NAME_H_
