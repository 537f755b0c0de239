#include "textback/calls/judge.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "calls/legs.h"
#include "textback/calls/channel.h"

namespace textback {
namespace {

struct Origin {
  const RowRead* read = nullptr;
  OriginFound found;
  std::string_view words;  // in the place of those of `found`
  bool by_switch = false;  // the switch rang both ends: click to call
};

bool WasOriginated(const CallRow& row) {
  return row.app == "AppDial2" || row.data.find("Outgoing Line") != std::string::npos ||
         row.context.starts_with("originate");
}

bool IsOutsideNumber(const Party& party) { return party.kind == PartyKind::kNumber; }

Rows InOrder(const RowGroup& group, const PhoneMap& map) {
  Rows rows;
  rows.reserve(group.rows.size());
  for (const CallRow& row : group.rows) rows.push_back(map.Read(row));
  std::sort(rows.begin(), rows.end(), [](const RowRead& one, const RowRead& other) {
    const CallRow& a = *one.row;
    const CallRow& b = *other.row;
    if (a.start != b.start) return a.start < b.start;
    // The leg that named the call comes first, then what was written first.
    const bool first = a.id == a.group;
    if (first != (b.id == b.group)) return first;
    return one.row < other.row;
  });
  return rows;
}

// The switch rang both ends by itself, or the row of the first leg isn't in the log.
Origin OriginOfLocals(const Rows& rows, const PhoneMap& map) {
  Origin origin{.read = &rows.front()};
  bool trunk = false;
  bool phone = false;
  bool originated = false;
  for (const RowRead& read : rows) {
    const Side side = map.SideOfPeer(read.peer).side;
    trunk = trunk || side == Side::kOutside || !read.number_dialled.empty();
    phone = phone || side == Side::kInside;
    originated = originated || WasOriginated(*read.row);
  }
  const bool from_number = IsOutsideNumber(origin.read->from);
  if (originated) {
    origin.found.side = Side::kInside;
    origin.by_switch = true;
    origin.words = "the switch rang the phone first";
  } else if (from_number && !trunk) {
    origin.found.side = Side::kOutside;
    origin.words = "a full number calls something inside";
  } else if (!from_number && (trunk || phone)) {
    origin.found.side = Side::kInside;
    origin.words = "no number outside calls";
  }
  return origin;
}

Origin FindOrigin(const Rows& rows, const PhoneMap& map) {
  Origin first;
  for (const RowRead& read : rows) {
    if (read.row->has_channels && read.channel.local()) continue;
    const OriginFound found = map.OriginOf(read);
    const Side side = found.side;
    const Side before = first.found.side;
    const bool known = side != Side::kUnknown;
    const bool at_once = first.read != nullptr && read.row->start == first.read->row->start;
    if (first.read == nullptr || (known && before == Side::kUnknown) ||
        (at_once && side == Side::kOutside && before == Side::kInside)) {
      first.read = &read;
      first.found = found;
    }
  }
  if (first.read == nullptr) return OriginOfLocals(rows, map);
  first.by_switch = WasOriginated(*first.read->row);
  return first;
}

CallDirection Said(RowDirection direction) {
  if (direction == RowDirection::kInbound) return CallDirection::kInbound;
  if (direction == RowDirection::kOutbound) return CallDirection::kOutbound;
  return CallDirection::kInternal;
}

// The number of a party that was read already.
CallerRead CallerOf(const Party& party, std::string_view text) {
  if (party.kind == PartyKind::kHidden) return {};
  if (party.kind == PartyKind::kNumber || party.kind == PartyKind::kOwnNumber)
    return {.number = party.number, .kind = MissedCall::Caller::kNumber};
  return ReadCaller(text);
}

// "93065550129" is 9 for a line and the number.
CallerRead NumberCalled(const RowRead& row) {
  const std::string_view dialled = row.row->to;
  CallerRead read = CallerOf(row.to, dialled);
  if (read.kind != MissedCall::Caller::kNumber && dialled.size() > 10 && dialled.front() == '9')
    read = ReadCaller(dialled.substr(1));
  return read;
}

class Judge {
 public:
  Judge(const RowGroup& group, const PhoneMap& map)
      : group_(group), map_(map), rows_(InOrder(group, map)), origin_(FindOrigin(rows_, map)) {}

  Call Run() {
    Identify();
    FindDirection();
    for (const RowRead& read : rows_) AddLeg(read);
    Decide();
    return std::move(call_);
  }

