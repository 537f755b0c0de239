// Detects a machine on the other side (R28). Two machines could text each other without end.
#include "engine/loop.h"

#include <algorithm>

#include "model/hash.h"

namespace textback {
namespace {

constexpr Duration kSameWithin = std::chrono::hours{1};      // three identical texts
constexpr Duration kBurstWithin = std::chrono::seconds{30};  // 15 messages in both directions
constexpr std::uint8_t kBurst = 15;

// Never returns 0, which means "none yet".
std::uint32_t HashOf(std::string_view text) {
  return std::max(HashBytes<std::uint32_t>(text), std::uint32_t{1});
}

}  // namespace

void CountExchange(Draft& draft, Instant at) {
  LoopWatch& loop = draft.state.loop;
  // The event reached us late: messages from before the current burst do not count towards it.
  if (loop.burst_since != kNever && at < loop.burst_since) return;
  if (loop.burst_since == kNever || at >= loop.burst_since + kBurstWithin) {
    loop.burst_since = at;
    loop.burst = 0;
  }
  if (loop.burst < kBurst) ++loop.burst;
}

bool Loops(Draft& draft, const TextIn& text) {
  LoopWatch& loop = draft.state.loop;
  const Instant at = draft.event.at;
  CountExchange(draft, at);
  if (loop.same_at != kNever && at < loop.same_at) return false;
  const std::uint32_t hash = HashOf(text.body);
  if (hash != loop.same_hash) {
    loop.same_hash = hash;
    loop.same_before = kNever;
    loop.same_at = at;
    return loop.burst >= kBurst;
  }
  const Instant first = loop.same_before;
  loop.same_before = loop.same_at;
  loop.same_at = at;
  return loop.burst >= kBurst || (first != kNever && at < first + kSameWithin);
}

}  // namespace textback
