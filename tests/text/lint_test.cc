// R50-R53, R31, R34: for each rule a text that breaks it and a similar one that does not.
#include "textback/text/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/config/lint_yaml.h"
#include "textback/config/playbook_yaml.h"
#include "textback/text/stand_ins.h"

namespace textback {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr std::string_view kFooter = "Call {callback}. Reply STOP to opt out.";
constexpr std::string_view kGood =
    "{person} here at {business}. Sorry we missed your call. What can we do for you?";

// A text with its surroundings; by default the first text to somebody who called.
struct Text {
  std::string_view body = kGood;
  std::string_view footer = kFooter;  // "-": no footer, the body is the whole text
  std::string_view step = "text_1";
  std::string_view locale = "en";
  InquiryKind inquiry = InquiryKind::kMissedCall;
  std::string_view trade = "kitchen";
  std::uint32_t segments_max = 2;
};

class Subject {
 public:
  explicit Subject(const Text& text) : body_(*Template::Compile(text.body)) {
    if (text.footer != "-") footer_ = *Template::Compile(text.footer);
    const bool service = text.step == "stop_confirmation" || text.step == "help_answer";
    subject_ = {.step = *StepName::Parse(text.step),
                .first = text.step == "text_1",
                .text_class = service ? TextClass::kService : TextClass::kProactive,
                .inquiry = text.inquiry,
                .locale = text.locale,
                .body = &body_,
                .footer = footer_.has_value() ? &*footer_ : nullptr,
                .trade_words = text.trade,
                .segments_max = text.segments_max};
  }
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;
  const LintSubject& operator*() const { return subject_; }

