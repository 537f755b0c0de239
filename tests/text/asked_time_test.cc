// R37: when somebody wants to hear from us. spoken/asked.tsv says what people write and what they
// mean, and was written first.
#include "textback/text/asked_time.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_split.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <ctime>
#include <fstream>
#include <optional>
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

std::string Words(std::string_view message, std::string_view locale = "en-CA") {
  const auto asked = BuiltInAsks()->In(message, Clock("2026-11-25 11:00"), locale);
  return asked.has_value() ? asked->words : "-";
}

// The quote is what they wrote, without other parts of it.
TEST(AskedTimeTest, TheWordsAreThoseOfTheMessage) {
  EXPECT_EQ(Words("Hi Alex! Text me next month, please. Bye"), "Text me next month");
  EXPECT_EQ(Words("Thanks. CALL ME at 2:30 p.m. tomorrow, my cell"),
            "CALL ME at 2:30 p.m. tomorrow");
  EXPECT_EQ(Words("Écrivez-moi l’été prochain. Merci!", "fr-CA"), "Écrivez-moi l’été prochain");
  EXPECT_EQ(Words("gracias 🙏 Llámeme mañana, ¿sí?", "es-MX"), "Llámeme mañana");
  EXPECT_EQ(Words("We said no. Friday in two weeks, text me then"),
            "Friday in two weeks, text me then");
  EXPECT_EQ(Words("the tub is fine, not before 12/15/2026 pls"), "not before 12/15/2026");
}

TEST(AskedTimeTest, WhatItWasReadFromHasAnId) {
  const SpokenClock now = Clock("2026-11-25 11:00");
  EXPECT_EQ(BuiltInAsks()->In("text me next month", now, "en-CA")->id, "en.text_me");
  EXPECT_EQ(BuiltInAsks()->In("next month", now, "en-CA")->id, "time_alone");
}

// A day that doesn't exist, or is over, is no time; the wish is heard.
TEST(AskedTimeTest, DaysThatAreNone) {
  const SpokenClock now = Clock("2026-11-25 11:00");
  for (const std::string_view message :
       {"text me on February 30", "text me on 2/30", "text me April 31st", "text me on February 29",
        "text me on November 20", "call me January 5, 2020", "text me on 13/13"}) {
    EXPECT_EQ(Read(message, now, "en-US"), "unclear -") << message;
  }
  EXPECT_EQ(Read("the lease ends on February 30", now, "en-US"), "none -");
  EXPECT_EQ(Read("text me on February 29", Clock("2028-01-10 09:00"), "en-US"),
            "text 2028-02-29 10:00");
  EXPECT_EQ(Read("text me in a month", Clock("2028-01-31 09:00"), "en-US"),
            "text 2028-02-29 10:00");
  EXPECT_EQ(Read("text me in a year", Clock("2028-02-29 09:00"), "en-US"), "text 2029-02-28 10:00");
}

// It is local time: what the clocks do at night changes nothing.
TEST(AskedTimeTest, ClocksThatChange) {
  EXPECT_EQ(Read("text me tomorrow at 2:30am", Clock("2027-03-13 20:00"), "en-CA"),
            "text 2027-03-14 02:30");
  EXPECT_EQ(Read("text me in 24 hours", Clock("2026-10-31 12:00"), "en-CA"),
            "text 2026-11-01 12:00");
}

