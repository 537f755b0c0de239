// R37: when somebody wants to hear from us. spoken/asked.tsv says what people write and what they
// mean, and was written first.
#include "textback/text/asked_time.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_split.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <string>
#include <vector>

#include "textback/config/words_data.h"
#include "textback/model/time.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// "2026-11-25 11:00"
SpokenClock Clock(std::string_view text) {
  const auto number = [text](std::size_t at, std::size_t size) {
    int value = 0;
    EXPECT_TRUE(absl::SimpleAtoi(
        absl::string_view(text.data() + at, std::min(size, text.size() - at)), &value))
        << text;
    return value;
  };
  const std::chrono::year_month_day day =
      std::chrono::year{number(0, 4)} / number(5, 2) / number(8, 2);
  return std::chrono::local_days{day} + hours{number(11, 2)} + minutes{number(14, 2)};
}

std::string Show(SpokenClock at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const auto time = std::chrono::floor<minutes>(at - day);
  return absl::StrFormat("%s %02d:%02d", FormatDate(std::chrono::year_month_day{day}),
                         time / hours{1}, time.count() % 60);
}

// "text 2026-12-25 10:00", "unclear -"
std::string Read(std::string_view message, SpokenClock now, std::string_view locale) {
  const std::optional<AskedTime> asked = BuiltInAsks()->In(message, now, locale);
  if (!asked.has_value()) return "none -";
  return absl::StrCat(std::string(NameOf(asked->what)), " ",
                      asked->what == AskedTime::What::kUnclear ? "-" : Show(asked->at));
}

TEST(AskedTimeTest, WhatMessagesAskFor) {
  std::ifstream file(std::string(TEXTBACK_SOURCE_DIR) + "/tests/text/spoken/asked.tsv");
  int count = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> row = absl::StrSplit(line, '\t');
    ASSERT_EQ(row.size(), 5U) << line;
    EXPECT_EQ(Read(row[3], Clock(row[2]), row[1]), absl::StrCat(row[0], " ", row[4]))
        << row[1] << ", " << row[2] << ": " << row[3];
    ++count;
  }
  EXPECT_GE(count, 420);
}

}  // namespace
}  // namespace textback
