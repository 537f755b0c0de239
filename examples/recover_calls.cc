// The main job in C++: reads a call log of any switch, runs the playbook through the runtime over
// SQLite in virtual time, and prints what happened.
//
//   ./recover_calls CALLS.csv ACCOUNTS.yaml STORE.db [ZONE]
//
// Nothing is sent: the carrier and the time are simulated. Replace SimulatedClock by SystemClock,
// SimulatedTransport by your provider's transport, and Play by Submit + Run to make it a live
// system.
#include <iostream>
#include <string>
#include <vector>

#include "textback/adapters/call_log/call_list.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/calls/call_event.h"
#include "textback/calls/call_owner.h"
#include "textback/config/account_yaml.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/insight/recovery.h"
#include "textback/runtime/runtime.h"
#include "textback/simulation/playback.h"
#include "textback/simulation/recover.h"
#include "textback/simulation/transport.h"

namespace {

using textback::TextSent;

int Fail(const absl::Status& status) {
  std::cerr << "recover_calls: " << std::string(status.message()) << "\n";
  return 1;
}

// One policy per account: what it may send, when, and in which words.
textback::Policies PoliciesFor(const std::vector<textback::Account>& accounts) {
  textback::Policies policies;
  const textback::Playbooks& playbooks = textback::BuiltInPlaybooks();
  const auto places = textback::BuiltInPlaces();
  if (!places.ok()) return policies;
  for (const textback::Account& account : accounts) {
    auto policy = textback::MakePolicy(account, textback::FollowUps::Of(playbooks), *places,
                                       textback::BuiltInReplies());
    if (policy.ok()) policies.emplace(account.id, *policy);
  }
  return policies;
}

void PrintTexts(const textback::Timeline& timeline) {
  for (const textback::TimelineEntry& entry : timeline.entries) {
    const auto* sent = std::get_if<TextSent>(&entry.what);
    if (sent == nullptr) continue;
    std::cout << textback::FormatRfc3339(entry.at) << "  " << entry.lead.account.view() << " -> "
              << entry.lead.phone.ToE164() << "  " << sent->text.key.step.view() << "\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: recover_calls CALLS.csv ACCOUNTS.yaml STORE.db [ZONE]\n";
    return 2;
  }
  const auto zone = textback::Zone::Load(argc > 4 ? argv[4] : "America/Edmonton");
  if (!zone.ok()) return Fail(zone.status());
  const auto accounts = textback::LoadAccounts(argv[2], textback::BuiltInPlaybooks().Trades());
  if (!accounts.ok()) return Fail(accounts.status());

  // Rows -> calls -> events. Many rows are one call; a call belongs to the account whose line was
  // dialled.
  const textback::CallOwners owners(*accounts);
  std::vector<textback::Event> events;
  const auto log = textback::ReadCalls({.path = argv[1], .zone = *zone, .accounts = *accounts},
                                       [&](const textback::Call& call) {
                                         const textback::Account* owner = owners.OwnerOf(call);
                                         if (owner == nullptr) return;
                                         if (auto event = textback::EventOf(call, owner->id))
                                           events.push_back(*std::move(event));
                                       });
  if (!log.ok()) return Fail(log.status());
  for (const auto& problem : log->problems) std::cerr << problem.message << "\n";

  const auto storage = textback::OpenSqliteStorage({.path = argv[3]});
  if (!storage.ok()) return Fail(storage.status());
  textback::SimulatedClock clock;
  textback::SimulatedTransport carrier(clock);
  const auto runtime = textback::Runtime::Create({.clock = &clock,
                                                  .storage = storage->get(),
                                                  .transport = &carrier,
                                                  .policies = PoliciesFor(owners.accounts())});
  if (!runtime.ok()) return Fail(runtime.status());
  if (absl::Status status = Play(**runtime, clock, events, {}); !status.ok()) return Fail(status);

  const auto timeline = textback::ReadTimeline(**storage);
  if (!timeline.ok()) return Fail(timeline.status());
  PrintTexts(*timeline);
  std::cout << RecoveryToJson(textback::Summarize(*timeline)) << "\n";
  return 0;
}
