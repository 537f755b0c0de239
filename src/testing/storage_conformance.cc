#include "textback/testing/storage_conformance.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <utility>

namespace textback {
namespace {

std::vector<absl::Status> Statuses(absl::StatusOr<std::vector<absl::Status>> statuses,
                                   std::size_t size) {
  EXPECT_TRUE(statuses.ok()) << statuses.status();
  if (!statuses.ok()) return std::vector<absl::Status>(size, statuses.status());
  EXPECT_EQ(statuses->size(), size);
  return *std::move(statuses);
}

}  // namespace

// The suite is instantiated where it is used. A test may also use only the samples.
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

Claimed StorageConformance::Claim(const ClaimRequest& request) {
  absl::StatusOr<Claimed> claimed = storage().Claim(request);
  EXPECT_TRUE(claimed.ok()) << claimed.status();
  if (!claimed.ok()) return {};
  for (const absl::Status& problem : claimed->problems) ADD_FAILURE() << problem;
  for (const AccountRecord& record : claimed->accounts) accounts_[record.account] = record;
  return *std::move(claimed);
}

Claimed StorageConformance::ClaimSteps(Instant now, std::size_t limit, Duration lease) {
  return Claim({.kind = WorkKind::kSteps, .now = now, .lease = lease, .limit = limit});
}

Claimed StorageConformance::ClaimTexts(Instant now, std::size_t limit, Duration lease) {
  return Claim({.kind = WorkKind::kTexts, .now = now, .lease = lease, .limit = limit});
}

Work StorageConformance::ClaimStep(Instant now) {
  Claimed claimed = ClaimSteps(now);
  EXPECT_EQ(claimed.work.size(), 1U);
  return claimed.work.empty() ? Work{} : std::move(claimed.work.front());
}

Work StorageConformance::ClaimText(Instant now) {
  Claimed claimed = ClaimTexts(now);
  EXPECT_EQ(claimed.work.size(), 1U);
  return claimed.work.empty() ? Work{} : std::move(claimed.work.front());
}

Instant StorageConformance::NextDue(Instant now) {
  const Claimed steps = ClaimSteps(now);
  const Claimed texts = ClaimTexts(now);
  EXPECT_TRUE(steps.work.empty());
  EXPECT_TRUE(texts.work.empty());
  return std::min(steps.next_due, texts.next_due);
}

std::vector<absl::Status> StorageConformance::Commit(const std::vector<Commitment>& batch) {
  return Statuses(storage().Commit(batch), batch.size());
}

std::vector<absl::Status> StorageConformance::BeginHandOver(
    const std::vector<const Work*>& texts, const std::vector<AccountRecord>& accounts, Instant now,
    Duration lease) {
  return Statuses(
      storage().BeginHandOver({.texts = texts, .accounts = accounts, .now = now, .lease = lease}),
      texts.size());
}

std::vector<absl::Status> StorageConformance::Settle(const std::vector<Settlement>& batch) {
  return Statuses(storage().Settle(batch), batch.size());
}

JournalPage StorageConformance::ReadJournal(const JournalCursor& after, std::size_t limit) {
  absl::StatusOr<JournalPage> page = storage().ReadJournal(after, limit);
  EXPECT_TRUE(page.ok()) << page.status();
  return page.ok() ? *std::move(page) : JournalPage{};
}

std::vector<JournalEntry> StorageConformance::Journal() { return ReadJournal({}, 10'000).entries; }

absl::Status StorageConformance::Commit(const Work& work, const Decision& decision, Instant now) {
  return Commit({{.work = &work, .decision = &decision, .now = now}}).at(0);
}

absl::Status StorageConformance::BeginHandOver(const Work& text, Instant now) {
  return BeginHandOver({&text}, {NextRecord(text.lead.id.account)}, now).at(0);
}

absl::Status StorageConformance::Settle(const Work& text, const Event& event) {
  return Settle({{.work = &text, .event = event}}).at(0);
}

absl::Status StorageConformance::GiveBack(const Work& text, Instant not_before) {
  return Settle({{.work = &text, .event = std::nullopt, .not_before = not_before}}).at(0);
}

AccountRecord StorageConformance::NextRecord(const AccountId& account) const {
  const auto found = accounts_.find(account);
  EXPECT_NE(found, accounts_.end()) << "nothing of this account was claimed";
  if (found == accounts_.end()) return {.account = account, .version = 1};
  AccountRecord next = found->second;
  ++next.version;
  return next;
}

void StorageConformance::ProcessCalls(const std::vector<LeadId>& leads, Instant now,
                                      const std::function<Decision(const Work&)>& decide) {
  std::vector<Event> calls;
  for (const LeadId& lead : leads) {
    calls.push_back(SampleCall(lead, absl::StrCat("given-", ++calls_), now));
  }
  Append(calls);
  const Claimed claimed = ClaimSteps(now, leads.size());
  ASSERT_EQ(claimed.work.size(), leads.size());
  for (const Work& work : claimed.work) EXPECT_TRUE(Commit(work, decide(work), now).ok());
}

void StorageConformance::GivenWaiting(const std::vector<LeadId>& leads, Instant now,
                                      Instant wake_at) {
  ProcessCalls(leads, now, [&](const Work& work) { return SampleWait(work, wake_at); });
}

void StorageConformance::GivenQueued(const std::vector<LeadId>& leads, std::string_view step,
                                     Instant now, TextClass text_class) {
  ProcessCalls(leads, now, [&](const Work& work) {
    Decision decision = SampleSend(work, step, now);
    decision.text->text_class = text_class;
    return decision;
  });
}

Work StorageConformance::GivenClaimedText(const LeadId& lead, Instant now) {
  GivenQueued({lead}, "text_1", now);
  Work work = ClaimText(now);
  EXPECT_FALSE(TextOf(work).maybe_sent);
  return work;
}

Work StorageConformance::GivenHandedOverText(const LeadId& lead, Instant now) {
  Work work = GivenClaimedText(lead, now);
  EXPECT_TRUE(BeginHandOver(work, now).ok());
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
