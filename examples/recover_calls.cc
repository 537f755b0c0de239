// The main job in C++: reads an Asterisk call log, runs the playbook through the runtime over
// SQLite in virtual time, and prints what happened.
//
//   ./recover_calls CALLS.csv STORE.db [ZONE]
//
// Nothing is sent: the carrier and the time are simulated. Replace SimulatedClock by SystemClock,
// SimulatedTransport by your provider's transport, and Play by Submit + Run to make it a live
// system.
#include <iostream>
#include <string>
#include <vector>

#include "textback/adapters/asterisk/call_log.h"
#include "textback/adapters/sqlite/storage.h"
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
  if (argc < 3) {
    std::cerr << "usage: recover_calls CALLS.csv STORE.db [ZONE]\n";
    return 2;
  }
  const auto zone = textback::Zone::Load(argc > 3 ? argv[3] : "America/Edmonton");
  if (!zone.ok()) return Fail(zone.status());
  const auto log = textback::ReadCallLog(argv[1], **zone);
  if (!log.ok()) return Fail(log.status());
  for (const auto& problem : log->problems) std::cerr << problem.message << "\n";

  // Finds out which account was called. Without an account file, the log's account codes decide.
  const auto owners = textback::CallOwners::Make({}, *log, *zone);
  if (!owners.ok()) return Fail(owners.status());
  std::vector<textback::Event> events;
  for (const textback::Call& call : log->calls) {
    const textback::Account* owner = owners->OwnerOf(call);
    if (owner == nullptr) continue;
    if (auto event = textback::ToEvent(call, owner->id); event.ok()) events.push_back(*event);
  }

  const auto storage = textback::OpenSqliteStorage({.path = argv[2]});
  if (!storage.ok()) return Fail(storage.status());
  textback::SimulatedClock clock;
  textback::SimulatedTransport carrier(clock);
  const auto runtime = textback::Runtime::Create({.clock = &clock,
                                                  .storage = storage->get(),
                                                  .transport = &carrier,
                                                  .policies = PoliciesFor(owners->accounts())});
  if (!runtime.ok()) return Fail(runtime.status());
  if (absl::Status status = Play(**runtime, clock, events, {}); !status.ok()) return Fail(status);

  const auto timeline = textback::ReadTimeline(**storage);
  if (!timeline.ok()) return Fail(timeline.status());
  PrintTexts(*timeline);
  std::cout << RecoveryToJson(textback::Summarize(*timeline)) << "\n";
  return 0;
}
