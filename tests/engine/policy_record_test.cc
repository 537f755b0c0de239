// R71, R72: under which rules was a text sent? The record of a policy contains everything that
// decides, and its fingerprint changes whenever any of it changes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/rulebook_yaml.h"
#include "textback/config/words_data.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Parts {
  Account account = Northside();
  FollowUps follow_ups = FollowUps::Of(BuiltInPlaybooks());
  std::shared_ptr<const Places> places = BuiltInPlaces().value();
  std::shared_ptr<const ReplyClassifier> replies = BuiltInReplies();

  PolicyRecord Record() const {
    return MakePolicy(account, follow_ups, places, replies).value()->record;
  }
};

const PolicySource& SourceNamed(const PolicyRecord& record, std::string_view name) {
  for (const SharedSource& source : record.sources) {
    if (source->name == name) return *source;
  }
  ADD_FAILURE() << "no source " << name;
  return *record.sources.front();
}

TEST(PolicyRecordOf, HasEverythingThatDecides) {
  const PolicyRecord record = Parts().Record();
  std::vector<std::string> names;
  for (const SharedSource& source : record.sources) names.push_back(source->name);
  EXPECT_THAT(
      names,
      ElementsAre("account", "playbook for missed_call", "two_text.yaml", "stand_ins.tsv",
                  "playbook for form", "web_form.yaml", "playbook for text", "inbound_text.yaml",
                  "service.yaml", "replies.yaml", "replies_en.yaml", "replies_fr.yaml",
                  "replies_es.yaml", "opinion.txt", "asks.yaml", "words/names.tsv",
                  "words/links.tsv", "words/callers.tsv", "holidays.yaml", "rulebooks/unknown.yaml",
                  "rulebooks/canada.yaml", "rulebooks/united_states.yaml", "numbering/nanp.tsv",
                  "numbering/world.tsv", "numbering/mends.yaml", "numbering/kinds.yaml",
                  "numbering/regions.yaml", "numbering/postal_codes.yaml", "time zones"));
  for (const SharedSource& source : record.sources) EXPECT_FALSE(source->text.empty());
  EXPECT_THAT(SourceNamed(record, "time zones").text, HasSubstr("America/Edmonton "));
}

TEST(PolicyRecordOf, IsTheSameForTheSameRules) { EXPECT_EQ(Parts().Record(), Parts().Record()); }

// A thousand accounts share one copy of the law.
TEST(PolicyRecordOf, AccountsShareTheirSources) {
  Parts other;
  other.account.id = AccountId::Parse("southside").value();
  const PolicyRecord a = Parts().Record();
  const PolicyRecord b = other.Record();
  EXPECT_NE(a.fingerprint, b.fingerprint);
  ASSERT_EQ(a.sources.size(), b.sources.size());
  std::size_t shared = 0;
  for (std::size_t i = 0; i < a.sources.size(); ++i) shared += a.sources[i] == b.sources[i];
  EXPECT_EQ(shared, a.sources.size() - 4) << "all but the account and the values of playbooks";
}

TEST(PolicyRecordOf, EveryChangeChangesTheFingerprint) {
  std::vector<Parts> all(9);
  all[1].account.person = "Sam";
  Playbook patient = *TwoTextPlaybook().playbook;
  patient.cool_down = hours{5};
  all[2].follow_ups[InquiryKind::kMissedCall].playbook = std::make_shared<Playbook>(patient);
  Playbook slow = *TwoTextPlaybook().playbook;
  slow.steps[1].delay = hours{3};
  all[3].follow_ups[InquiryKind::kMissedCall].playbook = std::make_shared<Playbook>(slow);
  Script wordy = *TwoTextPlaybook().script;
  ASSERT_TRUE(wordy
                  .Add({.step = StepName::Parse("text_1").value(),
                        .arm = ArmName::Parse("short").value(),
                        .locale = "en"},
                       Template::Compile("Hi").value())
                  .ok());
  ASSERT_TRUE(wordy.Check().ok());
  all[4].follow_ups[InquiryKind::kMissedCall].script = std::make_shared<Script>(wordy);
  all[5].follow_ups.service = nullptr;
  RulebookRow strict = *BuiltInRulebooks()->For("CA-AB").periods().front().row;
  strict.cap_per_day = 1;
  all[6].places =
      PlacesWith(RulebooksWith({strict}, NewSource("own.yaml", "cap: 1")).value()).value();
  all[7].replies = ParseReplyWords(R"(keywords:
  - kind: stop
    language: en
    in_company: stop
    why: the word itself
    words: [STOP]
)",
                                   "own.yaml")
                       .value();
  all[8].follow_ups[InquiryKind::kText] = {};
  std::set<std::string> fingerprints;
  for (std::size_t i = 0; i < all.size(); ++i)
    EXPECT_TRUE(fingerprints.insert(all[i].Record().fingerprint).second) << i;
}

