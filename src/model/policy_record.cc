#include "textback/model/policy_record.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

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

// Two hashes of 64 bits. The second one hashes the first one's value after each part, so that a
// collision in one is not a collision in the other.
class Fingerprint {
 public:
  void Add(std::string_view part) {
    const std::string_view bytes = WithLength(part, buffer_);
    first_ = HashBytes(bytes, first_);
    second_ = Mix(HashBytes(bytes, second_ ^ Mix(first_)));
  }
  std::string ToString() const { return absl::StrFormat("%016x%016x", Mix(first_), second_); }

 private:
  std::uint64_t first_ = Fnv1a<std::uint64_t>::kBegin;
  std::uint64_t second_ = 0;
  std::string buffer_;
};

}  // namespace

SharedSource NewSource(std::string name, std::string text) {
  Fingerprint hash;
  hash.Add(text);
  return std::make_shared<const PolicySource>(
      PolicySource{.name = std::move(name), .text = std::move(text), .hash = hash.ToString()});
}

bool operator==(const PolicyRecord& a, const PolicyRecord& b) {
  return a.fingerprint == b.fingerprint &&
         std::equal(a.sources.begin(), a.sources.end(), b.sources.begin(), b.sources.end(),
                    [](const SharedSource& one, const SharedSource& other) {
                      return one == other || *one == *other;
                    });
}

// Hashes names and hashes, not the texts: the law is long and is hashed once for all accounts.
PolicyRecord MakePolicyRecord(std::vector<SharedSource> sources) {
  Fingerprint whole;
  for (const SharedSource& source : sources) {
    whole.Add(source->name);
    whole.Add(source->hash);
  }
  return {.fingerprint = whole.ToString(), .sources = std::move(sources)};
}

}  // namespace textback