// Siblings of the rows of the table.
TEST(AskedTimeTest, OtherWaysToSayIt) {
  const SpokenClock now = Clock("2026-11-25 11:00");
  const std::vector<std::array<std::string_view, 3>> rows = {
      {"en-CA", "text us in the new year", "text 2027-01-02 10:00"},
      {"en-CA", "check back with us the week after next", "text 2026-12-07 10:00"},
      {"en-US", "probably not before the 20th of january", "text 2027-01-20 10:00"},
      {"en-US", "message me sometime after easter", "text 2027-03-29 10:00"},
      {"en-US", "I get back on the 12th so hit me up after", "text 2026-12-13 10:00"},
      {"en-US", "can you text me at 7 tonight", "text 2026-11-25 19:00"},
      {"en-US", "not for another 6 months", "text 2027-05-25 10:00"},
      {"en-US", "give my wife a call Thursday after 3", "call 2026-11-26 15:00"},
      {"en-US", "when can you come? Saturday works", "visit 2026-11-28 10:00"},
      {"en-US", "I want the deck finished before the summer", "visit 2027-06-21 10:00"},
      {"en-US", "we moved in on Friday, call me", "none -"},
      {"en-US", "leaking since Monday please call me", "none -"},
      {"en-US", "we are at 415 2nd Ave, the 3 of us, open 24/7", "none -"},
      {"en-US", "please call me today", "none -"},
      {"en-US", "text me when you're on your way", "none -"},
      {"en-US", "call me once the baby is born", "unclear -"},
      {"fr-CA", "pas avant la mi-janvier", "text 2027-01-15 10:00"},
      {"fr-CA", "recontactez-nous au début de l'année prochaine", "text 2027-01-02 10:00"},
      {"fr-CA", "vous pouvez m'appeler lundi pm", "call 2026-11-30 15:00"},
      {"fr-CA", "Vous pouvez venir mercredi en avant-midi?", "visit 2026-12-02 10:00"},
      {"fr-CA", "la toilette coule depuis 3 jours, rappelez-moi", "none -"},
      {"es-MX", "nos escribimos después de semana santa", "text 2027-03-29 10:00"},
      {"es-MX", "escríbame a fines de enero", "text 2027-01-31 10:00"},
      {"es-US", "llámeme mañana a las nueve", "call 2026-11-26 09:00"},
      {"es-US", "queremos el baño listo para navidad", "visit 2026-12-25 10:00"},
      {"es-US", "hace dos semanas que gotea", "none -"},
  };
  for (const auto& [locale, message, expected] : rows)
    EXPECT_EQ(Read(message, now, locale), expected) << locale << ": " << message;
}

// R32, R52: a text of any size and any bytes is read in little time: only its beginning counts.
TEST(AskedTimeTest, LongAndBadTextsAreReadInLittleTime) {
  const SpokenClock now = Clock("2026-11-25 11:00");
  constexpr std::size_t kSize = 10'000'000;
  for (const std::string_view piece :
       {"tomorrow ", "text me ", "text me tomorrow ", "Monday or ", "in 2 weeks ", "after ",
        "12/3 ", "a", "\xF0\x9F\x92", "\xFF\xFE", "½", "of the end of ", "call me when ",
        "not until ", "a week from a week from "}) {
    std::string body;
    body.reserve(kSize + piece.size());
    while (body.size() < kSize) body += piece;
    const std::clock_t begin = std::clock();
    const auto asked = BuiltInAsks()->In(body, now, "en-CA");
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_LT(seconds, 1) << piece;
    EXPECT_LE(asked.has_value() ? asked->words.size() : 0, 5000U) << piece;
  }
  EXPECT_EQ(Read("text me \xC3tomorrow\xFF", now, "en-CA"), "text 2026-11-26 10:00");
  EXPECT_EQ(Read("", now, "en-CA"), "none -");
  EXPECT_EQ(Read("text me tomorrow", now, ""), "text 2026-11-26 10:00");
}

TEST(AskedTimeTest, NamesAreReadBack) {
  for (const auto what : {AskedTime::What::kText, AskedTime::What::kCall, AskedTime::What::kVisit,
                          AskedTime::What::kUnclear}) {
    EXPECT_EQ(AskedTimeWhatFromName(NameOf(what)), what);
  }
  EXPECT_EQ(AskedTimeWhatFromName("other"), std::nullopt);
}

TEST(AskedTimeTest, WordsMadeInCodeNameWhatIsWrong) {
  AskWords words;
  words.phrases.push_back(
      {.id = "en.text_me", .does = AskWords::Does::kText, .say = {"text me", "text <them>"}});
  const std::optional<AskWordsFault> fault = AskedTimes::FindFault(words);
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->index, 0U);
  EXPECT_EQ(fault->item, 1U);
  EXPECT_FALSE(AskedTimes::Make(words).ok());
  words.phrases.front().say.pop_back();
  const auto made = AskedTimes::Make(words);
  ASSERT_TRUE(made.ok());
  EXPECT_EQ((*made)->source(), nullptr);
  EXPECT_EQ((*made)->In("text me tomorrow", Clock("2026-11-25 11:00"), "en")->words,
            "text me tomorrow");
}

}  // namespace
}  // namespace textback
