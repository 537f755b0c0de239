// R55: a reader on a phone understands each built-in text at one glance. Measured for every
// playbook, step, variant, trade, reason and language: words a sentence, a readability formula for
// each language, and a list of words that a twelve-year-old knows.
//
// The formulas: Flesch-Kincaid grade for English; for French Kandel and Moles (1958), for Spanish
// Fernandez Huerta (1959), both on Flesch's scale, where 60 to 70 is plain and 70 to 80 fairly
// easy.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/config/playbook_yaml.h"

namespace textback {
namespace {

constexpr std::size_t kSentenceWords = 12;
constexpr double kHardestGrade = 5.5;  // English: ten to eleven years
constexpr double kHardestFrench = 70.0;
constexpr double kHardestSpanish = 80.0;

// ------------------------------------------------------------------------------------------------
// measuring

// In small letters and without accents, but ñ, which is a letter of its own.
std::string Plain(std::string_view text) {
  static const std::map<std::string_view, char> kBases = {
      {"à", 'a'}, {"á", 'a'}, {"â", 'a'}, {"ç", 'c'}, {"è", 'e'}, {"é", 'e'}, {"ê", 'e'},
      {"ë", 'e'}, {"É", 'e'}, {"í", 'i'}, {"î", 'i'}, {"ï", 'i'}, {"ó", 'o'}, {"ô", 'o'},
      {"ú", 'u'}, {"ù", 'u'}, {"û", 'u'}, {"ü", 'u'}, {"ñ", 'n'}};
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto found = kBases.find(text.substr(i, 2));
    if (found != kBases.end()) {
      out += found->second;
      ++i;
    } else if (static_cast<unsigned char>(text[i]) < 0x80) {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
    } else {
      out += ' ';  // ¿, ¡
    }
  }
  return out;
}

bool IsVowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

std::size_t VowelGroups(std::string_view word) {
  std::size_t groups = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (IsVowel(word[i]) && (i == 0 || !IsVowel(word[i - 1]))) ++groups;
  }
  return groups;
}

// Good to a few per cent over a text, which is what the formulas need.
std::size_t Syllables(std::string_view word, std::string_view locale) {
  std::size_t count = VowelGroups(word);
  const auto ends = [word](std::string_view end) {
    return word.size() > end.size() && word.ends_with(end);
  };
  if (locale == "en") {
    const bool spoken = ends("le") || ends("ee") || ends("ye");  // "double", "see", "bye"
    if (ends("e") && !spoken && count > 1) --count;
    if (ends("ed") && !ends("ted") && !ends("ded") && count > 1) --count;
  } else if (locale == "fr") {
    for (const std::string_view silent : {"es", "ent", "e"}) {
      const bool mute = ends(silent) && !IsVowel(word[word.size() - silent.size() - 1]);
      if (mute && count > 1) {
        --count;
        break;
      }
    }
  } else {
    // Two strong vowels are two syllables: "vea", "ahora".
    for (std::size_t i = 1; i < word.size(); ++i) {
      constexpr std::string_view kStrong = "aeo";
      if (kStrong.find(word[i]) != std::string_view::npos &&
          kStrong.find(word[i - 1]) != std::string_view::npos)
        ++count;
    }
  }
  return std::max<std::size_t>(count, 1);
}

// Letters and the apostrophe inside a word; "sous-sol" is two.
std::vector<std::string> WordsIn(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : Plain(text) + " ") {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0 || (c == '\'' && !word.empty())) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

std::vector<std::string> SentencesIn(std::string_view text) {
  std::vector<std::string> sentences(1);
  for (const char c : text) {
    const bool ends = c == '.' || c == '!' || c == '?';
    if (!ends) sentences.back() += c;
    if (ends && !sentences.back().empty()) sentences.emplace_back();
  }
  std::erase_if(sentences, [](const std::string& one) { return WordsIn(one).empty(); });
  return sentences;
}

// Higher is harder for English, easier for the others.
double Score(std::string_view text, std::string_view locale) {
  const std::vector<std::string> words = WordsIn(text);
  std::size_t syllables = 0;
  for (const std::string& word : words) syllables += Syllables(word, locale);
  const auto count = static_cast<double>(words.size());
  const double length = count / static_cast<double>(SentencesIn(text).size());
  const double weight = static_cast<double>(syllables) / count;
  if (locale == "en") return 0.39 * length + 11.8 * weight - 15.59;
  if (locale == "fr") return 207 - 1.015 * length - 73.6 * weight;
  return 206.84 - 1.02 * length - 60 * weight;
}

bool IsEasy(std::string_view text, std::string_view locale) {
  const double score = Score(text, locale);
  if (locale == "en") return score <= kHardestGrade;
  return score >= (locale == "fr" ? kHardestFrench : kHardestSpanish);
}

// ------------------------------------------------------------------------------------------------
// the texts

struct Said {
  std::string locale;
  std::string body;
};

