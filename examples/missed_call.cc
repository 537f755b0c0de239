// The whole loop, live: a missed call goes into a durable store, the machine's clock runs, and
// text_1 is printed ten seconds later instead of sent. At night it is held, and the program says
// until when. Every decision is printed with its reasons.
//
//   ./missed_call textback.db "+1 403 555 0123"
#include <chrono>
#include <iostream>
#include <string>

#include "textback/adapters/console/transport.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/adapters/system/clock.h"
#include "textback/config/built_in_policy.h"
#include "textback/model/reason.h"
#include "textback/runtime/runtime.h"

namespace {

// Prints each decision with its reasons, and stops when the text is sent or held.
class Reasons : public textback::Observer {
 public:
  explicit Reasons(const textback::Clock& clock) : clock_(clock) {}

  void OnDecision(const textback::Lead& /*before*/, const textback::Event& event,
                  const textback::Decision& decision) override {
    std::cout << textback::KindOf(event) << "\n";
    for (const textback::Reason& reason : decision.reasons) {
      std::cout << "    " << textback::RuleOf(reason.why) << "  "
                << textback::SentenceOf(reason.why) << "\n";
    }
    const textback::Instant next = decision.next.wake_at;
    if (next == textback::kNever || next < clock_.Now() + std::chrono::minutes{1}) return;
    std::cout << "next at " << textback::FormatRfc3339(next) << "\n";
    runtime->Stop();
  }
  void OnSent(const textback::Text& /*text*/, const textback::SendOutcome& /*outcome*/) override {
    runtime->Stop();
  }

  textback::Runtime* runtime = nullptr;

 private:
  const textback::Clock& clock_;
};

int Fail(const absl::Status& status) {
  std::cerr << status << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: missed_call STORE PHONE\n";
    return 2;
  }
  const auto policy = textback::BuiltInPolicy(R"(
id: northside
name: Northside Renovations
person: Alex
zone: America/Edmonton
region: CA-AB
lines: ["+14035550199"]
)");
  const auto phone = textback::PhoneNumber::Parse(argv[2]);
  auto storage = textback::OpenSqliteStorage({.path = argv[1]});
  if (!policy.ok()) return Fail(policy.status());
  if (!phone.ok()) return Fail(phone.status());
  if (!storage.ok()) return Fail(storage.status());

  const textback::SystemClock clock;
  textback::ConsoleTransport transport(std::cout, clock, /*show_all=*/true);
  Reasons observer(clock);
  const auto runtime = textback::Runtime::Create({.clock = &clock,
                                                  .storage = storage->get(),
                                                  .transport = &transport,
                                                  .observer = &observer,
                                                  .policies = {{(*policy)->account.id, *policy}}});
  if (!runtime.ok()) return Fail(runtime.status());
  observer.runtime = runtime->get();

  // The phone system has its own id of the call; the same id counts once.
  const textback::Instant now = clock.Now();
  const auto id = textback::EventId::Parse("call-" + textback::FormatRfc3339(now));
  const textback::Event missed{.id = *id,
                               .lead = {.account = (*policy)->account.id, .phone = *phone},
                               .at = now,
                               .received_at = now,
                               .body = textback::MissedCall{}};
  const auto submitted = (*runtime)->Submit({&missed, 1});
  if (!submitted.ok()) return Fail(submitted.status());

  const absl::Status status = (*runtime)->Run();  // until Stop
  return status.ok() ? 0 : Fail(status);
}
