// Reads one account from a mapping, either in an accounts file or inside a larger file.
#ifndef TEXTBACK_SRC_CONFIG_ACCOUNT_READER_H_
#define TEXTBACK_SRC_CONFIG_ACCOUNT_READER_H_

#include <absl/status/statusor.h>

#include <span>
#include <string_view>

#include "config/yaml_reader.h"
#include "textback/policy/account.h"

namespace textback::config {

// `path` is the mapping's name in messages; empty at the top of a file. `trades` as in
// ParseAccounts.
absl::StatusOr<Account> ReadAccount(const YamlFile& file, const YamlNode& node,
                                    std::string_view path, std::span<const TradeId> trades);

}  // namespace textback::config

#endif  // TEXTBACK_SRC_CONFIG_ACCOUNT_READER_H_
