// Random worlds: an account, a lead, a carrier and what happens to them.
//
// A world consists of small numbers, each the index into a table with the usual choice first.
// RapidCheck already knows how to shrink that, to fewer events and smaller numbers, so a
// counter-example gets short and as usual as possible. ToString prints it as a list that reads like
// a scenario.
#ifndef TEXTBACK_TESTS_PROPERTIES_RANDOM_WORLD_H_
#define TEXTBACK_TESTS_PROPERTIES_RANDOM_WORLD_H_

#include <rapidcheck.h>

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "textback/engine/policy.h"
#include "textback/model/event.h"

namespace textback {

// One event. The meaning of its numbers depends on the kind.
struct RandomItem {
  int kind = 0;    // index into the table of kinds, in which frequent ones appear several times
  int choice = 0;  // which words, which basis, whose key
  int detail = 0;  // who, how, where
  int gap = 0;     // since the previous item: index into a table from 0 s to 40 days
  int jitter = 0;  // plus this many seconds
  int late = 0;    // how much later we hear of it; or it is years old, or from the future
  int twice = 0;   // delivered again under the same id

  friend bool operator==(const RandomItem&, const RandomItem&) = default;
};

struct RandomWorld {
  // The account.
  int zone = 0;
  int mode = 0;
  int team = 0;
  int hours = 0;
  int playbooks = 0;
  int statutory = 0;
  int holding_reply = 0;
  int answer_texts = 0;
  int widen_response = 0;
  int provider_answers = 0;
  // The lead, and when it begins.
  int phone = 0;
  int profile = 0;
  int day = 0;
  int hour = 0;
  // The carrier: its answers to the texts in order, and the delays on both sides.
  std::vector<int> outcomes;
  std::vector<int> delays;
  std::vector<RandomItem> items;
};

std::string ToString(const RandomWorld& world);
void showValue(const RandomWorld& world, std::ostream& out);  // NOLINT: RapidCheck's name

// Converts the numbers into objects.
std::shared_ptr<const Policy> PolicyOf(const RandomWorld& world);
LeadId LeadOf(const RandomWorld& world);
LeadProfile ProfileOf(const RandomWorld& world);  // known just before the first item
Instant StartOf(const RandomWorld& world);
SendOutcome::Kind OutcomeOf(const RandomWorld& world, std::size_t text);
// The delays from the decision to the hand-over, and from there to the answer.
Duration HandOverDelayOf(const RandomWorld& world, std::size_t text);
Duration AnswerDelayOf(const RandomWorld& world, std::size_t text);
Duration GapOf(const RandomItem& item);

// The keys that an item may use: everything handed out in this world so far, the latest last.
struct KnownKeys {
  std::vector<TextKey> given;    // ready texts
  std::vector<TextKey> decided;  // texts of automatic accounts
};

// The event that an item stands for, if we hear of it at `now`. Items about texts choose their keys
// from `known`, or make up an unused one.
Event EventOf(const RandomItem& item, std::size_t index, const RandomWorld& world, Instant now,
              const KnownKeys& known);

// What holds the account back from this item until the next.
Brake BrakeOf(const RandomItem& item);

}  // namespace textback

namespace rc {

template <>
struct Arbitrary<textback::RandomWorld> {
  static Gen<textback::RandomWorld> arbitrary();
};

}  // namespace rc

#endif  // TEXTBACK_TESTS_PROPERTIES_RANDOM_WORLD_H_
