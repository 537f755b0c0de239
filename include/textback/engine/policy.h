// Everything Step needs to know besides the lead: the account's choices, its playbook, the words
// and the law.
//
// Made at start-up, shared by all leads of the account, immutable while it is in use. Reasons and
// citations in decisions point into it: it must outlive them.
//
//   auto policy = MakePolicy(account, file.playbook, file.script, rulebook, classifier);
#ifndef TEXTBACK_ENGINE_POLICY_H_
#define TEXTBACK_ENGINE_POLICY_H_

#include <absl/status/statusor.h>

#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "textback/model/id.h"
#include "textback/policy/account.h"
#include "textback/policy/playbook.h"
#include "textback/policy/rulebook.h"
#include "textback/policy/zone.h"
#include "textback/text/reply.h"
#include "textback/text/script.h"

namespace textback {

struct Policy {
  Account account;
  std::shared_ptr<const Playbook> playbook;
  std::shared_ptr<const Script> script;
  std::shared_ptr<const Rulebook> rulebook;
  std::shared_ptr<const ReplyClassifier> replies;
  std::vector<std::shared_ptr<const Zone>>
      zones;  // those a lead may name (R11), by name; see FindZone

  // Null: no such zone. No disk, no lock.
  const Zone* FindZone(std::string_view name) const;
};

// Loads zone data: a matter of start-up.
// InvalidArgument: CheckAccount or CheckPlaybook fails, a step has no words, a part is null.
absl::StatusOr<std::shared_ptr<const Policy>> MakePolicy(
    Account account, std::shared_ptr<const Playbook> playbook, std::shared_ptr<const Script> script,
    std::shared_ptr<const Rulebook> rulebook, std::shared_ptr<const ReplyClassifier> replies);

// The accounts a runtime serves. Ordered: iteration is the same everywhere.
using Policies = std::map<AccountId, std::shared_ptr<const Policy>>;

}  // namespace textback

#endif  // TEXTBACK_ENGINE_POLICY_H_
