// Accounts from YAML: what is read, and that every mistake is reported with file, line, field and a
// remedy.
#include "textback/config/account_yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "config/account_samples.h"

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
known_people: ["+1 403 555 0155"]
shortest_ring: 4s
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
  EXPECT_TRUE(account.Knows(*PhoneNumber::Parse("+14035550155")));  // R2
  EXPECT_EQ(account.shortest_ring, std::chrono::seconds{4});        // R8
}

// R42: the default is the cautious reading.
TEST(AccountYamlTest, WhatIsNotSaidHasADefault) {
  const auto accounts =
      ParseAccounts("id: a\nname: B\nperson: C\nzone: America/Toronto\n", "a.yaml");
  ASSERT_TRUE(accounts.ok()) << accounts.status();
  const Account& account = accounts->front();
  EXPECT_EQ(account.consent_reading, ConsentReading::kCautious);
  EXPECT_EQ(account.locale, "en");
  EXPECT_TRUE(account.callback.withheld());
  EXPECT_TRUE(account.lines.empty());
  EXPECT_TRUE(account.known_people.empty());
  EXPECT_EQ(account.shortest_ring, Duration{0});  // R8: off as shipped
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

// Values that YAML would turn into a number, false or null stay text.
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
  std::string message;  // the beginning of the error
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
      {With("+1 403 555 0155", "the lumber yard"), "a.yaml:13: known_people: "},
      {With("4s", "often"), "a.yaml:14: shortest_ring: "},
      {With("4s", "2m"), "a.yaml:1: account 'northside': shortest_ring: from 0s (off) to 15s, "},
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

// R21, R22, R27, R31, R62-R64: the settings about people.
std::string WithPeople(std::string_view from, std::string_view to) {
  std::string yaml(kPeople);
  const std::size_t at = yaml.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  yaml.replace(at, from.size(), to);
  return yaml;
}

TEST(AccountYamlTest, ReadsThePeoplesSide) {
  const auto accounts = ParseAccounts(kPeople, "a.yaml");
  ASSERT_TRUE(accounts.ok()) << accounts.status();
  const Account& account = accounts->front();
  EXPECT_EQ(account.mode, Mode::kAssisted);
  EXPECT_EQ(account.hours[0], DayHours{}) << "Sunday";
  EXPECT_EQ(account.hours[1], (DayHours{480, 1080}));
  EXPECT_EQ(account.hours[5], (DayHours{480, 1080}));
  EXPECT_EQ(account.hours[6], (DayHours{540, 960})) << "Saturday";
  ASSERT_EQ(account.team.size(), 2u);
  EXPECT_EQ(account.team[0].id.view(), "alex");
  EXPECT_EQ(account.team[0].name, "Alex");
  EXPECT_TRUE(account.team[0].owner);
  EXPECT_FALSE(account.team[0].on_call.has_value());
  const Member& pat = account.team[1];
  EXPECT_THAT(pat.trades, ElementsAre(TradeId::Of("kitchen"), TradeId::Of("bathroom")));
  EXPECT_THAT(pat.lines, ElementsAre(*PhoneNumber::Parse("+14035550198")));
  EXPECT_FALSE(pat.owner);
  ASSERT_TRUE(pat.on_call.has_value());
  EXPECT_EQ((*pat.on_call)[3], (DayHours{420, 1140}));
  EXPECT_TRUE((*pat.on_call)[0].closed());
  EXPECT_TRUE(account.holding_reply);
  EXPECT_TRUE(account.provider_answers);
  EXPECT_EQ(account.line_segments_per_minute, 60u);
  EXPECT_EQ(account.texts_per_minute, 30u);
  EXPECT_EQ(account.texts_per_hour, 200u);
}

TEST(AccountYamlTest, ThePeoplesSideHasDefaults) {
  const auto accounts = ParseAccounts("id: a\nname: B\nperson: C\nzone: UTC\n", "a.yaml");
  ASSERT_TRUE(accounts.ok()) << accounts.status();
  const Account& account = accounts->front();
  EXPECT_EQ(account.mode, Mode::kAutomatic);
  EXPECT_EQ(account.hours, kUsualHours);
  EXPECT_TRUE(account.team.empty());
  EXPECT_FALSE(account.holding_reply);
  EXPECT_FALSE(account.provider_answers);
  EXPECT_EQ(account.line_segments_per_minute, 0u);
  EXPECT_EQ(account.texts_per_minute, 0u);
  EXPECT_EQ(account.texts_per_hour, 0u);
}

TEST(AccountYamlTest, EveryModeHasItsName) {
  for (const Mode mode : {Mode::kAutomatic, Mode::kAssisted, Mode::kManual}) {
    const auto accounts =
        ParseAccounts(WithPeople("mode: assisted", "mode: " + std::string(NameOf(mode))), "a.yaml");
    ASSERT_TRUE(accounts.ok()) << accounts.status();
    EXPECT_EQ(accounts->front().mode, mode);
  }
}

TEST(AccountYamlTest, MistakesInModeHoursAndRatesAreNamedWithTheirLine) {
  const std::string_view week = R"({mon-fri: "08:00-18:00", sat: "09:00-16:00", sun: closed})";
  const std::vector<Mistake> mistakes = {
      {WithPeople("mode: assisted", "mode: asisted"),
       "a.yaml:6: mode: unknown mode 'asisted'; write automatic, assisted or manual"},
      {WithPeople("sun: closed", "son: closed"),
       "a.yaml:7: hours.son: unknown day 'son'; did you mean "},
      {WithPeople(", sun: closed", ""),
       "a.yaml:7: hours: sun is missing; write its hours, or closed"},
      {WithPeople("sun: closed", "sat-sun: closed"),
       "a.yaml:7: hours.sat-sun: sat has hours already; remove one"},
      {WithPeople("sat: \"09:00-16:00\"", "sat: \"16:00-09:00\""),
       "a.yaml:7: hours.sat: '16:00-09:00' closes before it opens"},
      {WithPeople("sat: \"09:00-16:00\"", "sat: \"09:00\""),
       "a.yaml:7: hours.sat: '09:00' is not hours; write \"09:00-21:30\" or closed"},
      {WithPeople("sat: \"09:00-16:00\"", "sat: \"9-16\""), "a.yaml:7: hours.sat: "},
      {WithPeople("sun: closed", "sun: [closed]"), "a.yaml:7: hours.sun: hours missing; write"},
      {WithPeople(week, "always"), "a.yaml:7: hours: a text where a group"},
      {WithPeople(week, "{sun-sat: closed}"),
       "a.yaml:1: account 'northside': hours: closed all week; give one day hours"},
      {WithPeople("holding_reply: true", "holding_reply: yes"),
       "a.yaml:14: holding_reply: 'yes'; write true or false"},
      {WithPeople("provider_answers: true", "provider_answers: 1"),
       "a.yaml:15: provider_answers: '1'; write true or false"},
      {WithPeople("minute: 60", "minute: fast"),
       "a.yaml:16: line_segments_per_minute: 'fast' is not a whole number"},
      {WithPeople("minute: 30", "minute: -1"),
       "a.yaml:17: texts_per_minute: '-1' is not a whole number"},
      {WithPeople("hour: 200", "hour: 0.5"),
       "a.yaml:18: texts_per_hour: '0.5' is not a whole number"},
      {WithPeople("texts_per_hour", "text_per_hour"),
       "a.yaml:18: unknown field 'text_per_hour'; did you mean texts_per_hour?"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml;
}

// R27: the playbooks define the trades. If a trade is unknown, the error names the member's line.
TEST(AccountYamlTest, TradesAreThoseOfThePlaybooks) {
  const std::string yaml = WithPeople("[kitchen, bathroom]", "[kitchen, drian]");
  const absl::StatusOr<std::vector<Account>> any = ParseAccounts(yaml, "a.yaml");
  ASSERT_TRUE(any.ok()) << any.status();
  EXPECT_THAT(any->front().team[1].trades,
              ElementsAre(TradeId::Of("kitchen"), TradeId::Of("drian")));
  const std::vector<TradeId> known = {TradeId::Of("kitchen"), TradeId::Of("drain")};
  EXPECT_EQ(std::string(ParseAccounts(yaml, "a.yaml", known).status().message()),
            "a.yaml:11: team.trades: no playbook names the trade 'drian'; did you mean drain?");
}

TEST(AccountYamlTest, MistakesInTheTeamAreNamedWithTheirLine) {
  const std::vector<Mistake> mistakes = {
      {WithPeople("{id: alex, ", "{"), "a.yaml:9: team.id: missing; add it"},
      {WithPeople("id: alex", "id: al ex"), "a.yaml:9: team.id: "},
      {WithPeople("owner: true", "ownr: true"),
       "a.yaml:9: team: unknown field 'ownr'; did you mean owner?"},
      {WithPeople("owner: true", "owner: 1"), "a.yaml:9: team.owner: '1'; write true or false"},
      {WithPeople("[kitchen, bathroom]", "[kitchen, water heater]"),
       "a.yaml:11: team.trades: trade: character 6 is a space"},
      {WithPeople("[kitchen, bathroom]", "kitchen"), "a.yaml:11: team.trades: a text where a list"},
      {WithPeople("lines: [\"+14035550198\"]", "lines: [\"555\"]"), "a.yaml:12: team.lines: "},
      {WithPeople("lines: [\"+14035550198\"]", "lines: [\"+14035550111\"]"),
       "a.yaml:1: account 'northside': team: 'pat': lines: not one of the account's lines"},
      {WithPeople("mon-fri: \"07", "mon-frid: \"07"),
       "a.yaml:13: team.on_call.mon-frid: unknown day 'frid'; did you mean fri?"},
      {WithPeople(", sat-sun: closed", ""),
       "a.yaml:13: team.on_call: sun is missing; write its hours, or closed"},
      {WithPeople("id: pat", "id: alex"),
       "a.yaml:1: account 'northside': team: 'alex': two members of one id"},
      {WithPeople("id: pat", "id: pat\n    owner: true"),
       "a.yaml:1: account 'northside': team: 'pat': a second owner"},
      {WithPeople("id: pat", "id: owner"),
       "a.yaml:1: account 'northside': team: 'owner': \"owner\" is no id"},
      {WithPeople("  - {id: alex, name: Alex, owner: true}", "  - alex"),
       "a.yaml:9: team: a text where fields"},
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

// R29.
TEST(AccountYamlTest, MistakesAboutBeingAwayAreNamedWithTheirLine) {
  const auto error = [](std::string_view more) {
    return ErrorOf("id: a\nname: b\nperson: c\nzone: UTC\nteam: [{id: pat}]\n" + std::string(more));
  };
  EXPECT_EQ(error("away: [{why: closed, until: \"2027-01-04T08:00:00Z\"}]"), "no error");
  EXPECT_THAT(error("away:\n  - {why: away}\n  - why: meeting\n    person: sam"),
              testing::StartsWith("a.yaml:9: away.person: 'sam' is nobody of the team"));
  EXPECT_THAT(error("away:\n  - {why: lunch}"), testing::StartsWith("a.yaml:7: away.why: "));
  EXPECT_THAT(error("away:\n  - why: away\n    since: \"2027-01-04T08:00:00Z\"\n    until: "
                    "\"2027-01-03T08:00:00Z\""),
              testing::StartsWith("a.yaml:9: away.until: is not after since"));
  EXPECT_THAT(error("situations: {lunch: {mon: closed}}"),
              testing::HasSubstr("situations.lunch: unknown situation 'lunch'"));
  EXPECT_THAT(error("situations: {meeting: {mon: \"09:00-10:00\"}, free: {mon: \"09:30-11:00\"}}"),
              testing::HasSubstr("'meeting' and 'free' share an hour"));
}

// libyaml counts these as line ends: the lines of later errors would be wrong.
TEST(AccountYamlTest, OtherEndsOfLinesAreNamedWithTheirLine) {
  for (const std::string_view end : {"\r", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
    EXPECT_THAT(ErrorOf("id: a\nname: b" + std::string(end) + "person: c\n"),
                testing::StartsWith("a.yaml:2: U+"));
  }
  EXPECT_THAT(ErrorOf("id: a\r\nnonsense: b\r\n"), testing::StartsWith("a.yaml:2: "))
      << "CR LF is one end";
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

// Nothing throws or crashes, whatever half a file contains.
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
