// The tables of words: how calls end, and what header lines call their columns.
#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "adapters/call_log/values.h"

namespace textback {

namespace embedded {
extern const std::string_view kCallLogEndingsTsv;
extern const std::string_view kCallLogColumnsTsv;
}  // namespace embedded

namespace {

using Rows = std::vector<std::vector<std::string_view>>;

Rows Read(std::string_view tsv) {
  Rows rows;
  for (const std::string_view line : SplitAt(tsv, '\n')) {
    if (!line.starts_with('#')) rows.push_back(SplitAt(line, '\t'));
  }
  return rows;
}

constexpr std::array<std::pair<std::string_view, RowEnding>, 5> kEndings = {{
    {"answered", RowEnding::kAnswered},
    {"no_answer", RowEnding::kNoAnswer},
    {"busy", RowEnding::kBusy},
    {"failed", RowEnding::kFailed},
    {"cancelled", RowEnding::kCancelled},
}};

struct Endings {
  std::map<std::string, WrittenEnding, std::less<>> of_word;            // folded
  std::map<std::string_view, std::vector<std::string_view>> of_switch;  // as written
};

const Endings& AllEndings() {
  static const Endings kAll = [] {
    Endings all;
    for (const std::vector<std::string_view>& row : Read(embedded::kCallLogEndingsTsv)) {
      if (row.size() != 3) continue;
      const auto* const known =
          std::find_if(kEndings.begin(), kEndings.end(),
                       [&row](const auto& one) { return one.first == row[1]; });
      if (known == kEndings.end()) continue;
      const bool only_says_why = row[2] == "freeswitch" || row[2] == "3cx";
      all.of_word.emplace(FoldWord(row[0]), WrittenEnding{known->second, only_says_why});
      all.of_switch[row[2]].push_back(row[0]);
    }
    return all;
  }();
  return kAll;
}

constexpr std::size_t kColumns = static_cast<std::size_t>(CallLogColumn::kCount);
// In the order of CallLogColumn; the second is for people.
constexpr std::array<std::pair<std::string_view, std::string_view>, kColumns> kColumnNames = {{
    {"unused", "(unused)"},
    {"account_code", "account code"},
    {"from", "caller"},
    {"to", "called"},
    {"context", "context"},
    {"caller_id", "caller id"},
    {"caller_name", "caller's name"},
    {"channel", "channel"},
    {"peer_channel", "other channel"},
    {"app", "application"},
    {"data", "arguments"},
    {"start", "start"},
    {"date", "date"},
    {"time", "time"},
    {"answer", "answer"},
    {"end", "end"},
    {"duration", "duration"},
    {"talk", "talk"},
    {"ringing", "ringing"},
    {"ending", "ending"},
    {"reason", "reason"},
    {"id", "id"},
    {"group", "id of the whole call"},
    {"peer_id", "id of the other leg"},
    {"tail", "id or user field"},
    {"line", "line called"},
    {"direction", "direction"},
    {"answered_by", "answered by"},
    {"forwarded_from", "forwarded from"},
    {"from_extension", "extension of the caller"},
    {"to_extension", "extension called"},
    {"final_extension", "last extension"},
    {"final_number", "last number"},
    {"dialled", "dialled"},
    {"chain", "chain"},
}};

}  // namespace

std::optional<WrittenEnding> ReadEnding(std::string_view word) {
  // Most rows of most logs have one of these.
  if (word == "ANSWERED") return WrittenEnding{RowEnding::kAnswered};
  if (word == "NO ANSWER") return WrittenEnding{RowEnding::kNoAnswer};
  const auto& words = AllEndings().of_word;
  const auto known = words.find(FoldWord(word));
  return known == words.end() ? std::nullopt : std::optional(known->second);
}

std::string KnownEndings(CallLogFormat format) {
  std::string_view of = "asterisk";
  if (format == CallLogFormat::kFreeSwitch || format == CallLogFormat::kFreeSwitchAsterisk)
    of = "freeswitch";
  if (format == CallLogFormat::kThreeCx || format == CallLogFormat::kThreeCxConsole) of = "3cx";
  if (format == CallLogFormat::kTwilio) of = "twilio";
  return JoinWords(AllEndings().of_switch.at(of));
}

std::optional<CallLogColumn> ReadColumnName(std::string_view name) {
  static const auto kOfName = [] {
    std::map<std::string_view, CallLogColumn> of_name;
    for (const std::vector<std::string_view>& row : Read(embedded::kCallLogColumnsTsv)) {
      const auto* const column =
          std::find_if(kColumnNames.begin(), kColumnNames.end(),
                       [&row](const auto& one) { return one.first == row[0]; });
      if (column == kColumnNames.end() || row.size() != 2) continue;
      for (const std::string_view one : SplitAt(row[1], ' ')) {
        of_name.emplace(one, static_cast<CallLogColumn>(column - kColumnNames.begin()));
      }
    }
    return of_name;
  }();
  const auto known = kOfName.find(FoldWord(name));
  return known == kOfName.end() ? std::nullopt : std::optional(known->second);
}

std::string_view CallLogColumnName(CallLogColumn column) {
  const auto at = static_cast<std::size_t>(column);
  return at < kColumns ? kColumnNames[at].second : "";
}

}  // namespace textback
