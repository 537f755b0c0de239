// Commit and Settle: a batch is one transaction; each of its parts happens whole or not at all.
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_storage.h"
#include "adapters/storage_checks.h"
#include "textback/codec/decision_json.h"
#include "textback/codec/event_json.h"

namespace textback::sqlite {

const Lease* SqliteStorage::HeldLease(const Work& work, const Ended& ended) const {
  return ended.contains(work.lease) ? nullptr : schedule_.Find(work.lease, work.lead.id);
}

void SqliteStorage::EndLeases(const Ended& ended) {
  for (const auto& [token, waiting] : ended) schedule_.End(token, waiting);
}

absl::Status SqliteStorage::ReadTime(Query& query, Instant& at) {
  at = query.Next() ? query.At(0) : kNever;
  return query.status();
}

// The outbox after `decision`, and the oldest text in it. `refused`: the key was used before, and
// nothing was changed.
absl::Status SqliteStorage::WriteTexts(const Decision& decision, std::int64_t lead,
                                       Instant& text_at, bool& refused) {
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
    Query rest(database_, statements_.handed_over_at, lead);
    if (status = ReadTime(rest, text_at); !status.ok()) return status;
  }
  if (decision.text.has_value()) text_at = std::min(text_at, decision.text->decided_at);
  return absl::OkStatus();
}

absl::Status SqliteStorage::WriteLead(const Decision& decision, std::int64_t lead,
                                      const Waiting& waiting, bool& written) {
  const LeadState& next = decision.next;
  const std::string line = PackPhone(next.line);
  std::array<Instant, kMaxSteps> steps = {};
  for (std::size_t i = 0; i < kMaxSteps; ++i) steps[i] = next.sequence.steps[i].at;
  const std::string done_at = PackInstants(steps);
  const std::string recent = PackInstants(next.sequence.recent);
  const std::string consent = PackConsent(next.consent);
  const std::string memory = PackMemory(next);
  const std::string_view answer =
      next.answer.kind == AnswerKind::kNone ? std::string_view() : NameOf(next.answer.kind);
  Query update(database_, statements_.update_lead, lead, next.version, NameOf(next.phase),
               next.episode, next.inquiries.count, OrNull{next.sequence.step.view()},
               next.sequence.due, next.sequence.attempt, !next.out.empty(), next.wake_at,
               next.sequence.acknowledge_at, next.sequence.acknowledged, next.marks.opted_out,
               next.marks.refused, OrNull{line}, next.inquiries.first_at, next.last_event_at,
               next.sequence.last_acknowledge_at, OrNull{done_at}, OrNull{recent}, OrNull{consent},
               next.sequence.tries, next.inquiries.last_at, waiting.event_at, waiting.text_at,
               waiting.next_at(), next.marks.wrong_number, next.marks.doubtful,
               NameOf(next.inquiries.first), next.sequence.paused_until,
               NameOf(next.inquiries.last), OrNull{next.attention.assigned.view()},
               next.attention.taken, next.attention.waits_since, next.attention.nudge_at,
               next.attention.rearm_at, OrNull{answer}, next.out.with_person(), next.loop.alarm,
               next.account_off, next.all_off, OrNull{memory}, next.version - 1);
  if (absl::Status status = update.Run(); !status.ok()) return status;
  written = database_.changes() == 1;
  if (!written || !decision.profile.has_value()) return absl::OkStatus();
  const LeadProfile& profile = *decision.profile;
  return Query(database_, statements_.update_profile, lead, OrNull{profile.name},
               OrNull{NameOf(profile.trade)}, OrNull{profile.zone}, OrNull{profile.region},
               OrNull{profile.postal_code}, OrNull{profile.locale})
      .Run();
}

