#include "textback/model/answer.h"

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<6> kAnswerNames = {"none",        "holding_reply", "stop_confirmation",
                                   "help_answer", "bot_answer",    "emergency_text"};

}  // namespace

std::string_view NameOf(AnswerKind kind) { return NameIn(kAnswerNames, kind); }
std::optional<AnswerKind> AnswerKindFromName(std::string_view name) {
  return FromName<AnswerKind>(kAnswerNames, name);
}

}  // namespace textback
