// Why nobody answered a call: the account was open, closed or away at that moment; and the words
// for it, by language (R29, R55).
//
// text_1 gives one short reason. `{reason}` in a template stands for it: a sentence of its own
// without its full stop, as in "We were closed". A playbook has the usual words for each language;
// an account can replace them, or leave the reason out.
//
// Pure values, thread-safe once filled.
//
//   ScheduleWords reasons;
//   absl::Status status = reasons.Add("en", Schedule::kClosed, "We were closed");
//   reasons.In("en-CA", Schedule::kClosed);   // "We were closed"
#ifndef TEXTBACK_MODEL_SCHEDULE_H_
#define TEXTBACK_MODEL_SCHEDULE_H_

#include <absl/status/status.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace textback {

enum class Schedule : std::uint8_t {
  kOpen,     // within the account's hours: on a job
  kClosed,   // at night, or on a closed day
  kAway,     // the account or its person has said so (R29)
  kMeeting,  // in a meeting, with a client
  kFree,     // somebody could have answered: no reason is given
};
// Those that have words.
inline constexpr std::array kEverySchedule = {Schedule::kOpen, Schedule::kClosed, Schedule::kAway,
                                              Schedule::kMeeting};
std::string_view NameOf(Schedule schedule);  // "closed"
std::optional<Schedule> ScheduleFromName(std::string_view name);

class ScheduleWords {
 public:
  static constexpr std::size_t kMaxCharacters = 60;  // longer values are cut in a text

  // Empty `words`: no reason is given then. AlreadyExists: this language has words for it.
  // InvalidArgument: CheckReason.
  absl::Status Add(std::string_view locale, Schedule schedule, std::string words);

  // The words of the locale, else of its language. Nothing: there are none; empty: they are left
  // out on purpose.
  std::optional<std::string_view> In(std::string_view locale, Schedule schedule) const;

  struct Said {
    std::string locale;
    Schedule schedule = Schedule::kOpen;
    std::string words;
  };
  std::span<const Said> said() const { return said_; }  // in the order added
  bool empty() const { return said_.empty(); }

 private:
  std::vector<Said> said_;
};

// InvalidArgument: not a sentence that can stand in a text: it begins with a small letter, ends
// with a mark, asks something, or is longer than kMaxCharacters. The message says how to mend it.
absl::Status CheckReason(std::string_view words);

}  // namespace textback

#endif  // TEXTBACK_MODEL_SCHEDULE_H_
