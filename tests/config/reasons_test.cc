// R55: `reasons` of an account and of a playbook, as YAML.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "textback/config/account_yaml.h"
#include "textback/config/playbook_yaml.h"

namespace textback {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kAccount = "id: a\nname: B\nperson: C\nzone: America/Toronto\n";

absl::StatusOr<std::vector<Account>> Read(std::string_view more) {
  return ParseAccounts(std::string(kAccount) + std::string(more), "a.yaml");
}

TEST(ReasonsYamlTest, AnAccountSaysItInItsOwnWords) {
  const auto accounts = Read(R"(hours: {mon-fri: "08:00-17:00", sat-sun: closed}
reasons:
  en: {open: We were with a client, closed: none}
  fr-CA: {away: "On était en vacances"}
)");
  ASSERT_TRUE(accounts.ok()) << accounts.status();
  const Account& account = accounts->front();
  EXPECT_TRUE(account.hours_given);
  EXPECT_EQ(account.reasons.In("en-US", Schedule::kOpen), "We were with a client");
  EXPECT_EQ(account.reasons.In("en", Schedule::kClosed), "") << "none: no reason is given";
  EXPECT_FALSE(account.reasons.In("en", Schedule::kAway).has_value()) << "the playbook's words";
  EXPECT_EQ(account.reasons.In("fr-CA", Schedule::kAway), "On était en vacances");
  EXPECT_EQ(account.ScheduleAt(ParseRfc3339("2026-11-20T16:59:00-05:00").value()), Schedule::kOpen);
  EXPECT_EQ(account.ScheduleAt(ParseRfc3339("2026-11-20T17:00:00-05:00").value()),
            Schedule::kClosed);
}

// Decision 21: the record of a policy is read back.
TEST(ReasonsYamlTest, WhatIsWrittenIsReadBack) {
  for (const char* more : {"", "hours: {sun-sat: \"08:00-20:00\"}\n",
                           "hours: {mon-fri: \"08:00-17:00\", sat-sun: closed}\nreasons:\n  en: "
                           "{open: 'We said \"hi\"', "
                           "closed: none}\n  fr: {away: Ailleurs}\n"}) {
    const auto accounts = Read(more);
    ASSERT_TRUE(accounts.ok()) << accounts.status();
    const std::string written = AccountYaml(accounts->front());
    const auto again = ParseAccounts(written, "written.yaml");
    ASSERT_TRUE(again.ok()) << again.status() << written;
    EXPECT_EQ(AccountYaml(again->front()), written);
    EXPECT_EQ(again->front().hours_given, accounts->front().hours_given) << more;
    for (const Schedule schedule : kEverySchedule) {
      for (const char* locale : {"en", "fr"}) {
        EXPECT_EQ(again->front().reasons.In(locale, schedule),
                  accounts->front().reasons.In(locale, schedule));
      }
    }
  }
}

TEST(ReasonsYamlTest, MistakesAreNamedWithTheirLine) {
  struct Mistake {
    const char* yaml;
    const char* message;
  };
  const std::vector<Mistake> mistakes = {
      {"reasons: closed\n", "a.yaml:5: reasons: a text where"},
      {"reasons: {english: {open: We were out}}\n", "a.yaml:5: reasons.english: 'english' is not"},
      {"reasons: {en: We were out}\n", "a.yaml:5: reasons.en: a text where"},
      {"reasons:\n  en: {opn: We were out}\n",
       "a.yaml:6: reasons.en: unknown field 'opn'; did you mean open?"},
      {"reasons:\n  en:\n    open: we were out\n",
       "a.yaml:7: reasons.en.open: 'we were out' begins with a small letter; it is a sentence"},
      {"reasons:\n  en:\n    open: We were out.\n",
       "a.yaml:7: reasons.en.open: 'We were out.' ends with a mark; leave it out"},
      {"reasons:\n  en: {open: We were on a job site and could not hear the phone at all today}\n",
       "a.yaml:6: reasons.en.open: 63 characters"},
      {"reasons:\n  en: {open: ''}\n", "a.yaml:6: reasons.en.open: "},
  };
  for (const Mistake& mistake : mistakes) {
    EXPECT_THAT(std::string(Read(mistake.yaml).status().message()), StartsWith(mistake.message))
        << mistake.yaml;
  }
}

constexpr std::string_view kPlaybook = R"(name: own
inquiry: missed_call
steps:
  - {name: text_1, class: response, needs: response, delay: 10s}
languages:
  en:
    footer: "Call {callback}. Reply STOP to opt out."
    reasons: {open: We were on a roof}
    words:
      text_1:
        plain: "{person} from {business} here. We missed your call.[ {reason}.] What is it?"
)";

TEST(ReasonsYamlTest, APlaybookHasTheUsualWords) {
  const absl::StatusOr<PlaybookFile> file = ParsePlaybook(kPlaybook, "own.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE(file->warnings.empty()) << file->warnings.front().ToString();
  EXPECT_EQ(file->script->reasons().In("en", Schedule::kOpen), "We were on a roof");
  std::string wrong(kPlaybook);
  wrong.replace(wrong.find("We were on a roof"), 17, "on a roof");
  EXPECT_THAT(std::string(ParsePlaybook(wrong, "own.yaml").status().message()),
              StartsWith("own.yaml:8: languages.en.reasons.open: 'on a roof' begins with a small"));
}

// R53: a reason may be unknown, so it needs a clause; lint tries the text without it.
TEST(ReasonsYamlTest, AReasonOutsideAClauseIsRefused) {
  std::string wrong(kPlaybook);
  wrong.replace(wrong.find("[ {reason}.]"), 12, " {reason}.");
  EXPECT_THAT(std::string(ParsePlaybook(wrong, "own.yaml").status().message()),
              HasSubstr("reason"));
  std::string hole(kPlaybook);
  hole.replace(hole.find("[ {reason}.]"), 12, " [{reason}.]");
  EXPECT_THAT(std::string(ParsePlaybook(hole, "own.yaml").status().message()),
              HasSubstr("without reason the text has two spaces in a row"));
}

}  // namespace
}  // namespace textback
