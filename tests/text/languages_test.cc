// Which language a text is in (R57), with the built-in words.
#include "textback/text/languages.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "textback/config/playbook_yaml.h"

namespace textback {
namespace {

const Languages& BuiltIn() { return BuiltInServiceWords().script->languages(); }

struct Case {
  const char* message;
  const char* locale;
  bool sure;
};

TEST(LanguagesTest, CommonWordsDecide) {
  const Case cases[] = {
      {"Hi, I need a quote for the kitchen", "en", true},
      {"can you call me back", "en", true},
      {"What is this about?", "en", true},
      {"Bonjour, je voudrais un prix pour une salle de bain", "fr", true},
      {"Oui, c'est pour mon sous-sol", "fr", true},
      {"pouvez vous me rappeler demain", "fr", true},
      {"Hola, necesito un presupuesto para la cocina", "es", true},
      {"¿Cuánto cuesta un baño?", "es", true},
      {"sí, gracias", "es", false},
      {"oui merci", "fr", false},
      {"yes please", "en", false},
  };
  for (const Case& one : cases) {
    const Languages::Heard heard = BuiltIn().HeardIn(one.message);
    EXPECT_EQ(heard.locale, one.locale) << one.message;
    EXPECT_EQ(heard.sure, one.sure) << one.message;
  }
}

// Nothing is guessed from one word, a number, or a mix.
TEST(LanguagesTest, TooLittleIsNoLanguage) {
  for (const char* message : {"", "ok", "Dana", "kitchen", "merci", "3 x 4", "👍", "call me svp",
                              "1234 rue Main", "yes merci", "hola good morning bonjour"}) {
    EXPECT_EQ(BuiltIn().HeardIn(message).locale, "") << message;
  }
}

// One word of another language in many of one's own changes nothing.
TEST(LanguagesTest, AStrayWordIsForgiven) {
  EXPECT_EQ(BuiltIn().HeardIn("Bonjour, je voudrais une soumission pour mon kitchen").locale, "fr");
  EXPECT_EQ(BuiltIn().HeardIn("Hi I want to know the price, merci").locale, "en");
}

TEST(LanguagesTest, AskedFor) {
  const Case cases[] = {{"English please", "en", true}, {"English", "en", true},
                        {"In English?", "en", true},    {"En français SVP", "fr", true},
                        {"Español", "es", true},        {"anglais", "en", true}};
  for (const Case& one : cases) {
    EXPECT_EQ(BuiltIn().HeardIn(one.message), (Languages::Heard{one.locale, one.sure}))
        << one.message;
  }
}

TEST(LanguagesTest, RefusesWhatWouldNotDecide) {
  Languages languages;
  const std::vector<std::string> words = {"vous"};
  const std::vector<std::string> two = {"s'il vous"};
  ASSERT_TRUE(languages.Add("fr", words, {}).ok());
  EXPECT_EQ(languages.Add("fr", words, {}).code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(languages.Add("es", words, {}).code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(languages.Add("en", two, {}).code(), absl::StatusCode::kInvalidArgument);
}

TEST(LanguagesTest, ReadsTheBeginningOfALongMessage) {
  std::string message = "je voudrais une soumission ";
  message.append(10'000'000, 'x');
  EXPECT_EQ(BuiltIn().HeardIn(message).locale, "fr");
}

}  // namespace
}  // namespace textback
