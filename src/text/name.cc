#include "textback/text/name.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "model/names.h"
#include "model/word_table.h"
#include "text/fold.h"
#include "text/link.h"
#include "textback/model/utf8.h"

namespace textback {

namespace embedded {
extern const std::string_view kCallersTsv;  // src/config/words
extern const std::string_view kLinksTsv;
extern const std::string_view kNamesTsv;
}  // namespace embedded

namespace {

constexpr Names<8> kFaultNames = {"none",   "empty",       "link",  "address",
                                  "number", "placeholder", "place", "odd"};

constexpr std::size_t kMaxWords = 6;
constexpr std::size_t kMaxCharacters = 60;
// Longer texts aren't looked at any further: they are no names.
constexpr std::size_t kMaxBytes = 1'024;
// A hidden caller's shorter words could be names: Na, Nan, O.
constexpr std::size_t kFewestHiddenLetters = 4;
constexpr std::size_t kSameLetters = 3;  // "xxx"

using Words = std::vector<std::string>;

Words WordsOf(std::string_view text) {
  const FoldedText folded = FoldText(text, kMaxWords + 2);
  Words words;
  for (std::size_t i = 0; i < folded.words.size(); ++i) {
    if (!folded.words[i].symbol) words.emplace_back(folded[i]);
  }
  return words;
}

std::string Joined(const Words& words) {
  std::string all;
  for (const std::string& word : words) all += word;
  return all;
}

// Single words by their first letter and length: a name that isn't in here is found out at once.
class FirstLetters {
 public:
  void Add(std::string_view word) {
    if (word[0] >= 'a' && word[0] <= 'z') words_[Place(word)].emplace_back(word);
  }
  bool Has(std::string_view word) const {
    const std::vector<std::string>& some = words_[Place(word)];
    return std::find(some.begin(), some.end(), word) != some.end();
  }

 private:
  static constexpr std::size_t kLengths = 32;

  static std::size_t Place(std::string_view word) {
    return static_cast<std::size_t>(word[0] - 'a') * kLengths + std::min(word.size(), kLengths - 1);
  }
  std::array<std::vector<std::string>, 26 * kLengths> words_;
};

struct NameWords {
  std::set<std::string, std::less<>> whole;
  std::set<Words> within;
  FirstLetters single;                         // `whole` again
  FirstLetters label_starts;                   // the first words of `within`
  std::set<std::string, std::less<>> codes;    // "AB"
  std::set<std::string, std::less<>> regions;  // "newbrunswick"

  static const NameWords& Get() {
    static const NameWords& words = *new NameWords();
    return words;
  }

 private:
  NameWords() {
    ReadWordTable(embedded::kCallersTsv, [this](std::string_view word, std::string_view) {
      std::string letters = Joined(WordsOf(word));
      if (letters.size() >= kFewestHiddenLetters) whole.insert(std::move(letters));
    });
    ReadWordTable(embedded::kNamesTsv, [this](std::string_view kind, std::string_view word) {
      Words words = WordsOf(word);
      if (kind == "word") {
        whole.insert(Joined(words));
      } else if (kind == "within") {
        within.insert(std::move(words));
      } else if (word.size() == 2) {
        codes.emplace(word);
      } else {
        regions.insert(Joined(words));
      }
    });
    for (const std::string& word : whole) single.Add(word);
    for (const Words& words : within) label_starts.Add(words.front());
  }
};

bool HoldsLabel(const Words& words) {
  const auto& within = NameWords::Get().within;
  for (std::size_t begin = 0; begin < words.size(); ++begin) {
    Words part;
    for (std::size_t end = begin; end < words.size() && end < begin + 4; ++end) {
      part.push_back(words[end]);
      if (within.contains(part)) return true;
    }
  }
  return false;
}

// "xxx"
bool IsOneLetter(std::string_view letters) {
  return letters.size() >= kSameLetters && letters.find_first_not_of(letters[0]) == letters.npos;
}

bool IsPlaceholder(const Words& words) {
  const std::string all = Joined(words);
  return NameWords::Get().whole.contains(all) || HoldsLabel(words) || IsOneLetter(all);
}

// "CALGARY AB", "Calgary, AB", "Calgary, Alberta", "Montréal (Québec)".
bool IsPlace(std::string_view text, const Words& words) {
  const NameWords& known = NameWords::Get();
  const std::size_t end = text.find_last_not_of(" .)");
  const std::size_t begin = text.find_last_of(" ,(", end);
  if (begin == text.npos || words.size() < 2) return false;
  if (known.codes.contains(text.substr(begin + 1, end - begin))) return true;
  const std::size_t mark = text.find_last_of(",(");
  return mark != text.npos && mark > 0 &&
         known.regions.contains(Joined(WordsOf(text.substr(mark + 1))));
}

enum class Sign { kLetter, kDigit, kFine, kOdd };

Sign SignOfAscii(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Sign::kLetter;
  if (c >= '0' && c <= '9') return Sign::kDigit;
  return std::string_view(" '`-.,&()").find(c) != std::string_view::npos ? Sign::kFine : Sign::kOdd;
}

Sign SignOf(char32_t code) {
  if (code < 0x80) return SignOfAscii(static_cast<char>(code));
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return Sign::kLetter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return Sign::kDigit;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:  // emoji
      return Sign::kFine;
    default:
      break;
  }
  // Apostrophes, hyphens and the dot in the middle of Catalan names.
  constexpr std::array<char32_t, 10> kMarks = {0xB4,   0xB7,   0x2010, 0x2011, 0x2012,
                                               0x2013, 0x2018, 0x2019, 0x2032, 0x30FB};
  return std::find(kMarks.begin(), kMarks.end(), code) == kMarks.end() ? Sign::kOdd : Sign::kFine;
}

// Which signs the text is made of: the first that no name has decides.
NameFault FaultOfSigns(std::string_view text) {
  bool letters = false;
  bool digits = false;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    at += c.size;
    if (!c.valid) continue;  // left out of a text too
    const Sign sign = SignOf(c.code);
    if (sign == Sign::kOdd) return NameFault::kOdd;
    letters = letters || sign == Sign::kLetter;
    digits = digits || sign == Sign::kDigit;
  }
  if (digits) return NameFault::kNumber;
  return letters ? NameFault::kNone : NameFault::kOdd;
}

