// R30, R32-R34: a keyword counts however it is typed; a phrase is recognized by the words after it
// too.
#include "textback/text/reply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace textback {
namespace {

using ::testing::HasSubstr;
using Classifier = std::shared_ptr<const ReplyClassifier>;

ReplyWords SmallWords() {
  ReplyWords words;
  words.keywords = {{.kind = ReplyKind::kStop,
                     .language = "any",
                     .in_company = ReplyKind::kStop,
                     .mistyped = true,
                     .words = {"STOP", "stop all", "OPT-OUT"}},
                    {.kind = ReplyKind::kStop, .language = "es", .words = {"PAREN", "cancelar"}},
                    {.kind = ReplyKind::kStop,
                     .language = "fr",
                     .in_company = ReplyKind::kDoubtful,
                     .words = {"Arrêt", "DÉSABONNER"}},
                    {.kind = ReplyKind::kStart, .language = "en", .words = {"START"}},
                    {.kind = ReplyKind::kHelp, .language = "en", .words = {"HELP"}}};
  words.not_typos = {"shop", "step"};
  words.mistyped = {"texting"};
  words.fillers = {"please", "thank you", "ok", "s v p"};
  words.classes = {{.name = "halt", .words = {"stop", "quit"}}, {.name = "me", .words = {"me"}}};
  words.phrases = {
      {.id = "en.stop_texting",
       .kind = ReplyKind::kStop,
       .language = "en",
       .why = "an order",
       .say = {"<halt> texting [<me>]", "no more (texts / text messages) $"}},
      {.id = "en.at_night",
       .kind = ReplyKind::kDoubtful,
       .overrules = true,
       .language = "en",
       .why = "other hours",
       .say = {"<halt> texting ... at night"}},
      {.id = "en.other", .kind = ReplyKind::kReply, .language = "en", .say = {"dont stop ..."}},
      {.id = "en.calls",
       .kind = ReplyKind::kReply,
       .overrules = true,
       .language = "en",
       .say = {"<halt> calling , text"}},
      {.id = "en.maybe", .kind = ReplyKind::kDoubtful, .language = "en", .say = {"enough"}},
      {.id = "en.reason",
       .kind = ReplyKind::kReply,
       .aside = true,
       .language = "en",
       .say = {"we hired (somebody / someone)"}},
  };
  return words;
}

Classifier Small() { return ReplyClassifier::Make(SmallWords()).value(); }

ReplyKind KindOf(const Classifier& classifier, std::string_view message) {
  return classifier->Classify(message).kind;
}

TEST(ReplyTest, CaseAccentsAndSurroundingsDontMatter) {
  const Classifier classifier = Small();
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
                              "#stop",
                              "*STOP*",
                              "ＳＴＯＰ",
                              "ｓｔｏｐ！",
                              "st\xC2\xADop",
                              "ARRET",
                              "arrêt",
                              "Arrêt.",
                              "arre\xCC\x82t",
                              "DESABONNER",
                              "de\xCC\x81sabonner",
                              "STOP ALL",
                              "stop   all",
                              "stop\xC2\xA0"
                              "all",
                              "stop-all",
                              "opt-out",
                              "OPT‑OUT",
                              "opt–out",
                              "opt out",
                              "\xE2\x80\xAEstop\xE2\x80\xAC",  // right-to-left override
                              "stop\xF0\x9F"}) {
    EXPECT_EQ(KindOf(classifier, message), ReplyKind::kStop) << message;
  }
  EXPECT_EQ(KindOf(classifier, "Start!"), ReplyKind::kStart);
  EXPECT_EQ(KindOf(classifier, "help?"), ReplyKind::kHelp);
}

