// What is remembered of an account as a whole, whatever the lead: its switches, what its provider
// refused, how many texts went in which hour, and how busy its lines are.
//
// Where it stands on the path: Storage::Claim returns it with the leads of the account; the pure
// transitions of engine/account_limits.h change it; Storage::BeginHandOver and Storage::Commit
// write it back. `version` grows by one with every write, so that a worker that saw an older
// record is refused and looks again: two workers never both use the last free second of a line.
//
// Pure value. Instants are UTC; counts are texts or segments, as said.
#ifndef TEXTBACK_MODEL_ACCOUNT_RECORD_H_
#define TEXTBACK_MODEL_ACCOUNT_RECORD_H_

#include <absl/status/status.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>

#include "textback/model/id.h"
#include "textback/model/phone_number.h"
#include "textback/model/time.h"

namespace textback {

// Hours for which texts are counted: a week, to know what is usual (R64).
inline constexpr std::size_t kCountedHours = 168;

// The kill switches (R64). Off as in "switched off": true means that nothing automated goes.
struct Switches {
  bool account_off = false;
  bool all_off = false;
  Instant turned_at = kNever;  // the latest turn of either

  friend bool operator==(const Switches&, const Switches&) = default;
};

// Texts in each hour of the last week, for the volume breaker (R64).
struct Volume {
  std::array<std::uint32_t, kCountedHours> texts = {};  // by hour since 1970, modulo a week
  std::int64_t hour = -1;                               // the hour being counted; -1: none yet
  std::int64_t tripped = -1;  // the hour in which the breaker went off; -1: never
  std::uint32_t usual = 0;    // what was usual when it went off

  friend bool operator==(const Volume&, const Volume&) = default;
};

// How busy a line, or the whole account, is (R62).
struct Lane {
  Instant free_at = Instant{};  // after what has left
  Instant queued = Instant{};   // after what waits for it as well

  friend bool operator==(const Lane&, const Lane&) = default;
};

struct AccountRecord {
  AccountId account;
  std::uint64_t version = 0;  // 0: never written
  Switches switches;
  // The provider refused the account or its line (R61): nothing goes before this instant.
  Instant refused_until = Instant{};
  Volume volume;
  // By line; the withheld number stands for texts whose line the transport chooses.
  std::map<PhoneNumber, Lane> lines;
  Lane all_lines;  // the account as a whole

  friend bool operator==(const AccountRecord&, const AccountRecord&) = default;
};

// InvalidArgument: an instant or an hour outside of what textback accepts as real (model/time.h);
// the message names the field. A storage refuses such a record, and reports one that it reads as
// DataLoss.
absl::Status CheckAccountRecord(const AccountRecord& record);

}  // namespace textback

#endif  // TEXTBACK_MODEL_ACCOUNT_RECORD_H_