 private:
  Template body_;
  std::optional<Template> footer_;
  LintSubject subject_;
};

std::vector<LintFinding> FindingsOf(const Text& text) {
  return Lint(*Subject(text), *BuiltInLintWords());
}

std::vector<std::string> IdsOf(const Text& text) {
  std::vector<std::string> ids;
  for (const LintFinding& finding : FindingsOf(text)) ids.emplace_back(finding.id);
  return ids;
}

std::optional<LintFinding> Find(const Text& text, std::string_view id) {
  for (LintFinding& finding : FindingsOf(text)) {
    if (finding.id == id) return std::move(finding);
  }
  return std::nullopt;
}

// ------------------------------------------------------------------------------------------------
// every rule

struct Pair {
  std::string_view id;
  Text broken;
  Text mended;
};

// The rules as the manual lists them. A promotion breaks the rule of the text it is in.
const std::map<std::string_view, std::string_view> kRules = {{"identity_person", "R50 error"},
                                                             {"identity_business", "R50 error"},
                                                             {"contact", "R50 error"},
                                                             {"way_to_stop", "R50 error"},
                                                             {"way_to_start", "R50 warning"},
                                                             {"starts_with_person", "R51 error"},
                                                             {"company_first", "R51 error"},
                                                             {"says_missed_call", "R51 error"},
                                                             {"ends_with_question", "R51 error"},
                                                             {"open_question", "R51 warning"},
                                                             {"pressure", "R51 error"},
                                                             {"apology_twice", "R51 error"},
                                                             {"promotion", "R51 error"},
                                                             {"short", "R51 warning"},
                                                             {"shouting", "R51 warning"},
                                                             {"language_unknown", "R51 warning"},
                                                             {"no_question", "R31 error"},
                                                             {"help_length", "R34 error"},
                                                             {"segments", "R52 error"},
                                                             {"ucs2", "R52 warning"},
                                                             {"hole", "R53 error"}};

constexpr std::string_view kConfirmed = "You won't get more texts from {business}.";

constexpr Pair kPairs[] = {
    // Inside a clause the person's name disappears with the address, and the text has no sender.
    {"identity_person",
     {.body = "Hi from {business}.[ {person}, {address}.]", .step = "text_2"},
     {.body = "Hi from {business}. {person}[, {address}].", .step = "text_2"}},
    {"identity_person",
     {.body = "Hi from {business}", .step = "text_2"},
     {.body = "Hi from {business}", .footer = "{person}, {callback}. STOP", .step = "text_2"}},
    {"identity_business",
     {.body = "{person} here.", .step = "text_2"},
     {.body = "{person} from {business} here.", .step = "text_2"}},
    {"identity_business",
     {.body = "No more texts. START reopens.", .footer = "-", .step = "stop_confirmation"},
     {.body = kConfirmed, .footer = "START reopens.", .step = "stop_confirmation"}},
    {"contact",
     {.footer = "Northside.Ca(na)da. Reply STOP to opt out."},
     {.footer = "northside.ca/kitchens. Reply STOP to opt out."}},
    {"contact",
     {.footer = "Reply STOP to opt out[ in {address}, www.northside.example]."},
     {.footer = "Reply STOP to opt out, or see www.northside.example."}},
    // The word to type is written as it must be typed, in the text's own language.
    {"way_to_stop",
     {.footer = "Call {callback}. Reply stop to opt out."},
     {.footer = "Call {callback}. STOP ends this."}},
    {"way_to_stop",
     {.footer = "{callback}, STOP", .locale = "fr-CA"},
     {.footer = "{callback}, ARRÊT", .locale = "fr-CA"}},
    {"way_to_stop",
     {.footer = "{callback}[ {name}, ALTO]", .locale = "es"},
     {.footer = "{callback}, ALTO", .locale = "es"}},
    {"way_to_stop",
     {.body = "{business}, {callback}.", .footer = "-", .step = "help_answer"},
     {.body = "{business}, {callback}. STOP ends.", .footer = "-", .step = "help_answer"}},
    {"way_to_start",
     {.body = kConfirmed, .footer = "-", .step = "stop_confirmation"},
     {.body = kConfirmed, .footer = "Reply START to resume.", .step = "stop_confirmation"}},
    {"starts_with_person",
     {.body = "Sorry we missed your call. {person} of {business}. What can we do?"},
     {.body = "{person} of {business}. Sorry we missed your call. What can we do?"}},
    {"starts_with_person",
     {.body = "Hi, we missed your call. {person} of {business}. What can we do?"},
     {.body = "Hi[ {name}], this is {person} of {business}. We missed your call. What now?"}},
    {"starts_with_person",
     {.body = "Hi {name|there}, your call was to {business}, {person} missed you. What now?"},
     {.body = "Hi {name|there}! This is {person} of {business}. We missed you. What now?"}},
    {"company_first",
     {.body = "{business}: checking in.", .footer = "{person} {callback} STOP", .step = "text_2"},
     {.body = "{person}, {business}: checking in.", .step = "text_2"}},
    {"company_first",
     {.body = "Hello {name|there}, {business} here, I am {person}.", .step = "text_2"},
     {.body = "Hello {name|there}, {person} of {business} here.", .step = "text_2"}},
    {"says_missed_call",
     {.body = "{person} here at {business}. Sorry. What can we do for you?"},
     {.body = "{person} here at {business}. Couldn’t take your call. What can we do for you?"}},
    {"says_missed_call",
     {.body = "{person} of {business}.[ We missed your {trade} call]. What can we do?"},
     {.body = "{person} of {business}. We missed your call[ ({trade})]. What can we do?"}},
    {"says_missed_call",
     {.body = "{person} of {business}, about your form. What can we do?"},
     {.body = "{person} of {business}, about your form. What can we do?",
      .inquiry = InquiryKind::kForm}},
    {"ends_with_question",
     {.body = "{person} of {business}. We missed your call. What can we do? Thanks."},
     {.body = "{person} of {business}. We missed your call. Thanks. What can we do?"}},
    // The lead does not see where the body ends and the footer begins.
    {"ends_with_question",
     {.body = "{person} of {business}. Missed your call. {callback}. STOP ends.", .footer = "-"},
     {.body = "{person} of {business}. Missed your call. What now? {callback}. STOP ends.",
      .footer = "-"}},
    {"open_question",
     {.body = "{person} of {business}. We missed your call. Do you have a project?"},
     {.body = "{person} of {business}. We missed your call. Which project do you have?"}},
    {"pressure",
     {.body = "{person} of {business}. Please CALL BACK as soon as possible.", .step = "text_2"},
     {.body = "{person} of {business}. We'll call back as soon as possible.", .step = "text_2"}},
    {"pressure",
     {.body = "{person} of {business}.",
      .footer = "{callback}, STOP. Don’t wait",
      .step = "text_2"},
     {.body = "{person} of {business}. It isn't urgent, and surgently no word.", .step = "text_2"}},
    {"apology_twice",
     {.body = "{person} of {business}. Sorry, and our apologies again.", .step = "text_2"},
     {.body = "{person} of {business}. Our apologies again.", .step = "text_2"}},
    {"apology_twice",
     {.body = "{person}, {business}. Désolés. Toutes nos excuses.", .locale = "fr"},
     {.body = "{person}, {business}. Desoles.", .locale = "fr"}},
    {"promotion",
     {.body = "{person} of {business}. We missed your call. Free estimate! When is it?"},
     {.body = "{person} of {business}. We missed your call. When are you free?"}},
    {"promotion",
     {.body = kConfirmed, .footer = "START and get 10% off.", .step = "stop_confirmation"},
     {.body = kConfirmed, .footer = "START opts in.", .step = "stop_confirmation"}},
    {"promotion",
     {.body = "{business}, {callback}, STOP. Ask for a discount.", .step = "help_answer"},
     {.body = "{person}, {business}, {callback}. Ask for a discount.", .step = "check_in_1"}},
    {"short",
     {.body =
          "{person} of {business}. Sorry we missed your call today, we were at work on a kitchen "
          "across town and the phone was in the trucks, again. What can we do??"},
     {.body =
          "{person} of {business}. Sorry we missed your call today, we were at work on a kitchen "
          "across town and the phone was in the trucks, again. What can we do?"}},
    {"shouting",
     {.body = "{person} of {business}. HELLO again.", .step = "text_2"},
     {.body = "{person} of {business}, AB. HELP, START and ARRÊT do.", .step = "text_2"}},
    {"language_unknown", {.locale = "de-CH"}, {.locale = "fr-CH"}},
    {"no_question",
     {.body = kConfirmed, .footer = "Why? START reopens.", .step = "stop_confirmation"},
     {.body = kConfirmed, .footer = "START reopens.", .step = "stop_confirmation"}},
    {"help_length",
     {.body = "{business}, {callback}. We answer calls about your project that nobody could take, "
              "then ask what it is, and for whom, and when!. STOP.",
      .footer = "-",
      .step = "help_answer"},
     {.body = "{business}, {callback}. We answer calls about your project that nobody could take, "
              "then ask what it is, and for whom, and when. STOP.",
      .footer = "-",
      .step = "help_answer"}},
    {"segments", {.segments_max = 0}, {.segments_max = 1}},
    {"ucs2",
     {.body = "{person} of {business}. It’s about your {trade|project}.", .step = "text_2"},
     {.body = "{person} of {business}. C'est là? Où, à 5 €", .step = "text_2"}},
    {"ucs2",
     {.body = "{person} of {business}[: {trade}].", .step = "text_2", .trade = "sótano"},
     {.body = "{person} of {business}[: {trade}].", .step = "text_2", .trade = "baño"}},
    {"hole",
     {.body = "{person} of {business}. Your call[ about your {trade}] .", .step = "text_2"},
     {.body = "{person} of {business}. Your call[ about your {trade}].", .step = "text_2"}},
};

TEST(LintTest, EachRuleIsBrokenAndKept) {
  std::set<std::string_view> tried;
  for (const Pair& pair : kPairs) {
    tried.insert(pair.id);
    const std::optional<LintFinding> finding = Find(pair.broken, pair.id);
    ASSERT_TRUE(finding.has_value()) << pair.id << ": " << pair.broken.body;
    const std::string rule =
        std::string(finding->rule) + " " + std::string(NameOf(finding->severity));
    const bool confirmed = pair.id == "promotion" && pair.broken.step == "stop_confirmation";
    EXPECT_EQ(rule, confirmed ? "R31 error" : kRules.at(pair.id)) << pair.id;
    EXPECT_FALSE(finding->message.empty()) << pair.id;
    EXPECT_FALSE(finding->fix.empty()) << pair.id;
    const std::optional<LintFinding> none = Find(pair.mended, pair.id);
    EXPECT_FALSE(none.has_value()) << pair.mended.body << ": " << none->message;
  }
  EXPECT_EQ(tried.size(), kRules.size());
}

TEST(LintTest, GoodTextsHaveNoFindings) {
  const std::vector<Text> texts = {
      {},
      {.body = "Hi {name|there}, {person} of {business}. Sorry I missed you. What do you plan?"},
      {.body =
           "{person} of {business}. I missed your call. Which room is it? {callback}, STOP ends.",
       .footer = "-"},
      {.body = "Bonjour[ {name}] ! Ici {person} de {business}. Désolés d'avoir manqué votre appel. "
               "Qu'est-ce que vous aimeriez faire ?",
       .footer = "Appelez le {callback}. Répondez ARRET pour ne plus en recevoir.",
       .locale = "fr",
       .trade = "cuisine"},
      {.body = "Hola[ {name}], soy {person} de {business}. Perdimos su llamada. ¿Qué necesita?",
       .footer = "Llame al {callback}. Responda ALTO para terminar.",
       .locale = "es-US"},
      {.body = "{person} from {business} here. No more texts will come. START begins again.",
       .footer = "-",
       .step = "stop_confirmation"},
      {.body = "We are {person} and {business}, {callback}. STOP ends texts.",
       .footer = "-",
       .step = "help_answer"},
  };
  for (const Text& text : texts) {
    for (const LintFinding& finding : FindingsOf(text)) {
      ADD_FAILURE() << text.body << ": " << finding.id << ": " << finding.message;
    }
  }
}

TEST(LintTest, WhatShipsHasNoFindings) {
  const PlaybookFile& file = TwoTextPlaybook();
  ASSERT_FALSE(file.script->entries().empty());
  for (const Script::Entry& entry : file.script->entries()) {
    const LintSubject subject{
        .step = entry.step,
        .first = entry.step == file.playbook->steps.front().name,
        .locale = entry.locale,
        .body = &entry.words,
        .footer = file.script->FooterOf(entry.locale),
        .trade_words = file.script->trades().SaidIn(entry.locale, TradeId::Of("basement"))};
    for (const LintFinding& finding : Lint(subject, *BuiltInLintWords()))
      ADD_FAILURE() << entry.words.source() << ": " << finding.id << ": " << finding.message;
  }
}

// ------------------------------------------------------------------------------------------------
// questions: R51

TEST(LintTest, AnOpenQuestionIsTold) {
  struct Question {
    std::string_view locale;
    std::string_view words;
    bool open;
  };
  const std::vector<Question> questions = {
      {"en", "What are you planning?", true},
      {"en", "So what’s the plan?", true},
      {"en", "Thanks for calling, how can I help?", true},
      {"en", "At what time - mornings, afternoons - may we call?", false},
      {"en", "When works (weekends are fine)?", true},
      {"en", "Can we help?", false},
      {"en", "Couldn’t we help?", false},
      {"en", "When you have a minute, could you text me?", false},
      {"en", "You have a project?", false},
      {"en", "Whatever it is?", false},
      {"fr", "Quel est votre projet ?", true},
      {"fr", "De quoi s'agit-il ?", true},
      {"fr", "Qu’aimeriez-vous faire ?", true},
      {"fr", "Est-ce qu'on peut vous aider ?", false},
      {"fr", "Avez-vous un projet, ou une idée ?", false},
      {"es", "¿En qué podemos ayudarle?", true},
      {"es", "Gracias por llamar, ¿como podemos ayudarle?", true},
      {"es", "¿Tiene un proyecto?", false},
  };
  for (const Question& question : questions) {
    const std::string body = "{person}, {business}. " + std::string(question.words);
    const bool found = Find({.body = body, .locale = question.locale}, "open_question").has_value();
    EXPECT_EQ(found, !question.open) << question.words;
  }
}

// ------------------------------------------------------------------------------------------------
// holes: R53

TEST(LintTest, HolesSayWhatWasMissingAndWhereItIs) {
  struct Hole {
    std::string_view body;
    std::string_view message;  // empty: no hole
    std::string_view locale = "en";
  };
  const std::vector<Hole> holes = {
      {"Hi [{name}], {person}", "without name the text has a space before ',': \"Hi , Alex\""},
      {"{person}  here", "the text has two spaces in a row: \"Alex  here\""},
      {"{person}   here", "the text has two spaces in a row: \"Alex   here\""},
      {"{person} on [your {trade}] call", "without trade the text has two spaces in a row"},
      {"[{name}] {person}", "without name the text begins with a space"},
      {"[{name}], {person}", "without name the text begins with ','"},
      {"{person} [{trade}]", "without trade the text ends with a space"},
      {"{person}\n[{address}]\nhere", "without address the text has an empty line"},
      {"[{name}]", "without name the text is empty"},
      {"{person}[, your {trade}],[ {name}], yes", "without name the text has ',,'"},
      {"{person},[ {trade}].", "without trade the text has ',.'"},
      {"{person} ([{address}])", "without address the text has an empty pair ()"},
      {"{person} “ [{address}]”", "without address the text has an empty pair “”"},
      {"[Hi {name}, ]we are {person}",
       "without name the text has a sentence that begins with a small letter: \"we are Alex\""},
      {"Hi. [{name}, ]we are {person}", "without name the text has a sentence that begins"},
      {"{name|you there}, {person}", "without name the text has a sentence that begins"},
      {"[{name}, {trade}]: {person}", "without name the text begins with ':'"},
      {"{person} ?", "the text has a space before '?'"},
      {"{person} ?", "", "fr"},
      {"{person} [{name}]?", "without name the text has a space before '?'", "fr-CA"},
      {"{person} ,", "the text has a space before ','", "fr"},
      {"{person}... ok ... what?! :) \"a\" \"b\" hi. e-mail", ""},
      {"we are {person}[, {address}], e.g. here", ""},
      {"{person}[, {trade}]\n\n{business}", ""},
  };
  for (const Hole& hole : holes) {
    const std::optional<LintFinding> finding =
        Find({.body = hole.body, .step = "text_2", .locale = hole.locale}, "hole");
    if (hole.message.empty()) {
      EXPECT_FALSE(finding.has_value()) << hole.body << ": " << finding->message;
    } else {
      ASSERT_TRUE(finding.has_value()) << hole.body;
      EXPECT_THAT(finding->message, StartsWith(hole.message)) << hole.body;
    }
  }
}

// ------------------------------------------------------------------------------------------------
// places and order

TEST(LintTest, PlacesAreThoseOfTheSourceInCharacters) {
  const Text text{.body = "{person} — {{ok}} {business}\nÉté. {trade|Act now}[, {name}]",
                  .footer = "{callback}, STOP. Last chance",
                  .step = "text_2"};
  std::vector<std::string> places;
  for (const LintFinding& finding : FindingsOf(text)) {
    places.push_back(std::string(finding.id) + (finding.in_footer ? " footer " : " body ") +
                     std::to_string(finding.line) + ":" + std::to_string(finding.column));
  }
  EXPECT_THAT(places, ElementsAre("pressure body 2:13", "pressure footer 1:19",
                                  "permission_missing body 0:0", "ucs2 body 1:10"));
}

TEST(LintTest, ErrorsComeFirstThenThePlace) {
  EXPECT_THAT(IdsOf({.body = "{person} ‘SALE’ hurry {business}. Act now",
                     .footer = "STOP",
                     .step = "text_2"}),
              ElementsAre("contact", "pressure", "pressure", "permission_missing", "ucs2",
                          "shouting", "ucs2"));
}

// Many renderings show the same mistake, some of them at another place.
TEST(LintTest, WhatSeveralRenderingsShowIsFoundOnce) {
  EXPECT_THAT(
      IdsOf({.body = "Hurry[, {name}][, {trade}][, {address}], {business}. May [{name} or] we?"}),
      ElementsAre("identity_person", "says_missed_call", "starts_with_person", "pressure", "hole",
                  "open_question"));
}

TEST(LintTest, FindingsQuoteAndCount) {
  EXPECT_EQ(Find({.body = "{person}, {business}: ACT  now"}, "pressure")->message,
            "\"ACT  now\" presses the person");
  EXPECT_EQ(Find({.body = "Hi.[ {person} {address}]"}, "identity_person")->message,
            "without address it doesn't say who writes: that part is left out with it");
  EXPECT_THAT(Find({.footer = "{callback}", .locale = "fr"}, "way_to_stop")->fix,
              HasSubstr("put ARRET there"));
  EXPECT_EQ(
      Find({.body = "{person} “{business}“", .step = "text_2"}, "ucs2")->message,
      "'“' (U+201C), 2 times, is outside GSM-7: with it a segment holds 70 characters instead of "
      "160");
  // In the fallback, which is longer than any value.
  const std::string long_words(310, 'x');
  EXPECT_EQ(Find({.body = "{name|" + long_words + "}", .footer = "-"}, "segments")->message,
            "3 segments (GSM-7, 310 units) with long values without name; at most 2");
}

// R52: stand-ins for a character, and the segments they save.
TEST(LintTest, StandInsAreOffered) {
  const StandIns stand_ins = *StandIns::Make({{U'’', "'"}, {U'\u200B', ""}, {U'…', "..."}});
  const Subject subject(
      {.body = "{person}’s\u200B crew… 🛠", .step = "text_2", .segments_max = 0});
  LintSubject with = *subject;
  with.stand_ins = &stand_ins;
  std::vector<std::string> fixes;
  for (const LintFinding& finding : Lint(with, *BuiltInLintWords())) {
    if (finding.rule == "R52") fixes.push_back(finding.fix);
  }
  EXPECT_THAT(
      fixes, ElementsAre(StartsWith("do without the characters outside GSM-7"), "write ''' instead",
                         "leave it out", "write '...' instead", "write it without this character"));
}

// The engine would send it with stand-ins, which makes two segments of three: a warning is enough.
TEST(LintTest, StandInsMendALongText) {
  const StandIns stand_ins = *StandIns::Make({{U'’', "'"}});
  const std::string body =
      "{person} of {business}. No rush. It’s about your call: " + std::string(60, 'x');
  const Subject subject({.body = body, .step = "text_2"});
  LintSubject with = *subject;
  with.stand_ins = &stand_ins;
  const std::vector<LintFinding> findings = Lint(with, *BuiltInLintWords());
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].id, "ucs2");
  with.stand_ins = nullptr;
  EXPECT_EQ(Lint(with, *BuiltInLintWords())[0].id, "segments");
}

// Values are not wording: they are not checked for pressure, shouting or promises.
TEST(LintTest, ValuesAreNotRead) {
  EXPECT_THAT(IdsOf({.body = "{person}, {business}. No rush with your {trade|project}.",
                     .step = "text_2",
                     .trade = "URGENT act now"}),
              IsEmpty());
}

// ------------------------------------------------------------------------------------------------
// renderings

TEST(LintTest, TheExampleIsWhatALeadWouldGet) {
  const LintExample example = RenderExample(*Subject({.body = "{person}[ on your {trade}]"}));
  EXPECT_EQ(example.text, "Alex on your kitchen Call 403-555-0199. Reply STOP to opt out.");
  EXPECT_EQ(example.segments.segments, 1u);
  EXPECT_EQ(
      RenderExample(*Subject({.body = "{person}[: {trade}]", .footer = "-", .trade = ""})).text,
      "Alex");
}

}  // namespace
}  // namespace textback
