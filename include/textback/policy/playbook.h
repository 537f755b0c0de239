// The steps of an episode, as data: what goes when, as which class, on which basis.
//
// Read from YAML (config/playbook_yaml.h). Built in: two-text with its long follow-up. The words
// are text/script.h.
//
//   text_1      10 s after the inquiry
//   text_2      2 h after text_1 was accepted by the carrier
//   check_in_1  1 week after text_2, at 10:00 of the recipient
//   check_in_2  3 weeks after text_2, at 10:00 of the recipient
//
// Pure, immutable once checked.
#ifndef TEXTBACK_POLICY_PLAYBOOK_H_
#define TEXTBACK_POLICY_PLAYBOOK_H_

#include <absl/status/status.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "textback/model/event.h"
#include "textback/model/id.h"
#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

// What a step needs to be allowed (R40, R42).
enum class Need : std::uint8_t {
  kResponse,  // it answers the inquiry itself
  kInquiry,   // an inquiry, or better
  kFollowUp,  // express consent (cautious), any unexpired basis (statutory)
  kExpress,   // express consent, whatever the reading
  // Solely that, in these words, on that basis or on express consent (CASL s.6(6), SOR/2013-221
  // s.4):
  kQuote,        // brings the quote that was asked for
  kTransaction,  // completes what is agreed
  kReferral,     // the one text after a referral, naming who referred
};

inline constexpr std::size_t kMaxArms = 8;

// One side of an A/B test (R54). A lead's arm is a matter of its hash: the same one always, and
// independent of the arms of other steps.
struct Arm {
  ArmName name;
  std::uint32_t weight = 1;  // its share of all weights
  // Nobody gets it any more: its leads are split among the others, whose own leads stay.
  bool ended = false;
};

struct PlaybookStep {
  StepName name;
  TextClass text_class = TextClass::kProactive;
  Need needs = Need::kFollowUp;
  std::optional<StepName> after;  // the step it waits for; none: the inquiry
  Duration delay{0};
  // wall-clock minutes of the recipient's day; none: any
  std::optional<std::chrono::minutes> local_time;
  std::vector<Arm> arms;  // empty: no test
  // Its words ask whether texts may be sent: YES to it is express consent (R44).
  bool asks_consent = false;
};

// The arm that `lead` is in; null where the step has none.
const Arm* ArmOf(const PlaybookStep& step, const LeadId& lead);

struct Playbook {
  std::string name;
  InquiryKind inquiry = InquiryKind::kMissedCall;  // what it follows up
  // In order. The first one acknowledges the inquiry, but where we came first (an estimate).
  std::vector<PlaybookStep> steps;
  // from here on the lead is `nurturing`: set by CheckPlaybook's caller, the loader
  std::size_t first_nurturing_step = 0;
  Duration cool_down = std::chrono::hours{4};                    // R4
  Duration late_after = std::chrono::minutes{30};                // R7: the `late` words
  Duration too_late_after = std::chrono::hours{72};              // R7: no text, a task
  Duration episode_expires_after = std::chrono::hours{24 * 30};  // R5
  Duration rearm_after = std::chrono::hours{24 * 3};             // R25
  Duration spread = std::chrono::minutes{10};                    // R12
  Duration retry_after = std::chrono::minutes{2};                // R61: doubled with each attempt
  std::uint32_t attempts_max = 5;
  // R52: a dearer text is written with stand-ins where that makes it cheaper
  std::uint32_t segments_max = 2;

  // Its first step answers what the lead just did (R1, R4): there may be a second one for a second
  // inquiry.
  bool acknowledges() const {
    return !steps.empty() && steps.front().text_class == TextClass::kResponse;
  }

  // Index of the step, nothing where there is none of that name.
  std::optional<std::size_t> IndexOf(const StepName& step) const;
};

// InvalidArgument, naming the step and the field: no steps or more than kMaxSteps, a name twice or
// of an answer, a first step that is no response or later than 60 s (R1; an estimate's may be),
// `after` a step that comes later, a step that would overtake the one before it, `response` as the
// need of a later step, late words after no text would go, arms of one name, without weight, or all
// ended.
absl::Status CheckPlaybook(const Playbook& playbook);

}  // namespace textback

#endif  // TEXTBACK_POLICY_PLAYBOOK_H_
