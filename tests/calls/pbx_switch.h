// What the switch of a made day writes: channels and rows, before they get their names and numbers.
#ifndef TEXTBACK_TESTS_CALLS_PBX_SWITCH_H_
#define TEXTBACK_TESTS_CALLS_PBX_SWITCH_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calls/pbx_day.h"

namespace textback::pbx {

// A channel, or one half (1 or 2) of a Local channel. Index -1: none.
struct ChannelRef {
  int index = -1;
  int half = 0;

  ChannelRef Half(int which) const { return {index, which}; }
};

struct Channel {
  std::string what;  // "201", "trunk"; of a Local channel "201@from-queue"
  bool local = false;
  Instant created = 0;
};

// When a leg rang, was picked up and ended. Answer 0: never.
struct Times {
  Instant start = 0, answer = 0, end = 0;
  std::string_view disposition = "NO ANSWER";
};

struct Row {
  size_t call = 0;  // index of the call while the day is made
  int link = -1;    // the first channel of the call: its uniqueid is the linkedid
  ChannelRef channel, dst_channel;
  std::string src, name, dst, context, app, data;
  std::string did, cnum, outbound_cnum;  // columns of FreePBX only
  Times times;
  int64_t tie = 0;  // which of the rows that end in one second comes first
};

struct Switch {
  std::vector<Channel> channels;
  std::vector<Row> rows;

  ChannelRef AddChannel(std::string what, Instant at) {
    channels.push_back({std::move(what), false, at});
    return {static_cast<int>(channels.size()) - 1, 0};
  }
  // The half that the caller sees; Half(2) is where the phone hangs.
  ChannelRef AddLocal(std::string what, Instant at) {
    channels.push_back({std::move(what), true, at});
    return {static_cast<int>(channels.size()) - 1, 1};
  }
};

struct Written {
  std::string csv;
  std::vector<std::vector<size_t>> rows_of_call;  // by Row::call: numbers of records, from 1
  std::vector<BrokenRow> broken;
};

// Orders the rows as the switch would, names the channels, and writes them all.
Written Write(const Switch& log, const PbxOptions& options);

}  // namespace textback::pbx

#endif  // TEXTBACK_TESTS_CALLS_PBX_SWITCH_H_
