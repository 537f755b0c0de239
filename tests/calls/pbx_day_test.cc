// The generator of PBX days is evidence about the reader of call logs (R1, R8), so that it has to
// be right itself: here the truth is held against the rows by means that anybody can follow.
#include "calls/pbx_day.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace textback::pbx {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::SizeIs;

PbxDay Day(PbxStyle style, int calls, uint64_t seed = 1) {
  PbxOptions options;
  options.seed = seed;
  options.style = style;
  options.calls = calls;
  return MakePbxDay(options);
}

// 10,000 calls of seed 1, made once for each style.
const PbxDay& Day(PbxStyle style) {
  static std::map<PbxStyle, PbxDay> days;
  const auto found = days.find(style);
  return found != days.end() ? found->second
                             : days.emplace(style, Day(style, 10'000)).first->second;
}

std::vector<std::string> Lines(const std::string& csv) {
  std::vector<std::string> lines;
  for (size_t at = 0; at < csv.size();) {
    const size_t end = csv.find('\n', at);
    lines.push_back(csv.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::vector<std::string> Fields(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += line[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

struct Record {
  std::string src, channel, dst_channel, app, start, answer, end, disposition, unique, linked;
  int duration = 0, billsec = 0;
};

// Where each style has the columns that the checks need; -1: nowhere.
Record RecordOf(const std::vector<std::string>& fields, PbxStyle style) {
  using Places = std::array<int, 12>;
  static constexpr Places kFreePbx = {2, 5, 6, 7, 0, -1, -1, 11, 14, 23, 9, 10};
  static constexpr Places kCustom = {1, 4, 5, 6, 8, 9, 10, 13, 16, -1, 11, 12};
  static constexpr Places kCsv = {1, 5, 6, 7, 9, 10, 11, 14, 16, -1, 12, 13};
  static constexpr Places kCsv21 = {1, 5, 6, 7, 9, 10, 11, 14, 16, 19, 12, 13};
  const Places& places = style == PbxStyle::kFreePbx     ? kFreePbx
                         : style == PbxStyle::kCdrCustom ? kCustom
                         : style == PbxStyle::kCdrCsv21  ? kCsv21
                                                         : kCsv;
  const auto text = [&](size_t i) {
    return places[i] < 0 ? std::string() : fields.at(static_cast<size_t>(places[i]));
  };
  return {text(0),
          text(1),
          text(2),
          text(3),
          text(4),
          text(5),
          text(6),
          text(7),
          text(8),
          text(9),
          std::stoi(text(10)),
          std::stoi(text(11))};
}

// Records as TruthCall::rows numbers them: the first is number 1.
std::vector<Record> Records(const PbxDay& day, PbxStyle style) {
  std::vector<std::string> lines = Lines(day.csv);
  if (style == PbxStyle::kFreePbx) lines.erase(lines.begin());
  std::vector<Record> records(1);
  for (const std::string& line : lines) records.push_back(RecordOf(Fields(line), style));
  return records;
}

Instant InstantOf(const std::string& time) {  // "2026-11-18 09:14:05", UTC
  const auto number = [&](size_t at, size_t count) { return std::stoi(time.substr(at, count)); };
  const std::chrono::sys_days day = std::chrono::year{number(0, 4)} / number(5, 2) / number(8, 2);
  return Instant{day.time_since_epoch().count()} * 86'400 + number(11, 2) * 3'600 +
         number(14, 2) * 60 + number(17, 2);
}

// FNV-1a, 64 bits.
uint64_t Checksum(const std::string& text) {
  uint64_t sum = 0xcbf29ce484222325u;
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return sum;
}

std::string FamilyOf(const TruthCall& call) { return call.kind.substr(0, call.kind.find('/')); }

bool IsPhone(const PbxDay& day, const std::string& channel) {
  const size_t begin = channel.find('/') + 1;
  const std::string peer = channel.substr(begin, channel.rfind('-') - begin);
  const auto& phones = day.account.extensions;
  return channel.rfind("Local/", 0) != 0 &&
         std::find(phones.begin(), phones.end(), peer) != phones.end();
}

class PbxDayTest : public ::testing::TestWithParam<PbxStyle> {};
INSTANTIATE_TEST_SUITE_P(Styles, PbxDayTest, ::testing::ValuesIn(kPbxStyles),
                         [](const auto& style) { return std::string(Name(style.param)); });

TEST_P(PbxDayTest, EveryLineHasTheColumnsOfItsStyle) {
  const PbxDay& day = Day(GetParam());
  const std::vector<std::string> lines = Lines(day.csv);
  ASSERT_THAT(lines, SizeIs(day.rows + (GetParam() == PbxStyle::kFreePbx ? 1 : 0)));
  for (const std::string& line : lines) {
    ASSERT_THAT(Fields(line), SizeIs(Columns(GetParam()))) << line;
  }
}

TEST_P(PbxDayTest, EveryRowBelongsToExactlyOneCall) {
  const PbxDay& day = Day(GetParam());
  EXPECT_THAT(day.calls, SizeIs(Ge(10'000U)));
  std::vector<int> owners(day.rows + 1);
  size_t first = 0;
  for (const TruthCall& call : day.calls) {
    ASSERT_THAT(call.rows, Not(IsEmpty())) << call.kind;
    EXPECT_TRUE(std::is_sorted(call.rows.begin(), call.rows.end()));
    EXPECT_LT(first, call.rows.front());
    first = call.rows.front();
    for (const size_t row : call.rows) ++owners.at(row);
  }
  owners.erase(owners.begin());
  EXPECT_THAT(owners, Each(1));
}

TEST_P(PbxDayTest, LegsOfACallShareTheirLinkedIdAndNoOtherCallHasIt) {
  if (!HasLinkedId(GetParam())) {
    const std::vector<Record> records = Records(Day(GetParam(), 1'000), GetParam());
    for (const Record& record : records) ASSERT_EQ(record.linked, "");
    return;
  }
  const PbxDay& day = Day(GetParam());
  const std::vector<Record> records = Records(day, GetParam());
  std::map<std::string, const TruthCall*> owners;
  for (const TruthCall& call : day.calls) {
    std::set<std::string> linked;
    for (const size_t row : call.rows) linked.insert(records[row].linked);
    // What the carrier offers again is another call for the switch.
    if (call.kind.rfind("redial/carrier", 0) != 0) {
      EXPECT_THAT(linked, SizeIs(1)) << call.kind;
    }
    for (const std::string& id : linked) EXPECT_TRUE(owners.emplace(id, &call).second) << id;
  }
}

// "Local/201@from-queue-0000002a" for both of its halves; a phone or a trunk by its whole name.
std::string Base(const std::string& channel) { return channel.substr(0, channel.find(';')); }

// Without a linkedid, too, the rows have to force what belongs together: legs share a uniqueid or a
// channel, and nothing else does. Carriers that redial, and consultations, are told by time and
// name.
TEST_P(PbxDayTest, LegsOfACallShareIdsOrChannels) {
  const PbxDay& day = Day(GetParam());
  const std::vector<Record> records = Records(day, GetParam());
  std::map<std::string, const TruthCall*> owners;
  for (const TruthCall& call : day.calls) {
    std::vector<std::set<std::string>> legs;
    for (const size_t row : call.rows) {
      const Record& record = records[row];
      std::set<std::string> marks = {record.unique, Base(record.channel), Base(record.dst_channel)};
      marks.erase("");
      if (!call.loose) {
        for (const std::string& mark : marks) {
          const TruthCall* owner = owners.emplace(mark, &call).first->second;
          EXPECT_EQ(owner, &call) << mark << " of " << owner->kind << " and " << call.kind;
        }
      }
      // What shares a mark grows together.
      for (auto leg = legs.begin(); leg != legs.end();) {
        const bool joined = std::any_of(leg->begin(), leg->end(),
                                        [&](const auto& mark) { return marks.count(mark) > 0; });
        if (joined) marks.insert(leg->begin(), leg->end());
        leg = joined ? legs.erase(leg) : leg + 1;
      }
      legs.push_back(marks);
    }
    const bool by_time = call.kind.rfind("redial/carrier", 0) == 0;
    const bool consulted = FamilyOf(call) == "attended_transfer" || FamilyOf(call) == "outgoing";
    if (!by_time && !consulted) {
      EXPECT_THAT(legs, SizeIs(1)) << call.kind;
    }
  }
}

// R8: where a person spoke, a row says so at that second.
TEST_P(PbxDayTest, WhoWasServedHasAnAnsweredRowAtThatInstant) {
  const PbxDay& day = Day(GetParam());
  const std::vector<Record> records = Records(day, GetParam());
  for (const TruthCall& call : day.calls) {
    const bool spoke =
        call.outcome == Outcome::kServed || call.outcome == Outcome::kOutgoingAnswered;
    EXPECT_EQ(call.spoke_at.has_value(), spoke) << call.kind;
    EXPECT_EQ(call.spoke.empty(), !spoke) << call.kind;
    if (!spoke) continue;
    EXPECT_GE(*call.spoke_at, call.start);
    EXPECT_LE(*call.spoke_at, call.end);
    EXPECT_TRUE(std::any_of(call.rows.begin(), call.rows.end(), [&](size_t row) {
      const Record& record = records[row];
      // FreePBX tells when a leg was picked up by its lengths.
      const Instant picked = InstantOf(record.start) + record.duration - record.billsec;
      return record.disposition == "ANSWERED" && record.billsec > 0 &&
             !record.dst_channel.empty() && picked == *call.spoke_at;
    })) << call.kind;
  }
}

// R1: no desk phone of a missed call has talked; a queue bills waiting, and a machine says
// ANSWERED.
TEST_P(PbxDayTest, WhoWasMissedHasTalkedToNoDeskPhone) {
  const PbxDay& day = Day(GetParam());
  const std::vector<Record> records = Records(day, GetParam());
  for (const TruthCall& call : day.calls) {
    if (call.outcome != Outcome::kMissed && call.outcome != Outcome::kOutgoingInVain) continue;
    for (const size_t row : call.rows) {
      const Record& record = records[row];
      const bool mailbox = record.app == "VoiceMail";
      EXPECT_FALSE(record.disposition == "ANSWERED" && record.billsec > 0 && !mailbox &&
                   IsPhone(day, record.dst_channel))
          << call.kind;
    }
  }
}

TEST_P(PbxDayTest, TimesOfARowAgree) {
  const bool all_times = GetParam() != PbxStyle::kFreePbx;  // which has a start and two lengths
  const std::vector<Record> records = Records(Day(GetParam()), GetParam());
  std::string before;
  for (size_t row = 1; row < records.size(); ++row) {
    const Record& record = records[row];
    EXPECT_LE(record.billsec, record.duration);
    if (record.disposition != "ANSWERED" && record.app != "Queue" && record.app != "Dial") {
      EXPECT_EQ(record.billsec, 0);
    }
    if (!all_times) continue;
    EXPECT_LE(record.start, record.end);
    EXPECT_LE(before, record.end) << "a switch writes at the end of a leg";
    before = record.end;
    if (record.answer.empty()) {
      EXPECT_EQ(record.billsec, 0);
      EXPECT_NE(record.disposition, "ANSWERED");
    } else {
      EXPECT_LE(record.start, record.answer);
      EXPECT_LE(record.answer, record.end);
    }
  }
}

TEST(PbxDayOrder, AnExportMayShowTheNewestFirst) {
  PbxOptions options;
  options.style = PbxStyle::kFreePbx;
  options.newest_first = true;
  const std::vector<Record> records = Records(MakePbxDay(options), options.style);
  for (size_t row = 2; row < records.size(); ++row) {
    ASSERT_GE(records[row - 1].start, records[row].start);
  }
}

TEST(PbxDaySeed, SameSeedSameBytes) {
  EXPECT_EQ(Day(PbxStyle::kCdrCsv21, 500).csv, Day(PbxStyle::kCdrCsv21, 500).csv);
  EXPECT_NE(Day(PbxStyle::kCdrCsv21, 500, 1).csv, Day(PbxStyle::kCdrCsv21, 500, 2).csv);
  // The same on every machine and with every compiler. New scenes change these sums.
  const PbxDay small = Day(PbxStyle::kCdrCsv21, 500, 7);
  EXPECT_EQ(Checksum(small.csv), 10269806528685414072u);
  EXPECT_EQ(Checksum(TruthLines(small)), 1656440443689656103u);
}

// What happens to people doesn't depend on how the switch writes it.
TEST(PbxDaySeed, EveryStyleTellsTheSameDay) {
  const auto talks = [](PbxStyle style) {
    std::map<std::string, std::vector<Instant>> all;
    for (const OutsideCaller& caller : Day(style, 3'000).callers) {
      std::vector<Instant>& times = all[caller.number];
      for (const OutsideCaller::Talk& talk : caller.served) times.push_back(talk.at);
      times.push_back(static_cast<Instant>(caller.missed.size()));
    }
    return all;
  };
  const auto first = talks(kPbxStyles[0]);
  for (const PbxStyle style : kPbxStyles) EXPECT_EQ(talks(style), first) << Name(style);
}

TEST(PbxDayCallers, HoldAllThatHappenedToThem) {
  const PbxDay& day = Day(PbxStyle::kCdrCsv21);
  EXPECT_THAT(day.callers, SizeIs(Ge(4'000U)));
  size_t served = 0, missed = 0;
  for (const OutsideCaller& caller : day.callers) {
    for (const OutsideCaller::Talk& talk : caller.served) {
      const TruthCall& call = day.calls[talk.call];
      EXPECT_EQ(talk.outbound ? call.to : call.from, caller.number);
      EXPECT_EQ(talk.at, call.spoke_at);
      ++served;
    }
    for (const size_t call : caller.missed) EXPECT_EQ(day.calls[call].from, caller.number);
    missed += caller.missed.size();
  }
  EXPECT_GT(served, 4'000U);
  EXPECT_GT(missed, 3'000U);
}

// Calls of one number never overlap, and never follow in a second as a redial of the switch would.
TEST(PbxDayCallers, OneNumberHasOneCallAtATime) {
  PbxOptions options;
  options.calls = 40'000;  // four days: numbers come again
  const PbxDay day = MakePbxDay(options);
  std::map<std::string, std::vector<std::pair<Instant, Instant>>> calls;
  for (const TruthCall& call : day.calls) {
    const bool outbound = call.direction == Direction::kOutbound;
    if (!outbound && call.direction != Direction::kInbound) continue;
    const std::string& number = outbound ? call.to : call.from;
    if (number.rfind('+', 0) == 0) calls[number].emplace_back(call.start, call.end);
  }
  for (auto& [number, times] : calls) {
    std::sort(times.begin(), times.end());
    for (size_t i = 1; i < times.size(); ++i) EXPECT_GE(times[i].first, times[i - 1].second + 2);
  }
}

TEST(PbxDayKinds, EachComesOftenEnough) {
  for (const uint64_t seed : {1u, 2u, 3u}) {
    const PbxDay day = Day(PbxStyle::kCdrCsv21, 10'000, seed);
    std::map<std::string, int> families, kinds;
    for (const TruthCall& call : day.calls) {
      ++families[FamilyOf(call)];
      ++kinds[call.kind];
    }
    for (const char* family :
         {"plain", "queue", "ring_group", "parallel", "follow_me", "redial", "blind_transfer",
          "attended_transfer", "menu", "mailbox", "outgoing", "internal", "noise"}) {
      EXPECT_GE(families[family], 100) << family << " of seed " << seed;
    }
    EXPECT_THAT(kinds, SizeIs(Ge(60U)));
    for (const auto& [kind, count] : kinds) EXPECT_GE(count, 15) << kind << " of seed " << seed;
  }
}

TEST(PbxDayKinds, SomeCallsAreMissedAndMostOfThoseCallAgain) {
  const PbxDay& day = Day(PbxStyle::kCdrCsv21);
  int inbound = 0, missed = 0, unclear = 0, withheld = 0, over_midnight = 0, again = 0, hung_up = 0;
  int toll_free = 0;
  std::map<std::string, Instant> last;
  std::vector<const TruthCall*> by_time;
  for (const TruthCall& call : day.calls) by_time.push_back(&call);
  std::sort(by_time.begin(), by_time.end(),
            [](const TruthCall* a, const TruthCall* b) { return a->start > b->start; });
  for (const TruthCall* call : by_time) {  // the newest first
    if (call->start / 86'400 != call->end / 86'400) ++over_midnight;
    if (call->direction != Direction::kInbound) continue;
    ++inbound;
    if (call->from.rfind("+18", 0) == 0 && call->from[3] == call->from[4]) ++toll_free;
    if (call->outcome == Outcome::kUnclear) ++unclear;
    if (call->from.rfind('+', 0) != 0) {
      ++withheld;
      continue;
    }
    if (call->outcome == Outcome::kMissed) {
      ++missed;
      ++hung_up;
      if (last.count(call->from) > 0) ++again;
    }
    last[call->from] = call->start;
  }
  EXPECT_GT(missed, inbound * 3 / 10);
  EXPECT_LT(missed, inbound * 6 / 10);
  EXPECT_GT(unclear, 100);
  EXPECT_GT(withheld, 300);
  EXPECT_GT(toll_free, 60);
  EXPECT_GT(over_midnight, 40);
  // 62 of 100 in the bank's log of 1999; those whom the shop calls back needn't.
  EXPECT_GT(again, hung_up * 52 / 100);
  EXPECT_LT(again, hung_up * 72 / 100);
}

TEST(PbxDayBroken, SaysWhichRowsAreDamagedAndLeavesTheOthers) {
  for (const PbxStyle style : kPbxStyles) {
    PbxOptions options;
    options.style = style;
    const std::vector<std::string> whole = Lines(MakePbxDay(options).csv);
    options.broken_per_mille = 20;
    const PbxDay day = MakePbxDay(options);
    const std::vector<std::string> lines = Lines(day.csv);
    ASSERT_EQ(lines.size(), whole.size());
    const size_t header = style == PbxStyle::kFreePbx ? 1 : 0;
    std::set<size_t> broken;
    for (const BrokenRow& row : day.broken) broken.insert(row.row);
    EXPECT_GT(broken.size(), day.rows / 70);
    EXPECT_LT(broken.size(), day.rows / 35);
    for (size_t i = header; i < lines.size(); ++i) {
      ASSERT_EQ(lines[i] != whole[i], broken.count(i + 1 - header) > 0) << i;
    }
    for (const TruthCall& call : day.calls) {
      const bool touched = std::any_of(call.rows.begin(), call.rows.end(),
                                       [&](size_t row) { return broken.count(row) > 0; });
      EXPECT_TRUE(call.damaged || !touched);
    }
    for (const BrokenRow& row : day.broken) {
      const std::string& line = lines[row.row - 1 + header];
      const auto quotes = std::count(line.begin(), line.end(), '"');
      EXPECT_EQ(quotes % 2 == 1, row.kind == BrokenRow::Kind::kCutInQuotes);
      EXPECT_LT(Fields(line).size(), Columns(style)) << line;
    }
  }
}

// The best of three, so that a busy machine doesn't matter.
TEST(PbxDaySpeed, TenThousandCallsTakeUnderASecond) {
  auto best = std::chrono::steady_clock::duration::max();
  for (int i = 0; i < 3; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const PbxDay day = Day(PbxStyle::kCdrCsv21, 10'000);
    best = std::min(best, std::chrono::steady_clock::now() - begin);
    EXPECT_GT(day.csv.size(), 2'000'000U);
  }
  EXPECT_LT(best, std::chrono::seconds(PBX_DAY_SECONDS));
}

TEST(PbxDayFiles, HoldTheAccountAndOneLineForEachCall) {
  const PbxDay day = Day(PbxStyle::kCdrCsv21, 200);
  EXPECT_THAT(Lines(TruthLines(day)), SizeIs(day.calls.size()));
  EXPECT_THAT(Lines(TruthLines(day)),
              Each(AllOf(::testing::StartsWith("{\"rows\": ["), ::testing::EndsWith("}"))));
  for (const char* key : {"lines", "extensions", "contexts", "trunks", "ring_groups", "caller_ids",
                          "mobiles", "menus"}) {
    EXPECT_THAT(AccountYaml(day), ::testing::HasSubstr(std::string("\n") + key + ": "));
  }
  for (const PbxStyle style : kPbxStyles) EXPECT_EQ(StyleOf(Name(style)), style);
  EXPECT_EQ(StyleOf("no_style"), std::nullopt);
}

}  // namespace
}  // namespace textback::pbx
