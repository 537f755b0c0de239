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
  const CallRow* row = nullptr;
  SideFound side;
  std::string why;
  bool by_switch = false;  // the switch rang both ends: click to call
};

bool IsLocal(const CallRow& row) { return ReadChannel(row.channel).local(); }

bool WasOriginated(const CallRow& row) {
  return row.app == "AppDial2" || row.data.find("Outgoing Line") != std::string::npos ||
         row.context.starts_with("originate");
}

bool IsOutsideNumber(const Party& party) { return party.kind == PartyKind::kNumber; }

Rows InOrder(const RowGroup& group) {
  Rows rows;
  for (const CallRow& row : group.rows) rows.push_back(&row);
  std::sort(rows.begin(), rows.end(), [](const CallRow* a, const CallRow* b) {
    if (a->start != b->start) return a->start < b->start;
    // The leg that named the call comes first, then what was written first.
    const bool first = a->id == a->group;
    if (first != (b->id == b->group)) return first;
    return a < b;
  });
  return rows;
}

// The switch rang both ends by itself, or the row of the first leg isn't in the log.
Origin OriginOfLocals(const Rows& rows, const PhoneMap& map) {
  Origin origin{.row = rows.front()};
  bool trunk = false;
  bool phone = false;
  bool originated = false;
  for (const CallRow* row : rows) {
    const Side side = map.SideOfPeer(ReadChannel(row->peer_channel)).side;
    trunk = trunk || side == Side::kOutside || !NumberDialled(row->data).empty();
    phone = phone || side == Side::kInside;
    originated = originated || WasOriginated(*row);
  }
  const bool from_number = IsOutsideNumber(map.ReadParty(origin.row->from));
  if (originated) {
    origin.side = {.side = Side::kInside};
    origin.by_switch = true;
    origin.why = "the switch rang the phone first";
  } else if (from_number && !trunk) {
    origin.side = {.side = Side::kOutside};
    origin.why = "a full number calls something inside";
  } else if (!from_number && (trunk || phone)) {
    origin.side = {.side = Side::kInside};
    origin.why = "no number outside calls";
  }
  return origin;
}

Origin FindOrigin(const Rows& rows, const PhoneMap& map) {
  Origin first;
  for (const CallRow* row : rows) {
    if (row->has_channels && IsLocal(*row)) continue;
    Origin origin{.row = row};
    origin.side = map.OriginOf(*row, nullptr);
    origin.by_switch = WasOriginated(*row);
    const bool known = origin.side.side != Side::kUnknown;
    const bool at_once = first.row != nullptr && row->start == first.row->start;
    if (first.row == nullptr || (known && first.side.side == Side::kUnknown) ||
        (at_once && origin.side.side == Side::kOutside && first.side.side == Side::kInside)) {
      first = std::move(origin);
    }
  }
  if (first.row == nullptr) return OriginOfLocals(rows, map);
  map.OriginOf(*first.row, &first.why);
  return first;
}

CallDirection Said(RowDirection direction) {
  if (direction == RowDirection::kInbound) return CallDirection::kInbound;
  if (direction == RowDirection::kOutbound) return CallDirection::kOutbound;
  return CallDirection::kInternal;
}

// "93065550129" is 9 for a line and the number.
CallerRead NumberCalled(std::string_view dialled) {
  CallerRead read = ReadCaller(dialled);
  if (read.kind != MissedCall::Caller::kNumber && dialled.size() > 10 && dialled.front() == '9')
    read = ReadCaller(dialled.substr(1));
  return read;
}

class Judge {
 public:
  Judge(const RowGroup& group, const PhoneMap& map)
      : group_(group), map_(map), rows_(InOrder(group)), origin_(FindOrigin(rows_, map)) {}

  Call Run() {
    Identify();
    FindDirection();
    for (const CallRow* row : rows_) AddLeg(*row);
    Decide();
    return std::move(call_);
  }

 private:
  void Identify() {
    const CallRow& first = *origin_.row;
    call_.id = !first.group.empty() ? first.group : first.id;
    if (call_.id.empty())
      call_.id = absl::StrFormat("%d/%s/%s", ToMillis(first.start), first.from, first.to);
    for (char& c : call_.id) {
      if (c < 0x21 || c > 0x7e) c = '_';
    }
    call_.account_code = first.account_code;
    call_.line_number = group_.rows.front().line;
    call_.from = first.from;
    call_.to = first.to;
    call_.context = first.context;
    call_.caller_name = first.caller_name;
    const Channel channel = ReadChannel(first.channel);
    if (!channel.local())
      (origin_.side.side == Side::kOutside ? call_.trunk : call_.phone) = channel.peer;
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
    const CallRow& first = *origin_.row;
    call_.direction_percent = origin_.side.percent();
    if (NobodyThere() || TurnedAway()) {
      call_.direction = CallDirection::kNone;
      call_.direction_percent = 100;
    } else if (first.direction != RowDirection::kNotSaid) {
      call_.direction = Said(first.direction);
      call_.direction_percent = 100;
      Because("the log says so");
    } else if (origin_.side.side == Side::kOutside) {
      call_.direction = CallDirection::kInbound;
      Because(origin_.why);
    } else if (origin_.side.side == Side::kInside) {
      call_.direction = GoesOutside() ? CallDirection::kOutbound : CallDirection::kInternal;
      Because(origin_.why);
    }
    if (call_.direction == CallDirection::kInbound) {
      call_.outside = ReadCaller(first.from);
      call_.line = LineOf(first);
    } else if (call_.direction == CallDirection::kOutbound) {
      call_.outside = Called();
    }
  }

