// Lets a random world happen: feeds its events to Step in the order in which a storage would, with
// the carrier's answers between them, and judges every step (step_rules.h).
#ifndef TEXTBACK_TESTS_PROPERTIES_RANDOM_RUN_H_
#define TEXTBACK_TESTS_PROPERTIES_RANDOM_RUN_H_

#include <cstddef>
#include <string>
#include <vector>

#include "properties/random_world.h"
#include "textback/model/text.h"

namespace textback {

struct RandomRun {
  std::string broken;                  // the first rule that was, "" where none; and what led to it
  std::vector<std::string> story;      // one line a step
  std::vector<std::string> decisions;  // as a journal has them
  std::vector<Event> events;           // what came from outside, in order
  std::vector<Text> sent;              // what was handed to the carrier
  std::size_t given = 0;               // ready texts, for people
  Lead lead;                           // at the end
  Instant until = kNever;              // when that was
};

// How the carrier answers.
enum class Pace {
  kDrawn,   // hours late; replies and outcomes cross each other
  kAtOnce,  // and only with events that a runtime takes: so that both can be compared
};
RandomRun Run(const RandomWorld& world, Pace pace);

// The same events through a Runtime and a storage in memory. `expected` was paced kAtOnce. "" where
// both did the same.
std::string CompareWithRuntime(const RandomWorld& world, const RandomRun& expected);

}  // namespace textback

#endif  // TEXTBACK_TESTS_PROPERTIES_RANDOM_RUN_H_
