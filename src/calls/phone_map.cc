#include "textback/calls/phone_map.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "textback/model/caller.h"

namespace textback {
namespace {

// A log of a thousand businesses has some hundred kinds of rows. Beyond this it isn't a call log,
// and what is kept is enough to infer from.
constexpr std::size_t kMaxKinds = 20'000;
constexpr std::size_t kContextRowsNeeded = 2;
constexpr int kPercentNeeded = 80;

// What Asterisk calls a peer that it doesn't know: a scanner, or a carrier that wasn't set up.
constexpr std::string_view kStranger = "anonymous";

// Contexts that FreePBX, Asterisk's samples and FreeSWITCH give to one side. A context that a call
// passes through after it was begun (ext-group, ivr-1, from-internal-xfer) says nothing.
constexpr std::array<std::string_view, 13> kOutsideContexts = {
    "from-trunk", "from-pstn",     "from-did",      "ext-did",
    "incoming",   "inbound",       "public",        "from-zaptel",
    "from-dahdi", "from-external", "from-provider", "from-sip-external",
    "from-analog"};
constexpr std::array<std::string_view, 6> kInsideContexts = {
    "from-internal", "internal", "outbound", "outgoing", "macro-dialout", "from-phones"};

bool StartsWithWord(std::string_view text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  return text.size() == word.size() || text[word.size()] == '-' || text[word.size()] == '_';
}

template <std::size_t N>
bool StartsWithAny(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return StartsWithWord(text, word); });
}

Side UsualSide(std::string_view context) {
  if (context.ends_with("-xfer") || context.ends_with("-ivr")) return Side::kUnknown;
  if (StartsWithAny(context, kOutsideContexts)) return Side::kOutside;
  if (StartsWithAny(context, kInsideContexts)) return Side::kInside;
  return Side::kUnknown;
}

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool LooksLikeExtension(std::string_view text) {
  return text.size() >= 2 && text.size() <= 5 && AllDigits(text);
}

// Both look for emptiness first: most accounts name nothing.
bool Matches(const std::vector<std::string>& patterns, std::string_view text) {
  return !patterns.empty() && MatchesAny(patterns, text);
}

bool Holds(const std::vector<std::string>& names, std::string_view name) {
  return !names.empty() && std::find(names.begin(), names.end(), name) != names.end();
}

