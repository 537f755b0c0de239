#include "runtime/flights.h"

#include <absl/strings/str_format.h>
#include <absl/time/time.h>

#include <algorithm>
#include <utility>

namespace textback {
namespace {

// Enough for an operator to see that a transport answers everything twice.
constexpr std::size_t kMostProblems = 100;

}  // namespace

std::uint64_t Flights::Begin(Parcel parcel, Instant deadline, bool lookup, const Text** text) {
  auto flight = std::make_unique<Flight>();
  flight->parcel = std::move(parcel);
  flight->deadline = deadline;
  flight->lookup = lookup;
  *text = &flight->parcel.text();
  const absl::MutexLock lock(&mutex_);
  flights_.emplace(++begun_, std::move(flight));
  return begun_;
}

SendDone Flights::BeginSend(Parcel parcel, Instant deadline, const Text** text) {
  const std::uint64_t flight = Begin(std::move(parcel), deadline, /*lookup=*/false, text);
  return [self = shared_from_this(), flight](SendOutcome outcome) {
    self->End(flight, std::move(outcome));
  };
}

LookupDone Flights::BeginLookup(Parcel parcel, Instant deadline, const Text** text) {
  const std::uint64_t flight = Begin(std::move(parcel), deadline, /*lookup=*/true, text);
  return [self = shared_from_this(), flight](Known known) { self->End(flight, std::move(known)); };
}

void Flights::End(std::uint64_t flight, Said answer) {
  const absl::MutexLock lock(&mutex_);
  const auto found = flights_.find(flight);
  if (found == flights_.end() || found->second->answer.has_value()) {
    if (problems_.size() < kMostProblems) {
      problems_.push_back(absl::FailedPreconditionError(absl::StrFormat(
          "transport: it answered text %d of this process a second time, or after its deadline; "
          "the first answer counts, and no answer counts as ambiguous",
          flight)));
    }
    return;
  }
  found->second->answer = std::move(answer);
  ++answered_;
}

std::vector<Landed> Flights::Land(Instant now) {
  std::vector<Landed> landed;
  const absl::MutexLock lock(&mutex_);
  for (auto at = flights_.begin(); at != flights_.end();) {
    Flight& flight = *at->second;
    if (!flight.answer.has_value() && now < flight.deadline) {
      ++at;
      continue;
    }
    if (flight.answer.has_value()) {
      --answered_;
    } else if (flight.lookup) {
      flight.answer = Known(absl::DeadlineExceededError(
          "transport: not answered whether a text has left; it is asked again later"));
    } else {
      flight.answer = SendOutcome{.kind = SendOutcome::Kind::kAmbiguous, .code = "no answer"};
    }
    landed.push_back({.parcel = std::move(flight.parcel), .answer = *std::move(flight.answer)});
    at = flights_.erase(at);
  }
  return landed;
}

std::size_t Flights::size() const {
  const absl::MutexLock lock(&mutex_);
  return flights_.size();
}

Instant Flights::NextDeadline() const {
  const absl::MutexLock lock(&mutex_);
  Instant next = kNever;
  for (const auto& [id, flight] : flights_) next = std::min(next, flight->deadline);
  return next;
}

std::vector<absl::Status> Flights::TakeProblems() {
  const absl::MutexLock lock(&mutex_);
  return std::exchange(problems_, {});
}

bool Flights::Awake() const { return woken_ || answered_ > 0; }

void Flights::Wait(Duration longest) {
  const absl::MutexLock lock(&mutex_);
  mutex_.AwaitWithTimeout(absl::Condition(this, &Flights::Awake),
                          absl::Milliseconds(longest.count()));
  woken_ = false;
}

void Flights::Wake() {
  const absl::MutexLock lock(&mutex_);
  woken_ = true;
}

}  // namespace textback
