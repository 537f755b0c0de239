#include "textback/simulation/transport.h"

#include <algorithm>
#include <array>
#include <utility>

namespace textback {

SendOutcome::Kind KindOfCode(std::string_view code) {
  using Kind = SendOutcome::Kind;
  // The codes of Twilio and Telnyx that scripted runs need. The adapters have complete tables of
  // their own.
  static constexpr auto kCodes = std::to_array<std::pair<std::string_view, Kind>>({
      {"20003", Kind::kConfig},    {"20404", Kind::kConfig},   {"20429", Kind::kRetry},
      {"20500", Kind::kAmbiguous}, {"20503", Kind::kRetry},    {"21606", Kind::kConfig},
      {"21610", Kind::kOptedOut},  {"21611", Kind::kRetry},    {"21614", Kind::kNotMobile},
      {"21635", Kind::kNotMobile}, {"30001", Kind::kRetry},    {"30002", Kind::kConfig},
      {"30006", Kind::kNotMobile}, {"30017", Kind::kRetry},    {"30022", Kind::kRetry},
      {"30032", Kind::kConfig},    {"30034", Kind::kConfig},   {"30410", Kind::kAmbiguous},
      {"40001", Kind::kNotMobile}, {"40300", Kind::kOptedOut}, {"timeout", Kind::kAmbiguous},
  });
  const auto found = std::find_if(kCodes.begin(), kCodes.end(),
                                  [code](const auto& row) { return row.first == code; });
  return found != kCodes.end() ? found->second : Kind::kRefused;
}

void SimulatedTransport::FailText(std::size_t nth, std::string code) {
  const absl::MutexLock lock(&mutex_);
  failures_[nth] = std::move(code);
}

SimulatedTransport::~SimulatedTransport() { Release(); }

void SimulatedTransport::Hang() {
  const absl::MutexLock lock(&mutex_);
  hangs_ = true;
}

void SimulatedTransport::Release() {
  std::vector<std::function<void()>> answers;
  {
    const absl::MutexLock lock(&mutex_);
    hangs_ = false;
    answers.swap(held_back_);
  }
  for (const std::function<void()>& answer : answers) answer();
}

void SimulatedTransport::Answer(std::function<void()> answer) {
  {
    const absl::MutexLock lock(&mutex_);
    if (hangs_) {
      held_back_.push_back(std::move(answer));
      return;
    }
  }
  answer();
}

void SimulatedTransport::Send(const Text& text, Instant deadline, SendDone done) {
  const Instant now = clock_.Now();
  if (!MayBegin(text, deadline, now)) {
    return done({.kind = SendOutcome::Kind::kRetry, .at = now, .code = "deadline"});
  }
  Answer([done = std::move(done), outcome = Receive(text, now)] { done(outcome); });
}

SendOutcome SimulatedTransport::Receive(const Text& text, Instant now) {
  const absl::MutexLock lock(&mutex_);
  sent_.push_back(text);
  SendOutcome outcome{
      .kind = SendOutcome::Kind::kAccepted, .at = now, .provider_id = "sim:" + text.key.ToString()};
  if (const auto failure = failures_.find(sent_.size()); failure != failures_.end()) {
    outcome = {.kind = KindOfCode(failure->second), .at = now, .code = failure->second};
  }
  outcomes_.emplace(text.key, outcome);
  return outcome;
}

void SimulatedTransport::Lookup(const Text& text, Instant /*deadline*/, LookupDone done) {
  Answer([done = std::move(done), known = Find(text.key)] { done(known); });
}

std::optional<SendOutcome> SimulatedTransport::Find(const TextKey& key) const {
  const absl::MutexLock lock(&mutex_);
  const auto found = outcomes_.find(key);
  return found != outcomes_.end() ? std::optional(found->second) : std::nullopt;
}

std::vector<Text> SimulatedTransport::sent() const {
  const absl::MutexLock lock(&mutex_);
  return sent_;
}

}  // namespace textback
