// What ships: the two-text playbook as the specification has it, and words that keep R50 to R53 for
// every mix of values.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/rulebook_yaml.h"
#include "textback/text/segments.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::array kVariants = {Variant::kPlain, Variant::kKnown, Variant::kLate};

TEST(BuiltInTest, TheTwoTextPlaybookIsTheSpecificationsTable) {
  const Playbook& playbook = *TwoTextPlaybook().playbook;
  EXPECT_TRUE(CheckPlaybook(playbook).ok());
  EXPECT_EQ(playbook.name, "two-text");
  struct Row {
    std::string_view name, after;
    TextClass text_class;
    Need needs;
    Duration delay;
    int local_time;
  };
  const std::array<Row, 4> table = {
      {{"text_1", "", TextClass::kResponse, Need::kResponse, seconds{10}, -1},
       {"text_2", "text_1", TextClass::kProactive, Need::kInquiry, hours{2}, -1},
       {"check_in_1", "text_2", TextClass::kProactive, Need::kFollowUp, hours{7 * 24}, 600},
       {"check_in_2", "text_2", TextClass::kProactive, Need::kFollowUp, hours{21 * 24}, 600}}};
  ASSERT_EQ(playbook.steps.size(), table.size());
  for (std::size_t i = 0; i < table.size(); ++i) {
    const PlaybookStep& step = playbook.steps[i];
    EXPECT_EQ(step.name.view(), table[i].name);
    EXPECT_EQ(step.after.value_or(StepName()).view(), table[i].after);
    EXPECT_EQ(step.text_class, table[i].text_class);
    EXPECT_EQ(step.needs, table[i].needs);
    EXPECT_EQ(step.delay, table[i].delay);
    EXPECT_EQ(step.local_time.value_or(minutes{-1}), minutes{table[i].local_time});
  }
  EXPECT_EQ(playbook.first_nurturing_step, 2u);
  EXPECT_EQ(playbook.cool_down, hours{4});                    // R4
  EXPECT_EQ(playbook.late_after, minutes{30});                // R7
  EXPECT_EQ(playbook.too_late_after, hours{72});              // R7
  EXPECT_EQ(playbook.episode_expires_after, hours{30 * 24});  // R5
  EXPECT_EQ(playbook.spread, minutes{10});                    // R12
}

TEST(BuiltInTest, EveryCallGivesTheSameObject) {
  EXPECT_EQ(TwoTextPlaybook().script, TwoTextPlaybook().script);
  EXPECT_EQ(BuiltInRulebooks(), BuiltInRulebooks());
  EXPECT_EQ(BuiltInPlaces().value(), BuiltInPlaces().value());
  EXPECT_EQ(BuiltInKeywords(), BuiltInKeywords());
}

struct Sample {
  std::string step;
  Variant variant;
  Values values;
  std::string body;
  std::string text;  // with the footer
};

// All words with all mixes of what may be known, for a short, a usual and a long business.
std::vector<Sample> AllSamples() {
  struct Business {
    std::string_view person, name, address;
  };
  static constexpr std::array<Business, 3> kBusinesses = {
      {{"Bo", "Reno", "1 A St"},
       {"Alex", "Northside Renovations", "12 Sample St, Calgary AB"},
       {"Maximiliane", "Kawartha Lakes Kitchen & Basement Company",
        "Unit 204, 12345 Long Sample Street Northwest, Calgary AB"}}};
  const Script& script = *TwoTextPlaybook().script;
  std::vector<Sample> samples;
  for (const PlaybookStep& step : TwoTextPlaybook().playbook->steps) {
    for (const Variant variant : kVariants) {
      for (const Business& business : kBusinesses) {
        for (unsigned known = 0; known < 8; ++known) {
          for (const Trade trade :
               {Trade::kKitchen, Trade::kBasement, Trade::kBathroom, Trade::kGeneral}) {
            Sample sample{.step = std::string(step.name.view()),
                          .variant = variant,
                          .values = {},
                          .body = {},
                          .text = {}};
            sample.values[Field::kPerson] = business.person;
            sample.values[Field::kBusiness] = business.name;
            sample.values[Field::kCallback] = "+14035550199";
            if ((known & 1) != 0) sample.values[Field::kName] = "Dana";
            if ((known & 2) != 0) sample.values[Field::kTrade] = script.TradeWords(trade, "en");
            if ((known & 4) != 0) sample.values[Field::kAddress] = business.address;
            const Script::Words words = script.Find(step.name, variant, "en");
            words.body->Render(sample.values, sample.body);
            sample.text = sample.body + " ";
            words.footer->Render(sample.values, sample.text);
            samples.push_back(sample);
          }
        }
      }
    }
  }
  return samples;
}

