#include "textback/model/reason.h"

#include <array>
#include <cstddef>

namespace textback {
namespace {

struct Line {
  Why why;
  std::string_view rule;
  std::string_view slug;
  std::string_view sentence;
};

// In the order of the enum; checked below.
constexpr auto kLines = std::to_array<Line>({
    {Why::kInquiryOpensEpisode, "R1", "inquiry_opens_episode",
     "an inquiry that nobody answered opens an episode"},
    {Why::kInboundTextWithoutEpisode, "R1", "inbound_text",
     "a text from somebody without an open episode"},
    {Why::kNumberWithheld, "R2", "number_withheld",
     "the caller withheld the number: nobody to text"},
    {Why::kNumberInvalid, "R2", "number_invalid",
     "what the caller's number says is no phone number"},
    {Why::kShortCode, "R2", "short_code", "the caller is a short code"},
    {Why::kPremiumNumber, "R2", "premium_number", "a premium number: nobody is texted there"},
    {Why::kOwnLine, "R2", "own_line", "the number is one of the account's own lines"},
    {Why::kNumberBlocked, "R2", "number_blocked", "the account blocked this number"},
    {Why::kNumberRefused, "R2", "number_refused", "the carrier has refused this number for good"},
    {Why::kKnownPerson, "R2", "known_person", "on the account's list of people who need no text"},
    {Why::kCallerReached, "R3", "caller_reached", "a person of the account spoke with the caller"},
    {Why::kNothingPending, "R3", "nothing_pending",
     "a person spoke with the caller; nothing was pending"},
    {Why::kRepeatCallJoins, "R4", "repeat_call_joins",
     "a repeat call joins the open episode; delays go on"},
    {Why::kCoolDown, "R4", "cool_down", "acknowledged less than the cool-down ago: not twice"},
    {Why::kAcknowledgedAgain, "R4", "acknowledged_again",
     "a new call after the cool-down is acknowledged again"},
    {Why::kNextEpisode, "R5", "next_episode",
     "the last episode is over: the inquiry opens the next"},
    {Why::kKnownCaller, "R6", "known_caller", "name and project are known: the known-caller words"},
    {Why::kLateInquiry, "R7", "late",
     "longer after the inquiry than the playbook's late_after: the late words"},
    {Why::kTooLate, "R7", "too_late",
     "longer after the inquiry than the playbook's too_late_after: no text, a person calls"},
    {Why::kUnclearCall, "R8", "unclear_call",
     "a person or a machine may have answered: nothing automated until a person has looked"},
    {Why::kRangTooShort, "R8", "rang_too_short",
     "it rang for less than the account's shortest_ring: counted, not texted"},
    {Why::kCallerUnproven, "R8", "caller_unproven",
     "the caller's number failed its authentication, and we don't know it: not texted"},
    {Why::kVoicemailLeft, "R9", "voicemail", "the caller left a message: a missed call"},
    {Why::kSameCall, "R9", "same_call", "a missed call and its message are one call"},
    {Why::kVoicemailWords, "R9", "voicemail_words",
     "the caller left a message: the words that say that it arrived"},
    {Why::kMessageSaysName, "R9", "message_says_name", "the message says the caller's name"},
    {Why::kMessageSaysTrade, "R9", "message_says_trade",
     "the message says which trade it is about"},
    {Why::kWindowOpen, "R10", "window_open", "inside the sending window"},
    {Why::kOutsideWindow, "R10", "outside_window", "outside the sending window"},
    {Why::kClosedHoliday, "R10", "closed_holiday", "closed on a holiday"},
    {Why::kNoWindow, "R10", "no_window", "the recipient's possible windows never meet"},
    {Why::kResponseHours, "R10", "response_hours",
     "the account lets answers go in the hours that its law leaves to answers"},
    {Why::kZoneGiven, "R11", "zone_given", "on the clock of the zone given for the lead"},
    {Why::kPostalCode, "R11", "postal_code", "where the lead's postal code says"},
    {Why::kRegionGiven, "R11", "region_given", "in the region given for the lead"},
    {Why::kExchange, "R11", "exchange", "where the number's exchange says"},
    {Why::kAreaCode, "R11", "area_code", "where the number's area code says"},
    {Why::kCountry, "R11", "country", "where the number's country code says"},
    {Why::kAccountZone, "R11", "account_zone",
     "the number says no place: on the clock of the account's zone"},
    {Why::kAnywhere, "R11", "anywhere", "nothing says where: on every clock of Canada and the USA"},
    {Why::kPlaceUnknown, "R11", "place_unknown", "no region is known: the strictest row"},
    {Why::kHeldToOpening, "R12", "held_to_opening", "held to the next opening of the window"},
    {Why::kSendByPassed, "R14", "send_by_passed",
     "its send_by passed before it left: decided anew"},
    {Why::kCapReached, "R15", "cap_reached", "the cap on automated texts in 24 hours is reached"},
    {Why::kStaleZone, "R16", "stale_zone",
     "the system's data for this zone is out of date: nothing proactive until it is mended"},
    {Why::kDueMoved, "R16", "due_moved",
     "the recipient's clock isn't there yet: due at its hour, worked out again"},
    {Why::kReplied, "R20", "replied", "the lead replied: automated steps end, a person takes over"},
    {Why::kAutoReplied, "R23", "auto_replied",
     "a machine answered for the lead: the sequence waits"},
    {Why::kSaysUntil, "R23", "says_until", "it says until when: the sequence waits until then"},
    {Why::kAsksForTime, "R37", "asks_for_time",
     "the lead names a time: a person is told, and one text goes then unless somebody acts before"},
    {Why::kTimeAskedFor, "R37", "time_asked_for", "the time that the lead asked for has come"},
    {Why::kNoTimeToRead, "R37", "no_time_to_read",
     "the lead puts it off to no time that can be read: a person agrees on one"},
    {Why::kPersonTookOver, "R20", "person_took_over",
     "a person is talking with the lead: nothing automated"},
    {Why::kPersonWrote, "R24", "person_wrote",
     "a person of the account wrote: automated steps end"},
    {Why::kOutcomeEndsEpisode, "R26", "outcome_ends_episode",
     "booked, lost or closed: the episode is over"},
    {Why::kEpisodeOver, "R26", "episode_over", "the episode is over: nothing automated"},
    {Why::kToldAgain, "R21", "told_again", "nobody has answered the lead yet: told again"},
    {Why::kHoldingReply, "R22", "holding_reply",
     "nobody can answer soon: the lead is told that somebody will"},
    {Why::kRearmed, "R25", "rearmed",
     "silent for days after our last message: the long follow-up goes on"},
    {Why::kSilentTooShort, "R25", "not_silent",
     "the lead wrote last, or not long ago: the long follow-up rests"},
    {Why::kAssigned, "R27", "assigned", "routed to this person"},
    {Why::kClaimedBy, "R27", "claimed", "this person has taken the lead"},
    {Why::kClaimedBefore, "R27", "claimed_before", "somebody else has taken the lead: not twice"},
    {Why::kGivenBack, "R27", "given_back", "the lead is nobody's again"},
    {Why::kTradeHeard, "R27", "trade_heard", "the reply says which trade it is about"},
    {Why::kAwaySaid, "R29", "away_said", "somebody of the account is away until then"},
    {Why::kBackSaid, "R29", "back_said", "somebody of the account is back"},
    {Why::kPassedOver, "R29", "passed_over", "passed over: away at this moment"},
    {Why::kLoopAlarm, "R28", "loop_alarm",
     "two machines seem to be talking: nothing automated until a person looks"},
    {Why::kEmergency, "R39", "emergency", "danger or damage: everybody on duty is told at once"},
    {Why::kPerhapsEmergency, "R39", "perhaps_emergency",
     "perhaps danger or damage: everybody on duty is told at once"},
    {Why::kEmergencyText, "R39", "emergency_text", "the account's words for an emergency"},
    {Why::kStopReceived, "R30", "stop_received", "STOP: nothing more, on any step of any episode"},
    {Why::kOptedOut, "R30", "opted_out", "the lead has opted out"},
    {Why::kInquiryAfterStop, "R33", "inquiry_after_stop",
     "an inquiry after STOP doesn't reopen; a person may call"},
    {Why::kAsksForCall, "R30", "asks_for_call", "no texts, but a call is asked for"},
    {Why::kPerhapsCancels, "R30", "perhaps_cancels",
     "CANCEL is an opt-out, and it may mean the visit: a person asks"},
    {Why::kReopened, "R33", "reopened", "START or new express consent reopens"},
    {Why::kDoubtful, "R32", "doubtful",
     "the lead may want no more texts: nothing automated until a person has decided"},
    {Why::kPersonDecided, "R32", "person_decided",
     "a person has dealt with the lead: its doubtful reply is settled"},
    {Why::kHelpAsked, "R34", "help_asked", "the lead asked for help"},
    {Why::kConfirmed, "R31", "confirmed", "the opt-out is confirmed, once"},
    {Why::kAnsweredElsewhere, "R31", "answered_elsewhere", "the provider has answered already"},
    {Why::kAnswerTooLate, "R31", "answer_too_late", "an answer goes within minutes or not at all"},
    {Why::kCarrierOptedOut, "R35", "carrier_opted_out",
     "the carrier knows of an opt-out: same as STOP"},
    {Why::kWrongNumber, "R36", "wrong_number",
     "somebody else answers at this number: nothing automated"},
    {Why::kBasis, "R40", "basis", "a basis allows it"},
    {Why::kNoBasis, "R40", "no_basis", "no unexpired basis allows it"},
    {Why::kConsentRecorded, "R41", "consent_recorded", "written into the consent ledger"},
    {Why::kNeedsExpressConsent, "R42", "needs_express_consent",
     "the cautious reading needs express consent here"},
    {Why::kReading, "R42", "reading", "judged by the account's reading of the law on consent"},
    {Why::kSaidYes, "R44", "said_yes", "YES to the question whether texts may be sent"},
    {Why::kStandIns, "R52", "stand_ins",
     "written with stand-ins for characters that would make it dearer"},
    {Why::kNoWords, "R53", "no_words", "the playbook has no words for this step"},
    {Why::kUnknownTrade, "R53", "unknown_trade",
     "no playbook of the account names this trade: the words for everybody"},
    {Why::kNotAName, "R53", "not_a_name", "what stands for a name is none: the words without it"},
    {Why::kLinkInForm, "R53", "link_in_form",
     "a form carries a link: nothing of it is said to the lead, a person looks"},
    {Why::kArm, "R54", "arm", "the lead is in this arm of an A/B test"},
    {Why::kReasonSaid, "R55", "reason_said",
     "text_1 says why nobody answered, by the account's hours at the time of the call"},
    {Why::kBotQuestion, "R56", "bot_question",
     "the lead asks whether a machine writes: it is told so, then a person"},
    {Why::kBotAnswered, "R56", "bot_answered",
     "that was answered less than an hour ago: not again"},
    {Why::kLanguageHeard, "R57", "language_heard", "the lead writes this language"},
    {Why::kRegionLanguage, "R57", "region_language",
     "the language of the lead's region first, and how to go on in another"},
    {Why::kStepDue, "R60", "step_due", "the step is due"},
    {Why::kAccepted, "R61", "accepted", "the carrier accepted the text"},
    {Why::kRetryLater, "R61", "retry_later", "the carrier asked to try later"},
    {Why::kRetriesUsedUp, "R61", "retries_used_up", "tried as often as allowed: given up"},
    {Why::kNotMobile, "R61", "not_mobile", "the number can't receive texts"},
    {Why::kRefusedForGood, "R61", "refused_for_good", "the carrier refused the text for good"},
    {Why::kAccountConfig, "R61", "account_config", "the provider refuses the account or its line"},
    {Why::kAmbiguous, "R60", "ambiguous", "it may have left: never resent, a person looks"},
    {Why::kDelivered, "R61", "delivered", "the network says that the text arrived"},
    {Why::kUndelivered, "R61", "undelivered",
     "the carrier took the text, and it didn't arrive: never resent, a person looks"},
    {Why::kLineBusy, "R62", "line_busy", "the line or the account has its rate: a little later"},
    {Why::kByPerson, "R63", "by_person", "in this mode a person sends the ready text"},
    {Why::kRemindedPerson, "R63", "reminded", "the ready text is still unsent: reminded"},
    {Why::kReadyTooLong, "R63", "ready_too_long",
     "nobody has sent the ready text while it could go: decided anew"},
    {Why::kSentByPerson, "R63", "sent_by_person", "a person has sent the ready text"},
    {Why::kSwitchedOff, "R64", "switched_off", "the kill switch is on: nothing automated"},
    {Why::kVolumeBreaker, "R64", "volume_breaker",
     "far more texts than usual: everything but the first one waits"},
    {Why::kSwitchTurned, "R64", "switch_turned", "the kill switch was turned"},
    {Why::kPlaybookDone, "R5", "playbook_done", "the playbook is through: the episode is over"},
    {Why::kDetailsRecorded, "R6", "details_recorded", "what is known about the lead was recorded"},
    {Why::kOutOfOrder, "R74", "out_of_order", "makes no sense at this point: nothing changed"},
    {Why::kUnknownText, "R74", "unknown_text",
     "about a text that isn't outstanding: nothing changed"},
    {Why::kNothingDue, "R74", "nothing_due", "nothing is due"},
    {Why::kImplausibleTime, "R74", "implausible_time",
     "its time is impossible or in the future: nothing changed"},
    {Why::kUnknownZone, "R74", "unknown_zone", "no such time zone: nothing changed"},
    {Why::kUnknownPlace, "R74", "unknown_place", "no such region or postal code: nothing changed"},
    {Why::kYearsOld, "R74", "years_old", "happened too long ago to act on: nothing changed"},
    {Why::kUnknownPerson, "R74", "unknown_person",
     "nobody of that id in the team: nothing changed"},
    {Why::kNoPlaybook, "R74", "no_playbook",
     "the account has no playbook for this: nothing changed"},
});

constexpr bool InOrder() {
  for (std::size_t i = 0; i < kLines.size(); ++i) {
    if (static_cast<std::size_t>(kLines[i].why) != i) return false;
  }
  return kLines.size() == static_cast<std::size_t>(Why::kCount);
}
static_assert(InOrder());

constexpr Line kUnknown = {Why::kCount, "?", "?", "?"};

const Line& LineOf(Why why) {
  const auto index = static_cast<std::size_t>(why);
  return index < kLines.size() ? kLines[index] : kUnknown;
}

}  // namespace

std::string_view RuleOf(Why why) { return LineOf(why).rule; }
std::string_view SlugOf(Why why) { return LineOf(why).slug; }
std::string_view SentenceOf(Why why) { return LineOf(why).sentence; }

std::optional<Why> WhyFromSlug(std::string_view slug) {
  for (const Line& line : kLines) {
    if (line.slug == slug) return line.why;
  }
  return std::nullopt;
}

}  // namespace textback
