// R1, R8: who is inside and who is outside: what accounts say, and what the log shows.
#include "textback/calls/phone_map.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textback {
namespace {

CallRow Row(std::string from, std::string to, std::string context, std::string channel,
            std::string peer, std::string data = "") {
  return {.from = std::move(from),
          .to = std::move(to),
          .context = std::move(context),
          .channel = std::move(channel),
          .peer_channel = std::move(peer),
          .app = "Dial",
          .data = std::move(data)};
}

Account WithPhones(PhoneSystem phones) {
  return {.lines = {PhoneNumber::Parse("+14035550199").value()}, .phones = std::move(phones)};
}

PhoneMap MapOf(const std::vector<CallRow>& rows, std::vector<Account> accounts = {}) {
  PhoneMap map(accounts);
  for (const CallRow& row : rows) map.Observe(row);
  map.Infer();
  return map;
}

Side SideOf(const PhoneMap& map, std::string_view channel) {
  return map.SideOfPeer(ReadChannel(channel)).side;
}

const CallRow kInbound = Row("4035550123", "4035550199", "from-trunk", "SIP/acme-00000001",
                             "SIP/alex-00000002", "SIP/alex,20");
const CallRow kTransit = Row("4035550123", "4165550144", "default", "SIP/gw7-00000003",
                             "SIP/gw9-00000004", "SIP/gw9/4165550144,30");

TEST(PhoneMap, LearnsTrunksAndPhonesFromWhatIsDialled) {
  const PhoneMap map = MapOf({kInbound});
  EXPECT_EQ(SideOf(map, "SIP/acme-00000009"), Side::kOutside);
  EXPECT_EQ(SideOf(map, "SIP/alex-00000009"), Side::kInside);
  EXPECT_EQ(SideOf(map, "SIP/201-00000009"), Side::kInside) << "digits are an extension";
  EXPECT_EQ(SideOf(map, "SIP/nobody-00000009"), Side::kUnknown);
}

// No line and no direction is guessed from a row that may be outgoing.
TEST(PhoneMap, TwoStrangersTellNothing) {
  const PhoneMap map = MapOf({kTransit});
  const OriginFound origin = map.OriginOf(map.Read(kTransit));
  EXPECT_EQ(origin.side, Side::kUnknown);
  std::string why;
  origin.AppendWhy(why);
  EXPECT_EQ(why, "");
}

TEST(PhoneMap, AContextThatOnlyDialsOutIsForOwnPhones) {
  const std::vector<CallRow> rows = {Row("201", "4165550111", "long-distance", "PJSIP/201-00000001",
                                         "PJSIP/acme-00000002", "PJSIP/4165550111@acme"),
                                     Row("202", "6045550112", "long-distance", "PJSIP/202-00000003",
                                         "PJSIP/acme-00000004", "PJSIP/6045550112@acme")};
  const PhoneMap map = MapOf(rows);
  const SideFound found = map.SideOfContext("long-distance");
  EXPECT_EQ(found.side, Side::kInside);
  EXPECT_EQ(found.rows_for, 2U);
  EXPECT_EQ(found.percent(), 100);
  const CallRow other = Row("4035550199", "6135550184", "long-distance", "PJSIP/x-00000005",
                            "PJSIP/acme-00000006", "");
  EXPECT_EQ(map.OriginOf(map.Read(other)).side, Side::kInside);
  EXPECT_EQ(MapOf({rows[0]}).SideOfContext("long-distance").side, Side::kUnknown)
      << "one row is too few";
}

TEST(PhoneMap, WhatAnAccountSaysWins) {
  const std::vector<CallRow> rows = {kTransit};
  const auto side = [&rows](PhoneSystem phones) {
    const PhoneMap map = MapOf(rows, {WithPhones(std::move(phones))});
    return map.OriginOf(map.Read(rows.front())).side;
  };
  EXPECT_EQ(side({.inbound_contexts = {"default"}}), Side::kOutside);
  EXPECT_EQ(side({.outbound_contexts = {"default"}}), Side::kInside);
  EXPECT_EQ(side({.trunks = {"gw7"}}), Side::kOutside);
  EXPECT_EQ(side({.trunks = {"gw9"}}), Side::kInside) << "an account names all its trunks";
  EXPECT_EQ(side({.extensions = {"gw7"}}), Side::kInside);
}

TEST(PhoneMap, SaysWhatItInferredAndFromHowMuch) {
  const PhoneMap map = MapOf({kInbound, kInbound, kInbound});
  std::vector<std::string> findings;
  for (const PhoneMap::Finding& one : map.Findings())
    findings.push_back(one.kind + " " + one.name + " " + std::to_string(one.found.rows_for));
  EXPECT_EQ(findings, (std::vector<std::string>{"trunk acme 3", "extension alex 3",
                                                "inbound context from-trunk 3"}));
  const PhoneMap said =
      MapOf({kInbound},
            {WithPhones(
                {.extensions = {"alex"}, .inbound_contexts = {"from-trunk"}, .trunks = {"acme"}})});
  EXPECT_TRUE(said.Findings().empty()) << "what is said needs no inference";
}

// Votes on both sides leave it open.
TEST(PhoneMap, ContradictionsAreNotSettledByAFewRows) {
  CallRow back = kInbound;
  back.context = "from-internal";
  EXPECT_EQ(SideOf(MapOf({kInbound, back}), "SIP/acme-00000009"), Side::kUnknown);
}

TEST(PhoneMap, ReadsWhatStandsInFromAndTo) {
  const PhoneMap map =
      MapOf({}, {WithPhones({.extensions = {"2XX", "reception"},
                             .ring_groups = {"600"},
                             .caller_ids = {PhoneNumber::Parse("+15875550188").value()},
                             .menus = {"7000"}})});
  EXPECT_EQ(map.ReadParty("4035550123").kind, PartyKind::kNumber);
  EXPECT_EQ(map.ReadParty("14035550199").kind, PartyKind::kOwnNumber);
  EXPECT_EQ(map.ReadParty("5875550188").kind, PartyKind::kOwnNumber);
  EXPECT_EQ(map.ReadParty("anonymous").kind, PartyKind::kHidden);
  EXPECT_EQ(map.ReadParty("").kind, PartyKind::kHidden);
  EXPECT_EQ(map.ReadParty("201").kind, PartyKind::kExtension);
  EXPECT_EQ(map.ReadParty("reception").kind, PartyKind::kExtension);
  EXPECT_EQ(map.ReadParty("600").kind, PartyKind::kGroup);
  EXPECT_EQ(map.ReadParty("7000").kind, PartyKind::kMenu);
  EXPECT_EQ(map.ReadParty("*97").kind, PartyKind::kCode);
  EXPECT_EQ(map.ReadParty("fax").kind, PartyKind::kOther);
}

// Memory is bounded by the kinds of rows: a log without any sense doesn't fill it.
TEST(PhoneMap, DoesNotGrowWithNonsense) {
  PhoneMap map;
  for (int i = 0; i < 50'000; ++i) {
    CallRow row = kInbound;
    row.context = "c" + std::to_string(i);
    map.Observe(row);
  }
  map.Infer();
  EXPECT_LE(map.Findings().size(), 20'003U);
}

}  // namespace
}  // namespace textback
