#include "runtime/brakes.h"

#include <algorithm>

namespace textback {
namespace {

constexpr Duration kFresh = std::chrono::seconds{1};
constexpr Duration kRefusedWait = std::chrono::minutes{15};
constexpr std::uint32_t kTooMany = 5;     // times the usual
constexpr std::size_t kHoursToKnow = 24;  // with texts, before anything is usual

std::int64_t HourOf(Instant at) {
  return std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count();
}

}  // namespace

void Brakes::Learn(const AccountId& account, const LeadState& state, Instant now) {
  State& known = accounts_[account];
  known.learned_at = now;
  const bool older = state.switched_at == kNever || state.switched_at < known.thrown_at;
  if (known.thrown_at != Instant{} && older) return;
  known.account_off = state.account_off;
  known.all_off = state.all_off;
}

bool Brakes::Fresh(const AccountId& account, Instant now) const {
  const auto found = accounts_.find(account);
  if (found == accounts_.end()) return false;
  const Instant at = found->second.learned_at;
  return at != Instant{} && at <= now && now < at + kFresh;
}

void Brakes::Apply(const AccountId& account, const SwitchThrown& thrown, Instant at) {
  State& known = accounts_[account];
  if (at < known.thrown_at) return;
  known.thrown_at = at;
  const bool own = thrown.scope == SwitchThrown::Scope::kAccount;
  (own ? known.account_off : known.all_off) = thrown.on;
}

Brake Brakes::Of(const AccountId& account, Instant now) const {
  const auto found = accounts_.find(account);
  if (found == accounts_.end()) return Brake::kNone;
  const State& state = found->second;
  if (state.all_off) return Brake::kAllOff;
  if (state.account_off) return Brake::kAccountOff;
  if (now < state.refused_until) return Brake::kRefused;
  return state.tripped == HourOf(now) ? Brake::kVolume : Brake::kNone;
}

void Brakes::Refused(const AccountId& account, Instant now) {
  accounts_[account].refused_until = now + kRefusedWait;
}

std::uint32_t Brakes::UsualOf(const Account& account, const State& state) const {
  if (account.texts_per_hour > 0) return account.texts_per_hour;
  std::uint64_t sum = 0;
  std::size_t hours = 0;
  const auto current = static_cast<std::size_t>(state.hour) % kHours;
  for (std::size_t i = 0; i < kHours; ++i) {
    if (i == current || state.texts[i] == 0) continue;
    sum += state.texts[i];
    ++hours;
  }
  // Too little is known: nothing is too much.
  return hours < kHoursToKnow ? 0
                              : std::max<std::uint32_t>(1, static_cast<std::uint32_t>(sum / hours));
}

std::optional<VolumeAlarm> Brakes::Count(const Account& account, Instant now) {
  State& state = accounts_[account.id];
  const std::int64_t hour = HourOf(now);
  // Hours that went by without a text are forgotten; so is what is a week old.
  const std::int64_t gone = state.hour < 0 ? static_cast<std::int64_t>(kHours) : hour - state.hour;
  for (std::int64_t i = 1; i <= std::min<std::int64_t>(gone, kHours); ++i)
    state.texts[static_cast<std::size_t>(hour - i + 1) % kHours] = 0;
  state.hour = hour;
  std::uint32_t& texts = state.texts[static_cast<std::size_t>(hour) % kHours];
  ++texts;
  const std::uint32_t usual = UsualOf(account, state);
  if (usual == 0 || texts < kTooMany * usual || state.tripped == hour) return std::nullopt;
  state.tripped = hour;
  return VolumeAlarm{.texts = texts, .usual = usual};
}

}  // namespace textback
