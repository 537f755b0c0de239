// The data of AskedTimes, numbered and compiled.
#ifndef TEXTBACK_SRC_TEXT_ASK_TABLES_H_
#define TEXTBACK_SRC_TEXT_ASK_TABLES_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "text/named_time.h"
#include "text/phrase.h"
#include "text/phrase_book.h"
#include "text/spoken_tokens.h"
#include "textback/text/asked_time.h"

namespace textback {

struct AskedTimes::Tables {
  using Does = AskWords::Does;
  using Fault = std::optional<AskWordsFault>;

  // <time>, <span>, <past> and <today> in phrases. A lost time is a <time> too.
  static constexpr std::size_t kMarks = 4;
  static std::size_t MarkOf(NamedTime::Kind kind);

  struct Entry {
    std::string id;
    Does does = Does::kText;
  };

  Vocabulary vocabulary;
  std::array<WordId, kMarks> marks = {};
  WordSet fillers, light;
  std::vector<Entry> entries;
  std::vector<bool> has_time;  // by phrase: it says where a time stands in it
  PhraseBook phrases;
  PhraseBook timeless;  // those of them that put off without a time

  Fault Add(const AskWords& words);
  Fault AddSet(const std::vector<std::string>& words, AskWordsFault::In in, WordSet& set);
};

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_ASK_TABLES_H_
