// What textback remembers about an account as a whole: its switches, whether its provider refuses
// it, how many texts were sent in each hour, how busy its lines are, and who is away.
//
// Storage::Claim returns it with the leads of the account. The pure functions of
// engine/account_limits.h change it. Storage::BeginHandOver and Storage::Commit write it back.
// `version` grows by one with every write, so a worker that saw an older record is refused and has
// to read it again. Two workers never use the same free second of a line.
//
// Pure value. Instants are UTC; counts are texts or segments, as each field says.
#ifndef TEXTBACK_MODEL_ACCOUNT_RECORD_H_
#define TEXTBACK_MODEL_ACCOUNT_RECORD_H_

#include <absl/status/status.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "textback/model/away.h"
#include "textback/model/id.h"
#include "textback/model/phone_number.h"
#include "textback/model/time.h"

namespace textback {

// Texts are counted for this many hours, a week, to know what is usual (R64).
inline constexpr std::size_t kCountedHours = 168;

// The kill switches (R64). "Off" as in "switched off": true means that nothing automated is sent.
struct Switches {
  bool account_off = false;
  bool all_off = false;
  Instant turned_at = kNever;  // when either was last thrown

  friend bool operator==(const Switches&, const Switches&) = default;
};

// Texts in each hour of the last week, for the volume breaker (R64).
struct Volume {
  std::array<std::uint32_t, kCountedHours> texts = {};  // by hour since 1970, modulo a week
  std::int64_t hour = -1;                               // the hour being counted; -1: none yet
  std::int64_t tripped = -1;  // the hour in which the breaker tripped; -1: never
  std::uint32_t usual = 0;    // the usual number when it tripped

  friend bool operator==(const Volume&, const Volume&) = default;
};

// How busy a line, or the whole account, is (R62).
struct Lane {
  Instant free_at = Instant{};  // free again after the texts that have left
  Instant queued = Instant{};   // the same, after the texts that wait for it too

  friend bool operator==(const Lane&, const Lane&) = default;
};

struct AccountRecord {
  AccountId account;
  std::uint64_t version = 0;  // 0: never written
  Switches switches;
  // The provider refused the account or its line (R61): nothing is sent before this instant.
  Instant refused_until = Instant{};
  Volume volume;
  // By line. The withheld number is used for texts whose line the transport chooses.
  std::map<PhoneNumber, Lane> lines;
  Lane all_lines;  // the account as a whole
  // The last word of each person, and of the whole account, about being away (R29). Forgotten a day
  // after it is over.
  std::vector<Away> away;

  friend bool operator==(const AccountRecord&, const AccountRecord&) = default;
};

// InvalidArgument: an instant or an hour outside the range that textback accepts (model/time.h);
// the message names the field. A storage refuses to write such a record; if it reads one, it
// reports DataLoss.
absl::Status CheckAccountRecord(const AccountRecord& record);

}  // namespace textback

#endif  // TEXTBACK_MODEL_ACCOUNT_RECORD_H_
