#include "textback/policy/playbook.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "model/names.h"
#include "textback/model/lead.h"

namespace textback {

std::string_view NameOf(Need need) {
  constexpr Names<kEveryNeed.size() + 1> kNeedNames = {
      "response", "inquiry", "follow_up", "express", "quote", "transaction", "referral", "request"};
  return NameIn(kNeedNames, need);
}

std::optional<std::size_t> Playbook::IndexOf(const StepName& step) const {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].name == step) return i;
  }
  return std::nullopt;
}

namespace {

constexpr std::uint32_t kMaxWeight = 1'000'000;

// Says what is wrong with the arms; empty if nothing is.
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

// Draws one of the arms that are not in `out`; null if there is none.
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
  // The hash includes the step's name, so that the arms of two steps, and the spread of R12, are
  // independent of each other.
  std::array<bool, kMaxArms> out = {};
  const Arm* arm = Draw(step.arms, out, StableHash(lead, step.name.view()));
  // A lead that drew an ended arm draws again among the arms it has not drawn yet. So a lead keeps
  // an arm that is running, whichever other arms end later.
  while (arm != nullptr && arm->ended) {
    out[static_cast<std::size_t>(arm - step.arms.data())] = true;
    arm = Draw(step.arms, out, StableHash(lead, arm->name.view()));
  }
  return arm;
}

