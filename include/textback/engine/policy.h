// Everything Step needs to know besides the lead: the account's choices, its playbook, the words
// and the law.
//
// Made at start-up, shared by all leads of the account, immutable while it is in use. Reasons and
// citations in decisions point into it: it must outlive them.
//
//   auto policy = MakePolicy(account, FollowUps::Of(BuiltInPlaybooks()), *BuiltInPlaces(),
//                            BuiltInReplies());
#ifndef TEXTBACK_ENGINE_POLICY_H_
#define TEXTBACK_ENGINE_POLICY_H_

#include <absl/status/statusor.h>

#include <array>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "textback/model/id.h"
#include "textback/model/lead.h"
#include "textback/model/policy_record.h"
#include "textback/policy/account.h"
#include "textback/policy/place.h"
#include "textback/policy/playbook.h"
#include "textback/policy/zone.h"
#include "textback/text/reply.h"
#include "textback/text/script.h"

namespace textback {

// The steps after one kind of inquiry, and their words.
struct FollowUp {
  std::shared_ptr<const Playbook> playbook;
  std::shared_ptr<const Script> script;
};

// What follows a missed call, a form, a text, an estimate. Forms without a playbook follow the
// missed call's. Texts are answered only where they have one and the account wants it; else a
// person does. Estimates are followed up only where they have one.
struct FollowUps {
  std::array<FollowUp, kInquiryKinds> of;
  // The words of answers: holding reply, STOP confirmation, HELP answer (R22, R31, R34). Null: none
  // is sent.
  std::shared_ptr<const Script> service;

  FollowUp& operator[](InquiryKind kind) { return of[static_cast<std::size_t>(kind)]; }
  const FollowUp& operator[](InquiryKind kind) const { return of[static_cast<std::size_t>(kind)]; }

  // R53: what the words of any of them name, each once; and whether that is one of them.
  std::vector<TradeId> Trades() const;
  bool NamesTrade(const TradeId& trade) const;
  // R27: the one trade that a reply is about, by the words of all of them; empty: none or several.
  TradeId TradeHeardIn(std::string_view message) const;

  // The same for every kind; texts are for a person.
  static FollowUps Of(FollowUp missed_call);
  // From the files of config/playbook_yaml.h.
  template <class Files>
  static FollowUps Of(const Files& files) {
    FollowUps all;
    for (const InquiryKind kind : kEveryInquiryKind) {
      const auto& file = files[kind];
      all[kind] = {.playbook = file.playbook, .script = file.script};
    }
    all.service = files.service;
    return all;
  }
};

struct Policy {
  Account account;
  FollowUps follow_ups;                  // complete, but for texts and estimates
  std::shared_ptr<const Places> places;  // the law and the clock of everywhere
  std::shared_ptr<const ReplyClassifier> replies;
  std::array<const Zone*, 1> home;  // the account's zone: for leads of which nothing is known (R11)
  // All of the above as text, and its fingerprint: kept beside the journal (R71, R72).
  PolicyRecord record;

  // That of an episode.
  const FollowUp& FollowUpOf(InquiryKind inquiry) const {
    const FollowUp& own = follow_ups[inquiry];
    return own.playbook != nullptr ? own : follow_ups[InquiryKind::kMissedCall];
  }
};

// InvalidArgument: CheckAccount or CheckPlaybook fails, a playbook is for another kind of inquiry,
// a step or an answer has no words, a member of the team has a trade that no playbook names, a part
// is null.
absl::StatusOr<std::shared_ptr<const Policy>> MakePolicy(
    Account account, FollowUps follow_ups, std::shared_ptr<const Places> places,
    std::shared_ptr<const ReplyClassifier> replies);

// The accounts a runtime serves. Ordered: iteration is the same everywhere.
using Policies = std::map<AccountId, std::shared_ptr<const Policy>>;

}  // namespace textback

#endif  // TEXTBACK_ENGINE_POLICY_H_
