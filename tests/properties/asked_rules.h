// The rules for the text that a lead asks for at a time (R37), for random worlds: it goes on the
// lead's own words, not before the time they named, once, and not after a newer word of theirs or
// an act of a person. A part of StepRules, with a reading of its own of a few phrases.
#ifndef TEXTBACK_TESTS_PROPERTIES_ASKED_RULES_H_
#define TEXTBACK_TESTS_PROPERTIES_ASKED_RULES_H_

#include <array>
#include <set>
#include <string>

#include "properties/one_step.h"
#include "textback/engine/policy.h"

namespace textback {

// What random leads write: each names a time.
inline constexpr std::array<const char*, 6> kNamingWords = {
    "text me tomorrow at noon", "call me next week",     "rappelez-moi lundi",
    "text me tomorrow at 8am",  "text me in 20 minutes", "text me in 5 weeks"};

class AskedRules {
 public:
  explicit AskedRules(const Policy& policy) : policy_(policy) {}

  // What this event makes of the time that was named. `nonsense`: it changes nothing (R74).
  void Hear(const OneStep& step, bool nonsense);
  // Empty, or the broken rule: `state` is what a step has made of the lead; `text` is decided, or
  // is handed to the carrier.
  std::string CheckState(const LeadState& state, Instant now) const;
  std::string CheckText(const Text& text, const LeadState& state, Instant now);
  std::string CheckLeaves(const Text& text, const LeadState& state) const;

 private:
  bool Names(const OneStep& step, const std::string& body);
  bool IsNewerWord(const OneStep& step) const;
  void HearOutcome(const OneStep& step);
  void Watch(const OneStep& step);

  const Policy& policy_;
  bool open_ = false;       // a time was named, and nothing was said since
  bool forgotten_ = false;  // neither a text nor a person will be there then
  bool said_ = false;       // its text has left, or may have
  Instant at_ = kNever;     // when it was named
  Instant not_before_ = kNever;
  std::set<TextKey> keys_;  // of its texts
};

}  // namespace textback

#endif  // TEXTBACK_TESTS_PROPERTIES_ASKED_RULES_H_
