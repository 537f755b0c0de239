// What holds an account's texts back at this moment, whatever the lead (R64).
//
// Pure value. The runtime knows it, and says so in WakeUp and TextNotSent (event.h); the guards ask
// for it (engine/guard.h).
#ifndef TEXTBACK_MODEL_BRAKE_H_
#define TEXTBACK_MODEL_BRAKE_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace textback {

enum class Brake : std::uint8_t {
  kNone,
  kAccountOff,  // the account's kill switch
  kAllOff,      // the kill switch of everything
  kVolume,      // the volume breaker: everything but the first text waits
  kRefused      // the provider refuses the account: all waits, now and then one tries (R61)
};
std::string_view NameOf(Brake brake);  // "account_off"
std::optional<Brake> BrakeFromName(std::string_view name);

}  // namespace textback

#endif  // TEXTBACK_MODEL_BRAKE_H_
