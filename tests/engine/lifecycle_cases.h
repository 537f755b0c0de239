// The lifecycle as the engine plays it: leads in every important state, produced by real events,
// and the effect of every event on each. docs/lifecycle.md describes the same in words;
// lifecycle_test.cc compares the two.
#ifndef TEXTBACK_TESTS_ENGINE_LIFECYCLE_CASES_H_
#define TEXTBACK_TESTS_ENGINE_LIFECYCLE_CASES_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "world.h"

namespace textback {

// For example "recovering text_2 out, paused": phase, next step, what is out, and the marks.
std::string StateOf(const Lead& lead, Instant now);

// A lead in a state, and the clock.
struct State {
  std::string name;  // as in the document: StateOf, plus "held" where that is meant
  World world;
  Instant now;
};
std::vector<State> States();

// An event of the document's tables, as it could happen next to a lead.
struct NamedEvent {
  std::string name;
  std::function<EventBody(const World&)> make;
  int repeats_before = 0;  // how often the same happened before, a minute apart (R28)
};
std::vector<NamedEvent> Events();

// What one event did.
struct Transition {
  Phase before = Phase::kNew;
  Phase after = Phase::kNew;
  std::size_t kind = 0;  // index in EventBody
  std::string from;      // StateOf, before
  std::string cell;  // for example "engaged, waits · withdrawn · reply · R20"; "=" means unchanged
};
Transition Play(State state, const NamedEvent& event);

// A situation with its own history or clock: what is due at a wake-up, and the exceptions.
struct Situation {
  std::string name;
  Transition transition;
};
std::vector<Situation> WakeUps();
std::vector<Situation> Exceptions();

// Delivers `body` at `now` and returns its effect.
Transition Deliver(World& world, Instant now, EventBody body);
Transition Deliver(World& world, Instant at, Instant now, EventBody body);

inline const Instant kFriday = At("2026-11-20T10:00:00-06:00");

// Accounts with a team and with what the situation needs.
Account TeamAccount();
std::shared_ptr<const Policy> LifecyclePolicy(Account account);
std::shared_ptr<const Policy> LifecyclePolicy(Account account,
                                              std::shared_ptr<const ReplyClassifier> words);
inline PersonId Robin() { return PersonId::Parse("robin").value(); }

}  // namespace textback

#endif  // TEXTBACK_TESTS_ENGINE_LIFECYCLE_CASES_H_
