#include "textback/policy/playbook.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include "textback/model/lead.h"

namespace textback {

std::optional<std::size_t> Playbook::IndexOf(const StepName& step) const {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].name == step) return i;
  }
  return std::nullopt;
}

absl::Status CheckPlaybook(const Playbook& playbook) {
  if (playbook.steps.empty() || playbook.steps.size() > kMaxSteps) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "playbook '%s': steps: from 1 to %d are allowed", playbook.name, kMaxSteps));
  }
  for (std::size_t i = 0; i < playbook.steps.size(); ++i) {
    const PlaybookStep& step = playbook.steps[i];
    const auto bad = [&](std::string_view field, std::string_view what) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "playbook '%s': step '%s': %s: %s", playbook.name, step.name.view(), field, what));
    };
    if (step.name.empty()) return bad("name", "missing");
    if (playbook.IndexOf(step.name) != i) return bad("name", "there is another step of that name");
    if (step.delay < Duration{0}) return bad("delay", "can't be negative");
    if (step.text_class == TextClass::kService)
      return bad("class", "a step is response or proactive");
    if (step.after.has_value()) {
      const std::optional<std::size_t> before = playbook.IndexOf(*step.after);
      if (!before.has_value() || *before >= i)
        return bad("after", "must name an earlier step, or inquiry");
    }
    if (step.text_class == TextClass::kProactive && step.needs == Need::kResponse) {
      return bad("needs", "a proactive step doesn't answer the inquiry: inquiry or follow_up");
    }
    if (step.local_time.has_value() &&
        (step.local_time->count() < 0 || step.local_time->count() >= 24 * 60)) {
      return bad("local_time", "no such time of day");
    }
  }
  const PlaybookStep& first = playbook.steps.front();
  if (first.text_class != TextClass::kResponse || first.after.has_value() ||
      first.delay > std::chrono::seconds{60} || first.local_time.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrFormat("playbook '%s': step '%s': the first step answers the inquiry: class "
                        "response, after inquiry, within 60s",
                        playbook.name, first.name.view()));
  }
  return absl::OkStatus();
}

}  // namespace textback
