#include "textback/model/schedule.h"

#include <absl/status/status.h>
#include <absl/strings/ascii.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <utility>

#include "model/names.h"
#include "textback/model/utf8.h"

namespace textback {
namespace {

constexpr Names<5> kNames = {"open", "closed", "away", "meeting", "free"};

}  // namespace

std::string_view NameOf(Schedule schedule) { return NameIn(kNames, schedule); }

std::optional<Schedule> ScheduleFromName(std::string_view name) {
  return FromName<Schedule>(kNames, name);
}

absl::Status CheckReason(std::string_view words) {
  const auto wrong = [words](std::string_view what) {
    return absl::InvalidArgumentError(absl::StrFormat("'%s' %s", words, what));
  };
  if (words.find_first_not_of(' ') == std::string_view::npos)
    return absl::InvalidArgumentError("no words; write none if no reason should be given");
  if (CountCharacters(words) > ScheduleWords::kMaxCharacters) {
    return absl::InvalidArgumentError(absl::StrFormat("%d characters; a reason has at most %d",
                                                      CountCharacters(words),
                                                      ScheduleWords::kMaxCharacters));
  }
  if (absl::ascii_islower(static_cast<unsigned char>(words.front())))
    return wrong("begins with a small letter; it is a sentence of its own, as in  We were closed");
  if (words.find_first_of("?[]{}\n") != std::string_view::npos)
    return wrong("has a question mark or a bracket; write plain words, as in  We were closed");
  if (std::string_view(".,;:! ").find(words.back()) != std::string_view::npos)
    return wrong("ends with a mark; leave it out, the text sets the full stop");
  return absl::OkStatus();
}

absl::Status ScheduleWords::Add(std::string_view locale, Schedule schedule, std::string words) {
  const bool twice = std::any_of(said_.begin(), said_.end(), [&](const Said& one) {
    return one.locale == locale && one.schedule == schedule;
  });
  if (twice) {
    return absl::AlreadyExistsError(
        absl::StrFormat("'%s' has words for %s already; remove one", locale, NameOf(schedule)));
  }
  if (!words.empty()) {
    if (absl::Status status = CheckReason(words); !status.ok()) return status;
  }
  said_.push_back({.locale = std::string(locale), .schedule = schedule, .words = std::move(words)});
  return absl::OkStatus();
}

std::optional<std::string_view> ScheduleWords::In(std::string_view locale,
                                                  Schedule schedule) const {
  for (const std::string_view wanted : {locale, locale.substr(0, locale.find('-'))}) {
    for (const Said& one : said_) {
      if (one.locale == wanted && one.schedule == schedule) return one.words;
    }
  }
  return std::nullopt;
}

}  // namespace textback
