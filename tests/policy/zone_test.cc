// The interface to zone data: offsets, gaps and overlaps.
#include "textback/policy/zone.h"

#include <absl/time/civil_time.h>
#include <absl/time/time.h>
#include <date/tz.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Instant At(std::string_view text) { return ParseRfc3339(text).value(); }

std::shared_ptr<const Zone> Load(std::string_view name) { return Zone::Load(name).value(); }

LocalTime Local(std::string_view text) {
  return LocalTime{At(std::string(text) + "Z").time_since_epoch()};
}

// Every period of constant offset from 1970 to the end of the table.
std::vector<std::pair<std::int64_t, std::int64_t>> StretchesOf(const Zone& zone) {
  std::vector<std::pair<std::int64_t, std::int64_t>> all;
  for (Zone::Stretch stretch = zone.StretchAt(Instant{});;
       stretch = zone.StretchAt(Instant{std::chrono::seconds{stretch.until}})) {
    all.emplace_back(stretch.from, stretch.offset);
    if (stretch.until == INT64_MAX) return all;
  }
}

std::string BytesOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// R16: the data must contain the clock changes of 2026, or everything else here is an hour off.
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

// Every zone of North America, at every change from 2020 to 2045 and a second before it, compared
// with absl. Also compared with date, but only up to 2037 (fat files), because date ignores the
// footer.
TEST(Zone, EqualToAbslAndToDateAtEveryChange) {
  int changes = 0;
  int zones = 0;
  for (const auto& zone : Zone::LoadAll()) {
    const std::string& name = zone->name();
    const bool here = name.starts_with("America/") || name.starts_with("Canada/") ||
                      name.starts_with("US/") || name == "Pacific/Honolulu" ||
                      name == "Atlantic/Bermuda";
    if (!here) continue;
    ++zones;
    absl::TimeZone by_absl;
    ASSERT_TRUE(absl::LoadTimeZone(name, &by_absl)) << name;
    const date::time_zone* by_date = date::locate_zone(name);
    const auto agree = [&](std::int64_t at) {
      const Instant instant{std::chrono::seconds{at}};
      const auto ours = zone->OffsetAt(instant);
      ASSERT_EQ(ours.count(), by_absl.At(absl::FromUnixSeconds(at)).offset) << name << " " << at;
      if (at >= 2'145'916'800) return;  // 2038-01-01
      ASSERT_EQ(ours, by_date->get_info(date::sys_seconds{std::chrono::seconds{at}}).offset)
          << name << " " << at;
    };
    absl::TimeZone::CivilTransition next;
    absl::Time from = absl::FromUnixSeconds(1'577'836'800);  // 2020-01-01
    while (by_absl.NextTransition(from, &next)) {
      const absl::TimeZone::TimeInfo to = by_absl.At(next.to);
      const absl::Time at = to.kind == absl::TimeZone::TimeInfo::REPEATED ? to.trans : to.pre;
      ASSERT_GT(at, from);
      if (at >= absl::FromUnixSeconds(2'398'377'600)) break;  // 2046-01-01
      agree(absl::ToUnixSeconds(at) - 1);
      agree(absl::ToUnixSeconds(at));
      from = at;
      ++changes;
    }
    for (const auto& [at, offset] : StretchesOf(*zone)) {
      if (at >= 1'577'836'800 && at < 2'398'377'600) {
        agree(at - 1);
        agree(at);
      }
    }
  }
  EXPECT_GT(zones, 150);
  EXPECT_GT(changes, 1000);
}

// "Slim" zone files leave everything after 2007 to the footer, "fat" ones everything after 2037.
// Both are compiled here from the system's source and must give the same result.
TEST(Zone, FatAndSlimFilesComeOutTheSame) {
  const std::string source = "/usr/share/zoneinfo/tzdata.zi";
  if (!std::filesystem::exists(source) || !std::filesystem::exists("/usr/sbin/zic"))
    GTEST_SKIP() << "no zic or no tzdata.zi here";
  const auto folder =
      std::filesystem::temp_directory_path() / ("textback-zones-" + std::to_string(::getpid()));
  for (const char* kind : {"fat", "slim"}) {
    const std::string command =
        std::string("/usr/sbin/zic -b ") + kind + " -d " + (folder / kind).string() + " " + source;
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  const Instant winter = At("2026-01-15T12:00:00Z");
  const Instant summer = At("2040-07-15T12:00:00Z");
  int compared = 0;
  for (const auto& installed : Zone::LoadAll()) {
    const std::string& name = installed->name();
    if (!std::filesystem::exists(folder / "fat" / name)) continue;
    // zic 2.36 writes two different files for 2073 (other readers see that too).
    if (name == "Asia/Gaza" || name == "Asia/Hebron") continue;
    const auto fat = Zone::FromFile(name, BytesOf(folder / "fat" / name)).value();
    const auto slim = Zone::FromFile(name, BytesOf(folder / "slim" / name)).value();
    EXPECT_EQ(StretchesOf(*fat), StretchesOf(*slim)) << name;
    EXPECT_EQ(StretchesOf(*fat), StretchesOf(*installed)) << name;
    if (name == "America/New_York") {
      EXPECT_EQ(slim->OffsetAt(winter), hours{-5});
      EXPECT_EQ(slim->OffsetAt(summer), hours{-4});
      EXPECT_EQ(fat->OffsetAt(winter), hours{-5});
      EXPECT_EQ(fat->OffsetAt(summer), hours{-4});
    }
    ++compared;
  }
  std::filesystem::remove_all(folder);
  EXPECT_GT(compared, 300);
}

// R16: data from before the changes of 2026 is recognized, whatever else it contains.
TEST(Zone, ProbesNameTheClocksThatChanged) {
  for (const StaleProbe& probe : StaleProbes())
    EXPECT_EQ(Load(probe.zone)->OffsetAt(probe.at), probe.offset) << probe.zone;
  EXPECT_NE(Load("America/Denver")->OffsetAt(StaleProbes()[1].at), StaleProbes()[1].offset);
  EXPECT_THAT(ZoneDataVersion(), ::testing::StartsWith("20"));
}

TEST(Zone, AliasesShareOneTable) {
  EXPECT_TRUE(Load("America/Toronto")->SameClock(*Load("Canada/Eastern")));
  EXPECT_FALSE(Load("America/Toronto")->SameClock(*Load("America/Vancouver")));
}

TEST(Zone, AllZonesAreSortedAndFound) {
  const auto zones = Zone::LoadAll();
  EXPECT_GT(zones.size(), 100U);
  EXPECT_TRUE(std::is_sorted(zones.begin(), zones.end(),
                             [](const auto& a, const auto& b) { return a->name() < b->name(); }));
}

}  // namespace
}  // namespace textback
