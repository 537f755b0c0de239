// Tests for every Storage: the contract of ports/storage.h as a test suite.
//
// Our storages pass it, and yours must pass it too. To test a storage of your own:
//
// 1. Link `textback::testing` into your test (GoogleTest comes with it):
//
//      target_link_libraries(my_storage_test PRIVATE textback::testing GTest::gtest_main)
//
// 2. Say how a store is opened:
//
//      textback::StorageFactory MyStorage() {
//        auto folder = std::make_shared<TemporaryFolder>();  // lives as long as the factory
//        return {.name = "mine",
//                .open = [=] { folder->Clear(); return OpenMyStorage(folder->path()); },
//                .reopen = [=] { return OpenMyStorage(folder->path()); }};
//      }
//
// 3. Instantiate the suite, once for each configuration that you ship:
//
//      INSTANTIATE_TEST_SUITE_P(MyStorage, StorageConformance, testing::Values(MyStorage()),
//                               textback::NameOfFactory);
//
// Each test opens its own store, uses only the port, and names the rule that it proves. The tests
// make up the time: none sleeps or reads a clock. Tests of durability need `reopen` and are skipped
// without it.
//
// Not tested here, because it can't be done through the port: kill -9, a full disk, a row of a lead
// or an account that can't be read (`Claimed::problems`), a second process that appends. Test these
// yourself; tests/adapters/sqlite shows how.
//
// You may use the samples below in your own tests: leads, events and decisions that keep the
// invariants.
#ifndef TEXTBACK_TESTING_STORAGE_CONFORMANCE_H_
#define TEXTBACK_TESTING_STORAGE_CONFORMANCE_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "textback/ports/storage.h"

namespace textback {

struct StorageFactory {
  std::string name;  // letters and digits
  // Opens a new, empty store. Earlier stores may be deleted: a test uses one at a time.
  std::function<absl::StatusOr<std::unique_ptr<Storage>>()> open;
  // Opens the last store again, after its object was destroyed. Null: the store isn't durable.
  std::function<absl::StatusOr<std::unique_ptr<Storage>>()> reopen;
};

// The name of an instance: "mine".
std::string NameOfFactory(const ::testing::TestParamInfo<StorageFactory>& info);
void PrintTo(const StorageFactory& factory, std::ostream* out);

// Samples. Friday 2026-11-20, 16:00 UTC; account "northside"; leads +1 403 555 01xx.
inline constexpr Instant kSampleNow = Instant{std::chrono::milliseconds{1'795'190'400'000}};
LeadId SampleLead(int number, std::string_view account = "northside");
PhoneNumber SampleLine();
Event SampleCall(const LeadId& lead, std::string_view id, Instant at);
Event SampleTextIn(const LeadId& lead, std::string_view id, Instant at, std::string_view body);

// A lead in which every field has a different value.
LeadState SampleState();
LeadProfile SampleProfile();

// Decisions on a claimed event. Each is one version further and has a reason.
//   Rest   nothing follows: no timer, no text
//   Wait   a timer at `wake_at`
//   Send   a text for `step` goes into the outbox, decided at `now`
Decision SampleRest(const Work& work);
Decision SampleWait(const Work& work, Instant wake_at);
Decision SampleSend(const Work& work, std::string_view step, Instant now);

// A record of an account in which every field has a different value; and a policy record.
AccountRecord SampleAccount(std::string_view account, std::uint64_t version);
PolicyRecord SamplePolicy(std::string_view words);

// A turn of the account's kill switch (R64).
Event SampleSwitch(std::string_view account, std::string_view id, Instant at);

// The outcome of a claimed text, as the worker reports it.
Event SampleSettled(const Work& work, SendOutcome::Kind kind, Instant at);
Event SampleNotSent(const Work& work, bool expired, Instant at);

class StorageConformance : public ::testing::TestWithParam<StorageFactory> {
 protected:
  void SetUp() override;

  Storage& storage() { return *storage_; }

  // False: the store isn't durable, skip the test. True: it was closed and opened again.
  bool Reopen();

  // The calls of the port; any error fails the test.
  AppendResult Append(const std::vector<Event>& events);
  Claimed Claim(const ClaimRequest& request);
  Claimed ClaimSteps(Instant now, std::size_t limit = 100,
                     Duration lease = std::chrono::seconds{60});
  Claimed ClaimTexts(Instant now, std::size_t limit = 100,
                     Duration lease = std::chrono::seconds{60});
  std::vector<absl::Status> Commit(const std::vector<Commitment>& batch);
  std::vector<absl::Status> BeginHandOver(const std::vector<const Work*>& texts,
                                          const std::vector<AccountRecord>& accounts, Instant now,
                                          Duration lease = std::chrono::seconds{60});
  std::vector<absl::Status> Settle(const std::vector<Settlement>& batch);
  JournalPage ReadJournal(const JournalCursor& after, std::size_t limit);
  std::vector<JournalEntry> Journal();  // all of it

  // The only step, or the only text, that is due.
  Work ClaimStep(Instant now);
  Work ClaimText(Instant now);
  // Expects that nothing is due now; returns when something will be.
  Instant NextDue(Instant now);

  // For one piece of work. A hand-over takes the account's record one version further.
  absl::Status Commit(const Work& work, const Decision& decision, Instant now);
  absl::Status BeginHandOver(const Work& text, Instant now);
  absl::Status Settle(const Work& text, const Event& event);
  absl::Status GiveBack(const Work& text, Instant not_before);

  // The account's record from the last Claim, one version further.
  AccountRecord NextRecord(const AccountId& account) const;

  // Set up an otherwise idle store: leads that wait, leads with a queued text.
  void GivenWaiting(const std::vector<LeadId>& leads, Instant now, Instant wake_at);
  void GivenQueued(const std::vector<LeadId>& leads, std::string_view step, Instant now,
                   TextClass text_class = TextClass::kResponse);

  // One lead with a queued text, claimed; or claimed and handed over.
  Work GivenClaimedText(const LeadId& lead, Instant now);
  Work GivenHandedOverText(const LeadId& lead, Instant now);

 private:
  void ProcessCalls(const std::vector<LeadId>& leads, Instant now,
                    const std::function<Decision(const Work&)>& decide);

  std::unique_ptr<Storage> storage_;
  std::map<AccountId, AccountRecord> accounts_;  // as claimed last
  int calls_ = 0;
};

// The claimed event or text; fails the test if it is the other one.
const Event& EventOf(const Work& work);
const ClaimedText& TextOf(const Work& work);

}  // namespace textback

#endif  // TEXTBACK_TESTING_STORAGE_CONFORMANCE_H_
