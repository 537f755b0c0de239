// R62: how much a line and an account can take. A text that has to wait is told until when.
//
// First texts and answers take the next free moment; follow-ups queue behind each other. Not
// thread-safe: the runtime guards it. In memory: after a restart every line is free.
#ifndef TEXTBACK_SRC_RUNTIME_PACER_H_
#define TEXTBACK_SRC_RUNTIME_PACER_H_

#include <map>
#include <optional>
#include <utility>

#include "textback/model/text.h"
#include "textback/model/time.h"
#include "textback/policy/account.h"

namespace textback {

class Pacer {
 public:
  // Nothing: it may leave now, and its line is busy with it from here on. An instant: not before.
  std::optional<Instant> Wait(const Account& account, const Text& text, bool urgent, Instant now);

 private:
  struct Lane {
    Instant free_at = Instant{};  // of what has left
    Instant queued = Instant{};   // of what waits as well
  };
  std::map<std::pair<AccountId, PhoneNumber>, Lane> lines_;
  std::map<AccountId, Lane> accounts_;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_RUNTIME_PACER_H_
