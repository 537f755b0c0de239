#include "textback/policy/team.h"

#include <absl/strings/str_format.h>

#include <algorithm>

namespace textback {
namespace {

using std::chrono::days;

constexpr int kDaysAhead = 15;

DayHours HoursOf(const WeekHours& hours, std::chrono::local_days day) {
  return hours[std::chrono::weekday{day}.c_encoding()];
}

// Keeps the members for whom `fits` is true, unless that leaves nobody.
template <class Fits>
void Narrow(std::vector<const Member*>& among, Fits fits) {
  std::vector<const Member*> left;
  std::copy_if(among.begin(), among.end(), std::back_inserter(left),
               [&](const Member* member) { return fits(*member); });
  if (!left.empty()) among = std::move(left);
}

template <class Value>
bool Lists(const std::vector<Value>& list, const Value& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

bool IsOpen(const WeekHours& hours, const Zone& zone, Instant at) {
  const LocalTime local = zone.ToLocal(at);
  const auto day = std::chrono::floor<days>(local);
  const DayHours today = HoursOf(hours, day);
  const auto minute = std::chrono::floor<std::chrono::minutes>(local - day).count();
  return minute >= today.open && minute < today.close;
}

Instant AfterOpen(const WeekHours& hours, const Zone& zone, Instant from, Duration open) {
  const auto first = std::chrono::floor<days>(zone.ToLocal(from));
  for (int i = 0; i < kDaysAhead; ++i) {
    const std::chrono::local_days day = first + days{i};
    const DayHours today = HoursOf(hours, day);
    if (today.closed()) continue;
    const auto at = [&](int minute) {
      return zone.ToUtc(LocalTime{day} + std::chrono::minutes{minute}).earliest;
    };
    const Instant opens = std::max(from, at(today.open));
    const Instant closes = at(today.close);
    if (opens >= closes) continue;
    if (opens + open <= closes) return opens + open;
    open -= closes - opens;
  }
  return kNever;
}

const Member* FindMember(std::span<const Member> team, const PersonId& id) {
  const auto found =
      std::find_if(team.begin(), team.end(), [&](const Member& one) { return one.id == id; });
  return found == team.end() || id.empty() ? nullptr : &*found;
}

const Member* OwnerOf(std::span<const Member> team) {
  const auto found =
      std::find_if(team.begin(), team.end(), [](const Member& one) { return one.owner; });
  return found == team.end() ? nullptr : &*found;
}

const Member* RouteTo(std::span<const Member> team, const Zone& zone, const Inquirer& inquirer) {
  if (team.empty()) return nullptr;
  std::vector<const Member*> among;
  for (const Member& member : team) among.push_back(&member);
  Narrow(among, [&](const Member& one) { return !IsAway(inquirer.away, one.id, inquirer.at); });
  // Members that name the trade or the line come before members that take any.
  if (!inquirer.trade.empty()) {
    Narrow(among, [&](const Member& one) { return Lists(one.trades, inquirer.trade); });
    Narrow(among, [&](const Member& one) { return !one.trades.empty(); });
  }
  if (!inquirer.line.withheld()) {
    Narrow(among, [&](const Member& one) { return Lists(one.lines, inquirer.line); });
    Narrow(among, [&](const Member& one) { return !one.lines.empty(); });
  }
  Narrow(among, [&](const Member& one) {
    return !one.on_call.has_value() || IsOpen(*one.on_call, zone, inquirer.at);
  });
  const std::uint64_t turn = StableHash(inquirer.lead, "turn") + inquirer.episode;
  return among[turn % among.size()];
}

absl::Status CheckTeam(std::span<const Member> team, std::span<const PhoneNumber> lines) {
  for (std::size_t i = 0; i < team.size(); ++i) {
    const Member& member = team[i];
    const auto bad = [&](std::string_view what) {
      return absl::InvalidArgumentError(absl::StrFormat("team: '%s': %s", member.id.view(), what));
    };
    if (member.id.empty()) return bad("id: missing");
    if (member.id.view() == "owner") return bad("\"owner\" is no id; mark a member as owner");
    for (std::size_t k = 0; k < i; ++k) {
      if (team[k].id == member.id) return bad("two members of one id");
      if (team[k].owner && member.owner) return bad("a second owner; there is one");
    }
    if (member.on_call.has_value() &&
        std::all_of(member.on_call->begin(), member.on_call->end(),
                    [](const DayHours& day) { return day.closed(); })) {
      return bad("on_call: closed all week; leave it out for somebody who always is on call");
    }
    for (const PhoneNumber line : member.lines) {
      if (std::find(lines.begin(), lines.end(), line) == lines.end())
        return bad("lines: not one of the account's lines");
    }
  }
  return absl::OkStatus();
}

}  // namespace textback
