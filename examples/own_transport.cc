// A transport of your own: texts are carried by pigeons. One missed call, one text.
//
//   ./own_transport
//
// docs/transport.md explains each part.
#include <iostream>
#include <memory>

#include "textback/adapters/memory/storage.h"
#include "textback/config/account_yaml.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/runtime/blocking_transport.h"
#include "textback/runtime/runtime.h"
#include "textback/simulation/clock.h"

namespace {

constexpr std::string_view kAccount = R"(
id: northside
name: Northside Renovations
person: Alex
zone: America/Edmonton
region: CA-AB
lines: ["+14035550199"]
)";

// This is all you need for a provider whose library blocks until it has an answer.
class Pigeons final : public textback::BlockingTransport {
 public:
  textback::SendOutcome Send(const textback::Text& text, textback::Instant /*deadline*/) override {
    std::cout << "a pigeon flies to " << text.key.lead.phone.Masked() << ": " << text.body << "\n";
    return {.kind = textback::SendOutcome::Kind::kAccepted, .provider_id = "leg-ring-1"};
  }
  absl::StatusOr<std::optional<textback::SendOutcome>> Lookup(
      const textback::Text& /*text*/, textback::Instant /*deadline*/) override {
    // Pigeons cannot be asked, so a person has to check whether this text has arrived.
    return textback::SendOutcome{.kind = textback::SendOutcome::Kind::kAmbiguous, .code = "pigeon"};
  }
};

// Prints the outcome of the text and ends the program.
class StopAfterOne final : public textback::Observer {
 public:
  void OnSent(const textback::Text& /*text*/, const textback::SendOutcome& outcome) override {
    std::cout << "textback heard: " << textback::NameOf(outcome.kind) << ", " << outcome.provider_id
              << "\n";
    runtime->Stop();
  }
  void OnProblem(const absl::Status& problem) override { std::cerr << problem << "\n"; }

  textback::Runtime* runtime = nullptr;
};

int Fail(const absl::Status& status) {
  std::cerr << status << "\n";
  return 1;
}

absl::StatusOr<std::shared_ptr<const textback::Policy>> NorthsidePolicy() {
  const auto accounts = textback::ParseAccounts(kAccount, "account");
  if (!accounts.ok()) return accounts.status();
  const auto places = textback::BuiltInPlaces();
  if (!places.ok()) return places.status();
  return textback::MakePolicy(accounts->front(),
                              textback::FollowUps::Of(textback::BuiltInPlaybooks()), *places,
                              textback::BuiltInReplies());
}

}  // namespace

int main() {
  const auto policy = NorthsidePolicy();
  const auto call = textback::ParseRfc3339("2026-11-20T10:00:00-07:00");
  const auto id = textback::EventId::Parse("call-7");
  const auto phone = textback::PhoneNumber::Parse("+1 403 555 0123");
  if (!policy.ok()) return Fail(policy.status());
  if (!call.ok() || !id.ok() || !phone.ok()) return 1;

  // The time is simulated, so that the text leaves whenever you try this. A live program uses
  // SystemClock.
  const textback::SimulatedClock clock(*call + std::chrono::seconds{30});
  const std::unique_ptr<textback::Storage> storage = textback::NewMemoryStorage();
  Pigeons pigeons;
  const std::unique_ptr<textback::Transport> transport =
      textback::Unblock(pigeons, clock, {.threads = 4});
  StopAfterOne observer;
  const auto runtime = textback::Runtime::Create({.clock = &clock,
                                                  .storage = storage.get(),
                                                  .transport = transport.get(),
                                                  .slots = 4,  // as many as threads
                                                  .observer = &observer,
                                                  .policies = {{(*policy)->account.id, *policy}}});
  if (!runtime.ok()) return Fail(runtime.status());
  observer.runtime = runtime->get();

  const textback::Event missed{.id = *id,
                               .lead = {.account = (*policy)->account.id, .phone = *phone},
                               .at = *call,
                               .received_at = *call,
                               .body = textback::MissedCall{}};
  const auto submitted = (*runtime)->Submit({&missed, 1});
  if (!submitted.ok()) return Fail(submitted.status());
  const absl::Status status = (*runtime)->Run();
  return status.ok() ? 0 : Fail(status);
}
