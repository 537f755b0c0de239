// Port: watching the runtime. For logs, metrics and progress bars; it can't change anything.
//
// Called by the runtime around the ports, after the fact, on the worker's thread: be quick, don't
// throw. The default does nothing, so an observer overrides only what it needs. Bodies and phone
// numbers pass through here: mask what you write down (PhoneNumber::Masked).
#ifndef TEXTBACK_PORTS_OBSERVER_H_
#define TEXTBACK_PORTS_OBSERVER_H_

#include <absl/status/status.h>

#include "textback/model/decision.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"
#include "textback/model/text.h"

namespace textback {

class Observer {
 public:
  virtual ~Observer() = default;

  // A decision is durable.
  virtual void OnDecision(const Lead& /*before*/, const Event& /*event*/,
                          const Decision& /*decision*/) {}

  // A text was handed over and its outcome is durable.
  virtual void OnSent(const Text& /*text*/, const SendOutcome& /*outcome*/) {}

  // A text was stopped by the guards at the moment of hand-over; it never left.
  virtual void OnNotSent(const Text& /*text*/, const Reasons& /*reasons*/) {}

  // Something did not work and was survived: an unreadable lead, a lost lease, a backend away.
  virtual void OnProblem(const absl::Status& /*problem*/) {}
};

}  // namespace textback

#endif  // TEXTBACK_PORTS_OBSERVER_H_
