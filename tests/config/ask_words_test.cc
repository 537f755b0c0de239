// R37: asks.yaml, and the errors of files like it: file, line, field and how to mend it.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "textback/config/words_data.h"

namespace textback {
namespace {

std::string Fault(std::string_view yaml) {
  const auto made = ParseAskWords(yaml, "asks.yaml");
  return made.ok() ? "ok" : std::string(made.status().message());
}

TEST(AskWordsTest, TheBuiltInFileIsKeptForTheRecord) {
  ASSERT_NE(BuiltInAsks()->source(), nullptr);
  EXPECT_EQ(BuiltInAsks()->source()->name, "asks.yaml");
  EXPECT_EQ(BuiltInReplies()->asked_times(), BuiltInAsks().get());
}

TEST(AskWordsTest, OwnWordsAreUnderstood) {
  const auto own = ParseAskWords(R"(fillers: [please]
light: [maybe]
classes:
  me: [me, us]
parts:
  when: "[on] <time>"
phrases:
  - id: en.holler
    what: text
    say: ["holler at <me> {when}"]
)",
                                 "asks.yaml");
  ASSERT_TRUE(own.ok()) << own.status();
  const SpokenClock now = std::chrono::local_days{std::chrono::year{2026} / 11 / 25};
  const auto asked = (*own)->In("Please holler at us on Friday!", now, "en");
  ASSERT_TRUE(asked.has_value());
  EXPECT_EQ(asked->id, "en.holler");
  EXPECT_EQ(asked->words, "holler at us on Friday");
}

TEST(AskWordsTest, ErrorsNameTheirLine) {
  EXPECT_EQ(Fault("fillers: [please]\n"), "asks.yaml:1: phrases: missing; add it");
  EXPECT_EQ(Fault("phrases:\n  - id: text_me\n    what: text\n    say: [text me]\n"),
            "asks.yaml:2: phrases.id: 'text_me'; begin it with en, fr or es and a dot, as in "
            "en.text_me");
  EXPECT_EQ(Fault("phrases:\n  - id: en.text_me\n    what: txt\n    say: [text me]\n"),
            "asks.yaml:3: phrases.what: unknown what 'txt'; did you mean text?");
  EXPECT_EQ(Fault("phrases:\n  - id: en.text_me\n    what: text\n    say: []\n"),
            "asks.yaml:4: phrases.say: an empty list; add a phrase or remove the entry");
  EXPECT_EQ(Fault("phrases:\n  - id: en.a\n    what: text\n    say:\n      - text me\n      - text "
                  "(me\n"),
            "asks.yaml:6: phrases.say: phrase en.a: 'text (me': character 9: a bracket is never "
            "closed");
  EXPECT_EQ(Fault("phrases:\n  - id: en.a\n    what: text\n    say: [text <us>]\n"),
            "asks.yaml:4: phrases.say: phrase en.a: 'text <us>': character 10: no class <us>");
  EXPECT_EQ(Fault("phrases:\n  - id: en.a\n    what: text\n    say: [text me]\n  - id: en.a\n    "
                  "what: call\n    say: [call me]\n"),
            "asks.yaml:5: phrases.id: 'en.a' is there already; ids are unique");
  EXPECT_EQ(Fault("light:\n  - maybe\n  - as soon\nphrases: []\n"),
            "asks.yaml:3: light: 'as soon' is not one word as messages are read; write single "
            "words");
  EXPECT_EQ(Fault("classes:\n  time: [hour]\nphrases: []\n"),
            "asks.yaml:2: classes: class time is there already; rename it");
  EXPECT_EQ(Fault("phrase: []\n").substr(0, 20), "asks.yaml:1: unknown");
}

}  // namespace
}  // namespace textback
