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

// Spreads every bit of `hash` over all of them (the end of splitmix64).
std::uint64_t Mix(std::uint64_t hash) {
  hash = (hash ^ (hash >> 30)) * 0xBF58'476D'1CE4'E5B9U;
  hash = (hash ^ (hash >> 27)) * 0x94D0'49BB'1331'11EBU;
  return hash ^ (hash >> 31);
}

// With its length before it: text that moves to the next source must not go unnoticed.
std::string_view WithLength(std::string_view text, std::string& buffer) {
  buffer.clear();
  absl::StrAppend(&buffer, text.size(), ":", absl::string_view(text.data(), text.size()));
  return buffer;
}

// Two hashes of 64 bits. The second one is of what the first one has become after each part, so
// that what collides in one does not in the other.
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

// Of names and hashes, not of the texts: the law is long, and is hashed once for all accounts.
PolicyRecord MakePolicyRecord(std::vector<SharedSource> sources) {
  Fingerprint whole;
  for (const SharedSource& source : sources) {
    whole.Add(source->name);
    whole.Add(source->hash);
  }
  return {.fingerprint = whole.ToString(), .sources = std::move(sources)};
}

}  // namespace textback
