// R32, R23, R36, R39: a second opinion may raise a doubt where the words find nothing. It never
// makes a stop or a consent. The models are made up; config/opinion_text_test.cc asks the built-in
// one.
#include "textback/text/opinion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "textback/text/reply.h"

namespace textback {
namespace {

using ::testing::HasSubstr;

constexpr int kBits = 10;
constexpr std::int32_t kNever = 2'000'000'000;
constexpr std::int32_t kAlways = -2'000'000'000;

OpinionModel Model(std::int8_t weight = 0) {
  OpinionModel model{.bits = kBits, .no_machine_above = 1000};
  model.weights.assign(std::size_t{4} << kBits, weight);
  for (OpinionModel::Output& output : model.outputs)
    output = {.unit = 256,
              .bias = 0,
              .threshold = kNever,
              .floor = kAlways,
              .percent = {{-100, 5}, {300, 93}}};
  return model;
}

OpinionModel::Output& Of(OpinionModel& model, Resembles what) {
  return model.outputs[static_cast<std::size_t>(what)];
}

std::shared_ptr<const Opinion> Made(OpinionModel model) {
  return Opinion::Make(std::move(model)).value();
}

OpinionModel RandomModel() {
  OpinionModel model = Model();
  std::uint32_t state = 12345;
  for (std::int8_t& weight : model.weights) {
    state = state * 1'664'525 + 1'013'904'223;
    weight = static_cast<std::int8_t>(state >> 24);
  }
  for (std::size_t i = 0; i < model.outputs.size(); ++i)
    model.outputs[i].unit = static_cast<std::int32_t>(1000 + 977 * i);
  return model;
}

// The definition in opinion.h, written plainly. `words` are folded and have no digits but 0.
std::vector<std::uint32_t> Rows(const std::vector<std::string>& words, bool question) {
  std::vector<std::uint32_t> rows;
  const auto hash_of = [](std::string_view bytes, std::uint32_t hash) {
    for (const char c : bytes) hash = (hash + static_cast<unsigned char>(c) + 1) * 0x9E3779B1U;
    return hash;
  };
  std::string all = " ";
  for (std::size_t i = 0; i < words.size(); ++i) all += (i == 0 ? "" : " ") + words[i];
  all += question ? " ?" : " ";
  for (std::size_t begin = 0; begin < all.size(); ++begin) {
    for (std::size_t size = 2; size <= 4 && begin + size <= all.size(); ++size)
      rows.push_back(hash_of(all.substr(begin, size), 0));
  }
  std::uint32_t last = 0;    // nothing before the first word
  std::uint32_t before = 0;  // ... and nothing before the second
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint32_t word = hash_of(words[i], 0x57A7E5EDU);
    rows.push_back(word);
    rows.push_back(((i > 0 ? last ^ 0x2C1B3C6DU : 0) + word) * 0x9E3779B1U);
    const std::uint32_t two_before = i > 1   ? before ^ 0x297A2D39U
                                     : i > 0 ? 0x2C1B3C6DU ^ 0x297A2D39U
                                             : 0;
    rows.push_back((two_before + word) * 0x9E3779B1U);
    before = last;
    last = word * 0x9E3779B1U;
  }
  return rows;
}

TEST(OpinionTest, ScoresAreAsDefined) {
  const OpinionModel model = RandomModel();
  const std::shared_ptr<const Opinion> opinion = Made(model);
  struct Case {
    std::string message;
    std::vector<std::string> words;
    bool question;
  };
  std::vector<std::string> many(300, "weight");
  std::string long_message;
  for (const std::string& word : many) long_message += word + ", ";
  for (const auto& [message, words, question] :
       std::vector<Case>{{"a", {"a"}, false},
                         {"Don't text ME!", {"dont", "text", "me"}, false},
                         {"Êtes-vous là ?", {"etes", "vous", "la"}, true},
                         {"call 403 at 9", {"call", "000", "at", "0"}, false},
                         {long_message, many, false}}) {
    const std::vector<std::uint32_t> rows = Rows(words, question);
    const Opinion::Scores scores = opinion->ScoresOf(message);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      std::int64_t sum = 0;
      for (const std::uint32_t row : rows) sum += model.weights[(row >> (32 - kBits)) * 4 + i];
      const auto root =
          static_cast<std::int64_t>(std::sqrt(static_cast<double>(rows.size()) * 65536.0));
      EXPECT_EQ(scores[i], sum * model.outputs[i].unit / root) << message << ", output " << i;
    }
  }
}

TEST(OpinionTest, CaseAccentsAndDigitsMakeNoDifference) {
  const std::shared_ptr<const Opinion> opinion = Made(RandomModel());
  EXPECT_EQ(opinion->ScoresOf("Désolé, call me at 5!"), opinion->ScoresOf("desole CALL ME, at 9"));
  EXPECT_NE(opinion->ScoresOf("call me"), opinion->ScoresOf("call me?"));
}

