// What an account says about its own phones, so that a call log can be read without guessing.
//
// Part of an Account (policy/account.h); read from its YAML. Everything may be left out: what isn't
// said is inferred from the whole log, with a confidence, and printed (calls/phone_map.h). What is
// said always wins over what is inferred.
//
//   extensions: ["201", "2XX", "alex"]     # X: any digit, Z: 1-9, N: 2-9, a dot: anything after it
//   contexts: {inbound: [from-trunk], outbound: [outbound-allroutes], internal: [from-internal]}
//   trunks: [provider]                     # as in channel names: PJSIP/provider-00000001
//   ring_groups: ["600"]                   # also queues: numbers that ring several phones
//   caller_ids: ["+15875550188"]           # numbers that its outgoing calls show
//   mobiles: ["+14035550177"]              # phones of its people outside
//   menus: ["7000"]                        # numbers that a machine answers
//
// Pure values, immutable once made.
#ifndef TEXTBACK_POLICY_PHONE_SYSTEM_H_
#define TEXTBACK_POLICY_PHONE_SYSTEM_H_

#include <string>
#include <string_view>
#include <vector>

#include "textback/model/phone_number.h"

namespace textback {

struct PhoneSystem {
  std::vector<std::string> extensions;  // patterns; names of phones too
  std::vector<std::string> inbound_contexts;
  std::vector<std::string> outbound_contexts;
  std::vector<std::string> internal_contexts;
  std::vector<std::string> trunks;
  std::vector<std::string> ring_groups;  // patterns
  std::vector<PhoneNumber> caller_ids;
  std::vector<PhoneNumber> mobiles;
  std::vector<std::string> menus;  // patterns

  bool empty() const;
  friend bool operator==(const PhoneSystem&, const PhoneSystem&) = default;
};

// Whether `text` is what an Asterisk-like pattern says: "2XX" matches "201". Letters other than X,
// Z, N match themselves, so a name is its own pattern; "X" in a name matches a digit only.
bool MatchesPattern(std::string_view pattern, std::string_view text);
bool MatchesAny(const std::vector<std::string>& patterns, std::string_view text);

}  // namespace textback

#endif  // TEXTBACK_POLICY_PHONE_SYSTEM_H_
