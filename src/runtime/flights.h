// Texts that are with a transport, or being asked about, and the answers that have come.
//
// Shared between a sender and the `done` callbacks that its transport holds: it lives as long as
// one of them does, so that an answer after the runtime is gone does no harm. Every flight ends
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

// A claimed text and the rules under which it is handed over.
struct Parcel {
  Work work;
  std::shared_ptr<const Policy> policy;
  // Handed over before by a worker that died, and it never left: its line and its hour have counted
  // it already.
  bool counted = false;

  ClaimedText& claimed() { return std::get<ClaimedText>(work.item); }
  const Text& text() const { return std::get<ClaimedText>(work.item).text; }
};

using Known = absl::StatusOr<std::optional<SendOutcome>>;  // what a Lookup says

struct Landed {
  Parcel parcel;
  std::variant<SendOutcome, Known> answer;
};

// Thread-safe.
class Flights : public std::enable_shared_from_this<Flights> {
 public:
  // Both take a parcel off; the callback they give ends its flight. The text stays where it is
  // until the callback was called or Land gave the parcel back.
  SendDone BeginSend(Parcel parcel, Instant deadline, const Text** text);
  LookupDone BeginLookup(Parcel parcel, Instant deadline, const Text** text);

  // Flights that have ended; those past their deadline as ambiguous, or as not answered.
  std::vector<Landed> Land(Instant now);

  std::size_t size() const;  // flights that have not been given back by Land
  Instant NextDeadline() const;
  // Answers that came too late or twice, since the last call.
  std::vector<absl::Status> TakeProblems();

  // Waits until something has landed, Wake was called, or so long.
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
