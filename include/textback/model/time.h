// Time everywhere in textback: UTC, whole milliseconds, never local, never floating point.
//
// An `Instant` is a point in time, a `Duration` is a length of time. Both are std::chrono types, so
// arithmetic, comparison and literals (`2h`, `10s`) work as usual, and mixing them up does not
// compile. Local time is used in policy/zone.h only, while a decision is made; nothing is stored in
// local time (R16).
//
// Pure: no clock is read here. "Now" is an argument everywhere below runtime/ (R70).
//
//   Instant call = *ParseRfc3339("2026-11-20T20:55:00-06:00");
//   FormatRfc3339(call + std::chrono::hours{2});                    // "2026-11-21T04:55:00Z"
#ifndef TEXTBACK_MODEL_TIME_H_
#define TEXTBACK_MODEL_TIME_H_

#include <absl/status/statusor.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace textback {

using Duration = std::chrono::milliseconds;
using Instant = std::chrono::time_point<std::chrono::system_clock, Duration>;

// "Not set": no wake-up planned, no text accepted yet. Later than every real instant, so that
// `wake_at <= now` is false without a special case.
inline constexpr Instant kNever = Instant::max();

// The instants that textback accepts: from 1970-01-01 up to, not including, 2200-01-01. An event
// outside of this range is refused with a reason (R74).
inline constexpr Instant kEarliest = Instant{Duration{0}};
inline constexpr Instant kLatest = Instant{Duration{7'258'118'400'000}};

// True for an instant that may stand in an event or a setting.
constexpr bool IsPlausible(Instant at) { return at >= kEarliest && at < kLatest; }

// Milliseconds since 1970-01-01T00:00:00Z, the form in which instants are stored. kNever has no
// such form; storages write NULL for it.
constexpr std::int64_t ToMillis(Instant at) { return at.time_since_epoch().count(); }
constexpr Instant FromMillis(std::int64_t millis) { return Instant{Duration{millis}}; }

// "2026-11-21T04:55:00Z", with ".123" only if the milliseconds are not zero. kNever gives
// "never".
std::string FormatRfc3339(Instant at);
// The same, appended to `out`: for writers of many instants.
void AppendRfc3339(std::string& out, Instant at);
// "2026-11-21".
std::string FormatDate(std::chrono::year_month_day date);

// Reads RFC 3339: date, 'T' (or a space), time, optional fraction (cut to milliseconds), and 'Z' or
// an offset.
//
// InvalidArgument: another form, a date that does not exist (2026-02-30), no offset, or outside
// [kEarliest, kLatest). Show the message: it quotes the text and says what is missing.
absl::StatusOr<Instant> ParseRfc3339(std::string_view text);

}  // namespace textback

#endif  // TEXTBACK_MODEL_TIME_H_
