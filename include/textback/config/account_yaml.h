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
//   answer_texts: false               # true: the playbook for texts answers them
//   blocked: []
//   mode: automatic                   # or assisted, manual (R63)
//   hours: {mon-fri: "08:00-18:00", sat: "09:00-16:00", sun: closed}   # when people are asked
//   team:                             # policy/team.h
//     - {id: alex, name: Alex, owner: true}
//     - {id: pat, trades: [kitchen], lines: ["+14035550199"],
//        on_call: {mon-fri: "07:00-19:00", sat-sun: closed}}
//   holding_reply: false              # true: replies outside of `hours` get one (R22)
//   provider_answers: false           # true: the provider answers STOP and HELP itself (R31)
//   line_segments_per_minute: 60      # of each line; 0, as shipped: no limit of ours (R62)
//   texts_per_minute: 0               # of the account
//   texts_per_hour: 0                 # usual; 0: learned (R64)
//
// Errors are InvalidArgument and read "accounts.yaml:4: zone: no time zone 'America/Edmontn'; did
// you mean America/Edmonton?": file, line, field, what is wrong, how to mend it. Unknown fields are
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

// `file_name` is only for messages. `trades` are those that the account's playbooks name, for
// instance BuiltInPlaybooks().Trades(): another one in a member's list is an error with its line.
// Not given: any is taken, and MakePolicy looks.
absl::StatusOr<std::vector<Account>> ParseAccounts(std::string_view yaml,
                                                   std::string_view file_name,
                                                   std::span<const TradeId> trades = {});

// NotFound or PermissionDenied where the file can't be read.
absl::StatusOr<std::vector<Account>> LoadAccounts(const std::string& path,
                                                  std::span<const TradeId> trades = {});

}  // namespace textback

#endif  // TEXTBACK_CONFIG_ACCOUNT_YAML_H_
