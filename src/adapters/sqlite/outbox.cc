// BeginHandOver and Settle: sending the texts of the outbox.
#include <algorithm>
#include <utility>

#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_storage.h"
#include "adapters/storage_checks.h"

namespace textback::sqlite {

// Reads the table and not memory: another process may have appended the event a moment ago.
absl::Status SqliteStorage::WhyNotNow(const Work& work, std::int64_t lead, Instant now,
                                      absl::Status& verdict) {
  const LeadId& id = work.lead.id;
  {
    Query due(database_, statements_.due_event, lead, now);
    if (due.Next()) verdict = EventWaits(id);
    if (!due.status().ok() || !verdict.ok()) return due.status();
  }
  Query due(database_, statements_.due_switch, id.account.view(), now);
  if (due.Next()) verdict = SwitchWaits(id);
  return due.status();
}

absl::Status SqliteStorage::HandOverOne(const Work& work, Instant now, bool stale, Batch& batch,
                                        absl::Status& verdict) {
  const LeadId& id = work.lead.id;
  const Lease* lease = HeldLease(work, batch);
  if (lease == nullptr) {
    verdict = LeaseLost(id);
    return absl::OkStatus();
  }
  absl::Status status = WhyNotNow(work, lease->lead, now, verdict);
  if (!status.ok()) return status;
  if (verdict.ok() && stale) verdict = AccountLost(id.account);
  if (verdict.ok()) {
    const TextKey& key = KeyOfText(work);
    status = Query(database_, statements_.hand_over, lease->lead, key.episode, key.step.view(),
                   key.attempt)
                 .Run();
    if (!status.ok()) return status;
    // Somebody has withdrawn the text by hand, in the table.
    if (database_.changes() == 0) verdict = LeaseLost(id);
  }
  if (!verdict.ok()) batch.ended.emplace(work.lease, agenda_.Of(lease->lead));
  return absl::OkStatus();
}

absl::Status SqliteStorage::HandOverAll(const HandOver& hand_over, Batch& batch) {
  std::map<AccountId, Standing> standings;
  for (const AccountRecord& given : hand_over.accounts) {
    absl::Status status = ReadStanding(given, standings[given.account]);
    if (!status.ok()) return status;
  }
  // An account's record is written if one of its texts leaves, or if it has no record yet.
  std::map<AccountId, bool> leaves;
  for (std::size_t i = 0; i < hand_over.texts.size(); ++i) {
    const Work& work = *hand_over.texts[i];
    const AccountId& account = work.lead.id.account;
    const bool stale = standings.at(account) == Standing::kStale;
    absl::Status status = HandOverOne(work, hand_over.now, stale, batch, batch.verdicts[i]);
    if (!status.ok()) return status;
    leaves[account] |= batch.verdicts[i].ok();
  }
  for (const AccountRecord& given : hand_over.accounts) {
    const auto found = leaves.find(given.account);
    const bool wanted = found == leaves.end() || found->second;
    if (!wanted || standings.at(given.account) != Standing::kNext) continue;
    if (absl::Status status = WriteAccount(given); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<absl::Status>> SqliteStorage::BeginHandOver(const HandOver& hand_over) {
  if (absl::Status status = CheckUse(SqliteUse::kOwner); !status.ok()) return status;
  if (absl::Status status = CheckShape(hand_over); !status.ok()) return status;
  const absl::MutexLock lock(&mutex_);
  agenda_.EndUntil(hand_over.now);
  Transaction transaction(database_, Transaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  if (absl::Status status = TakeInNewEvents(); !status.ok()) return status;
  Batch batch{.verdicts = std::vector<absl::Status>(hand_over.texts.size())};
  if (absl::Status status = HandOverAll(hand_over, batch); !status.ok()) return status;
  if (absl::Status status = transaction.Commit(); !status.ok()) return status;
  for (std::size_t i = 0; i < hand_over.texts.size(); ++i) {
    if (!batch.verdicts[i].ok()) continue;
    agenda_.Renew(hand_over.texts[i]->lease, hand_over.now + hand_over.lease);
  }
  Finish(batch);
  return std::move(batch.verdicts);
}

absl::Status SqliteStorage::WriteOutcome(const Settlement& settlement, std::int64_t lead) {
  const TextKey& key = KeyOfText(*settlement.work);
  if (!settlement.event.has_value()) {
    const bool at_once = settlement.not_before == Instant{};
    return Query(database_, statements_.give_back, lead, key.episode, key.step.view(), key.attempt,
                 at_once ? kNever : settlement.not_before)
        .Run();
  }
  const Event& event = *settlement.event;
  SendOutcome outcome{.kind = {}, .at = event.at, .provider_id = {}, .code = {}};
  std::string_view state;
  if (const auto* settled = std::get_if<TextSettled>(&event.body)) {
    outcome = settled->outcome;
    state = NameOf(outcome.kind);
  } else {
    state = std::get<TextNotSent>(event.body).expired ? "expired" : "blocked";
  }
  return Query(database_, statements_.settle_text, lead, key.episode, key.step.view(), key.attempt,
               state, outcome.at, OrNull{outcome.provider_id}, OrNull{outcome.code})
      .Run();
}

absl::Status SqliteStorage::SettleOne(const Settlement& settlement, Batch& batch,
                                      absl::Status& verdict) {
  verdict = CheckShape(settlement);
  if (!verdict.ok()) return absl::OkStatus();
  const Work& work = *settlement.work;
  const Lease* lease = HeldLease(work, batch);
  if (lease == nullptr) {
    verdict = LeaseLost(work.lead.id);
    return absl::OkStatus();
  }
  if (absl::Status status = WriteOutcome(settlement, lease->lead); !status.ok()) return status;
  Waiting waiting = agenda_.Of(lease->lead);
  if (settlement.event.has_value()) {
    bool added = false;
    absl::Status status = InsertEvent(*settlement.event, lease->lead, added);
    if (!status.ok()) return status;
    if (added) waiting.event_at = std::min(waiting.event_at, settlement.event->received_at);
  }
  if (absl::Status status = ReadFirstText(lease->lead, waiting); !status.ok()) return status;
  batch.ended.emplace(work.lease, waiting);
  return Query(database_, statements_.update_waiting, lease->lead, waiting.event_at,
               waiting.text_at, waiting.next_at())
      .Run();
}

absl::StatusOr<std::vector<absl::Status>> SqliteStorage::Settle(
    std::span<const Settlement> settlements) {
  if (absl::Status status = CheckUse(SqliteUse::kOwner); !status.ok()) return status;
  const absl::MutexLock lock(&mutex_);
  Transaction transaction(database_, Transaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  if (absl::Status status = TakeInNewEvents(); !status.ok()) return status;
  Batch batch{.verdicts = std::vector<absl::Status>(settlements.size())};
  for (std::size_t i = 0; i < settlements.size(); ++i) {
    absl::Status status = SettleOne(settlements[i], batch, batch.verdicts[i]);
    if (!status.ok()) return status;
  }
  if (absl::Status status = transaction.Commit(); !status.ok()) return status;
  Finish(batch);
  return std::move(batch.verdicts);
}

}  // namespace textback::sqlite
