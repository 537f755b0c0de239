// The name of a channel, taken apart: "PJSIP/201-0000001b" is phone or trunk `201`.
//
// Pure; the parts point into the name, which must outlive them.
//
//   Channel channel = ReadChannel("Local/201@from-queue-0000002a;1");
//   channel.peer;      // "201"
//   channel.instance;  // "Local/201@from-queue-0000002a": both halves have it
#ifndef TEXTBACK_CALLS_CHANNEL_H_
#define TEXTBACK_CALLS_CHANNEL_H_

#include <string_view>

namespace textback {

struct Channel {
  std::string_view technology;  // "PJSIP", "Local"; empty: no name
  std::string_view peer;        // of a phone or a trunk; of a Local channel: what it dials
  std::string_view context;     // of a Local channel
  std::string_view
      instance;           // this channel alone, while it lives; empty: the name may come again soon
  int half = 0;           // 1 or 2 for the ends of a Local channel
  bool confirms = false;  // follow-me asks whoever picks up to press 1 (FreePBX: FMPR-)

  bool empty() const { return technology.empty(); }
  // The switch talks to itself by it: the other half says who is really there.
  bool local() const { return technology == "Local"; }
};

Channel ReadChannel(std::string_view name);

// The number in what Dial was told, if it dials a number through something:
// "PJSIP/4035550177@trunk,30" and "SIP/provider/4035550177" give 4035550177, "PJSIP/201,20" gives
// nothing.
std::string_view NumberDialled(std::string_view data);

// Whether Dial was told this peer alone: "PJSIP/201&PJSIP/202,20" dials the phones 201 and 202.
bool DialsPhone(std::string_view data, std::string_view peer);

}  // namespace textback

#endif  // TEXTBACK_CALLS_CHANNEL_H_
