#include "textback/simulation/recover.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "simulation/earlier_run.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/calls/call_event.h"
#include "textback/calls/call_owner.h"
#include "textback/config/account_yaml.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/simulation/playback.h"
#include "textback/simulation/transport.h"

namespace textback {
namespace {

absl::StatusOr<Policies> MakePolicies(const std::vector<Account>& accounts,
                                      const std::string& rulebook_path) {
  const absl::StatusOr<std::shared_ptr<const Places>> places = LoadPlaces(rulebook_path);
  if (!places.ok()) return places.status();
  Policies policies;
  for (const Account& account : accounts) {
    absl::StatusOr<std::shared_ptr<const Policy>> policy =
        MakePolicy(account, FollowUps::Of(BuiltInPlaybooks()), *places, BuiltInReplies());
    if (!policy.ok()) return policy.status();
    policies.emplace(account.id, *std::move(policy));
  }
  return policies;
}

absl::StatusOr<std::vector<Account>> ReadAccounts(const std::string& path) {
  if (path.empty()) return std::vector<Account>();
  absl::StatusOr<std::vector<Account>> accounts = LoadAccounts(path, BuiltInPlaybooks().Trades());
  if (!accounts.ok()) return accounts.status();
  if (absl::Status status = CheckOwners(*accounts); !status.ok()) return status;
  return accounts;
}

std::vector<Event> EventsOf(const std::vector<Call>& calls, const CallOwners& owners,
                            std::string_view file, std::vector<std::string>& problems) {
  std::vector<Event> events;
  for (const Call& call : calls) {
    std::optional<Event> event = EventOf(call, AccountId());
    if (!event.has_value()) continue;
    const Account* owner = owners.OwnerOf(call);
    if (owner == nullptr) {
      problems.push_back(absl::StrFormat("%s:%d: %s", file, call.line_number, owners.WhyNot(call)));
      continue;
    }
    event->lead.account = owner->id;
    events.push_back(*std::move(event));
  }
  return events;
}

// What a run needs besides its store.
struct Plan {
  const RecoverOptions& options;
  bool rehearsal = false;
  Policies policies;
  std::vector<Event> events;
};

absl::StatusOr<std::unique_ptr<Storage>> OpenStore(const Plan& plan, const std::string& path) {
  return OpenSqliteStorage({.path = path, .rehearsal = plan.rehearsal});
}

absl::Status Run(const Plan& plan, Storage& storage) {
  SimulatedClock clock;
  SimulatedTransport carrier(clock);
  if (plan.policies.empty()) return absl::OkStatus();
  const absl::StatusOr<std::unique_ptr<Runtime>> runtime = Runtime::Create(
      {.clock = &clock, .storage = &storage, .transport = &carrier, .policies = plan.policies});
  if (!runtime.ok()) return runtime.status();
  PlayOptions play{.until = plan.options.until};
  if (plan.options.on_progress) {
    play.on_progress = [&plan](std::size_t done, Instant now) {
      plan.options.on_progress(done, plan.events.size(), now);
    };
  }
  return Play(**runtime, clock, plan.events, play);
}

// SQLite keeps a journal and an index of it beside the file; after a clean close they hold nothing.
void RemoveBeside(const std::string& path) {
  for (const char* suffix : {"-wal", "-shm", "-lock"}) {
    std::error_code ignored;
    std::filesystem::remove(path + suffix, ignored);
  }
}

void RemoveStore(const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  RemoveBeside(path);
}

// The log says more about the past than before. Virtual time can't go back, so the run is made anew
// in a store of its own, which then takes the place of the old one.
absl::Status RunAnew(const Plan& plan) {
  const std::string& path = plan.options.db_path;
  const std::string beside = path + ".anew";
  RemoveStore(beside);
  {
    const absl::StatusOr<std::unique_ptr<Storage>> storage = OpenStore(plan, beside);
    if (!storage.ok()) return storage.status();
    if (absl::Status status = Run(plan, **storage); !status.ok()) return status;
  }
  // The old store is there until the new one is, whenever the process is killed.
  std::error_code error;
  RemoveBeside(path);
  std::filesystem::rename(beside, path, error);
  RemoveBeside(beside);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrFormat("%s: can't take the place of %s: %s", beside, path, error.message()));
}

absl::Status RunOver(Plan& plan) {
  const std::string& path = plan.options.db_path;
  {
    const absl::StatusOr<std::unique_ptr<Storage>> storage = OpenStore(plan, path);
    if (!storage.ok()) return storage.status();
    const absl::StatusOr<EarlierRun> earlier = ReadEarlierRun(**storage);
    if (!earlier.ok()) return earlier.status();
    if (absl::Status status = CheckSettings(*earlier, plan.events, plan.policies, path);
        !status.ok())
      return status;
    if (earlier->other_events || !SaysMore(*earlier, plan.events)) return Run(plan, **storage);
    plan.events = Together(*earlier, plan.events);
  }
  return RunAnew(plan);
}

}  // namespace

