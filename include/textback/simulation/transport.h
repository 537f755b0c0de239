// A simulated carrier: accepts every text at once. You can make it refuse a text, or hang. Nothing
// leaves the machine.
//
// Remembers the texts it got, so that tests can check them: the same key must never come twice.
//
//   SimulatedTransport carrier(clock);
//   carrier.FailText(2, "30006");   // the second text goes to a landline
//   carrier.Hang();                 // takes texts, doesn't answer
//   carrier.Release();              // answers all of them
#ifndef TEXTBACK_SIMULATION_TRANSPORT_H_
#define TEXTBACK_SIMULATION_TRANSPORT_H_

#include <absl/synchronization/mutex.h>

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "textback/ports/clock.h"
#include "textback/ports/transport.h"

namespace textback {

// Thread-safe. Unless it hangs, it answers before Send returns. The answer depends only on the
// clock, the text's key and its place in the order of hand-overs, so every run is the same.
class SimulatedTransport final : public Transport {
 public:
  // `clock` is not owned.
  explicit SimulatedTransport(const Clock& clock) : clock_(clock) {}
  // Gives all answers that are still held back.
  ~SimulatedTransport() override;

  // The nth text handed over (from 1) is refused with this provider code: 21610, 30006, 20429 ...;
  // see KindOfCode.
  void FailText(std::size_t nth, std::string code);

  // From now on no call is answered until Release; texts are still taken.
  void Hang();
  // Gives all answers that were held back, on this thread, in the order of the calls. Later calls
  // are answered at once again.
  void Release();

  void Send(const Text& text, Instant deadline, SendDone done) override;

  // Knows the texts that this object got. A new object after a crash knows none, which is right:
  // nothing had left.
  void Lookup(const Text& text, Instant deadline, LookupDone done) override;

  std::vector<Text> sent() const;

 private:
  SendOutcome Receive(const Text& text, Instant now);
  std::optional<SendOutcome> Find(const TextKey& key) const;
  void Answer(std::function<void()> answer);

  const Clock& clock_;
  mutable absl::Mutex mutex_;
  std::map<std::size_t, std::string> failures_ ABSL_GUARDED_BY(mutex_);
  std::vector<Text> sent_ ABSL_GUARDED_BY(mutex_);
  std::map<TextKey, SendOutcome> outcomes_ ABSL_GUARDED_BY(mutex_);
  bool hangs_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::function<void()>> held_back_ ABSL_GUARDED_BY(mutex_);
};

// What a provider's code means (R61). An unknown code: kRefused.
SendOutcome::Kind KindOfCode(std::string_view code);

}  // namespace textback

#endif  // TEXTBACK_SIMULATION_TRANSPORT_H_
