// A playbook of your own: the follow-up of an estimate on days 1, 3, 7, 14, 21 and 42. Nothing in
// the engine is specific to it; the steps, the words and the question about consent are in
// data/estimate_sent.yaml.
//
//   ./custom_playbook ESTIMATE_SENT.yaml
//
// It is played twice in virtual time: first the lead says YES to the question in the first text;
// then it does not, and the cautious reading allows no further text (R42, R44).
#include <iomanip>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "textback/adapters/memory/storage.h"
#include "textback/config/account_yaml.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/insight/timeline.h"
#include "textback/runtime/runtime.h"
#include "textback/simulation/playback.h"
#include "textback/simulation/transport.h"

namespace {

constexpr std::string_view kAccount = R"(
id: northside
name: Northside Renovations
person: Alex
zone: America/Edmonton
region: CA-AB
lines: ["+14035550199"]
address: "12 Sample St, Calgary AB"
consent_reading: cautious
)";

int Fail(const absl::Status& status) {
  std::cerr << "custom_playbook: " << std::string(status.message()) << "\n";
  return 1;
}

// The built-in playbooks, and this one for estimates.
absl::StatusOr<std::shared_ptr<const textback::Policy>> PolicyWith(const textback::Account& account,
                                                                   const std::string& path) {
  const auto own = textback::LoadPlaybook(path);
  if (!own.ok()) return own.status();
  for (const textback::WordsFinding& warning : own->warnings)
    std::cerr << warning.ToString() << "\n";
  const auto places = textback::BuiltInPlaces();
  if (!places.ok()) return places.status();
  textback::FollowUps follow_ups = textback::FollowUps::Of(textback::BuiltInPlaybooks());
  follow_ups[own->inquiry] = {.playbook = own->playbook, .script = own->script};
  return textback::MakePolicy(account, std::move(follow_ups), *places, textback::BuiltInReplies());
}

textback::Event Happens(const textback::LeadId& lead, std::string_view id, std::string_view at,
                        textback::EventBody body) {
  const textback::Instant when = textback::ParseRfc3339(at).value();
  return {.id = textback::EventId::Parse(id).value(),
          .lead = lead,
          .at = when,
          .received_at = when,
          .body = std::move(body)};
}

// Prints one line per event or action, what was said below it, and the rules that decided.
void Print(const textback::Timeline& timeline, const textback::Zone& zone, textback::Instant sent) {
  for (const textback::TimelineEntry& entry : timeline.entries) {
    std::string what;
    std::string words;
    if (const auto* seen = std::get_if<textback::EventSeen>(&entry.what)) {
      what = std::string(textback::KindOf(seen->event));
    } else if (const auto* text = std::get_if<textback::TextSent>(&entry.what)) {
      what = std::string(text->text.key.step.view()) + " sent, on the basis of " +
             std::string(textback::NameOf(text->text.basis));
      words = text->text.body;
    } else if (const auto* dropped = std::get_if<textback::StepDropped>(&entry.what)) {
      what = std::string(dropped->step.view()) + " not sent now";
    } else {
      continue;  // held texts, tasks, changes of phase
    }
    const auto local = std::chrono::floor<std::chrono::minutes>(zone.ToLocal(entry.at));
    const auto midnight = std::chrono::floor<std::chrono::days>(local);
    const auto first = std::chrono::floor<std::chrono::days>(zone.ToLocal(sent));
    const auto minute = (local - midnight).count();
    std::cout << "day " << std::setw(2) << (midnight - first).count() << "  " << std::setfill('0')
              << std::setw(2) << minute / 60 << ":" << std::setw(2) << minute % 60
              << std::setfill(' ') << "  " << what << "\n";
    if (!words.empty()) std::cout << "               \"" << words << "\"\n";
    for (const textback::RecordedReason& reason : entry.reasons) {
      const auto why = textback::WhyFromSlug(reason.why);
      std::cout << "               " << reason.rule << "  "
                << (why.has_value() ? textback::SentenceOf(*why) : reason.why);
      if (!reason.row.empty()) std::cout << " [" << reason.row << "]";
      std::cout << "\n";
    }
  }
}

absl::Status PlayAndPrint(const std::shared_ptr<const textback::Policy>& policy,
                          const std::vector<textback::Event>& events) {
  const std::unique_ptr<textback::Storage> storage = textback::NewMemoryStorage();
  textback::SimulatedClock clock;
  textback::SimulatedTransport carrier(clock);
  const auto runtime = textback::Runtime::Create({.clock = &clock,
                                                  .storage = storage.get(),
                                                  .transport = &carrier,
                                                  .policies = {{policy->account.id, policy}}});
  if (!runtime.ok()) return runtime.status();
  if (absl::Status status = Play(**runtime, clock, events, {}); !status.ok()) return status;
  const auto timeline = textback::ReadTimeline(*storage);
  if (!timeline.ok()) return timeline.status();
  Print(*timeline, *policy->account.zone, events.front().at);
  std::cout << "texts sent: " << carrier.sent().size() << "\n";
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: custom_playbook PLAYBOOK.yaml\n";
    return 2;
  }
  const auto accounts = textback::ParseAccounts(kAccount, "account");
  if (!accounts.ok()) return Fail(accounts.status());
  const auto policy = PolicyWith(accounts->front(), argv[1]);
  if (!policy.ok()) return Fail(policy.status());
  const textback::LeadId lead{.account = accounts->front().id,
                              .phone = textback::PhoneNumber::Parse("+1 403 555 0123").value()};
  std::vector<textback::Event> events;
  events.push_back(
      Happens(lead, "estimate-7", "2026-09-08T15:20:00-06:00",
              textback::EstimateSent{.trade = textback::TradeId::Of("kitchen"), .name = "Dana"}));

  std::cout << "== without a YES\n";
  if (absl::Status status = PlayAndPrint(*policy, events); !status.ok()) return Fail(status);

  // YES is consent, and also a reply: automation steps back until a person has answered and three
  // days have passed in silence (R20, R25).
  events.push_back(
      Happens(lead, "text-1", "2026-09-09T12:30:00-06:00", textback::TextIn{.body = "YES"}));
  events.push_back(Happens(lead, "text-2", "2026-09-09T12:41:00-06:00",
                           textback::PersonText{.body = "Thanks Dana, will do."}));
  std::cout << "\n== with a YES to the question of day_1\n";
  if (absl::Status status = PlayAndPrint(*policy, events); !status.ok()) return Fail(status);
  return 0;
}
