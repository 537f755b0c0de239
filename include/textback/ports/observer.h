// Port: watching the runtime. For logs, metrics and progress bars; it can't change anything.
//
// Called by the runtime afterwards, on the worker's thread: be quick, don't throw. The defaults do
// nothing, so override only what you need. You get bodies and phone numbers: mask them in logs
// (PhoneNumber::Masked).
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

  // A decision was committed and is durable.
  virtual void OnDecision(const Lead& /*before*/, const Event& /*event*/,
                          const Decision& /*decision*/) {}

  // A text was handed over and its outcome is durable.
  virtual void OnSent(const Text& /*text*/, const SendOutcome& /*outcome*/) {}

  // A text was stopped by the guards at the moment of hand-over; it never left.
  virtual void OnNotSent(const Text& /*text*/, const Reasons& /*reasons*/) {}

  // Something failed and the runtime goes on: an unreadable lead, a lost lease, a backend that is
  // away.
  virtual void OnProblem(const absl::Status& /*problem*/) {}
};

}  // namespace textback

#endif  // TEXTBACK_PORTS_OBSERVER_H_
