// What a runtime remembers of its accounts and lines besides their leads.
#ifndef TEXTBACK_SRC_RUNTIME_LIMITS_H_
#define TEXTBACK_SRC_RUNTIME_LIMITS_H_

#include "runtime/brakes.h"
#include "runtime/pacer.h"
#include "textback/runtime/runtime.h"

namespace textback {

struct Runtime::Limits {
  Brakes brakes;
  Pacer pacer;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_RUNTIME_LIMITS_H_
