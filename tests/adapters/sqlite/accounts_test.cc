// The table of accounts: what people see in it, and what happens to an unreadable row.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "adapters/sqlite/sqlite_files.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Instant kNow = kSampleNow;

class SqliteAccountsTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }

  void Open() {
    storage_.reset();
    auto storage = OpenSqliteStorage({.path = path_});
    ASSERT_TRUE(storage.ok()) << storage.status();
    storage_ = *std::move(storage);
  }

  Claimed Claim(WorkKind kind = WorkKind::kSteps) {
    auto claimed = storage_->Claim({.kind = kind, .now = kNow});
    EXPECT_TRUE(claimed.ok()) << claimed.status();
    return claimed.ok() ? *std::move(claimed) : Claimed{};
  }

  // Two accounts, each with a record: the lead of one has an event, the lead of the other a text.
  void GivenTwoAccounts() {
    for (const std::string account : {"northside", "southside"}) {
      const std::vector<Event> calls = {
          SampleCall(SampleLead(1, account), "call-1", kNow),
          SampleCall(SampleLead(2, account), "call-2", kNow + Duration{1})};
      ASSERT_TRUE(storage_->Append(calls).ok());
      const Claimed claimed = Claim();
      ASSERT_EQ(claimed.work.size(), 1U);
      const Decision decision = SampleSend(claimed.work[0], "text_1", kNow);
      const AccountRecord record = SampleAccount(account, 1);
      const Commitment one{
          .work = &claimed.work[0], .decision = &decision, .now = kNow, .account = &record};
      ASSERT_TRUE(storage_->Commit({&one, 1})->at(0).ok());
    }
    ASSERT_EQ(Sql(path_,
                  "UPDATE inbox SET received_at = 0; UPDATE leads SET event_at = 0"
                  " WHERE event_at IS NOT NULL"),
              "");
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_.Path("store.db");
  std::unique_ptr<Storage> storage_;
};

// R61, R64
TEST_F(SqliteAccountsTest, SwitchesAndRefusalCanBeReadWithPlainSql) {
  GivenTwoAccounts();
  EXPECT_EQ(Sql(path_,
                "SELECT account, version, account_off, all_off, switched_at, refused_until"
                " FROM accounts"),
            "northside|1|1|1|1795190340000|1795191300000\n"
            "southside|1|1|1|1795190340000|1795191300000");
}

// R64: the visible columns decide; a store of an older version has only those
TEST_F(SqliteAccountsTest, ColumnsCountAndTheRecordMayBeMissing) {
  Sql(path_,
      "INSERT INTO accounts (account, version, account_off, switched_at)"
      " VALUES ('northside', 5, 1, 1000)");
  const std::vector<Event> call = {SampleCall(SampleLead(1), "call-1", kNow)};
  ASSERT_TRUE(storage_->Append(call).ok());
  AccountRecord record{.account = SampleLead(1).account, .version = 5};
  record.switches = {.account_off = true, .turned_at = FromMillis(1000)};
  EXPECT_THAT(Claim().accounts, ElementsAre(record));
}

