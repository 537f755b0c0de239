// Everything the engine needs for an account, in one call: the built-in playbooks, words, law and
// numbering around the choices of one business.
//
// Call it at start-up, before Runtime::Create or the first Step. The result is immutable and
// shared. Reasons in decisions point into it, so it must outlive them. For playbooks of your own
// see playbook_yaml.h, for rulebook rows of your own see place_data.h; MakePolicy (engine/policy.h)
// puts them together.
//
// Pure, except that it reads the zone files. Thread-safe.
//
//   auto policy = BuiltInPolicy(R"(
//     id: northside
//     name: Northside Renovations
//     person: Alex
//     zone: America/Edmonton
//     lines: ["+14035550199"])");
#ifndef TEXTBACK_CONFIG_BUILT_IN_POLICY_H_
#define TEXTBACK_CONFIG_BUILT_IN_POLICY_H_

#include <absl/status/statusor.h>

#include <memory>
#include <string>
#include <string_view>

#include "textback/engine/policy.h"
#include "textback/policy/account.h"

namespace textback {

// `yaml` is one account as in config/account_yaml.h. InvalidArgument: what is wrong, with its line
// and field; more than one account.
absl::StatusOr<std::shared_ptr<const Policy>> BuiltInPolicy(std::string_view yaml);

// The same for an account that was made in code. InvalidArgument: CheckAccount refuses it.
absl::StatusOr<std::shared_ptr<const Policy>> BuiltInPolicy(Account account);

// The accounts in a file, in the form that Runtime takes. Errors: those of LoadAccounts and
// MakePolicy.
absl::StatusOr<Policies> LoadBuiltInPolicies(const std::string& account_file);

}  // namespace textback

#endif  // TEXTBACK_CONFIG_BUILT_IN_POLICY_H_