// A clear answer to any input: empty, invalid UTF-8, 10 MB of the heaviest weights.
TEST(OpinionTest, AnyTextHasAScore) {
  for (const std::int8_t weight : {std::int8_t{-128}, std::int8_t{127}}) {
    OpinionModel model = Model(weight);
    for (OpinionModel::Output& output : model.outputs) output.unit = 2'000'000'000;
    const std::shared_ptr<const Opinion> opinion = Made(std::move(model));
    const std::string huge(10'000'000, 'x');
    std::string words;
    while (words.size() < 10'000'000) words += "stop ";
    for (const std::string_view message : {std::string_view(""), std::string_view("\xFF\xC3"),
                                           std::string_view(huge), std::string_view(words)}) {
      const Opinion::Scores scores = opinion->ScoresOf(message);
      for (const std::int32_t score : scores) EXPECT_EQ(score > 0, weight > 0);
    }
  }
}

TEST(OpinionTest, WhatIsWrongWithAModelIsSaid) {
  const auto error = [](auto&& change) {
    OpinionModel model = Model();
    change(model);
    const auto made = Opinion::Make(std::move(model));
    return made.ok() ? "no error" : std::string(made.status().message());
  };
  EXPECT_EQ(error([](OpinionModel&) {}), "no error");
  EXPECT_EQ(error([](OpinionModel& model) { model.bits = 18; }), "bits is 18; it is from 8 to 17");
  EXPECT_EQ(error([](OpinionModel& model) { model.weights.pop_back(); }),
            "4095 weights; 10 bits need 4096");
  EXPECT_EQ(error([](OpinionModel& model) { Of(model, Resembles::kMachine).unit = 0; }),
            "machine: unit is 0; it is at least 1");
  EXPECT_EQ(error([](OpinionModel& model) { Of(model, Resembles::kOptOut).percent.clear(); }),
            "opt_out: no percentages");
  EXPECT_THAT(error([](OpinionModel& model) {
                Of(model, Resembles::kOptOut).percent = {{5, 101}};
              }),
              HasSubstr("a percentage is from 0 to 100"));
  EXPECT_THAT(error([](OpinionModel& model) {
                Of(model, Resembles::kOptOut).percent = {{5, 40}, {5, 50}};
              }),
              HasSubstr("both must rise"));
}

std::shared_ptr<const ReplyClassifier> With(std::shared_ptr<const Opinion> opinion) {
  using Mark = ReplyWords::Marks::Mark;
  ReplyWords words;
  words.keywords = {{.kind = ReplyKind::kStop, .language = "en", .words = {"stop"}},
                    {.kind = ReplyKind::kStart, .language = "en", .words = {"start"}}};
  words.yes = {"yes"};
  words.phrases = {{.id = "en.a",
                    .kind = ReplyKind::kStop,
                    .language = "en",
                    .why = "forbids texts",
                    .say = {"stop texting"}},
                   {.id = "en.b",
                    .kind = ReplyKind::kReply,
                    .language = "en",
                    .why = "a visit",
                    .say = {"stop by"}}};
  words.marks = {
      {.id = "en.m", .mark = Mark::kEmergency, .language = "en", .why = "gas", .say = {"gas"}}};
  return ReplyClassifier::Make(words, {}, std::move(opinion)).value();
}

std::shared_ptr<const ReplyClassifier> Saying(Resembles what) {
  OpinionModel model = Model();
  Of(model, what).threshold = kAlways;
  return With(Made(std::move(model)));
}

// R32: never a stop, a start or a plain reply of the words is overruled.
TEST(OpinionTest, IsAskedOnlyWhereTheWordsFindNothing) {
  for (const Resembles what : kEveryResemblance) {
    const auto classifier = Saying(what);
    EXPECT_EQ(classifier->Classify("stop").kind, ReplyKind::kStop);
    EXPECT_EQ(classifier->Classify("start").kind, ReplyKind::kStart);
    EXPECT_EQ(classifier->Classify("please stop texting").kind, ReplyKind::kStop);
    EXPECT_EQ(classifier->Classify("stop by on Friday").kind, ReplyKind::kReply);
    EXPECT_EQ(classifier->Classify("stop by on Friday").id, "en.b");
    EXPECT_TRUE(classifier->Classify("yes").yes);
    EXPECT_EQ(classifier->Classify("yes").kind, ReplyKind::kReply);
    EXPECT_EQ(classifier->Classify("I smell gas").emergency, Emergency::kCertain);
    EXPECT_EQ(classifier->Classify("").kind, ReplyKind::kReply);
    EXPECT_EQ(classifier->Classify("?!").id, "");
    EXPECT_EQ(classifier->Classify("unstopp thanks").id, "");
    EXPECT_EQ(classifier->Classify("hello there everybody").id, "opinion");
  }
}

