// The third part of the oracle: how texts are sent and what the carrier's answers do.
#include <algorithm>
#include <chrono>

#include "oracle/oracle.h"

namespace textback::oracle {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Carrier = SendOutcome::Kind;

constexpr hours kCoolDown{4};
constexpr int kTriesMax = 5;

bool IsProactive(Item item) {
  return (item >= Item::kText1 && item <= Item::kCheckIn2) || item == Item::kAsAsked;
}
bool IsStep(Item item) { return item >= Item::kText1 && item <= Item::kCheckIn2; }

}  // namespace

void Oracle::RunUntil(Instant until) {
  for (Due due = Next(); due.at <= until; due = Next()) {
    if (!log_.empty()) due.at = std::max(due.at, log_.back().at);
    Do(due);
  }
}

Oracle::Due Oracle::Next() const {
  Due first;
  if (const std::size_t handed = Outstanding(); handed < log_.size()) {
    first = {.at = log_[handed].until, .what = What::kHandedOver};
    // the outcome of an outstanding text is awaited, unless it was withdrawn
    if (!Withdrawn(handed)) return first;
    for (std::size_t i = handed + 1; i < log_.size(); ++i) {
      if (log_[i].what == What::kHandedOver && !Withdrawn(i)) return first;
    }
  }
  for (const Due& due :
       {NextAnswer(), NextAsked(), NextStepDue(), NextAgain(), NextRearm(), NextNudge()}) {
    if (due.at < first.at) first = due;
  }
  return first;
}

void Oracle::Do(const Due& due) {
  if (due.what == What::kHandedOver) return Settle(due.at);
  if (due.what == What::kRearmed) return Note(due.at, What::kRearmed);
  if (due.what == What::kNudged) {
    Note(due.at, What::kNudged);
    int told = 0;
    for (const Entry& entry : log_)
      told += entry.what == What::kNudged && entry.at >= WaitsSince() ? 1 : 0;
    return Tell(due.at, told < 3 ? Task::Kind::kNudge : Task::Kind::kEscalation);
  }
  if (due.what == What::kToldThen) return ToldThen(due.at, Task::Kind::kReply);
  if (due.item == Item::kAsAsked) return SendAsked(due);
  if (IsStep(due.item)) return SendStep(due);
  SendAnswer(due);
}

// R10, R12, R15, R23, R40: the guards, in this order.
void Oracle::SendStep(const Due& due) {
  const Basis basis = BasisFor(due.item, due.at);
  if (basis == Basis::kNone) return Note(due.at, What::kDropped, due.item, due.again);
  Instant until = due.at;
  const bool paused = PausedUntil() != kNever && PausedUntil() > due.at;
  if (paused) {
    until = PausedUntil();
  } else {
    // a spread after an opening; none if it only waits for room within a window
    until = RoomAt(due.at);
    if (!InWindow(until)) until = NextOpening(until) + spread_;
  }
  if (until > due.at) {
    if (due.again && NextStepDue().at - until <= kCoolDown) return Note(due.at, What::kLeftOut);
    Note(due.at, What::kHeld, due.item, due.again);
    log_.back().until = until;
    log_.back().counts = !paused;  // that hold ends with the pause
    return;
  }
  // R7: late compared to the latest inquiry, which is the one being answered
  const bool late = due.item == Item::kText1 && due.at - Last(What::kCall)->at > minutes{30};
  Variant variant = late ? Variant::kLate : Variant::kPlain;
  if (due.item == Item::kText1 && MessageUnanswered()) variant = Variant::kVoicemail;  // R9
  HandOver(due.at, due.item, basis, variant, due.again);
}

void Oracle::SendAnswer(const Due& due) {
  if (due.at >= due.by || WrongNumber()) return Note(due.at, What::kWithdrawn, due.item);
  const bool response = due.item == Item::kHoldingReply || due.item == Item::kEmergencyText;
  if (response && (!InWindow(due.at) || RoomAt(due.at) > due.at || PausedUntil() != kNever)) {
    return Note(due.at, What::kWithdrawn, due.item);
  }
  HandOver(due.at, due.item, Basis::kResponse, Variant::kPlain, false);
}

void Oracle::HandOver(Instant at, Item item, Basis basis, Variant variant, bool again) {
  Carrier outcome = Carrier::kAccepted;
  if (!carrier.empty()) {
    outcome = carrier.back();
    carrier.pop_back();
  }
  sent_.push_back({at, item, basis, variant, outcome});
  Note(at, What::kHandedOver, item, again);
  log_.back().until = at + delay_;
}

// The first text without an answer of the carrier, which answers in order.
std::size_t Oracle::Outstanding() const {
  auto answered = std::count_if(log_.begin(), log_.end(),
                                [](const Entry& entry) { return entry.what >= What::kAccepted; });
  for (std::size_t i = 0; i < log_.size(); ++i) {
    if (log_[i].what == What::kHandedOver && answered-- == 0) return i;
  }
  return log_.size();
}

