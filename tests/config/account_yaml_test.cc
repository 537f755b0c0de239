// Accounts from YAML: what is read, and that every mistake is answered with file, line, field and a
// way to mend it.
#include "textback/config/account_yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace textback {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kFull = R"(id: northside
name: Northside Renovations
person: Alex
zone: America/Edmonton
region: CA-AB
lines: ["+14035550199", "(403) 555-0198"]
callback: +14035550199
address: "12 Sample St, Calgary AB"
locale: fr-CA
consent_reading: statutory
blocked:
  - "+14035550111"
)";

std::string With(std::string_view from, std::string_view to) {
  std::string yaml(kFull);
  const std::size_t at = yaml.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  yaml.replace(at, from.size(), to);
  return yaml;
}

std::string ErrorOf(std::string_view yaml) {
  const absl::StatusOr<std::vector<Account>> accounts = ParseAccounts(yaml, "a.yaml");
  if (accounts.ok()) return "no error";
  EXPECT_EQ(accounts.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(accounts.status().message());
}

TEST(AccountYamlTest, ReadsEveryField) {
  const absl::StatusOr<std::vector<Account>> accounts = ParseAccounts(kFull, "a.yaml");
  ASSERT_TRUE(accounts.ok()) << accounts.status();
  ASSERT_EQ(accounts->size(), 1u);
  const Account& account = accounts->front();
  EXPECT_EQ(account.id.view(), "northside");
  EXPECT_EQ(account.name, "Northside Renovations");
  EXPECT_EQ(account.person, "Alex");
  EXPECT_EQ(account.zone->name(), "America/Edmonton");
  EXPECT_EQ(account.region, "CA-AB");
  EXPECT_THAT(account.lines, ElementsAre(*PhoneNumber::Parse("+14035550199"),
                                         *PhoneNumber::Parse("+14035550198")));
  EXPECT_EQ(account.callback.ToE164(), "+14035550199");
  EXPECT_EQ(account.address, "12 Sample St, Calgary AB");
  EXPECT_EQ(account.locale, "fr-CA");
  EXPECT_EQ(account.consent_reading, ConsentReading::kStatutory);
  EXPECT_TRUE(account.Blocks(*PhoneNumber::Parse("+14035550111")));
}

// R42: cautious unless the account says otherwise.
TEST(AccountYamlTest, WhatIsNotSaidHasADefault) {
  const auto accounts =
      ParseAccounts("id: a\nname: B\nperson: C\nzone: America/Toronto\n", "a.yaml");
  ASSERT_TRUE(accounts.ok()) << accounts.status();
  const Account& account = accounts->front();
  EXPECT_EQ(account.consent_reading, ConsentReading::kCautious);
  EXPECT_EQ(account.locale, "en");
  EXPECT_TRUE(account.callback.withheld());
  EXPECT_TRUE(account.lines.empty());
}

TEST(AccountYamlTest, ReadsSeveralAccounts) {
  const auto accounts = ParseAccounts(R"(accounts:
  - {id: a, name: A, person: Alex, zone: America/Toronto}
  - {id: b, name: B, person: Bo, zone: America/Halifax}
)",
                                      "a.yaml");
  ASSERT_TRUE(accounts.ok()) << accounts.status();
  ASSERT_EQ(accounts->size(), 2u);
  EXPECT_EQ((*accounts)[1].person, "Bo");
}

// YAML would make a number, false or nothing of these.
TEST(AccountYamlTest, WordsStayWords) {
  const auto accounts =
      ParseAccounts("id: 7\nname: No\nperson: 'Null'\nzone: UTC\nlocale: no\n", "a.yaml");
  ASSERT_TRUE(accounts.ok()) << accounts.status();
  EXPECT_EQ(accounts->front().id.view(), "7");
  EXPECT_EQ(accounts->front().name, "No");
  EXPECT_EQ(accounts->front().person, "Null");
  EXPECT_EQ(accounts->front().locale, "no");
}

