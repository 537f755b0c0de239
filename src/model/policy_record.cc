#include "textback/model/policy_record.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <cstdint>
#include <string_view>

#include "model/hash.h"

namespace textback {
namespace {

// Mixes every bit of `hash` into all others (the last step of splitmix64).
std::uint64_t Mix(std::uint64_t hash) {
  hash = (hash ^ (hash >> 30)) * 0xBF58'476D'1CE4'E5B9U;
  hash = (hash ^ (hash >> 27)) * 0x94D0'49BB'1331'11EBU;
  return hash ^ (hash >> 31);
}

// Prefixes the length, so that text moved from one source to the next changes the hash.
std::string_view WithLength(std::string_view text, std::string& buffer) {
  buffer.clear();
  absl::StrAppend(&buffer, text.size(), ":", absl::string_view(text.data(), text.size()));
  return buffer;
}

}  // namespace

std::string FingerprintOf(const std::vector<PolicySource>& sources) {
  // Two hashes of 64 bits. The second one hashes the first one's value after each part, so that a
  // collision in one is not a collision in the other.
  std::uint64_t first = Fnv1a<std::uint64_t>::kBegin;
  std::uint64_t second = 0;
  std::string buffer;
  for (const PolicySource& source : sources) {
    for (const std::string_view part :
         {std::string_view(source.name), std::string_view(source.text)}) {
      const std::string_view bytes = WithLength(part, buffer);
      first = HashBytes(bytes, first);
      second = Mix(HashBytes(bytes, second ^ Mix(first)));
    }
  }
  return absl::StrFormat("%016x%016x", Mix(first), second);
}

}  // namespace textback
