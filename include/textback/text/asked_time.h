// The time at which somebody wants to hear from us again: "text me next month", "call me Tuesday
// morning", "not before January" (R37).
//
// Two things are needed: a time that is named (text/spoken_day.h), and words that ask for a text or
// a call, or put the whole matter off until then. They stand together ("text me next month"), or
// the time stands by itself ("Friday in two weeks. Text me then"). "Can you come Tuesday?" names
// the time of a visit, and so does a time alone that is less than two weeks away ("Tuesday works");
// "I called last Tuesday" asks for nothing. What nobody could put on a calendar ("later", "when
// things calm down") is unclear, and so is a day that doesn't exist, or is over. Of several times
// the earliest one that is asked for counts.
//
// A time is read on the calendar of the one who says it, so `now` is that person's local time. A
// day without an hour is 10:00, a part of a day its middle. The words are data
// (src/config/words/asks.yaml): phrases in the language of text/reply.h, in which <time> stands for
// any time that is named. DST doesn't matter here: the result is local time, as it was said.
//
// Used by the library itself; it may change. Pure, immutable once built, thread-safe. Linear in the
// message; at most kMaxSpokenWords words are read.
//
//   const auto asked = asks->In("text me next month", now, "en-CA");
//   // {kText, 2026-12-25 10:00, "en.text_me", "text me next month"}
#ifndef TEXTBACK_TEXT_ASKED_TIME_H_
#define TEXTBACK_TEXT_ASKED_TIME_H_

#include <absl/status/statusor.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/model/policy_record.h"
#include "textback/model/time.h"

namespace textback {

// Local time, as policy/zone.h has it.
using SpokenClock = std::chrono::local_time<Duration>;

struct AskedTime {
  enum class What : std::uint8_t {
    kText,     // come back then: in so many words, or the matter is put off until then
    kCall,     // the same, by phone
    kVisit,    // the time of a visit or of the work: for a person to answer
    kUnclear,  // put off, to no time that could be put on a calendar
  };
  What what = What::kUnclear;
  SpokenClock at = {};  // on their clock; kUnclear: the epoch
  // Of the phrase, "en.text_me"; "time_alone": the message is little more than a time. Points into
  // AskedTimes.
  std::string_view id;
  std::string words;  // what it was read from, as they wrote it: "text me next month"
};
std::string_view NameOf(AskedTime::What what);  // "text"
std::optional<AskedTime::What> AskedTimeWhatFromName(std::string_view name);

// The data.
struct AskWords {
  // What a phrase means. Without <time> in it, the first four look for one around them.
  enum class Does : std::uint8_t {
    kText,       // asks for a text; with <time> in it, it may only put off: "not before <time>"
    kCall,       // asks for a call
    kVisit,      // speaks of a visit or the work
    kNone,       // what it covers, and a time that belongs to it, is asked by nobody: "don't call"
    kUnclear,    // asks, or puts off, to no time
    kOffer,      // has <time>, which counts if the message asks elsewhere: "I'm back <time>"
    kThen,       // the time that was named before: "then", "that day"
    kAfterThat,  // the next day: "after that"
  };
  struct Phrases {
    std::string id;  // "en.text_me"; begins with its language
    Does does = Does::kText;
    std::vector<std::string> say;
  };
  std::vector<std::string> fillers;  // may stand anywhere in a phrase
  std::vector<std::string> light;    // beside a time alone: "maybe", "would be better"
  std::vector<std::pair<std::string, std::vector<std::string>>> classes;
  std::vector<std::pair<std::string, std::string>> parts;
  std::vector<Phrases> phrases;
};
inline constexpr std::array kEveryAskDoes = {AskWords::Does::kText,    AskWords::Does::kCall,
                                             AskWords::Does::kVisit,   AskWords::Does::kNone,
                                             AskWords::Does::kUnclear, AskWords::Does::kOffer,
                                             AskWords::Does::kThen,    AskWords::Does::kAfterThat};
std::string_view NameOf(AskWords::Does does);  // "after_that"

// What is wrong with the data, and where.
struct AskWordsFault {
  enum class In : std::uint8_t { kFillers, kLight, kClasses, kPhrases };
  In in = In::kPhrases;
  std::size_t index = 0;  // of the word, class or phrase entry
  std::size_t item = 0;   // of the entry's phrases
  std::string what;       // with the mend
};

class AskedTimes {
 public:
  // The first fault in the data. Nothing: it can be made.
  static std::optional<AskWordsFault> FindFault(const AskWords& words);
  // `source`: for the record of a policy (docs/decisions/0021); null: made in code.
  // InvalidArgument: the phrase that is wrong, and how to mend it.
  static absl::StatusOr<std::shared_ptr<const AskedTimes>> Make(const AskWords& words,
                                                                SharedSource source = nullptr);

  // What `message` asks for. `now`: their local time when they wrote. Nothing: no time is asked
  // for.
  std::optional<AskedTime> In(std::string_view message, SpokenClock now,
                              std::string_view locale) const;

  const SharedSource& source() const { return source_; }

  ~AskedTimes();

  struct Tables;  // private

 private:
  AskedTimes();
  std::unique_ptr<const Tables> tables_;
  SharedSource source_;
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_ASKED_TIME_H_
