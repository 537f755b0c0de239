// Instants and their RFC 3339 form.
#include "textback/model/time.h"

#include <gtest/gtest.h>

namespace textback {
namespace {

TEST(Time, ReadsOffsetsAndWritesUtc) {
  EXPECT_EQ(FormatRfc3339(*ParseRfc3339("2026-11-20T20:55:00-06:00")), "2026-11-21T02:55:00Z");
  EXPECT_EQ(FormatRfc3339(*ParseRfc3339("2026-11-20T20:55:00.250Z")), "2026-11-20T20:55:00.250Z");
  EXPECT_EQ(FormatRfc3339(*ParseRfc3339("2026-11-20 20:55:00.1239-03:30")),
            "2026-11-21T00:25:00.123Z");
  EXPECT_EQ(FormatRfc3339(*ParseRfc3339("2024-02-29T23:59:60Z")), "2024-02-29T23:59:59Z");
  EXPECT_EQ(FormatRfc3339(kNever), "never");
}

// A time outside our range is shown as it is in errors and traces.
TEST(Time, WritesNonsenseToo) {
  const Instant year_10000{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}};
  EXPECT_EQ(FormatRfc3339(year_10000), "10000-01-01T00:00:00Z");
  EXPECT_EQ(FormatRfc3339(Instant{std::chrono::milliseconds{-1}}), "1969-12-31T23:59:59.999Z");
  std::string out = "at ";
  AppendRfc3339(out, *ParseRfc3339("2026-11-20T20:55:00.050Z"));
  EXPECT_EQ(out, "at 2026-11-20T20:55:00.050Z");
  EXPECT_EQ(FormatDate(std::chrono::year{2026} / 3 / 9), "2026-03-09");
}

TEST(Time, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "2026", "2026-02-30T10:00:00Z", "2026-11-20", "2026-11-20T10:00:00",
        "2026-11-20T24:00:00Z", "2026-11-20T10:00:00+25:00", "2026-11-20T10:00:00Zjunk",
        "9999-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "-026-11-20T10:00:00Z",
        "2026-11-20T10:00:00.Z", "2026-11-20T1-:00:00Z"}) {
    const absl::StatusOr<Instant> at = ParseRfc3339(text);
    EXPECT_FALSE(at.ok()) << text;
    EXPECT_EQ(at.status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(Time, SaysHowToMendIt) {
  EXPECT_NE(ParseRfc3339("2026-11-20T10:00:00").status().message().find("offset"),
            absl::string_view::npos);
}

}  // namespace
}  // namespace textback
