// The language of phrases (R32): words, choices, gaps and edges.
#include "text/phrase.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textback {
namespace {

const WordClasses kNoClasses;

// For example "2-5": the run that starts at the first matching word; or "none".
std::string Find(std::string_view phrase, std::string_view message,
                 std::string_view filler = "please") {
  Vocabulary vocabulary;
  const std::optional<WordId> filler_id = vocabulary.Add(filler);
  const absl::StatusOr<Phrase> compiled = Phrase::Compile(phrase, vocabulary, kNoClasses);
  if (!compiled.ok()) return std::string(compiled.status().message());
  const FoldedText text = FoldText(message, 100);
  std::vector<NumberedWord> words;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    const WordId id = vocabulary.Find(text[i]);
    words.push_back({.id = id, .before = text.words[i].before, .filler = id == filler_id});
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!Holds(compiled->first(), words[i].id)) continue;
    if (const auto end = compiled->Match(words, i); end.has_value())
      return std::to_string(i) + "-" + std::to_string(*end);
  }
  return "none";
}

TEST(PhraseTest, WordsInTheirOrder) {
  EXPECT_EQ(Find("stop texting", "you stop texting me"), "1-3");
  EXPECT_EQ(Find("stop texting", "texting stop"), "none");
  EXPECT_EQ(Find("stop|quit texting", "quit texting"), "0-2");
  EXPECT_EQ(Find("stop texting", "stop please texting"), "0-3") << "fillers may stand between";
  EXPECT_EQ(Find("stop please", "stop please"), "0-2") << "unless it is a word of the phrase";
}

TEST(PhraseTest, ChoicesAndWhatMayBeMissing) {
  EXPECT_EQ(Find("stop [it] now", "stop now"), "0-2");
  EXPECT_EQ(Find("stop [it] now", "stop it now"), "0-3");
  EXPECT_EQ(Find("stop [it / them all] now", "stop them all now"), "0-4");
  EXPECT_EQ(Find("(no more / zero) texts", "zero texts"), "0-2");
  EXPECT_EQ(Find("(no more / zero) texts", "no texts"), "none");
  EXPECT_EQ(Find("(a (b / c d) / e) f", "a c d f"), "0-4");
  EXPECT_EQ(Find("stop [it [all]]", "stop it all day"), "0-3") << "the longest run counts";
}

TEST(PhraseTest, GapsAreShort) {
  EXPECT_EQ(Find("stop ... me", "stop me"), "0-2");
  EXPECT_EQ(Find("stop ... me", "stop a b c me"), "0-5");
  EXPECT_EQ(Find("stop ... me", "stop a b c d me"), "none");
  EXPECT_EQ(Find("stop ... me", "stop a. me"), "none");
}

TEST(PhraseTest, EdgesAndCommas) {
  EXPECT_EQ(Find("stop $", "stop, now"), "0-1");
  EXPECT_EQ(Find("stop $", "stop now"), "none");
  EXPECT_EQ(Find("stop $", "stop please. now"), "0-1");
  EXPECT_EQ(Find("stop $$", "stop please!"), "0-1");
  EXPECT_EQ(Find("stop $$", "stop. now"), "none");
  EXPECT_EQ(Find("^ stop", "now, please stop"), "2-3");
  EXPECT_EQ(Find("^ stop", "now stop"), "none");
  EXPECT_EQ(Find("^^ stop", "now. stop"), "none");
  EXPECT_EQ(Find("stop calling text", "stop calling, text"), "none");
  EXPECT_EQ(Find("stop calling , text", "stop calling, text"), "0-3");
  EXPECT_EQ(Find("stop calling , [and] text", "stop calling - and text"), "0-4");
  EXPECT_EQ(Find("stop calling , text", "stop calling. text"), "none") << "not over a sentence";
  EXPECT_EQ(Find("stop (texts / $)", "stop. now"), "0-1");
}

// However the phrase branches and the message repeats, the number of steps of a run is limited.
TEST(PhraseTest, RunsAreBounded) {
  std::string phrase = "a";
  for (int i = 0; i < 20; ++i) phrase += " [a|b] ...";
  phrase += " end";
  std::string message;
  for (int i = 0; i < 90; ++i) message += "a b ";
  EXPECT_EQ(Find(phrase, message), "none");
}

// Both were found by fuzzing.
TEST(PhraseTest, BeginningBehindTheLastWordIsNowhere) { EXPECT_EQ(Find("hola ^", "hola"), "none"); }

TEST(PhraseTest, ManyBracketsAreReadAtOnce) {
  std::string phrase;
  for (int i = 0; i < 24; ++i) phrase += "[[x]] ";  // took half a minute
  EXPECT_EQ(Find(phrase + "a", "a"), "0-1");
}

}  // namespace
}  // namespace textback
