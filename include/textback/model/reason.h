// Why something was decided: the rule, the rulebook row of the jurisdiction, its source and its
// date (R71).
//
// Every Decision has reasons, also a decision not to send. A reason is one of the values below; its
// rule id and its sentence come from one table, so it reads the same everywhere.
//
// Pure and cheap: no strings are built until somebody reads them. `row` and `citation` point into
// the Policy that the decision was made with. To keep a reason longer than the Policy, copy them
// (storages write them down at Commit).
//
//   for (const Reason& r : decision.reasons) {
//     std::cout << RuleOf(r.why) << ": " << SentenceOf(r.why) << "\n";
//   }
#ifndef TEXTBACK_MODEL_REASON_H_
#define TEXTBACK_MODEL_REASON_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace textback {

enum class Why : std::uint8_t {
  // Inquiries
  kInquiryOpensEpisode,        // R1
  kInboundTextWithoutEpisode,  // R1
  kNumberWithheld,             // R2
  kNumberInvalid,              // R2
  kShortCode,                  // R2
  kPremiumNumber,              // R2
  kOwnLine,                    // R2
  kNumberBlocked,              // R2
  kNumberRefused,              // R2
  kKnownPerson,                // R2
  kCallerReached,              // R3
  kNothingPending,             // R3
  kRepeatCallJoins,            // R4
  kCoolDown,                   // R4
  kAcknowledgedAgain,          // R4
  kNextEpisode,                // R5
  kKnownCaller,                // R6
  kLateInquiry,                // R7
  kTooLate,                    // R7
  kUnclearCall,                // R8
  kRangTooShort,               // R8
  kCallerUnproven,             // R8
  kVoicemailLeft,              // R9
  kSameCall,                   // R9
  kVoicemailWords,             // R9
  kMessageSaysName,            // R9
  kMessageSaysTrade,           // R9
  // Time
  kWindowOpen,     // R10
  kOutsideWindow,  // R10
  kClosedHoliday,  // R10
  kNoWindow,       // R10
  kResponseHours,  // R10
  kZoneGiven,      // R11
  kPostalCode,     // R11
  kRegionGiven,    // R11
  kExchange,       // R11
  kAreaCode,       // R11
  kCountry,        // R11
  kAccountZone,    // R11
  kAnywhere,       // R11
  kPlaceUnknown,   // R11
  kHeldToOpening,  // R12
  kSendByPassed,   // R14
  kCapReached,     // R15
  kStaleZone,      // R16
  kDueMoved,       // R16
  // Replies and people
  kReplied,             // R20
  kAutoReplied,         // R23
  kSaysUntil,           // R23
  kAsksForTime,         // R37
  kTimeAskedFor,        // R37
  kNoTimeToRead,        // R37
  kPersonTookOver,      // R20
  kPersonWrote,         // R24
  kOutcomeEndsEpisode,  // R26
  kEpisodeOver,         // R26
  kToldAgain,           // R21
  kHoldingReply,        // R22
  kRearmed,             // R25
  kSilentTooShort,      // R25
  kAssigned,            // R27
  kClaimedBy,           // R27
  kClaimedBefore,       // R27
  kGivenBack,           // R27
  kTradeHeard,          // R27
  kAwaySaid,            // R29
  kBackSaid,            // R29
  kPassedOver,          // R29
  kLoopAlarm,           // R28
  kEmergency,           // R39
  kPerhapsEmergency,    // R39
  kEmergencyText,       // R39
  // Opting out
  kStopReceived,       // R30
  kOptedOut,           // R30
  kInquiryAfterStop,   // R33
  kAsksForCall,        // R30
  kPerhapsCancels,     // R30
  kReopened,           // R33
  kDoubtful,           // R32
  kPersonDecided,      // R32
  kHelpAsked,          // R34
  kConfirmed,          // R31
  kAnsweredElsewhere,  // R31
  kAnswerTooLate,      // R31
  kCarrierOptedOut,    // R35
  kWrongNumber,        // R36
  // Consent
  kBasis,                // R40
  kNoBasis,              // R40
  kConsentRecorded,      // R41
  kNeedsExpressConsent,  // R42
  kReading,              // R42
  kSaidYes,              // R44
  // Words and sending
  kStandIns,         // R52
  kNoWords,          // R53
  kUnknownTrade,     // R53
  kNotAName,         // R53
  kLinkInForm,       // R53
  kArm,              // R54
  kReasonSaid,       // R55
  kBotQuestion,      // R56
  kBotAnswered,      // R56
  kLanguageHeard,    // R57
  kRegionLanguage,   // R57
  kStepDue,          // R60
  kAccepted,         // R61
  kRetryLater,       // R61
  kRetriesUsedUp,    // R61
  kNotMobile,        // R61
  kRefusedForGood,   // R61
  kAccountConfig,    // R61
  kAmbiguous,        // R60
  kDelivered,        // R61
  kUndelivered,      // R61
  kLineBusy,         // R62
  kByPerson,         // R63
  kRemindedPerson,   // R63
  kReadyTooLong,     // R63
  kSentByPerson,     // R63
  kSwitchedOff,      // R64
  kVolumeBreaker,    // R64
  kSwitchTurned,     // R64
  kPlaybookDone,     // R5
  kDetailsRecorded,  // R6
  // Nonsense
  kOutOfOrder,       // R74
  kUnknownText,      // R74
  kNothingDue,       // R74
  kImplausibleTime,  // R74
  kUnknownZone,      // R74
  kUnknownPlace,     // R74
  kYearsOld,         // R74
  kUnknownPerson,    // R74
  kNoPlaybook,       // R74
  kCount             // not a reason: how many there are
};

struct Reason {
  Why why = Why::kCount;
  // depending on `why`: the rulebook row, "CA"; the reading of consent, "cautious"; the words that
  // were found in a reply or a message, "en.stop_texting"; the arm of an A/B test; the schedule of
  // the reason given, "closed"; else empty
  std::string_view row;
  std::string_view citation;  // its source: statute and section
  // when the row was last checked against its source
  std::optional<std::chrono::year_month_day> as_of;

  friend bool operator==(const Reason&, const Reason&) = default;
};

using Reasons = std::vector<Reason>;

std::string_view RuleOf(Why why);      // "R12": the rule of the specification
std::string_view SlugOf(Why why);      // "held_to_opening": stable, for machines
std::string_view SentenceOf(Why why);  // "outside the sending window: held to the next opening"

// The inverse of SlugOf: for readers of a journal. Nothing for an unknown slug.
std::optional<Why> WhyFromSlug(std::string_view slug);

}  // namespace textback

#endif  // TEXTBACK_MODEL_REASON_H_
