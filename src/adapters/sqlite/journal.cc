// The journal, and the rules with which its decisions were made.
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_storage.h"
#include "adapters/storage_checks.h"
#include "textback/codec/decision_json.h"
#include "textback/codec/event_json.h"

namespace textback::sqlite {

absl::Status SqliteStorage::WriteJournal(const Commitment& commitment, std::int64_t lead) {
  const Event& event = std::get<Event>(commitment.work->item);
  const std::string body = EncodeEventBody(event);
  const std::string decision = EncodeDecision(commitment.work->lead, *commitment.decision);
  const std::string_view policy = commitment.policy == nullptr
                                      ? std::string_view()
                                      : std::string_view(commitment.policy->fingerprint);
  return Query(database_, statements_.insert_journal, ++journal_seq_, lead, commitment.now,
               event.id.value(), event.at, event.received_at, KindOf(event), body, decision,
               commitment.decision->next.version, OrNull{policy})
      .Run();
}

// Sources that several policies share, such as the law, are stored once.
absl::Status SqliteStorage::WritePolicy(const PolicyRecord& policy, Batch& batch) {
  if (policies_.contains(policy.fingerprint)) return absl::OkStatus();
  if (!batch.policies.insert(policy.fingerprint).second) return absl::OkStatus();
  std::int64_t position = 0;
  for (const SharedSource& source : policy.sources) {
    absl::Status status =
        Query(database_, statements_.insert_source, source->hash, source->text).Run();
    if (!status.ok()) return status;
    status = Query(database_, statements_.insert_policy, policy.fingerprint, ++position,
                   source->name, source->hash)
                 .Run();
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status SqliteStorage::ReadPolicies(JournalPage& page) {
  std::set<std::string_view> fingerprints;
  for (const JournalEntry& entry : page.entries) {
    if (!entry.policy.empty()) fingerprints.insert(entry.policy);
  }
  for (const std::string_view fingerprint : fingerprints) {
    // Even a journal of several years has few policies: each is read once, not again for every
    // page.
    PolicyRecord& policy = read_policies_[std::string(fingerprint)];
    if (policy.fingerprint.empty()) {
      Query rows(database_, statements_.read_policy, fingerprint);
      std::vector<SharedSource> sources;
      while (rows.Next())
        sources.push_back(NewSource(std::string(rows.Text(0)), std::string(rows.Text(1))));
      if (!rows.status().ok()) return rows.status();
      policy = {.fingerprint = std::string(fingerprint), .sources = std::move(sources)};
    }
    page.policies.push_back(policy);
  }
  return absl::OkStatus();
}

absl::Status SqliteStorage::ReadEntries(std::uint64_t after, std::size_t limit, JournalPage& page) {
  constexpr std::uint64_t kMax = std::numeric_limits<std::int64_t>::max();
  Query rows(database_, statements_.read_journal, after, std::min<std::uint64_t>(limit, kMax));
  while (rows.Next()) {
    JournalEntry& entry = page.entries.emplace_back();
    entry.now = rows.At(1);
    entry.decision = std::string(rows.Text(2));
    entry.version = static_cast<std::uint64_t>(rows.Int(3));
    entry.policy = std::string(rows.Text(4));
    absl::Status status = ReadId(rows, 5, entry.event.lead);
    if (status.ok()) status = ReadEvent(rows, 7, entry.event.lead, entry.event);
    if (!status.ok()) {
      return absl::DataLossError(
          absl::StrFormat("journal entry %d: %s", rows.Int(0), status.message()));
    }
    page.next.token = absl::StrCat(rows.Int(0));
  }
  return rows.status();
}

absl::StatusOr<JournalPage> SqliteStorage::ReadJournal(const JournalCursor& after,
                                                       std::size_t limit) {
  const absl::MutexLock lock(&mutex_);
  Transaction transaction(database_, Transaction::Kind::kRead);
  if (!transaction.status().ok()) return transaction.status();
  std::uint64_t last = 0;
  {
    Query row(database_, statements_.last_journal);
    if (row.Next()) last = static_cast<std::uint64_t>(row.Int(0));
    if (!row.status().ok()) return row.status();
  }
  const absl::StatusOr<std::uint64_t> seen = NumberOf(after, last);
  if (!seen.ok()) return seen.status();
  JournalPage page{.entries = {}, .next = after};
  if (absl::Status status = ReadEntries(*seen, limit, page); !status.ok()) return status;
  if (absl::Status status = ReadPolicies(page); !status.ok()) return status;
  if (absl::Status status = transaction.Commit(); !status.ok()) return status;
  return page;
}

}  // namespace textback::sqlite
