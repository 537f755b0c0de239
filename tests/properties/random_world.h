// Worlds drawn at random: an account, a lead, a carrier and what happens to them.
//
// A world is drawn as plain small numbers, each the index of something in a table, the usual one
// first. So RapidCheck shrinks it by what it knows already, fewer events and smaller numbers, and
// what is left of a counter-example is short and as usual as it can be. ToString prints it as a
// list that reads like a scenario.
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

// One thing that happens. What its numbers mean depends on the kind.
struct RandomItem {
  int kind = 0;    // index into the table of kinds, where frequent ones stand more than once
  int choice = 0;  // which words, which basis, whose key
  int detail = 0;  // who, how, where
  int gap = 0;     // since the item before: index into a table from 0 s to 40 days
  int jitter = 0;  // and so many seconds
  int late = 0;    // how much later we learn of it; or it is years old, or from the future
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
  // The carrier: what it answers to one text after the other, and how slow it and we are.
  std::vector<int> outcomes;
  std::vector<int> delays;
  std::vector<RandomItem> items;
};

std::string ToString(const RandomWorld& world);
void showValue(const RandomWorld& world, std::ostream& out);  // NOLINT: RapidCheck's name

// What the numbers stand for.
std::shared_ptr<const Policy> PolicyOf(const RandomWorld& world);
LeadId LeadOf(const RandomWorld& world);
LeadProfile ProfileOf(const RandomWorld& world);  // known just before the first item
Instant StartOf(const RandomWorld& world);
SendOutcome::Kind OutcomeOf(const RandomWorld& world, std::size_t text);
// From the decision to the hand-over, and from there to the answer.
Duration HandOverDelayOf(const RandomWorld& world, std::size_t text);
Duration AnswerDelayOf(const RandomWorld& world, std::size_t text);
Duration GapOf(const RandomItem& item);

// Keys an item may be about: what was handed out in this world so far, the latest last.
struct KnownKeys {
  std::vector<TextKey> given;    // ready texts
  std::vector<TextKey> decided;  // texts of automatic accounts
};

// The event that an item stands for, where we learn of it at `now`. Items about texts choose their
// keys from `known`, or make up one that nobody has heard of.
Event EventOf(const RandomItem& item, std::size_t index, const RandomWorld& world, Instant now,
              const KnownKeys& known);

// What holds the account back from this item on, until the next.
Brake BrakeOf(const RandomItem& item);

}  // namespace textback

namespace rc {

template <>
struct Arbitrary<textback::RandomWorld> {
  static Gen<textback::RandomWorld> arbitrary();
};

}  // namespace rc

#endif  // TEXTBACK_TESTS_PROPERTIES_RANDOM_WORLD_H_
