#include "textback/model/decision.h"

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<22> kTaskNames = {
    "reply",        "repeat_call", "call_back",    "called_after_stop",
    "help",         "unsure",      "mend_account", "perhaps_stop",
    "wrong_number", "auto_reply",  "nudge",        "escalation",
    "send_text",    "remind",      "dont_send",    "loop",
    "claimed",      "volume",      "link_in_form", "unclear_call",
    "voicemail",    "emergency"};

}  // namespace

std::string_view NameOf(Task::Kind kind) { return NameIn(kTaskNames, kind); }
std::optional<Task::Kind> TaskKindFromName(std::string_view name) {
  return FromName<Task::Kind>(kTaskNames, name);
}

}  // namespace textback
