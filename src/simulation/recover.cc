#include "textback/simulation/recover.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "textback/adapters/sqlite/storage.h"
#include "textback/config/account_yaml.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/simulation/playback.h"
#include "textback/simulation/transport.h"

namespace textback {
namespace {

constexpr std::string_view kPlaceholderPerson = "Alex";

// The log's account code as an id. A log without codes has one account per line.
std::string CodeOf(const Call& call) {
  std::string code = !call.account_code.empty() ? call.account_code
                     : call.line.withheld()     ? "account"
                                                : "line" + call.line.ToE164();
  for (char& c : code) {
    if (c < 0x21 || c > 0x7e) c = '-';
  }
  return code.substr(0, AccountId::kMaxSize);
}

std::vector<Account> MakeAccounts(const CallLog& log, const std::shared_ptr<const Zone>& zone) {
  std::map<std::string, Account> by_code;
  for (const Call& call : log.calls) {
    const std::string code = CodeOf(call);
    const absl::StatusOr<AccountId> id = AccountId::Parse(code);
    if (!id.ok()) continue;
    Account& account = by_code[code];
    account.id = *id;
    account.name = code;
    account.person = std::string(kPlaceholderPerson);
    account.zone = zone;
    account.region = "CA";
    if (!call.line.withheld() && !account.Owns(call.line)) account.lines.push_back(call.line);
  }
  std::vector<Account> accounts;
  for (auto& [code, account] : by_code) accounts.push_back(std::move(account));
  return accounts;
}

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

std::vector<Event> EventsOf(const CallLog& log, const CallOwners& owners, std::string_view file,
                            std::vector<std::string>& problems) {
  std::vector<Event> events;
  events.reserve(log.calls.size());
  for (const Call& call : log.calls) {
    if (call.outgoing && !call.answered) continue;
    const Account* owner = owners.OwnerOf(call);
    if (owner == nullptr) {
      problems.push_back(
          absl::StrFormat("%s:%d: no account has the line that was called, nor the account code "
                          "'%s'; add it to lines: of an account",
                          file, call.row, call.account_code.substr(0, 40)));
      continue;
    }
    absl::StatusOr<Event> event = ToEvent(call, owner->id);
    if (event.ok()) {
      events.push_back(*std::move(event));
    } else {
      problems.push_back(
          absl::StrFormat("%s:%d: %s", file, call.row, std::string(event.status().message())));
    }
  }
  return events;
}

}  // namespace

absl::StatusOr<CallOwners> CallOwners::Make(std::vector<Account> given, const CallLog& log,
                                            const std::shared_ptr<const Zone>& zone) {
  CallOwners owners;
  owners.only_one_ = given.size() == 1 && given.front().lines.empty();
  owners.by_code_ = given.empty();
  owners.accounts_ = owners.by_code_ ? MakeAccounts(log, zone) : std::move(given);
  if (owners.by_code_) return owners;
  std::set<AccountId> ids;
  std::set<PhoneNumber> lines;
  for (const Account& account : owners.accounts_) {
    if (!ids.insert(account.id).second) {
      return absl::InvalidArgumentError(
          absl::StrFormat("two accounts have the id '%s'", account.id.view()));
    }
    for (const PhoneNumber line : account.lines) {
      if (lines.insert(line).second) continue;
      return absl::InvalidArgumentError(
          absl::StrFormat("account '%s': lines: another account has the line %s too",
                          account.id.view(), line.ToE164()));
    }
  }
  return owners;
}

const Account* CallOwners::OwnerOf(const Call& call) const {
  const auto find = [this](auto matches) -> const Account* {
    const auto found = std::find_if(accounts_.begin(), accounts_.end(), matches);
    return found != accounts_.end() ? &*found : nullptr;
  };
  if (!by_code_ && !call.line.withheld()) {
    if (const Account* owner = find([&](const Account& a) { return a.Owns(call.line); }))
      return owner;
  }
  const std::string code = CodeOf(call);
  if (const Account* owner = find([&](const Account& a) { return a.id.view() == code; }))
    return owner;
  return only_one_ ? &accounts_.front() : nullptr;
}

absl::StatusOr<RecoverResult> RecoverCalls(const RecoverOptions& options) {
  const absl::StatusOr<std::shared_ptr<const Zone>> zone = Zone::Load(options.zone);
  if (!zone.ok()) return zone.status();
  const absl::StatusOr<CallLog> log = ReadCallLog(options.calls_path, **zone);
  if (!log.ok()) return log.status();
  std::vector<Account> given;
  if (!options.account_path.empty()) {
    absl::StatusOr<std::vector<Account>> loaded =
        LoadAccounts(options.account_path, BuiltInPlaybooks().Trades());
    if (!loaded.ok()) return loaded.status();
    given = *std::move(loaded);
  }
  RecoverResult result{.notes = log->notes};
  if (std::string stale = StaleZoneData(); !stale.empty()) result.notes.push_back(std::move(stale));
  if (given.empty()) {
    result.notes.push_back(absl::StrFormat(
        "no --account given: businesses are called by their account code, and '%s' signs for each",
        kPlaceholderPerson));
  }
  for (const CallLogProblem& problem : log->problems) result.problems.push_back(problem.message);
  const absl::StatusOr<CallOwners> owners = CallOwners::Make(std::move(given), *log, *zone);
  if (!owners.ok()) return owners.status();
  absl::StatusOr<Policies> policies = MakePolicies(owners->accounts(), options.rulebook_path);
  if (!policies.ok()) return policies.status();
  const std::vector<Event> events = EventsOf(*log, *owners, options.calls_path, result.problems);

  absl::StatusOr<std::unique_ptr<Storage>> storage = OpenSqliteStorage({.path = options.db_path});
  if (!storage.ok()) return storage.status();
  SimulatedClock clock;
  SimulatedTransport carrier(clock);
  if (!policies->empty()) {
    const absl::StatusOr<std::unique_ptr<Runtime>> runtime =
        Runtime::Create({.clock = &clock,
                         .storage = storage->get(),
                         .transport = &carrier,
                         .policies = *std::move(policies)});
    if (!runtime.ok()) return runtime.status();
    PlayOptions play{.until = options.until};
    if (options.on_progress) {
      play.on_progress = [&](std::size_t done, Instant now) {
        options.on_progress(done, events.size(), now);
      };
    }
    if (absl::Status status = Play(**runtime, clock, events, play); !status.ok()) return status;
  }
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
              {"notes", result.notes}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace textback
