// The fourth part of the oracle: a time that the lead names (R37, decision 28).
#include <algorithm>
#include <chrono>

#include "oracle/oracle.h"

namespace textback::oracle {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr days kBasisLasts{7};

}  // namespace

// On their calendar.
Instant Oracle::TimeNamed(Instant at, What what) const {
  const auto today = std::chrono::floor<days>(Local(at));
  if (what == What::kNamesTime) return Utc(today + days{1} + hours{12});
  if (what == What::kNamesEarly) return Utc(today + days{1} + hours{8});
  return Utc(today + days{35} + hours{10});
}

// What an entry after the naming makes of it. False: it is over.
bool Oracle::After(const Entry& entry, Asked& asked) const {
  const bool its_text = entry.item == Item::kAsAsked && !entry.late;
  switch (entry.what) {
    // Forgotten with the episode, with a possible STOP and in a loop.
    case What::kStop:
    case What::kCarrierOptedOut:
    case What::kLooped:
    case What::kToldThen:
    case What::kOpened:
    case What::kOpenedForPerson:
      return false;
    case What::kWrongNumber:
    case What::kBooked:
    case What::kLost:
    case What::kDoubtful:
      return !entry.counts;
    // A newer word, an act of a person: no text goes any more. One that is out is taken back, and
    // nothing is left of it: the time has come, and somebody has just spoken.
    case What::kCall:
      if (entry.again) return true;  // it was said before, in that call
      [[fallthrough]];
    case What::kUnclear:
    case What::kReply:
    case What::kEmergency:
    case What::kStart:
    case What::kTalk:
    case What::kWrote:
    case What::kClaimed:
      asked.by_person = true;
      return !asked.out;
    case What::kHandedOver:
      if (entry.item == Item::kAsAsked) asked.out = true;
      return true;
    case What::kHeld:
      if (its_text) asked.due = entry.until;
      return true;
    case What::kRetry:
    case What::kConfig:
      if (!its_text) return true;
      asked.out = false;
      ++asked.tries;
      asked.due =
          entry.at + (entry.what == What::kConfig ? minutes{60} : minutes{1} * (1 << asked.tries));
      return true;
    case What::kAccepted:
    case What::kAmbiguous:
    case What::kNotMobile:
      return !its_text;
    default:
      return true;
  }
}

// The last time that was named, and what has happened since. A newer one replaces an older one.
Oracle::Asked Oracle::AskedNow() const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    if (!NamesTime(log_[i].what) || !log_[i].again) continue;
    Asked asked{.due = log_[i].until, .named = log_[i].until};
    for (std::size_t j = i + 1; j < log_.size(); ++j) {
      if (!After(log_[j], asked)) return {};
    }
    if (asked.out) asked.due = kNever;
    return asked;
  }
  return {};
}

Oracle::Due Oracle::NextAsked() const {
  const Asked asked = AskedNow();
  return {.at = asked.due,
          .what = asked.by_person ? What::kToldThen : What::kAccepted,
          .item = Item::kAsAsked};
}

// The guards of a proactive text. A machine's answer doesn't hold it: who names a time is no
// machine, and no steps are there that could wait.
void Oracle::SendAsked(const Due& due) {
  if (Refused() || due.at >= AskedNow().named + kBasisLasts)
    return ToldThen(due.at, Task::Kind::kReply);
  Instant until = RoomAt(due.at);
  if (!InWindow(until)) until = NextOpening(until) + spread_;
  if (until == due.at) return HandOver(due.at, due.item, Basis::kRequest, Variant::kPlain, false);
  Note(due.at, What::kHeld, due.item);
  log_.back().until = until;
}

// A person does it, and is reminded: now they wait.
void Oracle::ToldThen(Instant at, Task::Kind kind) {
  Note(at, What::kToldThen, Item::kAsAsked);
  Tell(at, kind);
}

}  // namespace textback::oracle
