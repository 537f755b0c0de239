// R50-R53, R55 for all built-in words: every playbook, step, variant, trade, language and reason,
// with many names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "textback/config/lint_yaml.h"
#include "textback/config/playbook_yaml.h"
#include "textback/text/segments.h"

namespace textback {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::array<std::string_view, 3> kLocales = {"en", "fr", "es"};
constexpr std::array kVariants = kEveryVariant;
constexpr std::array kTrades = {TradeId(), TradeId::Of("kitchen"), TradeId::Of("basement"),
                                TradeId::Of("bathroom"), TradeId::Of("general")};
constexpr std::array kInquiries = {InquiryKind::kMissedCall, InquiryKind::kForm,
                                   InquiryKind::kText};

struct Names {
  std::string_view person, business, address, name;
};

// Short, usual and long names, and names with letters outside GSM-7.
constexpr std::array<Names, 5> kNames = {
    {{"Bo", "Reno", "1 A St", "Al"},
     {"Alex", "Northside Renovations", "12 Sample St, Calgary AB", "Dana"},
     {"Christopher", "Okanagan Kitchen & Bath Renovations",
      "1250 Boundary Road, Suite 204, Kelowna BC", "Maximiliano"},
     {"María", "Rénovations Côté", "12 rue Sainte-Hélène, Québec QC", "Zoë"},
     {"Łukasz", "Kuchnie “Dąb” – Toronto", "5 Bloor St W, Toronto ON", "Agnieszka"}}};

struct Sample {
  std::string step;
  InquiryKind inquiry = InquiryKind::kMissedCall;
  Variant variant = Variant::kPlain;
  std::string locale;
  Values values;
  std::string reason;
  std::string body;
  std::string text;  // with the footer
};

// R55: none, the built-in ones, and the longest that an account may have.
std::vector<std::string> ReasonsIn(const Script& script, std::string_view locale) {
  std::vector<std::string> reasons = {""};
  for (const Schedule schedule : kEverySchedule)
    reasons.emplace_back(script.reasons().In(locale, schedule).value_or(""));
  reasons.push_back("T" + std::string(ScheduleWords::kMaxCharacters - 1, 'o'));
  return reasons;
}

void AddSample(const Script& script, const StepName& step, InquiryKind inquiry,
               const Sample& sample, const TradeId& trade, std::vector<Sample>& samples) {
  const Script::Words words = script.Find(
      {.step = step, .variant = sample.variant, .trade = trade, .locale = sample.locale});
  EXPECT_EQ(words.locale, sample.locale) << step.view() << ": every step in every language";
  const std::vector<std::string> reasons = words.body->Uses(Field::kReason)
                                               ? ReasonsIn(script, sample.locale)
                                               : std::vector{std::string()};
  for (const std::string& reason : reasons) {
    Sample one = sample;
    one.inquiry = inquiry;
    one.reason = reason;
    one.values[Field::kReason] = reason;
    words.body->Render(one.values, one.body);
    one.text = one.body;
    if (words.footer != nullptr) {
      one.text += ' ';
      words.footer->Render(one.values, one.text);
    }
    one.values[Field::kReason] = {};
    samples.push_back(std::move(one));
  }
}

void AddSamples(const Script& script, const StepName& step, InquiryKind inquiry,
                std::vector<Sample>& samples) {
  for (const std::string_view locale : kLocales) {
    for (const Variant variant : kVariants) {
      for (const TradeId& trade : kTrades) {
        for (const Names& names : kNames) {
          for (unsigned known = 0; known < 4; ++known) {
            Sample sample{.step = std::string(step.view()),
                          .inquiry = inquiry,
                          .variant = variant,
                          .locale = std::string(locale)};
            sample.values[Field::kPerson] = names.person;
            sample.values[Field::kBusiness] = names.business;
            sample.values[Field::kCallback] = "403-555-0199";
            sample.values[Field::kTrade] = script.trades().SaidIn(locale, trade);
            if ((known & 1) != 0) sample.values[Field::kName] = names.name;
            if ((known & 2) != 0) sample.values[Field::kAddress] = names.address;
            AddSample(script, step, inquiry, sample, trade, samples);
          }
        }
      }
    }
  }
}

const std::vector<Sample>& AllSamples() {
  static const std::vector<Sample>& samples = *[] {
    auto* all = new std::vector<Sample>;
    for (const InquiryKind kind : kInquiries) {
      const PlaybookFile& file = BuiltInPlaybooks()[kind];
      for (const PlaybookStep& step : file.playbook->steps)
        AddSamples(*file.script, step.name, kind, *all);
    }
    for (const char* step : {"holding_reply", "stop_confirmation", "help_answer", "bot_answer"}) {
      AddSamples(*BuiltInServiceWords().script, *StepName::Parse(step), InquiryKind::kText, *all);
    }
    return all;
  }();
  return samples;
}

std::string Yaml(const std::string& name) {
  std::ifstream file(std::string(TEXTBACK_SOURCE_DIR) + "/src/config/playbooks/" + name);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Built-in words are not linted when loaded, but here: no errors and no warnings.
TEST(BuiltInWordsTest, LintFindsNothing) {
  for (const char* name : {"two_text.yaml", "web_form.yaml", "inbound_text.yaml"}) {
    const absl::StatusOr<PlaybookFindings> found = LintPlaybook(Yaml(name), name);
    ASSERT_TRUE(found.ok()) << found.status();
    for (const WordsFinding& finding : found->findings) ADD_FAILURE() << finding.ToString();
  }
  const absl::StatusOr<ServiceFile> service =
      ParseServiceWords(Yaml("service.yaml"), "service.yaml");
  ASSERT_TRUE(service.ok()) << service.status();
  for (const WordsFinding& warning : service->warnings) ADD_FAILURE() << warning.ToString();
}

// R50
TEST(BuiltInWordsTest, EveryTextSaysWhoForWhomHowToReachThemAndHowToStop) {
  for (const Sample& sample : AllSamples()) {
    EXPECT_THAT(sample.text, HasSubstr(std::string(sample.values[Field::kBusiness])));
    if (sample.step == "stop_confirmation") {
      EXPECT_THAT(sample.text, HasSubstr("START"));
      continue;
    }
    EXPECT_THAT(sample.text, HasSubstr(std::string(sample.values[Field::kPerson])));
    EXPECT_THAT(sample.text, HasSubstr("403-555-0199"));
    const char* stop = sample.locale == "en" ? "STOP" : sample.locale == "fr" ? "ARRET" : "ALTO";
    EXPECT_THAT(sample.text, HasSubstr(stop));
  }
}

// CASL s.6(2), SOR/2012-36 s.2(1)(d): a text that doesn't answer the inquiry itself carries the
// mailing address.
TEST(BuiltInWordsTest, LaterTextsShowTheAddressWhereThereIsOne) {
  for (const Sample& sample : AllSamples()) {
    if (sample.step != "text_2" && !sample.step.starts_with("check_in")) continue;
    EXPECT_THAT(sample.text, HasSubstr(std::string(sample.values[Field::kAddress])));
  }
}

// R51, R7: a call is called missed; for a form or a text we thank.
TEST(BuiltInWordsTest, TheFirstTextAnswersWhatThePersonDid) {
  for (const Sample& sample : AllSamples()) {
    if (sample.step != "text_1") continue;
    const bool call = sample.inquiry == InquiryKind::kMissedCall;
    const char* missed = sample.locale == "en"   ? "missed your call"
                         : sample.locale == "fr" ? "manqué votre appel"
                                                 : "no pudimos contestar";
    const char* thanks = sample.locale == "en"   ? "Thanks"
                         : sample.locale == "fr" ? "merci"
                                                 : "racias";
    EXPECT_THAT(sample.body, HasSubstr(call ? missed : thanks));
    if (!call) {
      EXPECT_THAT(sample.body, Not(HasSubstr(missed)));
    }
    EXPECT_TRUE(sample.body.ends_with("?")) << sample.body;
  }
}

// R6
TEST(BuiltInWordsTest, TheKnownVariantUsesWhatIsKnown) {
  for (const Sample& sample : AllSamples()) {
    if (sample.step != "text_1" || sample.variant != Variant::kKnown) continue;
    EXPECT_THAT(sample.body, HasSubstr(std::string(sample.values[Field::kName])));
    EXPECT_THAT(sample.body, HasSubstr(std::string(sample.values[Field::kTrade])));
  }
}

// R52: unchanged if the names are in the alphabet, otherwise with stand-ins.
TEST(BuiltInWordsTest, EveryTextFitsTwoSegments) {
  for (const Sample& sample : AllSamples()) {
    Segments segments = CountSegments(sample.text);
    if (segments.encoding == Encoding::kUcs2 && segments.segments > 2) {
      const std::string cheaper = TwoTextPlaybook().script->stand_ins()->Replace(sample.text);
      segments = CountSegments(cheaper);
      EXPECT_EQ(segments.encoding, Encoding::kGsm7) << cheaper;
    }
    EXPECT_LE(segments.segments, 2U) << sample.text;
  }
}

TEST(BuiltInWordsTest, OurOwnWordsAreOfTheGsmAlphabet) {
  for (const Sample& sample : AllSamples()) {
    const bool plain_names =
        CountSegments(sample.values[Field::kBusiness]).encoding == Encoding::kGsm7;
    if (!plain_names) continue;
    EXPECT_EQ(CountSegments(sample.text).encoding, Encoding::kGsm7) << sample.text;
  }
}

// R34, R56
TEST(BuiltInWordsTest, ServiceTextsAreShort) {
  for (const Sample& sample : AllSamples()) {
    if (sample.step != "help_answer" && sample.step != "stop_confirmation" &&
        sample.step != "bot_answer")
      continue;
    EXPECT_EQ(CountSegments(TwoTextPlaybook().script->stand_ins()->Replace(sample.text)).segments,
              1U)
        << sample.text;
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

// R55: at night nobody is on a job site; without known hours nothing is claimed.
TEST(BuiltInWordsTest, TheFirstTextSaysWhyNobodyAnswered) {
  const Script& script = *TwoTextPlaybook().script;
  std::size_t with_reason = 0;
  for (const Sample& sample : AllSamples()) {
    if (sample.step != "text_1" || sample.inquiry != InquiryKind::kMissedCall) continue;
    EXPECT_THAT(sample.body, HasSubstr(sample.reason));
    if (!sample.reason.empty()) ++with_reason;
    for (const Schedule schedule : kEverySchedule) {
      const std::string words(script.reasons().In(sample.locale, schedule).value());
      if (words != sample.reason) {
        EXPECT_THAT(sample.body, Not(HasSubstr(words)));
      }
    }
  }
  EXPECT_GT(with_reason, 0U);
}

std::size_t QuestionsIn(const Sample& sample) {
  return static_cast<std::size_t>(std::count(sample.text.begin(), sample.text.end(), '?'));
}

// R55: one question in text_1, none in text_2 and check_in_2, an easy one in check_in_1.
TEST(BuiltInWordsTest, QuestionsAreFewAndEasy) {
  for (const Sample& sample : AllSamples()) {
    const bool asks = sample.step == "text_1" || sample.step == "check_in_1";
    EXPECT_EQ(QuestionsIn(sample), asks ? 1U : 0U) << sample.text;
  }
}

// R55: who follows up says so, for which work, and that there is no hurry.
TEST(BuiltInWordsTest, LaterTextsFollowUpAndGivePermission) {
  const std::map<std::string, std::array<std::string_view, 5>> words = {
      {"en", {"following up", "a quote", "my last text", "o rush", "door stays open"}},
      {"fr", {"suivi", "soumission", "dernier texto", "Rien ne presse", "porte reste ouverte"}},
      {"es",
       {"dando seguimiento", "cotizamos", "Ya no le voy a escribir", " prisa",
        "puerta sigue abierta"}}};
  for (const Sample& sample : AllSamples()) {
    const auto& [follow_up, quote, last, permission, door] = words.at(sample.locale);
    const auto says = [&sample](std::string_view phrase) {
      return sample.body.find(phrase) != std::string::npos;
    };
    const bool later = sample.step == "text_2" || sample.step.starts_with("check_in");
    EXPECT_EQ(says(permission), later) << sample.body;
    if (sample.step == "text_2") {
      EXPECT_TRUE(says(follow_up) && says(quote)) << sample.body;
    }
    EXPECT_EQ(says(last), sample.step == "check_in_2") << sample.body;
    EXPECT_EQ(says(door), sample.step == "check_in_2") << sample.body;
  }
}

// R53: each trade has its own words.
TEST(BuiltInWordsTest, EveryTradeHasItsScript) {
  for (const InquiryKind kind : kInquiries) {
    const Script& script = *BuiltInPlaybooks()[kind].script;
    for (const char* step : {"text_2", "check_in_1", "check_in_2"}) {
      for (const std::string_view locale : kLocales) {
        std::vector<const Template*> words;
        for (const TradeId& trade : kTrades) {
          words.push_back(
              script.Find({.step = *StepName::Parse(step), .trade = trade, .locale = locale}).body);
          if (trade != TradeId()) {
            EXPECT_NE(script.trades().SaidIn(locale, trade), "");
          }
          for (std::size_t i = 0; i + 1 < words.size(); ++i)
            EXPECT_NE(words[i], words.back()) << step << " " << locale << " " << trade.view();
        }
      }
    }
  }
}

}  // namespace
}  // namespace textback
