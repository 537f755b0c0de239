#include "textback/model/time.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <charconv>

namespace textback {
namespace {

// Reads exactly `digits` digits at `*at` and advances `*at`.
bool ReadNumber(std::string_view text, std::size_t digits, std::size_t* at, int* value) {
  if (text.size() < *at + digits) return false;
  const char* begin = text.data() + *at;
  const auto [end, error] = std::from_chars(begin, begin + digits, *value);
  if (error != std::errc() || end != begin + digits || *begin == '-') return false;
  *at += digits;
  return true;
}

bool ReadChar(std::string_view text, char expected, std::size_t* at) {
  if (*at >= text.size() || text[*at] != expected) return false;
  ++*at;
  return true;
}

bool ReadDate(std::string_view text, std::size_t* at, std::chrono::year_month_day* date) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (!ReadNumber(text, 4, at, &year) || !ReadChar(text, '-', at) ||
      !ReadNumber(text, 2, at, &month) || !ReadChar(text, '-', at) ||
      !ReadNumber(text, 2, at, &day)) {
    return false;
  }
  *date = std::chrono::year{year} / month / day;
  return date->ok();
}

bool ReadTime(std::string_view text, std::size_t* at, Duration* time) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!ReadNumber(text, 2, at, &hour) || !ReadChar(text, ':', at) ||
      !ReadNumber(text, 2, at, &minute) || !ReadChar(text, ':', at) ||
      !ReadNumber(text, 2, at, &second)) {
    return false;
  }
  // A leap second (60) is read as the second before it: the zone data here has no leap seconds.
  if (hour > 23 || minute > 59 || second > 60) return false;
  if (second == 60) second = 59;
  *time = std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
  if (!ReadChar(text, '.', at)) return true;
  int millis = 0;
  int scale = 100;
  const std::size_t first = *at;
  for (; *at < text.size() && text[*at] >= '0' && text[*at] <= '9'; ++*at, scale /= 10) {
    millis += (text[*at] - '0') * scale;
  }
  *time += Duration{millis};
  return *at > first;
}

bool ReadOffset(std::string_view text, std::size_t* at, Duration* offset) {
  *offset = Duration{0};
  if (ReadChar(text, 'Z', at) || ReadChar(text, 'z', at)) return true;
  const bool west = *at < text.size() && text[*at] == '-';
  if (!west && (*at >= text.size() || text[*at] != '+')) return false;
  ++*at;
  int hours = 0;
  int minutes = 0;
  if (!ReadNumber(text, 2, at, &hours) || !ReadChar(text, ':', at) ||
      !ReadNumber(text, 2, at, &minutes) || hours > 23 || minutes > 59) {
    return false;
  }
  *offset = std::chrono::hours{hours} + std::chrono::minutes{minutes};
  if (west) *offset = -*offset;
  return true;
}

// For values from 0 to 99.
void AppendTwo(std::string& out, std::int64_t value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

void AppendDate(std::string& out, std::chrono::year_month_day date) {
  const int year = static_cast<int>(date.year());
  if (year < 0 || year > 9999) {
    absl::StrAppendFormat(&out, "%04d", year);  // not a valid year, shown as it is
  } else {
    AppendTwo(out, year / 100);
    AppendTwo(out, year % 100);
  }
  out += '-';
  AppendTwo(out, static_cast<unsigned>(date.month()));
  out += '-';
  AppendTwo(out, static_cast<unsigned>(date.day()));
}

absl::Status BadTime(std::string_view text, std::string_view what) {
  return absl::InvalidArgumentError(absl::StrFormat(
      "'%s' is no time: %s; write it as 2026-11-20T20:55:00-06:00 or 2026-11-21T02:55:00Z",
      text.substr(0, 40), what));
}

}  // namespace

// Written by hand: a decision has several instants, and with a general formatter they took longer
// than the rest of it.
void AppendRfc3339(std::string& out, Instant at) {
  if (at == kNever) {
    out += "never";
    return;
  }
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss<Duration> time{at - day};
  AppendDate(out, std::chrono::year_month_day{day});
  out += 'T';
  AppendTwo(out, time.hours().count());
  out += ':';
  AppendTwo(out, time.minutes().count());
  out += ':';
  AppendTwo(out, time.seconds().count());
  if (const auto millis = time.subseconds().count(); millis != 0) {
    out += '.';
    out += static_cast<char>('0' + millis / 100);
    AppendTwo(out, millis % 100);
  }
  out += 'Z';
}

std::string FormatRfc3339(Instant at) {
  std::string out;
  AppendRfc3339(out, at);
  return out;
}

std::string FormatDate(std::chrono::year_month_day date) {
  std::string out;
  AppendDate(out, date);
  return out;
}

absl::StatusOr<Instant> ParseRfc3339(std::string_view text) {
  std::size_t at = 0;
  std::chrono::year_month_day date;
  Duration time;
  Duration offset;
  if (!ReadDate(text, &at, &date)) return BadTime(text, "there is no such date");
  if (!ReadChar(text, 'T', &at) && !ReadChar(text, 't', &at) && !ReadChar(text, ' ', &at)) {
    return BadTime(text, "'T' and a time of day are missing");
  }
  if (!ReadTime(text, &at, &time)) return BadTime(text, "there is no such time of day");
  if (!ReadOffset(text, &at, &offset))
    return BadTime(text, "the offset from UTC is missing or wrong");
  if (at != text.size()) return BadTime(text, "something follows the offset");
  const Instant instant = std::chrono::sys_days{date} + time - offset;
  if (!IsPlausible(instant)) return BadTime(text, "it is before 1970 or after 2199");
  return instant;
}

}  // namespace textback