// Spelled out, stretched, or with one typo; but not if it is another word, and never as START.
TEST(ReplyTest, AMistypedStopIsAStopAndAMistypedStartIsNothing) {
  const Classifier classifier = Small();
  for (const char* message : {"s t o p", "S.T.O.P.", "S-T-O-P", "s\nt\no\np", "stoppp", "STOOOP",
                              "stpo", "sotp", "stopp", "stp.", "dtop", "désabonnr", "stop0"}) {
    EXPECT_EQ(KindOf(classifier, message), ReplyKind::kStop) << message;
  }
  // Names and words are similar to short keywords: only a doubled or swapped letter is accepted.
  EXPECT_EQ(KindOf(classifier, "paaren"), ReplyKind::kStop);
  EXPECT_EQ(KindOf(classifier, "parne"), ReplyKind::kStop);
  EXPECT_EQ(KindOf(classifier, "Karen"), ReplyKind::kDoubtful);
  EXPECT_EQ(KindOf(classifier, "canselar"), ReplyKind::kStop) << "six letters and more";
  for (const char* message :
       {"shop", "Step!", "s t o", "spoty", "strat", "stat", "hlep", "STAR", "startt", "STAAART"}) {
    EXPECT_EQ(KindOf(classifier, message), ReplyKind::kReply) << message;
  }
}

TEST(ReplyTest, WhatOnlyContainsAKeywordIsAReply) {
  const Classifier classifier = Small();
  for (const char* message :
       {"", " ", "...", "🛑", "stop by Tuesday", "sto p", "non-stop", "2 stop", "starting Monday",
        "help me with my kitchen", "help please", "start please", "СТОП", "止", "arret de bus",
        "don't stop the updates", "\xFF\xFE", "\xED\xA0\x80"}) {
    EXPECT_EQ(KindOf(classifier, message), ReplyKind::kReply) << message;
  }
}

// R30: "Stop. Thank you" is a stop; with more than courtesies a person decides.
TEST(ReplyTest, CompanyDecidesWhatAKeywordIs) {
  const Classifier classifier = Small();
  for (const char* message :
       {"Stop. Thank you", "please stop", "stop, we hired somebody", "We hired someone. STOP",
        "stop stop STOP", "STOP - Brenda", "Mother is ill and the phone wakes her. Stop."}) {
    EXPECT_EQ(KindOf(classifier, message), ReplyKind::kStop) << message;
  }
  // What begins the message is meant for us.
  EXPECT_EQ(KindOf(classifier, "Stop, I have moved to another town"), ReplyKind::kStop);
  for (const char* message :
       {"that tickles me, stop, I can't breathe", "arret s.v.p.", "please, arret"}) {
    EXPECT_EQ(KindOf(classifier, message), ReplyKind::kDoubtful) << message;
  }
}

// R30: what a person adds to the word is no reason to go on texting.
TEST(ReplyTest, AKeywordBesideANameANumberOrASwearWordIsAStop) {
  ReplyWords words = SmallWords();
  words.swears = {"jerk", "jerks", "you"};
  const Classifier classifier = ReplyClassifier::Make(words).value();
  for (const char* message :
       {"STOP Alex", "stop alex reyes", "Stop Dana!", "STOP 403-555-0123", "stop +1 403 555 0123",
        "STOP you jerks", "stop jerk", "jerk stop", "please stop jerks"}) {
    EXPECT_EQ(KindOf(classifier, message), ReplyKind::kStop) << message;
  }
  for (const char* message :
       {"stop 2", "stop 403", "Alex stop", "stop Alex from calling my landlord", "start Alex"}) {
    EXPECT_NE(KindOf(classifier, message), ReplyKind::kStop) << message;
  }
}

// R32: a question with these words may be about something else.
TEST(ReplyTest, SomeStopsAreDoubtfulInAQuestion) {
  ReplyWords words = SmallWords();
  words.phrases.push_back({.id = "en.dictated",
                           .kind = ReplyKind::kStop,
                           .unless_asked = true,
                           .language = "en",
                           .say = {"stop $$"}});
  const Classifier classifier = ReplyClassifier::Make(words).value();
  EXPECT_EQ(KindOf(classifier, "we hired my cousin for the floors in the end so stop"),
            ReplyKind::kStop);
  EXPECT_EQ(KindOf(classifier, "Will the hammering upstairs on weekends ever just stop?"),
            ReplyKind::kDoubtful);
}

