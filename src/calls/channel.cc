#include "textback/calls/channel.h"

#include <algorithm>
#include <cstddef>

namespace textback {
namespace {

// A suffix this long is counted up by the switch, so no other channel has it for weeks.
constexpr std::size_t kUniqueSuffix = 6;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// The place of the '-' before the counter at the end; npos: none.
std::size_t SuffixOf(std::string_view name) {
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash + 1 == name.size()) return std::string_view::npos;
  const std::string_view suffix = name.substr(dash + 1);
  const bool hex = std::all_of(suffix.begin(), suffix.end(), [](char c) { return IsHex(c); });
  return hex ? dash : std::string_view::npos;
}

// FreePBX puts letters before a number that a Local channel dials: "LC-201", "FMPR-4035550177#".
std::string_view WithoutPrefix(std::string_view peer) {
  const std::size_t dash = peer.find('-');
  if (dash != std::string_view::npos && dash + 1 < peer.size() && IsDigit(peer[dash + 1]))
    peer.remove_prefix(dash + 1);
  while (!peer.empty() && peer.back() == '#') peer.remove_suffix(1);
  return peer;
}

void ReadLocal(std::string_view rest, Channel& channel) {
  channel.confirms = rest.starts_with("FMPR-");
  const std::size_t at = rest.find('@');
  channel.peer = WithoutPrefix(rest.substr(0, at));
  if (at != std::string_view::npos) channel.context = rest.substr(at + 1);
}

bool IsNumber(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  return text.size() >= 7 &&
         std::all_of(text.begin(), text.end(), [](char c) { return IsDigit(c); });
}

// Calls `take` with each destination of a Dial: "PJSIP/201&PJSIP/202,20" has two.
template <class Take>
void ForEachDialled(std::string_view data, Take take) {
  data = data.substr(0, data.find(','));
  while (!data.empty()) {
    const std::size_t end = data.find('&');
    take(data.substr(0, end));
    if (end == std::string_view::npos) return;
    data.remove_prefix(end + 1);
  }
}

}  // namespace

Channel ReadChannel(std::string_view name) {
  Channel channel;
  std::string_view base = name;
  if (base.size() > 2 && base[base.size() - 2] == ';') {
    channel.half = base.back() - '0';
    base.remove_suffix(2);
  }
  const std::size_t slash = base.find('/');
  if (slash == std::string_view::npos) return {};
  channel.technology = base.substr(0, slash);
  const std::size_t suffix = SuffixOf(base);
  if (suffix != std::string_view::npos && base.size() - suffix - 1 >= kUniqueSuffix)
    channel.instance = base;
  std::string_view rest = base.substr(slash + 1);
  if (suffix != std::string_view::npos && suffix > slash)
    rest = base.substr(slash + 1, suffix - slash - 1);
  if (channel.local()) {
    channel.instance = suffix != std::string_view::npos ? base : std::string_view();
    ReadLocal(rest, channel);
    return channel;
  }
  if (channel.technology == "sofia") {  // FreeSWITCH: sofia/internal/1001@192.0.2.7
    const std::size_t end = rest.find('/');
    const std::string_view profile = rest.substr(0, end);
    if (profile != "internal" || end == std::string_view::npos) {
      channel.peer = profile;
    } else {
      channel.peer = rest.substr(end + 1, rest.find('@') - end - 1);
    }
    return channel;
  }
  channel.peer = rest.substr(0, rest.find('/'));
  return channel;
}

std::string_view NumberDialled(std::string_view data) {
  std::string_view found;
  ForEachDialled(data, [&found](std::string_view one) {
    const std::size_t slash = one.find('/');
    if (!found.empty() || slash == std::string_view::npos || one.starts_with("Local/")) return;
    const std::string_view rest = one.substr(slash + 1);
    const std::string_view before = rest.substr(0, rest.find('@'));
    const std::size_t second = rest.find('/');
    const std::string_view after =
        second == std::string_view::npos ? std::string_view() : rest.substr(second + 1);
    if (before.size() < rest.size() && IsNumber(before)) {
      found = before;
    } else if (IsNumber(after)) {
      found = after;
    }
  });
  return found;
}

bool DialsPhone(std::string_view data, std::string_view peer) {
  bool found = false;
  ForEachDialled(data, [&](std::string_view one) {
    const std::size_t slash = one.find('/');
    if (slash != std::string_view::npos && one.substr(slash + 1) == peer) found = true;
  });
  return found;
}

}  // namespace textback
