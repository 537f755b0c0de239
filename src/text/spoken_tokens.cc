#include "text/spoken_tokens.h"

#include <algorithm>
#include <string>

#include "textback/model/utf8.h"

namespace textback {
namespace {

constexpr std::size_t kMaxBytes = 4000;
constexpr int kEarliest = 6;  // "5h" may be 17h

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Keeps the marks inside numbers: "2:30" becomes "2c30", "12/3" becomes "12slash3", as does the
// date "2026-12-03". Folding would drop them.
// `from`: gets the byte of the message that each byte of the result is from.
std::string JoinNumbers(std::string_view message, std::vector<std::size_t>* from = nullptr) {
  std::string joined;
  joined.reserve(message.size());
  for (std::size_t i = 0; i < message.size(); ++i) {
    if (from != nullptr && i > 0) from->resize(joined.size(), i - 1);
    const bool inside =
        i > 0 && i + 1 < message.size() && IsDigit(message[i - 1]) && IsDigit(message[i + 1]);
    const bool of_year = message[i] == '-' && i >= 4 && IsDigit(message[i - 4]) &&
                         i + 3 < message.size() && message[i + 3] == '-';
    const bool after_year =
        message[i] == '-' && i >= 3 && message[i - 3] == '-' && i >= 7 && IsDigit(message[i - 7]);
    if (inside && message[i] == ':') {
      joined += 'c';
    } else if (message[i] == ':') {
      joined += ',';
    } else if (inside && (message[i] == '/' || of_year || after_year)) {
      joined += "slash";
    } else {
      joined += message[i];
    }
  }
  if (from != nullptr) from->resize(joined.size(), message.size() - 1);
  return joined;
}

// Takes up to four digits from the front; -1: there are none, or more.
int TakeNumber(std::string_view& rest) {
  std::size_t size = 0;
  int number = 0;
  while (size < rest.size() && IsDigit(rest[size]) && size < 5)
    number = number * 10 + (rest[size++] - '0');
  if (size == 0 || size > 4) return -1;
  rest.remove_prefix(size);
  return number;
}

bool Take(std::string_view& rest, std::string_view word) {
  if (!rest.starts_with(word)) return false;
  rest.remove_prefix(word.size());
  return true;
}

int HourOf(int hour, bool pm) { return hour % 12 + (pm ? 12 : 0); }

// "15", "15th", "17h", "17h30", "2pm", "2c30pm", "12slash3slash26", "5ish".
SpokenToken NumberOf(std::string_view word) {
  std::string_view rest = word;
  if (rest.ends_with("ish")) rest.remove_suffix(3);
  const int first = TakeNumber(rest);
  if (first < 0) return {};
  if (rest.empty()) return {.kind = Spoken::kDigits, .value = first};
  for (const std::string_view suffix : {"st", "nd", "rd", "th", "er", "ero", "o"}) {
    if (rest == suffix) return {.kind = Spoken::kOrdinal, .value = first};
  }
  if (Take(rest, "slash")) {
    SpokenToken date{.kind = Spoken::kDate, .date = {first, TakeNumber(rest), 0}};
    if (Take(rest, "slash")) date.date[2] = TakeNumber(rest);
    const bool always = first == 24 && date.date[1] == 7;
    const bool whole = rest.empty() && date.date[1] > 0 && date.date[2] >= 0 && !always;
    return whole ? date : SpokenToken{};
  }
  int minute = 0;
  const bool colon = Take(rest, "c");
  bool clock = colon || Take(rest, "h");
  if (clock && !rest.empty() && IsDigit(rest[0])) minute = TakeNumber(rest);
  int hour = first;
  const bool half_day = rest == "am" || rest == "pm" || rest == "a" || rest == "p";
  if (half_day && (hour < 1 || hour > 12)) return {};
  if (half_day) hour = HourOf(hour, rest[0] == 'p');
  if (!half_day && (!clock || !rest.empty())) return {};
  if (hour > 23 || minute < 0 || minute > 59) return {};
  return {.kind = Spoken::kClock,
          .value = hour * 60 + minute,
          .bare = !half_day && hour >= 1 && hour <= (colon ? 12 : kEarliest)};
}

// "20mins": two tokens of one word.
bool SplitCount(std::string_view word, std::vector<SpokenToken>& tokens, SpokenToken token) {
  std::string_view rest = word;
  const int count = TakeNumber(rest);
  if (count < 0 || rest.size() < 2) return false;
  const SpokenWord unit = SpokenWordOf(rest);
  const bool span = unit.kind == Spoken::kMinutes || unit.kind == Spoken::kHours ||
                    unit.kind == Spoken::kDays || unit.kind == Spoken::kWeeks ||
                    unit.kind == Spoken::kMonths || unit.kind == Spoken::kYears;
  if (!span) return false;
  token.kind = Spoken::kDigits;
  token.value = count;
  tokens.push_back(token);
  tokens.push_back({.kind = unit.kind, .value = unit.value, .word = token.word});
  return true;
}

}  // namespace

SpokenText SpokenTextOf(std::string_view message, std::size_t max_words) {
  SpokenText out{.folded = FoldText(JoinNumbers(CutUtf8(message, kMaxBytes)), max_words),
                 .tokens = {}};
  const FoldedText& text = out.folded;
  std::vector<SpokenToken>& tokens = out.tokens;
  tokens.reserve(text.words.size());
  std::size_t half_day = text.words.size();  // the word "m" of "p.m."
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    const std::string_view word = text[i];
    const bool number = IsDigit(word[0]);
    SpokenToken token = number ? NumberOf(word) : SpokenToken{};
    token.before = text.words[i].before;
    // The dot of "p.m." may end the sentence, or not: "2 p.m. tomorrow".
    if (half_day + 1 == i) token.before = std::min(token.before, Break::kSoft);
    token.word = static_cast<std::uint32_t>(i);
    if (token.kind == Spoken::kOther) {
      if (number && SplitCount(word, tokens, token)) continue;
      const SpokenWord known = SpokenWordOf(word);
      token.kind = known.kind;
      token.value = known.value;
    }
    // "p.m." is folded to two words.
    if (word == "m" && !tokens.empty() && (text[i - 1] == "p" || text[i - 1] == "a")) {
      tokens.back().kind = text[i - 1] == "p" ? Spoken::kPm : Spoken::kAm;
      tokens.back().before = Break::kNone;
      half_day = i;
      continue;
    }
    tokens.push_back(token);
  }
  return out;
}

std::string_view StretchOf(std::string_view message, std::size_t max_words, std::size_t first,
                           std::size_t last) {
  message = CutUtf8(message, kMaxBytes);
  std::vector<std::size_t> from;
  const std::vector<WordPlace> places = PlacesOfWords(JoinNumbers(message, &from), max_words);
  if (first >= places.size() || last >= places.size() || first > last) return {};
  const std::size_t begin = from[places[first].begin];
  const std::size_t end = from[places[last].end - 1] + 1;
  return message.substr(begin, end - begin);
}

}  // namespace textback
