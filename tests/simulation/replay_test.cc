// R70, R72: from the stored events alone the engine takes the same decisions again, bit for bit.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "doubles.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/codec/decision_json.h"
#include "textback/config/account_yaml.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/engine/step.h"
#include "textback/simulation/recover.h"

namespace textback {
namespace {

namespace fs = std::filesystem;

const std::string kOneDay = std::string(TEXTBACK_SOURCE_DIR) + "/examples/data/one_day.csv";
const std::string kContractors =
    std::string(TEXTBACK_SOURCE_DIR) + "/examples/data/contractors.yaml";

std::map<AccountId, std::shared_ptr<const Policy>> PoliciesOfTheLog() {
  const std::vector<Account> accounts =
      LoadAccounts(kContractors, BuiltInPlaybooks().Trades()).value();
  std::map<AccountId, std::shared_ptr<const Policy>> policies;
  for (const Account& account : accounts) {
    policies[account.id] = MakePolicy(account, FollowUps::Of(BuiltInPlaybooks()),
                                      BuiltInPlaces().value(), BuiltInReplies())
                               .value();
  }
  return policies;
}

TEST(Replay, JournalOfADayGivesTheSameDecisionsAgain) {
  const fs::path path =
      fs::temp_directory_path() / ("textback-replay-" + std::to_string(getpid()) + ".db");
  ASSERT_TRUE(RecoverCalls({.calls_path = kOneDay,
                            .zone = "America/Edmonton",
                            .db_path = path.string(),
                            .account_path = kContractors})
                  .ok());
  const auto storage =
      OpenSqliteStorage({.path = path.string(), .use = SqliteUse::kReader}).value();
  const auto policies = PoliciesOfTheLog();
  std::map<LeadId, Lead> leads;
  std::size_t replayed = 0;
  for (const JournalEntry& entry : WholeJournal(*storage)) {
    Lead& lead = leads.try_emplace(entry.event.lead, Lead{.id = entry.event.lead}).first->second;
    const Decision decision = Step(lead, entry.event, *policies.at(lead.id.account), entry.now);
    ASSERT_EQ(EncodeDecision(lead, decision), entry.decision) << "decision " << entry.version;
    ASSERT_EQ(decision.next.version, entry.version);
    lead.state = decision.next;
    if (decision.profile.has_value()) lead.profile = *decision.profile;
    ++replayed;
  }
  EXPECT_GT(replayed, 1455U);
  // The replay ends with the leads in the store.
  for (const auto& [id, lead] : leads)
    EXPECT_EQ(storage->Find(id).value(), lead) << id.phone.Masked();
  for (const char* suffix : {"", "-wal", "-shm", "-lock"}) fs::remove(path.string() + suffix);
}

}  // namespace
}  // namespace textback