namespace {

using Fault = std::optional<PlaybookFault>;

constexpr Duration kDay = std::chrono::hours{24};
constexpr std::chrono::minutes kMinutesOfDay{24 * 60};

// R1: a caller is answered within a minute. A sequence that we started (an estimate) has no such
// limit.
Fault FirstFault(const Playbook& playbook) {
  const PlaybookStep& first = playbook.steps.front();
  const auto bad = [](std::string_view field, std::string what) {
    return PlaybookFault{.step = 0, .field = field, .what = std::move(what)};
  };
  if (first.after.has_value()) return bad("after", "the first step comes after inquiry");
  if (!playbook.acknowledges()) {
    if (playbook.inquiry == InquiryKind::kEstimate) return std::nullopt;
    return bad("class", "the first step answers the inquiry: class response");
  }
  if (playbook.inquiry == InquiryKind::kEstimate)
    return bad("class", "the first step after an estimate answers nothing: class proactive");
  if (first.needs != Need::kResponse)
    return bad("needs", "the first step answers the inquiry: response");
  if (first.delay > std::chrono::seconds{60})
    return bad("delay", "the first step answers the inquiry within 60s (R1)");
  if (first.local_time.has_value())
    return bad("local_time", "the first step answers at once (R1); take it out");
  return std::nullopt;
}

// Problems of a single step.
Fault StepFault(const Playbook& playbook, std::size_t index) {
  const PlaybookStep& step = playbook.steps[index];
  const auto bad = [index](std::string_view field, std::string_view what) {
    return PlaybookFault{.step = index, .field = field, .what = std::string(what)};
  };
  if (step.name.empty()) return bad("name", "missing");
  if (AnswerKindFromName(step.name.view()).has_value() || step.name == RequestedStep())
    return bad("name", "is that of an answer or of the text that a lead asks for; choose another");
  if (playbook.IndexOf(step.name) != index)
    return bad("name", "there is another step of that name");
  if (step.delay < Duration{0}) return bad("delay", "can't be negative");
  if (step.text_class == TextClass::kService)
    return bad("class", "a step is response or proactive");
  if (step.after.has_value()) {
    const std::optional<std::size_t> before = playbook.IndexOf(*step.after);
    if (!before.has_value() || *before >= index)
      return bad("after", "must name an earlier step, or inquiry");
  }
  if (index > 0 && step.text_class == TextClass::kResponse)
    return bad("class", "only the first step answers the inquiry: proactive");
  if (step.text_class == TextClass::kProactive && step.needs == Need::kResponse) {
    return bad("needs", "a proactive step doesn't answer the inquiry: inquiry or follow_up");
  }
  if (step.asks_consent && step.needs == Need::kExpress)
    return bad("asks_consent",
               "the step needs the consent that it asks for; ask in an earlier one");
  if (const std::string_view wrong = WrongArms(step.arms); !wrong.empty())
    return bad("arms", wrong);
  if (step.local_time.has_value() &&
      (step.local_time->count() < 0 || *step.local_time >= kMinutesOfDay)) {
    return bad("local_time", "no such time of day");
  }
  return std::nullopt;
}

// Problems of things that only one step may do.
Fault OnlyOnceFault(const Playbook& playbook) {
  struct Once {
    bool (*does)(const PlaybookStep&);
    std::string_view field;
    std::string_view what;
  };
  static constexpr std::array<Once, 2> kOnce = {{
      {[](const PlaybookStep& step) { return step.needs == Need::kInquiry; }, "needs",
       "one follow-up may go on the inquiry, and that is step '%s' (R42): follow_up"},
      {[](const PlaybookStep& step) { return step.asks_consent; }, "asks_consent",
       "step '%s' asks already; who said nothing isn't asked again"},
  }};
  for (const Once& once : kOnce) {
    const PlaybookStep* first = nullptr;
    for (std::size_t i = 0; i < playbook.steps.size(); ++i) {
      if (!once.does(playbook.steps[i])) continue;
      if (first != nullptr) {
        std::string what(once.what);
        what.replace(what.find("%s"), 2, first->name.view());
        return PlaybookFault{.step = i, .field = once.field, .what = std::move(what)};
      }
      first = &playbook.steps[i];
    }
  }
  return std::nullopt;
}

using Dues = std::array<Duration, kMaxSteps>;

// When the steps are due after an inquiry at this minute of the day, counted from that day's
// midnight, if every text is sent when it is due.
Dues DuesOf(const Playbook& playbook, std::chrono::minutes inquiry) {
  Dues dues = {};
  for (std::size_t i = 0; i < playbook.steps.size(); ++i) {
    const PlaybookStep& step = playbook.steps[i];
    const Duration anchor =
        step.after.has_value() ? dues[*playbook.IndexOf(*step.after)] : Duration{inquiry};
    dues[i] = anchor + step.delay;
    if (!step.local_time.has_value()) continue;
    dues[i] = std::chrono::floor<std::chrono::days>(dues[i]) + *step.local_time;
    if (dues[i] < anchor) dues[i] += kDay;
  }
  return dues;
}

// Steps are sent in order. A step that is due before the one above it, or at the same time, would
// be sent right after it. A fourth text within a day can never be sent when it is due (R15).
Fault OrderFaultAt(const Playbook& playbook, std::chrono::minutes inquiry) {
  const Dues dues = DuesOf(playbook, inquiry);
  const std::string when =
      absl::StrFormat("after an inquiry at %02d:%02d", inquiry.count() / 60, inquiry.count() % 60);
  for (std::size_t i = 1; i < playbook.steps.size(); ++i) {
    const PlaybookStep& step = playbook.steps[i];
    const PlaybookStep& above = playbook.steps[i - 1];
    if (dues[i] <= dues[i - 1]) {
      const bool hour = step.local_time.has_value() || above.local_time.has_value();
      return PlaybookFault{
          .step = i,
          .field = step.local_time.has_value() ? "local_time" : "delay",
          .what = absl::StrFormat(
              "falls due %s '%s', which stands above it%s; put it above, or wait longer",
              dues[i] < dues[i - 1] ? "before" : "together with", above.name.view(),
              hour ? ", " + when : "")};
    }
    if (i >= kCapTexts && dues[i] - dues[i - kCapTexts] < kDay) {
      return PlaybookFault{.step = i,
                           .field = "delay",
                           .what = absl::StrFormat("is the fourth text within 24 h of '%s', and "
                                                   "three are allowed (R15); wait longer",
                                                   playbook.steps[i - kCapTexts].name.view())};
    }
  }
  return std::nullopt;
}

Fault OrderFault(const Playbook& playbook) {
  for (std::chrono::minutes inquiry{0}; inquiry < kMinutesOfDay; ++inquiry) {
    if (Fault fault = OrderFaultAt(playbook, inquiry); fault.has_value()) return fault;
  }
  return std::nullopt;
}

// R25: steps that resume after a reply. Their delays count from our last message, which stands in
// for the steps before them. A step that counts from the inquiry would be due at once.
Fault NurturingFault(const Playbook& playbook) {
  const std::size_t from = playbook.first_nurturing_step;
  if (from >= playbook.steps.size()) return std::nullopt;
  if (from == 0 && playbook.acknowledges()) {
    return PlaybookFault{.field = "first_nurturing_step",
                         .what = "nobody is greeted a second time (R25): name a later step"};
  }
  for (std::size_t i = std::max<std::size_t>(from, 1); i < playbook.steps.size(); ++i) {
    if (playbook.steps[i].after.has_value()) continue;
    return PlaybookFault{
        .step = i,
        .field = "after",
        .what = absl::StrFormat("a step of the long follow-up counts from a step before it, or it "
                                "would come at once when that goes on (R25): %s",
                                playbook.steps[i - 1].name.view())};
  }
  return std::nullopt;
}

// Problems of the playbook as a whole.
Fault WholeFault(const Playbook& playbook) {
  const auto bad = [](std::string_view field, std::string_view what) {
    return PlaybookFault{.field = field, .what = std::string(what)};
  };
  for (const auto& [field, length] :
       {std::pair("cool_down", playbook.cool_down), std::pair("late_after", playbook.late_after),
        std::pair("spread", playbook.spread)}) {
    if (length < Duration{0}) return bad(field, "can't be negative");
  }
  for (const auto& [field, length] :
       {std::pair("too_late_after", playbook.too_late_after),
        std::pair("episode_expires_after", playbook.episode_expires_after),
        std::pair("rearm_after", playbook.rearm_after),
        std::pair("retry_after", playbook.retry_after)}) {
    if (length <= Duration{0}) return bad(field, "must be longer than nothing");
  }
  if (playbook.attempts_max < 1 || playbook.attempts_max > 20)
    return bad("attempts_max", "from 1 to 20 attempts are allowed");
  if (playbook.segments_max < 1 || playbook.segments_max > 10)
    return bad("segments_max", "from 1 to 10 segments are allowed");
  if (playbook.late_after > playbook.too_late_after)
    return bad("late_after", "later than too_late_after: late words would never go");
  if (!playbook.acknowledges()) return std::nullopt;
  const Duration first = playbook.steps.front().delay;
  if (playbook.too_late_after <= first)
    return bad("too_late_after", "is over before the first step is due: no text would ever go");
  if (playbook.late_after <= first)
    return bad("late_after", "is over before the first step is due: only late words would go");
  return std::nullopt;
}

// R5: an inquiry that comes while a step is waiting joins its episode.
Fault ExpiryFault(const Playbook& playbook) {
  const Dues dues = DuesOf(playbook, std::chrono::minutes{0});
  for (std::size_t i = 0; i < playbook.steps.size(); ++i) {
    const Duration wait = i == 0 ? dues[0] : dues[i] - dues[i - 1];
    if (wait <= playbook.episode_expires_after) continue;
    return PlaybookFault{.step = i,
                         .field = "delay",
                         .what =
                             "comes when the episode has expired (R5); wait less, or let "
                             "episode_expires_after be longer"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<PlaybookFault> FindFault(const Playbook& playbook) {
  if (playbook.steps.empty() || playbook.steps.size() > kMaxSteps) {
    return PlaybookFault{.field = "steps",
                         .what = absl::StrFormat("from 1 to %d are allowed", kMaxSteps)};
  }
  for (std::size_t i = 0; i < playbook.steps.size(); ++i) {
    if (Fault fault = i == 0 ? FirstFault(playbook) : std::nullopt; fault.has_value()) return fault;
    if (Fault fault = StepFault(playbook, i); fault.has_value()) return fault;
  }
  for (Fault (*find)(const Playbook&) :
       {&WholeFault, &OnlyOnceFault, &OrderFault, &NurturingFault, &ExpiryFault}) {
    if (Fault fault = find(playbook); fault.has_value()) return fault;
  }
  return std::nullopt;
}

absl::Status CheckPlaybook(const Playbook& playbook) {
  const std::optional<PlaybookFault> fault = FindFault(playbook);
  if (!fault.has_value()) return absl::OkStatus();
  const std::string step =
      fault->step.has_value()
          ? absl::StrFormat("step '%s': ", playbook.steps[*fault->step].name.view())
          : std::string();
  return absl::InvalidArgumentError(
      absl::StrFormat("playbook '%s': %s%s: %s", playbook.name, step, fault->field, fault->what));
}

}  // namespace textback
