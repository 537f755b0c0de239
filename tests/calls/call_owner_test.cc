// R1: whose call it is. Nothing is guessed: what nothing tells is told.
#include "textback/calls/call_owner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textback {
namespace {

using ::testing::HasSubstr;

PhoneNumber Number(std::string_view text) { return PhoneNumber::Parse(text).value(); }

Account Named(std::string_view id, std::vector<PhoneNumber> lines, PhoneSystem phones = {}) {
  return {
      .id = AccountId::Parse(id).value(), .lines = std::move(lines), .phones = std::move(phones)};
}

Call Inbound(std::string_view line) {
  Call call{.direction = CallDirection::kInbound, .to = "600"};
  if (!line.empty()) call.line = Number(line);
  return call;
}

std::string OwnerOf(const CallOwners& owners, const Call& call) {
  const Account* owner = owners.OwnerOf(call);
  return owner == nullptr ? "nobody" : std::string(owner->id.view());
}

const PhoneNumber kNorthLine = Number("+14035550199");
const PhoneNumber kSouthLine = Number("+14035550188");

TEST(CallOwners, TheLineTellsFirst) {
  const CallOwners owners({Named("north", {kNorthLine}), Named("south", {kSouthLine})});
  Call call = Inbound("+14035550188");
  call.account_code = "north";
  EXPECT_EQ(OwnerOf(owners, call), "south");
  EXPECT_EQ(OwnerOf(owners, Inbound("+14035550177")), "nobody");
  EXPECT_THAT(owners.WhyNot(Inbound("+14035550177")), HasSubstr("lines:"));
}

TEST(CallOwners, ThenTheAccountCode) {
  const CallOwners owners({Named("north", {kNorthLine}), Named("south", {kSouthLine})});
  Call call = Inbound("");
  call.account_code = "south";
  EXPECT_EQ(OwnerOf(owners, call), "south");
  call.account_code = "east";
  EXPECT_EQ(OwnerOf(owners, call), "nobody");
  EXPECT_THAT(owners.WhyNot(call), HasSubstr("'east'"));
}

TEST(CallOwners, ThenWhatAnAccountSaysAboutItsPhones) {
  const CallOwners owners(
      {Named("north", {kNorthLine}, {.extensions = {"2XX"}}),
       Named("south", {kSouthLine}, {.trunks = {"acme"}, .ring_groups = {"600"}})});
  EXPECT_EQ(OwnerOf(owners, Inbound("")), "south") << "600 is its ring group";
  Call call{.direction = CallDirection::kOutbound, .from = "201", .phone = "201"};
  EXPECT_EQ(OwnerOf(owners, call), "north");
  call.phone = "301";
  EXPECT_EQ(OwnerOf(owners, call), "nobody");
  EXPECT_THAT(owners.WhyNot(call), HasSubstr("extensions:"));
  call.from = "4035550188";
  EXPECT_EQ(OwnerOf(owners, call), "south") << "it shows the line of the south";
}

TEST(CallOwners, OneAccountOwnsWhatNothingElseTells) {
  const CallOwners owners({Named("north", {kNorthLine})});
  EXPECT_EQ(OwnerOf(owners, Inbound("")), "north");
  EXPECT_EQ(OwnerOf(owners, Inbound("+14035550188")), "nobody") << "a line that it doesn't name";
}

TEST(CallOwners, IdsAndLinesAreUnique) {
  const std::vector<Account> twice = {Named("north", {}), Named("north", {})};
  EXPECT_THAT(std::string(CheckOwners(twice).message()), HasSubstr("'north'"));
  const std::vector<Account> shared = {Named("north", {kNorthLine}), Named("south", {kNorthLine})};
  EXPECT_THAT(std::string(CheckOwners(shared).message()), HasSubstr("+14035550199"));
}

// Without an account file a code is no name: texts show a placeholder, and nothing sends.
TEST(MadeAccounts, AreRehearsalsWithPlaceholders) {
  MadeAccounts made;
  Call call = Inbound("+14035550199");
  call.account_code = "contractor-38";
  made.Add(call);
  const std::vector<Account> accounts = made.Take(Zone::Load("UTC").value());
  ASSERT_EQ(accounts.size(), 1U);
  EXPECT_EQ(accounts[0].id.view(), "contractor-38");
  EXPECT_EQ(accounts[0].name, kPlaceholderBusiness);
  EXPECT_EQ(accounts[0].lines, std::vector{kNorthLine});
  EXPECT_TRUE(accounts[0].rehearsal);
}

TEST(MadeAccounts, ALogWithoutCodesIsOneBusiness) {
  MadeAccounts made;
  made.Add(Inbound("+14035550188"));
  made.Add(Inbound("+14035550199"));
  made.Add(Inbound("+14035550199"));
  Call out{.direction = CallDirection::kOutbound, .from = "201", .line = Number("+15875550111")};
  made.Add(out);
  const std::vector<Account> accounts = made.Take(Zone::Load("UTC").value());
  ASSERT_EQ(accounts.size(), 1U);
  EXPECT_EQ(accounts[0].id.view(), "line+14035550199") << "by the line that most dial";
  EXPECT_EQ(accounts[0].lines.size(), 2U) << "no line is taken from a call that went out (R2)";
  out.line = {};
  EXPECT_EQ(OwnerOf(CallOwners(accounts), out), "line+14035550199");
}

}  // namespace
}  // namespace textback
