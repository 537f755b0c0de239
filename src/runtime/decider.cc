#include "runtime/decider.h"

#include <deque>
#include <utility>
#include <variant>
#include <vector>

#include "textback/engine/account_limits.h"
#include "textback/engine/step.h"

namespace textback {
namespace {

using Records = std::map<AccountId, AccountRecord>;

// The changes that the events of this batch make to account records, in order. Each commitment
// stores the record as it is after its event.
class AccountChanges {
 public:
  explicit AccountChanges(std::vector<AccountRecord>& claimed) {
    for (AccountRecord& record : claimed) records_.emplace(record.account, std::move(record));
  }

  const AccountRecord* Apply(Event& event, Instant now) {
    AccountRecord& record = RecordOf(event.lead.account);
    if (auto* thrown = std::get_if<SwitchThrown>(&event.body))
      thrown->outdated = IsOldNews(record, *thrown, event.at);
    if (auto* set = std::get_if<AwaySet>(&event.body)) set->outdated = IsOldNews(record, *set);
    if (!ApplyEvent(record, event, now)) return nullptr;
    ++record.version;
    return &written_.emplace_back(record);
  }

  AccountRecord& RecordOf(const AccountId& account) {
    AccountRecord& record = records_[account];
    record.account = account;
    return record;
  }

  // R29: the rules of this batch, with what the account's record knows.
  const Policy& PolicyOf(const AccountId& account,
                         const std::shared_ptr<const Policy>& configured) {
    std::shared_ptr<const Policy>& known = policies_[account];
    if (known == nullptr) known = WithFacts(configured, RecordOf(account));
    return *known;
  }

 private:
  std::map<AccountId, std::shared_ptr<const Policy>> policies_;
  Records records_;
  std::deque<AccountRecord> written_;  // commitments point to these
};

}  // namespace

absl::StatusOr<Decider::Pass> Decider::RunOnce() {
  const std::shared_ptr<const PolicySet> policies = context_.policies();
  const Instant now = context_.Now();
  absl::StatusOr<Claimed> claimed =
      context_.options.storage->Claim({.kind = WorkKind::kSteps,
                                       .now = now,
                                       .lease = context_.options.lease,
                                       .limit = context_.options.batch,
                                       .accounts = &policies->accounts});
  if (!claimed.ok()) return claimed.status();
  for (const absl::Status& problem : claimed->problems) context_.Report(problem);
  Pass pass{.result = {.claimed = claimed->work.size(), .next_due = claimed->next_due}};
  if (claimed->work.empty()) return pass;

  AccountChanges accounts(claimed->accounts);
  std::vector<Decision> decisions;
  std::vector<Commitment> commitments;
  decisions.reserve(claimed->work.size());
  commitments.reserve(claimed->work.size());
  // Switches come first, so that everything else in this batch takes them into account (R64).
  for (Work& work : claimed->work) {
    commitments.push_back(
        {.work = &work, .now = now, .account = accounts.Apply(std::get<Event>(work.item), now)});
  }
  for (Commitment& commitment : commitments) {
    Work& work = claimed->work[decisions.size()];
    Event& event = std::get<Event>(work.item);
    const AccountId& account = work.lead.id.account;
    if (std::holds_alternative<WakeUp>(event.body))
      event.body = WakeUp{.brake = BrakeOf(accounts.RecordOf(account), now)};
    const Policy& policy = accounts.PolicyOf(account, policies->policies.at(account));
    decisions.push_back(Step(work.lead, event, policy, now));
    commitment.decision = &decisions.back();
    if (!policy.record.fingerprint.empty()) commitment.policy = &policy.record;
  }
  const absl::StatusOr<std::vector<absl::Status>> statuses =
      Insist(context_, [&] { return context_.options.storage->Commit(commitments); });
  if (!statuses.ok()) return statuses.status();
  for (std::size_t i = 0; i < commitments.size(); ++i) {
    context_.Report((*statuses)[i]);
    if (!(*statuses)[i].ok()) continue;
    ++pass.result.done;
    if (decisions[i].text.has_value()) ++pass.texts;
    const Work& work = *commitments[i].work;
    context_.observer.OnDecision(work.lead, std::get<Event>(work.item), decisions[i]);
  }
  // These decisions may have created more work: look again before sleeping.
  if (pass.result.done > 0) pass.result.next_due = now;
  return pass;
}

}  // namespace textback
