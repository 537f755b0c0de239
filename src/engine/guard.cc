#include "textback/engine/guard.h"

#include <absl/status/statusor.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "textback/policy/permission.h"
#include "textback/policy/sending_window.h"

namespace textback {
namespace {

constexpr std::size_t kUsualVerdictReasons =
    8;  // enough for a text that may go, with one allocation

Reason FromRow(Why why, const RulebookRow& row) {
  return {.why = why, .row = row.id, .citation = row.citation, .as_of = row.as_of};
}

// R12: spreads the texts that would all go at 09:00; a lead always gets the same delay.
Duration SpreadOf(const LeadId& id, Duration spread) {
  if (spread <= Duration{0}) return Duration{0};
  return Duration{
      static_cast<std::int64_t>(StableHash(id) % static_cast<std::uint64_t>(spread.count()))};
}

void Drop(Guard guard, Why why, Verdict& verdict) {
  verdict.kind = Verdict::Kind::kDrop;
  verdict.guard = guard;
  verdict.reasons.push_back({.why = why});
}

void Hold(Guard guard, Instant until, Reason reason, Verdict& verdict) {
  verdict.kind = Verdict::Kind::kHold;
  verdict.guard = guard;
  verdict.until = until;
  verdict.reasons.push_back(reason);
}

struct Refusal {
  Guard guard;
  Why why;
};

// R2, R28, R36: numbers that must not get any text.
std::optional<Refusal> RefusedNumber(const LeadView& lead, const Policy& policy) {
  const Account& account = policy.account;
  const PhoneNumber phone = lead.id.phone;
  if (lead.state.marks.refused) return Refusal{Guard::kNumber, Why::kNumberRefused};
  if (lead.state.marks.wrong_number) return Refusal{Guard::kNumber, Why::kWrongNumber};
  if (phone.withheld()) return Refusal{Guard::kNumber, Why::kNumberWithheld};
  if (policy.places->numbering().Find(phone).kind == NumberKind::kPremium)
    return Refusal{Guard::kNumber, Why::kPremiumNumber};
  if (account.Owns(phone)) return Refusal{Guard::kNumber, Why::kOwnLine};
  if (account.Blocks(phone)) return Refusal{Guard::kNumber, Why::kNumberBlocked};
  if (account.Knows(phone)) return Refusal{Guard::kNumber, Why::kKnownPerson};
  if (lead.state.loop.alarm) return Refusal{Guard::kLoop, Why::kLoopAlarm};
  return std::nullopt;
}

// Refusals because of a STOP, or because a person took over.
std::optional<Refusal> RefusedByLead(const LeadState& state, const Ask& ask) {
  if (state.marks.opted_out) return Refusal{Guard::kOptOut, Why::kOptedOut};
  if (state.marks.doubtful) return Refusal{Guard::kOptOut, Why::kDoubtful};
  if (ask.answer != AnswerKind::kNone) {
    // A holding reply and the words for an emergency go only to leads that nobody has answered yet.
    if (state.phase == Phase::kEngaged && state.attention.waits_since != kNever)
      return std::nullopt;
    return Refusal{Guard::kPerson, Why::kPersonTookOver};
  }
  // R37: a person has the lead, and hasn't acted: else nobody would ask any more.
  if (ask.requested) {
    if (state.phase == Phase::kEngaged) return std::nullopt;
    return Refusal{Guard::kPerson, Why::kEpisodeOver};
  }
  if (state.phase == Phase::kRecovering || state.phase == Phase::kNurturing) return std::nullopt;
  const bool engaged = state.phase == Phase::kEngaged;
  return Refusal{Guard::kPerson, engaged ? Why::kPersonTookOver : Why::kEpisodeOver};
}

// R64: how long a text waits before the brake is checked again; longer for older inquiries.
constexpr Duration kBrakeWait = std::chrono::minutes{5};
constexpr Duration kLongestBrakeWait = std::chrono::hours{1};

Instant AfterBrake(const LeadState& state, Instant at) {
  if (state.inquiries.last_at == kNever) return at + kBrakeWait;
  return at + std::clamp(Duration{at - state.inquiries.last_at}, kBrakeWait, kLongestBrakeWait);
}

// The first instant at which one more text stays within the cap; `at` if there is room now.
Instant CapAllows(const LeadState& state, int cap, Instant at) {
  const Instant oldest_counted = state.sequence.recent[kCapTexts - static_cast<std::size_t>(cap)];
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

// R16: a text is held until the zone data is updated; it is checked again after this long.
constexpr Duration kStaleZoneWait = std::chrono::hours{6};

// Checks zone data, pause, volume, cap and window from `at` on, and appends to `verdict`'s reasons.
void CheckTime(const LeadView& lead, const Ask& ask, const Policy& policy, const Place& place,
               const Terms& terms, Instant at, Verdict& verdict) {
  if (place.stale && ask.text_class == TextClass::kProactive) {
    return Hold(Guard::kZoneData, at + kStaleZoneWait,
                {.why = Why::kStaleZone, .row = place.candidates.zones.front()->name()}, verdict);
  }
  const Instant paused_until = lead.state.sequence.paused_until;
  if (paused_until != kNever && at < paused_until)
    return Hold(Guard::kPause, paused_until, {.why = Why::kAutoReplied}, verdict);
  if (ask.brake == Brake::kVolume && !ask.first)
    return Hold(Guard::kVolume, AfterBrake(lead.state, at), {.why = Why::kVolumeBreaker}, verdict);
  const bool widened = policy.account.widen_response && ask.text_class == TextClass::kResponse;
  const HoursKind hours = widened ? HoursKind::kResponse : HoursKind::kShared;
  const Instant from = CapAllows(lead.state, terms.cap_per_day, at);
  const absl::StatusOr<WindowAnswer> window = NextAllowed(place.candidates, hours, from);
  for (const Reason& reason : PlaceReasons(place)) verdict.reasons.push_back(reason);
  if (widened && LeavesHoursToAnswers(place, at))
    verdict.reasons.push_back({.why = Why::kResponseHours});
  if (!window.ok()) {
    verdict.kind = Verdict::Kind::kStuck;
    verdict.guard = Guard::kWindow;
    verdict.reasons.push_back(FromRow(Why::kNoWindow, *terms.cap_row));
    return;
  }
  if (window->allowed && from == at) {
    verdict.send_by = window->send_by;
    verdict.reasons.push_back(FromRow(Why::kWindowOpen, *window->row));
    return;
  }
  verdict.kind = Verdict::Kind::kHold;
  verdict.guard = Guard::kWindow;
  verdict.until = window->next;
  if (from != at) verdict.reasons.push_back(FromRow(Why::kCapReached, *terms.cap_row));
  if (!window->allowed) {
    const Instant spread =
        window->next +
        SpreadOf(lead.id, policy.FollowUpOf(lead.state.inquiries.first).playbook->spread);
    if (spread < window->send_by) verdict.until = spread;
    verdict.reasons.push_back(
        FromRow(window->holiday ? Why::kClosedHoliday : Why::kOutsideWindow, *window->row));
    verdict.reasons.push_back({.why = Why::kHeldToOpening});
  }
}

// R40-R42: adds the basis, the row that says how long it lasts, and the account's consent reading.
void AddBasis(const Permission& permission, const Account& account, const Terms& terms,
              Reasons& reasons) {
  const std::string_view reading = NameOf(account.consent_reading);
  if (permission.why == Why::kNeedsExpressConsent)
    return reasons.push_back({.why = permission.why, .row = reading});
  const bool inquiry = permission.basis == Basis::kInquiry;
  if (inquiry || permission.basis == Basis::kPurchase) {
    const RulebookRow& row = inquiry ? *terms.inquiry_row : *terms.purchase_row;
    reasons.push_back(FromRow(permission.why, row));
    if (!row.months_citation.empty()) reasons.back().citation = row.months_citation;
  } else {
    reasons.push_back({.why = permission.why});
  }
  reasons.push_back({.why = Why::kReading, .row = reading});
}

}  // namespace

Place PlaceOf(const LeadView& lead, const Policy& policy) {
  Place place = policy.places->Locate({.phone = lead.id.phone,
                                       .zone = lead.profile.zone,
                                       .region = lead.profile.region,
                                       .postal_code = lead.profile.postal_code},
                                      policy.home);
  if (policy.account.rehearsal && place.zone_from == Why::kAccountZone)
    place.zone_from = Why::kAnywhere;
  return place;
}

std::string_view NameOf(Guard guard) {
  static constexpr std::array<std::string_view, static_cast<std::size_t>(Guard::kCount)> kNames = {
      "switch",    "number", "loop",   "opt_out", "person", "basis",
      "zone_data", "pause",  "volume", "window",  "mode",   "send_by"};
  const auto index = static_cast<std::size_t>(guard);
  return index < kNames.size() ? kNames[index] : "none";
}

Ask AskFor(const PlaybookStep& step, const Playbook& playbook, Brake brake) {
  return {.text_class = step.text_class,
          .needs = step.needs,
          .first = playbook.acknowledges() && step.name == playbook.steps.front().name,
          .brake = brake};
}

Ask AskFor(AnswerKind answer, Brake brake) {
  const bool emergency = answer == AnswerKind::kEmergencyText;
  const bool response = emergency || answer == AnswerKind::kHoldingReply;
  return {.text_class = response ? TextClass::kResponse : TextClass::kService,
          .needs = Need::kResponse,
          .first = emergency,  // R64: the volume breaker holds no alarm
          .answer = answer,
          .brake = brake};
}

Ask AskForRequested(Brake brake) {
  return {.text_class = TextClass::kProactive,
          .needs = Need::kRequest,
          .requested = true,
          .brake = brake};
}

void CheckGuards(const LeadView& lead, const Ask& ask, const Policy& policy, Instant at,
                 Verdict& verdict) {
  if (ask.brake == Brake::kAccountOff || ask.brake == Brake::kAllOff) {
    return Hold(Guard::kSwitch, AfterBrake(lead.state, at),
                {.why = Why::kSwitchedOff, .row = NameOf(ask.brake)}, verdict);
  }
  if (ask.brake == Brake::kRefused) {
    return Hold(Guard::kSwitch, AfterBrake(lead.state, at), {.why = Why::kAccountConfig}, verdict);
  }
  if (const auto refused = RefusedNumber(lead, policy); refused.has_value())
    return Drop(refused->guard, refused->why, verdict);
  if (ask.text_class == TextClass::kService) {
    const Marks& marks = lead.state.marks;
    const bool bot = ask.answer == AnswerKind::kBotAnswer;
    if (bot && (marks.opted_out || marks.doubtful))
      return Drop(Guard::kOptOut, marks.opted_out ? Why::kOptedOut : Why::kDoubtful, verdict);
    const bool stop = ask.answer == AnswerKind::kStopConfirmation;
    verdict.basis = Basis::kResponse;
    verdict.send_by = lead.state.answer.by;
    const Why why = stop ? Why::kConfirmed : bot ? Why::kBotQuestion : Why::kHelpAsked;
    return verdict.reasons.push_back({.why = why});
  }
  if (const auto refused = RefusedByLead(lead.state, ask); refused.has_value())
    return Drop(refused->guard, refused->why, verdict);
  const Place place = PlaceOf(lead, policy);
  const Terms terms = TermsAt(place.candidates, at);
  const Permission permission =
      Permit(ask.needs, lead.state.consent, policy.account.consent_reading, at);
  AddBasis(permission, policy.account, terms, verdict.reasons);
  if (!permission.granted()) {
    verdict.kind = Verdict::Kind::kDrop;
    verdict.guard = Guard::kBasis;
    return;
  }
  verdict.basis = permission.basis;
  CheckTime(lead, ask, policy, place, terms, at, verdict);
}

Verdict CheckGuards(const LeadView& lead, const Ask& ask, const Policy& policy, Instant at) {
  Verdict verdict;
  verdict.reasons.reserve(kUsualVerdictReasons);
  CheckGuards(lead, ask, policy, at, verdict);
  return verdict;
}

namespace {

// What a text in the outbox asks for; empty if the lead no longer waits for that text.
std::optional<Ask> AskOf(const LeadView& lead, const TextKey& key, const Policy& policy,
                         Brake brake) {
  if (key.lead != lead.id || !lead.state.out.Is(key)) return std::nullopt;
  if (lead.state.out.is_answer()) return AskFor(lead.state.answer.kind, brake);
  if (lead.state.out.is_requested()) return AskForRequested(brake);
  const Playbook& playbook = *policy.FollowUpOf(lead.state.inquiries.first).playbook;
  const std::optional<std::size_t> index = playbook.IndexOf(key.step);
  if (!index.has_value()) return std::nullopt;
  return AskFor(playbook.steps[*index], playbook, brake);
}

}  // namespace

Verdict CheckHandOver(const LeadView& lead, const Text& text, const Policy& policy, Instant now,
                      Brake brake) {
  Verdict verdict;
  const std::optional<Ask> ask = AskOf(lead, text.key, policy, brake);
  if (!ask.has_value()) {
    Drop(Guard::kPerson, Why::kUnknownText, verdict);
    return verdict;
  }
  verdict.reasons.reserve(kUsualVerdictReasons);
  CheckGuards(lead, *ask, policy, now, verdict);
  if (verdict.kind != Verdict::Kind::kGo) return verdict;
  const Mode mode = policy.account.mode;
  const bool by_person = mode != Mode::kAutomatic;
  if (!by_person && now < text.send_by) return verdict;
  Verdict held;
  if (by_person) {
    Hold(Guard::kMode, now, {.why = Why::kByPerson, .row = NameOf(mode)}, held);
  } else {
    Hold(Guard::kSendBy, now, {.why = Why::kSendByPassed}, held);
  }
  return held;
}

}  // namespace textback
