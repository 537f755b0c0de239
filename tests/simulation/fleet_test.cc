// A fleet consists of many scenarios: each lead ends as it would alone.
#include "textback/simulation/fleet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "textback/adapters/memory/storage.h"
#include "textback/simulation/playback.h"
#include "textback/simulation/transport.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Instant kFriday = At("2026-11-20T12:00:00-06:00");

std::vector<Event> StoryOf(const LeadId& lead, int kind) {
  std::vector<Event> events;
  const auto add = [&](Instant at, EventBody body) {
    events.push_back({.id = EventId::Parse("e-" + std::string(lead.phone.ToE164()) + "-" +
                                           std::to_string(events.size()))
                                .value(),
                      .lead = lead,
                      .at = at,
                      .received_at = at,
                      .body = std::move(body)});
  };
  const Instant called = kFriday + hours{kind * 5};
  add(called, MissedCall{.line = Number("+14035550199")});
  if (kind % 4 == 1) add(called + minutes{3}, TextIn{.body = "Yes, a kitchen"});
  if (kind % 4 == 1) add(called + minutes{9}, PersonText{.body = "On my way"});
  if (kind % 4 == 2) add(called + minutes{3}, TextIn{.body = "STOP"});
  if (kind % 4 == 3) add(called + minutes{3}, ConsentGiven{.entry = {.basis = Basis::kExpress}});
  return events;
}

// R70: with a runtime, a store and a carrier the same leads end in the same state, with the same
// number of texts.
TEST(Fleet, IsTheRuntimeWithoutIt) {
  const auto policy = PolicyFor(Northside());
  const Instant until = kFriday + hours{24 * 60};
  Fleet fleet(policy, until);
  const std::unique_ptr<Storage> storage = NewMemoryStorage();
  SimulatedClock clock;
  SimulatedTransport carrier(clock);
  const auto runtime = Runtime::Create({.clock = &clock,
                                        .storage = storage.get(),
                                        .transport = &carrier,
                                        .policies = {{policy->account.id, policy}}})
                           .value();
  std::vector<Event> all;
  std::vector<LeadId> leads;
  for (int i = 0; i < 12; ++i) {
    leads.push_back(
        {.account = policy->account.id, .phone = Number("+140355502" + std::to_string(10 + i))});
    const std::vector<Event> story = StoryOf(leads.back(), i);
    ASSERT_TRUE(fleet.Play(leads.back(), story).ok());
    all.insert(all.end(), story.begin(), story.end());
  }
  ASSERT_TRUE(Play(*runtime, clock, all, {.until = until}).ok());
  EXPECT_EQ(fleet.counts().texts, carrier.sent().size());
  EXPECT_GT(fleet.counts().texts, 20U);
  for (std::size_t i = 0; i < leads.size(); ++i)
    EXPECT_EQ(fleet.At(i).state, storage->Find(leads[i]).value().state) << i;
}

TEST(Fleet, RefusesWhatIsNotTheLeads) {
  const auto policy = PolicyFor(Northside());
  Fleet fleet(policy, kFriday + hours{1});
  const LeadId lead{.account = policy->account.id, .phone = Number("+14035550210")};
  const LeadId other{.account = policy->account.id, .phone = Number("+14035550211")};
  EXPECT_FALSE(fleet.Play(lead, StoryOf(other, 0)).ok());
  const Event wake{.lead = lead, .at = kFriday, .received_at = kFriday, .body = WakeUp{}};
  EXPECT_FALSE(fleet.Play(lead, {&wake, 1}).ok());
  EXPECT_EQ(fleet.size(), 0U);
}

}  // namespace
}  // namespace textback
