#include "textback/simulation/scenario.h"

#include <absl/status/status.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "textback/adapters/memory/storage.h"
#include "textback/codec/decision_json.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/simulation/playback.h"
#include "textback/simulation/transport.h"

namespace textback {
namespace {

using Json = nlohmann::ordered_json;

// What the scenario knows about the lead from the start is an event too: it happens just before the
// first one.
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
  const absl::StatusOr<std::vector<JournalEntry>> journal = storage.ReadJournal(0, SIZE_MAX);
  if (!journal.ok()) return journal.status();
  std::vector<ConsentEntry> ledger;
  for (const JournalEntry& entry : *journal) {
    const absl::StatusOr<RecordedDecision> decision = DecodeDecision(entry.decision);
    if (!decision.ok()) return decision.status();
    ledger.insert(ledger.end(), decision->consent.begin(), decision->consent.end());
  }
  return ledger;
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
  SimulatedTransport carrier;
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
  // A scenario without events has no lead in the store: it stays new.
  if (absl::StatusOr<Lead> lead = storage->Find(scenario.lead); lead.ok())
    result.lead = *std::move(lead);
  return result;
}

std::string ScenarioResultToJson(const ScenarioResult& result) {
  Json consent = Json::array();
  for (const ConsentEntry& entry : result.consent) {
    Json line{{"basis", NameOf(entry.basis)}, {"at", FormatRfc3339(entry.at)}};
    if (entry.withdrawn) {
      line["withdrawn"] = true;
    } else {
      line["expires_at"] =
          entry.expires_at == kNever ? Json(nullptr) : Json(FormatRfc3339(entry.expires_at));
    }
    line["evidence"] = entry.evidence;
    consent.push_back(std::move(line));
  }
  const LeadState& state = result.lead.state;
  return Json{{"timeline", Json::parse(TimelineToJson(result.timeline, /*with_lead=*/false))},
              {"lead",
               {{"phase", NameOf(state.phase)},
                {"opted_out", state.opted_out},
                {"episode", state.episode},
                {"consent", std::move(consent)}}}}
      .dump();
}

}  // namespace textback
