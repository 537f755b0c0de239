// R64: what holds an account's texts back at this moment: its kill switch, and the volume breaker.
//
// Not thread-safe: the runtime guards it.
#ifndef TEXTBACK_SRC_RUNTIME_BRAKES_H_
#define TEXTBACK_SRC_RUNTIME_BRAKES_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "textback/model/event.h"
#include "textback/model/id.h"
#include "textback/model/lead.h"
#include "textback/model/time.h"
#include "textback/policy/account.h"

namespace textback {

class Brakes {
 public:
  // What the account's withheld lead says, read at `now`.
  void Learn(const AccountId& account, const LeadState& state, Instant now);
  // Whether it was read within the last second.
  bool Fresh(const AccountId& account, Instant now) const;
  // A switch is thrown: at once, before it is stored with the lead.
  void Apply(const AccountId& account, const SwitchThrown& thrown, Instant at);

  Brake Of(const AccountId& account, Instant now) const;

  // R61: the provider refuses the account itself. Nothing more goes for a while; then one text
  // tries.
  void Refused(const AccountId& account, Instant now);

  // A text of the account has gone. The alarm, where this one is too many for its hour.
  std::optional<VolumeAlarm> Count(const Account& account, Instant now);

 private:
  static constexpr std::size_t kHours = 168;  // a week: what is usual

  struct State {
    bool account_off = false;
    bool all_off = false;
    Instant learned_at = Instant{};
    Instant thrown_at = Instant{};  // here; what the store says from before that is older
    Instant refused_until = Instant{};
    std::array<std::uint32_t, kHours> texts = {};  // of an hour of the week; 0: none, or unknown
    std::int64_t hour = -1;                        // that is being counted, since 1970
    std::int64_t tripped = -1;                     // the hour in which the breaker went off
  };
  std::uint32_t UsualOf(const Account& account, const State& state) const;

  std::map<AccountId, State> accounts_;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_RUNTIME_BRAKES_H_
