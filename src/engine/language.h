// Which language a lead is written to in (R57): what the lead writes, else what is known, else the
// region's, else the account's.
#ifndef TEXTBACK_SRC_ENGINE_LANGUAGE_H_
#define TEXTBACK_SRC_ENGINE_LANGUAGE_H_

#include <string_view>

#include "engine/draft.h"

namespace textback {

struct Tongue {
  std::string_view locale;  // of the profile, the places or the account
  bool of_region = false;   // nothing is known of the lead but where it is
};
Tongue TongueOf(const Draft& draft);

// The language of a text from the lead, for what answers it; empty if it isn't clear. If it is
// sure, the profile remembers it.
std::string_view HearLanguage(Draft& draft, std::string_view message,
                              const ReplyClassifier::Meaning& meaning);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_LANGUAGE_H_
