// Rules that must hold during the whole life of a lead, whatever happens: for tests with generated
// events. It is given every Decision and every text that the carrier accepted, keeps its own record
// of them (keys, ledger, acceptances) and names the first broken rule.
//
//   TraceChecks checks(policy, lead);  // before the first event
//   if (auto broken = checks.OnDecision(lead, event, decision, now)) Fail(*broken);
//   if (auto broken = checks.OnAccepted(text, at)) Fail(*broken);
//
// Copyable: a test that tries several futures copies it.
#ifndef TEXTBACK_TESTS_TRACE_CHECKS_H_
#define TEXTBACK_TESTS_TRACE_CHECKS_H_

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "textback/engine/guard.h"
#include "textback/engine/policy.h"
#include "textback/model/decision.h"
#include "textback/policy/permission.h"
#include "textback/policy/sending_window.h"

namespace textback {

class TraceChecks {
 public:
  using Violation = std::optional<std::string>;

  TraceChecks(std::shared_ptr<const Policy> policy, const Lead& lead)
      : policy_(std::move(policy)), ledger_(lead.state.consent) {}

  // `before`: the lead that was given to Step.
  Violation OnDecision(const Lead& before, const Event& event, const Decision& decision,
                       Instant now) {
    const Lead after{.id = before.id,
                     .profile = decision.profile.value_or(before.profile),
                     .state = decision.next};
    if (decision.next.version != before.state.version + 1) return "the version isn't one more";
    if (decision.reasons.empty()) return "R71: no reason";
    if (absl::Status status = CheckInvariants(after); !status.ok()) return status.ToString();
    for (const ConsentEntry& entry : decision.consent) Apply(entry, ledger_);
    if (!(ledger_ == decision.next.consent)) return "R41: the ledger doesn't fold to the lead";
    const Request& request = decision.next.request;
    const bool asked = decision.next.out.is_requested() || (request.waits() && !request.by_person);
    if (!asked && ledger_.Holds(Basis::kRequest, now))
      return "R37: their request is used up or was taken back, and still a basis";
    if (Violation broken = CheckConsent(before, event, decision)) return broken;
    if (Violation broken = CheckOptOut(before, event, decision, now)) return broken;
    if (Violation broken = CheckWaiting(decision.next)) return broken;
    if (Violation broken = CheckSpin(event, now)) return broken;
    if (decision.text.has_value()) {
      if (policy_->account.mode != Mode::kAutomatic &&
          !AnswerKindFromName(NameOfStep(*decision.text)))
        return "R63: a step of its own in a mode where people send";
      if (Violation broken = CheckText(after, *decision.text, now)) return broken;
    }
    for (const Task& task : decision.tasks) {
      if (task.kind != Task::Kind::kSendText || !task.text.has_value()) continue;
      if (policy_->account.mode == Mode::kAutomatic) return "R63: automatic mode asks a person";
      if (Violation broken = CheckText(after, *task.text, now)) return broken;
    }
    return std::nullopt;
  }

  // The carrier has had the text since `at`, or a person sent it then.
  Violation OnAccepted(const Text& text, Instant at) {
    if (std::find(keys_.begin(), keys_.end(), text.key) == keys_.end())
      return "accepted, never decided: " + text.key.ToString();
    if (std::find(accepted_.begin(), accepted_.end(), text.key) != accepted_.end())
      return "R60: accepted twice: " + text.key.ToString();
    accepted_.push_back(text.key);
    if (NameOfStep(text) == NameOf(AnswerKind::kBotAnswer)) {
      const bool soon = bot_at_ != kNever && at < bot_at_ + std::chrono::hours{1};
      bot_at_ = at;
      if (soon) return "R28, R56: twice in an hour: " + text.key.ToString();
    }
    if (text.text_class == TextClass::kService) return std::nullopt;
    const auto in_a_day = std::count_if(automated_.begin(), automated_.end(), [at](Instant sent) {
      return sent > at - std::chrono::hours{24};
    });
    automated_.push_back(at);
    if (in_a_day < cap_) return std::nullopt;
    return "R15: more than " + std::to_string(cap_) + " texts in 24 h: " + text.key.ToString();
  }

