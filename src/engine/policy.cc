#include "textback/engine/policy.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "engine/policy_sources.h"

namespace textback {
namespace {

absl::Status CheckFollowUp(const FollowUp& follow_up, InquiryKind kind) {
  const Playbook& playbook = *follow_up.playbook;
  if (playbook.inquiry != kind) {
    return absl::InvalidArgumentError(
        absl::StrFormat("playbook '%s': inquiry: it follows up %s and is given for %s",
                        playbook.name, NameOf(playbook.inquiry), NameOf(kind)));
  }
  if (absl::Status status = CheckPlaybook(playbook); !status.ok()) return status;
  for (const PlaybookStep& step : playbook.steps) {
    const Script::Words words = follow_up.script->Find({.step = step.name});
    if (words.body != nullptr && words.footer != nullptr) continue;
    return absl::InvalidArgumentError(
        absl::StrFormat("playbook '%s': step '%s' has no words", playbook.name, step.name.view()));
  }
  return absl::OkStatus();
}

absl::Status CheckAnswers(const Script& script) {
  for (const AnswerKind answer :
       {AnswerKind::kHoldingReply, AnswerKind::kStopConfirmation, AnswerKind::kHelpAnswer}) {
    const absl::StatusOr<StepName> step = StepName::Parse(NameOf(answer));
    if (step.ok() && script.Find({.step = *step}).body != nullptr) continue;
    return absl::InvalidArgumentError(
        absl::StrFormat("policy: the service words have none for '%s'", NameOf(answer)));
  }
  return absl::OkStatus();
}

// R27: a member whose trades no playbook names would never be assigned a lead.
absl::Status CheckTrades(const Account& account, const FollowUps& follow_ups) {
  for (const Member& member : account.team) {
    for (const TradeId& trade : member.trades) {
      if (follow_ups.NamesTrade(trade)) continue;
      std::string known;
      for (const TradeId& named : follow_ups.Trades()) {
        known += known.empty() ? "; known are " : ", ";
        known += named.view();
      }
      return absl::InvalidArgumentError(
          absl::StrFormat("account '%s': team: '%s': trades: no playbook names '%s'%s",
                          account.id.view(), member.id.view(), trade.view(), known));
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<TradeId> FollowUps::Trades() const {
  std::vector<TradeId> trades;
  for (const FollowUp& one : of) {
    if (one.script != nullptr) one.script->trades().AppendTo(trades);
  }
  return trades;
}

bool FollowUps::NamesTrade(const TradeId& trade) const {
  return std::any_of(of.begin(), of.end(), [&](const FollowUp& one) {
    return one.script != nullptr && one.script->trades().Names(trade);
  });
}

TradeId FollowUps::TradeHeardIn(std::string_view message) const {
  TradeId found;
  for (const FollowUp& one : of) {
    if (one.script == nullptr) continue;
    const TradeId heard = one.script->trades().HeardIn(message);
    if (heard.empty() || heard == found) continue;
    if (!found.empty()) return {};
    found = heard;
  }
  return found;
}

FollowUps FollowUps::Of(FollowUp missed_call) {
  FollowUps all;
  all[InquiryKind::kMissedCall] = std::move(missed_call);
  return all;
}

absl::StatusOr<std::shared_ptr<const Policy>> MakePolicy(
    Account account, FollowUps follow_ups, std::shared_ptr<const Places> places,
    std::shared_ptr<const ReplyClassifier> replies) {
  const FollowUp& calls = follow_ups[InquiryKind::kMissedCall];
  if (calls.playbook == nullptr || calls.script == nullptr || places == nullptr ||
      replies == nullptr) {
    return absl::InvalidArgumentError(
        "policy: playbook and script of missed calls, places and replies are all needed");
  }
  if (absl::Status status = CheckAccount(account); !status.ok()) return status;
  for (const InquiryKind kind : kEveryInquiryKind) {
    const FollowUp& one = follow_ups[kind];
    if (one.playbook == nullptr) continue;
    if (one.script == nullptr)
      return absl::InvalidArgumentError("policy: a playbook without its script");
    if (absl::Status status = CheckFollowUp(one, kind); !status.ok()) return status;
  }
  if (absl::Status status = CheckTrades(account, follow_ups); !status.ok()) return status;
  if (follow_ups.service != nullptr) {
    if (absl::Status status = CheckAnswers(*follow_ups.service); !status.ok()) return status;
  }
  FollowUp& forms = follow_ups[InquiryKind::kForm];
  if (forms.playbook == nullptr) forms = calls;
  std::vector<const Zone*> home = {account.zone.get()};
  if (account.rehearsal) home.assign(places->anywhere().begin(), places->anywhere().end());
  auto policy = std::make_shared<Policy>(Policy{.account = std::move(account),
                                                .follow_ups = std::move(follow_ups),
                                                .places = std::move(places),
                                                .replies = std::move(replies),
                                                .home = std::move(home)});
  policy->record = MakePolicyRecord(SourcesOf(*policy));
  return std::shared_ptr<const Policy>(std::move(policy));
}

}  // namespace textback
