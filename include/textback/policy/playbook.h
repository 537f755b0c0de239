// The steps of an episode, as data: which text is sent when, its class, and the basis it needs.
//
// Read from YAML (config/playbook_yaml.h). Built in is two-text with its long follow-up. The words
// are in text/script.h.
//
//   text_1      10 s after the inquiry
//   text_2      2 h after text_1 was accepted by the carrier
//   check_in_1  1 week after text_2, at 10:00 in the recipient's zone
//   check_in_2  3 weeks after text_2, at 10:00 in the recipient's zone
//
// Pure, immutable once checked.
#ifndef TEXTBACK_POLICY_PLAYBOOK_H_
#define TEXTBACK_POLICY_PLAYBOOK_H_

#include <absl/status/status.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/event.h"
#include "textback/model/id.h"
#include "textback/model/lead.h"
#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

// The basis that a step needs (R40, R42).
enum class Need : std::uint8_t {
  kResponse,  // it answers the inquiry itself
  kInquiry,   // an inquiry or a stronger basis
  kFollowUp,  // cautious: express consent; statutory: any unexpired basis
  kExpress,   // express consent, in both readings
  // Texts for this purpose only; they need this basis or express consent (CASL s.6(6), SOR/2013-221
  // s.4):
  kQuote,        // sends the quote that was asked for
  kTransaction,  // completes something already agreed
  kReferral,     // the one text after a referral, naming who referred
  kRequest,      // the one text that the lead asked for (R37); no step has it
};
inline constexpr std::array kEveryNeed = {Need::kResponse, Need::kInquiry, Need::kFollowUp,
                                          Need::kExpress,  Need::kQuote,   Need::kTransaction,
                                          Need::kReferral};
std::string_view NameOf(Need need);  // "follow_up"

inline constexpr std::size_t kMaxArms = 8;

// One arm of an A/B test (R54). A hash of the lead decides its arm: always the same one, and
// independent of the arms of other steps.
struct Arm {
  ArmName name;
  std::uint32_t weight = 1;  // its share of the sum of weights
  // No lead gets it any more: its leads are split among the other arms, whose leads keep their arm.
  bool ended = false;
};

struct PlaybookStep {
  StepName name;
  TextClass text_class = TextClass::kProactive;
  Need needs = Need::kFollowUp;
  std::optional<StepName> after;  // the step that it follows; none: the inquiry
  Duration delay{0};
  // time of day in the recipient's zone, in minutes; none: any time
  std::optional<std::chrono::minutes> local_time;
  std::vector<Arm> arms;  // empty: no test
  // Its words ask whether we may send texts: YES to it is express consent (R44).
  bool asks_consent = false;
};

// The arm that `lead` is in; null where the step has none.
const Arm* ArmOf(const PlaybookStep& step, const LeadId& lead);

struct Playbook {
  std::string name;
  InquiryKind inquiry = InquiryKind::kMissedCall;  // the kind of inquiry it follows
  // In order. The first one acknowledges the inquiry, except after an estimate, where we write
  // first.
  std::vector<PlaybookStep> steps;
  // From this step on the lead is `nurturing`; R25 continues here. Not the index of a step: there
  // is no such step.
  std::size_t first_nurturing_step = kMaxSteps;
  Duration cool_down = std::chrono::hours{4};                    // R4
  Duration late_after = std::chrono::minutes{30};                // R7: the `late` words
  Duration too_late_after = std::chrono::hours{72};              // R7: no text, a task
  Duration episode_expires_after = std::chrono::hours{24 * 30};  // R5
  Duration rearm_after = std::chrono::hours{24 * 3};             // R25
  Duration spread = std::chrono::minutes{10};                    // R12
  Duration retry_after = std::chrono::minutes{2};                // R61: doubled after each attempt
  std::uint32_t attempts_max = 5;
  // R52: a text with more segments gets stand-ins, if that makes it cheaper
  std::uint32_t segments_max = 2;

  // True if its first step answers what the lead just did (R1, R4). It may be sent again for
  // another inquiry.
  bool acknowledges() const {
    return !steps.empty() && steps.front().text_class == TextClass::kResponse;
  }

  // Index of the step with that name. Nothing: there is none.
  std::optional<std::size_t> IndexOf(const StepName& step) const;
};

// A contradiction in a playbook, and how to fix it. The first one of:
//
//   a step        no name, or a name that another step or an answer has; `after` a later step; a
//                 class or need that doesn't fit its place (R1); arms with the same name, without
//                 weight or all ended (R54); it asks for the consent that it needs itself
//   two steps     a second step that needs the inquiry (R42), or asks for consent (R44)
//   order         due before or together with the step above it, for some time of day of the
//                 inquiry; the fourth in a day (R15); after the episode has expired (R5)
//   follow-up     it begins with the greeting, or counts from the inquiry (R25)
//   playbook      lengths of time that are negative or contradict each other (R7)
struct PlaybookFault {
  std::optional<std::size_t> step;  // none: about the playbook
  std::string_view field;           // its name in the file
  std::string what;
};
std::optional<PlaybookFault> FindFault(const Playbook& playbook);

// The same as a status: InvalidArgument, naming playbook, step and field.
absl::Status CheckPlaybook(const Playbook& playbook);

}  // namespace textback

#endif  // TEXTBACK_POLICY_PLAYBOOK_H_
