#include "textback/testing/storage_conformance.h"

#include <absl/strings/str_cat.h>

#include <utility>

namespace textback {

// Instantiated where the suite is used; a test that only wants the samples is fine too.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StorageConformance);

std::string NameOfFactory(const ::testing::TestParamInfo<StorageFactory>& info) {
  return info.param.name;
}

void PrintTo(const StorageFactory& factory, std::ostream* out) { *out << factory.name; }

void StorageConformance::SetUp() {
  absl::StatusOr<std::unique_ptr<Storage>> storage = GetParam().open();
  ASSERT_TRUE(storage.ok()) << storage.status();
  storage_ = *std::move(storage);
}

bool StorageConformance::Reopen() {
  if (GetParam().reopen == nullptr) return false;
  storage_.reset();
  absl::StatusOr<std::unique_ptr<Storage>> storage = GetParam().reopen();
  EXPECT_TRUE(storage.ok()) << storage.status();
  storage_ = *std::move(storage);
  return true;
}

AppendResult StorageConformance::Append(const std::vector<Event>& events) {
  const absl::StatusOr<AppendResult> result = storage().Append(events);
  EXPECT_TRUE(result.ok()) << result.status();
  return result.value_or(AppendResult{});
}

Claimed StorageConformance::Claim(Instant now, std::size_t limit, Duration lease) {
  absl::StatusOr<Claimed> claimed = storage().Claim({.now = now, .lease = lease, .limit = limit});
  EXPECT_TRUE(claimed.ok()) << claimed.status();
  if (!claimed.ok()) return {};
  for (const absl::Status& problem : claimed->problems) ADD_FAILURE() << problem;
  return *std::move(claimed);
}

Work StorageConformance::ClaimOne(Instant now) {
  Claimed claimed = Claim(now);
  EXPECT_EQ(claimed.work.size(), 1U);
  return claimed.work.empty() ? Work{} : std::move(claimed.work.front());
}

std::vector<absl::Status> StorageConformance::Commit(const std::vector<Commitment>& batch) {
  absl::StatusOr<std::vector<absl::Status>> statuses = storage().Commit(batch);
  EXPECT_TRUE(statuses.ok()) << statuses.status();
  EXPECT_EQ(statuses.ok() ? statuses->size() : 0, batch.size());
  return statuses.ok() ? *std::move(statuses)
                       : std::vector<absl::Status>(batch.size(), statuses.status());
}

std::vector<absl::Status> StorageConformance::Settle(const std::vector<Settlement>& batch) {
  absl::StatusOr<std::vector<absl::Status>> statuses = storage().Settle(batch);
  EXPECT_TRUE(statuses.ok()) << statuses.status();
  EXPECT_EQ(statuses.ok() ? statuses->size() : 0, batch.size());
  return statuses.ok() ? *std::move(statuses)
                       : std::vector<absl::Status>(batch.size(), statuses.status());
}

std::vector<JournalEntry> StorageConformance::Journal(std::uint64_t after, std::size_t limit) {
  absl::StatusOr<std::vector<JournalEntry>> entries = storage().ReadJournal(after, limit);
  EXPECT_TRUE(entries.ok()) << entries.status();
  return entries.ok() ? *std::move(entries) : std::vector<JournalEntry>{};
}

absl::Status StorageConformance::Commit(const Work& work, const Decision& decision, Instant now) {
  return Commit({{.work = &work, .decision = &decision, .now = now}}).at(0);
}

absl::Status StorageConformance::Settle(const Work& work, const Event& event) {
  return Settle({{.work = &work, .event = event}}).at(0);
}

void StorageConformance::ProcessCalls(const std::vector<LeadId>& leads, Instant now,
                                      const std::function<Decision(const Work&)>& decide) {
  std::vector<Event> calls;
  for (const LeadId& lead : leads) {
    calls.push_back(SampleCall(lead, absl::StrCat("given-", ++calls_), now));
  }
  Append(calls);
  const Claimed claimed = Claim(now, leads.size());
  ASSERT_EQ(claimed.work.size(), leads.size());
  for (const Work& work : claimed.work) EXPECT_TRUE(Commit(work, decide(work), now).ok());
}

void StorageConformance::GivenWaiting(const std::vector<LeadId>& leads, Instant now,
                                      Instant wake_at) {
  ProcessCalls(leads, now, [&](const Work& work) { return SampleWait(work, wake_at); });
}

void StorageConformance::GivenQueued(const std::vector<LeadId>& leads, std::string_view step,
                                     Instant now) {
  ProcessCalls(leads, now, [&](const Work& work) { return SampleSend(work, step, now); });
}

Work StorageConformance::GivenClaimedText(const LeadId& lead, Instant now) {
  GivenQueued({lead}, "text_1", now);
  Work work = ClaimOne(now);
  EXPECT_FALSE(TextOf(work).maybe_sent);
  return work;
}

const Event& EventOf(const Work& work) {
  static const Event kNone;
  const Event* event = std::get_if<Event>(&work.item);
  EXPECT_NE(event, nullptr) << "a text was claimed, not an event";
  return event == nullptr ? kNone : *event;
}

const ClaimedText& TextOf(const Work& work) {
  static const ClaimedText kNone;
  const ClaimedText* text = std::get_if<ClaimedText>(&work.item);
  EXPECT_NE(text, nullptr) << "an event was claimed, not a text";
  return text == nullptr ? kNone : *text;
}

}  // namespace textback
