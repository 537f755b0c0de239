// Texts that a transport is sending or looking up, and the answers that have come.
//
// Shared by a sender and the `done` callbacks that its transport holds. It lives as long as any of
// them, so an answer that comes after the runtime is gone does no harm. Every flight ends exactly
// once: by its first answer, or by its deadline (R60).
#ifndef TEXTBACK_SRC_RUNTIME_FLIGHTS_H_
#define TEXTBACK_SRC_RUNTIME_FLIGHTS_H_

#include <absl/status/statusor.h>
#include <absl/synchronization/mutex.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "textback/engine/policy.h"
#include "textback/ports/transport.h"
#include "textback/ports/work.h"

namespace textback {

// A claimed text with the rules under which it is handed over.
struct Parcel {
  Work work;
  std::shared_ptr<const Policy> policy;
  // A worker that died had handed it over before, and it never left. Its line and its hour have
  // already counted it.
  bool counted = false;

  ClaimedText& claimed() { return std::get<ClaimedText>(work.item); }
  const Text& text() const { return std::get<ClaimedText>(work.item).text; }
};

using Known = absl::StatusOr<std::optional<SendOutcome>>;  // the result of a look-up

struct Landed {
  Parcel parcel;
  std::variant<SendOutcome, Known> answer;
};

// Thread-safe.
class Flights : public std::enable_shared_from_this<Flights> {
 public:
  // Both take over a parcel. The callback they return ends its flight. The text is not moved until
  // the callback was called or Land returned the parcel.
  SendDone BeginSend(Parcel parcel, Instant deadline, const Text** text);
  LookupDone BeginLookup(Parcel parcel, Instant deadline, const Text** text);

  // Returns the flights that have ended. Those past their deadline are ambiguous, or not answered.
  std::vector<Landed> Land(Instant now);

  std::size_t size() const;  // flights that Land has not returned yet
  Instant NextDeadline() const;
  // Returns the answers since the last call that came too late or twice.
  std::vector<absl::Status> TakeProblems();

  // Waits until a flight has ended, Wake was called, or `longest` has passed.
  void Wait(Duration longest);
  void Wake();

 private:
  using Said = std::variant<SendOutcome, Known>;
  struct Flight {
    Parcel parcel;
    Instant deadline;
    bool lookup = false;
    std::optional<Said> answer;
  };
  std::uint64_t Begin(Parcel parcel, Instant deadline, bool lookup, const Text** text);
  void End(std::uint64_t flight, Said answer);
  bool Awake() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  std::map<std::uint64_t, std::unique_ptr<Flight>> flights_ ABSL_GUARDED_BY(mutex_);
  std::uint64_t begun_ ABSL_GUARDED_BY(mutex_) = 0;
  std::size_t answered_ ABSL_GUARDED_BY(mutex_) = 0;
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<absl::Status> problems_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace textback

#endif  // TEXTBACK_SRC_RUNTIME_FLIGHTS_H_
