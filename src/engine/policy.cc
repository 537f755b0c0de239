#include "textback/engine/policy.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

namespace textback {

absl::StatusOr<std::shared_ptr<const Policy>> MakePolicy(
    Account account, std::shared_ptr<const Playbook> playbook, std::shared_ptr<const Script> script,
    std::shared_ptr<const Places> places, std::shared_ptr<const ReplyClassifier> replies) {
  if (playbook == nullptr || script == nullptr || places == nullptr || replies == nullptr) {
    return absl::InvalidArgumentError(
        "policy: playbook, script, places and replies are all needed");
  }
  if (absl::Status status = CheckAccount(account); !status.ok()) return status;
  if (absl::Status status = CheckPlaybook(*playbook); !status.ok()) return status;
  for (const PlaybookStep& step : playbook->steps) {
    if (script->Find(step.name, Variant::kPlain, account.locale).body == nullptr) {
      return absl::InvalidArgumentError(absl::StrFormat("playbook '%s': step '%s' has no words",
                                                        playbook->name, step.name.view()));
    }
  }
  const Zone* home = account.zone.get();
  return std::make_shared<const Policy>(Policy{.account = std::move(account),
                                               .playbook = std::move(playbook),
                                               .script = std::move(script),
                                               .places = std::move(places),
                                               .replies = std::move(replies),
                                               .home = {home}});
}

}  // namespace textback
