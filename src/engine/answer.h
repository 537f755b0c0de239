// R22, R31, R34: what is said back at once.
#ifndef TEXTBACK_SRC_ENGINE_ANSWER_H_
#define TEXTBACK_SRC_ENGINE_ANSWER_H_

#include <string_view>

#include "engine/draft.h"

namespace textback {

void StartAnswer(Draft& draft, AnswerKind kind, std::string_view language);
void SendAnswer(Draft& draft, Brake brake);                      // it is due
void OnAnswerSettled(Draft& draft, const SendOutcome& outcome);  // and not accepted

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_ANSWER_H_