 private:
  void Identify() {
    const CallRow& first = *origin_.read->row;
    call_.id = !first.group.empty() ? first.group : first.id;
    if (call_.id.empty())
      call_.id = absl::StrFormat("%d/%s/%s", ToMillis(first.start), first.from, first.to);
    for (char& c : call_.id) {
      if (c < 0x21 || c > 0x7e) c = '_';
    }
    call_.why.reserve(3 + rows_.size());
    call_.legs.reserve(rows_.size());
    call_.account_code = first.account_code;
    call_.line_number = group_.rows.front().line;
    call_.from = first.from;
    call_.to = first.to;
    call_.context = first.context;
    call_.caller_name = first.caller_name;
    const Channel& channel = origin_.read->channel;
    if (!channel.local())
      (origin_.found.side == Side::kOutside ? call_.trunk : call_.phone) = channel.peer;
    call_.start = kNever;
    for (const CallRow& row : group_.rows) {
      call_.start = std::min(call_.start, row.start);
      call_.end = call_.end == kNever ? row.end : std::max(call_.end, row.end);
      if (call_.caller_name.empty()) call_.caller_name = row.caller_name;
    }
    if (group_.rows.size() > 1)
      call_.why.push_back(absl::StrCat(group_.rows.size(), " rows are one call"));
  }

  void FindDirection() {
    const CallRow& first = *origin_.read->row;
    call_.direction_percent = origin_.found.percent();
    if (NobodyThere() || TurnedAway()) {
      call_.direction = CallDirection::kNone;
      call_.direction_percent = 100;
    } else if (first.direction != RowDirection::kNotSaid) {
      call_.direction = Said(first.direction);
      call_.direction_percent = 100;
      Because("the log says so");
    } else if (origin_.found.side == Side::kOutside) {
      call_.direction = CallDirection::kInbound;
      BecauseOfOrigin();
    } else if (origin_.found.side == Side::kInside) {
      call_.direction = GoesOutside() ? CallDirection::kOutbound : CallDirection::kInternal;
      BecauseOfOrigin();
    }
    if (call_.direction == CallDirection::kInbound) {
      call_.outside = CallerOf(origin_.read->from, first.from);
      call_.line = LineCalled();
    } else if (call_.direction == CallDirection::kOutbound) {
      call_.outside = Called();
    }
  }

  std::string& Because(std::string_view why) {
    std::string& line = call_.why.emplace_back();
    line.reserve(60);
    return line.append(NameOf(call_.direction)).append(": ").append(why);
  }
  void BecauseOfOrigin() { origin_.found.AppendWhy(Because(origin_.words)); }

  PhoneNumber LineCalled() const {
    const CallRow& first = *origin_.read->row;
    const Party called = first.line_called.empty() ? Party{} : map_.ReadParty(first.line_called);
    for (const auto& [party, text] :
         {std::pair(called, &first.line_called), std::pair(origin_.read->to, &first.to)}) {
      if (text->empty() || party.kind == PartyKind::kExtension) continue;
      if (const CallerRead read = CallerOf(party, *text); read.kind == MissedCall::Caller::kNumber)
        return read.number;
    }
    for (const RowRead& one : rows_) {
      if (one.row->line_called.empty()) continue;
      if (const CallerRead read = ReadCaller(one.row->line_called);
          read.kind == MissedCall::Caller::kNumber)
        return read.number;
    }
    return {};
  }

  // The number that a call from inside went to.
  CallerRead Called() const {
    for (const RowRead& one : rows_) {
      if (one.number_dialled.empty()) continue;
      if (const CallerRead read = ReadCaller(one.number_dialled);
          read.kind == MissedCall::Caller::kNumber)
        return read;
    }
    for (const RowRead& one : rows_) {
      if (const CallerRead read = NumberCalled(one); read.kind == MissedCall::Caller::kNumber)
        return read;
    }
    if (origin_.by_switch) return CallerOf(origin_.read->from, origin_.read->row->from);
    return {.kind = MissedCall::Caller::kInvalid};
  }

  bool GoesOutside() const {
    if (origin_.by_switch && IsOutsideNumber(origin_.read->from)) return true;
    return std::any_of(rows_.begin(), rows_.end(), [this](const RowRead& read) {
      const Side side = map_.SideOfPeer(read.peer).side;
      if (side == Side::kOutside || !read.number_dialled.empty()) return true;
      const PartyKind to = read.to.kind;
      if (to == PartyKind::kExtension || to == PartyKind::kOwnNumber || side == Side::kInside)
        return false;
      return NumberCalled(read).kind == MissedCall::Caller::kNumber;
    });
  }

  // No caller, no phone, no trunk: a script of the switch.
  bool NobodyThere() const {
    return std::all_of(rows_.begin(), rows_.end(), [](const RowRead& read) {
      const CallRow& row = *read.row;
      return row.has_channels && read.from.kind != PartyKind::kNumber &&
             (row.channel.empty() || read.channel.local()) &&
             (row.peer_channel.empty() || read.peer.local());
    });
  }

  // A leg between phones of the account while the caller waits: a consultation.
  bool IsAside(const RowRead& read) const {
    const CallRow& row = *read.row;
    if (call_.direction != CallDirection::kInbound || !row.has_channels || read.channel.local())
      return false;
    return &read != origin_.read && row.app != "Pickup" &&
           map_.SideOfPeer(read.channel).side == Side::kInside;
  }

