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
//
// Errors are InvalidArgument and read "accounts.yaml:4: zone: no time zone 'America/Edmontn'; did
// you mean America/Edmonton?": file, line, field, what is wrong, how to mend it. Unknown fields are
// errors.
#ifndef TEXTBACK_CONFIG_ACCOUNT_YAML_H_
#define TEXTBACK_CONFIG_ACCOUNT_YAML_H_

#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

#include "textback/policy/account.h"

namespace textback {

// `file_name` is only for messages.
absl::StatusOr<std::vector<Account>> ParseAccounts(std::string_view yaml,
                                                   std::string_view file_name);

// NotFound or PermissionDenied where the file can't be read.
absl::StatusOr<std::vector<Account>> LoadAccounts(const std::string& path);

}  // namespace textback

#endif  // TEXTBACK_CONFIG_ACCOUNT_YAML_H_
