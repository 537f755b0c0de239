// The people of an account: who gets which lead (R27), and during which hours they are reminded
// (R21).
//
// A lead that needs a person is routed to the members with its trade, among these to those with its
// line, among these to those on call at that moment. If `away` is given, all of them are first
// those who are not away then (R29). A criterion that nobody meets is ignored: better a plumber
// than nobody. If several members are left, a hash of the lead and its episode chooses one. So
// shares are even, the same lead gets the same person, and Step stays a pure function
// (docs/decisions/0013).
//
// Pure, immutable, thread-safe.
//
//   const Inquirer inquirer = {.lead = id, .trade = kitchen, .at = now};
//   const Member* member = RouteTo(account.team, *account.zone, inquirer);
#ifndef TEXTBACK_POLICY_TEAM_H_
#define TEXTBACK_POLICY_TEAM_H_

#include <absl/status/status.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "textback/model/away.h"
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
  std::vector<TradeId> trades;       // trades that the playbooks name; empty: any
  std::vector<PhoneNumber> lines;    // lines of the account; empty: any
  std::optional<WeekHours> on_call;  // in the account's zone; absent: always
  bool owner = false;                // leads that nobody has claimed go to the owner
};

struct Inquirer {
  LeadId lead;
  std::uint32_t episode = 0;
  TradeId trade;
  PhoneNumber line;
  Instant at = kNever;
  std::span<const Away> away = {};  // R29: who of the team is away, at some time
};

// Null: the team is empty.
const Member* RouteTo(std::span<const Member> team, const Zone& zone, const Inquirer& inquirer);
const Member* FindMember(std::span<const Member> team, const PersonId& id);
const Member* OwnerOf(std::span<const Member> team);

// True if `at` is within the hours of its day.
bool IsOpen(const WeekHours& hours, const Zone& zone, Instant at);

// The instant at which `open` has passed since `from`, counting only time within these hours.
// kNever: they are closed for the next 14 days.
Instant AfterOpen(const WeekHours& hours, const Zone& zone, Instant from, Duration open);

// InvalidArgument: an id used twice, two owners, a line that isn't the account's, a member who is
// never on call.
absl::Status CheckTeam(std::span<const Member> team, std::span<const PhoneNumber> lines);

}  // namespace textback

#endif  // TEXTBACK_POLICY_TEAM_H_
