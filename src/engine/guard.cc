#include "textback/engine/guard.h"

#include <absl/status/statusor.h>

#include <algorithm>
#include <utility>

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
  if (lead.state.wrong_number) return Why::kWrongNumber;
  if (lead.state.doubtful) return Why::kDoubtful;
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

bool LeavesHoursToAnswers(const Place& place, Instant at) {
  const auto day =
      std::chrono::floor<std::chrono::days>(place.candidates.zones.front()->ToLocal(at));
  const auto& rulebooks = place.candidates.rulebooks;
  return std::any_of(rulebooks.begin(), rulebooks.end(), [day](const Rulebook* rulebook) {
    return rulebook->RowOn(day).response_hours.has_value();
  });
}

// R16: held until the data is mended; looked at again after this long.
constexpr Duration kStaleZoneWait = std::chrono::hours{6};

// Cap and window, from `at` on.
Verdict CheckTime(const LeadView& lead, const PlaybookStep& step, const Policy& policy,
                  const Place& place, const Terms& terms, Instant at) {
  if (place.stale && step.text_class == TextClass::kProactive) {
    return {.kind = Verdict::Kind::kHold,
            .until = at + kStaleZoneWait,
            .reasons = {{.why = Why::kStaleZone, .row = place.candidates.zones.front()->name()}}};
  }
  if (lead.state.paused_until != kNever && at < lead.state.paused_until) {
    return {.kind = Verdict::Kind::kHold,
            .until = lead.state.paused_until,
            .reasons = {{.why = Why::kAutoReplied}}};
  }
  const bool widened = policy.account.widen_response && step.text_class == TextClass::kResponse;
  const HoursKind hours = widened ? HoursKind::kResponse : HoursKind::kShared;
  const Instant from = CapAllows(lead.state, terms.cap_per_day, at);
  const absl::StatusOr<WindowAnswer> window = NextAllowed(place.candidates, hours, from);
  Verdict verdict;
  verdict.reasons = PlaceReasons(place);
  if (widened && LeavesHoursToAnswers(place, at))
    verdict.reasons.push_back({.why = Why::kResponseHours});
  if (!window.ok()) {
    verdict.kind = Verdict::Kind::kStuck;
    verdict.reasons.push_back(FromRow(Why::kNoWindow, *terms.cap_row));
    return verdict;
  }
  if (window->allowed && from == at) {
    verdict.send_by = window->send_by;
    verdict.reasons.push_back(FromRow(Why::kWindowOpen, *window->row));
    return verdict;
  }
  verdict.kind = Verdict::Kind::kHold;
  verdict.until = window->next;
  if (from != at) verdict.reasons.push_back(FromRow(Why::kCapReached, *terms.cap_row));
  if (!window->allowed) {
    const Instant spread =
        window->next + SpreadOf(lead.id, policy.FollowUpOf(lead.state.inquiry).playbook->spread);
    if (spread < window->send_by) verdict.until = spread;
    verdict.reasons.push_back(
        FromRow(window->holiday ? Why::kClosedHoliday : Why::kOutsideWindow, *window->row));
    verdict.reasons.push_back({.why = Why::kHeldToOpening});
  }
  return verdict;
}

// R40-R42: the basis with the row that says how long it lasts, and the reading it was judged by.
Reasons BasisReasons(const Permission& permission, const Account& account, const Terms& terms) {
  Reasons reasons;
  reasons.reserve(8);
  const Reason reading{.why = Why::kReading, .row = NameOf(account.consent_reading)};
  if (permission.why == Why::kNeedsExpressConsent)
    return {{.why = permission.why, .row = NameOf(account.consent_reading)}};
  const bool inquiry = permission.basis == Basis::kInquiry;
  if (inquiry || permission.basis == Basis::kPurchase) {
    const RulebookRow& row = inquiry ? *terms.inquiry_row : *terms.purchase_row;
    reasons.push_back(FromRow(permission.why, row));
    if (!row.months_citation.empty()) reasons.back().citation = row.months_citation;
  } else {
    reasons.push_back({.why = permission.why});
  }
  reasons.push_back(reading);
  return reasons;
}

}  // namespace

Place PlaceOf(const LeadView& lead, const Policy& policy) {
  return policy.places->Locate({.phone = lead.id.phone,
                                .zone = lead.profile.zone,
                                .region = lead.profile.region,
                                .postal_code = lead.profile.postal_code},
                               policy.home);
}

Verdict CheckGuards(const LeadView& lead, const PlaybookStep& step, const Policy& policy,
                    Instant at) {
  if (const std::optional<Why> refused = RefusedByLead(lead, policy.account); refused.has_value())
    return Drop(*refused);
  const Place place = PlaceOf(lead, policy);
  const Terms terms = TermsAt(place.candidates, at);
  const Permission permission =
      Permit(step.needs, lead.state.consent, policy.account.consent_reading, at);
  Reasons basis = BasisReasons(permission, policy.account, terms);
  if (!permission.granted()) return {.kind = Verdict::Kind::kDrop, .reasons = std::move(basis)};
  Verdict verdict = CheckTime(lead, step, policy, place, terms, at);
  verdict.basis = permission.basis;
  basis.insert(basis.end(), verdict.reasons.begin(), verdict.reasons.end());
  verdict.reasons = std::move(basis);
  return verdict;
}

Verdict CheckHandOver(const LeadView& lead, const Text& text, const Policy& policy, Instant now) {
  const Playbook& playbook = *policy.FollowUpOf(lead.state.inquiry).playbook;
  const std::optional<std::size_t> index = playbook.IndexOf(text.key.step);
  if (!index.has_value() || !lead.state.in_flight || text.key.episode != lead.state.episode) {
    return Drop(Why::kUnknownText);
  }
  if (now >= text.send_by) {
    return {.kind = Verdict::Kind::kHold, .until = now, .reasons = {{.why = Why::kSendByPassed}}};
  }
  return CheckGuards(lead, playbook.steps[*index], policy, now);
}

}  // namespace textback