 private:
  static constexpr int kWakeUpsAtOnce = 8;

  static std::string_view NameOfStep(const Text& text) { return text.key.step.view(); }

  // Runs the guards of one text again, independently of the engine.
  Violation CheckText(const Lead& after, const Text& text, Instant now) {
    const std::string key = text.key.ToString();
    const bool answer = AnswerKindFromName(NameOfStep(text)).has_value();
    const bool service = text.text_class == TextClass::kService;
    const LeadState& state = after.state;
    if (std::find(keys_.begin(), keys_.end(), text.key) != keys_.end())
      return "R60: a key twice: " + key;
    keys_.push_back(text.key);
    if (text.key.lead != after.id || text.key.episode != state.episode)
      return "R60: not this episode's key: " + key;
    if (state.marks.opted_out && !service) return "R30: after STOP: " + key;
    if (state.marks.wrong_number && !service) return "R36: to a wrong number: " + key;
    if (state.marks.doubtful && !service) return "R32: while a STOP is in doubt: " + key;
    if (NameOfStep(text) == NameOf(AnswerKind::kBotAnswer) &&
        (state.marks.opted_out || state.marks.doubtful))
      return "R56: after STOP: " + key;
    if (state.loop.alarm) return "R28: into a loop: " + key;
    if (state.marks.refused || after.id.phone.withheld() || policy_->account.Owns(after.id.phone) ||
        policy_->account.Blocks(after.id.phone) || policy_->account.Knows(after.id.phone))
      return "R2: nobody can or may be texted there: " + key;
    const bool requested = text.key.step == RequestedStep();
    if (requested && state.phase != Phase::kEngaged)
      return "R37: asked for, and no person has the lead: " + key;
    if (!answer && !requested && state.phase != Phase::kRecovering &&
        state.phase != Phase::kNurturing)
      return "R20, R24, R26: a step while " + std::string(NameOf(state.phase)) + ": " + key;
    if (service) return std::nullopt;
    if (Violation broken = CheckBasis(state, text, answer, now)) return broken;
    return CheckWindow(after, text, answer, now);
  }

  Violation CheckBasis(const LeadState& state, const Text& text, bool answer, Instant now) const {
    const std::string what = " (" + std::string(NameOf(text.basis)) + "): " + text.key.ToString();
    if (text.basis == Basis::kNone) return "R40: without a basis" + what;
    if ((text.key.step == RequestedStep()) != (text.basis == Basis::kRequest))
      return "R37: their request is for the one text" + what;
    if (text.basis == Basis::kRequest) {
      if (ledger_.Holds(text.basis, now)) return std::nullopt;
      return "R40: used up, expired or never given" + what;
    }
    const Playbook& playbook = *policy_->FollowUpOf(state.inquiries.first).playbook;
    const auto index = playbook.IndexOf(text.key.step);
    if (!answer && !index.has_value()) return "no step of the playbook" + what;
    const Need needs = answer ? Need::kResponse : playbook.steps[*index].needs;
    if (text.basis == Basis::kResponse) {
      if (needs == Need::kResponse) return std::nullopt;
      return "R40: answers nothing" + what;
    }
    if (!ledger_.Holds(text.basis, now)) return "R40: expired or never given" + what;
    const bool express_only =
        needs == Need::kExpress ||
        (needs == Need::kFollowUp && policy_->account.consent_reading == ConsentReading::kCautious);
    if (express_only && text.basis != Basis::kExpress) return "R42: needs express" + what;
    return std::nullopt;
  }