TEST(OpinionTest, LiftsAReplyToADoubtAMachineAWrongNumberOrPerhapsAnEmergency) {
  const auto kind = [](Resembles what) {
    return Saying(what)->Classify("hello there everybody").kind;
  };
  EXPECT_EQ(kind(Resembles::kOptOut), ReplyKind::kDoubtful);
  EXPECT_EQ(kind(Resembles::kMachine), ReplyKind::kAutoReply);
  EXPECT_EQ(kind(Resembles::kWrongNumber), ReplyKind::kWrongNumber);
  const auto emergency = Saying(Resembles::kEmergency);
  const ReplyClassifier::Meaning meaning = emergency->Classify("hello there everybody", "fr-CA");
  EXPECT_EQ(meaning.kind, ReplyKind::kEmergency);
  EXPECT_EQ(meaning.emergency, Emergency::kPerhaps);
  EXPECT_EQ(meaning.emergency_id, "opinion");
  EXPECT_EQ(meaning.language, "fr");
}

TEST(OpinionTest, SaysHowSureItIsAndTheOneThatNeedsMostCare) {
  OpinionModel model = Model();
  for (OpinionModel::Output& output : model.outputs) output.threshold = kAlways;
  Of(model, Resembles::kWrongNumber).threshold = 0;  // not higher than the score
  const auto classifier = With(Made(model));
  EXPECT_EQ(classifier->Classify("hello there everybody").why, "resembles an opt-out, 0.05");
  Of(model, Resembles::kOptOut).bias = 300;
  EXPECT_EQ(With(Made(model))->Classify("hello there everybody").why, "resembles an opt-out, 0.93");
  Of(model, Resembles::kOptOut).bias = -101;  // below the first percentage: the first one
  EXPECT_EQ(With(Made(model))->Classify("hello there everybody").why, "resembles an opt-out, 0.05");
  Of(model, Resembles::kWrongNumber).bias = 1;
  EXPECT_EQ(With(Made(model))->Classify("hello there everybody").why,
            "resembles a wrong number, 0.05");
}

// R23, R32: an opt-out that is taken for a machine would be followed up.
TEST(OpinionTest, WhatMayBeAnOptOutIsNoMachine) {
  OpinionModel model = Model();
  Of(model, Resembles::kMachine).threshold = kAlways;
  Of(model, Resembles::kOptOut).bias = -400;
  model.no_machine_above = -400;
  EXPECT_EQ(With(Made(model))->Classify("hello there everybody").kind, ReplyKind::kAutoReply);
  model.no_machine_above = -401;
  EXPECT_EQ(With(Made(model))->Classify("hello there everybody").kind, ReplyKind::kReply);
}

// R32: a phrase alone is doubted where the whole message resembles no opt-out; a keyword never is.
TEST(OpinionTest, AStopThatResemblesNoneIsDoubtful) {
  OpinionModel model = Model();
  Of(model, Resembles::kOptOut).bias = -700;
  Of(model, Resembles::kOptOut).floor = -700;
  EXPECT_EQ(With(Made(model))->Classify("please stop texting").kind, ReplyKind::kStop);
  Of(model, Resembles::kOptOut).floor = -699;
  const auto classifier = With(Made(model));
  const ReplyClassifier::Meaning meaning = classifier->Classify("please stop texting");
  EXPECT_EQ(meaning.kind, ReplyKind::kDoubtful);
  EXPECT_THAT(std::string(meaning.why), HasSubstr("resembles no opt-out"));
  EXPECT_EQ(classifier->Classify("stop").kind, ReplyKind::kStop);
  EXPECT_EQ(classifier->Classify("stop texting").kind, ReplyKind::kStop) << "too short to judge";
}

// What it denies is a plain reply, in the lead's own language.
TEST(OpinionTest, AMachineThatResemblesNoneIsAReply) {
  ReplyWords words;
  words.keywords = {{.kind = ReplyKind::kStop, .language = "any", .words = {"stop"}}};
  words.phrases = {{.id = "en.away",
                    .kind = ReplyKind::kAutoReply,
                    .language = "en",
                    .why = "a machine",
                    .say = {"out of office"}}};
  OpinionModel model = Model();
  Of(model, Resembles::kMachine).floor = 1;
  const auto classifier = ReplyClassifier::Make(words, {}, Made(std::move(model))).value();
  const ReplyClassifier::Meaning meaning = classifier->Classify("out of office today", "fr-CA");
  EXPECT_EQ(meaning.kind, ReplyKind::kReply);
  EXPECT_EQ(meaning.id, "");
  EXPECT_EQ(meaning.language, "fr");
}

TEST(OpinionTest, WithoutOneTheWordsDecideAlone) {
  const auto classifier = With(nullptr);
  EXPECT_EQ(classifier->opinion(), nullptr);
  EXPECT_EQ(classifier->Classify("hello there everybody").kind, ReplyKind::kReply);
  EXPECT_EQ(classifier->Classify("hello there everybody").id, "");
}

TEST(OpinionTest, ThreadsMayShareIt) {
  const std::shared_ptr<const Opinion> opinion = Made(RandomModel());
  const Opinion::Scores wanted = opinion->ScoresOf("so many texts, no thanks");
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (int& mine : wrong) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i)
        mine += opinion->ScoresOf("so many texts, no thanks") == wanted ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int mine : wrong) EXPECT_EQ(mine, 0);
}

}  // namespace
}  // namespace textback
