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

bool Account::IsAway(const PersonId& who, Instant at) const {
  return textback::IsAway(away, who, at);
}

// The reason of the one who is responsible, where all who could have answered are away.
std::optional<Schedule> Account::EverybodyAway(Instant at) const {
  for (const Away& one : away) {
    if (one.person.empty() && one.Covers(at)) return one.why;
  }
  std::vector<PersonId> there;
  for (const Member& member : team) {
    if (!member.on_call.has_value() || IsOpen(*member.on_call, *zone, at))
      there.push_back(member.id);
  }
  const bool all_away = !there.empty() && std::all_of(there.begin(), there.end(),
                                                      [&](auto& one) { return IsAway(one, at); });
  if (!all_away) return std::nullopt;
  const Member* owner = OwnerOf(team);
  const PersonId& first =
      owner != nullptr && std::find(there.begin(), there.end(), owner->id) != there.end()
          ? owner->id
          : there.front();
  const auto found = std::find_if(away.begin(), away.end(), [&](const Away& one) {
    return one.person == first && one.why != Schedule::kFree && one.Covers(at);
  });
  return found == away.end() ? std::optional<Schedule>() : found->why;
}

std::optional<Schedule> Account::ScheduleAt(Instant at) const {
  if (const std::optional<Schedule> all = EverybodyAway(at); all.has_value()) return all;
  for (const auto& [situation, week] : situations) {
    if (IsOpen(week, *zone, at)) return situation;
  }
  if (!hours_given && hours == kUsualHours) return std::nullopt;
  return IsOpen(hours, *zone, at) ? Schedule::kOpen : Schedule::kClosed;
}

namespace {

// R29: who is away has to be somebody, and a moment of the week has one situation.
absl::Status CheckSituations(const Account& account) {
  const auto bad = [&account](std::string_view field, std::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrFormat("account '%s': %s: %s", account.id.view(), field, what));
  };
  for (const Away& away : account.away) {
    if (!away.person.empty() && FindMember(account.team, away.person) == nullptr) {
      return bad("away",
                 absl::StrFormat("'%s' is nobody of the team; leave person out for everybody",
                                 away.person.view()));
    }
    if (!away.plausible() || away.until <= away.since)
      return bad("away", "until has to be after since, and at most 400 days");
  }
  for (std::size_t i = 0; i < account.situations.size(); ++i) {
    const auto& [one, week] = account.situations[i];
    for (std::size_t k = 0; k < i; ++k) {
      const auto& [other, before] = account.situations[k];
      for (std::size_t day = 0; day < week.size(); ++day) {
        if (week[day].closed() || before[day].closed()) continue;
        if (week[day].open >= before[day].close || before[day].open >= week[day].close) continue;
        return bad("situations", absl::StrFormat("'%s' and '%s' share an hour of a day; end one "
                                                 "before the other begins",
                                                 NameOf(other), NameOf(one)));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

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
  return CheckSituations(account);
}

}  // namespace textback
