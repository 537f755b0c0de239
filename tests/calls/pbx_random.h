// Numbers that look random and are the same on every machine: std:: distributions differ between
// libraries, these don't. Draw once per statement: the order in which arguments are evaluated isn't
// defined.
#ifndef TEXTBACK_TESTS_CALLS_PBX_RANDOM_H_
#define TEXTBACK_TESTS_CALLS_PBX_RANDOM_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace textback::pbx {

class Random {  // xoshiro256**, seeded by splitmix64
 public:
  explicit Random(uint64_t seed) {
    for (uint64_t& word : state_) {
      seed += 0x9e3779b97f4a7c15u;
      uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
      word = z ^ (z >> 31);
    }
  }

  uint64_t Next() {
    const uint64_t result = Rotated(state_[1] * 5, 7) * 9;
    const uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = Rotated(state_[3], 45);
    return result;
  }

  // Both ends may come.
  int64_t Between(int64_t low, int64_t high) {
    return low + static_cast<int64_t>(Next() % static_cast<uint64_t>(high - low + 1));
  }
  size_t Below(size_t count) { return static_cast<size_t>(Next() % count); }
  bool Chance(int per_cent) { return Between(0, 99) < per_cent; }

  template <typename List>
  const auto& Pick(const List& list) {
    return *(list.begin() + static_cast<std::ptrdiff_t>(Below(list.size())));
  }

  // The index of one of the weights, each as often as its share of their sum.
  template <typename Weights>
  size_t Weighted(const Weights& weights) {
    int64_t sum = 0;
    for (const int weight : weights) sum += weight;
    int64_t left = Between(0, sum - 1);
    size_t index = 0;
    for (const int weight : weights) {
      if (left < weight) return index;
      left -= weight;
      ++index;
    }
    return 0;
  }
  size_t Weighted(std::initializer_list<int> weights) {
    return Weighted<std::initializer_list<int>>(weights);
  }

 private:
  static uint64_t Rotated(uint64_t word, int by) { return (word << by) | (word >> (64 - by)); }

  std::array<uint64_t, 4> state_{};
};

}  // namespace textback::pbx

#endif  // TEXTBACK_TESTS_CALLS_PBX_RANDOM_H_
