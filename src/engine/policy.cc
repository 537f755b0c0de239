#include "textback/engine/policy.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <iterator>
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
  for (const AnswerKind answer : {AnswerKind::kHoldingReply, AnswerKind::kStopConfirmation,
                                  AnswerKind::kHelpAnswer, AnswerKind::kBotAnswer}) {
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

// R50: the footer of the texts about missed calls, in that language or in the first one.
const Template* FooterFor(const Script& script, std::string_view locale) {
  const std::string_view language = locale.substr(0, locale.find('-'));
  for (const std::string_view wanted : {locale, language}) {
    if (const Template* footer = script.FooterOf(wanted); footer != nullptr) return footer;
  }
  return script.locales().empty() ? nullptr : script.FooterOf(script.locales().front());
}

// R50: who writes, and for which business.
bool SaysForWhom(const Template& words, const Account& account) {
  const std::vector<Template::Piece> pieces = words.Pieces();
  return words.source().find(account.name) != std::string::npos ||
         std::any_of(pieces.begin(), pieces.end(), [](const Template::Piece& piece) {
           return piece.field == Field::kBusiness && piece.clause == 0;
         });
}

// R39: the account's own words.
absl::Status AddEmergency(Policy& policy) {
  const Account& account = policy.account;
  const auto wrong = [&account](std::string_view field, const absl::Status& status) {
    return absl::InvalidArgumentError(
        absl::StrFormat("account '%s': %s: %s", account.id.view(), field, status.message()));
  };
  if (!account.emergency_words.empty()) {
    const absl::Status status = policy.emergency_words.Add("", TradeId::Of("emergency"),
                                                           "emergency", account.emergency_words);
    if (!status.ok()) return wrong("emergency_words", status);
  }
  if (account.emergency_text.empty()) return absl::OkStatus();
  const Script& calls = *policy.follow_ups[InquiryKind::kMissedCall].script;
  auto script = std::make_shared<Script>();
  const StepName step = StepName::Parse(NameOf(AnswerKind::kEmergencyText)).value_or(StepName());
  for (const auto& [locale, source] : account.emergency_text) {
    absl::StatusOr<Template> words = Template::Compile(source);
    if (words.ok() && !SaysForWhom(*words, account))
      words = Template::Compile("{person}, {business}: " + source);
    if (!words.ok()) return wrong("emergency_text", words.status());
    absl::Status status = script->Add({.step = step, .locale = locale}, *std::move(words));
    const Template* footer = FooterFor(calls, locale);
    if (status.ok() && footer != nullptr) status = script->AddFooter(locale, *footer);
    if (!status.ok()) return wrong("emergency_text", status);
  }
  if (calls.stand_ins() != nullptr) script->SetStandIns(calls.shared_stand_ins());
  if (absl::Status status = script->Check(); !status.ok()) return wrong("emergency_text", status);
  policy.emergency_text = std::move(script);
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

std::shared_ptr<const Policy> WithFacts(std::shared_ptr<const Policy> policy,
                                        const AccountRecord& record) {
  const std::vector<Member>& team = policy->account.team;
  std::vector<Away> away = policy->account.away;
  // A word that somebody is back is kept for a while, but covers no time. And an account that names
  // somebody who isn't in its team, or isn't any more, could not be read back from the journal.
  std::copy_if(record.away.begin(), record.away.end(), std::back_inserter(away),
               [&](const Away& one) {
                 const bool known = one.person.empty() || FindMember(team, one.person) != nullptr;
                 return known && one.since < one.until;
               });
  if (away == policy->account.away) return policy;
  auto with = std::make_shared<Policy>(*policy);
  with->account.away = std::move(away);
  if (!policy->record.fingerprint.empty()) with->record = MakePolicyRecord(SourcesOf(*with));
  return with;
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
  if (absl::Status status = AddEmergency(*policy); !status.ok()) return status;
  policy->record = MakePolicyRecord(SourcesOf(*policy));
  return std::shared_ptr<const Policy>(std::move(policy));
}

}  // namespace textback
