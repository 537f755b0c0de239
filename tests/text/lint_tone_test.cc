// R55, R52: low pressure, short sentences, carriers that take less. For each rule texts that break
// it and texts that don't, in three languages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/config/lint_yaml.h"
#include "textback/text/lint.h"

namespace textback {
namespace {

using ::testing::HasSubstr;

struct Text {
  std::string_view locale;
  std::string_view body;
  std::string_view step = "text_2";
  bool asks_consent = false;
};

std::string_view FooterOf(std::string_view locale) {
  if (locale == "fr") return "Tél. {callback}. ARRET pour se désabonner.";
  if (locale == "es") return "Tel. {callback}. ALTO para darse de baja.";
  return "Call {callback}. Reply STOP to opt out.";
}

std::vector<LintFinding> FindingsOf(const Text& text, std::string_view profile = {}) {
  const Template body = *Template::Compile(text.body);
  const Template footer = *Template::Compile(FooterOf(text.locale));
  const bool first = text.step == "text_1";
  return Lint({.step = *StepName::Parse(text.step),
               .first = first,
               .text_class = first ? TextClass::kResponse : TextClass::kProactive,
               .locale = text.locale,
               .body = &body,
               .footer = &footer,
               .trade_words = "kitchen",
               .asks_consent = text.asks_consent,
               .profile = *LintProfileNamed(profile)},
              *BuiltInLintWords());
}

std::optional<LintFinding> Find(const Text& text, std::string_view id,
                                std::string_view profile = {}) {
  for (LintFinding& finding : FindingsOf(text, profile)) {
    if (finding.id == id) return std::move(finding);
  }
  return std::nullopt;
}

struct Case {
  std::string_view id;
  Text broken;
  Text mended;
};

constexpr Case kCases[] = {
    {"permission_missing",
     {"en", "It's {person} from {business}, following up."},
     {"en", "It's {person} from {business}, following up. No rush."}},
    {"permission_missing",
     {"en", "It's {person} from {business}.[ No rush, {name}.]"},
     {"en", "It's {person} from {business}. Take your time[, {name}]."}},
    {"permission_missing",
     {"fr", "Ici {person} de chez {business}, un petit suivi.", "check_in_1"},
     {"fr", "Ici {person} de chez {business}, un petit suivi. Rien ne presse.", "check_in_1"}},
    {"permission_missing",
     {"es", "Soy {person} de {business} otra vez.", "check_in_2"},
     {"es", "Soy {person} de {business} otra vez. Conteste cuando guste.", "check_in_2"}},
    // A question that belongs on a drawing board, or that takes thought.
    {"hard_question",
     {"en", "{person}, {business}. No rush. What layout do you see?", "check_in_1"},
     {"en", "{person}, {business}. No rush. Is it still on your mind?", "check_in_1"}},
    {"hard_question",
     {"en", "{person} of {business}. We missed your call. What is your budget?", "text_1"},
     {"en", "{person} of {business}. We missed your call. What can I help with?", "text_1"}},
    {"hard_question",
     {"fr", "{person}, {business}. On a manqué votre appel. Quel est votre budget?", "text_1"},
     {"fr", "{person}, {business}. On a manqué votre appel. Comment vous aider?", "text_1"}},
    {"hard_question",
     {"es", "{person}, {business}. No pude contestar. ¿Qué estilo le gusta?", "text_1"},
     {"es", "{person}, {business}. No pude contestar. ¿En qué le ayudo?", "text_1"}},
    // Two answers to one question mark.
    {"hard_question",
     {"en", "{person} of {business}. We missed your call. What is it and when?", "text_1"},
     {"en", "{person} of {business}. We missed your call. When can we talk?", "text_1"}},
    {"hard_question",
     {"fr", "{person}, {business}. On a manqué votre appel. Quoi, et quand?", "text_1"},
     {"fr", "{person}, {business}. On a manqué votre appel. Quand appeler?", "text_1"}},
    {"hard_question",
     {"es", "{person}, {business}. No pude contestar. ¿Qué es, y cuándo?", "text_1"},
     {"es", "{person}, {business}. No pude contestar. ¿A qué hora llamo?", "text_1"}},
    {"two_questions",
     {"en", "{person} of {business}. No rush. Is it a kitchen? When may we call?", "check_in_1"},
     {"en", "{person} of {business}. No rush, https://x.ca/?id=7&q=a?b. When??", "check_in_1"}},
    {"two_questions",
     {"fr", "{person}, {business}. Rien ne presse. Une cuisine? Quand?", "check_in_1"},
     {"fr", "{person}, {business}. Rien ne presse. Une cuisine?", "check_in_1"}},
    {"two_questions",
     {"es", "{person}, {business}. Sin prisa. ¿Una cocina? ¿A qué hora?", "check_in_1"},
     {"es", "{person}, {business}. Sin prisa. ¿Una cocina?", "check_in_1"}},
    // text_2 and the last text ask nothing.
    {"no_question",
     {"en", "{person} of {business}. No rush. Which room is it?"},
     {"en", "{person} of {business}. No rush. Reply here.", "text_2"}},
    {"no_question",
     {"fr", "{person}, {business}. Rien ne presse. Encore là?", "check_in_2"},
     {"fr", "{person}, {business}. Rien ne presse. Encore là?", "check_in_1"}},
    {"no_question",
     {"es", "{person}, {business}. Sin prisa. ¿Sigue en pie?", "text_2"},
     {"es", "{person}, {business}. Sin prisa. ¿Le puedo escribir?", "text_2", true}},
    {"sentence_length",
     {"en",
      "{person} of {business}. No rush, one two three four five six seven eight nine ten eleven."},
     {"en", "{person} of {business}. No rush, one two three four five six seven eight nine ten."}},
    {"sentence_length",
     {"fr",
      "{person}, {business}. Rien ne presse, un deux trois quatre cinq six sept huit neuf dix."},
     {"fr",
      "{person}, {business}. Rien ne presse & j'ai deux trois quatre cinq six sept huit neuf."}},
    // A value that ends in a full stop ends no sentence.
    {"sentence_length",
     {"es", "Sin prisa, soy {person} de {business} y vi su llamada de ayer en la tarde."},
     {"es", "Sin prisa, soy {person} de {business} y vi su llamada hoy."}},
    {"sales_talk",
     {"en", "{person} of {business}. No rush. Did you know that quartz lasts?", "check_in_1"},
     {"en", "{person} of {business}. No rush. You know where we are.", "check_in_1"}},
    {"sales_talk",
     {"en", "{person} of {business}. No rush. Now 10% off.", "check_in_1"},
     {"en", "{person} of {business}. No rush. Happy to quote.", "check_in_1"}},
    {"sales_talk",
     {"fr", "{person}, {business}. Rien ne presse. La cuisine de vos rêves.", "check_in_1"},
     {"fr", "{person}, {business}. Rien ne presse. Votre cuisine.", "check_in_1"}},
    {"sales_talk",
     {"es", "{person}, {business}. Sin prisa. Calidad: nuestros expertos.", "check_in_1"},
     {"es", "{person}, {business}. Sin prisa. Estamos para ayudarle.", "check_in_1"}},
};

const std::map<std::string_view, std::string_view> kRules = {
    {"permission_missing", "R55 warning"}, {"hard_question", "R55 warning"},
    {"two_questions", "R55 error"},        {"no_question", "R55 warning"},
    {"sentence_length", "R55 warning"},    {"sales_talk", "R55 warning"}};

TEST(LintToneTest, EachRuleIsBrokenAndKeptInEachLanguage) {
  std::map<std::string_view, std::map<std::string_view, int>> tried;
  for (const Case& one : kCases) {
    ++tried[one.id][one.broken.locale];
    const std::optional<LintFinding> finding = Find(one.broken, one.id);
    ASSERT_TRUE(finding.has_value()) << one.id << ": " << one.broken.body;
    EXPECT_EQ(std::string(finding->rule) + " " + std::string(NameOf(finding->severity)),
              kRules.at(one.id))
        << one.id;
    EXPECT_FALSE(finding->message.empty()) << one.id;
    EXPECT_FALSE(finding->fix.empty()) << one.id;
    const std::optional<LintFinding> none = Find(one.mended, one.id);
    EXPECT_FALSE(none.has_value()) << one.mended.body << ": " << none->message;
  }
  ASSERT_EQ(tried.size(), kRules.size());
  for (const auto& [id, languages] : tried) EXPECT_EQ(languages.size(), 3U) << id;
}

// The text that answers the inquiry, and answers to STOP and HELP, hurry nobody: they need no
// permission.
TEST(LintToneTest, AnswersNeedNoPermission) {
  EXPECT_FALSE(Find({"en", "{person} of {business}. We missed your call. What now?", "text_1"},
                    "permission_missing"));
  const Template body =
      *Template::Compile("Done, {business} will not text you. START begins again.");
  for (const LintFinding& finding : Lint({.step = *StepName::Parse("stop_confirmation"),
                                    .text_class = TextClass::kService,
                                    .locale = "en",
                                    .body = &body},
                                         *BuiltInLintWords())) {
    ADD_FAILURE() << finding.id << ": " << finding.message;
  }
}

TEST(LintToneTest, FixesQuoteWordsOfTheLanguage) {
  EXPECT_THAT(Find({"fr", "Ici {person}, {business}."}, "permission_missing")->fix,
              HasSubstr("rien ne presse"));
  EXPECT_THAT(Find({"es", "Soy {person}, {business}."}, "permission_missing")->fix,
              HasSubstr("no hay prisa"));
  EXPECT_EQ(Find({"en", "{person}, {business}. No rush. What a dream is it?", "check_in_1"},
                 "hard_question")
                ->message,
            "\"dream\" makes the question hard to answer on a phone");
}

// A business may be called "Dream Kitchen Experts": values are not our words.
TEST(LintToneTest, ValuesAreNotRead) {
  const Template body = *Template::Compile("{person} of {business}, your {trade|job}. No rush.");
  for (const LintFinding& finding : Lint({.step = *StepName::Parse("check_in_1"),
                                    .locale = "en",
                                    .body = &body,
                                    .trade_words = "luxury kitchen experts"},
                                         *BuiltInLintWords()))
    EXPECT_NE(finding.id, "sales_talk") << finding.message;
}

// R52: the profile of a carrier counts only where it is asked for, with long values.
TEST(LintToneTest, AProfileTakesOneShortSegment) {
  constexpr std::string_view kProfile = "canada_136";
  const std::array<Case, 4> cases = {{
      {"profile_length",
       {"en", "{person} at {business}: missed your call earlier today. What do you need?",
        "text_1"},
       {"en", "{person} at {business}: missed your call. What do you need?", "text_1"}},
      {"profile_length",
       {"fr", "{person}, {business}: on a manqué votre appel. Comment peut-on vous aider?",
        "text_1"},
       {"fr", "{person}, {business}: appel manqué. Quoi faire?", "text_1"}},
      {"profile_length",
       {"es", "{person} de {business}: vi su llamada perdida hoy. ¿En qué le puedo ayudar?",
        "text_1"},
       {"es", "{person} de {business}: llamada perdida. ¿Qué pasa?", "text_1"}},
      // One letter outside GSM-7 makes a segment hold 70.
      {"profile_length",
       {"es", "{person} de {business}: llamada perdida. ¿Y ahí?", "text_1"},
       {"es", "{person} de {business}: llamada perdida. ¿Y hoy?", "text_1"}},
  }};
  for (const Case& one : cases) {
    const std::optional<LintFinding> finding = Find(one.broken, one.id, kProfile);
    ASSERT_TRUE(finding.has_value()) << one.broken.body;
    EXPECT_EQ(finding->rule, "R52");
    EXPECT_THAT(finding->message, HasSubstr("canada_136 takes one segment of 136"));
    EXPECT_FALSE(finding->fix.empty());
    EXPECT_FALSE(Find(one.broken, one.id).has_value()) << "off unless asked for";
    const std::optional<LintFinding> none = Find(one.mended, one.id, kProfile);
    EXPECT_FALSE(none.has_value()) << one.mended.body << ": " << none->message;
  }
  EXPECT_FALSE(LintProfileNamed("canada_137").ok());
  EXPECT_THAT(std::string(LintProfileNamed("canada_137").status().message()),
              HasSubstr("no 'canada_137'; write canada_136"));
}

}  // namespace
}  // namespace textback