// R50
TEST(BuiltInWordsTest, EveryTextSaysWhoForWhomHowToReachThemAndHowToStop) {
  for (const Sample& sample : AllSamples()) {
    for (const Field field : {Field::kPerson, Field::kBusiness, Field::kCallback}) {
      EXPECT_THAT(sample.text, HasSubstr(std::string(sample.values[field])));
    }
    EXPECT_THAT(sample.text, HasSubstr("STOP"));
  }
}

// CASL s.6(2), SOR/2012-36 s.2(1)(d): a text that doesn't answer the inquiry itself carries the
// mailing address.
TEST(BuiltInWordsTest, LaterTextsShowTheAddressWhereThereIsOne) {
  for (const Sample& sample : AllSamples()) {
    if (sample.step == "text_1") continue;
    EXPECT_THAT(sample.text, HasSubstr(std::string(sample.values[Field::kAddress])));
  }
}

// R51
TEST(BuiltInWordsTest, TextsStartWithThePersonAndAskOneOpenQuestionAtTheEnd) {
  for (const Sample& sample : AllSamples()) {
    EXPECT_THAT(sample.body, StartsWith(std::string(sample.values[Field::kPerson]) + " here"));
    EXPECT_THAT(sample.body, EndsWith("?"));
    EXPECT_EQ(std::count(sample.text.begin(), sample.text.end(), '?'), 1) << sample.text;
    const std::string question = sample.body.substr(sample.body.rfind(". ") + 2);
    EXPECT_THAT(question, ::testing::ContainsRegex("^(What|How|When|Where|Which) "))
        << "open: not to be answered by yes";
  }
}

TEST(BuiltInWordsTest, TheFirstTextSaysThatWeMissedTheCall) {
  for (const Sample& sample : AllSamples()) {
    if (sample.step != "text_1") continue;
    EXPECT_THAT(sample.body, HasSubstr("missed your call"));
    const bool says_earlier = sample.body.find("missed your call earlier") != std::string::npos;
    EXPECT_EQ(says_earlier, sample.variant == Variant::kLate);
  }
}

TEST(BuiltInWordsTest, TheKnownVariantUsesWhatIsKnown) {
  for (const Sample& sample : AllSamples()) {
    if (sample.step != "text_1" || sample.variant != Variant::kKnown) continue;
    EXPECT_THAT(sample.body, HasSubstr(std::string(sample.values[Field::kName])));
    EXPECT_THAT(sample.body, HasSubstr(std::string(sample.values[Field::kTrade])));
  }
}

std::size_t CountOf(std::string_view what, std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++count;
  return count;
}

TEST(BuiltInWordsTest, NothingPressesPromotesOrApologisesTwice) {
  for (const Sample& sample : AllSamples()) {
    EXPECT_LE(CountOf("sorry", sample.text) + CountOf("apolog", sample.text), 1u) << sample.text;
    for (const std::string_view word : {"urgent",      "as soon as possible",
                                        "asap",        "last chance",
                                        "hurry",       "limited",
                                        "act now",     "don't miss",
                                        "immediately", "free",
                                        "discount",    "offer",
                                        "deal",        "save",
                                        "% off",       "special",
                                        "book now",    "best price",
                                        "http",        "!"}) {
      EXPECT_EQ(CountOf(word, sample.text), 0u) << word << " in " << sample.text;
    }
  }
}

// R52
TEST(BuiltInWordsTest, EveryTextFitsTwoSegmentsInTheGsmAlphabet) {
  for (const Sample& sample : AllSamples()) {
    const Segments segments = CountSegments(sample.text);
    EXPECT_EQ(segments.encoding, Encoding::kGsm7) << sample.text;
    EXPECT_LE(segments.segments, 2u) << sample.text;
    const bool usual = sample.values[Field::kBusiness] == "Northside Renovations" &&
                       sample.values[Field::kAddress].empty();
    if (!usual) continue;
    EXPECT_EQ(segments.segments, 1u) << sample.text;
  }
}

// R53
TEST(BuiltInWordsTest, NoMixOfValuesLeavesAHole) {
  for (const Sample& sample : AllSamples()) {
    for (const char* hole : {"  ", " ,", " .", " ?", ",,", ", .", ",.", "..", ". ,", "{", "}", "[",
                             "]", "|", " your.", " your?", "()"}) {
      EXPECT_THAT(sample.text, Not(HasSubstr(hole)));
    }
    EXPECT_NE(sample.text.back(), ' ');
    EXPECT_NE(sample.text.front(), ' ');
  }
}

TEST(BuiltInWordsTest, EveryTradeHasWords) {
  const Script& script = *TwoTextPlaybook().script;
  for (const Trade trade : {Trade::kKitchen, Trade::kBasement, Trade::kBathroom, Trade::kGeneral}) {
    EXPECT_NE(script.TradeWords(trade, "en"), "");
  }
  EXPECT_EQ(script.TradeWords(Trade::kUnknown, "en"), "");
}

}  // namespace
}  // namespace textback
