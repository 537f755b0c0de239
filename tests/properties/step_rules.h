// Rules that hold for every Step and every text, whatever happened before. They are checked from
// outside, with a separate memory.
//
// CheckInvariants (model/lead.h) checks a single state; these rules check what led to it. The first
// broken rule is kept as a sentence that begins with the rule's number.
#ifndef TEXTBACK_TESTS_PROPERTIES_STEP_RULES_H_
#define TEXTBACK_TESTS_PROPERTIES_STEP_RULES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "properties/asked_rules.h"
#include "properties/one_step.h"
#include "textback/engine/policy.h"
#include "textback/model/decision.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"

namespace textback {

class StepRules {
 public:
  explicit StepRules(const Policy& policy) : policy_(policy), asked_(policy) {}

  void Check(const OneStep& step);
  // `text` is handed to the carrier.
  void CheckLeaves(const Text& text, const Lead& lead, Instant now);
  void Fail(std::string what);

  const std::string& broken() const { return broken_; }  // empty: nothing is broken

 private:
  void CheckShape(const OneStep& step);
  void CheckCodec(const OneStep& step);
  void CheckNonsense(const OneStep& step);
  void CheckWaking(const OneStep& step);
  void CheckAway(const OneStep& step);
  void CheckTakenBack(const OneStep& step);
  void CheckUndelivered(const OneStep& step);
  void CheckUnclear(const OneStep& step);
  void CheckMessage(const OneStep& step);
  void CheckEmergency(const OneStep& step);
  void CheckAnswer(const OneStep& step, const Text& text);
  void CheckText(const OneStep& step, const Text& text);
  void CheckTime(const OneStep& step, const Text& text);
  void Remember(const OneStep& step);
  void NotSaid(const TextKey& key);
  void RememberSettled(const OneStep& step, const TextSettled& settled);
  bool IsNonsense(const OneStep& step) const;
  bool NeverWas(const OneStep& step, const TextKey& key) const;
  bool Known(const TextKey& key) const { return texts_.contains(key); }

  const Policy& policy_;
  AskedRules asked_;  // R37
  std::string broken_;
  std::map<TextKey, Text> texts_;  // every text ever made
  // R60: texts that left and were not refused, by episode and step.
  std::map<std::pair<std::uint32_t, StepName>, TextKey> said_;
  std::vector<ConsentEntry> ledger_;  // R41
  std::vector<Instant> counted_;      // R15: when automated texts were accepted
  std::set<TextKey> counted_keys_;
  std::set<TextKey> undelivered_;  // R61
  Instant bot_at_ = kNever;        // R56
  Instant emergency_at_ = kNever;  // R39
  Instant greeted_at_ = kNever;    // R4: when the last text_1 was accepted
  bool stopped_ = false;           // R30, R33
  bool refused_ = false;           // R2
  bool unclear_ = false;           // R8
  Instant woken_at_ = kNever;
  int woken_ = 0;  // wake-ups at that instant
};

}  // namespace textback

#endif  // TEXTBACK_TESTS_PROPERTIES_STEP_RULES_H_
