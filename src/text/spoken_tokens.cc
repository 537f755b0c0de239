#include "text/spoken_tokens.h"

#include <string>

#include "textback/model/utf8.h"

namespace textback {
namespace {

constexpr std::size_t kMaxBytes = 4000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Keeps the marks inside numbers: "2:30" becomes "2c30", "12/3" becomes "12slash3", as does the
// date "2026-12-03". Folding would drop them.
std::string JoinNumbers(std::string_view message) {
  std::string joined;
  joined.reserve(message.size());
  for (std::size_t i = 0; i < message.size(); ++i) {
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

// "15", "15th", "17h", "17h30", "2pm", "2c30pm", "12slash3slash26".
SpokenToken NumberOf(std::string_view word) {
  std::string_view rest = word;
  const int first = TakeNumber(rest);
  if (first < 0) return {};
  if (rest.empty()) return {.kind = Spoken::kDigits, .value = first};
  for (const std::string_view suffix : {"st", "nd", "rd", "th", "er", "ero", "o"}) {
    if (rest == suffix) return {.kind = Spoken::kOrdinal, .value = first};
  }
  if (Take(rest, "slash")) {
    SpokenToken date{.kind = Spoken::kDate, .date = {first, TakeNumber(rest), 0}};
    if (Take(rest, "slash")) date.date[2] = TakeNumber(rest);
    const bool whole = rest.empty() && date.date[1] > 0 && date.date[2] >= 0;
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
          .bare = colon && !half_day && hour >= 1 && hour <= 12};
}

}  // namespace

std::vector<SpokenToken> SpokenTokensOf(std::string_view message, std::size_t max_words) {
  const FoldedText text = FoldText(JoinNumbers(CutUtf8(message, kMaxBytes)), max_words);
  std::vector<SpokenToken> tokens;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    SpokenToken token = NumberOf(text[i]);
    if (token.kind == Spoken::kOther) {
      const SpokenWord word = SpokenWordOf(text[i]);
      token = {.kind = word.kind, .value = word.value};
    }
    token.before = text.words[i].before;
    // "p.m." is folded to two words.
    if (text[i] == "m" && i > 0 && (text[i - 1] == "p" || text[i - 1] == "a")) {
      tokens.back() = {.kind = text[i - 1] == "p" ? Spoken::kPm : Spoken::kAm};
      continue;
    }
    tokens.push_back(token);
  }
  return tokens;
}

}  // namespace textback