// R71: which second opinion was asked can be told years later.
TEST(PolicyRecordOf, AnotherOpinionOnRepliesIsAnotherRecord) {
  Parts without;
  const std::vector<SharedSource> words = without.replies->sources();
  without.replies = ParseReplyWords(words).value();
  ASSERT_EQ(without.replies->sources(), words);
  EXPECT_NE(without.Record().fingerprint, Parts().Record().fingerprint);
}

// Words that were changed in code are not recorded as the original file.
TEST(PolicyRecordOf, WordsThatWereChangedInCodeAreTold) {
  Parts parts;
  Script wordy = *TwoTextPlaybook().script;
  ASSERT_TRUE(wordy.AddFooter("de", Template::Compile("Stopp mit STOP.").value()).ok());
  ASSERT_TRUE(wordy.Check().ok());
  parts.follow_ups[InquiryKind::kMissedCall].script = std::make_shared<Script>(wordy);
  const PolicyRecord record = parts.Record();
  const std::string& words = SourceNamed(record, "words of playbook 'two-text', made in code").text;
  EXPECT_THAT(words, HasSubstr("en/text_1/plain"));
}

// A script made in code is recorded with its trades: what `{trade}` says and by which words a reply
// names it both decide what is sent.
TEST(PolicyRecordOf, TradesAddedInCodeAreTold) {
  const auto record_with = [](std::string said, std::vector<std::string> heard) {
    Parts parts;
    Script plumber = *TwoTextPlaybook().script;
    EXPECT_TRUE(plumber.trades().Add("en", TradeId::Of("drain"), std::move(said), heard).ok());
    EXPECT_TRUE(plumber.Check().ok());
    parts.follow_ups[InquiryKind::kMissedCall].script = std::make_shared<Script>(plumber);
    return parts.Record();
  };
  const PolicyRecord drain = record_with("drain", {"Clogged drain"});
  EXPECT_EQ(drain, record_with("drain", {"clogged  DRAIN"})) << "compared as replies are read";
  EXPECT_NE(drain.fingerprint, record_with("sewer", {"Clogged drain"}).fingerprint);
  EXPECT_NE(drain.fingerprint, record_with("drain", {"Clogged drain", "sewer"}).fingerprint);
  const std::string& words = SourceNamed(drain, "words of playbook 'two-text', made in code").text;
  EXPECT_THAT(words, HasSubstr("en/trade/drain: drain\n"));
  EXPECT_THAT(words, HasSubstr("heard/clogged drain: drain\n"));
}

TEST(PolicyRecordOf, ValuesOfThePlaybookAreThoseUsed) {
  Parts parts;
  Playbook slow = *TwoTextPlaybook().playbook;
  slow.steps[1].delay = hours{3};
  slow.spread = Duration{1'500};
  parts.follow_ups[InquiryKind::kMissedCall].playbook = std::make_shared<Playbook>(slow);
  const std::string text = SourceNamed(parts.Record(), "playbook for missed_call").text;
  EXPECT_THAT(text, HasSubstr("{name: text_2, class: proactive, needs: inquiry, after: text_1, "
                              "delay: 10800s}"));
  EXPECT_THAT(text, HasSubstr("spread: 1500ms\n"));
}

}  // namespace
}  // namespace textback