TEST(ReplyTest, PhrasesShareParts) {
  ReplyWords words = SmallWords();
  words.parts = {{"your_list", "your [{long}] list"}, {"long", "long|endless"}};
  words.phrases.push_back({.id = "en.list",
                           .kind = ReplyKind::kStop,
                           .language = "en",
                           .say = {"remove me ...5 {your_list}"}});
  const Classifier classifier = ReplyClassifier::Make(words).value();
  EXPECT_EQ(KindOf(classifier, "remove me from your endless list"), ReplyKind::kStop);
  EXPECT_EQ(KindOf(classifier, "remove me and my dad too from your list"), ReplyKind::kStop);
  EXPECT_EQ(KindOf(classifier, "remove me and my dad and my mom too from your list"),
            ReplyKind::kReply)
      << "...5 is up to five words";
}

// R39: an emergency is told beside any kind, and is the kind of what else would be a reply.
TEST(ReplyTest, MarksStandBesideTheKind) {
  using Mark = ReplyWords::Marks::Mark;
  ReplyWords words = SmallWords();
  words.marks = {
      {.id = "en.flood",
       .mark = Mark::kEmergency,
       .language = "en",
       .why = "water",
       .say = {"is flooding"}},
      {.id = "en.smell",
       .mark = Mark::kPerhapsEmergency,
       .language = "en",
       .why = "gas",
       .say = {"smell"}},
      {.id = "en.inbox", .mark = Mark::kNoEmergency, .language = "en", .say = {"mail is flooding"}},
      {.id = "en.call", .mark = Mark::kCall, .language = "en", .say = {"call me"}}};
  const Classifier classifier = ReplyClassifier::Make(words).value();
  const ReplyClassifier::Meaning flood = classifier->Classify("The basement is flooding, call me");
  EXPECT_EQ(flood.kind, ReplyKind::kEmergency);
  EXPECT_EQ(flood.emergency, Emergency::kCertain);
  EXPECT_EQ(flood.id, "en.flood");
  EXPECT_EQ(flood.why, "water");
  EXPECT_TRUE(flood.wants_call);
  const ReplyClassifier::Meaning both = classifier->Classify("Stop texting, it is flooding here");
  EXPECT_EQ(both.kind, ReplyKind::kStop) << "R30: never after STOP, whatever else it says";
  EXPECT_EQ(both.emergency, Emergency::kCertain);
  const ReplyClassifier::Meaning doubt = classifier->Classify("a funny smell in here");
  EXPECT_EQ(doubt.kind, ReplyKind::kEmergency);
  EXPECT_EQ(doubt.emergency, Emergency::kPerhaps);
  const ReplyClassifier::Meaning none = classifier->Classify("your mail is flooding my inbox");
  EXPECT_EQ(none.kind, ReplyKind::kReply);
  EXPECT_EQ(none.emergency, Emergency::kNone);
  EXPECT_FALSE(none.wants_call);
}

// A bare CANCEL is an opt-out, but it may be the visit that is meant.
TEST(ReplyTest, ABareCancelSaysSo) {
  ReplyWords words = SmallWords();
  words.keywords[1].cancels = true;
  const Classifier classifier = ReplyClassifier::Make(words).value();
  EXPECT_TRUE(classifier->Classify("Cancelar").cancels);
  EXPECT_FALSE(classifier->Classify("STOP").cancels);
}

TEST(ReplyTest, OfPhrasesThatOverlapTheLongerOneCounts) {
  const Classifier classifier = Small();
  EXPECT_EQ(KindOf(classifier, "Quit texting me"), ReplyKind::kStop);
  EXPECT_EQ(KindOf(classifier, "don't stop texting me"), ReplyKind::kReply);
  EXPECT_EQ(KindOf(classifier, "dont please stop texting"), ReplyKind::kReply);
  EXPECT_EQ(KindOf(classifier, "stop texting me"), ReplyKind::kStop);
  EXPECT_EQ(KindOf(classifier, "stop texting me so much at night"), ReplyKind::kDoubtful);
  EXPECT_EQ(KindOf(classifier, "stop calling, text me instead"), ReplyKind::kReply);
  EXPECT_EQ(KindOf(classifier, "enough. stop texting"), ReplyKind::kStop) << "a stop beats a guess";
  EXPECT_EQ(KindOf(classifier, "enough of this"), ReplyKind::kDoubtful);
}

