// The single values of a call log: times, lengths, endings, names. One function each, for every
// format.
#ifndef TEXTBACK_SRC_ADAPTERS_CALL_LOG_VALUES_H_
#define TEXTBACK_SRC_ADAPTERS_CALL_LOG_VALUES_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textback/adapters/call_log/format.h"
#include "textback/calls/call_row.h"
#include "textback/model/time.h"
#include "textback/policy/zone.h"

namespace textback {

// Here, because every field of every row goes through it.
inline std::string_view TrimSpaces(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Lower case; letters and digits only: "Dest. Channel" -> "destchannel".
std::string FoldWord(std::string_view word);

// Absl's own functions take absl::string_view, which is another type in some builds.
std::string LowerCase(std::string_view text);
std::vector<std::string_view> SplitAt(std::string_view text, char separator);  // no empty parts
std::string JoinWords(std::span<const std::string_view> words);                // with ", "

// A time as somebody wrote it: with its offset, or on the log's clock.
struct WrittenTime {
  bool has_offset = false;
  Instant at{};      // if it has
  LocalTime wall{};  // if it hasn't
  // 3/4/2026 may be either: `wall` is the 4th of March, this the 3rd of April.
  std::optional<LocalTime> day_first_wall;
};

// What a spreadsheet makes of a date: 11/17/2026, 17.11.2026. True or false where the day or the
// month must be the first; nothing where it may be either, or is written in another way.
std::optional<bool> IsDayFirst(std::string_view text);

// "2026-11-17 10:00:00" only, as nearly every row has it; nothing: see ReadTime.
std::optional<LocalTime> ReadUsualTime(std::string_view text);

// "2026-11-17 10:00:00", with a fraction, "T", slashes, "UTC" or an offset; seconds since 1970;
// "Tue, 17 Nov 2026 16:00:00 +0000".
std::optional<WrittenTime> ReadTime(std::string_view text);

// 97, 97.5, 1:37, 00:01:37. Negative ones are 0; nothing is longer than a day.
std::optional<Duration> ReadLength(std::string_view text);

// Asterisk's uniqueid holds the call's start, in seconds since 1970 and UTC whatever the log's zone
// is: "1794931200.1", with a system name "pbx-1794931200.1".
std::optional<Instant> ReadIdTime(std::string_view id);

// How a leg ended.
struct WrittenEnding {
  RowEnding ending = RowEnding::kUnknown;
  // FreeSWITCH and 3CX only say why it ended: the time of the answer says whether there was one.
  bool only_says_why = false;
};
// Nothing: the word is none of any switch.
std::optional<WrittenEnding> ReadEnding(std::string_view word);
// The words of the format's switch, for a message.
std::string KnownEndings(CallLogFormat format);

// What a header calls a column; nothing: not a word of a header.
std::optional<CallLogColumn> ReadColumnName(std::string_view name);

// "DANA LEE" <4035550123> -> its two halves, without quotes. Either may be empty.
struct CallerId {
  std::string_view name;    // part of the text; may still hold quotes and line breaks
  std::string_view number;  // part of the text
};
CallerId SplitCallerId(std::string_view text);

// Writes a name to `out`: no quotes around it, no line breaks, and nothing if it is the number.
void CleanName(std::string_view name, std::string_view number, std::string& out);

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_CALL_LOG_VALUES_H_
