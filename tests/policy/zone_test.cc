// The door to zone data: offsets, gaps and overlaps.
#include "textback/policy/zone.h"

#include <gtest/gtest.h>

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Instant At(std::string_view text) { return ParseRfc3339(text).value(); }

std::shared_ptr<const Zone> Load(std::string_view name) { return Zone::Load(name).value(); }

LocalTime Local(std::string_view text) {
  return LocalTime{At(std::string(text) + "Z").time_since_epoch()};
}

// R16: the clock changes of 2026 are in the data, or everything else here is an hour wrong.
TEST(Zone, DataHoldsTheChangesOf2026) {
  EXPECT_EQ(StaleZoneData(), "");
  EXPECT_EQ(Load("America/Vancouver")->OffsetAt(At("2027-01-15T12:00:00Z")), hours{-7});
  EXPECT_EQ(Load("America/Edmonton")->OffsetAt(At("2027-01-15T12:00:00Z")), hours{-6});
  EXPECT_EQ(Load("America/Winnipeg")->OffsetAt(At("2027-01-15T12:00:00Z")), hours{-5});
}

TEST(Zone, FollowsDaylightSaving) {
  const auto toronto = Load("America/Toronto");
  EXPECT_EQ(toronto->OffsetAt(At("2027-03-14T06:59:59.999Z")), hours{-5});
  EXPECT_EQ(toronto->OffsetAt(At("2027-03-14T07:00:00Z")), hours{-4});
  EXPECT_EQ(Load("America/St_Johns")->OffsetAt(At("2026-11-20T12:00:00Z")),
            -(hours{3} + minutes{30}));
}

TEST(Zone, AnswersGapsAndOverlaps) {
  const auto toronto = Load("America/Toronto");
  const LocalResult unique = toronto->ToUtc(Local("2027-03-14T09:00:00"));
  EXPECT_EQ(unique.kind, LocalResult::Kind::kUnique);
  EXPECT_EQ(unique.earliest, At("2027-03-14T13:00:00Z"));
  const LocalResult skipped = toronto->ToUtc(Local("2027-03-14T02:30:00"));
  EXPECT_EQ(skipped.kind, LocalResult::Kind::kSkipped);
  EXPECT_EQ(skipped.earliest, At("2027-03-14T07:00:00Z"));
  const LocalResult repeated = toronto->ToUtc(Local("2027-11-07T01:30:00"));
  EXPECT_EQ(repeated.kind, LocalResult::Kind::kRepeated);
  EXPECT_EQ(repeated.earliest, At("2027-11-07T05:30:00Z"));
  EXPECT_EQ(repeated.latest, At("2027-11-07T06:30:00Z"));
}

TEST(Zone, RoundTripsEveryHourOfAYear) {
  for (const char* name :
       {"America/Toronto", "America/St_Johns", "America/Edmonton", "America/Vancouver"}) {
    const auto zone = Load(name);
    for (Instant at = At("2026-01-01T00:30:00Z"); at < At("2027-12-31T00:00:00Z"); at += hours{1}) {
      const LocalResult back = zone->ToUtc(zone->ToLocal(at));
      ASSERT_TRUE(back.earliest == at || back.latest == at) << name << " " << FormatRfc3339(at);
    }
  }
}

TEST(Zone, UnknownNamesAreRefused) {
  for (const char* name : {"", "America/Edmontn", "../../etc/passwd", "Mountain"}) {
    EXPECT_EQ(Zone::Load(name).status().code(), absl::StatusCode::kInvalidArgument) << name;
  }
}

TEST(Zone, AllZonesAreSortedAndFound) {
  const auto zones = Zone::LoadAll();
  EXPECT_GT(zones.size(), 100U);
  EXPECT_TRUE(std::is_sorted(zones.begin(), zones.end(),
                             [](const auto& a, const auto& b) { return a->name() < b->name(); }));
}

}  // namespace
}  // namespace textback
