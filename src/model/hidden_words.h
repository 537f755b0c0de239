// The words that stand for a caller who hides the number (R2): src/config/words/callers.tsv.
#ifndef TEXTBACK_SRC_MODEL_HIDDEN_WORDS_H_
#define TEXTBACK_SRC_MODEL_HIDDEN_WORDS_H_

#include <string_view>

namespace textback {

// `letters`: small ASCII letters without spaces, "nocallerid".
bool IsHiddenWord(std::string_view letters);

}  // namespace textback

#endif  // TEXTBACK_SRC_MODEL_HIDDEN_WORDS_H_