  Violation CheckWindow(const Lead& after, const Text& text, bool answer, Instant now) {
    const bool widened = text.text_class == TextClass::kResponse && policy_->account.widen_response;
    const Place place = PlaceOf(after, *policy_);
    const auto window =
        NextAllowed(place.candidates, widened ? HoursKind::kResponse : HoursKind::kShared, now);
    if (!window.ok() || !window->allowed)
      return "R10: outside the window: " + text.key.ToString() + " at " + FormatRfc3339(now);
    // an answer has only a few minutes (R31)
    if (text.send_by > window->send_by || (!answer && text.send_by != window->send_by))
      return "R14: send_by isn't the window's end: " + text.key.ToString();
    cap_ = TermsAt(place.candidates, now).cap_per_day;
    return std::nullopt;
  }

  // R43: a reply is no express consent, except YES to the consent question (R44).
  Violation CheckConsent(const Lead& before, const Event& event, const Decision& decision) const {
    const auto* text = std::get_if<TextIn>(&event.body);
    if (text == nullptr) return std::nullopt;
    for (const ConsentEntry& entry : decision.consent) {
      if (entry.basis != Basis::kExpress || entry.withdrawn) continue;
      if (before.state.asked_consent_at == kNever) return "R43: a reply became express consent";
      if (!policy_->replies->Classify(text->body, before.profile.locale).yes)
        return "R44: not a YES, and express consent";
    }
    return std::nullopt;
  }

  // R30: STOP counts at once. R33: only START and a new express consent end it.
  Violation CheckOptOut(const Lead& before, const Event& event, const Decision& decision,
                        Instant now) {
    const auto* text = std::get_if<TextIn>(&event.body);
    const ReplyKind kind = text == nullptr
                               ? ReplyKind::kReply
                               : policy_->replies->Classify(text->body, before.profile.locale).kind;
    if (before.state.marks.opted_out && !decision.next.marks.opted_out) {
      reopened_at_ = std::max(reopened_at_, event.at);
      const auto* consent = std::get_if<ConsentGiven>(&event.body);
      const auto* form = std::get_if<FormInquiry>(&event.body);
      const bool express = (consent != nullptr && consent->entry.basis == Basis::kExpress &&
                            !consent->entry.withdrawn) ||
                           (form != nullptr && !form->consent_words.empty());
      if (kind != ReplyKind::kStart && !express)
        return "R33: " + std::string(KindOf(event)) + " ended an opt-out";
    }
    const bool known = IsPlausible(event.at) && event.at <= event.received_at &&
                       event.received_at <= now && event.at >= reopened_at_;
    // A text from hidden callers belongs to no known person (R74): one STOP would stop all of them.
    const bool somebody = !before.id.phone.withheld();
    if (kind == ReplyKind::kStop && known && somebody && !decision.next.marks.opted_out)
      return "R30: STOP unheard";
    return std::nullopt;
  }

  // R73: no open lead is forgotten: it will be woken, its text is out, or a person has it.
  static Violation CheckWaiting(const LeadState& state) {
    if (!IsOpen(state.phase) || state.phase == Phase::kEngaged) return std::nullopt;
    if (state.wake_at != kNever || !state.out.empty()) return std::nullopt;
    return "R73: an open lead that nothing and nobody will look at";
  }

  Violation CheckSpin(const Event& event, Instant now) {
    if (now != woken_at_) wake_ups_ = 0;
    woken_at_ = now;
    if (std::holds_alternative<WakeUp>(event.body)) ++wake_ups_;
    if (wake_ups_ <= kWakeUpsAtOnce) return std::nullopt;
    return "woken again and again at one instant";
  }

  std::shared_ptr<const Policy> policy_;
  ConsentState ledger_;            // computed here from the entries of the decisions
  std::vector<TextKey> keys_;      // of every text that was decided
  std::vector<TextKey> accepted_;  // of those the carrier took
  std::vector<Instant> automated_;
  int cap_ = static_cast<int>(kCapTexts);
  Instant reopened_at_ = kEarliest;
  Instant bot_at_ = kNever;
  Instant woken_at_ = kNever;
  int wake_ups_ = 0;
};

}  // namespace textback

#endif  // TEXTBACK_TESTS_TRACE_CHECKS_H_
