// Call logs for tests: rows of every switch, and what the reader makes of a text.
#ifndef TEXTBACK_TESTS_ADAPTERS_CALL_LOG_LOGS_H_
#define TEXTBACK_TESTS_ADAPTERS_CALL_LOG_LOGS_H_

#include <absl/strings/str_format.h>

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "textback/adapters/call_log/reader.h"

namespace textback {

inline std::shared_ptr<const Zone> TestZone(const char* name = "America/Edmonton") {
  return *Zone::Load(name);
}

struct ReadLog {
  absl::Status status;
  CallLogLayout layout;
  std::vector<CallRow> rows;
  std::vector<CallLogProblem> problems;
  std::vector<std::string> notes;
};

inline ReadLog ReadText(const std::string& text, const char* zone = "America/Edmonton",
                        CallLogFormat format = CallLogFormat::kAuto) {
  ReadLog read;
  std::istringstream stream(text);
  absl::StatusOr<CallLogReader> log =
      CallLogReader::FromStream(stream, TestZone(zone), {.format = format, .name = "log.csv"});
  read.status = log.status();
  if (!log.ok()) return read;
  for (auto item = log->Next(); item != CallLogReader::Item::kEnd; item = log->Next()) {
    if (item == CallLogReader::Item::kRow) {
      read.rows.push_back(log->row());
    } else {
      read.problems.push_back(log->problem());
    }
  }
  read.layout = log->layout();
  read.notes = log->Notes();
  return read;
}

// A row of Asterisk's cdr_csv with 18 columns; `minute` after 10:00 on 17 November 2026.
inline std::string AsteriskRow(int minute, const std::string& from = "4035550123",
                               const std::string& name = "") {
  return absl::StrFormat(
      "\"north\",\"%s\",\"4035550199\",\"from-trunk\",\"\"\"%s\"\" <%s>\",\"PJSIP/trunk-00000001\","
      "\"PJSIP/201-00000002\",\"Dial\",\"PJSIP/201,20\",\"2026-11-17 10:%02d:00\",,\"2026-11-17 "
      "10:%02d:20\",20,0,\"NO ANSWER\",\"DOCUMENTATION\",\"%d.1\",\"\"\n",
      from, name, from, minute, minute, 1794931200 + minute * 60);
}

}  // namespace textback

#endif  // TEXTBACK_TESTS_ADAPTERS_CALL_LOG_LOGS_H_
