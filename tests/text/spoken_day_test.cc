// Days and hours that messages name (R23, R37): spoken/days.tsv says which, and was written first.
#include "text/spoken_day.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>
#include <absl/strings/str_split.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <string>
#include <vector>

#include "textback/model/time.h"

namespace textback {
namespace {

using std::chrono::hours;

// Wednesday 2026-11-25, 11:00
constexpr SpokenClock kNow = std::chrono::local_days{std::chrono::year{2026} / 11 / 25} + hours{11};

std::string Show(const SpokenTime& time) {
  std::string shown = FormatDate(std::chrono::year_month_day{time.day});
  if (time.time.has_value())
    absl::StrAppendFormat(&shown, " %02d:%02d", *time.time / hours{1}, time.time->count() % 60);
  return shown;
}

std::string Read(const std::string& what, std::string_view message, const std::string& locale) {
  if (what == "return") {
    const auto found = FindReturn(message, kNow, locale);
    return found.has_value() ? Show(*found) : "-";
  }
  std::vector<std::string> all;
  for (const SpokenTime& time : FindSpokenTimes(message, kNow, locale)) all.push_back(Show(time));
  return all.empty() ? "-" : absl::StrJoin(all, "; ");
}

TEST(SpokenDayTest, WhatMessagesSay) {
  std::ifstream file(std::string(TEXTBACK_SOURCE_DIR) + "/tests/text/spoken/days.tsv");
  int count = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> row = absl::StrSplit(line, '\t');
    ASSERT_EQ(row.size(), 4U) << line;
    EXPECT_EQ(Read(row[0], row[2], row[1]), row[3]) << row[1] << ": " << row[2];
    ++count;
  }
  EXPECT_GE(count, 150);
}

}  // namespace
}  // namespace textback
