// What an account says in its own words (R39), and what it doesn't say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "textback/config/account_yaml.h"

namespace textback {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;

std::string ErrorOf(std::string_view yaml) {
  return std::string(ParseAccounts(yaml, "a.yaml").status().message());
}

// R39: one text in the account's language, or one for each.
TEST(AccountWordsTest, ReadsTheWordsForEmergencies) {
  const std::string base = "id: a\nname: B\nperson: C\nzone: UTC\nlocale: fr\n";
  const auto one = ParseAccounts(
      base + "emergency_words: [pas d'eau]\nemergency_text: \"Le {callback}.\"\n", "a");
  ASSERT_TRUE(one.ok()) << one.status();
  EXPECT_THAT(one->front().emergency_words, ElementsAre("pas d'eau"));
  EXPECT_THAT(one->front().emergency_text,
              ElementsAre(std::pair<std::string, std::string>("fr", "Le {callback}.")));
  const auto each = ParseAccounts(base + "emergency_text:\n  en: Call\n  fr-CA: Appelez\n", "a");
  ASSERT_TRUE(each.ok()) << each.status();
  EXPECT_EQ(each->front().emergency_text.size(), 2U);
  for (const auto& [field, message] : std::vector<std::pair<std::string, std::string>>{
           {"emergency_words: [one two three four five]", "a.yaml:6: emergency_words: 'one two"},
           {"emergency_words: [\"!\"]", "a.yaml:6: emergency_words: '!'; write one to 4 words"},
           {"emergency_text: \"Call {who}\"",
            "a.yaml:6: emergency_text: line 1, column 6: unknown"},
           {"emergency_text: {english: x}", "a.yaml:6: emergency_text: 'english'"},
           {"emergency_text: {en: \"{x}\"}", "a.yaml:6: emergency_text.en: line 1, column 1"}}) {
    EXPECT_THAT(ErrorOf(base + field + "\n"), StartsWith(message));
  }
}

// Null means "not known": as if the field were not there.
TEST(AccountWordsTest, NullIsNotKnown) {
  const auto account = ParseAccounts(
      "id: a\nname: B\nperson: C\nzone: UTC\naddress: null\nregion: ~\nlines: null\nhours: null\n",
      "a.yaml");
  ASSERT_TRUE(account.ok()) << account.status();
  EXPECT_EQ(account->front().address, "");
  EXPECT_TRUE(account->front().lines.empty());
  EXPECT_EQ(account->front().hours, kUsualHours);
  EXPECT_THAT(ErrorOf("id: a\nname: null\nperson: C\nzone: UTC\n"),
              StartsWith("a.yaml:2: name: no value; it has to be known"));
  EXPECT_THAT(ErrorOf("id: a\nname: B\nperson: C\nzone: UTC\naddress:\n"),
              StartsWith("a.yaml:5: address: no value"))
      << "a forgotten value is a mistake";
  const auto text = ParseAccounts("id: a\nname: B\nperson: \"null\"\nzone: UTC\n", "a.yaml");
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(text->front().person, "null");
}

}  // namespace
}  // namespace textback
