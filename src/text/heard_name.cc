#include "textback/text/heard_name.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

#include "text/fold.h"
#include "textback/model/utf8.h"

namespace textback {
namespace {

constexpr std::size_t kCompanyWithin = 2;  // words after the name

// A word as it was written. `folded` is what it is compared by.
struct Word {
  std::string_view text;  // without the marks around it
  std::string folded;
  bool ends_part = false;  // a mark follows: the next word doesn't belong to it
  bool asked = false;      // a question mark follows
};

bool IsLetter(char32_t code) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return true;
    default:
      return false;
  }
}

bool IsJoint(char32_t code) { return code == '\'' || code == 0x2019 || code == '-'; }
bool IsSpace(char32_t code) { return code <= ' ' || code == 0xA0 || code == 0x202F; }

// Lower case, without accents and apostrophes; a hyphen stays a break, so it gives a space.
std::string Fold(std::string_view text) {
  const FoldedText folded = FoldText(text, 8);
  std::string out;
  for (std::size_t i = 0; i < folded.words.size(); ++i) {
    if (i > 0) out += ' ';
    out += folded[i];
  }
  return out;
}

std::vector<std::string> FoldAll(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& word : words) out.push_back(Fold(word));
  return out;
}

std::vector<std::string> FoldedWords(std::string_view phrase) {
  const FoldedText folded = FoldText(phrase, 8);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < folded.words.size(); ++i) words.emplace_back(folded[i]);
  return words;
}

bool Contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::vector<Word> WordsOf(std::string_view message) {
  std::vector<Word> words;
  std::size_t begin = std::string_view::npos;
  const auto end_word = [&](std::size_t end) {
    if (begin == std::string_view::npos) return;
    const std::string_view text = message.substr(begin, end - begin);
    words.push_back({.text = text, .folded = Fold(text)});
    begin = std::string_view::npos;
  };
  for (std::size_t at = 0; at < message.size() && words.size() < HeardNames::kMaxWords;) {
    const Utf8Char c = DecodeUtf8(message, at);
    const bool inside =
        c.valid && (IsLetter(c.code) || (begin != std::string_view::npos && IsJoint(c.code)));
    if (inside && begin == std::string_view::npos) begin = at;
    if (!inside) {
      end_word(at);
      if (!words.empty() && !(c.valid && IsSpace(c.code))) {
        words.back().ends_part = true;
        words.back().asked = words.back().asked || c.code == '?';
      }
    }
    at += c.size;
  }
  end_word(message.size());
  return words;
}

// A capital letter, then small ones; "McKay", "Jean-Marc" and "D'Arcy" too.
bool LooksLikeName(std::string_view text) {
  std::size_t letters = 0;
  std::size_t small = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c.code));
    if (letters == 0 && category != UTF8PROC_CATEGORY_LU) return false;
    letters += IsLetter(c.code) ? 1 : 0;
    small += category == UTF8PROC_CATEGORY_LL ? 1 : 0;
    at += c.size;
  }
  const bool possessive = text.ends_with("'s") || text.ends_with("\xE2\x80\x99s");
  const bool cut = text.ends_with('\'') || text.ends_with('-');
  return letters >= 2 && small >= 1 && text.size() <= HeardNames::kMaxName && !possessive && !cut;
}

// Does the phrase stand at `at`, without a mark inside or after it?
bool Says(const std::vector<Word>& words, std::size_t at, const std::vector<std::string>& phrase) {
  if (at + phrase.size() >= words.size()) return false;  // a name has to follow
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (words[at + i].folded != phrase[i] || words[at + i].ends_part) return false;
  }
  return true;
}

}  // namespace

HeardNames::HeardNames(const NameWords& words)
    : unless_after_(FoldAll(words.unless_after)),
      not_names_(FoldAll(words.not_names)),
      companies_(FoldAll(words.companies)) {
  for (const NameWords::Introduction& one : words.introductions) {
    for (const std::string& say : one.say)
      phrases_.push_back({.introduction = ids_.size(), .words = FoldedWords(say)});
    ids_.push_back(one.id);
  }
  std::erase_if(phrases_, [](const Phrase& phrase) { return phrase.words.empty(); });
  std::stable_sort(phrases_.begin(), phrases_.end(), [](const Phrase& a, const Phrase& b) {
    return a.words.size() > b.words.size();
  });
}

HeardNames::Heard HeardNames::In(std::string_view message, std::string_view own) const {
  if (phrases_.empty()) return {};
  const std::vector<Word> words = WordsOf(message);
  const std::vector<std::string> called = FoldedWords(own);
  const auto of_company = [&](std::size_t at) {
    for (std::size_t i = at; i <= at + kCompanyWithin && i < words.size(); ++i) {
      if (Contains(companies_, words[i].folded)) return true;
      if (words[i].ends_part) break;
    }
    return false;
  };
  Heard heard;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool doubted =
        at > 0 && !words[at - 1].ends_part && Contains(unless_after_, words[at - 1].folded);
    if (doubted) continue;
    const auto phrase = std::find_if(phrases_.begin(), phrases_.end(),
                                     [&](const Phrase& one) { return Says(words, at, one.words); });
    if (phrase == phrases_.end()) continue;
    const std::size_t place = at + phrase->words.size();
    const Word& name = words[place];
    if (!LooksLikeName(name.text) || name.asked || Contains(not_names_, name.folded) ||
        Contains(called, name.folded) || of_company(place))
      continue;
    if (!heard.name.empty() && heard.name != name.text) return {};
    heard = {.name = std::string(name.text), .id = ids_[phrase->introduction]};
  }
  return heard;
}

}  // namespace textback
