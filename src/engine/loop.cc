// R28: is a machine writing? Two of them could go on for ever.
#include <algorithm>

#include "engine/draft.h"
#include "model/hash.h"

namespace textback {
namespace {

constexpr Duration kSameWithin = std::chrono::hours{1};      // three identical texts
constexpr Duration kBurstWithin = std::chrono::seconds{30};  // to and fro
constexpr std::uint32_t kBurst = 15;

// 0 is "none yet".
std::uint32_t HashOf(std::string_view text) {
  return std::max(HashBytes<std::uint32_t>(text), std::uint32_t{1});
}

}  // namespace

void CountExchange(Draft& draft, Instant at) {
  LeadState& state = draft.state;
  // Learned of late, from before: texts of last week are no chatter of today.
  if (state.burst_since != kNever && at < state.burst_since) return;
  if (state.burst_since == kNever || at >= state.burst_since + kBurstWithin) {
    state.burst_since = at;
    state.burst = 0;
  }
  if (state.burst < kBurst) ++state.burst;
}

bool Loops(Draft& draft, const TextIn& text) {
  LeadState& state = draft.state;
  const Instant at = draft.event.at;
  CountExchange(draft, at);
  if (state.same_at != kNever && at < state.same_at) return false;
  const std::uint32_t hash = HashOf(text.body);
  if (hash != state.same_hash) {
    state.same_hash = hash;
    state.same_before = kNever;
    state.same_at = at;
    return state.burst >= kBurst;
  }
  const Instant first = state.same_before;
  state.same_before = state.same_at;
  state.same_at = at;
  return state.burst >= kBurst || (first != kNever && at < first + kSameWithin);
}

}  // namespace textback
