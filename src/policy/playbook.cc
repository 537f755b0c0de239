#include "textback/policy/playbook.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <array>

#include "textback/model/lead.h"

namespace textback {

std::optional<std::size_t> Playbook::IndexOf(const StepName& step) const {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].name == step) return i;
  }
  return std::nullopt;
}

namespace {

constexpr std::uint32_t kMaxWeight = 1'000'000;

// What is wrong with the arms; empty: nothing.
std::string_view WrongArms(const std::vector<Arm>& arms) {
  if (arms.size() > kMaxArms) return "more than eight; end the test before starting the next";
  bool live = arms.empty();
  for (std::size_t i = 0; i < arms.size(); ++i) {
    if (arms[i].name.empty()) return "one without a name";
    if (arms[i].weight == 0 || arms[i].weight > kMaxWeight)
      return "a weight is a whole number from 1 to 1000000; an arm is ended by `ended`";
    for (std::size_t k = 0; k < i; ++k) {
      if (arms[k].name == arms[i].name) return "two of one name";
    }
    live = live || !arms[i].ended;
  }
  return live ? "" : "all have ended; leave one, or take the test out";
}

// Draws one of the arms that are not `out`; null where there is none.
const Arm* Draw(const std::vector<Arm>& arms, const std::array<bool, kMaxArms>& out,
                std::uint64_t hash) {
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < arms.size(); ++i) total += out[i] ? 0 : arms[i].weight;
  if (total == 0) return nullptr;
  std::uint64_t point = hash % total;
  for (std::size_t i = 0; i < arms.size(); ++i) {
    if (out[i]) continue;
    if (point < arms[i].weight) return &arms[i];
    point -= arms[i].weight;
  }
  return nullptr;
}

}  // namespace

const Arm* ArmOf(const PlaybookStep& step, const LeadId& lead) {
  if (step.arms.empty() || step.arms.size() > kMaxArms) return nullptr;
  // Mixed with the step's name: the arms of two steps, and the spread of R12, have nothing to do
  // with each other.
  std::array<bool, kMaxArms> out = {};
  const Arm* arm = Draw(step.arms, out, StableHash(lead, step.name.view()));
  // Who drew an ended arm draws again among those that he has not had: so whoever has an arm that
  // is alive keeps it, whatever ends after it.
  while (arm != nullptr && arm->ended) {
    out[static_cast<std::size_t>(arm - step.arms.data())] = true;
    arm = Draw(step.arms, out, StableHash(lead, arm->name.view()));
  }
  return arm;
}

namespace {

// R1: somebody who called is answered within a minute. What we began may begin as it likes.
absl::Status CheckFirst(const Playbook& playbook) {
  const PlaybookStep& first = playbook.steps.front();
  const auto bad = [&](std::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrFormat("playbook '%s': step '%s': %s", playbook.name, first.name.view(), what));
  };
  if (first.after.has_value()) return bad("the first step comes after inquiry");
  if (playbook.inquiry == InquiryKind::kEstimate) {
    if (first.text_class == TextClass::kResponse)
      return bad("the first step after an estimate answers nothing: class proactive");
    return absl::OkStatus();
  }
  if (first.text_class != TextClass::kResponse || first.delay > std::chrono::seconds{60} ||
      first.local_time.has_value()) {
    return bad("the first step answers the inquiry: class response, after inquiry, within 60s");
  }
  return absl::OkStatus();
}

// The earliest that each step can come, counted from the inquiry: in the order of the steps, or one
// would be sent before the one above it.
absl::Status CheckOrder(const Playbook& playbook) {
  std::array<Duration, kMaxSteps> earliest = {};
  for (std::size_t i = 0; i < playbook.steps.size(); ++i) {
    const PlaybookStep& step = playbook.steps[i];
    earliest[i] = step.delay;
    if (step.after.has_value()) earliest[i] += earliest[*playbook.IndexOf(*step.after)];
    if (i == 0 || earliest[i] >= earliest[i - 1]) continue;
    return absl::InvalidArgumentError(absl::StrFormat(
        "playbook '%s': step '%s': delay: falls due before '%s', which stands above it; put it "
        "above, or wait longer",
        playbook.name, step.name.view(), playbook.steps[i - 1].name.view()));
  }
  return absl::OkStatus();
}

}  // namespace

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
    if (AnswerFromName(step.name.view()).has_value())
      return bad("name", "is that of an answer; choose another");
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
    if (i > 0 && step.needs == Need::kResponse)
      return bad("needs", "only the first step answers the inquiry: inquiry or follow_up");
    if (const std::string_view wrong = WrongArms(step.arms); !wrong.empty())
      return bad("arms", wrong);
    if (step.local_time.has_value() &&
        (step.local_time->count() < 0 || step.local_time->count() >= 24 * 60)) {
      return bad("local_time", "no such time of day");
    }
  }
  if (playbook.late_after > playbook.too_late_after) {
    return absl::InvalidArgumentError(
        absl::StrFormat("playbook '%s': late_after: later than too_late_after: late words would "
                        "never go",
                        playbook.name));
  }
  if (absl::Status status = CheckFirst(playbook); !status.ok()) return status;
  return CheckOrder(playbook);
}

}  // namespace textback
