#include "textback/engine/policy.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>

namespace textback {

const Zone* Policy::FindZone(std::string_view name) const {
  const auto at = std::lower_bound(
      zones.begin(), zones.end(), name,
      [](const auto& zone, std::string_view wanted) { return zone->name() < wanted; });
  return at != zones.end() && (*at)->name() == name ? at->get() : nullptr;
}

absl::StatusOr<std::shared_ptr<const Policy>> MakePolicy(
    Account account, std::shared_ptr<const Playbook> playbook, std::shared_ptr<const Script> script,
    std::shared_ptr<const Rulebook> rulebook, std::shared_ptr<const ReplyClassifier> replies) {
  if (playbook == nullptr || script == nullptr || rulebook == nullptr || replies == nullptr) {
    return absl::InvalidArgumentError(
        "policy: playbook, script, rulebook and replies are all needed");
  }
  if (absl::Status status = CheckAccount(account); !status.ok()) return status;
  if (absl::Status status = CheckPlaybook(*playbook); !status.ok()) return status;
  for (const PlaybookStep& step : playbook->steps) {
    if (script->Find(step.name, Variant::kPlain, account.locale).body == nullptr) {
      return absl::InvalidArgumentError(absl::StrFormat("playbook '%s': step '%s' has no words",
                                                        playbook->name, step.name.view()));
    }
  }
  // Every zone in the data costs a few milliseconds once and spares Step the disk for ever after.
  static const auto* zones = new std::vector<std::shared_ptr<const Zone>>(Zone::LoadAll());
  return std::make_shared<const Policy>(Policy{.account = std::move(account),
                                               .playbook = std::move(playbook),
                                               .script = std::move(script),
                                               .rulebook = std::move(rulebook),
                                               .replies = std::move(replies),
                                               .zones = *zones});
}

}  // namespace textback
