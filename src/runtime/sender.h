// The sender of one transport: claims as many texts as there are free slots, runs the guards, marks
// those that leave, hands them over, and settles what came of them.
//
// A text is in one place at a time: claimed (in `ready_`), with the transport (in `flights_`), or
// done with and not written down yet (in `unsettled_`). All three together never exceed the slots
// by more than what a claim brings.
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

// Thread-safe: one pass at a time.
class Sender {
 public:
  Sender(RuntimeContext& context, Transport& transport, std::size_t slots)
      : context_(context), transport_(transport), slots_(slots) {}

  // Settles, claims, hands over, settles again what was answered at once. While `stopping` nothing
  // is claimed, and what has not left is given back.
  absl::StatusOr<RunResult> RunOnce(bool stopping);

  // Texts with the transport, or not written down yet.
  bool Busy() const;

  void Wait(Duration longest) { flights_->Wait(longest); }
  void Wake() { flights_->Wake(); }

  const Transport* transport() const { return &transport_; }

 private:
  // A text that is done with: what is to be written down about it.
  struct Done {
    Parcel parcel;
    std::optional<Event> event;  // nothing: given back
    Instant not_before = Instant{};
  };
  // What one look at the claimed texts says: which may leave, and the accounts' records after that.
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
  std::set<EventId> alarms_ ABSL_GUARDED_BY(pass_);                    // raised by this process
};

}  // namespace textback

#endif  // TEXTBACK_SRC_RUNTIME_SENDER_H_
