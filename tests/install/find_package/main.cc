// Uses an installed textback from end to end: YAML in, one Step, an SQLite store.
#include <cstdio>
#include <iostream>
#include <memory>

#include "textback/adapters/sqlite/storage.h"
#include "textback/config/account_yaml.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/engine/step.h"

namespace {

constexpr char kAccount[] = R"(
id: northside
name: Northside Renovations
person: Alex
zone: America/Edmonton
region: CA-AB
lines: ["+14035550199"]
)";

int Fail(const absl::Status& status) {
  std::cerr << status.ToString() << "\n";
  return 1;
}

}  // namespace

int main() {
  const auto accounts = textback::ParseAccounts(kAccount, "account.yaml");
  if (!accounts.ok()) return Fail(accounts.status());
  const auto places = textback::BuiltInPlaces();
  if (!places.ok()) return Fail(places.status());
  const auto policy =
      textback::MakePolicy(accounts->front(), textback::FollowUps::Of(textback::BuiltInPlaybooks()),
                           *places, textback::BuiltInReplies());
  if (!policy.ok()) return Fail(policy.status());

  const textback::Instant now = *textback::ParseRfc3339("2026-11-24T12:00:00-07:00");
  textback::Lead lead;
  lead.id = {(*policy)->account.id, *textback::PhoneNumber::Parse("+14035550123")};
  const textback::Event call{.id = *textback::EventId::Parse("call-1"),
                             .lead = lead.id,
                             .at = now,
                             .received_at = now,
                             .body = textback::MissedCall{.line = (*policy)->account.lines.at(0)}};
  const textback::Decision decision = textback::Step(lead, call, **policy, now);
  if (decision.reasons.empty()) return 1;

  std::remove("consumer.db");
  const auto storage = textback::OpenSqliteStorage({.path = "consumer.db"});
  if (!storage.ok()) return Fail(storage.status());
  const auto appended = (*storage)->Append({&call, 1});
  if (!appended.ok()) return Fail(appended.status());
  std::cout << "textback found: " << appended->appended << " call stored\n";
  return 0;
}
