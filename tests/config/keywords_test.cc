// R30, R33, R34: the words that stop, start and help, as they ship and as an account may write its
// own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "textback/config/playbook_yaml.h"
#include "textback/text/reply.h"

namespace textback {
namespace {

using ::testing::StartsWith;

std::string ErrorOf(std::string_view yaml) {
  const auto classifier = ParseKeywords(yaml, "k.yaml");
  if (classifier.ok()) return "no error";
  EXPECT_EQ(classifier.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(classifier.status().message());
}

TEST(KeywordsTest, ReadsKinds) {
  const auto classifier =
      ParseKeywords("stop: [stop, Arrête]\nstart: [go]\nhelp: [what]\n", "k.yaml");
  ASSERT_TRUE(classifier.ok()) << classifier.status();
  EXPECT_EQ((*classifier)->Classify("ARRETE"), ReplyKind::kStop);
  EXPECT_EQ((*classifier)->Classify("Go!"), ReplyKind::kStart);
  EXPECT_EQ((*classifier)->Classify("what?"), ReplyKind::kHelp);
  EXPECT_EQ((*classifier)->Classify("cancel"), ReplyKind::kReply);
}

struct Mistake {
  std::string yaml;
  std::string message;  // how the error begins
};

TEST(KeywordsTest, MistakesAreNamedWithTheirLine) {
  const std::vector<Mistake> mistakes = {
      {"start: [go]\n", "k.yaml:1: stop: missing"},
      {"stop: []\n", "k.yaml:1: stop: an empty list"},
      {"stop: STOP\n", "k.yaml:1: stop: a text where a list"},
      {"stop: [STOP]\nstp: [x]\n", "k.yaml:2: unknown field 'stp'; did you mean stop?"},
      {"stop:\n  - STOP\n  - '!!'\n", "k.yaml:3: stop: '!!' has no letter or digit"},
      {"stop:\n  - STOP\n  -\n", "k.yaml:3: stop: no value"},
      {"stop:\n  - STOP\n  - ÉND\nstart:\n  - START\n  - end\n",
       "k.yaml:6: start: 'end' is a word of another kind too"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml;
}

// The union of what carriers and providers act on, whatever the provider of the account does
// itself.
TEST(KeywordsTest, EveryWordOfTheProvidersStops) {
  for (const char* word :
       {"STOP",   "STOPALL", "STOP ALL",   "UNSUBSCRIBE", "UNSUB",  "CANCEL", "END",   "QUIT",
        "REVOKE", "OPTOUT",  "OPT OUT",    "OPT-OUT",     "REMOVE", "ARRET",  "ARRÊT", "ARRETE",
        "ARRÊTE", "ARRETER", "DESABONNER", "DÉSABONNER",  "FIN",    "ALTO",   "Stop.", "stop"}) {
    EXPECT_EQ(BuiltInKeywords()->Classify(word), ReplyKind::kStop) << word;
  }
}

TEST(KeywordsTest, StartAndHelpAreKnownAndYesIsNoStart) {
  for (const char* word : {"START", "unstop"})
    EXPECT_EQ(BuiltInKeywords()->Classify(word), ReplyKind::kStart) << word;
  for (const char* word : {"HELP", "INFO", "AIDE", "Ayuda?"})
    EXPECT_EQ(BuiltInKeywords()->Classify(word), ReplyKind::kHelp) << word;
  for (const char* word : {"YES", "OUI", "SI", "ok"})
    EXPECT_EQ(BuiltInKeywords()->Classify(word), ReplyKind::kReply) << word;
}

// R32, first form: a message that only contains a word is a reply, and a person reads it.
TEST(KeywordsTest, WhatOnlyContainsAWordIsAReply) {
  for (const char* message :
       {"end of the month works", "stop by Tuesday", "cancel my appointment", "TD",
        "the help was great", "fin de semaine", "start Monday", "info please about the kitchen"}) {
    EXPECT_EQ(BuiltInKeywords()->Classify(message), ReplyKind::kReply) << message;
  }
}

}  // namespace
}  // namespace textback
