#include "textback/engine/account_limits.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace textback {
namespace {

constexpr Duration kRefusedWait = std::chrono::minutes{15};
constexpr std::uint32_t kTooMany = 5;  // how many times the usual hourly volume trips the breaker
// How many hours with texts are needed before a usual volume is known.
constexpr std::size_t kHoursToKnow = 24;

std::int64_t HourOf(Instant at) {
  return std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count();
}

std::size_t SlotOf(std::int64_t hour) { return static_cast<std::size_t>(hour) % kCountedHours; }

// How long `count` texts or segments take at this rate per minute; zero when there is no limit.
Duration Takes(std::uint32_t count, std::uint32_t per_minute) {
  if (per_minute == 0) return Duration{0};
  return Duration{(60'000LL * count + per_minute - 1) / per_minute};
}

// Advances the counters to `hour`. Hours in between count zero; entries older than a week are
// overwritten.
void TurnTo(Volume& volume, std::int64_t hour) {
  constexpr auto kAll = static_cast<std::int64_t>(kCountedHours);
  const std::int64_t gone = volume.hour < 0 ? kAll : hour - volume.hour;
  for (std::int64_t i = 0; i < std::min(gone, kAll); ++i) volume.texts[SlotOf(hour - i)] = 0;
  volume.hour = std::max(volume.hour, hour);
}

// Returns 0 when too little is known; then no volume counts as too much.
std::uint32_t UsualOf(const Account& account, const Volume& volume) {
  if (account.texts_per_hour > 0) return account.texts_per_hour;
  std::uint64_t sum = 0;
  std::size_t hours = 0;
  for (std::size_t i = 0; i < kCountedHours; ++i) {
    if (i == SlotOf(volume.hour) || volume.texts[i] == 0) continue;
    sum += volume.texts[i];
    ++hours;
  }
  if (hours < kHoursToKnow) return 0;
  return std::max<std::uint32_t>(1, static_cast<std::uint32_t>(sum / hours));
}

// An older word that arrives late is recognised for so long after the newer one is over.
constexpr Duration kAwayKept = std::chrono::hours{24};

bool NoteAway(AccountRecord& record, const AwaySet& set, Instant now) {
  if (!set.away.plausible() || IsOldNews(record, set)) return false;
  std::vector<Away>& all = record.away;
  const std::vector<Away> before = all;
  std::erase_if(all, [&](const Away& known) {
    const Instant end = std::max(known.since, known.until);
    return known.person == set.away.person || (known.until != kNever && end + kAwayKept <= now);
  });
  all.push_back(set.away);
  return all != before;
}

}  // namespace

Brake BrakeOf(const AccountRecord& record, Instant now) {
  if (record.switches.all_off) return Brake::kAllOff;
  if (record.switches.account_off) return Brake::kAccountOff;
  if (now < record.refused_until) return Brake::kRefused;
  return record.volume.tripped == HourOf(now) ? Brake::kVolume : Brake::kNone;
}

bool IsOldNews(const AccountRecord& record, const SwitchThrown& thrown, Instant at) {
  const Instant last = record.switches.turned_at;
  return !thrown.on && last != kNever && at < last;
}

bool IsOldNews(const AccountRecord& record, const AwaySet& set) {
  return std::any_of(record.away.begin(), record.away.end(), [&](const Away& known) {
    return known.person == set.away.person && known.since > set.away.since;
  });
}

bool ApplyEvent(AccountRecord& record, const Event& event, Instant now) {
  if (const auto* thrown = std::get_if<SwitchThrown>(&event.body)) {
    if (!event.lead.phone.withheld() || IsOldNews(record, *thrown, event.at)) return false;
    Switches& switches = record.switches;
    const bool own = thrown->scope == SwitchThrown::Scope::kAccount;
    (own ? switches.account_off : switches.all_off) = thrown->on;
    const Instant last = switches.turned_at;
    switches.turned_at = last == kNever ? event.at : std::max(last, event.at);
    return true;
  }
  if (const auto* set = std::get_if<AwaySet>(&event.body)) {
    return event.lead.phone.withheld() && NoteAway(record, *set, now);
  }
  const auto* settled = std::get_if<TextSettled>(&event.body);
  if (settled == nullptr) return false;
  const SendOutcome::Kind kind = settled->outcome.kind;
  if (kind == SendOutcome::Kind::kConfig) {
    record.refused_until = AskAgainAt(settled->outcome, kRefusedWait, now);
    return true;
  }
  // An ambiguous outcome says nothing about the account. Neither does "later", which may come from
  // our own side of the connection. Every other outcome shows that the provider serves the account
  // again.
  const bool silent = kind == SendOutcome::Kind::kAmbiguous || kind == SendOutcome::Kind::kRetry;
  if (record.refused_until == Instant{} || silent) return false;
  record.refused_until = Instant{};
  return true;
}

std::optional<Instant> TakeSlot(AccountRecord& record, const Account& account, const Text& text,
                                Instant now) {
  const Duration on_line = Takes(std::max(text.segments, 1U), account.line_segments_per_minute);
  const Duration on_account = Takes(1, account.texts_per_minute);
  if (on_line == Duration{0} && on_account == Duration{0}) return std::nullopt;
  Lane& line = record.lines[text.from];
  Lane& all = record.all_lines;
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
  if (text.text_class != TextClass::kProactive) return free;
  const Instant slot = std::max({free, line.queued, all.queued});
  for (const auto& [lane, takes] : lanes) {
    if (takes > Duration{0}) lane->queued = slot + takes;
  }
  return slot;
}

void CountText(AccountRecord& record, const Account& account, const Text& text, Instant now) {
  // R61: after a refusal one text is tried; the others wait for its outcome.
  if (record.refused_until != Instant{}) record.refused_until = now + kRefusedWait;
  if (text.text_class == TextClass::kService) return;
  Volume& volume = record.volume;
  const std::int64_t hour = HourOf(now);
  TurnTo(volume, hour);
  const std::uint32_t texts = ++volume.texts[SlotOf(hour)];
  const std::uint32_t usual = UsualOf(account, volume);
  if (usual == 0 || texts < kTooMany * usual || volume.tripped == hour) return;
  volume.tripped = hour;
  volume.usual = usual;
}

std::optional<VolumeAlarm> AlarmOf(const AccountRecord& record, Instant now) {
  const Volume& volume = record.volume;
  if (volume.tripped < 0 || volume.tripped != HourOf(now)) return std::nullopt;
  return VolumeAlarm{.texts = volume.texts[SlotOf(volume.hour)], .usual = volume.usual};
}

}  // namespace textback
