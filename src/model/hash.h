// FNV-1a, the only hash of bytes in this library. It is the same on every machine and in every run
// (R70), so it may be stored. Results of std::hash and absl::Hash may not.
#ifndef TEXTBACK_SRC_MODEL_HASH_H_
#define TEXTBACK_SRC_MODEL_HASH_H_

#include <cstdint>
#include <string_view>

namespace textback {

template <class Word>
struct Fnv1a;  // for 32 or 64 bits

template <>
struct Fnv1a<std::uint32_t> {
  static constexpr std::uint32_t kBegin = 2'166'136'261U;
  static constexpr std::uint32_t kPrime = 16'777'619U;
};
template <>
struct Fnv1a<std::uint64_t> {
  static constexpr std::uint64_t kBegin = 14'695'981'039'346'656'037U;
  static constexpr std::uint64_t kPrime = 1'099'511'628'211U;
};

// Hashes `bytes`, continuing from `before`, the hash of the bytes that precede them.
template <class Word>
constexpr Word HashBytes(std::string_view bytes, Word before = Fnv1a<Word>::kBegin) {
  for (const char c : bytes)
    before = (before ^ static_cast<unsigned char>(c)) * Fnv1a<Word>::kPrime;
  return before;
}

}  // namespace textback

#endif  // TEXTBACK_SRC_MODEL_HASH_H_
