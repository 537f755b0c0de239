#include "adapters/call_log/other_file.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/call_log/values.h"

namespace textback {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSaveAsCsv =
    "; open it in the program that made it and save it as CSV (comma separated, UTF-8)";

struct Magic {
  std::string_view bytes;
  std::string_view what;
};
// In front of the file.
constexpr std::array kMagics = {
    Magic{"PK\x03\x04"sv,
          "looks like a spreadsheet (.xlsx, .ods) or a zip archive; save the sheet as CSV, or "
          "unpack it first"sv},
    Magic{"PK\x05\x06"sv, "looks like an empty zip archive; unpack the log itself"sv},
    Magic{"\xD0\xCF\x11\xE0"sv, "looks like a spreadsheet (.xls); save the sheet as CSV"sv},
    Magic{"\x1F\x8B"sv,
          "looks like a gzip archive; unpack it and name the result, or pipe it: zcat FILE | "
          "textback calls -"sv},
    Magic{"BZh"sv, "looks like a bzip2 archive; unpack it first"sv},
    Magic{"\xFD"
          "7zXZ"sv,
          "looks like an xz archive; unpack it first"sv},
    Magic{"\x28\xB5\x2F\xFD"sv, "looks like a zstd archive; unpack it first"sv},
    Magic{"%PDF"sv, "looks like a PDF document; export the calls as CSV instead"sv},
    Magic{"SQLite format 3\0"sv,
          "looks like an SQLite database; export its table of calls as CSV: sqlite3 -header -csv "
          "FILE 'select * from cdr'"sv},
    Magic{"\x7F"
          "ELF"sv,
          "looks like a program; name the call log"sv},
    Magic{"\x89PNG"sv, "looks like a picture; name the call log"sv},
    Magic{"RIFF"sv, "looks like a recording; name the call log"sv},
    Magic{"{\\rtf"sv, "looks like an RTF document; export the calls as CSV instead"sv},
};

// UTF-16 with a mark; or without one, where every other byte of plain text is zero.
bool IsUtf16(std::string_view head) {
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return true;
  const std::string_view first = head.substr(0, 64);
  if (first.size() < 8) return false;
  std::array<std::size_t, 2> zeros = {0, 0};
  for (std::size_t i = 0; i < first.size(); ++i) zeros[i % 2] += first[i] == '\0' ? 1 : 0;
  const std::size_t half = first.size() / 2;
  return (zeros[0] == 0 && zeros[1] >= half - 1) || (zeros[1] == 0 && zeros[0] >= half - 1);
}

// Bytes that no text has. NUL is none of them: switches leave it after a crash.
bool IsBinary(std::string_view head) {
  const auto odd = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != 0 && byte != '\t' && byte != '\n' && byte != '\r') ||
           byte == 0x7F;
  });
  return odd * 20 > static_cast<std::ptrdiff_t>(head.size());
}

// "1794931200|1794931200.1|600|NONE|ENTERQUEUE||4035550123|1"
bool IsQueueLog(std::string_view line) {
  const std::size_t bar = line.find('|');
  return bar != std::string_view::npos && bar >= 9 && bar <= 13 &&
         std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(bar),
                     [](char c) { return c >= '0' && c <= '9'; }) &&
         std::count(line.begin(), line.end(), '|') >= 4;
}

std::string_view FirstLine(std::string_view head) {
  head = TrimSpaces(head.substr(head.starts_with("\xEF\xBB\xBF") ? 3 : 0));
  return head.substr(0, head.find_first_of("\r\n"));
}

// Words of the first line, in small letters.
bool Has(const std::string& line, std::string_view word) {
  return line.find(word) != std::string::npos;
}

std::string OtherText(std::string_view head) {
  const std::string line = LowerCase(FirstLine(head));
  if (IsQueueLog(line)) {
    return "looks like Asterisk's queue_log, which has no callers for every call; take the call "
           "records beside it, cdr-csv/Master.csv";
  }
  if (line.starts_with("<!doctype") || line.starts_with("<html"))
    return "looks like a web page; export the calls as CSV instead";
  if (line.starts_with("<")) {
    return "looks like XML, as FreeSWITCH's xml_cdr writes it; load mod_cdr_csv, or export the "
           "calls as CSV with a header line";
  }
  if (line.starts_with("{") || line.starts_with("[")) {
    return "looks like JSON, as an API answers; export the calls as CSV with a header line "
           "(Twilio: "
           "the API's names)";
  }
  if (line.starts_with("insert into") || line.starts_with("-- ") || line.starts_with("create ")) {
    return "looks like SQL statements; export the table as CSV with a header line, or take "
           "FreeSWITCH's template \"example\"";
  }
  return "";
}

}  // namespace

std::string OtherFile(std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (head.starts_with(magic.bytes)) return std::string(magic.what);
  }
  if (IsUtf16(head)) {
    return "is written in UTF-16; save it as UTF-8, or turn it: iconv -f UTF-16 -t UTF-8 FILE > "
           "calls.csv";
  }
  if (IsBinary(head)) return absl::StrFormat("looks like a binary file%s", kSaveAsCsv);
  return OtherText(head);
}

std::string OtherTable(std::string_view head) {
  const std::string line = LowerCase(FirstLine(head));
  constexpr std::array<std::string_view, 10> kCelEvents = {
      "chan_start",   "chan_end",    "answer",       "hangup",        "app_start",
      "bridge_enter", "bridge_exit", "linkedid_end", "blindtransfer", "pickup"};
  const std::string_view first = std::string_view(line).substr(line.starts_with('"') ? 1 : 0);
  for (const std::string_view event : kCelEvents) {
    if (first.starts_with(event) || (Has(line, "eventtype") && Has(line, "linkedid"))) {
      return "looks like Asterisk's CEL (channel events), not its call records; take "
             "cdr-csv/Master.csv";
    }
  }
  if (Has(line, "phone") && (Has(line, "name") || Has(line, "mail")))
    return "looks like a list of contacts, not of calls";
  if (Has(line, "body") || Has(line, "message"))
    return "looks like a list of messages, not of calls";
  return "";
}

}  // namespace textback