  void Because(std::string_view why) {
    std::string& line = call_.why.emplace_back(NameOf(call_.direction));
    line += ": ";
    line += why;
  }

  PhoneNumber LineOf(const CallRow& first) const {
    for (const std::string* text : {&first.line_called, &first.to}) {
      if (text->empty() || map_.ReadParty(*text).kind == PartyKind::kExtension) continue;
      if (const CallerRead read = ReadCaller(*text); read.kind == MissedCall::Caller::kNumber)
        return read.number;
    }
    for (const CallRow* row : rows_) {
      if (row->line_called.empty()) continue;
      if (const CallerRead read = ReadCaller(row->line_called);
          read.kind == MissedCall::Caller::kNumber)
        return read.number;
    }
    return {};
  }

  // The number that a call from inside went to.
  CallerRead Called() const {
    for (const CallRow* row : rows_) {
      const std::string_view number = NumberDialled(row->data);
      if (const CallerRead read = ReadCaller(number);
          !number.empty() && read.kind == MissedCall::Caller::kNumber)
        return read;
    }
    for (const CallRow* row : rows_) {
      if (const CallerRead read = NumberCalled(row->to); read.kind == MissedCall::Caller::kNumber)
        return read;
    }
    if (origin_.by_switch) return ReadCaller(origin_.row->from);
    return {.kind = MissedCall::Caller::kInvalid};
  }

  bool GoesOutside() const {
    if (origin_.by_switch && IsOutsideNumber(map_.ReadParty(origin_.row->from))) return true;
    return std::any_of(rows_.begin(), rows_.end(), [this](const CallRow* row) {
      const Channel peer = ReadChannel(row->peer_channel);
      const Side side = map_.SideOfPeer(peer).side;
      if (side == Side::kOutside || !NumberDialled(row->data).empty()) return true;
      const Party to = map_.ReadParty(row->to);
      const bool number =
          IsOutsideNumber(to) || NumberCalled(row->to).kind == MissedCall::Caller::kNumber;
      return number && to.kind != PartyKind::kExtension && to.kind != PartyKind::kOwnNumber &&
             side != Side::kInside;
    });
  }

  // No caller, no phone, no trunk: a script of the switch.
  bool NobodyThere() const {
    return std::all_of(rows_.begin(), rows_.end(), [this](const CallRow* row) {
      return row->has_channels && map_.ReadParty(row->from).kind != PartyKind::kNumber &&
             (row->channel.empty() || IsLocal(*row)) &&
             (row->peer_channel.empty() || ReadChannel(row->peer_channel).local());
    });
  }

  // A leg between phones of the account while the caller waits: a consultation.
  bool IsAside(const CallRow& row) const {
    if (call_.direction != CallDirection::kInbound || !row.has_channels || IsLocal(row))
      return false;
    return &row != origin_.row && row.app != "Pickup" &&
           map_.SideOfPeer(ReadChannel(row.channel)).side == Side::kInside;
  }

  void AddLeg(const CallRow& row) {
    LegRead read = ReadLeg(row, rows_, map_);
    const bool aside = IsAside(row);
    if (!aside && !read.why.empty()) call_.why.push_back(read.why);
    CallLeg leg{.row = row.number,
                .to = std::move(read.to),
                .answer = aside ? LegAnswer::kNobody : read.answer,
                .talk = row.talk};
    if (!aside && read.mailbox) call_.voicemail = call_.voicemail.value_or(Duration{0}) + row.talk;
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
    const CallRow& first = *origin_.row;
    if (first.app == "ReceiveFAX" || first.app == "RxFAX")
      return End(CallOutcome::kNotACall, "a fax");
    End(CallOutcome::kMissed, "no person of the account spoke with the caller");
  }

  // Somebody tried to dial out through the switch without being one of its phones: a scanner.
  bool TurnedAway() const {
    return std::all_of(rows_.begin(), rows_.end(), [this](const CallRow* row) {
      const bool refused = row->has_channels && row->peer_channel.empty() && row->app != "Dial" &&
                           row->app != "Queue" && row->ending == RowEnding::kFailed;
      const PartyKind from = map_.ReadParty(row->from).kind;
      const bool caller = from == PartyKind::kNumber || from == PartyKind::kHidden;
      return refused && !caller && row->line_called.empty() &&
             map_.SideOfPeer(ReadChannel(row->channel)).side == Side::kUnknown &&
             map_.ReadParty(row->to).kind != PartyKind::kOwnNumber;
    });
  }

  void DecideOutbound() {
    // The phone that calls is a person. Whether a person or the mailbox of the lead answered, the
    // log doesn't say; they heard from the account either way (R24).
    const bool reached = std::any_of(rows_.begin(), rows_.end(), [this](const CallRow* row) {
      if (!PickedUp(*row)) return false;
      if (!row->has_channels) return true;
      const Channel peer = ReadChannel(row->peer_channel);
      if (peer.empty()) return false;
      return peer.local() ? !origin_.by_switch : map_.SideOfPeer(peer).side != Side::kInside;
    });
    call_.answered_by = CallingPhone();
    if (reached) {
      if (call_.answer == kNever) call_.answer = call_.start;
      return End(CallOutcome::kReached, "the person who was called picked up");
    }
    End(CallOutcome::kInVain, "nobody was reached");
  }

  std::string CallingPhone() const {
    const Channel channel = ReadChannel(origin_.row->channel);
    if (!channel.empty() && !channel.local()) return std::string(channel.peer);
    for (const CallRow* row : rows_) {
      const Channel peer = ReadChannel(row->peer_channel);
      if (map_.SideOfPeer(peer).side == Side::kInside) return std::string(peer.peer);
    }
    return origin_.row->from;
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
