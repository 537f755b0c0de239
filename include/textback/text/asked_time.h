// The time at which somebody wants to hear from us again: "text me next month", "call me Tuesday
// morning", "not before January" (R37).
//
// Two things are needed: a time that is named (text/spoken_day.h), and words around it that ask for
// a text or a call then, or put the whole matter off until then. "Can you come Tuesday?" names the
// time of a visit; "I called last Tuesday" asks for nothing. What nobody could put on a calendar
// ("later", "when things calm down") is unclear. Of several times the earliest one that is asked
// for counts.
//
// A time is read on the calendar of the one who says it, so `now` is that person's local time. A
// day without an hour is 10:00, a part of a day its middle. The words are data
// (src/config/words/asks.yaml): a phrase in the language of text/reply.h, in which <time> stands
// for any time that is named.
//
// Used by the library itself; it may change. Pure, immutable once built, thread-safe. Linear in the
// message; at most kMaxSpokenWords words are read.
//
//   const auto asked = asks->In("text me next month", now, "en-CA");
//   // {kText, 2026-12-25 10:00, "en.text_me", "text me next month"}
#ifndef TEXTBACK_TEXT_ASKED_TIME_H_
#define TEXTBACK_TEXT_ASKED_TIME_H_

#include <absl/status/statusor.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
  std::string_view id;  // of the phrase, "en.text_me"; points into AskedTimes
  std::string words;    // what it was read from, as they wrote it: "text me next month"
};
std::string_view NameOf(AskedTime::What what);  // "text"
std::optional<AskedTime::What> AskedTimeWhatFromName(std::string_view name);

// The data.
struct AskWords {
  struct Phrases {
    std::string id;  // "en.text_me"; begins with its language
    // kText, kCall, kVisit: has <time> in it. Nothing: what the phrase covers asks for no time.
    std::optional<AskedTime::What> what;
    std::vector<std::string> say;
  };
  std::vector<std::pair<std::string, std::vector<std::string>>> classes;
  std::vector<std::pair<std::string, std::string>> parts;
  std::vector<Phrases> phrases;
};

class AskedTimes {
 public:
  // InvalidArgument: the phrase that is wrong, and how to mend it.
  static absl::StatusOr<std::shared_ptr<const AskedTimes>> Make(const AskWords& words);

  // What `message` asks for. `now`: their local time when they wrote. Nothing: no time is asked
  // for.
  std::optional<AskedTime> In(std::string_view message, SpokenClock now,
                              std::string_view locale) const;

  ~AskedTimes();

 private:
  AskedTimes();
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_ASKED_TIME_H_