// The values are those of the reader's own world, not our words: short ones, so that they don't
// help or harm a text.
void AddSaid(const Script& script, const StepName& step, std::vector<Said>& all) {
  for (const std::string_view locale : {"en", "fr", "es"}) {
    std::vector<TradeId> trades(script.trades().all().begin(), script.trades().all().end());
    trades.emplace_back();
    for (const Variant variant : kEveryVariant) {
      for (const TradeId& trade : trades) {
        for (const Schedule schedule : kEverySchedule) {
          Values values;
          values[Field::kPerson] = "Al";
          values[Field::kBusiness] = "Reno & Co";
          values[Field::kCallback] = "403-555-0199";
          values[Field::kName] = "Dan";
          values[Field::kTrade] = script.trades().SaidIn(locale, trade);
          values[Field::kReason] = script.reasons().In(locale, schedule).value_or("");
          Said one{.locale = std::string(locale)};
          script.Find({.step = step, .variant = variant, .trade = trade, .locale = locale})
              .body->Render(values, one.body);
          all.push_back(std::move(one));
        }
      }
    }
  }
}

const std::vector<Said>& Everything() {
  static const std::vector<Said>& everything = *[] {
    auto* all = new std::vector<Said>;
    for (const PlaybookFile& file : BuiltInPlaybooks().of) {
      if (file.playbook == nullptr) continue;
      for (const PlaybookStep& step : file.playbook->steps) AddSaid(*file.script, step.name, *all);
    }
    for (const char* step : {"holding_reply", "stop_confirmation", "help_answer", "bot_answer"})
      AddSaid(*BuiltInServiceWords().script, *StepName::Parse(step), *all);
    return all;
  }();
  return everything;
}

// ------------------------------------------------------------------------------------------------

TEST(ReadingLevelTest, SyllablesAreCountedAsPeopleSpeakThem) {
  const std::map<std::string_view, std::map<std::string_view, std::size_t>> words = {
      {"en",
       {{"call", 1}, {"missed", 1}, {"whenever", 3}, {"kitchen", 2}, {"here", 1}, {"suite", 1}}},
      {"fr",
       {{"appel", 2},
        {"soumission", 3},
        {"presse", 1},
        {"cuisine", 2},
        {"texto", 2},
        {"aider", 2}}},
      {"es",
       {{"llamada", 3},
        {"cocina", 3},
        {"cuando", 2},
        {"presupuesto", 4},
        {"ahora", 3},
        {"bano", 2}}}};
  for (const auto& [locale, counts] : words) {
    for (const auto& [word, count] : counts) EXPECT_EQ(Syllables(word, locale), count) << word;
  }
}

// The measure can fail: what a brochure says is hard in every language.
TEST(ReadingLevelTest, ABrochureIsHard) {
  EXPECT_FALSE(
      IsEasy("Leaving everything where it is considerably simplifies plumbing installation, "
             "whereas relocating it necessitates architectural reconsideration.",
             "en"));
  EXPECT_FALSE(
      IsEasy("La conservation des appareils existants simplifie considérablement "
             "l'installation de la plomberie et favorise l'aménagement.",
             "fr"));
  EXPECT_FALSE(
      IsEasy("Conservar las instalaciones existentes simplifica considerablemente la "
             "distribución hidráulica y facilita posteriores modificaciones.",
             "es"));
}

TEST(ReadingLevelTest, SentencesAreShort) {
  for (const Said& said : Everything()) {
    for (const std::string& sentence : SentencesIn(said.body))
      EXPECT_LE(WordsIn(sentence).size(), kSentenceWords) << said.body;
  }
}

TEST(ReadingLevelTest, TextsAreEasyToRead) {
  std::map<std::string, double> hardest;
  for (const Said& said : Everything()) {
    const double score = Score(said.body, said.locale);
    EXPECT_TRUE(IsEasy(said.body, said.locale)) << score << ": " << said.body;
    const bool english = said.locale == "en";
    const auto [worst, first] = hardest.emplace(said.locale, score);
    if (!first)
      worst->second = english ? std::max(worst->second, score) : std::min(worst->second, score);
  }
  for (const auto& [locale, score] : hardest)
    RecordProperty("hardest_" + locale, std::to_string(score));
}

// No rare words: a new one has to be judged by a person and put on the list.
TEST(ReadingLevelTest, EveryWordIsOneThatAChildKnows) {
  std::map<std::string, std::set<std::string>> known;
  std::ifstream file(std::string(TEXTBACK_SOURCE_DIR) + "/tests/config/plain_words.tsv");
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string locale;
    if (line.starts_with('#') || !(fields >> locale)) continue;
    for (std::string word; fields >> word;) known[locale].insert(word);
  }
  std::map<std::string, std::set<std::string>> used;
  for (const Said& said : Everything()) {
    for (const std::string& word : WordsIn(said.body)) {
      used[said.locale].insert(word);
      EXPECT_TRUE(known[said.locale].contains(word)) << word << " in: " << said.body;
    }
  }
  for (const auto& [locale, words] : known) {
    for (const std::string& word : words)
      EXPECT_TRUE(used[locale].contains(word)) << word << ": in no text, take it off the list";
  }
}

}  // namespace
}  // namespace textback
