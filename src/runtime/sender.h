// The sender of one transport: claims as many texts as there are free slots, runs the guards, marks
// the texts that leave, hands them over, and settles their outcomes.
//
// A text is in one place at a time: claimed (in `ready_`), with the transport (in `flights_`), or
// finished but not yet stored (in `unsettled_`). Together they exceed the slots by at most one
// claim.
#ifndef TEXTBACK_SRC_RUNTIME_SENDER_H_
#define TEXTBACK_SRC_RUNTIME_SENDER_H_

#include <absl/status/statusor.h>
#include <absl/synchronization/mutex.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "runtime/context.h"
#include "runtime/flights.h"

namespace textback {

// Thread-safe: passes run one at a time.
class Sender {
 public:
  Sender(RuntimeContext& context, Transport& transport, std::size_t slots)
      : context_(context), transport_(transport), slots_(slots) {}

  // Settles, claims, hands over, and settles again what was answered at once. While `stopping`, it
  // claims nothing and gives back what has not left.
  absl::StatusOr<RunResult> RunOnce(bool stopping);

  // True while texts are with the transport or not yet stored.
  bool Busy() const;

  void Wait(Duration longest) { flights_->Wait(longest); }
  void Wake() { flights_->Wake(); }

  const Transport* transport() const { return &transport_; }

 private:
  // A finished text and what is to be stored about it.
  struct Done {
    Parcel parcel;
    std::optional<Event> event;  // empty: the text is given back
    Instant not_before = Instant{};
  };
  // The result of checking the claimed texts: which may leave, and the accounts' records after
  // that.
  struct Departure {
    std::vector<Parcel> parcels;
    std::map<AccountId, AccountRecord> records;
  };

  void Land(Instant now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(pass_);
  absl::Status Settle(RunResult& result) ABSL_EXCLUSIVE_LOCKS_REQUIRED(pass_);
  absl::Status ClaimTexts(RunResult& result) ABSL_EXCLUSIVE_LOCKS_REQUIRED(pass_);
  absl::Status HandOver() ABSL_EXCLUSIVE_LOCKS_REQUIRED(pass_);
  void Consider(Parcel parcel, Departure& departure) ABSL_EXCLUSIVE_LOCKS_REQUIRED(pass_);
  absl::Status Depart(Departure departure) ABSL_EXCLUSIVE_LOCKS_REQUIRED(pass_);
  void Send(Parcel parcel, Instant deadline) ABSL_EXCLUSIVE_LOCKS_REQUIRED(pass_);
  void Ask(Parcel parcel) ABSL_EXCLUSIVE_LOCKS_REQUIRED(pass_);
  void GiveBack(Parcel parcel, Instant not_before) ABSL_EXCLUSIVE_LOCKS_REQUIRED(pass_);
  void GiveAllBack() ABSL_EXCLUSIVE_LOCKS_REQUIRED(pass_);
  void RaiseAlarms(Instant now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(pass_);

  RuntimeContext& context_;
  Transport& transport_;
  const std::size_t slots_;
  const std::shared_ptr<Flights> flights_ = std::make_shared<Flights>();

  mutable absl::Mutex pass_;
  std::vector<Parcel> ready_ ABSL_GUARDED_BY(pass_);
  std::vector<Done> unsettled_ ABSL_GUARDED_BY(pass_);
  std::map<AccountId, AccountRecord> records_ ABSL_GUARDED_BY(pass_);  // as last seen
  std::set<EventId> alarms_ ABSL_GUARDED_BY(pass_);                    // by this process
};

}  // namespace textback

#endif  // TEXTBACK_SRC_RUNTIME_SENDER_H_
