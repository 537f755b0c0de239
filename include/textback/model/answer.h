// An answer: a text that is sent back soon to somebody who wrote, outside the playbook. It is the
// confirmation of a STOP, the answer to HELP or to the question whether a machine writes, the
// account's words for an emergency, or the holding reply (R22, R31, R34, R39, R56).
//
// It is a part of LeadState (lead.h): the answer that is due or out, and how many were made. While
// its text is out, `at` is kNever and LeadState::out names the text.
//
// Used by the library itself; it may change.
// Pure value, fixed size.
#ifndef TEXTBACK_MODEL_ANSWER_H_
#define TEXTBACK_MODEL_ANSWER_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "textback/model/id.h"
#include "textback/model/time.h"

namespace textback {

enum class AnswerKind : std::uint8_t {
  kNone,
  kHoldingReply,      // a person will write (R22)
  kStopConfirmation,  // R31
  kHelpAnswer,        // R34
  kBotAnswer,         // a machine wrote, and a person reads (R56)
  kEmergencyText,     // whom to call; in the account's own words (R39)
};
std::string_view NameOf(AnswerKind kind);  // "stop_confirmation"; also the name of its step
std::optional<AnswerKind> AnswerKindFromName(std::string_view name);

struct Answer {
  AnswerKind kind = AnswerKind::kNone;  // kNone: none is due or out
  bool holding_sent = false;            // this episode has had its holding reply (R22)
  std::uint32_t made = 0;               // in all episodes; each has its own key
  Instant at = kNever;                  // when it is due; kNever while it is out
  Instant by = kNever;                  // if it is later than this, none is sent (R31)
  LanguageId language;                  // of the words it answers; empty: the lead's language
  Instant bot_at = kNever;              // when a kBotAnswer last left: one an hour (R56)
  Instant emergency_at = kNever;        // when a kEmergencyText last left: one an hour (R39)

  friend bool operator==(const Answer&, const Answer&) = default;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_ANSWER_H_
