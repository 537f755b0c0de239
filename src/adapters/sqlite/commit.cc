// Commit: a batch is one transaction; each part of it is written completely or not at all.
#include <utility>

#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_storage.h"
#include "adapters/storage_checks.h"
#include "textback/codec/lead_record.h"

namespace textback::sqlite {

const Lease* SqliteStorage::HeldLease(const Work& work, const Batch& batch) const {
  return batch.ended.contains(work.lease) ? nullptr : agenda_.Find(work.lease, work.lead.id);
}

void SqliteStorage::Finish(const Batch& batch) {
  for (const auto& [token, waiting] : batch.ended) agenda_.End(token, waiting);
  policies_.insert(batch.policies.begin(), batch.policies.end());
}

absl::Status SqliteStorage::ReadFirstText(std::int64_t lead, Waiting& waiting) {
  Query first(database_, statements_.first_text_at, lead);
  const bool found = first.Next();
  waiting.text_at = found ? first.At(0) : kNever;
  waiting.proactive = found && first.Int(1) != 0;
  return first.status();
}

// Updates the outbox after `decision` and sets the lead's first text. `refused`: the key was used
// before, and nothing was changed.
absl::Status SqliteStorage::WriteTexts(const Decision& decision, std::int64_t lead,
                                       Waiting& waiting, bool& refused) {
  if (!decision.text.has_value() && !decision.withdraw) return absl::OkStatus();
  const std::uint64_t journal_seq = journal_seq_ + 1;
  if (decision.text.has_value()) {
    const Text& text = *decision.text;
    const std::string from = PackPhone(text.from);
    Query insert(database_, statements_.insert_text, lead, text.key.episode, text.key.step.view(),
                 text.key.attempt, journal_seq, NameOf(text.text_class), NameOf(text.basis),
                 OrNull{from}, text.decided_at, text.send_by, text.segments, text.body,
                 NameOf(text.wording.variant), OrNull{text.wording.locale},
                 OrNull{text.wording.arm.view()});
    absl::Status status = insert.Run();
    refused = database_.changes() == 0;
    if (!status.ok() || refused) return status;
  }
  if (decision.withdraw) {
    absl::Status status = Query(database_, statements_.withdraw_texts, lead, journal_seq).Run();
    if (!status.ok()) return status;
  }
  if (waiting.text_at != kNever) return ReadFirstText(lead, waiting);
  if (!decision.text.has_value()) return absl::OkStatus();
  // It is the only waiting text.
  waiting.text_at = decision.text->decided_at;
  waiting.proactive = decision.text->text_class == TextClass::kProactive;
  return absl::OkStatus();
}

absl::Status SqliteStorage::WriteLead(const Commitment& commitment, std::int64_t lead,
                                      const Waiting& waiting, bool& written) {
  const Decision& decision = *commitment.decision;
  const LeadState& next = decision.next;
  const LeadProfile& profile =
      decision.profile.has_value() ? *decision.profile : commitment.work->lead.profile;
  std::string record;
  AppendLeadRecord(profile, next, record);
  Query update(database_, statements_.update_lead, lead, next.version, NameOf(next.phase),
               next.episode, OrNull{next.sequence.step.view()}, next.wake_at, next.marks.opted_out,
               OrNull{next.attention.assigned.view()}, next.attention.waits_since, waiting.event_at,
               waiting.text_at, waiting.next_at(), Bytes{record}, next.version - 1);
  if (absl::Status status = update.Run(); !status.ok()) return status;
  written = database_.changes() == 1;
  if (!written || !decision.profile.has_value()) return absl::OkStatus();
  return Query(database_, statements_.update_profile, lead, OrNull{profile.name},
               OrNull{profile.trade.view()}, OrNull{profile.locale}, OrNull{profile.region})
      .Run();
}

absl::Status SqliteStorage::WriteLists(const Commitment& commitment, std::int64_t lead) {
  for (const ConsentEntry& entry : commitment.decision->consent) {
    absl::Status status =
        Query(database_, statements_.insert_consent, lead, journal_seq_, NameOf(entry.basis),
              entry.at, entry.expires_at, entry.withdrawn, entry.evidence)
            .Run();
    if (!status.ok()) return status;
  }
  for (const Task& task : commitment.decision->tasks) {
    const std::string key = task.text.has_value() ? task.text->key.ToString() : std::string();
    const std::string body = task.text.has_value() ? task.text->body : std::string();
    absl::Status status = Query(database_, statements_.insert_task, lead, journal_seq_,
                                commitment.now, NameOf(task.kind), task.to, task.detail,
                                OrNull{task.quote}, OrNull{key}, OrNull{body})
                              .Run();
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status SqliteStorage::CheckAccount(const AccountRecord* next, absl::Status& verdict) {
  if (next == nullptr || !verdict.ok()) return absl::OkStatus();
  Standing standing = Standing::kStale;
  absl::Status status = ReadStanding(*next, standing);
  if (standing != Standing::kNext) verdict = AccountLost(next->account);
  return status;
}

absl::Status SqliteStorage::CommitOne(const Commitment& commitment, Batch& batch,
                                      absl::Status& verdict) {
  verdict = CheckShape(commitment);
  if (!verdict.ok()) return absl::OkStatus();
  const Work& work = *commitment.work;
  const Decision& decision = *commitment.decision;
  const Lease* lease = HeldLease(work, batch);
  verdict = lease == nullptr ? LeaseLost(work.lead.id) : CheckDecision(commitment);
  if (lease == nullptr) return absl::OkStatus();
  Waiting waiting = agenda_.Of(lease->lead);
  absl::Status status = CheckAccount(commitment.account, verdict);
  if (!status.ok()) return status;
  if (!verdict.ok()) {
    if (absl::IsAborted(verdict)) batch.ended.emplace(work.lease, waiting);
    return absl::OkStatus();
  }

  // Writes first what can be refused, so that a refused decision leaves nothing behind.
  bool refused = false;
  status = WriteTexts(decision, lease->lead, waiting, refused);
  if (!status.ok()) return status;
  if (refused) {
    verdict = KeyUsed(decision.text->key);
    return absl::OkStatus();
  }
  waiting.wake_at = decision.next.wake_at;
  if (lease->event != 0) {
    Query rest(database_, statements_.event_after, lease->lead, lease->event);
    waiting.event_at = rest.Next() ? rest.At(0) : kNever;
    if (!rest.status().ok()) return rest.status();
  }
  bool written = false;
  status = WriteLead(commitment, lease->lead, waiting, written);
  if (!status.ok()) return status;
  if (!written) return VersionLost(work.lead.id);
  if (status = WriteRest(commitment, *lease, batch); !status.ok()) return status;
  batch.ended.emplace(work.lease, waiting);
  return absl::OkStatus();
}

// Writes the rest of a commitment after its lead was written.
absl::Status SqliteStorage::WriteRest(const Commitment& commitment, const Lease& lease,
                                      Batch& batch) {
  absl::Status status = WriteJournal(commitment, lease.lead);
  if (status.ok() && commitment.policy != nullptr) status = WritePolicy(*commitment.policy, batch);
  if (status.ok() && commitment.account != nullptr) status = WriteAccount(*commitment.account);
  if (status.ok()) status = WriteLists(commitment, lease.lead);
  if (!status.ok() || lease.event == 0) return status;
  return Query(database_, statements_.finish_event, lease.event).Run();
}

absl::Status SqliteStorage::TryCommit(std::span<const Commitment> commitments,
                                      std::vector<bool>& lost, Batch& batch) {
  Transaction transaction(database_, Transaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  if (absl::Status status = TakeInNewEvents(); !status.ok()) return status;
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    if (lost[i]) {
      const Work& work = *commitments[i].work;
      batch.verdicts[i] = VersionLost(work.lead.id);
      const Lease* lease = HeldLease(work, batch);
      if (lease != nullptr) batch.ended.emplace(work.lease, agenda_.Of(lease->lead));
      continue;
    }
    absl::Status status = CommitOne(commitments[i], batch, batch.verdicts[i]);
    lost[i] = absl::IsAborted(status);
    if (!status.ok()) return status;
  }
  return transaction.Commit();
}

absl::StatusOr<std::vector<absl::Status>> SqliteStorage::Commit(
    std::span<const Commitment> commitments) {
  if (absl::Status status = CheckUse(SqliteUse::kOwner); !status.ok()) return status;
  const absl::MutexLock lock(&mutex_);
  // If a lead's version in the file differs from its lease, somebody changed the file by hand. That
  // commitment is lost, and the batch starts again without it. This costs nothing in normal
  // operation.
  std::vector<bool> lost(commitments.size());
  for (;;) {
    Batch batch{.verdicts = std::vector<absl::Status>(commitments.size())};
    const std::uint64_t seq = journal_seq_;
    const absl::Status status = TryCommit(commitments, lost, batch);
    if (status.ok()) {
      Finish(batch);
      return std::move(batch.verdicts);
    }
    journal_seq_ = seq;
    if (!absl::IsAborted(status)) return status;
  }
}

}  // namespace textback::sqlite
