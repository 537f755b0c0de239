// A runtime over the memory storage in virtual time: the basis of the loop's tests.
#ifndef TEXTBACK_TESTS_RUNTIME_LOOP_FIXTURE_H_
#define TEXTBACK_TESTS_RUNTIME_LOOP_FIXTURE_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "doubles.h"
#include "textback/adapters/memory/storage.h"
#include "textback/runtime/runtime.h"
#include "textback/simulation/clock.h"
#include "world.h"

namespace textback {

inline const Instant kFriday = At("2026-11-20T10:00:00-06:00");

class LoopTest : public ::testing::Test {
 protected:
  LoopTest() : policy_(PolicyFor(Northside())), storage_(NewMemoryStorage()) {
    clock_.Set(kFriday);
  }

  RuntimeOptions Options(Transport& transport) {
    return {.clock = &clock_,
            .storage = storage_.get(),
            .transport = &transport,
            .observer = &log_,
            .policies = {{policy_->account.id, policy_}}};
  }
  std::unique_ptr<Runtime> Make(Transport& transport) { return Make(Options(transport)); }
  static std::unique_ptr<Runtime> Make(RuntimeOptions options) {
    return Runtime::Create(std::move(options)).value();
  }

  Event MakeEvent(std::string_view id, std::string_view number, Instant at, EventBody body) const {
    return {.id = EventId::Parse(id).value(),
            .lead = {.account = policy_->account.id, .phone = Number(number)},
            .at = at,
            .received_at = at,
            .body = std::move(body)};
  }
  Event Missed(std::string_view id, std::string_view number, Instant at) const {
    return MakeEvent(id, number, at, MissedCall{.line = Number("+14035550199")});
  }
  Event Wrote(std::string_view id, std::string_view number, Instant at, std::string body) const {
    return MakeEvent(id, number, at, TextIn{.body = std::move(body)});
  }
  // Appends directly to the store, as another process would.
  void Append(const Event& event) { ASSERT_TRUE(storage_->Append({&event, 1}).ok()); }

  // Works until nothing more can be done at `now`; returns when to come back.
  Instant RunAt(Runtime& runtime, Instant now) {
    clock_.Set(now);
    while (true) {
      const RunResult result = runtime.RunOnce().value();
      if (result.done == 0 && result.claimed == 0) return result.next_due;
    }
  }

  // The text_1 of a missed call is with the transport.
  void GivenHandedOver(Runtime& runtime, std::string_view number) {
    const Event call = Missed("call-" + std::string(number), number, clock_.Now());
    ASSERT_EQ(runtime.Submit({&call, 1})->appended, 1U);
    RunAt(runtime, clock_.Now());
    RunAt(runtime, clock_.Now() + std::chrono::seconds{10});
  }

  std::shared_ptr<const Policy> policy_;
  std::unique_ptr<Storage> storage_;
  SimulatedClock clock_;
  Log log_;
};

}  // namespace textback

#endif  // TEXTBACK_TESTS_RUNTIME_LOOP_FIXTURE_H_
