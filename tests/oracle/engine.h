// The engine in a form that can be compared with the oracle: driven by the same events, with the
// same lists as results, which can be cut back to an earlier moment.
#ifndef TEXTBACK_TESTS_ORACLE_ENGINE_H_
#define TEXTBACK_TESTS_ORACLE_ENGINE_H_

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "oracle/oracle.h"
#include "textback/engine/guard.h"
#include "textback/engine/step.h"
#include "trace_checks.h"
#include "world.h"

namespace textback::oracle {

using Carrier = SendOutcome::Kind;

inline const char* WordsOf(What what) {
  switch (what) {
    case What::kNamesTime:
      return "text me tomorrow at noon";
    case What::kNamesEarly:
      return "text me tomorrow at 8 am";
    case What::kNamesLater:
      return "text me in 5 weeks";
    case What::kEmergency:
      return "We have no water";
    case What::kStop:
      return "STOP";
    case What::kStart:
      return "START";
    case What::kHelp:
      return "HELP";
    case What::kWrongNumber:
      return "wrong number";
    case What::kAutoReply:
      return "I'm driving with Do Not Disturb turned on";
    case What::kDoubtful:
      return "stop texting me after 9pm";
    default:
      return "Yes, a kitchen";
  }
}

inline EventBody BodyOf(What what) {
  static const PersonId kPerson = PersonId::Parse("sam").value();
  switch (what) {
    case What::kCall:
      return MissedCall{.line = Number("+14035550199")};
    case What::kMessage:
      return Voicemail{.line = Number("+14035550199"),
                       .length = kMessageLength,
                       .transcript = "Please call me back."};
    case What::kUnwanted:
      return Voicemail{.line = Number("+14035550199"),
                       .length = kMessageLength,
                       .transcript = "Please stop texting me."};
    case What::kUnclear:
      return UnclearCall{.line = Number("+14035550199")};
    case What::kTalk:
      return AnsweredCall{};
    case What::kWrote:
      return PersonText{.body = "On my way"};
    case What::kExpress:
      return ConsentGiven{{.basis = Basis::kExpress, .evidence = "form-17"}};
    case What::kBooked:
      return OutcomeReported{OutcomeReported::Outcome::kBooked};
    case What::kLost:
      return OutcomeReported{OutcomeReported::Outcome::kLost};
    case What::kClaimed:
      return LeadClaimed{.person = kPerson};
    case What::kGivenBack:
      return LeadClaimed{.person = kPerson, .given_back = true};
    default:
      return TextIn{.body = WordsOf(what)};
  }
}

inline Item ItemOf(const StepName& step) {
  for (int i = 0; i < kItems; ++i) {
    if (NameOf(static_cast<Item>(i)) == step.view()) return static_cast<Item>(i);
  }
  return Item::kNone;
}

// The engine, driven as in world.h, with lists that can be cut back.
class Engine {
 public:
  Engine(std::shared_ptr<const Policy> policy, Duration delay)
      : policy_(std::move(policy)),
        delay_(delay),
        lead_{.id = {.account = policy_->account.id, .phone = Number("+14035550123")}},
        checks_(policy_, lead_) {}

  void Happens(Instant at, What what) {
    RunUntil(at);
    Apply(BodyOf(what), at);
  }

  void RunUntil(Instant until) {
    while (broken_.empty()) {
      const Instant settled = out_.empty() ? kNever : out_.front().at;
      const Instant next = std::min(settled, lead_.state.wake_at);
      if (next > until) break;
      now_ = std::max(now_, next);  // something planned into the past is due at once
      next == settled ? Settle() : Apply(WakeUp{}, now_);
    }
    now_ = std::max(now_, until);
  }

  std::vector<Carrier> carrier;

  const LeadState& state() const { return lead_.state; }
  const std::vector<Sent>& sent() const { return sent_; }
  const std::vector<Told>& told() const { return told_; }
  const std::string& broken() const { return broken_; }  // a broken invariant (trace_checks.h)

  // A text that the carrier has; its answer comes at `at`.
  struct Out {
    Instant at;
    Text text;
    Carrier outcome;
  };

  struct Moment {
    Lead lead;
    TraceChecks checks;
    Instant now;
    std::size_t sent;
    std::size_t told;
    std::vector<Carrier> carrier;
    std::vector<Out> out;
  };
  Moment Now() const { return {lead_, checks_, now_, sent_.size(), told_.size(), carrier, out_}; }
  void Return(const Moment& moment) {
    lead_ = moment.lead;
    checks_ = moment.checks;
    now_ = moment.now;
    sent_.resize(moment.sent);
    told_.resize(moment.told);
    carrier = moment.carrier;
    out_ = moment.out;
    broken_.clear();
  }

 private:
  void Apply(EventBody body, Instant at) {
    static const EventId kId = EventId::Parse("event").value();
    const Event event{
        .id = kId, .lead = lead_.id, .at = at, .received_at = at, .body = std::move(body)};
    const Decision decision = Step(lead_, event, *policy_, at);
    if (auto broken = checks_.OnDecision(lead_, event, decision, at)) broken_ = *broken;
    lead_.state = decision.next;
    if (decision.profile.has_value()) lead_.profile = *decision.profile;
    for (const Task& task : decision.tasks) told_.push_back({at, task.kind});
    if (!decision.text.has_value()) return;
    Carrier outcome = Carrier::kAccepted;
    if (!carrier.empty()) {
      outcome = carrier.back();
      carrier.pop_back();
    }
    const Text& text = *decision.text;
    sent_.push_back({at, ItemOf(text.key.step), text.basis, text.wording.variant, outcome});
    out_.push_back({at + delay_, text, outcome});
    if (delay_ == Duration{0}) Settle();
  }

  void Settle() {
    const Out out = out_.front();
    out_.erase(out_.begin());
    if (out.outcome == Carrier::kAccepted) {
      if (auto broken = checks_.OnAccepted(out.text, out.at)) broken_ = *broken;
    }
    Apply(TextSettled{.key = out.text.key, .outcome = {.kind = out.outcome, .at = out.at}}, out.at);
  }

  std::shared_ptr<const Policy> policy_;
  Duration delay_;
  Lead lead_;
  TraceChecks checks_;
  Instant now_{};
  std::vector<Out> out_;
  std::vector<Sent> sent_;
  std::vector<Told> told_;
  std::string broken_;
};

// This lead's spread after an opening (R12). It is a hash, so it is taken from the guards.
inline Duration SpreadOf(const Policy& policy) {
  Lead lead{.id = {.account = policy.account.id, .phone = Number("+14035550123")}};
  lead.state.phase = Phase::kRecovering;
  lead.state.episode = 1;
  const Playbook& playbook = *policy.FollowUpOf(InquiryKind::kMissedCall).playbook;
  const Verdict verdict = CheckGuards(lead, AskFor(playbook.steps.front(), playbook, Brake::kNone),
                                      policy, At("2026-11-20T08:00:00Z"));
  const auto local = policy.account.zone->ToLocal(verdict.until);
  return local - std::chrono::floor<std::chrono::days>(local) - std::chrono::hours{9};
}

}  // namespace textback::oracle

#endif  // TEXTBACK_TESTS_ORACLE_ENGINE_H_
