// R71: an account is written as YAML for the journal, and read back as the same account.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/account_samples.h"
#include "textback/config/account_yaml.h"

namespace textback {
namespace {

// Every field has a value that is not its default.
constexpr std::string_view kEverything = R"(id: northside
name: "Northside \"Reno\" \\ Söhne"
person: Alex
zone: America/Edmonton
region: CA-AB
lines: ["+14035550199", "+14035550198"]
blocked: ["+14035550177"]
extensions: ["2XX", alex]
contexts: {inbound: [from-trunk], outbound: [out], internal: [from-internal, "a\\b"]}
trunks: [provider]
ring_groups: ["600"]
caller_ids: ["+15875550188"]
mobiles: ["+14035550166"]
menus: ["7000"]
known_people: ["+14035550155", "+14035550156"]
shortest_ring: 4s
callback: "+14035550100"
address: "12 Sample St, Calgary AB"
locale: fr
consent_reading: statutory
widen_response: true
answer_texts: true
mode: manual
hours: {mon-fri: "00:00-24:00", sat: "09:05-16:30", sun: closed}
reasons: {fr: {open: "On était à \"Laval\"", closed: none}}
team:
  - {id: alex, name: Alex, owner: true}
  - id: pat
    trades: [kitchen, bathroom]
    lines: ["+14035550198"]
    on_call: {mon-fri: "07:00-19:00", sat-sun: closed}
away:
  - {why: meeting, person: pat, since: "2026-12-01T16:00:00Z", until: "2026-12-01T17:30:00Z"}
  - {why: closed}
situations: {meeting: {mon: "09:00-10:00", tue-sun: closed}}
holding_reply: true
emergency_words: [no water, "dégât d'eau"]
emergency_text: {en: "Call {callback} now.", fr: "Appelez le {callback}."}
provider_answers: true
line_segments_per_minute: 60
texts_per_minute: 30
texts_per_hour: 200)";

void ExpectSame(const std::vector<Member>& team, const std::vector<Member>& other) {
  ASSERT_EQ(team.size(), other.size());
  for (std::size_t i = 0; i < team.size(); ++i) {
    const auto& [id, name, trades, lines, on_call, owner] = team[i];
    EXPECT_EQ(other[i].id, id);
    EXPECT_EQ(other[i].name, name);
    EXPECT_EQ(other[i].trades, trades);
    EXPECT_EQ(other[i].lines, lines);
    EXPECT_EQ(other[i].on_call, on_call);
    EXPECT_EQ(other[i].owner, owner);
  }
}

// R71: the YAML that the journal keeps for an account gives the same account when it is read.
TEST(AccountTextTest, WhatIsWrittenIsRead) {
  for (const std::string_view yaml :
       {kEverything, kPeople, std::string_view("id: a\nname: B\nperson: C\nzone: UTC\n")}) {
    const Account account = ParseAccounts(yaml, "a.yaml").value().front();
    const std::string written = AccountYaml(account);
    const auto read = ParseAccounts(written, "written.yaml");
    ASSERT_TRUE(read.ok()) << read.status() << "\n" << written;
    EXPECT_EQ(AccountYaml(read->front()), written);
    // Fails to compile when a member is added: AccountYaml has to write it, this test to set it.
    const auto& [id, name, person, rehearsal, zone, region, lines, blocked, phones, known_people,
                 shortest_ring, callback, address, locale, reading, widen, answer_texts, mode, team,
                 hours, given, reasons, away, situations, holding, urgent, told, provider, per_line,
                 per_minute, per_hour] = account;
    const Account& same = read->front();
    EXPECT_EQ(same.id, id);
    EXPECT_EQ(same.name, name);
    EXPECT_EQ(same.person, person);
    EXPECT_EQ(same.rehearsal, rehearsal) << "never in a file";
    EXPECT_EQ(same.zone, zone);
    EXPECT_EQ(same.region, region);
    EXPECT_EQ(same.lines, lines);
    EXPECT_EQ(same.blocked, blocked);
    EXPECT_EQ(same.phones, phones);
    EXPECT_EQ(same.known_people, known_people);
    EXPECT_EQ(same.shortest_ring, shortest_ring);
    EXPECT_EQ(same.callback, callback);
    EXPECT_EQ(same.address, address);
    EXPECT_EQ(same.locale, locale);
    EXPECT_EQ(same.consent_reading, reading);
    EXPECT_EQ(same.widen_response, widen);
    EXPECT_EQ(same.answer_texts, answer_texts);
    EXPECT_EQ(same.mode, mode);
    EXPECT_EQ(std::pair(same.hours, same.hours_given), std::pair(hours, given));
    EXPECT_EQ(same.reasons.In("fr", Schedule::kOpen), reasons.In("fr", Schedule::kOpen));
    EXPECT_EQ(same.away, away);
    EXPECT_EQ(same.situations, situations);
    EXPECT_EQ(same.holding_reply, holding);
    EXPECT_EQ(same.emergency_words, urgent);
    EXPECT_EQ(same.emergency_text, told);
    EXPECT_EQ(same.provider_answers, provider);
    EXPECT_EQ(same.line_segments_per_minute, per_line);
    EXPECT_EQ(same.texts_per_minute, per_minute);
    EXPECT_EQ(same.texts_per_hour, per_hour);
    ExpectSame(same.team, team);
  }
}

}  // namespace
}  // namespace textback
