// One lead, one account and a carrier that accepts everything, for tests of the rules. Feeds events
// to Step, checks the invariants after each, wakes the lead when it asks, and settles its texts at
// once.
#ifndef TEXTBACK_TESTS_WORLD_H_
#define TEXTBACK_TESTS_WORLD_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/engine/guard.h"
#include "textback/engine/policy.h"
#include "textback/engine/step.h"
#include "trace_checks.h"

namespace textback {

inline Instant At(std::string_view rfc3339) { return ParseRfc3339(rfc3339).value(); }

inline PhoneNumber Number(std::string_view text) { return PhoneNumber::Parse(text).value(); }

inline StepName Named(std::string_view step) { return StepName::Parse(step).value(); }

inline Account Northside() {
  return {.id = AccountId::Parse("northside").value(),
          .name = "Northside Renovations",
          .person = "Alex",
          .zone = Zone::Load("America/Edmonton").value(),
          .region = "CA-AB",
          .lines = {Number("+14035550199")},
          .blocked = {Number("+14035550177")},
          .callback = Number("+14035550199"),
          .address = "12 Sample St, Calgary AB"};
}

inline std::shared_ptr<const Policy> PolicyFor(Account account) {
  return MakePolicy(std::move(account), FollowUps::Of(BuiltInPlaybooks()), BuiltInPlaces().value(),
                    BuiltInReplies())
      .value();
}

// A text that was accepted, and when.
struct Sent {
  Instant at;
  Text text;
};

class World {
 public:
  explicit World(Account account = Northside(), PhoneNumber phone = Number("+14035550123"))
      : policy_(PolicyFor(std::move(account))) {
    lead_.id = {.account = policy_->account.id, .phone = phone};
  }

  explicit World(std::shared_ptr<const Policy> policy, PhoneNumber phone = Number("+14035550123"))
      : policy_(std::move(policy)) {
    lead_.id = {.account = policy_->account.id, .phone = phone};
  }

  // The event happens and is known at `at`; time first advances to `at`.
  Decision Feed(Instant at, EventBody body) {
    RunUntil(at);
    return Deliver(at, std::move(body));
  }

  // The same, but we hear of it only at `now`.
  Decision FeedLate(Instant at, Instant now, EventBody body) {
    RunUntil(now);
    return DeliverLate(at, now, std::move(body));
  }

  // Wakes the lead whenever it asks, up to and including `until`.
  void RunUntil(Instant until) {
    int spins = 0;  // if several things are due the lead is woken again at once
    while (lead_.state.wake_at <= until) {
      const Instant wake_at = lead_.state.wake_at;
      now_ = std::max(now_,
                      wake_at);  // a late event plans into the past; then the lead is woken at once
      Apply({.lead = lead_.id, .at = wake_at, .received_at = wake_at, .body = WakeUp{}});
      spins = lead_.state.wake_at == wake_at ? spins + 1 : 0;
      ASSERT_LT(spins, 5) << "woken for nothing, for ever";
    }
    now_ = until;
  }

  void Missed(Instant at) { Feed(at, MissedCall{.line = Number("+14035550199")}); }

  // The carrier's outcomes for the next texts instead of accepting them; one entry each.
  std::vector<SendOutcome> outcomes;
  // False: texts stay out until Settle.
  bool settle_at_once = true;

  Decision Settle(const Text& text, SendOutcome outcome) {
    if (outcome.at == kNever) outcome.at = now_;
    if (outcome.kind == SendOutcome::Kind::kAccepted)
      sent_.push_back({.at = outcome.at, .text = text});
    return Deliver(now_, TextSettled{.key = text.key, .outcome = outcome});
  }

  Decision Deliver(Instant at, EventBody body) {
    now_ = at;
    return Apply(
        {.id = NextId(), .lead = lead_.id, .at = at, .received_at = at, .body = std::move(body)});
  }

  // The same, heard of only at `now`, without anything falling due in between.
  Decision DeliverLate(Instant at, Instant now, EventBody body) {
    now_ = now;
    return Apply(
        {.id = NextId(), .lead = lead_.id, .at = at, .received_at = now, .body = std::move(body)});
  }

  Lead& lead() { return lead_; }
  const Lead& lead() const { return lead_; }
  const LeadState& state() const { return lead_.state; }
  const Policy& policy() const { return *policy_; }
  const std::vector<Sent>& sent() const { return sent_; }
  const std::vector<Decision>& decisions() const { return decisions_; }
  const Decision& last() const { return decisions_.back(); }

  std::vector<std::string> StepsSent() const {
    std::vector<std::string> steps;
    for (const Sent& one : sent_) steps.emplace_back(one.text.key.step.view());
    return steps;
  }

  // The notes of all decisions, "held text_1", "dropped text_2".
  std::vector<std::string> Notes() const {
    std::vector<std::string> notes;
    for (const Decision& decision : decisions_) {
      for (const StepNote& note : decision.notes) {
        notes.push_back((note.kind == StepNote::Kind::kHeld ? "held " : "dropped ") +
                        std::string(note.step.view()));
      }
    }
    return notes;
  }

  std::vector<std::string> Tasks() const {
    std::vector<std::string> tasks;
    for (const Decision& decision : decisions_) {
      for (const Task& task : decision.tasks) tasks.emplace_back(NameOf(task.kind));
    }
    return tasks;
  }

 private:
  EventId NextId() { return EventId::Parse("event-" + std::to_string(++events_)).value(); }

  Decision Apply(const Event& event) {
    // Starts from the lead as the test has set it up.
    if (!checks_.has_value()) checks_.emplace(policy_, lead_);
    Decision decision = Step(lead_, event, *policy_, now_);
    const TraceChecks::Violation broken = checks_->OnDecision(lead_, event, decision, now_);
    EXPECT_FALSE(broken.has_value()) << *broken << " after " << KindOf(event);
    lead_.state = decision.next;
    if (decision.profile.has_value()) lead_.profile = *decision.profile;
    decisions_.push_back(decision);
    if (decision.text.has_value() && settle_at_once) {
      SendOutcome outcome{.kind = SendOutcome::Kind::kAccepted};
      if (!outcomes.empty()) {
        outcome = outcomes.front();
        outcomes.erase(outcomes.begin());
      }
      if (outcome.kind == SendOutcome::Kind::kAccepted) {
        const TraceChecks::Violation sent = checks_->OnAccepted(*decision.text, now_);
        EXPECT_FALSE(sent.has_value()) << *sent;
      }
      Settle(*decision.text, outcome);
    }
    return decision;
  }

  std::shared_ptr<const Policy> policy_;
  Lead lead_;
  Instant now_{};
  int events_ = 0;
  std::vector<Sent> sent_;
  std::vector<Decision> decisions_;
  std::optional<TraceChecks> checks_;  // docs/invariants.md
};

inline bool Has(const Decision& decision, Why why) {
  for (const Reason& reason : decision.reasons) {
    if (reason.why == why) return true;
  }
  return false;
}

}  // namespace textback

#endif  // TEXTBACK_TESTS_WORLD_H_
