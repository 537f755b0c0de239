// Names that are said in a message (R9).
#include "textback/text/heard_name.h"

#include <gtest/gtest.h>

#include <string>

#include "textback/config/words_data.h"
#include "textback/text/reply.h"

namespace textback {
namespace {

constexpr std::string_view kOwn = "Alex Northside Renovations";

std::string Heard(std::string_view message) {
  return BuiltInReplies()->names().In(message, kOwn).name;
}

// R9
TEST(HeardNamesTest, AfterAnIntroduction) {
  const struct {
    const char* message;
    const char* name;
  } cases[] = {
      {"Hi, this is Dana Lee.", "Dana"},
      {"Hi Alex, this is Dana", "Dana"},
      {"hello my name is Dana and I need a quote", "Dana"},
      {"My name's Dana", "Dana"},
      {"Good morning. This is Jean-Marc, calling about my basement.", "Jean-Marc"},
      {"This is Zoë.", "Zoë"},
      {"This is O'Neil", "O'Neil"},
      {"This is Dana. Again, this is Dana.", "Dana"},
      {"Bonjour, c'est Dana, rappelez-moi.", "Dana"},
      {"Allô, ici Élise Tremblay", "Élise"},
      {"Je m’appelle François", "François"},
      {"Oui bonjour, mon nom est Marie-Ève", "Marie-Ève"},
      {"Hola, soy Dana", "Dana"},
      {"Me llamo María José", "María"},
      {"Buenas tardes, le habla Íñigo de la colonia", "Íñigo"},
      {"Mi nombre es Ángel", "Ángel"},
  };
  for (const auto& [message, name] : cases) EXPECT_EQ(Heard(message), name) << message;
}

// R9, R53: a word that is no name would be said back to the caller.
TEST(HeardNamesTest, NothingIsGuessed) {
  for (const char* message : {
           "",
           "Please call me back.",
           "this is ridiculous, call me",
           "This is about my kitchen",
           "This is Mr. Lee",
           "This is Monday, and nobody called",
           "This is Alex?",
           "Is this Northside?",
           "I hope this is Dana's number",
           "not sure if this is Dana",
           "This is for Alex",
           "This is Alex",
           "This is Northside calling back",
           "This is Dana's husband",
           "This is Prairie Plumbing, call us",
           "This is Lee Construction Inc",
           "this is dana",
           "THIS IS DANA",
           "This is Dana. No, this is Kim.",
           "This is. Dana?",
           "This is, well, Dana",
           "This is",
           "This is Dr. Smith's office",
           "This is A",
           "This is Abcdefghijklmnopqrstuvwxyzabcdef",
           "This is www.example.com",
           "This is 403",
           "C'est pour une cuisine",
           "C'est Monsieur Roy",
           "C'est Dana?",
           "Soy el cliente de ayer",
           "Soy Señor Ruiz",
           "Habla con Dana",
           "\xFF\xFE this is \xC3",
       })
    EXPECT_EQ(Heard(message), "") << message;
}

// R71: the reason names the words that were found.
TEST(HeardNamesTest, SaysWhatItWasReadFrom) {
  EXPECT_EQ(BuiltInReplies()->names().In("This is Dana", kOwn).id, "en.this_is");
  EXPECT_EQ(BuiltInReplies()->names().In("C'est Dana", kOwn).id, "fr.cest");
  EXPECT_EQ(BuiltInReplies()->names().In("Soy Dana", kOwn).id, "es.soy");
}

TEST(HeardNamesTest, WithoutWordsNothingIsHeard) {
  EXPECT_EQ(HeardNames().In("This is Dana", "").name, "");
  EXPECT_EQ(HeardNames(NameWords{}).In("This is Dana", "").name, "");
}

// A long transcript is read up to a limit; every byte is safe.
TEST(HeardNamesTest, AnyTextIsSafe) {
  std::string long_text;
  for (int i = 0; i < 20'000; ++i) long_text += "word ";
  EXPECT_EQ(Heard(long_text + "this is Dana"), "");
  EXPECT_EQ(Heard("this is Dana " + long_text), "Dana");
  for (int byte = 0; byte < 256; ++byte)
    Heard("this is " + std::string(3, static_cast<char>(byte)));
}

}  // namespace
}  // namespace textback