// R73: an unreadable account holds its own leads and no others
TEST_F(SqliteAccountsTest, UnreadableAccountHoldsItsOwnLeads) {
  const struct {
    std::string damage;
    absl::StatusCode code;
    std::string why;
  } cases[] = {
      {"record = x'01'", absl::StatusCode::kDataLoss, "breaks off"},
      {"record = x'00'", absl::StatusCode::kDataLoss, "no version"},
      {"record = substr(record, 1, length(record) / 2)", absl::StatusCode::kDataLoss, "breaks off"},
      {"record = x'0113020F8000'", absl::StatusCode::kDataLoss, "(texts)"},
      {"record = x'011302A80100'", absl::StatusCode::kDataLoss, "(texts)"},
      {"record = x'0120010000'", absl::StatusCode::kDataLoss, "(lines)"},
      {"record = x'0900'", absl::StatusCode::kUnimplemented, "upgrade textback"},
      {"record = x'0175010100'", absl::StatusCode::kUnimplemented, "upgrade textback"},
      {"version = -7", absl::StatusCode::kDataLoss, "'version'"},
      {"switched_at = -1", absl::StatusCode::kDataLoss, "switches.turned_at"},
      {"refused_until = 9223372036854775806", absl::StatusCode::kDataLoss, "refused_until"},
  };
  int number = 0;
  GivenTwoAccounts();
  storage_.reset();
  for (const auto& [damage, code, why] : cases) {
    SCOPED_TRACE(damage);
    const std::string copy = folder_.Path(std::to_string(++number));
    Sql(path_, "VACUUM INTO '" + copy + "'");
    ASSERT_EQ(Sql(copy, "UPDATE accounts SET " + damage + " WHERE account = 'southside'"), "");
    auto storage = OpenSqliteStorage({.path = copy});
    ASSERT_TRUE(storage.ok()) << storage.status();
    storage_ = *std::move(storage);
    const Claimed steps = Claim();
    const Claimed texts = Claim(WorkKind::kTexts);
    ASSERT_EQ(steps.work.size(), 1U);
    ASSERT_EQ(texts.work.size(), 1U);
    EXPECT_EQ(steps.work[0].lead.id, SampleLead(2));
    EXPECT_EQ(texts.work[0].lead.id, SampleLead(1));
    EXPECT_THAT(steps.accounts, ElementsAre(SampleAccount("northside", 1)));
    // Reported once, whatever else its leads have to do.
    ASSERT_EQ(steps.problems.size(), 1U);
    EXPECT_THAT(texts.problems, IsEmpty());
    EXPECT_EQ(steps.problems[0].code(), code) << steps.problems[0];
    EXPECT_THAT(std::string(steps.problems[0].message()), HasSubstr("account southside"));
    EXPECT_THAT(std::string(steps.problems[0].message()), HasSubstr(why));
    const std::vector<Event> more = {SampleCall(SampleLead(3, "southside"), "call-3", kNow)};
    ASSERT_TRUE(storage_->Append(more).ok());
    EXPECT_THAT(Claim().problems, IsEmpty());
    storage_.reset();
  }
}

// R73: nothing of it is lost in the meantime
TEST_F(SqliteAccountsTest, MendedAccountIsBackAfterOpeningAgain) {
  GivenTwoAccounts();
  Sql(path_, "UPDATE accounts SET switched_at = -1 WHERE account = 'southside'");
  Open();
  EXPECT_EQ(Claim().problems.size(), 1U);
  const std::vector<Event> more = {SampleCall(SampleLead(3, "southside"), "call-3", kNow)};
  ASSERT_TRUE(storage_->Append(more).ok());
  Sql(path_, "UPDATE accounts SET switched_at = 1795190340000 WHERE account = 'southside'");
  Open();
  const Claimed claimed = Claim();
  EXPECT_EQ(claimed.work.size(), 3U);
  EXPECT_THAT(claimed.accounts,
              ElementsAre(SampleAccount("northside", 1), SampleAccount("southside", 1)));
}

// Text of laws that a thousand accounts share is stored once.
TEST_F(SqliteAccountsTest, SourcesThatRulesShareAreStoredOnce) {
  const std::vector<Event> calls = {SampleCall(SampleLead(1), "call-1", kNow),
                                    SampleCall(SampleLead(2), "call-2", kNow),
                                    SampleCall(SampleLead(3), "call-3", kNow)};
  ASSERT_TRUE(storage_->Append(calls).ok());
  const PolicyRecord rules[] = {SamplePolicy("Hello"), SamplePolicy("Hi"), SamplePolicy("Hello")};
  const Claimed claimed = Claim();
  ASSERT_EQ(claimed.work.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    const Decision decision = SampleRest(claimed.work[i]);
    const Commitment one{
        .work = &claimed.work[i], .decision = &decision, .now = kNow, .policy = &rules[i]};
    ASSERT_TRUE(storage_->Commit({&one, 1})->at(0).ok());
  }
  EXPECT_EQ(Sql(path_, "SELECT count(*), count(DISTINCT fingerprint) FROM policies"), "6|2");
  EXPECT_EQ(Sql(path_, "SELECT count(*) FROM policy_sources"), "4");
  EXPECT_EQ(Sql(path_, "SELECT version, policy = '" + rules[0].fingerprint + "' FROM journal"),
            "1|1\n1|0\n1|1");
}

}  // namespace
}  // namespace textback
