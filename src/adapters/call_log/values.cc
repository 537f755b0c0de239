#include "adapters/call_log/values.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "textback/model/utf8.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t kFirstIdSecond = 900'000'000;  // 1998: no switch is older

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool SameLetters(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         });
}

// Reads from the front of a text; `ok` is false as soon as something is missing.
struct Scanner {
  std::string_view text;
  bool ok = true;

  bool Take(char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
  }
  void Need(char c) { ok = Take(c) && ok; }
  void SkipSpaces() {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
  // A number with `least` to `most` digits.
  int Number(std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t digits = 0;
    for (; digits < most && digits < text.size() && IsDigit(text[digits]); ++digits) {
      value = value * 10 + (text[digits] - '0');
    }
    ok = ok && digits >= least;
    text.remove_prefix(digits);
    return value;
  }
  std::string_view Word() {
    std::size_t size = 0;
    while (size < text.size() && ((text[size] | 0x20) >= 'a' && (text[size] | 0x20) <= 'z')) ++size;
    const std::string_view word = text.substr(0, size);
    text.remove_prefix(size);
    return word;
  }
};

std::optional<LocalTime> ToWall(int year, int month, int day, int hour, int minute, int second,
                                int millis) {
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  // 60 is a leap second.
  if (!date.ok() || hour > 23 || minute > 59 || second > 60 || year < 1970 || year > 2199)
    return std::nullopt;
  const auto days = std::chrono::local_days{date};
  return LocalTime{days} + hours{hour} + minutes{minute} + seconds{second} + Duration{millis};
}

// "10:00:00.250 AM": from the hour on.
struct TimeOfDay {
  int hour = 0, minute = 0, second = 0, millis = 0;
};
TimeOfDay ReadTimeOfDay(Scanner& in) {
  TimeOfDay time;
  time.hour = in.Number(1, 2);
  in.Need(':');
  time.minute = in.Number(2, 2);
  if (in.Take(':')) time.second = in.Number(2, 2);
  if (in.Take('.') || in.Take(',')) {
    int scale = 100;
    for (; !in.text.empty() && IsDigit(in.text.front()); in.text.remove_prefix(1), scale /= 10) {
      time.millis += (in.text.front() - '0') * scale;
    }
  }
  Scanner half = in;
  half.SkipSpaces();
  const std::string_view word = half.Word();
  if (SameLetters(word, "am") || SameLetters(word, "pm")) {
    in.ok = in.ok && time.hour >= 1 && time.hour <= 12;
    time.hour = time.hour % 12 + (SameLetters(word, "pm") ? 12 : 0);
    in.text = half.text;
  }
  return time;
}

// Nothing, "Z", "UTC", "GMT", "+0000", "-06:00". `ok` is false for anything else.
std::optional<minutes> ReadOffset(Scanner& in) {
  in.SkipSpaces();
  if (in.text.empty()) return std::nullopt;
  const char sign = in.text.front();
  if (sign == '+' || sign == '-') {
    in.text.remove_prefix(1);
    const int hour = in.Number(2, 2);
    in.Take(':');
    const int minute = in.Number(2, 2);
    in.ok = in.ok && in.text.empty() && hour <= 15 && minute <= 59;
    const minutes size = hours{hour} + minutes{minute};
    return sign == '-' ? -size : size;
  }
  const std::string_view word = in.Word();
  in.ok = in.ok && in.text.empty() &&
          (SameLetters(word, "z") || SameLetters(word, "utc") || SameLetters(word, "gmt"));
  return minutes{0};
}

std::optional<WrittenTime> Finish(Scanner& in, int year, int month, int day,
                                  const TimeOfDay& time) {
  const std::optional<minutes> offset = ReadOffset(in);
  if (!in.ok) return std::nullopt;
  const std::optional<LocalTime> wall =
      ToWall(year, month, day, time.hour, time.minute, time.second, time.millis);
  if (!wall.has_value()) return std::nullopt;
  if (!offset.has_value()) return WrittenTime{.wall = *wall};
  return WrittenTime{.has_offset = true, .at = Instant{wall->time_since_epoch()} - *offset};
}

// "Tue, 17 Nov 2026 16:00:00 +0000"; the weekday may be missing.
std::optional<WrittenTime> ReadRfc2822(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  Scanner in{.text = text};
  if (!in.Word().empty()) in.Need(',');
  in.SkipSpaces();
  const int day = in.Number(1, 2);
  in.SkipSpaces();
  const std::string_view word = in.Word();
  const auto* const month = std::find_if(
      kMonths.begin(), kMonths.end(), [word](std::string_view m) { return SameLetters(word, m); });
  in.SkipSpaces();
  const int year = in.Number(4, 4);
  in.SkipSpaces();
  const TimeOfDay time = ReadTimeOfDay(in);
  if (month == kMonths.end()) return std::nullopt;
  return Finish(in, year, static_cast<int>(month - kMonths.begin()) + 1, day, time);
}

// "11/17/2026 10:00", "17.11.2026 10:00:00": two numbers, a year and a time of day.
struct ShortDate {
  int first = 0, second = 0, year = 0;
  bool has_dots = false;
};
std::optional<ShortDate> ReadShortDate(Scanner& in) {
  ShortDate date{.first = in.Number(1, 2)};
  const char between = in.text.empty() ? '\0' : in.text.front();
  if (between != '/' && between != '.' && between != '-') return std::nullopt;
  in.text.remove_prefix(1);
  date.second = in.Number(1, 2);
  in.Need(between);
  date.year = in.Number(4, 4);
  in.Take(',');
  in.Need(' ');
  in.SkipSpaces();
  date.has_dots = between == '.';  // never with the month first
  return in.ok ? std::optional(date) : std::nullopt;
}

std::optional<WrittenTime> ReadSpreadsheetTime(std::string_view text) {
  Scanner in{.text = text};
  const std::optional<ShortDate> date = ReadShortDate(in);
  if (!date.has_value()) return std::nullopt;
  const TimeOfDay time = ReadTimeOfDay(in);
  Scanner copy = in;
  const std::optional<WrittenTime> day_first =
      Finish(in, date->year, date->second, date->first, time);
  if (date->has_dots) return day_first;
  std::optional<WrittenTime> month_first =
      Finish(copy, date->year, date->first, date->second, time);
  if (!month_first.has_value()) return day_first;
  // With an offset it is no spreadsheet's, and never seen; which one is meant stays open.
  if (!day_first.has_value() || month_first->has_offset || date->first == date->second)
    return month_first;
  month_first->day_first_wall = day_first->wall;
  return month_first;
}

// Seconds since 1970, with a fraction; or milliseconds.
std::optional<WrittenTime> ReadEpoch(std::string_view text) {
  std::int64_t value = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && digits < 14 && IsDigit(text[digits]); ++digits) {
    value = value * 10 + (text[digits] - '0');
  }
  if (digits != 9 && digits != 10 && digits != 13) return std::nullopt;
  std::int64_t millis = digits == 13 ? value : value * 1000;
  if (digits < text.size()) {
    if (text[digits] != '.' || digits == 13) return std::nullopt;
    int scale = 100;
    for (const char c : text.substr(digits + 1)) {
      if (!IsDigit(c)) return std::nullopt;
      millis += (c - '0') * scale;
      scale /= 10;
    }
  }
  if (millis < kFirstIdSecond * 1000 || !IsPlausible(FromMillis(millis))) return std::nullopt;
  return WrittenTime{.has_offset = true, .at = FromMillis(millis)};
}

}  // namespace