  void AddLeg(const RowRead& read) {
    const CallRow& row = *read.row;
    LegRead found = ReadLeg(read, rows_, map_);
    const bool aside = IsAside(read);
    if (!aside && !found.why.empty()) call_.why.push_back(std::move(found.why));
    CallLeg leg{.row = row.number,
                .to = std::move(found.to),
                .answer = aside ? LegAnswer::kNobody : found.answer,
                .talk = row.talk};
    if (!aside && found.mailbox) call_.voicemail = call_.voicemail.value_or(Duration{0}) + row.talk;
    if (leg.answer == LegAnswer::kPerson || leg.answer == LegAnswer::kEither)
      NoteAnswer(leg, row.answer != kNever ? row.answer : std::max(row.start, row.end - row.talk));
    call_.legs.push_back(std::move(leg));
  }

  // A person counts more than what may be a machine; among people the first one.
  void NoteAnswer(const CallLeg& leg, Instant since) {
    const bool person = leg.answer == LegAnswer::kPerson;
    if (!person && best_ == LegAnswer::kPerson) return;
    if (person && best_ != LegAnswer::kPerson) {
      call_.answer = kNever;
      call_.talk = {};
    }
    best_ = leg.answer;
    call_.talk = std::max(call_.talk, leg.talk);
    if (call_.answer != kNever && since >= call_.answer) return;
    call_.answer = since;
    call_.answered_by = leg.to;
  }

  void Decide() {
    switch (call_.direction) {
      case CallDirection::kInbound:
        return DecideInbound();
      case CallDirection::kOutbound:
        return DecideOutbound();
      case CallDirection::kInternal:
        return End(CallOutcome::kInternal, {});
      case CallDirection::kNone:
        return End(CallOutcome::kNotACall, TurnedAway()
                                               ? "the switch turned a stranger away, nothing rang"
                                               : "no caller, no phone, no trunk: the switch alone");
      case CallDirection::kUnknown:
        return End(CallOutcome::kUnclear, "nothing tells who called whom");
    }
  }

  void End(CallOutcome outcome, std::string_view why) {
    call_.outcome = outcome;
    if (outcome != CallOutcome::kServed && outcome != CallOutcome::kReached) {
      call_.answer = kNever;
      if (outcome != CallOutcome::kUnclear) call_.answered_by.clear();
    }
    if (!why.empty()) call_.why.emplace_back(why);
  }

  void DecideInbound() {
    if (best_ == LegAnswer::kPerson) return End(CallOutcome::kServed, {});
    if (best_ == LegAnswer::kEither) return End(CallOutcome::kUnclear, {});
    const CallRow& first = *origin_.read->row;
    if (first.app == "ReceiveFAX" || first.app == "RxFAX")
      return End(CallOutcome::kNotACall, "a fax");
    End(CallOutcome::kMissed, "no person of the account spoke with the caller");
  }

  // Somebody tried to dial out through the switch without being one of its phones: a scanner.
  bool TurnedAway() const {
    return std::all_of(rows_.begin(), rows_.end(), [this](const RowRead& read) {
      const CallRow& row = *read.row;
      const bool refused = row.has_channels && row.peer_channel.empty() && row.app != "Dial" &&
                           row.app != "Queue" && row.ending == RowEnding::kFailed;
      const PartyKind from = read.from.kind;
      const bool caller = from == PartyKind::kNumber || from == PartyKind::kHidden;
      return refused && !caller && row.line_called.empty() &&
             map_.SideOfPeer(read.channel).side == Side::kUnknown &&
             read.to.kind != PartyKind::kOwnNumber;
    });
  }

  void DecideOutbound() {
    // The phone that calls is a person. Whether a person or the mailbox of the lead answered, the
    // log doesn't say; they heard from the account either way (R24).
    const bool reached = std::any_of(rows_.begin(), rows_.end(), [this](const RowRead& read) {
      if (!PickedUp(*read.row)) return false;
      if (!read.row->has_channels) return true;
      if (read.peer.empty()) return false;
      return read.peer.local() ? !origin_.by_switch
                               : map_.SideOfPeer(read.peer).side != Side::kInside;
    });
    call_.answered_by = CallingPhone();
    if (reached) {
      if (call_.answer == kNever) call_.answer = call_.start;
      return End(CallOutcome::kReached, "the person who was called picked up");
    }
    End(CallOutcome::kInVain, "nobody was reached");
  }

  std::string CallingPhone() const {
    const Channel& channel = origin_.read->channel;
    if (!channel.empty() && !channel.local()) return std::string(channel.peer);
    for (const RowRead& read : rows_) {
      if (map_.SideOfPeer(read.peer).side == Side::kInside) return std::string(read.peer.peer);
    }
    return origin_.read->row->from;
  }

  const RowGroup& group_;
  const PhoneMap& map_;
  const Rows rows_;
  const Origin origin_;
  Call call_;
  LegAnswer best_ = LegAnswer::kNobody;
};

}  // namespace

Call JudgeCall(const RowGroup& group, const PhoneMap& map) { return Judge(group, map).Run(); }

}  // namespace textback
