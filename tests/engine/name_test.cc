// R53, R46: what stands for a name and is none is said to nobody; a form with a link is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Instant kFriday = At("2026-11-20T10:00:00-06:00");
const TradeId kKitchen = TradeId::Of("kitchen");

// The first text after a form.
std::string TextAfter(FormInquiry form) {
  World world;
  form.trade = kKitchen;
  world.Feed(kFriday, form);
  world.RunUntil(kFriday + minutes{1});
  return world.sent().empty() ? "no text" : world.sent().front().text.body;
}

TEST(NamesInTexts, AnHonestNameIsSaid) {
  for (const char* name : {"Dana", "J.P. O'Neil", "St. John", "Jo-Ann St.John", "Zoé"})
    EXPECT_THAT(TextAfter({.name = name}), HasSubstr(name));
}

// The words are exactly those for somebody whose name isn't known.
TEST(NamesInTexts, WhatIsNoNameLeavesTheClauseOut) {
  const std::string without = TextAfter({});
  for (const char* name :
       {"Unknown", "WIRELESS CALLER", "CALGARY AB", "Spam Likely", "V14035550123", "N/A", "test",
        "403-555-0142", "dana@example.net", "http://evil.example/x", "evil [dot] com",
        "Dana\nYour parcel waits, pay now"}) {
    EXPECT_EQ(TextAfter({.name = name}), without) << name;
  }
}

TEST(NamesInTexts, WhatIsNoNameIsNotKept) {
  World world;
  world.Feed(kFriday, FormInquiry{.trade = kKitchen, .name = "Dana"});
  const Decision decision =
      world.Feed(kFriday + minutes{1}, FormInquiry{.trade = kKitchen, .name = "WIRELESS CALLER"});
  EXPECT_TRUE(Has(decision, Why::kNotAName));
  EXPECT_EQ(world.lead().profile.name, "Dana");
  EXPECT_THAT(world.Tasks(), Not(Contains("link_in_form")));
}

// R6: an import may have kept a label as a name; it makes nobody a known caller.
TEST(NamesInTexts, ALabelFromAnImportIsNotSaid) {
  for (const char* name : {"Wireless Caller", "TORONTO ON", "4035550123", "evil.example/x"}) {
    World world;
    world.Feed(kFriday - minutes{1}, DetailsKnown{{.name = name, .trade = kKitchen}});
    world.Missed(kFriday);
    world.RunUntil(kFriday + hours{3});
    ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2")) << name;
    for (const Sent& sent : world.sent()) {
      EXPECT_THAT(sent.text.body, Not(HasSubstr(name)));
      EXPECT_NE(sent.text.wording.variant, Variant::kKnown);
    }
  }
}

// R46: anybody can type somebody else's number into a form.
TEST(LinksInForms, TheOwnerIsToldAndNothingIsSaidBack) {
  const std::string without = TextAfter({});
  for (const FormInquiry& form :
       {FormInquiry{.name = "Win $500 http://evil.example/x"}, FormInquiry{.name = "bit.ly/3x"},
        FormInquiry{.name = "evil.example"}, FormInquiry{.name = "evil . com"},
        FormInquiry{.name = "Dana", .message = "see https://evil.example/pay"},
        FormInquiry{.name = "Dana", .message = "plans at evil [dot] com"}}) {
    World world;
    FormInquiry with_trade = form;
    with_trade.trade = kKitchen;
    const Decision decision = world.Feed(kFriday, with_trade);
    EXPECT_TRUE(Has(decision, Why::kLinkInForm)) << form.name;
    ASSERT_THAT(world.Tasks(), ElementsAre("link_in_form")) << form.name;
    EXPECT_THAT(decision.tasks[0].quote, HasSubstr(form.name));
    EXPECT_THAT(decision.tasks[0].quote, HasSubstr(form.message));
    EXPECT_EQ(world.lead().profile.name, "");
    EXPECT_EQ(TextAfter(form), without) << form.name;
  }
}

TEST(LinksInForms, AMessageWithoutALinkIsNothingSpecial) {
  World world;
  const Decision decision = world.Feed(
      kFriday, FormInquiry{.trade = kKitchen,
                           .name = "Dana",
                           .message = "Please call me.It is about 3.5 m. dana@example.net"});
  EXPECT_FALSE(Has(decision, Why::kLinkInForm));
  EXPECT_THAT(world.Tasks(), ElementsAre());
  EXPECT_EQ(world.lead().profile.name, "Dana");
}

// R2: no lead to text, but the owner hears of both.
TEST(LinksInForms, AFormWithoutANumberIsToldToo) {
  World world(Northside(), PhoneNumber());
  world.Feed(kFriday, FormInquiry{.name = "evil.example/win"});
  EXPECT_THAT(world.Tasks(), ElementsAre("link_in_form", "call_back"));
}

}  // namespace
}  // namespace textback
