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
inline constexpr std::array kEveryNeed = {Need::kResponse, Need::kInquiry, Need::kFollowUp,
                                          Need::kExpress,  Need::kQuote,   Need::kTransaction,
                                          Need::kReferral};
std::string_view NameOf(Need need);  // "follow_up"

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
  // From here on the lead is `nurturing`, and here R25 goes on; no step's index: none does.
  std::size_t first_nurturing_step = kMaxSteps;
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

// What contradicts what in a playbook, and how to mend it. The first of:
//
//   a step        no name, one that another step or an answer has; `after` a step that comes later;
//                 no class or need that fits its place (R1); arms of one name, without weight or
//                 all ended (R54); asking for the consent that it needs
//   several       a second step that goes on the inquiry (R42), or asks for consent (R44)
//   their order   due before or together with the step above it, at whatever time of day the
//                 inquiry comes; the fourth in a day (R15); after the episode has expired (R5)
//   follow-up     beginning with the greeting, or counting from the inquiry (R25)
//   the whole     lengths of time that are negative or leave no room for one another (R7)
struct PlaybookFault {
  std::optional<std::size_t> step;  // none: of the playbook
  std::string_view field;           // as it is called in the file
  std::string what;
};
std::optional<PlaybookFault> FindFault(const Playbook& playbook);

// The same as a status: InvalidArgument, naming playbook, step and field.
absl::Status CheckPlaybook(const Playbook& playbook);

}  // namespace textback

#endif  // TEXTBACK_POLICY_PLAYBOOK_H_