absl::StatusOr<RecoverResult> RecoverCalls(const RecoverOptions& options) {
  const absl::StatusOr<std::shared_ptr<const Zone>> zone = Zone::Load(options.zone);
  if (!zone.ok()) return zone.status();
  absl::StatusOr<std::vector<Account>> accounts = ReadAccounts(options.account_path);
  if (!accounts.ok()) return accounts.status();
  std::vector<Call> calls;
  absl::StatusOr<CallListResult> log =
      ReadCalls({.path = options.calls_path,
                 .name = options.calls_name,
                 .format = options.format,
                 .zone = *zone,
                 .accounts = *accounts,
                 .on_progress = options.on_reading},
                [&calls](Call call) { calls.push_back(std::move(call)); });
  if (!log.ok()) return log.status();
  RecoverResult result{.notes = std::move(log->notes)};
  if (std::string stale = StaleZoneData(); !stale.empty()) result.notes.push_back(std::move(stale));
  Plan plan{.options = options, .rehearsal = accounts->empty()};
  if (plan.rehearsal) {
    result.notes.push_back(absl::StrFormat(
        "no --account given: texts show %s and %s, callers without a known place wait for the "
        "strictest hours, and nothing that sends takes this store. `textback calls` says what to "
        "write into an account file",
        kPlaceholderBusiness, kPlaceholderPerson));
    MadeAccounts made;
    for (const Call& call : calls) made.Add(call);
    *accounts = made.Take(*Zone::Load("UTC"));
  }
  for (const CallLogProblem& problem : log->problems) result.problems.push_back(problem.message);
  absl::StatusOr<Policies> policies = MakePolicies(*accounts, options.rulebook_path);
  if (!policies.ok()) return policies.status();
  plan.policies = *std::move(policies);
  const CallOwners owners(*std::move(accounts));
  const std::string& name = options.calls_name.empty() ? options.calls_path : options.calls_name;
  plan.events = EventsOf(calls, owners, name, result.problems);
  result.problem_count = log->problem_count + result.problems.size() - log->problems.size();
  if (absl::Status status = RunOver(plan); !status.ok()) return status;

  const absl::StatusOr<std::unique_ptr<Storage>> storage = OpenStore(plan, options.db_path);
  if (!storage.ok()) return storage.status();
  absl::StatusOr<Timeline> timeline = ReadTimeline(**storage);
  if (!timeline.ok()) return timeline.status();
  result.timeline = *std::move(timeline);
  result.summary = Summarize(result.timeline);
  return result;
}

std::string RecoverResultToJson(const RecoverResult& result) {
  using Json = nlohmann::ordered_json;
  return Json{{"summary", Json::parse(RecoveryToJson(result.summary))},
              {"timeline", Json::parse(TimelineToJson(result.timeline, /*with_lead=*/true))},
              {"problems", result.problems},
              {"problem_count", result.problem_count},
              {"notes", result.notes}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace textback
