// Messages as words, which is what R30 and R32 compare.
#include "text/fold.h"

#include <gtest/gtest.h>

#include <string>

namespace textback {
namespace {

// For example "dont
// stop
//
// ": a bar before a word for a soft break, two for a hard one.
std::string Shown(std::string_view text, std::size_t max_words = 100) {
  const FoldedText folded = FoldText(text, max_words);
  std::string out;
  for (std::size_t i = 0; i < folded.words.size(); ++i) {
    if (i > 0) out += ' ';
    if (i > 0 && folded.words[i].before == Break::kSoft) out += '|';
    if (i > 0 && folded.words[i].before == Break::kHard) out += "||";
    out += folded[i];
  }
  return out;
}

TEST(FoldTest, WordsAreLowerCaseWithoutAccentsOrApostrophes) {
  EXPECT_EQ(Shown("Don't STOP"), "dont stop");
  EXPECT_EQ(Shown("Don’t"), "dont");
  EXPECT_EQ(Shown("ARRÊTEZ de m'écrire"), "arretez de mecrire");
  EXPECT_EQ(Shown("ＦＵＬＬ width ﬁn"), "full width fin");
  EXPECT_EQ(Shown("SŒUR, œuvre, Lætitia"), "soeur |oeuvre |laetitia");
  EXPECT_EQ(Shown("àéîõüÿçñšž ĀĖĮŐŰŶČŃŞŻ Straße"), "aeiouycnsz aeiouycnsz strasse");
}

TEST(FoldTest, BreaksAreSoftOrHard) {
  EXPECT_EQ(Shown("one, two. three; four - five: six\nseven"),
            "one |two ||three ||four |five ||six ||seven");
  EXPECT_EQ(Shown("¿Qué? ¡no!"), "que ||no");
  EXPECT_EQ(Shown("opt-out opt–out"), "opt out opt out");
  EXPECT_EQ(Shown("'stop' (now) “ok”"), "stop |now |ok");
}

TEST(FoldTest, EmojiAreWordsAndMaskedWordsStayWhole) {
  EXPECT_EQ(Shown("stop🛑now"), "stop |🛑 |now");
  EXPECT_EQ(Shown("f***ing f*ck #5 my # is"), "f***ing f*ck # 5 my # is");
  const FoldedText folded = FoldText("🙏🏽 ok", 9);
  ASSERT_EQ(folded.words.size(), 2U) << "a skin tone belongs to its emoji";
  EXPECT_TRUE(folded.words[0].symbol);
  EXPECT_FALSE(folded.words[1].symbol);
}

TEST(FoldTest, WhatIsNotUtf8SeparatesWords) {
  EXPECT_EQ(Shown("stop\xFFnow"), "stop now");
  EXPECT_EQ(Shown("\xED\xA0\x80stop\xF0\x9F"), "stop");
  EXPECT_EQ(Shown(std::string("a\0b", 3)), "a b");
}

TEST(FoldTest, AtMostSoManyWordsAndSoLongOnes) {
  EXPECT_EQ(Shown("a b c d", 2), "a b");
  EXPECT_EQ(Shown(std::string(500, 'x')), std::string(kMaxWordBytes, 'x'));
  EXPECT_EQ(Shown(std::string(500, '.') + "a"), "a");
  EXPECT_EQ(Shown("a" + std::string(500, '*') + "b").substr(0, 2), "ab");
  EXPECT_EQ(Shown(""), "");
}

}  // namespace
}  // namespace textback
