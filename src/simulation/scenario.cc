#include "textback/simulation/scenario.h"

#include <absl/status/status.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "textback/adapters/memory/storage.h"
#include "textback/codec/decision_json.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/engine/guard.h"
#include "textback/ports/journal_reader.h"
#include "textback/simulation/playback.h"
#include "textback/simulation/transport.h"

namespace textback {
namespace {

using Json = nlohmann::ordered_json;

// What the scenario knows about the lead from the start is also an event, just before the first
// one.
std::vector<Event> EventsOf(const Scenario& scenario) {
  std::vector<Event> events;
  if (scenario.profile != LeadProfile() && !scenario.events.empty()) {
    const Instant at = scenario.events.front().received_at;
    events.push_back({.id = *EventId::Parse("details"),
                      .lead = scenario.lead,
                      .at = at,
                      .received_at = at,
                      .body = DetailsKnown{scenario.profile}});
  }
  events.insert(events.end(), scenario.events.begin(), scenario.events.end());
  return events;
}

absl::StatusOr<std::vector<ConsentEntry>> ReadLedger(Storage& storage) {
  std::vector<ConsentEntry> ledger;
  const absl::Status read = VisitJournal(storage, [&ledger](const JournalEntry& entry) {
    const absl::StatusOr<RecordedDecision> decision = DecodeDecision(entry.decision);
    if (!decision.ok()) return decision.status();
    ledger.insert(ledger.end(), decision->consent.begin(), decision->consent.end());
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  return ledger;
}

// What the lead would do when woken, in the same way as OnWakeUp.
std::vector<Upcoming> UpcomingOf(const LeadState& state) {
  std::vector<Upcoming> next;
  const auto add = [&next](std::string_view what, Instant at) {
    if (at != kNever) next.push_back({.what = std::string(what), .at = at});
  };
  if (!state.sequence.step.empty() && state.out.empty())
    add(state.sequence.step.view(), state.sequence.due);
  add("acknowledge_again", state.sequence.acknowledge_at);
  add(NameOf(state.answer.kind), state.answer.at);
  add("remind", state.out.remind_at);
  if (state.out.with_person()) add("ready_text_ends", state.out.ready_until);
  add(state.attention.nudges >= 2 ? "escalation" : "nudge", state.attention.nudge_at);
  add("long_follow_up", state.attention.rearm_at);
  std::stable_sort(next.begin(), next.end(),
                   [](const Upcoming& a, const Upcoming& b) { return a.at < b.at; });
  return next;
}

void DescribePlace(const Policy& policy, ScenarioResult& result) {
  const Place place = PlaceOf(result.lead, policy);
  for (const Zone* zone : place.candidates.zones) result.zones.emplace_back(zone->name());
  result.regions.assign(place.regions.begin(), place.regions.end());
}

Json LedgerToJson(const std::vector<ConsentEntry>& ledger) {
  Json out = Json::array();
  for (const ConsentEntry& entry : ledger) {
    Json line{{"basis", NameOf(entry.basis)}, {"at", FormatRfc3339(entry.at)}};
    if (entry.withdrawn) {
      line["withdrawn"] = true;
    } else {
      line["expires_at"] =
          entry.expires_at == kNever ? Json(nullptr) : Json(FormatRfc3339(entry.expires_at));
    }
    line["evidence"] = entry.evidence;
    out.push_back(std::move(line));
  }
  return out;
}

Json FlagsToJson(const LeadState& state) {
  Json flags = Json::array();
  const auto add = [&flags](std::string_view name, bool set) {
    if (set) flags.push_back(name);
  };
  add("refused", state.marks.refused);
  add("wrong_number", state.marks.wrong_number);
  add("doubtful", state.marks.doubtful);
  add("looped", state.loop.alarm);
  add("claimed", state.attention.taken);
  add("ready_text_with_person", state.out.with_person());
  return flags;
}

Json LeadToJson(const ScenarioResult& result) {
  const auto& [id, profile, state] = result.lead;
  Json next = Json::array();
  for (const Upcoming& one : result.next)
    next.push_back({{"what", one.what}, {"at", FormatRfc3339(one.at)}});
  Json lead{{"phase", NameOf(state.phase)}, {"opted_out", state.marks.opted_out},
            {"episode", state.episode},     {"consent", LedgerToJson(result.consent)},
            {"flags", FlagsToJson(state)},  {"next", std::move(next)},
            {"account", id.account.view()}, {"phone", id.phone.ToE164()},
            {"zones", result.zones},        {"regions", result.regions}};
  if (!profile.name.empty()) lead["name"] = profile.name;
  if (!profile.trade.empty()) lead["trade"] = profile.trade.view();
  if (!state.attention.assigned.empty()) lead["assigned"] = state.attention.assigned.view();
  if (state.attention.waits_since != kNever)
    lead["waits_since"] = FormatRfc3339(state.attention.waits_since);
  return lead;
}

}  // namespace

absl::StatusOr<ScenarioResult> PlayScenario(const Scenario& scenario,
                                            std::shared_ptr<const Places> places) {
  if (places == nullptr) {
    absl::StatusOr<std::shared_ptr<const Places>> built_in = BuiltInPlaces();
    if (!built_in.ok()) return built_in.status();
    places = *std::move(built_in);
  }
  FollowUps follow_ups = FollowUps::Of(BuiltInPlaybooks());
  for (const PlaybookFile& own : scenario.playbooks)
    follow_ups[own.inquiry] = {.playbook = own.playbook, .script = own.script};
  const absl::StatusOr<std::shared_ptr<const Policy>> policy =
      MakePolicy(scenario.account, std::move(follow_ups), places, BuiltInReplies());
  if (!policy.ok()) return policy.status();
  const std::unique_ptr<Storage> storage = NewMemoryStorage();
  SimulatedClock clock;
  SimulatedTransport carrier(clock);
  for (const auto& [nth, code] : scenario.fail) carrier.FailText(nth, code);
  const absl::StatusOr<std::unique_ptr<Runtime>> runtime =
      Runtime::Create({.clock = &clock,
                       .storage = storage.get(),
                       .transport = &carrier,
                       .policies = {{scenario.account.id, *policy}}});
  if (!runtime.ok()) return runtime.status();
  if (absl::Status status = Play(**runtime, clock, EventsOf(scenario), {.until = scenario.until});
      !status.ok()) {
    return status;
  }
  ScenarioResult result{.lead = {.id = scenario.lead, .profile = scenario.profile}};
  absl::StatusOr<Timeline> timeline = ReadTimeline(*storage);
  if (!timeline.ok()) return timeline.status();
  result.timeline = *std::move(timeline);
  absl::StatusOr<std::vector<ConsentEntry>> ledger = ReadLedger(*storage);
  if (!ledger.ok()) return ledger.status();
  result.consent = *std::move(ledger);
  // A scenario without events leaves no lead in the store: it stays new.
  if (absl::StatusOr<Lead> lead = storage->Find(scenario.lead); lead.ok())
    result.lead = *std::move(lead);
  result.next = UpcomingOf(result.lead.state);
  DescribePlace(**policy, result);
  return result;
}

std::string ScenarioResultToJson(const ScenarioResult& result) {
  return Json{{"timeline", Json::parse(TimelineToJson(result.timeline, /*with_lead=*/false))},
              {"lead", LeadToJson(result)},
              {"events", Json::parse(EventsToJson(result.timeline))}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace textback