TEST(ReplyTest, PhrasesStayWithinTheirClause) {
  const Classifier classifier = Small();
  EXPECT_EQ(KindOf(classifier, "no more texts, thank you"), ReplyKind::kStop);
  EXPECT_EQ(KindOf(classifier, "no more text messages"), ReplyKind::kStop);
  EXPECT_EQ(KindOf(classifier, "no more texts about the tub"), ReplyKind::kReply);
  EXPECT_EQ(KindOf(classifier, "no more. texts are fine"), ReplyKind::kReply);
  EXPECT_EQ(KindOf(classifier, "quit! texting me works"), ReplyKind::kReply);
  EXPECT_EQ(KindOf(classifier, "stop textng me"), ReplyKind::kStop) << "mistyped within a phrase";
}

TEST(ReplyTest, AnswersSayWhatWasFoundAndInWhichLanguage) {
  const Classifier classifier = Small();
  const ReplyClassifier::Meaning phrase = classifier->Classify("stop texting me", "fr-CA");
  EXPECT_EQ(phrase.id, "en.stop_texting");
  EXPECT_EQ(phrase.language, "en");
  EXPECT_EQ(phrase.why, "an order");
  // R31: STOP exists in all three languages: the lead's own language counts.
  EXPECT_EQ(classifier->Classify("STOP", "fr-CA").language, "fr");
  EXPECT_EQ(classifier->Classify("ARRET", "en").language, "fr");
  EXPECT_EQ(classifier->Classify("ARRET", "en").id, "keyword");
  EXPECT_EQ(classifier->Classify("Tuesday is fine", "es").language, "es");
  EXPECT_EQ(classifier->Classify("Tuesday is fine").id, "");
}

TEST(ReplyTest, WithoutWordsEverythingIsAReply) {
  const Classifier classifier = ReplyClassifier::Make({}).value();
  EXPECT_EQ(KindOf(classifier, "STOP"), ReplyKind::kReply);
}