struct Mistake {
  std::string yaml;
  std::string message;  // how the error begins
};

TEST(AccountYamlTest, MistakesInFieldsAreNamedWithTheirLine) {
  const std::vector<Mistake> mistakes = {
      {With("zone:", "zoen:"), "a.yaml:4: unknown field 'zoen'; did you mean zone?"},
      {With("blocked:", "bloked:"), "a.yaml:11: unknown field 'bloked'; did you mean blocked?"},
      {With("America/Edmonton", "America/Edmontn"),
       "a.yaml:4: zone: no time zone 'America/Edmontn'; did you mean America/Edmonton?"},
      {With("America/Edmonton", "Mars/Olympus"), "a.yaml:4: zone: no time zone 'Mars/Olympus'"},
      {With("America/Edmonton", "../../etc/passwd"), "a.yaml:4: zone: no time zone"},
      {With("CA-AB", "Alberta"), "a.yaml:5: region: 'Alberta' is not a region; write CA-AB"},
      {With("(403) 555-0198", "555-0198"), "a.yaml:6: lines: "},
      {With("+14035550111", "+1"), "a.yaml:12: blocked: "},
      {With("callback: +14035550199", "callback: soon"), "a.yaml:7: callback: "},
      {With("locale: fr-CA", "locale: French"),
       "a.yaml:9: locale: 'French' is not a language; write en"},
      {With("statutory", "relaxed"),
       "a.yaml:10: consent_reading: unknown reading 'relaxed'; write cautious or statutory"},
      {With("northside", "north side"), "a.yaml:1: id: account id: character 6"},
      {With("id: northside", "id: " + std::string(32, 'x')),
       "a.yaml:1: id: account id: 32 characters, at most 31"},
      {With("Northside Renovations", std::string(61, 'n')),
       "a.yaml:2: name: 61 characters; a text shows 60"},
      {With("name: Northside Renovations", "name: ''"), "a.yaml:2: name: empty"},
      {With("name: Northside Renovations", "name: \"a\\nb\""),
       "a.yaml:2: name: holds a line break or control character"},
      {With("person: Alex", "person:"), "a.yaml:3: person: no value"},
      {With("person: Alex", "person: ~"), "a.yaml:3: person: no value"},
      {With("person: Alex", "person: [Alex]"), "a.yaml:3: person: a list where a text belongs"},
      {With("person: Alex", "person: {first: Alex}"),
       "a.yaml:3: person: fields of its own where a text belongs"},
      {With("lines: [\"+14035550199\", \"(403) 555-0198\"]", "lines: \"+14035550199\""),
       "a.yaml:6: lines: a text where a list"},
      {With("\"(403) 555-0198\"", "[]"), "a.yaml:6: lines: a list where a text belongs"},
      {"id: a\nname: B\nzone: UTC\n", "a.yaml:1: person: missing; add it"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml;
}

TEST(AccountYamlTest, MistakesInListsOfAccountsAreNamedWithTheirLine) {
  constexpr std::string_view kOne = "  - {id: a, name: A, person: Alex, zone: UTC}\n";
  const std::string list = "accounts:\n" + std::string(kOne);
  const std::vector<Mistake> mistakes = {
      {list + std::string(kOne), "a.yaml:3: accounts.id: 'a' is the id of another account too"},
      {list + "  - {id: b, person: Bo, zone: UTC}\n", "a.yaml:3: accounts.name: missing"},
      {list + "  - {id: b, nam: B, person: Bo, zone: UTC}\n",
       "a.yaml:3: accounts: unknown field 'nam'; did you mean name?"},
      {list + "  - northside\n", "a.yaml:3: accounts: a text where fields"},
      {list + "name: x\n", "a.yaml:3: unknown field 'name'"},
      {"accounts: []\n", "a.yaml:1: accounts: an empty list"},
      {"accounts:\n", "a.yaml:1: accounts: nothing where a list"},
      {"accounts: {id: a}\n", "a.yaml:1: accounts: fields of its own where a list"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml;
}

TEST(AccountYamlTest, MistakesInTheYamlItselfAreNamedWithTheirLine) {
  const std::vector<Mistake> mistakes = {
      {"", "a.yaml:1: the file is empty"},
      {"# only a comment\n", "a.yaml:1: the file is empty"},
      {"northside\n", "a.yaml:1: a text where fields"},
      {"- id: a\n", "a.yaml:1: a list where fields"},
      {"id: a\nname: A\nid: b\n", "a.yaml:3: id: given twice, first on line 1"},
      {"id: a\nname: [A\n", "a.yaml:3: "},
      {"id: a\n\tname: A\n", "a.yaml:2: "},
      {"id: a\n---\nid: b\n", "a.yaml:3: a second document begins here"},
      {"id: &x a\nname: *x\n", "a.yaml:1: anchors (&name) are not used here"},
      {"id: a\nname: *x\n", "a.yaml:2: "},
      {"id: !!str a\n", "a.yaml:1: tags (!name) are not used here"},
      {"? [a]\n: b\n", "a.yaml:1: the name of a field is a text"},
      {"id: a\nname: \x04\n", "a.yaml:2: control character U+0004"},
      {"id: a\nname: A\xFF\n", "a.yaml:2: not valid UTF-8"},
      {"id: " + std::string(100, '[') + std::string(100, ']'),
       "a.yaml:1: nested more than 16 levels"},
      {std::string(100'000, '['), "a.yaml:1: "},
      {"# " + std::string(std::size_t{1} << 20, 'x'), "a.yaml:1: 1048578 bytes; at most 1048576"},
  };
  for (const Mistake& mistake : mistakes) {
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml.substr(0, 100);
  }
}

TEST(AccountYamlTest, ManyFieldsAreRefusedQuickly) {
  std::string yaml;
  for (int i = 0; i < 100'000; ++i) yaml += "f" + std::to_string(i) + ": x\n";
  EXPECT_THAT(ErrorOf(yaml), StartsWith("a.yaml:1001: more than 1000 fields"));
}

// Nothing throws and nothing crashes, whatever half a file says.
TEST(AccountYamlTest, EveryTruncationAndEveryChangedByteIsAnswered) {
  for (std::size_t size = 0; size < kFull.size(); ++size)
    (void)ParseAccounts(kFull.substr(0, size), "a.yaml");
  for (std::size_t at = 0; at < kFull.size(); ++at) {
    for (const char c : {'\0', '\n', ':', '[', '}', '&', '*', '!', '|', '"', '\xFF'}) {
      std::string yaml(kFull);
      yaml[at] = c;
      (void)ParseAccounts(yaml, "a.yaml");
    }
  }
}

TEST(AccountYamlTest, AByteOrderMarkAndWindowsLineEndsAreFine) {
  const auto accounts =
      ParseAccounts("\xEF\xBB\xBFid: a\r\nname: B\r\nperson: C\r\nzone: UTC\r\n", "a.yaml");
  ASSERT_TRUE(accounts.ok()) << accounts.status();
  EXPECT_EQ(accounts->front().name, "B");
}

TEST(AccountYamlTest, LoadsFromAFile) {
  const std::string path = ::testing::TempDir() + "account_yaml_test.yaml";
  std::ofstream(path) << kFull;
  const auto accounts = LoadAccounts(path);
  ASSERT_TRUE(accounts.ok()) << accounts.status();
  EXPECT_EQ(accounts->front().id.view(), "northside");
  std::ofstream(path) << "id: a\n";
  EXPECT_THAT(std::string(LoadAccounts(path).status().message()),
              StartsWith(path + ":1: name: missing"));
  std::remove(path.c_str());
}

TEST(AccountYamlTest, AFileThatIsNotThereIsNotFound) {
  const absl::Status status = LoadAccounts("/no/such/accounts.yaml").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr("/no/such/accounts.yaml"));
  EXPECT_FALSE(LoadAccounts("/").ok());
}

}  // namespace
}  // namespace textback
