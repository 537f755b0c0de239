#include "engine/machine.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <optional>

#include "engine/language.h"
#include "engine/plan.h"
#include "text/spoken_day.h"

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr Duration kUnsaid = hours{24};
constexpr Duration kLongest = hours{24 * 30};
// If only a day is said: people are back at their desks by then.
constexpr std::chrono::minutes kBackAt = hours{10};

// When the machine says that the lead is back, on the clocks where the lead may be; the latest of
// these. Nothing: it doesn't say, or what it says is over.
std::optional<Instant> SaidBack(const Draft& draft, std::string_view message) {
  const Instant at = draft.event.at;
  const Place place = PlaceOf(draft.After(), draft.policy);
  std::optional<Instant> latest;
  for (const Zone* zone : place.candidates.zones) {
    const std::optional<SpokenTime> back =
        FindReturn(message, zone->ToLocal(at), TongueOf(draft).locale);
    if (!back.has_value()) return std::nullopt;
    const Instant there = zone->ToUtc(LocalTime{back->day} + back->time.value_or(kBackAt)).earliest;
    if (there <= at) return std::nullopt;
    latest = std::max(latest.value_or(there), there);
  }
  return latest;
}

std::string Told(const Draft& draft, std::optional<Instant> back, Instant until) {
  if (!back.has_value())
    return "a machine seems to have answered: the texts wait a day; look whether it was one";
  const LocalTime there =
      PlaceOf(draft.After(), draft.policy).candidates.zones.front()->ToLocal(until);
  const std::string date = FormatDate(std::chrono::year_month_day{std::chrono::floor<days>(there)});
  return absl::StrCat("a machine seems to have answered: the texts wait until ", date,
                      ", as it says; look whether it was one");
}

}  // namespace

void OnAutoReply(Draft& draft, const TextIn& text) {
  Sequence& sequence = draft.state.sequence;
  const Instant at = draft.event.at;
  if (!draft.state.automated() || at < draft.state.inquiries.last_at) return;
  const std::optional<Instant> back = SaidBack(draft, text.body);
  const Instant until = std::min(back.value_or(at + kUnsaid), at + kLongest);
  if (back.has_value()) draft.Because(Why::kSaysUntil);
  draft.AddTask(Task::Kind::kAutoReply, draft.owner(), Told(draft, back, until)).quote = text.body;
  sequence.paused_until = Latest(sequence.paused_until, until);
  if (draft.state.out.empty()) {
    const Instant paused = sequence.paused_until;
    if (!sequence.step.empty()) sequence.due = std::max(sequence.due, paused);
    if (sequence.acknowledge_at != kNever) {
      sequence.acknowledge_at = std::max(sequence.acknowledge_at, paused);
      // R4: the next step is so near that one text is enough.
      if (sequence.due < sequence.acknowledge_at + draft.playbook().cool_down)
        DropAcknowledgement(draft);
    }
  }
  draft.SetWake();
}

}  // namespace textback
