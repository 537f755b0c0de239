// The texts sent back at once (R22, R31, R34).
#ifndef TEXTBACK_SRC_ENGINE_ANSWER_H_
#define TEXTBACK_SRC_ENGINE_ANSWER_H_

#include <string_view>

#include "engine/draft.h"

namespace textback {

// R28, R39, R56: these two say the same each time, so they go once an hour.
inline constexpr Duration kSameAnswerEvery = std::chrono::hours{1};

void StartAnswer(Draft& draft, AnswerKind kind, std::string_view language);
void SendAnswer(Draft& draft, Brake brake);                      // when the answer is due
void OnAnswerSettled(Draft& draft, const SendOutcome& outcome);  // when the answer was not accepted

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_ANSWER_H_
