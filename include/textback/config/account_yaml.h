// Accounts from YAML: one account, or a list of them under `accounts:`.
//
//   id: northside                     # required: id, name, person, zone
//   name: Northside Renovations
//   person: Alex
//   zone: America/Edmonton
//   region: CA-AB
//   lines: ["+14035550199"]
//   callback: "+14035550199"          # default: the line that was called
//   address: "12 Sample St, Calgary AB"
//   locale: en
//   consent_reading: cautious         # or statutory
//   answer_texts: false               # true: texts get the playbook for texts
//   blocked: []
//   known_people: []                  # suppliers, family, staff: no texts, no tasks (R2)
//   shortest_ring: 0s                 # a missed call that rang for less isn't texted (R8)
//   mode: automatic                   # or assisted, manual (R63)
//   hours: {mon-fri: "08:00-18:00", sat: "09:00-16:00", sun: closed}   # when the team works
//   reasons:                          # why nobody answered, in text_1, in place of the playbook's
//     en: {open: We were with a client, closed: none, away: We were away}   # words (R55)
//   team:                             # policy/team.h
//     - {id: alex, name: Alex, owner: true}
//     - {id: pat, trades: [kitchen], lines: ["+14035550199"],
//        on_call: {mon-fri: "07:00-19:00", sat-sun: closed}}
//   holding_reply: false              # true: sent for replies outside `hours` (R22)
//   emergency_words: ["no water"]     # emergencies here, beside the usual ones (R39)
//   emergency_text: "Call ..."        # or {en: "...", fr: "..."}: whom to call then (R39)
//   provider_answers: false           # true: the provider answers STOP and HELP itself (R31)
//   line_segments_per_minute: 60      # for each line; 0 (the default): no limit (R62)
//   texts_per_minute: 0               # for the account
//   texts_per_hour: 0                 # the usual number; 0: learned (R64)
//   away:                             # or by an event; `person` left out: everybody (R29)
//     - {why: meeting, person: pat, since: "2026-12-01T09:00:00-07:00", until: "..."}
//   situations: {meeting: {mon: "09:00-10:00"}, free: {sat: "10:00-12:00"}}   # of a usual week
//
// Errors are InvalidArgument and read "accounts.yaml:4: zone: no time zone 'America/Edmontn'; did
// you mean America/Edmonton?": file, line, field, what is wrong, how to fix it. Unknown fields are
// errors.
#ifndef TEXTBACK_CONFIG_ACCOUNT_YAML_H_
#define TEXTBACK_CONFIG_ACCOUNT_YAML_H_

#include <absl/status/statusor.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/id.h"
#include "textback/policy/account.h"

namespace textback {

// `file_name` is used in messages only. `trades` are the trades that the account's playbooks name,
// for instance BuiltInPlaybooks().Trades(); any other trade in a team member's list is an error
// with its line. If `trades` is empty, every trade is accepted here, and MakePolicy checks it.
absl::StatusOr<std::vector<Account>> ParseAccounts(std::string_view yaml,
                                                   std::string_view file_name,
                                                   std::span<const TradeId> trades = {});

// NotFound or PermissionDenied if the file can't be read.
absl::StatusOr<std::vector<Account>> LoadAccounts(const std::string& path,
                                                  std::span<const TradeId> trades = {});

}  // namespace textback

#endif  // TEXTBACK_CONFIG_ACCOUNT_YAML_H_
