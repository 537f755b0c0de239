// Plays a random world: feeds its events to Step in the order of a storage, with the carrier's
// answers in between, and checks every step (step_rules.h).
#ifndef TEXTBACK_TESTS_PROPERTIES_RANDOM_RUN_H_
#define TEXTBACK_TESTS_PROPERTIES_RANDOM_RUN_H_

#include <cstddef>
#include <string>
#include <vector>

#include "properties/random_world.h"
#include "textback/model/text.h"

namespace textback {

struct RandomRun {
  std::string broken;                  // the first broken rule and what led to it; "" if none
  std::vector<std::string> story;      // one line per step
  std::vector<std::string> decisions;  // as they are in a journal
  std::vector<Event> events;           // events from outside, in order
  std::vector<Text> sent;              // what was handed to the carrier
  std::size_t given = 0;               // ready texts that were given to people
  Lead lead;                           // at the end
  Instant until = kNever;              // the time of the end
};

// The carrier's speed.
enum class Pace {
  kDrawn,   // hours late; replies and outcomes cross
  kAtOnce,  // at once, and only events that a runtime accepts, so that both can be compared
};
RandomRun Run(const RandomWorld& world, Pace pace);

// Plays the same events through a Runtime and a storage in memory. `expected` was paced kAtOnce.
// Returns "" if both did the same.
std::string CompareWithRuntime(const RandomWorld& world, const RandomRun& expected);

}  // namespace textback

#endif  // TEXTBACK_TESTS_PROPERTIES_RANDOM_RUN_H_