void Append(std::vector<std::string>& to, const std::vector<std::string>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

int SideFound::percent() const {
  const std::size_t all = rows_for + rows_against;
  return all == 0 ? 100 : static_cast<int>(rows_for * 100 / all);
}

void OriginFound::AppendWhy(std::string& to) const {
  if (what.empty()) return;
  to.append(what).append(" ").append(name).append(" ").append(says);
  if (!said()) absl::StrAppend(&to, " (", rows_for, " rows)");
}

PhoneMap::PhoneMap(std::span<const Account> accounts) {
  for (const Account& account : accounts) {
    const PhoneSystem& phones = account.phones;
    own_.insert(own_.end(), account.lines.begin(), account.lines.end());
    own_.insert(own_.end(), phones.caller_ids.begin(), phones.caller_ids.end());
    own_.insert(own_.end(), phones.mobiles.begin(), phones.mobiles.end());
    Append(named_.extensions, phones.extensions);
    Append(named_.inbound_contexts, phones.inbound_contexts);
    Append(named_.outbound_contexts, phones.outbound_contexts);
    Append(named_.internal_contexts, phones.internal_contexts);
    Append(named_.trunks, phones.trunks);
    Append(named_.ring_groups, phones.ring_groups);
    Append(named_.menus, phones.menus);
  }
  std::sort(own_.begin(), own_.end());
}

Party PhoneMap::ReadParty(std::string_view text) const {
  if (Matches(named_.extensions, text)) return {.kind = PartyKind::kExtension};
  if (Matches(named_.menus, text)) return {.kind = PartyKind::kMenu};
  if (Matches(named_.ring_groups, text)) return {.kind = PartyKind::kGroup};
  if (LooksLikeExtension(text)) return {.kind = PartyKind::kExtension};
  const CallerRead caller = ReadCaller(text);
  if (caller.kind == MissedCall::Caller::kWithheld) return {.kind = PartyKind::kHidden};
  if (caller.kind == MissedCall::Caller::kNumber) {
    const bool own = std::binary_search(own_.begin(), own_.end(), caller.number);
    return {.kind = own ? PartyKind::kOwnNumber : PartyKind::kNumber, .number = caller.number};
  }
  const bool code = !text.empty() && (text.front() == '*' || text.front() == '#');
  return {.kind = code ? PartyKind::kCode : PartyKind::kOther};
}

RowRead PhoneMap::Read(const CallRow& row) const {
  return {.row = &row,
          .channel = ReadChannel(row.channel),
          .peer = ReadChannel(row.peer_channel),
          .from = ReadParty(row.from),
          .to = ReadParty(row.to),
          .number_dialled = NumberDialled(row.data)};
}

template <class A, class B>
bool PhoneMap::KindLess::operator()(const BasicKind<A>& a, const BasicKind<B>& b) const {
  const auto key = [](const auto& kind) {
    return std::tuple(kind.from, kind.to, kind.from_is_peer, kind.dials_phone, kind.dials_through,
                      kind.line_called, std::string_view(kind.peer),
                      std::string_view(kind.other_peer), std::string_view(kind.context));
  };
  return (key(a) <=> key(b)) < 0;
}

PhoneMap::Kind PhoneMap::KindOf(const RowRead& read) {
  const CallRow& row = *read.row;
  Kind kind{.peer = read.channel.local() ? std::string_view() : read.channel.peer,
            .other_peer = read.peer.local() ? std::string_view() : read.peer.peer,
            .context = row.context,
            .from = read.from.kind,
            .to = read.to.kind,
            .line_called = !row.line_called.empty()};
  kind.from_is_peer = !kind.peer.empty() && kind.peer == row.from;
  if (!kind.other_peer.empty()) {
    kind.dials_through = !read.number_dialled.empty();
    kind.dials_phone = !kind.dials_through && DialsPhone(row.data, kind.other_peer);
  }
  return kind;
}

void PhoneMap::Observe(const CallRow& row) {
  const RowRead read = Read(row);
  // A Local channel is the switch calling itself, so it says nothing about either side.
  if (read.channel.local()) return;
  const Kind kind = KindOf(read);
  const auto known = kinds_.find(kind);
  if (known != kinds_.end()) {
    ++known->second;
  } else if (kinds_.size() < kMaxKinds) {
    kinds_.emplace(kind.With<std::string>(), 1);
  }
}

SideFound PhoneMap::Decide(const Votes& votes) {
  const bool inside = votes.inside >= votes.outside;
  SideFound found{.side = inside ? Side::kInside : Side::kOutside,
                  .rows_for = std::max(votes.inside, votes.outside),
                  .rows_against = std::min(votes.inside, votes.outside)};
  if (found.rows_for == 0 || found.percent() < kPercentNeeded) return {};
  return found;
}

SideFound PhoneMap::SideOfName(std::string_view peer) const {
  if (peer.empty()) return {};
  if (Holds(named_.trunks, peer)) return {.side = Side::kOutside};
  if (peer == kStranger) return {};
  if (Matches(named_.extensions, peer)) return {.side = Side::kInside};
  // An account that names its trunks names them all.
  if (!named_.trunks.empty() || LooksLikeExtension(peer)) return {.side = Side::kInside};
  const auto votes = peers_.find(peer);
  return votes == peers_.end() ? SideFound{} : Decide(votes->second);
}

SideFound PhoneMap::SideOfPeer(const Channel& channel) const {
  return channel.local() ? SideFound{} : SideOfName(channel.peer);
}

// What an account says about the context.
Side PhoneMap::NamedSide(std::string_view context) const {
  if (context.empty()) return Side::kUnknown;
  if (Holds(named_.inbound_contexts, context)) return Side::kOutside;
  const bool inside =
      Holds(named_.outbound_contexts, context) || Holds(named_.internal_contexts, context);
  return inside ? Side::kInside : Side::kUnknown;
}

SideFound PhoneMap::SideOfContext(std::string_view context) const {
  if (context.empty()) return {};
  if (const Side named = NamedSide(context); named != Side::kUnknown) return {.side = named};
  if (const Side usual = UsualSide(context); usual != Side::kUnknown) return {.side = usual};
  const auto votes = contexts_.find(context);
  if (votes == contexts_.end()) return {};
  const SideFound found = Decide(votes->second);
  return found.rows_for >= kContextRowsNeeded ? found : SideFound{};
}

OriginFound PhoneMap::OriginOfKind(const Kind& kind) const {
  const auto of_context = [&kind](const SideFound& found) {
    return OriginFound{found, "context", kind.context,
                       found.side == Side::kOutside ? "takes calls in" : "is for own phones"};
  };
  const SideFound inside{.side = Side::kInside};
  const SideFound outside{.side = Side::kOutside};
  if (const Side named = NamedSide(kind.context); named != Side::kUnknown)
    return of_context({.side = named});
  if (kind.from_is_peer) return {inside, "phone", kind.peer, "calls"};
  const SideFound peer = SideOfName(kind.peer);
  if (peer.side == Side::kInside) return {peer, "phone", kind.peer, "calls"};
  if (peer.side == Side::kOutside) return {peer, "trunk", kind.peer, "brings the call"};
  if (const SideFound context = SideOfContext(kind.context); context.side != Side::kUnknown)
    return of_context(context);
  if (kind.from == PartyKind::kOwnNumber)
    return {inside, "the caller's number", "", "is the account's"};
  if (kind.to == PartyKind::kOwnNumber || kind.line_called)
    return {outside, "a line of the account", "", "was called"};
  if (kind.from == PartyKind::kNumber && kind.to != PartyKind::kNumber)
    return {outside, "a full number", "", "calls something inside"};
  if (kind.from == PartyKind::kExtension && kind.peer.empty())
    return {inside, "an extension", "", "calls"};
  return {};
}

OriginFound PhoneMap::OriginOf(const RowRead& read) const { return OriginOfKind(KindOf(read)); }

// What is dialled shows what a peer is; what a peer is shows what a context is for.
void PhoneMap::Infer() {
  std::map<std::string, Votes, std::less<>> peers;
  for (const auto& [kind, count] : kinds_) {
    const OriginFound origin = OriginOfKind(kind.With<std::string_view>());
    if (!kind.peer.empty()) {
      if (origin.side == Side::kOutside) peers[kind.peer].outside += count;
      if (origin.side == Side::kInside) peers[kind.peer].inside += count;
    }
    if (kind.dials_through) peers[kind.other_peer].outside += count;
    if (kind.dials_phone) peers[kind.other_peer].inside += count;
  }
  peers_ = std::move(peers);
  contexts_.clear();
  for (const auto& [kind, count] : kinds_) {
    const Side side = kind.from_is_peer ? Side::kInside : SideOfName(kind.peer).side;
    if (kind.context.empty() || side == Side::kUnknown) continue;
    Votes& votes = contexts_[kind.context];
    (side == Side::kInside ? votes.inside : votes.outside) += count;
  }
}

std::vector<PhoneMap::Finding> PhoneMap::Findings() const {
  std::vector<Finding> findings;
  for (const auto& [peer, votes] : peers_) {
    const SideFound found = SideOfName(peer);
    if (found.said() && !LooksLikeExtension(peer)) continue;
    if (found.side == Side::kUnknown || Matches(named_.extensions, peer)) continue;
    const SideFound counted = Decide(votes);
    findings.push_back({.kind = found.side == Side::kInside ? "extension" : "trunk",
                        .name = peer,
                        .found = counted.side == found.side ? counted : found});
  }
  for (const auto& [context, votes] : contexts_) {
    const SideFound found = Decide(votes);
    const bool named = NamedSide(context) != Side::kUnknown;
    if (named || found.side == Side::kUnknown || found.rows_for < kContextRowsNeeded) continue;
    findings.push_back(
        {.kind = found.side == Side::kInside ? "outbound context" : "inbound context",
         .name = context,
         .found = found});
  }
  return findings;
}

}  // namespace textback
