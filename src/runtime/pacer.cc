#include "runtime/pacer.h"

#include <algorithm>
#include <array>

namespace textback {
namespace {

// What `count` of something takes at so many a minute; nothing where there is no limit.
Duration Takes(std::uint32_t count, std::uint32_t per_minute) {
  if (per_minute == 0) return Duration{0};
  return Duration{(60'000LL * count + per_minute - 1) / per_minute};
}

}  // namespace

std::optional<Instant> Pacer::Wait(const Account& account, const Text& text, bool urgent,
                                   Instant now) {
  const Duration on_line = Takes(std::max(text.segments, 1U), account.line_segments_per_minute);
  const Duration on_account = Takes(1, account.texts_per_minute);
  if (on_line == Duration{0} && on_account == Duration{0}) return std::nullopt;
  Lane& line = lines_[{account.id, text.from}];
  Lane& all = accounts_[account.id];
  const std::array lanes = {std::pair(&line, on_line), std::pair(&all, on_account)};
  const Instant free = std::max(line.free_at, all.free_at);
  if (now >= free) {
    for (const auto& [lane, takes] : lanes) {
      if (takes == Duration{0}) continue;
      lane->free_at = now + takes;
      lane->queued = std::max(lane->queued, lane->free_at);
    }
    return std::nullopt;
  }
  if (urgent) return free;
  const Instant slot = std::max({free, line.queued, all.queued});
  for (const auto& [lane, takes] : lanes) {
    if (takes > Duration{0}) lane->queued = slot + takes;
  }
  return slot;
}

}  // namespace textback
