// What random worlds found (tests/properties), by rule, each as small as it shrank to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = SendOutcome::Kind;

const Instant kFriday = At("2026-11-20T10:00:00-06:00");

Account Statutory() {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  return account;
}

// R60, R25: a step that a person interrupted after an attempt is taken up again under a new key.
TEST(Found, AStepTakenUpAgainHasANewKey) {
  World world(Statutory());
  world.Missed(kFriday);
  world.outcomes = {{.kind = Kind::kAccepted}, {.kind = Kind::kAccepted}, {.kind = Kind::kRetry}};
  world.RunUntil(At("2026-11-27T10:00:00-06:00"));
  world.Feed(At("2026-11-27T11:01:00-06:00"), PersonText{.body = "Hi"});
  world.RunUntil(kFriday + hours{24 * 40});
  std::set<TextKey> keys;
  for (const Decision& decision : world.decisions()) {
    if (!decision.text.has_value()) continue;
    EXPECT_TRUE(keys.insert(decision.text->key).second);
  }
  EXPECT_EQ(keys.size(), world.sent().size() + 1);
}

}  // namespace
}  // namespace textback
