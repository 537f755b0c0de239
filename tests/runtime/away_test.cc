// R29: a word about being away is durable, counts from the next decision on, and the journal says
// under which rules each decision was made (R72).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/sqlite/sqlite_files.h"
#include "runtime/loop_fixture.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/codec/decision_json.h"
#include "textback/config/account_yaml.h"
#include "textback/ports/journal_reader.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::HasSubstr;

Account Two() {
  Account account = Northside();
  account.team = {{.id = PersonId::Of("alex"), .owner = true},
                  {.id = PersonId::Of("pat"), .trades = {TradeId::Of("kitchen")}}};
  return account;
}

class Carrier final : public InlineTransport {
 public:
  SendOutcome Answer(const Text&) override { return {.kind = SendOutcome::Kind::kAccepted}; }
};

class AwayLoop : public LoopTest {
 protected:
  AwayLoop() {
    policy_ = PolicyFor(Two());
    Open();
  }

  void Open() {
    storage_.reset();
    auto opened = OpenSqliteStorage({.path = files_.Path("away.db")});
    ASSERT_TRUE(opened.ok()) << opened.status();
    storage_ = *std::move(opened);
  }

  Event Away(std::string_view id, Instant since, Instant until, std::string_view person = "pat") {
    return {.id = EventId::Parse(id).value(),
            .lead = {.account = policy_->account.id, .phone = {}},
            .at = since,
            .received_at = since,
            .body = AwaySet{{.person = PersonId::Parse(person).value(),
                             .why = Schedule::kOpen,
                             .since = since,
                             .until = until}}};
  }
  void Submit(Runtime& runtime, const Event& event) {
    ASSERT_EQ(runtime.Submit({&event, 1})->appended, 1U);
    RunAt(runtime, event.received_at);
  }
  // A lead with a kitchen calls and answers; who is told?
  std::string ToldAbout(Runtime& runtime, std::string_view number, Instant at) {
    const std::string id(number);
    Submit(runtime,
           MakeEvent("form-" + id, number, at, FormInquiry{.trade = TradeId::Of("kitchen")}));
    Submit(runtime, Wrote("sms-" + id, number, at + minutes{1}, "Hello there"));
    std::string told = "nobody";
    for (const JournalEntry& entry : Journal()) {
      if (entry.event.id.value() != "sms-" + id) continue;
      const RecordedDecision decision = DecodeDecision(entry.decision).value();
      if (!decision.tasks.empty()) told = decision.tasks.back().to;
    }
    return told;
  }
  std::vector<JournalEntry> Journal() {
    std::vector<JournalEntry> entries;
    EXPECT_TRUE(VisitJournal(*storage_, [&](const JournalEntry& entry) {
                  entries.push_back(entry);
                  return absl::OkStatus();
                }).ok());
    return entries;
  }

  TemporaryFolder files_;
  Carrier carrier_;
};

TEST_F(AwayLoop, CountsFromTheNextDecisionOnAndAfterARestart) {
  auto runtime = Make(carrier_);
  EXPECT_EQ(ToldAbout(*runtime, "+14035550301", kFriday), "pat");
  Submit(*runtime, Away("away-1", kFriday + hours{1}, kFriday + hours{5}));
  EXPECT_EQ(ToldAbout(*runtime, "+14035550302", kFriday + hours{1}), "alex");
  runtime.reset();
  Open();
  runtime = Make(carrier_);
  EXPECT_EQ(ToldAbout(*runtime, "+14035550303", kFriday + hours{2}), "alex");
  EXPECT_EQ(ToldAbout(*runtime, "+14035550304", kFriday + hours{5}), "pat") << "back by himself";
}

// Another decider works on the same store: it finds the word in the account's record.
TEST_F(AwayLoop, EveryDeciderFindsIt) {
  const auto first = Make(carrier_);
  const auto second = Make(carrier_);
  Submit(*first, Away("away-1", kFriday, kNever));
  EXPECT_EQ(ToldAbout(*second, "+14035550301", kFriday + minutes{1}), "alex");
}

// R72: with the account that the journal names, each decision comes out as it was.
TEST_F(AwayLoop, TheJournalReplaysUnderTheRulesThatItNames) {
  const auto runtime = Make(carrier_);
  ToldAbout(*runtime, "+14035550301", kFriday);
  Submit(*runtime, Away("away-1", kFriday + hours{1}, kFriday + hours{5}));
  Submit(*runtime, Away("away-2", kFriday + hours{1}, kNever, "stranger"));
  ToldAbout(*runtime, "+14035550302", kFriday + hours{1});
  ToldAbout(*runtime, "+14035550303", kFriday + hours{6});

  const JournalPage page = storage_->ReadJournal({}, 1000).value();
  std::map<std::string, std::shared_ptr<const Policy>> rules;
  for (const PolicyRecord& record : page.policies) {
    const auto account = std::find_if(record.sources.begin(), record.sources.end(),
                                      [](const auto& one) { return one->name == "account"; });
    ASSERT_NE(account, record.sources.end());
    const auto read = ParseAccounts((*account)->text, "recorded.yaml");
    ASSERT_TRUE(read.ok()) << read.status();
    rules[record.fingerprint] = PolicyFor(read->front());
  }
  EXPECT_EQ(rules.size(), 2U) << "with Pat, and without";
  std::map<LeadId, Lead> leads;
  for (const JournalEntry& entry : page.entries) {
    Lead& lead = leads.try_emplace(entry.event.lead, Lead{.id = entry.event.lead}).first->second;
    const Decision decision = Step(lead, entry.event, *rules.at(entry.policy), entry.now);
    EXPECT_EQ(EncodeDecision(lead, decision), entry.decision);
    lead.state = decision.next;
    if (decision.profile.has_value()) lead.profile = *decision.profile;
  }
}

TEST_F(AwayLoop, IsSaidToTheAccountNotToALead) {
  Event event = Away("away-1", kFriday, kNever);
  event.lead.phone = Number("+14035550123");
  const SubmitResult result = Make(carrier_)->Submit({&event, 1}).value();
  ASSERT_EQ(result.rejected.size(), 1U);
  EXPECT_THAT(std::string(result.rejected[0].reason.message()), HasSubstr("no number"));
}

}  // namespace
}  // namespace textback
