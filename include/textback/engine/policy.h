// Everything Step needs to know besides the lead: the account's choices, its playbooks, the words
// and the law.
//
// Made at start-up, shared by all leads of the account, immutable. Reasons and citations in
// decisions point into it, so it must outlive them.
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

#include "textback/model/account_record.h"
#include "textback/model/id.h"
#include "textback/model/lead.h"
#include "textback/model/policy_record.h"
#include "textback/policy/account.h"
#include "textback/policy/place.h"
#include "textback/policy/playbook.h"
#include "textback/policy/zone.h"
#include "textback/text/reply.h"
#include "textback/text/script.h"
#include "textback/text/trades.h"

namespace textback {

// The steps after one kind of inquiry, and their words.
struct FollowUp {
  std::shared_ptr<const Playbook> playbook;
  std::shared_ptr<const Script> script;
};

// What follows a missed call, a form, a text, an estimate. If there is no playbook for forms, they
// get the one for missed calls. Texts are answered if there is a playbook for them and the
// account's `answer_texts` is true; otherwise a person answers. Estimates are followed up only if
// there is a playbook for them.
struct FollowUps {
  std::array<FollowUp, kInquiryKinds> of;
  // The words of the holding reply, of the confirmation of a STOP, and of the answers to HELP and
  // to "is this a bot?" (R22, R31, R34, R56); also the words by which languages are told apart
  // (R57). Null: none of these is sent.
  std::shared_ptr<const Script> service;

  FollowUp& operator[](InquiryKind kind) { return of[static_cast<std::size_t>(kind)]; }
  const FollowUp& operator[](InquiryKind kind) const { return of[static_cast<std::size_t>(kind)]; }

  // R53: the trades that the words of any of them name, each once; and whether `trade` is one of
  // them.
  std::vector<TradeId> Trades() const;
  bool NamesTrade(const TradeId& trade) const;
  // R27: the trade that a reply is about, by the words of all of them. Empty: none, or more than
  // one.
  TradeId TradeHeardIn(std::string_view message) const;

  // The same playbook for every kind, except texts: these are for a person.
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
  FollowUps follow_ups;                  // complete, except for texts and estimates
  std::shared_ptr<const Places> places;  // law and time zones of every place
  std::shared_ptr<const ReplyClassifier> replies;
  // R39: the account's own words. What is heard as an emergency, each as the trade "emergency"; and
  // what a lead with one is told, with footers. Null: nothing.
  Trades emergency_words = {};
  std::shared_ptr<const Script> emergency_text = nullptr;
  // For leads without any hint (R11): the account's zone; in a rehearsal, which has none, every
  // clock of Canada and the USA.
  std::vector<const Zone*> home;
  // All of the above as text, with its fingerprint; kept beside the journal (R71, R72).
  PolicyRecord record;

  // The follow-up of an episode that `inquiry` opened.
  const FollowUp& FollowUpOf(InquiryKind inquiry) const {
    const FollowUp& own = follow_ups[inquiry];
    return own.playbook != nullptr ? own : follow_ups[InquiryKind::kMissedCall];
  }
};

// InvalidArgument: CheckAccount or CheckPlaybook fails, a playbook is for another kind of inquiry,
// a step or an answer has no words, a team member has a trade that no playbook names, or a part is
// null.
absl::StatusOr<std::shared_ptr<const Policy>> MakePolicy(
    Account account, FollowUps follow_ups, std::shared_ptr<const Places> places,
    std::shared_ptr<const ReplyClassifier> replies);

// The same policy, with what the account's record knows: who is away (R29). `policy` itself if the
// record says nothing. The worker decides under it, so that the journal names the rules that
// counted (R72); see docs/decisions/0029-away.md.
std::shared_ptr<const Policy> WithFacts(std::shared_ptr<const Policy> policy,
                                        const AccountRecord& record);

// The accounts that a runtime serves. Ordered, so that iteration is the same on every machine.
using Policies = std::map<AccountId, std::shared_ptr<const Policy>>;

}  // namespace textback

#endif  // TEXTBACK_ENGINE_POLICY_H_
