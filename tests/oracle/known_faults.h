// What the engine is known to do wrong, until it is mended: histories in which the two are not
// compared. Each function goes with its mend.
//
// TEXTBACK_COMPARE_ALL=1 compares them all the same.
#ifndef TEXTBACK_TESTS_ORACLE_KNOWN_FAULTS_H_
#define TEXTBACK_TESTS_ORACLE_KNOWN_FAULTS_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include "oracle/oracle.h"

namespace textback::oracle {

using History = std::vector<Entry>;

inline bool IsOfStep(const Entry& entry) {
  return entry.item >= Item::kText1 && entry.item <= Item::kCheckIn2;
}

// R2: "not a mobile" is forgotten where it is said of an answer or of a withdrawn step.
inline bool ForgetsNotMobile(const History& log) {
  return std::any_of(log.begin(), log.end(), [](const Entry& entry) {
    return entry.what == What::kNotMobile && (entry.late || !IsOfStep(entry));
  });
}

// R33: START or a consent doesn't make the confirmation of a STOP void.
inline bool ConfirmsWhatIsOver(const History& log) {
  bool confirming = false;
  for (const Entry& entry : log) {
    if (confirming && (entry.what == What::kStart || entry.what == What::kExpress)) return true;
    if (entry.item == Item::kConfirmation)
      confirming = entry.what == What::kHandedOver || entry.what == What::kRetry;
  }
  return false;
}

// R23: a pause that the lead has ended still holds the step.
inline bool HoldsAfterThePause(const History& log) {
  bool paused = false;
  for (const Entry& entry : log) {
    if (paused && (entry.what == What::kCall || entry.what == What::kHelp)) return true;
    if (entry.what == What::kAutoReply && entry.counts) paused = true;
    if (entry.what == What::kReply) paused = false;
  }
  return false;
}

// R60: a text that is in doubt is a person's, but a later consent takes it up; and the long
// follow-up sends the very step again, under its old key.
inline bool TakesUpWhatIsInDoubt(const History& log) {
  bool unsure = false;
  for (const Entry& entry : log) {
    if (entry.what == What::kAmbiguous && IsOfStep(entry)) unsure = true;
    if (unsure && (entry.what == What::kExpress || entry.what == What::kRearmed)) return true;
  }
  return false;
}

// R25: a long follow-up that is taken up late sends, at once, what was due before.
inline bool TakesUpWhatIsPast(const Oracle& oracle) {
  Instant ours = kLatest;
  for (const Entry& entry : oracle.log()) {
    const bool consent = entry.what == What::kExpress && oracle.PhaseNow() == Phase::kEngaged;
    if ((consent || entry.what == What::kRearmed) && entry.at - ours > std::chrono::hours{24 * 6})
      return true;
    if (entry.what == What::kWrote || entry.what == What::kTalk ||
        (entry.what == What::kAccepted && IsOfStep(entry)))
      ours = entry.at;
  }
  return false;
}

// R28: a loop doesn't keep the long follow-up from being taken up; and where no episode is open a
// claim doesn't end it.
inline bool Loops(const History& log) {
  bool ours = false;
  bool looped = false;
  for (const Entry& entry : log) {
    ours = ours || entry.what == What::kWrote || entry.what == What::kTalk ||
           (entry.what == What::kAccepted && IsOfStep(entry));
    looped = looped || entry.what == What::kLooped;
    if (entry.what == What::kLooped && ours) return true;
    if (looped && entry.what == What::kClaimed && !entry.counts) return true;
  }
  return false;
}

// R60: two texts are out, and what the carrier says of the withdrawn one is taken for the other's;
// R4: a call while an answer is out isn't acknowledged; R25: what is accepted late counts as said
// after the lead's call.
inline bool CrossesOnTheWire(const History& log) {
  int out = 0;
  bool called = false;
  for (const Entry& entry : log) {
    if (entry.what == What::kHandedOver && ++out > 1) return true;
    if (entry.what >= What::kAccepted) --out;
    if (out == 1 && entry.what == What::kAskedAgain) return true;
    if (entry.what == What::kHandedOver) called = false;
    if (entry.what == What::kCall) called = true;
    if (entry.late && entry.what == What::kAccepted && called) return true;
  }
  return false;
}

inline bool KnownFault(const Oracle& oracle) {
  static const bool kCompareAll = std::getenv("TEXTBACK_COMPARE_ALL") != nullptr;
  const History& log = oracle.log();
  return !kCompareAll && (ForgetsNotMobile(log) || ConfirmsWhatIsOver(log) ||
                          HoldsAfterThePause(log) || TakesUpWhatIsInDoubt(log) ||
                          TakesUpWhatIsPast(oracle) || Loops(log) || CrossesOnTheWire(log));
}

}  // namespace textback::oracle

#endif  // TEXTBACK_TESTS_ORACLE_KNOWN_FAULTS_H_
