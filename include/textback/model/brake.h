// What holds all texts of an account back at this moment (R64).
//
// Pure value. The runtime puts it into WakeUp and TextNotSent (event.h), and the guards check it
// (engine/guard.h).
#ifndef TEXTBACK_MODEL_BRAKE_H_
#define TEXTBACK_MODEL_BRAKE_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace textback {

enum class Brake : std::uint8_t {
  kNone,
  kAccountOff,  // the account's kill switch
  kAllOff,      // the kill switch for everything
  kVolume,      // the volume breaker: everything except first texts waits
  kRefused      // the provider refuses the account: texts wait, now and then one tries (R61)
};
std::string_view NameOf(Brake brake);  // "account_off"
std::optional<Brake> BrakeFromName(std::string_view name);

}  // namespace textback

#endif  // TEXTBACK_MODEL_BRAKE_H_
