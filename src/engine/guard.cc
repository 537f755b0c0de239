#include "textback/engine/guard.h"

#include <absl/status/statusor.h>

#include <algorithm>
#include <array>

#include "textback/policy/permission.h"
#include "textback/policy/sending_window.h"

namespace textback {
namespace {

Reason FromRow(Why why, const RulebookRow& row) {
  return {.why = why, .row = row.id, .citation = row.citation, .as_of = row.as_of};
}

// R12: no burst at 09:00; the same lead always waits the same while.
Duration SpreadOf(const LeadId& id, Duration spread) {
  if (spread <= Duration{0}) return Duration{0};
  return Duration{
      static_cast<std::int64_t>(StableHash(id) % static_cast<std::uint64_t>(spread.count()))};
}

Verdict Drop(Why why) { return {.kind = Verdict::Kind::kDrop, .reasons = {{.why = why}}}; }

// Opted out, refused, a person took over: what the lead itself says. Nothing: go on.
std::optional<Why> RefusedByLead(const LeadView& lead, const Account& account) {
  if (lead.state.opted_out) return Why::kOptedOut;
  if (lead.state.refused) return Why::kNumberRefused;
  if (lead.id.phone.withheld()) return Why::kNumberWithheld;
  if (account.Owns(lead.id.phone)) return Why::kOwnLine;
  if (account.Blocks(lead.id.phone)) return Why::kNumberBlocked;
  const bool automated =
      lead.state.phase == Phase::kRecovering || lead.state.phase == Phase::kNurturing;
  if (!automated)
    return lead.state.phase == Phase::kEngaged ? Why::kPersonTookOver : Why::kEpisodeOver;
  return std::nullopt;
}

// The instant from which one more text keeps the cap; `at` itself where there is room now.
Instant CapAllows(const LeadState& state, int cap, Instant at) {
  const Instant oldest_counted = state.recent[kCapTexts - static_cast<std::size_t>(cap)];
  if (oldest_counted == Instant{}) return at;
  return std::max(at, oldest_counted + std::chrono::hours{24});
}

// Cap and window, from `at` on.
Verdict CheckTime(const LeadView& lead, const Policy& policy, Instant at) {
  const RulebookRow& row = RowOf(lead, policy);
  const Instant from = CapAllows(lead.state, row.cap_per_day, at);
  const std::array<const Zone*, 1> zones = {&ZoneOf(lead, policy)};
  const std::array<const RulebookRow*, 1> rows = {&row};
  const absl::StatusOr<WindowAnswer> window = NextAllowed({.zones = zones, .rows = rows}, from);
  if (!window.ok())
    return {.kind = Verdict::Kind::kStuck, .reasons = {FromRow(Why::kNoWindow, row)}};
  if (window->allowed && from == at) {
    return {.send_by = window->send_by, .reasons = {FromRow(Why::kWindowOpen, *window->row)}};
  }
  Verdict hold{.kind = Verdict::Kind::kHold, .until = window->next};
  if (from != at) hold.reasons.push_back(FromRow(Why::kCapReached, row));
  if (!window->allowed) {
    const Instant spread = window->next + SpreadOf(lead.id, policy.playbook->spread);
    if (spread < window->send_by) hold.until = spread;
    hold.reasons.push_back(FromRow(Why::kOutsideWindow, *window->row));
    hold.reasons.push_back({.why = Why::kHeldToOpening});
  }
  return hold;
}

}  // namespace

const Zone& ZoneOf(const LeadView& lead, const Policy& policy) {
  const Zone* own = lead.profile.zone.empty() ? nullptr : policy.FindZone(lead.profile.zone);
  return own != nullptr ? *own : *policy.account.zone;
}

const RulebookRow& RowOf(const LeadView& lead, const Policy& policy) {
  const bool own = !lead.profile.region.empty();
  return policy.rulebook->RowFor(own ? lead.profile.region : policy.account.region);
}

Verdict CheckGuards(const LeadView& lead, const PlaybookStep& step, const Policy& policy,
                    Instant at) {
  if (const std::optional<Why> refused = RefusedByLead(lead, policy.account); refused.has_value())
    return Drop(*refused);
  const Permission permission =
      Permit(step.needs, lead.state.consent, policy.account.consent_reading, at);
  const Reason basis{.why = permission.why, .row = NameOf(policy.account.consent_reading)};
  if (!permission.granted()) return {.kind = Verdict::Kind::kDrop, .reasons = {basis}};
  Verdict verdict = CheckTime(lead, policy, at);
  verdict.basis = permission.basis;
  verdict.reasons.insert(verdict.reasons.begin(), basis);
  return verdict;
}

Verdict CheckHandOver(const LeadView& lead, const Text& text, const Policy& policy, Instant now) {
  const std::optional<std::size_t> index = policy.playbook->IndexOf(text.key.step);
  if (!index.has_value() || !lead.state.in_flight || text.key.episode != lead.state.episode) {
    return Drop(Why::kUnknownText);
  }
  if (now >= text.send_by) {
    return {.kind = Verdict::Kind::kHold, .until = now, .reasons = {{.why = Why::kSendByPassed}}};
  }
  return CheckGuards(lead, policy.playbook->steps[*index], policy, now);
}

}  // namespace textback
