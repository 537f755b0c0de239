// How a switch writes its rows: ids, channel names, columns and quotes of each style.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <numeric>
#include <utility>

#include "calls/pbx_random.h"
#include "calls/pbx_switch.h"

namespace textback::pbx {
namespace {

constexpr std::string_view kFreePbxHeader =
    R"("calldate","clid","src","dst","dcontext","channel","dstchannel","lastapp","lastdata",)"
    R"("duration","billsec","disposition","amaflags","accountcode","uniqueid","userfield","did",)"
    R"("recordingfile","cnum","cnam","outbound_cnum","outbound_cnam","dst_cnam","linkedid",)"
    R"("peeraccount","sequence")";

std::string Hex(size_t number) {
  std::array<char, 32> digits{};
  (void)std::snprintf(digits.data(), digits.size(), "%08zx", number);
  return digits.data();
}

std::string LocalTime(Instant instant) {
  const std::chrono::sys_seconds time{std::chrono::seconds{instant}};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::array<char, 64> text{};
  (void)std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d",
                      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                      static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                      static_cast<int>(clock.minutes().count()),
                      static_cast<int>(clock.seconds().count()));
  return text.data();
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  quoted += '"';
  return quoted;
}

// The name of every channel and its uniqueid, numbered in the order in which they were made.
class Names {
 public:
  Names(const std::vector<Channel>& channels, std::string_view technology)
      : channels_(channels), suffix_(channels.size()), serial_(channels.size()) {
    std::vector<size_t> order(channels.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return channels[a].created < channels[b].created; });
    size_t phones = 0, locals = 0, serial = 0;
    for (const size_t index : order) {
      suffix_[index] = channels[index].local ? locals++ : phones++;
      serial_[index] = serial;
      serial += channels[index].local ? 2 : 1;
    }
    technology_ = std::string(technology) + "/";
  }

  std::string Name(ChannelRef ref) const {
    if (ref.index < 0) return "";
    const auto index = static_cast<size_t>(ref.index);
    const Channel& channel = channels_[index];
    if (!channel.local) return technology_ + channel.what + "-" + Hex(suffix_[index]);
    return "Local/" + channel.what + "-" + Hex(suffix_[index]) + ";" + std::to_string(ref.half);
  }

  std::string UniqueId(ChannelRef ref) const {
    const auto index = static_cast<size_t>(ref.index);
    const size_t serial = serial_[index] + (ref.half == 2 ? 1 : 0);
    return std::to_string(channels_[index].created) + "." + std::to_string(serial);
  }

 private:
  const std::vector<Channel>& channels_;
  std::vector<size_t> suffix_, serial_;
  std::string technology_;
};

// Old switches speak SIP, newer ones PJSIP; the data of Dial() names it too.
std::string_view Technology(PbxStyle style) {
  return style == PbxStyle::kCdrCsv18 || style == PbxStyle::kCdrCsv17 ? "SIP" : "PJSIP";
}

std::string Data(const Row& row, PbxStyle style) {
  if (Technology(style) == "PJSIP") return row.data;
  std::string data = row.data;
  for (size_t at = data.find("PJSIP/"); at != std::string::npos; at = data.find("PJSIP/", at)) {
    data.erase(at, 2);
  }
  return data;
}

std::string CallerId(const Row& row) {
  if (row.src.empty() && row.name.empty()) return "";
  std::string clid = "\"";
  clid += row.name;
  clid += "\" <";
  clid += row.src;
  clid += ">";
  return clid;
}

// The fields of a row as they stand in the file, already quoted.
std::vector<std::string> Fields(const Row& row, const Names& names, size_t sequence,
                                PbxStyle style) {
  const Times& times = row.times;
  const std::string length = std::to_string(times.end - times.start);
  const std::string billed = std::to_string(times.answer == 0 ? 0 : times.end - times.answer);
  const std::string unique = Quoted(names.UniqueId(row.channel));
  const std::string linked = Quoted(names.UniqueId({row.link, row.link < 0 ? 0 : 1}));
  const std::string start = Quoted(LocalTime(times.start));
  const std::string answer = times.answer == 0 ? "" : Quoted(LocalTime(times.answer));
  const std::string end = Quoted(LocalTime(times.end));
  const std::string clid = Quoted(CallerId(row));
  const std::vector<std::string> legs = {Quoted(names.Name(row.channel)),
                                         Quoted(names.Name(row.dst_channel)), Quoted(row.app),
                                         Quoted(Data(row, style))};
  const std::string disposition = Quoted(times.disposition);
  std::vector<std::string> fields;
  const auto add = [&fields](const std::vector<std::string>& more) {
    fields.insert(fields.end(), more.begin(), more.end());
  };
  const std::string src = Quoted(row.src), dst = Quoted(row.dst), context = Quoted(row.context);
  if (style == PbxStyle::kFreePbx) {
    add({start, clid, src, dst, context});
    add(legs);
    add({Quoted(length), Quoted(billed), disposition, Quoted("3"), Quoted(""), unique, Quoted("")});
    add({Quoted(row.did), Quoted(""), Quoted(row.cnum), Quoted(row.did.empty() ? "" : row.name)});
    add({Quoted(row.outbound_cnum), Quoted(""), Quoted(""), linked, Quoted("")});
    add({Quoted(std::to_string(sequence))});
    return fields;
  }
  if (style == PbxStyle::kCdrCustom) {
    add({clid, src, dst, context});
    add(legs);
    add({start, answer.empty() ? Quoted("") : answer, end, Quoted(length), Quoted(billed)});
    add({disposition, Quoted("DOCUMENTATION"), Quoted(""), unique, Quoted("")});
    add({std::to_string(sequence)});
    return fields;
  }
  add({Quoted(""), src, dst, context, clid});
  add(legs);
  add({start, answer, end, length, billed, disposition, Quoted("DOCUMENTATION"), unique});
  if (style != PbxStyle::kCdrCsv17) add({Quoted("")});
  if (style == PbxStyle::kCdrCsv21) add({Quoted(""), linked, std::to_string(sequence)});
  return fields;
}

