// Everything Step needs to know besides the lead: the account's choices, its playbook, the words
// and the law.
//
// Made at start-up, shared by all leads of the account, immutable while it is in use. Reasons and
// citations in decisions point into it: it must outlive them.
//
//   auto policy = MakePolicy(account, file.playbook, file.script, *BuiltInPlaces(), classifier);
#ifndef TEXTBACK_ENGINE_POLICY_H_
#define TEXTBACK_ENGINE_POLICY_H_

#include <absl/status/statusor.h>

#include <array>
#include <map>
#include <memory>

#include "textback/model/id.h"
#include "textback/policy/account.h"
#include "textback/policy/place.h"
#include "textback/policy/playbook.h"
#include "textback/policy/zone.h"
#include "textback/text/reply.h"
#include "textback/text/script.h"

namespace textback {

struct Policy {
  Account account;
  std::shared_ptr<const Playbook> playbook;
  std::shared_ptr<const Script> script;
  std::shared_ptr<const Places> places;  // the law and the clock of everywhere
  std::shared_ptr<const ReplyClassifier> replies;
  std::array<const Zone*, 1> home;  // the account's zone: for leads of which nothing is known (R11)
};

// InvalidArgument: CheckAccount or CheckPlaybook fails, a step has no words, a part is null.
absl::StatusOr<std::shared_ptr<const Policy>> MakePolicy(
    Account account, std::shared_ptr<const Playbook> playbook, std::shared_ptr<const Script> script,
    std::shared_ptr<const Places> places, std::shared_ptr<const ReplyClassifier> replies);

// The accounts a runtime serves. Ordered: iteration is the same everywhere.
using Policies = std::map<AccountId, std::shared_ptr<const Policy>>;

}  // namespace textback

#endif  // TEXTBACK_ENGINE_POLICY_H_
