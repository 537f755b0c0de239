#include "textback/policy/account.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>

namespace textback {
namespace {

constexpr Duration kLongestShortRing = std::chrono::seconds{15};

}  // namespace

std::string_view NameOf(ConsentReading reading) {
  return reading == ConsentReading::kStatutory ? "statutory" : "cautious";
}

std::string_view NameOf(Mode mode) {
  switch (mode) {
    case Mode::kAssisted:
      return "assisted";
    case Mode::kManual:
      return "manual";
    case Mode::kAutomatic:
      break;
  }
  return "automatic";
}

bool Account::Owns(PhoneNumber number) const {
  const auto holds = [number](const std::vector<PhoneNumber>& numbers) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
  };
  return holds(lines) || holds(phones.caller_ids) || holds(phones.mobiles);
}

bool Account::Blocks(PhoneNumber number) const {
  return std::find(blocked.begin(), blocked.end(), number) != blocked.end();
}

bool Account::Knows(PhoneNumber number) const {
  return std::find(known_people.begin(), known_people.end(), number) != known_people.end();
}

std::optional<Schedule> Account::ScheduleAt(Instant at) const {
  if (!hours_given && hours == kUsualHours) return std::nullopt;
  return IsOpen(hours, *zone, at) ? Schedule::kOpen : Schedule::kClosed;
}

absl::Status CheckAccount(const Account& account) {
  if (account.id.empty()) return absl::InvalidArgumentError("account: id: missing");
  const auto missing = [&account](std::string_view field) {
    return absl::InvalidArgumentError(
        absl::StrFormat("account '%s': %s: missing", account.id.view(), field));
  };
  if (account.name.empty()) return missing("name");
  if (account.person.empty()) return missing("person");
  if (account.zone == nullptr) return missing("zone");
  const bool open = std::any_of(account.hours.begin(), account.hours.end(),
                                [](const DayHours& day) { return !day.closed(); });
  if (!open) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "account '%s': hours: closed all week; give one day hours", account.id.view()));
  }
  // R8: nobody lets it ring for longer. Also a second written as a minute would silence an account.
  if (account.shortest_ring < Duration{0} || account.shortest_ring > kLongestShortRing ||
      account.shortest_ring % std::chrono::seconds{1} != Duration{0}) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "account '%s': shortest_ring: from 0s (off) to 15s, in whole seconds; a longer one would "
        "leave out callers who waited",
        account.id.view()));
  }
  if (absl::Status status = CheckTeam(account.team, account.lines); !status.ok()) {
    return absl::InvalidArgumentError(
        absl::StrFormat("account '%s': %s", account.id.view(), status.message()));
  }
  return absl::OkStatus();
}

}  // namespace textback
