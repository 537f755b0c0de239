#include "textback/insight/recovery.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

namespace textback {
namespace {

constexpr std::array kRefusals = {Why::kNumberWithheld, Why::kNumberInvalid, Why::kShortCode,
                                  Why::kOwnLine,        Why::kNumberBlocked, Why::kNumberRefused,
                                  Why::kKnownPerson,    Why::kRangTooShort};

bool Has(const TimelineEntry& entry, Why why) {
  return std::any_of(
      entry.reasons.begin(), entry.reasons.end(),
      [slug = SlugOf(why)](const RecordedReason& reason) { return reason.why == slug; });
}

// The last reason decided; the ones before it only say what was checked.
std::string Decisive(const TimelineEntry& entry) {
  for (auto reason = entry.reasons.rbegin(); reason != entry.reasons.rend(); ++reason) {
    if (reason->why != SlugOf(Why::kPlaybookDone)) return reason->why;
  }
  return "unknown";
}

struct Counter {
  Recovery& out;
  // A text that was held twice is counted once.
  std::set<std::tuple<LeadId, std::string, std::size_t>> held;
  std::map<LeadId, std::size_t> episode;

  void CountEvent(const TimelineEntry& entry, const EventSeen& seen) {
    const bool message = std::holds_alternative<Voicemail>(seen.event.body);
    const bool unclear = std::holds_alternative<UnclearCall>(seen.event.body);
    // R9: a missed call and its message are one call.
    const bool missed = (message || std::holds_alternative<MissedCall>(seen.event.body)) &&
                        !Has(entry, Why::kSameCall);
    if (missed) ++out.missed;
    if (unclear) ++out.unclear;  // R8: neither missed nor served
    if (message) ++out.voicemails;
    if (missed || unclear || std::holds_alternative<AnsweredCall>(seen.event.body)) ++out.calls;
    if (Has(entry, Why::kInquiryOpensEpisode) || Has(entry, Why::kNextEpisode)) {
      ++out.episodes;
      ++episode[entry.lead];
    }
    if (Has(entry, Why::kRepeatCallJoins)) ++out.merged;
    if (Has(entry, Why::kCallerReached)) ++out.reached;
    if (!missed) return;
    for (const Why why : kRefusals) {
      if (Has(entry, why)) ++out.refused[std::string(SlugOf(why))];
    }
  }

  void Count(const TimelineEntry& entry) {
    if (const auto* seen = std::get_if<EventSeen>(&entry.what)) CountEvent(entry, *seen);
    if (const auto* sent = std::get_if<TextSent>(&entry.what)) {
      ++out.texts[std::string(sent->text.key.step.view())];
      out.segments += sent->text.segments;
    }
    if (const auto* step = std::get_if<StepHeld>(&entry.what)) {
      const std::string name(step->step.view());
      if (held.emplace(entry.lead, name, episode[entry.lead]).second) ++out.held[name];
    }
    if (std::holds_alternative<StepDropped>(entry.what)) ++out.dropped[Decisive(entry)];
    if (const auto* made = std::get_if<TaskMade>(&entry.what))
      ++out.tasks[std::string(NameOf(made->task.kind))];
    if (const auto* failed = std::get_if<TextFailed>(&entry.what)) {
      ++out.failed[std::string(NameOf(failed->outcome.kind))];
    }
  }
};

}  // namespace

Recovery Summarize(const Timeline& timeline) {
  Recovery recovery;
  Counter counter{.out = recovery};
  for (const TimelineEntry& entry : timeline.entries) counter.Count(entry);
  return recovery;
}

std::string RecoveryToJson(const Recovery& recovery) {
  return nlohmann::ordered_json{
      {"calls", recovery.calls},       {"missed", recovery.missed},
      {"episodes", recovery.episodes}, {"texts", recovery.texts},
      {"segments", recovery.segments}, {"held", recovery.held},
      {"dropped", recovery.dropped},   {"merged", recovery.merged},
      {"reached", recovery.reached},   {"refused", recovery.refused},
      {"tasks", recovery.tasks},       {"failed", recovery.failed},
      {"unclear", recovery.unclear},   {"voicemails", recovery.voicemails}}
      .dump();
}

}  // namespace textback