// What has happened since the hand-over: does its outcome still matter? (R20, R24, R26, R30)
bool Oracle::Withdrawn(std::size_t handed) const {
  const Item item = log_[handed].item;
  for (std::size_t i = handed + 1; i < log_.size(); ++i) {
    const Entry& entry = log_[i];
    // reopening cancels the confirmation (R33)
    if (item == Item::kConfirmation &&
        ((entry.what == What::kStart && entry.again) || entry.what == What::kExpress))
      return true;
    // R8: nobody is told "we will answer" who may just have been answered
    if (entry.what == What::kUnclear && entry.again && item == Item::kHoldingReply) return true;
    // R8, R37: perhaps the matter is settled
    if (entry.what == What::kUnclear && item == Item::kAsAsked) return true;
    if (!entry.counts) continue;
    switch (entry.what) {
      case What::kStop:
      case What::kCarrierOptedOut:
        if (item != Item::kConfirmation) return true;
        break;
      case What::kHelp:
        if (item == Item::kHelpAnswer) return true;  // the newer question is answered
        break;
      case What::kEmergency:
        if (IsProactive(item)) return true;
        if (entry.again && item != Item::kConfirmation) return true;  // R39: more urgent
        break;
      case What::kCall:
        if (item == Item::kAsAsked && !entry.again) return true;
        break;
      case What::kUnclear:
      case What::kReply:
      case What::kNamesTime:
      case What::kNamesEarly:
      case What::kNamesLater:
      case What::kDoubtful:
      case What::kWrongNumber:
      case What::kOpened:
      case What::kOpenedForPerson:
        if (IsProactive(item)) return true;
        break;
      case What::kStart:
      case What::kTalk:
      case What::kWrote:
      case What::kClaimed:
      case What::kBooked:
      case What::kLost:
      case What::kLooped:
        if (IsProactive(item) || item == Item::kHoldingReply || item == Item::kEmergencyText)
          return true;
        break;
      default:
        break;
    }
  }
  return false;
}

void Oracle::Settle(Instant at) {
  const std::size_t handed = Outstanding();
  const Entry entry = log_[handed];
  const auto before = std::count_if(log_.begin(), log_.end(),
                                    [](const Entry& e) { return e.what >= What::kAccepted; });
  const Carrier outcome = sent_[static_cast<std::size_t>(before)].outcome;
  if (Withdrawn(handed)) return SettledLate(at, entry.item, outcome);
  Settled(at, entry.item, entry.again, outcome);
}

// It was withdrawn but had already left: the carrier's answer is still true of the number.
void Oracle::SettledLate(Instant at, Item item, Carrier outcome) {
  What what = What::kAccepted;
  if (outcome == Carrier::kRetry) what = What::kRetry;
  if (outcome == Carrier::kOptedOut) what = What::kCarrierOptedOut;
  if (outcome == Carrier::kNotMobile) what = What::kNotMobile;
  if (outcome == Carrier::kConfig) what = What::kConfig;
  if (outcome == Carrier::kAmbiguous) what = What::kAmbiguous;
  Note(at, what, item, what == What::kNotMobile && Automated());
  log_.back().late = true;
  if (what == What::kConfig) Tell(at, Task::Kind::kMendAccount);
  if (what == What::kNotMobile) Tell(at, Task::Kind::kCallBack);
  if (what == What::kAmbiguous && IsProactive(item)) Tell(at, Task::Kind::kUnsure);
}

// R35, R60, R61.
void Oracle::Settled(Instant at, Item item, bool again, Carrier outcome) {
  switch (outcome) {
    case Carrier::kAccepted:
      return Note(at, What::kAccepted, item, again);
    case Carrier::kRetry:
      Note(at, What::kRetry, item, again);
      break;
    case Carrier::kOptedOut:
      return Note(at, What::kCarrierOptedOut, item, again);
    case Carrier::kNotMobile:
    case Carrier::kRefused:
      Note(at, What::kNotMobile, item, Automated());
      // R37: the person who is told does it in its place
      if (item == Item::kAsAsked) return ToldThen(at, Task::Kind::kCallBack);
      return Tell(at, Task::Kind::kCallBack);
    case Carrier::kConfig:
      Note(at, What::kConfig, item, again);
      Tell(at, Task::Kind::kMendAccount);
      break;
    case Carrier::kAmbiguous:
      Note(at, What::kAmbiguous, item, again);
      if (IsProactive(item)) Tell(at, Task::Kind::kUnsure);
      return;
  }
  if (IsStep(item) && Retries(item, again) == kTriesMax) GiveUp(at, item, again);
  if (item == Item::kAsAsked && AskedNow().tries == kTriesMax)
    ToldThen(at, Task::Kind::kReply);  // R37: now they wait
}

void Oracle::GiveUp(Instant at, Item item, bool again) {
  Note(at, again ? What::kLeftOut : What::kDropped, item, again);
  Tell(at, Task::Kind::kCallBack);
}

}  // namespace textback::oracle
