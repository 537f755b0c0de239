#include "textback/config/built_in_policy.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <utility>
#include <vector>

#include "textback/config/account_yaml.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"

namespace textback {

absl::StatusOr<std::shared_ptr<const Policy>> BuiltInPolicy(Account account) {
  const absl::StatusOr<std::shared_ptr<const Places>> places = BuiltInPlaces();
  if (!places.ok()) return places.status();
  return MakePolicy(std::move(account), FollowUps::Of(BuiltInPlaybooks()), *places,
                    BuiltInReplies());
}

absl::StatusOr<std::shared_ptr<const Policy>> BuiltInPolicy(std::string_view yaml) {
  absl::StatusOr<std::vector<Account>> accounts = ParseAccounts(yaml, "account");
  if (!accounts.ok()) return accounts.status();
  if (accounts->size() != 1) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "account: %d accounts are given, and one is wanted; see LoadBuiltInPolicies for several",
        accounts->size()));
  }
  return BuiltInPolicy(std::move(accounts->front()));
}

absl::StatusOr<Policies> LoadBuiltInPolicies(const std::string& account_file) {
  absl::StatusOr<std::vector<Account>> accounts = LoadAccounts(account_file);
  if (!accounts.ok()) return accounts.status();
  Policies policies;
  for (Account& account : *accounts) {
    const AccountId id = account.id;
    absl::StatusOr<std::shared_ptr<const Policy>> policy = BuiltInPolicy(std::move(account));
    if (!policy.ok()) return policy.status();
    if (!policies.emplace(id, *std::move(policy)).second) {
      return absl::InvalidArgumentError(
          absl::StrFormat("%s: two accounts have the id '%s'", account_file, id.view()));
    }
  }
  return policies;
}

}  // namespace textback
