#include <absl/status/status.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_split.h>
#include <absl/strings/strip.h>

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "config/embedded.h"
#include "config/yaml_reader.h"
#include "textback/config/words_data.h"

namespace textback {

namespace {

using config::Quoted;

// Reads for example "U+2019": four to six hexadecimal digits.
absl::StatusOr<char32_t> ParseCode(absl::string_view text) {
  absl::string_view digits = text;
  std::uint32_t code = 0;
  if (!absl::ConsumePrefix(&digits, "U+") || digits.size() < 4 || digits.size() > 6 ||
      digits.find_first_not_of("0123456789ABCDEFabcdef") != absl::string_view::npos ||
      !absl::SimpleHexAtoi(digits, &code)) {
    return absl::InvalidArgumentError(absl::StrFormat("%s is no code of a character; write U+2019",
                                                      Quoted({text.data(), text.size()})));
  }
  return static_cast<char32_t>(code);
}

// A character's stand-in and the line of the file it is from.
struct Line {
  std::string stand_in;
  int number;
};

absl::Status ReadLine(absl::string_view row, int number, std::map<char32_t, Line>& lines) {
  const std::vector<absl::string_view> fields = absl::StrSplit(row, '\t');
  if (fields.size() != 3) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "%d columns where 3 are needed: code, stand-in (nothing: left out), note, parted by tabs",
        fields.size()));
  }
  const absl::StatusOr<char32_t> code = ParseCode(fields[0]);
  if (!code.ok()) return code.status();
  const std::string stand_in(fields[1]);
  if (absl::Status status = StandIns::CheckEntry(*code, stand_in); !status.ok()) return status;
  const auto [line, added] = lines.try_emplace(*code, Line{stand_in, number});
  if (added) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrFormat("%s is in line %d too; remove one", fields[0], line->second.number));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const StandIns>> ParseStandIns(std::string_view tsv,
                                                              std::string_view file_name) {
  std::map<char32_t, Line> lines;
  int number = 0;
  for (absl::string_view row : absl::StrSplit(absl::string_view(tsv.data(), tsv.size()), '\n')) {
    ++number;
    absl::ConsumeSuffix(&row, "\r");
    if (row.empty() || row[0] == '#') continue;
    if (absl::Status status = ReadLine(row, number, lines); !status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrFormat("%s:%d: %s", file_name, number, status.message()));
    }
  }
  std::vector<StandIns::Entry> table;
  for (auto& [code, line] : lines) table.emplace_back(code, std::move(line.stand_in));
  absl::StatusOr<StandIns> made =
      StandIns::Make(std::move(table), NewSource(std::string(file_name), std::string(tsv)));
  if (!made.ok()) return made.status();
  return std::make_shared<const StandIns>(*std::move(made));
}

const std::shared_ptr<const StandIns>& BuiltInStandIns() {
  // The tests cover the built-in data, so a failure is a broken build and crashes. Never destroyed:
  // threads may still use it at exit.
  static const auto& stand_ins =
      *new std::shared_ptr<const StandIns>(*ParseStandIns(embedded::kStandInsTsv, "stand_ins.tsv"));
  return stand_ins;
}

}  // namespace textback