absl::Status SqliteStorage::WriteJournal(const Commitment& commitment, std::int64_t lead) {
  const Event& event = std::get<Event>(commitment.work->item);
  const std::string body = EncodeEventBody(event);
  const std::string decision = EncodeDecision(commitment.work->lead, *commitment.decision);
  return Query(database_, statements_.insert_journal, ++journal_seq_, lead, commitment.now,
               event.id.value(), event.at, event.received_at, KindOf(event), body, decision)
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

absl::Status SqliteStorage::CommitOne(const Commitment& commitment, absl::Status& verdict,
                                      Ended& ended) {
  verdict = CheckShape(commitment);
  if (!verdict.ok()) return absl::OkStatus();
  const Work& work = *commitment.work;
  const Decision& decision = *commitment.decision;
  const Lease* lease = HeldLease(work, ended);
  verdict = lease == nullptr ? LeaseLost(work.lead.id) : CheckDecision(commitment);
  if (lease == nullptr) return absl::OkStatus();
  Waiting waiting = schedule_.Of(lease->lead);
  if (!verdict.ok()) {
    if (absl::IsAborted(verdict)) ended.emplace(work.lease, waiting);
    return absl::OkStatus();
  }

  // First what can be refused, so that a refused decision leaves nothing.
  bool refused = false;
  absl::Status status = WriteTexts(decision, lease->lead, waiting.text_at, refused);
  if (!status.ok()) return status;
  if (refused) {
    verdict = KeyUsed(decision.text->key);
    return absl::OkStatus();
  }
  waiting.wake_at = decision.next.wake_at;
  if (lease->event_seq != 0) {
    Query rest(database_, statements_.event_after, lease->lead, lease->event_seq);
    if (status = ReadTime(rest, waiting.event_at); !status.ok()) return status;
  }
  bool written = false;
  status = WriteLead(decision, lease->lead, waiting, written);
  if (!status.ok()) return status;
  if (!written) return VersionLost(work.lead.id);
  if (status = WriteJournal(commitment, lease->lead); !status.ok()) return status;
  if (status = WriteLists(commitment, lease->lead); !status.ok()) return status;
  ended.emplace(work.lease, waiting);
  if (lease->event_seq == 0) return absl::OkStatus();
  return Query(database_, statements_.finish_event, lease->event_seq).Run();
}

absl::Status SqliteStorage::TryCommit(std::span<const Commitment> batch, std::vector<bool>& lost,
                                      std::vector<absl::Status>& verdicts, Ended& ended) {
  Transaction transaction(database_, Transaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (lost[i]) {
      verdicts[i] = VersionLost(batch[i].work->lead.id);
      const Lease* lease = HeldLease(*batch[i].work, ended);
      if (lease != nullptr) ended.emplace(batch[i].work->lease, schedule_.Of(lease->lead));
      continue;
    }
    absl::Status status = CommitOne(batch[i], verdicts[i], ended);
    lost[i] = absl::IsAborted(status);
    if (!status.ok()) return status;
  }
  return transaction.Commit();
}

absl::StatusOr<std::vector<absl::Status>> SqliteStorage::Commit(std::span<const Commitment> batch) {
  if (absl::Status status = CheckWritable(); !status.ok()) return status;
  const absl::MutexLock lock(&mutex_);
  // A lead whose version in the file is another than its lease says was changed by hand. That one
  // is lost; the batch starts again without it. It costs nothing as long as it doesn't happen.
  std::vector<bool> lost(batch.size());
  for (;;) {
    std::vector<absl::Status> verdicts(batch.size());
    Ended ended;
    const std::uint64_t seq = journal_seq_;
    const absl::Status status = TryCommit(batch, lost, verdicts, ended);
    if (status.ok()) {
      EndLeases(ended);
      return verdicts;
    }
    journal_seq_ = seq;
    if (!absl::IsAborted(status)) return status;
  }
}

absl::Status SqliteStorage::WriteOutcome(const Settlement& settlement, std::int64_t lead) {
  const Event& event = settlement.event;
  const TextKey& key = std::get<ClaimedText>(settlement.work->item).text.key;
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

absl::Status SqliteStorage::SettleOne(const Settlement& settlement, absl::Status& verdict,
                                      Ended& ended) {
  verdict = CheckShape(settlement);
  if (!verdict.ok()) return absl::OkStatus();
  const Work& work = *settlement.work;
  const Lease* lease = HeldLease(work, ended);
  if (lease == nullptr) {
    verdict = LeaseLost(work.lead.id);
    return absl::OkStatus();
  }
  if (absl::Status status = WriteOutcome(settlement, lease->lead); !status.ok()) return status;
  bool added = false;
  absl::Status status = InsertEvent(settlement.event, lease->lead, added);
  if (!status.ok()) return status;
  Waiting waiting = schedule_.Of(lease->lead);
  if (added) waiting.event_at = std::min(waiting.event_at, settlement.event.received_at);
  Query rest(database_, statements_.text_after, lease->lead);
  if (status = ReadTime(rest, waiting.text_at); !status.ok()) return status;
  ended.emplace(work.lease, waiting);
  return Query(database_, statements_.update_waiting, lease->lead, waiting.event_at,
               waiting.text_at, waiting.next_at())
      .Run();
}

absl::StatusOr<std::vector<absl::Status>> SqliteStorage::Settle(std::span<const Settlement> batch) {
  if (absl::Status status = CheckWritable(); !status.ok()) return status;
  const absl::MutexLock lock(&mutex_);
  Transaction transaction(database_, Transaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  std::vector<absl::Status> verdicts(batch.size());
  Ended ended;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    absl::Status status = SettleOne(batch[i], verdicts[i], ended);
    if (!status.ok()) return status;
  }
  if (absl::Status status = transaction.Commit(); !status.ok()) return status;
  EndLeases(ended);
  return verdicts;
}

}  // namespace textback::sqlite
