// The people of an account: who takes which lead (R27), and in which hours they are asked (R21).
//
// A lead that wants a person is routed: to those of its trade, of these to those of its line, of
// these to those on call at that moment; among several it is their turn. A criterion that nobody
// meets is passed over: better a plumber than nobody. Turns are drawn from the lead and its
// episode, not counted: shares come out even, the same lead meets the same person, and Step stays
// a pure function (docs/decisions/0013).
//
// Pure, immutable, thread-safe.
//
//   const Member* member = RouteTo(account.team, *account.zone, {.lead = id, .trade = kitchen, .at
//   = now});
#ifndef TEXTBACK_POLICY_TEAM_H_
#define TEXTBACK_POLICY_TEAM_H_

#include <absl/status/status.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "textback/model/event.h"
#include "textback/model/id.h"
#include "textback/model/phone_number.h"
#include "textback/model/text.h"
#include "textback/model/time.h"
#include "textback/policy/rulebook.h"
#include "textback/policy/zone.h"

namespace textback {

struct Member {
  PersonId id;
  std::string name;
  std::vector<TradeId> trades;       // that the playbooks name; empty: any
  std::vector<PhoneNumber> lines;    // of the account; empty: any
  std::optional<WeekHours> on_call;  // on the account's clock; absent: always
  bool owner = false;                // what nobody has taken comes to the owner
};

struct Inquirer {
  LeadId lead;
  std::uint32_t episode = 0;
  TradeId trade;
  PhoneNumber line;
  Instant at = kNever;
};

// Null: nobody in the team.
const Member* RouteTo(std::span<const Member> team, const Zone& zone, const Inquirer& inquirer);
const Member* FindMember(std::span<const Member> team, const PersonId& id);
const Member* OwnerOf(std::span<const Member> team);

// Whether `at` is in the hours of its day.
bool IsOpen(const WeekHours& hours, const Zone& zone, Instant at);

// The instant by which `open` has passed of these hours since `from`; kNever: they are closed for
// the whole of the next fortnight.
Instant AfterOpen(const WeekHours& hours, const Zone& zone, Instant from, Duration open);

// InvalidArgument: an id twice, two owners, a line that isn't the account's, on call at no hour.
absl::Status CheckTeam(std::span<const Member> team, std::span<const PhoneNumber> lines);

}  // namespace textback

#endif  // TEXTBACK_POLICY_TEAM_H_