std::string FoldWord(std::string_view word) {
  std::string folded;
  for (const char c : word) {
    if (c >= 'A' && c <= 'Z') folded += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || IsDigit(c)) folded += c;
  }
  return folded;
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::vector<std::string_view> SplitAt(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string JoinWords(std::span<const std::string_view> words) {
  std::string joined;
  for (const std::string_view word : words) {
    if (!joined.empty()) joined += ", ";
    joined += word;
  }
  return joined;
}

std::optional<LocalTime> ReadUsualTime(std::string_view text) {
  if (text.size() != 19 || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':' ||
      text[16] != ':')
    return std::nullopt;
  std::array<int, 7> two = {};  // digits together: the year has two of them
  bool ok = true;
  std::size_t at = 0;
  for (int& value : two) {
    const auto first = static_cast<unsigned char>(text[at] - '0');
    const auto second = static_cast<unsigned char>(text[at + 1] - '0');
    ok = ok && first <= 9 && second <= 9;
    value = first * 10 + second;
    at += at == 0 ? 2 : 3;
  }
  if (!ok) return std::nullopt;
  return ToWall(two[0] * 100 + two[1], two[2], two[3], two[4], two[5], two[6], 0);
}

std::optional<WrittenTime> ReadTime(std::string_view text) {
  if (text.size() < 9 || text.size() > 48) return std::nullopt;
  if (const std::optional<LocalTime> usual = ReadUsualTime(text); usual.has_value())
    return WrittenTime{.wall = *usual};
  if (!IsDigit(text[0]) || !IsDigit(text[1]) || !IsDigit(text[2]) || !IsDigit(text[3])) {
    const std::optional<WrittenTime> time = ReadSpreadsheetTime(text);
    return time.has_value() ? time : ReadRfc2822(text);
  }
  if (IsDigit(text[4])) return ReadEpoch(text);
  Scanner in{.text = text};
  const int year = in.Number(4, 4);
  const char between = in.text.front();
  if (between != '-' && between != '/') return std::nullopt;
  in.text.remove_prefix(1);
  const int month = in.Number(1, 2);
  in.Need(between);
  const int day = in.Number(1, 2);
  if (!in.Take('T')) in.Need(' ');
  in.SkipSpaces();
  const TimeOfDay time = ReadTimeOfDay(in);
  return Finish(in, year, month, day, time);
}

std::optional<bool> IsDayFirst(std::string_view text) {
  Scanner in{.text = text};
  const std::optional<ShortDate> date = ReadShortDate(in);
  if (!date.has_value() || (date->first <= 12 && date->second <= 12 && !date->has_dots))
    return std::nullopt;
  return date->has_dots || date->first > 12;
}

std::optional<Duration> ReadLength(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::int64_t total = 0;
  for (int parts = 1;; ++parts) {
    std::int64_t value = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && digits < 10 && IsDigit(text[digits]); ++digits) {
      value = value * 10 + (text[digits] - '0');
    }
    if (digits == 0) return std::nullopt;
    text.remove_prefix(digits);
    total = total * 60 + value;
    if (text.empty()) break;
    if (text.front() == '.') {
      text.remove_prefix(1);
      if (text.empty() || !std::all_of(text.begin(), text.end(), IsDigit)) return std::nullopt;
      break;
    }
    if (text.front() != ':' || parts == 3) return std::nullopt;
    text.remove_prefix(1);
  }
  return negative ? Duration{0} : seconds{std::min<std::int64_t>(total, 86'400)};
}

std::optional<Instant> ReadIdTime(std::string_view id) {
  std::size_t dot = id.size();
  while (dot > 0 && IsDigit(id[dot - 1])) --dot;
  if (dot == id.size() || dot == 0 || id[dot - 1] != '.') return std::nullopt;
  --dot;
  std::size_t from = dot;
  while (from > 0 && IsDigit(id[from - 1])) --from;
  if (dot - from < 9 || dot - from > 10) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : id.substr(from, dot - from)) value = value * 10 + (c - '0');
  if (value < kFirstIdSecond) return std::nullopt;
  const Instant at = FromMillis(value * 1000);
  return IsPlausible(at) ? std::optional(at) : std::nullopt;
}

CallerId SplitCallerId(std::string_view text) {
  text = TrimSpaces(text);
  const std::size_t close = text.rfind('>');
  const std::size_t open = text.rfind('<');
  if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
    return {.name = TrimSpaces(text.substr(0, open)),
            .number = TrimSpaces(text.substr(open + 1, close - open - 1))};
  }
  // The list of a console: "Dana (101)".
  if (text.ends_with(')')) {
    const std::size_t bracket = text.rfind('(');
    if (bracket != std::string_view::npos && bracket > 0) {
      return {.name = TrimSpaces(text.substr(0, bracket)),
              .number = TrimSpaces(text.substr(bracket + 1, text.size() - bracket - 2))};
    }
  }
  const bool is_number = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return IsDigit(c) || c == '+' || c == '-' || c == ' ' || c == '(' || c == ')' || c == '.';
  });
  return is_number ? CallerId{.number = text} : CallerId{.name = text};
}

void CleanName(std::string_view name, std::string_view number, std::string& out) {
  out.clear();
  name = TrimSpaces(name);
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"')
    name = TrimSpaces(name.substr(1, name.size() - 2));
  // A stray quote: the other one was lost.
  if (std::count(name.begin(), name.end(), '"') % 2 != 0) {
    if (name.front() == '"') {
      name = TrimSpaces(name.substr(1));
    } else if (name.back() == '"') {
      name = TrimSpaces(name.substr(0, name.size() - 1));
    }
  }
  if (name.find_first_not_of('"') == std::string_view::npos) return;
  if (name.empty() || name == number) return;
  for (const char c : name) {
    const bool is_space = c == ' ' || (c >= '\t' && c <= '\r');
    if (!is_space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
}

}  // namespace textback