TEST(ReplyTest, LongMessagesAreReadToTheLastWordThatACarrierCouldTake) {
  const Classifier classifier = Small();
  EXPECT_EQ(KindOf(classifier, std::string(100'000, '!') + "stop" + std::string(100'000, ' ')),
            ReplyKind::kStop);
  EXPECT_EQ(KindOf(classifier, "stop" + std::string(100'000, '.') + "texting"), ReplyKind::kStop)
      << "a sentence of its own, and one word more";
  EXPECT_EQ(KindOf(classifier, std::string(10'000'000, 's')), ReplyKind::kReply);
  std::string late;
  for (std::size_t i = 0; i < ReplyClassifier::kMaxWords; ++i) late += "a ";
  EXPECT_EQ(KindOf(classifier, late + "stop texting me"), ReplyKind::kReply);
  EXPECT_EQ(KindOf(classifier, late.substr(10) + "stop texting me"), ReplyKind::kStop);
}

std::string ErrorOf(const ReplyWords& words) {
  const auto made = ReplyClassifier::Make(words);
  return made.ok() ? "no error" : std::string(made.status().message());
}

// Word numbers have 16 bits: one word too many would be confused with another one.
TEST(ReplyTest, MoreWordsThanHaveNumbersAreRefused) {
  ReplyWords words;
  words.keywords.push_back({.kind = ReplyKind::kStop, .language = "en"});
  std::vector<std::string>& all = words.keywords.front().words;
  for (int i = 0; i < 65'535; ++i) all.push_back("w" + std::to_string(i));
  const absl::StatusOr<Classifier> most = ReplyClassifier::Make(words);
  ASSERT_TRUE(most.ok()) << most.status();
  EXPECT_EQ(KindOf(*most, "w65534"), ReplyKind::kStop);
  EXPECT_EQ(KindOf(*most, "something else"), ReplyKind::kReply);
  all.push_back("one more");
  EXPECT_THAT(ErrorOf(words), HasSubstr("more than 65535 different words"));
  all.pop_back();
  words.phrases.push_back({.id = "en.x", .language = "en", .say = {"w1 new"}});
  EXPECT_THAT(ErrorOf(words), HasSubstr("phrase en.x: 'w1 new': character 7: more than 65535"));
}

TEST(ReplyTest, MistakesInTheDataAreNamed) {
  ReplyWords words = SmallWords();
  words.keywords.push_back({.kind = ReplyKind::kStart, .language = "en", .words = {"stóp"}});
  EXPECT_THAT(ErrorOf(words), HasSubstr("keyword 'stóp': is a word of another kind too, stop"));
  words = SmallWords();
  words.keywords.push_back({.kind = ReplyKind::kStop, .language = "en", .words = {"!!"}});
  EXPECT_THAT(ErrorOf(words), HasSubstr("keyword '!!': has no letter or digit"));
  words = SmallWords();
  words.classes.push_back({.name = "two", .words = {"thank you"}});
  EXPECT_THAT(ErrorOf(words), HasSubstr("class 'two': 'thank you' is not one word"));
  const auto saying = [](std::string say) {
    ReplyWords with = SmallWords();
    with.phrases.push_back({.id = "en.x", .language = "en", .say = {std::move(say)}});
    return ErrorOf(with);
  };
  EXPECT_THAT(saying("stop <nobody>"), HasSubstr("phrase en.x: 'stop <nobody>': character 14: no "
                                                 "class <nobody>"));
  words = SmallWords();
  words.name_classes = {"people"};
  EXPECT_THAT(ErrorOf(words), HasSubstr("no class people"));
  EXPECT_THAT(saying("stop {nobody}"), HasSubstr("character 6: no part of that name"));
  words = SmallWords();
  words.parts = {{"round", "stop {round}"}};
  words.phrases.push_back({.id = "en.x", .language = "en", .say = {"{round}"}});
  EXPECT_THAT(ErrorOf(words), HasSubstr("too long with its parts written out"));
  words = SmallWords();
  words.marks.push_back({.id = "en.m", .language = "en", .say = {"[fire]"}});
  EXPECT_THAT(ErrorOf(words), HasSubstr("phrase en.m: '[fire]'"));
  EXPECT_THAT(saying("stop (now / "), HasSubstr("a bracket is never closed"));
  EXPECT_THAT(saying("stop () now"), HasSubstr("an empty choice"));
  EXPECT_THAT(saying("stop ) now"), HasSubstr("character 6: a word, a class or a bracket"));
  EXPECT_THAT(saying("[stop]"), HasSubstr("nothing in it must be there"));
  EXPECT_THAT(saying("... stop"), HasSubstr("nothing in it must be there"));
  EXPECT_THAT(saying("stop !!"), HasSubstr("'!!' is not one word"));
  EXPECT_THAT(saying("((((((((stop))))))))"), HasSubstr("brackets within brackets"));
}

TEST(ReplyTest, KindsHaveNames) {
  for (const ReplyKind kind :
       {ReplyKind::kReply, ReplyKind::kStop, ReplyKind::kStart, ReplyKind::kHelp,
        ReplyKind::kWrongNumber, ReplyKind::kAutoReply, ReplyKind::kDoubtful}) {
    EXPECT_EQ(ReplyKindFromName(NameOf(kind)), kind);
  }
  EXPECT_EQ(NameOf(ReplyKind::kWrongNumber), "wrong_number");
  EXPECT_EQ(ReplyKindFromName("maybe"), std::nullopt);
}

}  // namespace
}  // namespace textback
