#include "calls/legs.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "textback/calls/channel.h"
#include "textback/calls/judge.h"

namespace textback {
namespace {

bool EqualsIgnoringCase(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
  });
}

// FreePBX dials a mailbox as "vmu201" (unavailable), "vmb201" (busy), "vms201", "vmi201".
bool IsMailbox(const CallRow& row) {
  if (row.answerer == RowAnswerer::kVoicemail) return true;
  if (EqualsIgnoringCase(row.app, "voicemail") || EqualsIgnoringCase(row.app, "minivmrecord"))
    return true;
  constexpr std::array<std::string_view, 4> kPrefixes = {"vmu", "vmb", "vms", "vmi"};
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&row](std::string_view prefix) {
    return row.to.size() > prefix.size() && std::string_view(row.to).starts_with(prefix) &&
           row.to[prefix.size()] >= '0' && row.to[prefix.size()] <= '9';
  });
}

std::int64_t SecondsOf(const CallRow& row) { return row.talk.count() / 1000; }

// Whoever picks up is asked to press 1, so a mailbox can't take the call.
bool AsksToConfirm(const RowRead& read) {
  return read.channel.confirms || read.row->data.find("M(confirm") != std::string::npos;
}

const CallRow* RowWithPeer(const Rows& rows, std::string_view instance) {
  const auto found = std::find_if(rows.begin(), rows.end(), [instance](const RowRead& read) {
    return read.peer.local() && read.peer.instance == instance;
  });
  return found == rows.end() ? nullptr : found->row;
}

bool HasOtherHalf(const Rows& rows, std::string_view instance) {
  return std::any_of(rows.begin(), rows.end(), [instance](const RowRead& read) {
    return read.channel.local() && read.channel.instance == instance;
  });
}

LegRead Person(const CallRow& row, std::string_view who) {
  LegRead read{.answer = LegAnswer::kPerson, .to = std::string(who), .why = "somebody"};
  if (!who.empty()) read.why = who;
  absl::StrAppend(&read.why, " spoke for ", SecondsOf(row), " s");
  return read;
}

LegRead Either(const CallRow& row, std::string_view who, std::string_view why) {
  LegRead read{.answer = LegAnswer::kEither, .to = std::string(who), .why = "something"};
  if (!who.empty()) read.why = who;
  absl::StrAppend(&read.why, " picked up for ", SecondsOf(row), " s: ");
  read.why += why;
  return read;
}

// A phone outside, such as a mobile: its own mailbox and its call screening pick up as well (R8).
LegRead ReadForwarded(const CallRow& row, std::string_view number, const PhoneMap& map) {
  const Party party = map.ReadParty(number);
  const std::string who = party.number.withheld() ? std::string(number) : party.number.ToE164();
  if (!PickedUp(row)) return {.to = who};
  if (row.talk >= kSurelyAPerson) return Person(row, who);
  return Either(row, who, "a person, a mailbox or call screening");
}

LegRead ReadPhone(const CallRow& row, std::string_view phone) {
  if (PickedUp(row)) return Person(row, phone);
  const bool lifted = row.ending == RowEnding::kAnswered;
  return {
      .to = std::string(phone),
      .why = lifted ? absl::StrCat(std::string(phone), " picked up as the caller hung up") : ""};
}

LegRead ReadUnknown(const CallRow& row, std::string_view who) {
  if (!PickedUp(row)) return {.to = std::string(who)};
  if (row.talk >= kLikelyAPerson) return Person(row, who);
  return Either(row, who, "too short to tell a person from a machine");
}

// What the switch calls through itself: the other half says who is really there, if it is logged.
LegRead ReadLocal(const RowRead& read, const Rows& rows, const PhoneMap& map) {
  const CallRow& row = *read.row;
  const Channel& peer = read.peer;
  if (HasOtherHalf(rows, peer.instance)) return {};
  const Party party = map.ReadParty(peer.peer);
  if (party.kind == PartyKind::kNumber || party.kind == PartyKind::kOwnNumber)
    return ReadForwarded(row, peer.peer, map);
  if (party.kind == PartyKind::kExtension) return ReadPhone(row, peer.peer);
  return ReadUnknown(row, peer.peer);
}

// Twilio writes "client:alex" and "sip:alex@example.com" for phones that are no numbers.
std::string_view WithoutScheme(std::string_view to) {
  for (const std::string_view scheme : {"client:", "sip:", "sips:"}) {
    if (to.starts_with(scheme)) return to.substr(scheme.size(), to.find('@') - scheme.size());
  }
  return to;
}

LegRead ReadMenu(const CallRow& row) {
  if (!PickedUp(row)) return {};
  return {.answer = LegAnswer::kMachine,
          .why = absl::StrCat("the menu ", row.to, " picked up for ", SecondsOf(row), " s")};
}

