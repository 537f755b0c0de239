// Who is inside and who is outside: phones, trunks, contexts and lines of the switch that wrote a
// call log.
//
// What accounts say about their phones (policy/phone_system.h) always wins. The rest is inferred
// from the whole log: a peer that numbers are dialled through is a trunk, a context whose calls all
// come from phones only dials out. Each inference has the rows that speak for it and against it, so
// that it can be printed and put into the account file. Nothing is inferred from the names of
// trunks.
//
// Used by JudgeCall (calls/judge.h). First pass: Observe every row, then Infer; from then on it is
// only read. A log that grows: Observe what is new and Infer again. Pure; not thread-safe while it
// learns. Memory grows with the kinds of rows, not with the log.
//
//   PhoneMap map(accounts);
//   while (reader.Next(row)) map.Observe(row);
//   map.Infer();
//   map.SideOfPeer("PJSIP/provider").side;   // Side::kOutside
#ifndef TEXTBACK_CALLS_PHONE_MAP_H_
#define TEXTBACK_CALLS_PHONE_MAP_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textback/calls/call_row.h"
#include "textback/calls/channel.h"
#include "textback/policy/account.h"
#include "textback/policy/phone_system.h"

namespace textback {

enum class Side : std::uint8_t { kUnknown, kInside, kOutside };

// What stands in `from` or `to` of a row.
enum class PartyKind : std::uint8_t {
  kHidden,     // nothing, "anonymous", a keypad spelling of it
  kNumber,     // a telephone number that isn't the account's
  kOwnNumber,  // a line, a caller id or a mobile of the account
  kExtension,  // named in the account file, or 2 to 5 digits
  kGroup,      // a ring group or queue that the account names
  kMenu,       // what the account names as answered by a machine
  kCode,       // "*97"
  kOther,      // "s", "reception", digits that are no number
};

struct Party {
  PartyKind kind = PartyKind::kOther;
  PhoneNumber number;  // for kNumber and kOwnNumber
};

// A row with its names taken apart, once for all that look at it. Points into the row.
struct RowRead {
  const CallRow* row = nullptr;
  Channel channel, peer;            // of `channel` and `peer_channel`
  Party from, to;                   // of `from` and `to`
  std::string_view number_dialled;  // by Dial, through something: see channel.h
};

// How sure an answer is: rows that speak for it and against it. Both 0: an account says so.
struct SideFound {
  Side side = Side::kUnknown;
  std::size_t rows_for = 0;
  std::size_t rows_against = 0;

  bool said() const { return side != Side::kUnknown && rows_for == 0; }
  int percent() const;  // 100: said, or nothing speaks against it
};

// Where a leg was begun, and what tells: "context from-trunk takes calls in". Points into the row.
struct OriginFound : SideFound {
  std::string_view what, name, says;

  void AppendWhy(std::string& to) const;  // for people; nothing, if nothing tells
};

class PhoneMap {
 public:
  PhoneMap() = default;
  explicit PhoneMap(std::span<const Account> accounts);

  void Observe(const CallRow& row);
  void Infer();

  SideFound SideOfPeer(const Channel& channel) const;
  SideFound SideOfContext(std::string_view context) const;
  Party ReadParty(std::string_view text) const;
  RowRead Read(const CallRow& row) const;

  OriginFound OriginOf(const RowRead& read) const;

  // What was inferred, for people: "trunk: PJSIP/provider (112 rows)".
  struct Finding {
    std::string kind;  // "trunk", "extension", "inbound context", "outbound context"
    std::string name;
    SideFound found;
  };
  std::vector<Finding> Findings() const;

 private:
  // Rows of one kind: all that an inference looks at. The names are kept as strings, and looked up
  // as views.
  template <class Name>
  struct BasicKind {
    Name peer = {}, other_peer = {}, context = {};
    PartyKind from = PartyKind::kOther, to = PartyKind::kOther;
    bool from_is_peer = false;   // "alex" calls from SIP/alex
    bool dials_phone = false;    // Dial was told the other peer alone
    bool dials_through = false;  // Dial was told a number through the other peer
    bool line_called = false;

    template <class To>
    BasicKind<To> With() const {
      return {To(peer),     To(other_peer), To(context),   from,       to,
              from_is_peer, dials_phone,    dials_through, line_called};
    }
  };
  using Kind = BasicKind<std::string_view>;
  using KeptKind = BasicKind<std::string>;
  struct KindLess {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const BasicKind<A>& a, const BasicKind<B>& b) const;
  };
  struct Votes {
    std::size_t inside = 0, outside = 0;
  };
  static SideFound Decide(const Votes& votes);
  OriginFound OriginOfKind(const Kind& kind) const;
  static Kind KindOf(const RowRead& read);
  SideFound SideOfName(std::string_view peer) const;
  Side NamedSide(std::string_view context) const;

  PhoneSystem named_;
  std::vector<PhoneNumber> own_;  // sorted: lines, caller ids, mobiles
  std::map<KeptKind, std::size_t, KindLess> kinds_;
  std::map<std::string, Votes, std::less<>> peers_;
  std::map<std::string, Votes, std::less<>> contexts_;
};

}  // namespace textback

#endif  // TEXTBACK_CALLS_PHONE_MAP_H_
