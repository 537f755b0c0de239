// Who is away, and until when (R29): a person, or the whole account, is on a job, in a meeting or
// away. Routing passes over that person meanwhile (R27), and text_1 gives the reason (R55).
//
// Said in the account file (Account::away), or by an AwaySet event (event.h); the account's record
// keeps those. When `until` has come it is over by itself.
//
// Pure value.
//
//   // "on a job till four"
//   AwaySet set{{.person = pat, .why = Schedule::kOpen, .since = now, .until = four_o_clock}};
#ifndef TEXTBACK_MODEL_AWAY_H_
#define TEXTBACK_MODEL_AWAY_H_

#include <algorithm>
#include <chrono>
#include <span>

#include "textback/model/id.h"
#include "textback/model/schedule.h"
#include "textback/model/time.h"

namespace textback {

// Nobody is away for longer than this: a later `until` is a mistake (R74).
inline constexpr Duration kLongestAway = std::chrono::hours{24 * 400};

struct Away {
  PersonId person;                 // empty: everybody
  Schedule why = Schedule::kAway;  // kFree: not away, but no reason is given meanwhile
  Instant since = Instant{};       // inclusive
  Instant until = kNever;  // exclusive; kNever: until they are back; not after `since`: they are

  bool Covers(Instant at) const { return since <= at && at < until; }
  // Both instants can be, and it is no longer than anybody is away. Without `since`, as in an
  // account file, nobody knows how long it is.
  bool plausible() const {
    if (!IsPlausible(since)) return false;
    if (until == kNever) return true;
    return IsPlausible(until) && (since == Instant{} || until <= since + kLongestAway);
  }

  friend bool operator==(const Away&, const Away&) = default;
};

// Is `person` away at that instant, alone or with everybody?
inline bool IsAway(std::span<const Away> all, const PersonId& person, Instant at) {
  return std::any_of(all.begin(), all.end(), [&](const Away& one) {
    const bool theirs = one.person.empty() || one.person == person;
    return theirs && one.why != Schedule::kFree && one.Covers(at);
  });
}

}  // namespace textback

#endif  // TEXTBACK_MODEL_AWAY_H_