// Numbers the rows in the order in which their legs began, as Asterisk does.
std::vector<size_t> Sequences(const std::vector<Row>& rows) {
  std::vector<size_t> order(rows.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return rows[a].times.start < rows[b].times.start; });
  std::vector<size_t> sequences(rows.size());
  for (size_t i = 0; i < order.size(); ++i) sequences[order[i]] = i + 1;
  return sequences;
}

std::vector<size_t> FileOrder(const std::vector<Row>& rows, const PbxOptions& options) {
  std::vector<size_t> order(rows.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto key = [&](size_t index) {
    const Times& times = rows[index].times;
    // An export sorts by the column it shows, which is the start.
    return std::pair{options.newest_first ? -times.start : times.end, rows[index].tie};
  };
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return key(a) < key(b); });
  return order;
}

// Cuts a line between two fields, or inside one so that a quote stays open, or writes binary over
// it. The line end stays.
BrokenRow::Kind Damage(std::string& line, Random& random) {
  const size_t third = line.size() / 3;
  size_t at = third + random.Below(third);
  switch (random.Below(3)) {
    case 0:
      at = line.rfind(',', at);
      // A comma inside quotes is no end of a field: go back to where the quotes are closed.
      while (std::count(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(at), '"') % 2) {
        at = line.rfind(',', at - 1);
      }
      line.resize(at);
      return BrokenRow::Kind::kCut;
    case 1:
      while (std::count(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(at), '"') % 2 ==
             0) {
        --at;
      }
      line.resize(at);
      return BrokenRow::Kind::kCutInQuotes;
    default:
      for (char& c : line) {
        const auto byte = static_cast<unsigned char>(random.Below(256));
        c = byte == '\n' || byte == '\r' || byte == '"' ? '\0' : static_cast<char>(byte);
      }
      return BrokenRow::Kind::kBinary;
  }
}

}  // namespace

bool HasLinkedId(PbxStyle style) {
  return style == PbxStyle::kCdrCsv21 || style == PbxStyle::kFreePbx;
}

size_t Columns(PbxStyle style) {
  switch (style) {
    case PbxStyle::kCdrCsv21:
      return 21;
    case PbxStyle::kCdrCsv18:
      return 18;
    case PbxStyle::kCdrCsv17:
      return 17;
    case PbxStyle::kCdrCustom:
      return 19;
    case PbxStyle::kFreePbx:
      return 26;
  }
  return 0;
}

Written Write(const Switch& log, const PbxOptions& options) {
  Written written;
  const Names names(log.channels, Technology(options.style));
  const std::vector<size_t> sequences = Sequences(log.rows);
  Random random(options.seed ^ 0x62726f6b656eu);  // of its own: damage changes nothing else
  if (options.style == PbxStyle::kFreePbx) {
    written.csv += kFreePbxHeader;
    written.csv += '\n';
  }
  size_t number = 0;
  for (const size_t index : FileOrder(log.rows, options)) {
    const Row& row = log.rows[index];
    std::string line;
    for (const std::string& field : Fields(row, names, sequences[index], options.style)) {
      if (!line.empty()) line += ',';
      line += field;
    }
    ++number;
    if (random.Between(0, 999) < options.broken_per_mille) {
      const BrokenRow::Kind kind = Damage(line, random);
      written.broken.push_back({number, kind, kind == BrokenRow::Kind::kCutInQuotes});
    }
    written.csv += line;
    written.csv += '\n';
    if (written.rows_of_call.size() <= row.call) written.rows_of_call.resize(row.call + 1);
    written.rows_of_call[row.call].push_back(number);
  }
  return written;
}

}  // namespace textback::pbx
