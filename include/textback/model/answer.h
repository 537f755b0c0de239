// An answer: what is said back at once to somebody who wrote, outside of the playbook. The
// confirmation of a STOP, the answer to HELP, the holding reply (R22, R31, R34).
//
// It is a room of LeadState (lead.h): the answer that is due or out, and how many were made. While
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
};
std::string_view NameOf(AnswerKind kind);  // "stop_confirmation": the name of its step too
std::optional<AnswerKind> AnswerKindFromName(std::string_view name);

struct Answer {
  AnswerKind kind = AnswerKind::kNone;  // kNone: none is due or out
  bool holding_sent = false;            // the holding reply of this episode was made (R22)
  std::uint32_t made = 0;               // in all episodes: each has a key of its own
  Instant at = kNever;                  // when it is due; kNever while it is out
  Instant by = kNever;                  // later than this it is left out (R31)
  LanguageId language;                  // that of the keyword; empty: the lead's

  friend bool operator==(const Answer&, const Answer&) = default;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_ANSWER_H_
