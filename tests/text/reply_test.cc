// R30, R32-R34: a keyword is a keyword however it is typed, and only as the whole message.
#include "textback/text/reply.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textback {
namespace {

ReplyClassifier Small() {
  return ReplyClassifier({{"STOP", ReplyKind::kStop},
                          {"Arrêt", ReplyKind::kStop},
                          {"DÉSABONNER", ReplyKind::kStop},
                          {"stop all", ReplyKind::kStop},
                          {"OPT-OUT", ReplyKind::kStop},
                          {"START", ReplyKind::kStart},
                          {"HELP", ReplyKind::kHelp}});
}

TEST(ReplyTest, CaseAccentsAndSurroundingsDontMatter) {
  const ReplyClassifier classifier = Small();
  for (const char* message : {"STOP",
                              "stop",
                              "Stop",
                              " stop ",
                              "STOP.",
                              "stop!!!",
                              "\"STOP\"",
                              "'stop'",
                              "(stop)",
                              "«Stop»",
                              "¡stop!",
                              "…stop…",
                              "stop\n",
                              "\r\n\tstop",
                              "stop\xC2\xA0",
                              "\xE2\x80\x8Bstop",
                              "\xEF\xBB\xBFSTOP",
                              "STOP 🛑",
                              "🙏 stop 🙏🏽",
                              "stop ❤️",
                              "“stop”",
                              "ＳＴＯＰ",
                              "ｓｔｏｐ！",
                              "st\xC2\xADop",
                              "ARRET",
                              "arrêt",
                              "ARRÊT",
                              "Arrêt.",
                              "arre\xCC\x82t",
                              "désabonner",
                              "DESABONNER",
                              "de\xCC\x81sabonner",
                              "STOP ALL",
                              "stop   all",
                              "stop\nall",
                              "stop\xC2\xA0"
                              "all",
                              "opt-out",
                              "OPT‑OUT",
                              "opt–out",
                              "stop\xF0\x9F"}) {
    EXPECT_EQ(classifier.Classify(message), ReplyKind::kStop) << message;
  }
  EXPECT_EQ(classifier.Classify("Start!"), ReplyKind::kStart);
  EXPECT_EQ(classifier.Classify("help?"), ReplyKind::kHelp);
}

TEST(ReplyTest, WhatOnlyContainsAKeywordIsAReply) {
  const ReplyClassifier classifier = Small();
  for (const char* message : {"",
                              " ",
                              "...",
                              "🛑",
                              "stop by Tuesday",
                              "please stop",
                              "stopall",
                              "sto p",
                              "st.op",
                              "non-stop",
                              "STOP2",
                              "2 stop",
                              "stopp",
                              "don't stop",
                              "starting Monday",
                              "help me with my kitchen",
                              "stop-all",
                              "СТОП",
                              "止",
                              "arret de bus",
                              "opt out",
                              "\xFF\xFE"}) {
    EXPECT_EQ(classifier.Classify(message), ReplyKind::kReply) << message;
  }
}

TEST(ReplyTest, KeywordsAreFoldedAsMessagesAre) {
  const ReplyClassifier classifier({{"  «Arrêtez   tout» ", ReplyKind::kStop}});
  EXPECT_EQ(classifier.Classify("ARRETEZ TOUT"), ReplyKind::kStop);
}

TEST(ReplyTest, AWordOfTwoKindsIsAStop) {
  EXPECT_EQ(
      ReplyClassifier({{"END", ReplyKind::kStart}, {"end", ReplyKind::kStop}}).Classify("End"),
      ReplyKind::kStop);
}

TEST(ReplyTest, WithoutKeywordsEverythingIsAReply) {
  EXPECT_EQ(ReplyClassifier({}).Classify("STOP"), ReplyKind::kReply);
  EXPECT_EQ(ReplyClassifier({{"!!", ReplyKind::kStop}, {"", ReplyKind::kStop}}).Classify("!!"),
            ReplyKind::kReply);
}

TEST(ReplyTest, LongMessagesAreReadToTheEndButNotKept) {
  const ReplyClassifier classifier = Small();
  EXPECT_EQ(classifier.Classify(std::string(100'000, '!') + "stop" + std::string(100'000, ' ')),
            ReplyKind::kStop);
  EXPECT_EQ(classifier.Classify("stop" + std::string(100'000, '.') + "all"), ReplyKind::kReply);
  EXPECT_EQ(classifier.Classify(std::string(100'000, 's')), ReplyKind::kReply);
}

TEST(ReplyTest, EveryAccentOfLatinFoldsToItsLetter) {
  const ReplyClassifier classifier({{"AEIOUYCNSZ", ReplyKind::kStop}});
  EXPECT_EQ(classifier.Classify("àéîõüÿçñšž"), ReplyKind::kStop);
  EXPECT_EQ(classifier.Classify("ĀĖĮŐŰŶČŃŞŻ"), ReplyKind::kStop);
}

TEST(ReplyTest, KindsHaveNames) {
  EXPECT_EQ(NameOf(ReplyKind::kReply), "reply");
  EXPECT_EQ(NameOf(ReplyKind::kStop), "stop");
  EXPECT_EQ(NameOf(ReplyKind::kStart), "start");
  EXPECT_EQ(NameOf(ReplyKind::kHelp), "help");
}

}  // namespace
}  // namespace textback