std::string_view WithoutSpaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Most names are a few words of ASCII letters. True if such a one is surely a name; false if the
// long way has to tell. Takes no memory.
bool IsSurelyName(std::string_view text) {
  if (text.size() > kMaxCharacters) return false;
  const NameWords& known = NameWords::Get();
  std::array<char, kMaxCharacters> small;
  std::size_t size = 0;
  std::size_t words = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = size;
    std::size_t capitals = 0;
    for (; at < text.size() && SignOfAscii(text[at]) == Sign::kLetter; ++at) {
      capitals += text[at] < 'a' ? 1 : 0;
      small[size++] = static_cast<char>(text[at] | 0x20);
    }
    const std::string_view word(small.data() + begin, size - begin);
    // Two capitals could be a province; a label's first word begins a label.
    if (word.empty() || ++words > kMaxWords || known.label_starts.Has(word) ||
        (words > 1 && word.size() == 2 && capitals == 2)) {
      return false;
    }
    if (at < text.size() && text[at] != ' ' && text[at] != '-' && text[at] != '\'') return false;
    ++at;
  }
  const std::string_view all(small.data(), size);
  constexpr std::array<std::string_view, 5> kOfLinks = {"dot", "http", "hxxp", "point", "punto"};
  const bool of_link =
      words > 1 && std::any_of(kOfLinks.begin(), kOfLinks.end(),
                               [all](std::string_view part) { return all.find(part) != all.npos; });
  return !of_link && !known.single.Has(all) && !IsOneLetter(all);
}

}  // namespace

std::string_view NameOf(NameFault fault) { return NameIn(kFaultNames, fault); }

NameFault CheckName(std::string_view text) {
  text = WithoutSpaces(text);
  if (text.empty()) return NameFault::kEmpty;
  if (IsSurelyName(text)) return NameFault::kNone;
  const std::string simple = Simple(text.substr(0, kMaxBytes));
  if (HasLink(simple, LinkIn::kName)) return NameFault::kLink;
  if (simple.find('@') != simple.npos) return NameFault::kAddress;
  if (text.size() > kMaxBytes) return NameFault::kOdd;
  const Words words = WordsOf(text);
  // "N/A" and "<unknown>" are known words, whatever signs are in them.
  if (!words.empty() && IsPlaceholder(words)) return NameFault::kPlaceholder;
  if (const NameFault fault = FaultOfSigns(text); fault != NameFault::kNone) return fault;
  if (words.size() > kMaxWords || CountCharacters(text) > kMaxCharacters) return NameFault::kOdd;
  return IsPlace(text, words) ? NameFault::kPlace : NameFault::kNone;
}

std::string_view SpokenName(std::string_view text) {
  return CheckName(text) == NameFault::kNone ? WithoutSpaces(text) : std::string_view();
}

bool CarriesLink(std::string_view text) { return HasLink(Simple(text), LinkIn::kMessage); }

const std::vector<SharedSource>& NameWordsSources() {
  static const auto& sources = *new std::vector<SharedSource>{
      NewSource("words/names.tsv", std::string(embedded::kNamesTsv)),
      NewSource("words/links.tsv", std::string(embedded::kLinksTsv)),
      NewSource("words/callers.tsv", std::string(embedded::kCallersTsv))};
  return sources;
}

}  // namespace textback