LegRead ReadWithoutChannels(const RowRead& read, const Rows& rows, const PhoneMap& map) {
  const CallRow& row = *read.row;
  const bool is_leg = !row.group.empty() && row.group != row.id;
  const bool is_whole =
      row.direction != RowDirection::kNotSaid && !is_leg && row.answered_by.empty();
  if (!row.peer_id.empty()) {
    // FreeSWITCH: joined with another leg, which may be in the log too.
    const auto other = std::find_if(rows.begin(), rows.end(), [&row](const RowRead& one) {
      return one.row->id == row.peer_id;
    });
    const bool extension = read.to.kind == PartyKind::kExtension;
    if (other != rows.end() && !extension) return {};
    return extension ? ReadPhone(row, row.to) : ReadUnknown(row, "");
  }
  if (is_whole) {
    // The call as a whole; legs have rows of their own, so the switch itself picked up.
    return PickedUp(row) ? LegRead{.answer = LegAnswer::kMachine, .why = "the switch picked up"}
                         : LegRead{};
  }
  // 3CX says who the call was with at last, which may be somebody else than who was called.
  const std::string_view who = WithoutScheme(row.answered_by.empty() ? row.to : row.answered_by);
  const Party party = map.ReadParty(who);
  if (party.kind == PartyKind::kMenu) return ReadMenu(row);
  const bool number = party.kind == PartyKind::kNumber || party.kind == PartyKind::kOwnNumber;
  const bool said = is_leg || !row.answered_by.empty();
  if (said && number) return ReadForwarded(row, who, map);
  if (said) return ReadPhone(row, who);
  if (party.kind == PartyKind::kExtension) return ReadUnknown(row, row.to);
  if (!PickedUp(row)) return {};
  return Either(row, "", "the log doesn't say what picked up");
}

LegRead ReadPeer(const RowRead& read, const PhoneMap& map) {
  const CallRow& row = *read.row;
  const Channel& peer = read.peer;
  const Side side = map.SideOfPeer(peer).side;
  const std::string_view number = read.number_dialled;
  if (side == Side::kInside) return ReadPhone(row, peer.peer);
  if (side == Side::kOutside || !number.empty())
    return ReadForwarded(row, number.empty() ? std::string_view(row.to) : number, map);
  if (DialsPhone(row.data, peer.peer)) return ReadPhone(row, peer.peer);
  return ReadUnknown(row, peer.peer);
}

// The caller is joined with this leg only if the half on the caller's side was answered too.
LegRead Confirmed(const RowRead& read, const Rows& rows, LegRead leg) {
  const CallRow& row = *read.row;
  const Channel& channel = read.channel;
  if (!channel.local() || leg.answer == LegAnswer::kNobody || leg.answer == LegAnswer::kMachine)
    return leg;
  const CallRow* before = RowWithPeer(rows, channel.instance);
  const bool joined = before != nullptr && before->ending == RowEnding::kAnswered;
  if (AsksToConfirm(read)) {
    if (joined) return Person(row, leg.to);
    if (before == nullptr) return Either(row, leg.to, "the log doesn't say if 1 was pressed");
    leg.answer = LegAnswer::kMachine;
    leg.why = absl::StrCat(leg.to, " picked up, but nobody pressed 1");
    return leg;
  }
  if (before == nullptr || joined) return leg;
  return Either(row, leg.to, "the caller may not have been put through");
}

}  // namespace

bool PickedUp(const CallRow& row) {
  return row.ending == RowEnding::kAnswered && row.talk.count() > 0;
}

LegRead ReadLeg(const RowRead& read, const Rows& rows, const PhoneMap& map) {
  const CallRow& row = *read.row;
  if (IsMailbox(row)) {
    if (!PickedUp(row)) return {.to = "mailbox"};
    return {.answer = LegAnswer::kMachine,
            .to = "mailbox",
            .why = absl::StrCat("a mailbox listened for ", SecondsOf(row), " s"),
            .mailbox = true};
  }
  if (row.answerer == RowAnswerer::kMachine) {
    if (!PickedUp(row)) return {};
    return {.answer = LegAnswer::kMachine, .why = "the provider heard a machine"};
  }
  if (row.answerer == RowAnswerer::kPerson && PickedUp(row)) return Person(row, row.answered_by);
  if (!row.has_channels) return ReadWithoutChannels(read, rows, map);
  if (read.peer.empty()) {
    if (!PickedUp(row)) return {};
    return {.answer = LegAnswer::kMachine,
            .why = absl::StrCat("the switch itself picked up (",
                                row.app.empty() ? "no application" : row.app, ") for ",
                                SecondsOf(row), " s")};
  }
  if (read.peer.local()) return ReadLocal(read, rows, map);
  return Confirmed(read, rows, ReadPeer(read, map));
}

}  // namespace textback
