// Reads who of an account is away, and what it does at which hours of a week (R29).
#ifndef TEXTBACK_SRC_CONFIG_ACCOUNT_AWAY_H_
#define TEXTBACK_SRC_CONFIG_ACCOUNT_AWAY_H_

#include <absl/status/status.h>

#include <string_view>

#include "config/yaml_reader.h"
#include "textback/policy/account.h"

namespace textback::config {

// `fields` reads the account's mapping, whose team is read already; `path` as in ReadAccount.
absl::Status ReadAway(const YamlFile& file, FieldReader& fields, std::string_view path,
                      Account& account);

}  // namespace textback::config

#endif  // TEXTBACK_SRC_CONFIG_ACCOUNT_AWAY_H_
