// R13: compares the guards in docs/lifecycle.md with the engine: their order, and which of them
// apply to a response, a proactive text and a service text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/lifecycle_cases.h"
#include "engine/lifecycle_doc.h"
#include "textback/config/rulebook_yaml.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

constexpr auto kGuards = static_cast<std::size_t>(Guard::kCount);
const Instant kNight = At("2026-11-20T23:00:00-08:00");
const Instant kNoon = At("2026-11-20T12:00:00-08:00");

// An account for which Vancouver's zone data is known to be wrong (R16), or right.
std::shared_ptr<const Policy> PolicyWith(bool stale, Mode mode) {
  std::vector<std::shared_ptr<const Zone>> zones = Zone::LoadAll();
  for (auto& zone : zones) {
    if (stale && zone->name() == "America/Vancouver")
      zone = Zone::Fixed("America/Vancouver", hours{-8});
  }
  Account account = TeamAccount();
  account.mode = mode;
  return MakePolicy(account, FollowUps::Of(BuiltInPlaybooks()),
                    Places::Make({.rulebooks = BuiltInRulebooks(),
                                  .numbering = BuiltInNumbering(),
                                  .regions = BuiltInRegions(),
                                  .postal_codes = BuiltInPostalCodes(),
                                  .zones = zones})
                        .value(),
                    BuiltInReplies())
      .value();
}

// A lead, an account and a time at which the guards in `refusing` refuse.
struct Scene {
  Lead lead;
  std::shared_ptr<const Policy> policy;
  Text text;
  Brake brake = Brake::kNone;
  Instant now = kNoon;
};

using Refusing = std::vector<bool>;  // indexed by Guard

Scene Make(const Refusing& no, const StepName& step, AnswerKind answer) {
  const auto says = [&no](Guard guard) { return no[static_cast<std::size_t>(guard)]; };
  static const auto* policies = new std::vector<std::shared_ptr<const Policy>>{
      PolicyWith(false, Mode::kAutomatic), PolicyWith(true, Mode::kAutomatic),
      PolicyWith(false, Mode::kManual), PolicyWith(true, Mode::kManual)};
  Scene scene;
  scene.policy = policies->at((says(Guard::kZoneData) ? 1U : 0U) + (says(Guard::kMode) ? 2U : 0U));
  if (says(Guard::kVolume)) scene.brake = Brake::kVolume;
  if (says(Guard::kSwitch)) scene.brake = Brake::kAccountOff;
  if (says(Guard::kWindow)) scene.now = kNight;
  scene.lead.id = {.account = scene.policy->account.id, .phone = Number("+16045550123")};
  LeadState& state = scene.lead.state;
  state.phase = says(Guard::kPerson) ? Phase::kEngaged : Phase::kRecovering;
  state.episode = 1;
  state.inquiries.first_at = state.inquiries.last_at = scene.now - hours{3};
  state.sequence.step = step;
  state.sequence.due = state.wake_at = scene.now;
  if (answer != AnswerKind::kNone) {
    state.phase = Phase::kEngaged;
    state.sequence.step = StepName();
    state.answer.kind = answer;
    state.answer.at = scene.now;
    state.answer.by = scene.now + seconds{300};
    if (!says(Guard::kPerson)) state.attention.waits_since = scene.now - seconds{60};
  }
  state.marks.refused = says(Guard::kNumber);
  state.loop.alarm = says(Guard::kLoop);
  state.marks.opted_out = says(Guard::kOptOut);
  if (says(Guard::kPause)) state.sequence.paused_until = scene.now + hours{9};
  if (!says(Guard::kBasis)) state.consent.SetExpiry(Basis::kInquiry, scene.now + hours{24 * 30});
  scene.text.key = {.lead = scene.lead.id,
                    .episode = 1,
                    .step = answer == AnswerKind::kNone ? step : Named(NameOf(answer)),
                    .attempt = 1};
  scene.text.send_by = says(Guard::kSendBy) ? scene.now : scene.now + seconds{200};
  return scene;
}

Verdict VerdictAtHandOver(Scene scene) {
  LeadState& state = scene.lead.state;
  const bool answer = state.answer.kind != AnswerKind::kNone;
  const TextKey& key = scene.text.key;
  state.out = {.what = answer ? TextOut::What::kAnswer : TextOut::What::kStep,
               .episode = key.episode,
               .attempt = key.attempt,
               .step = key.step};
  state.answer.at = kNever;
  return CheckHandOver(scene.lead, scene.text, *scene.policy, scene.now, scene.brake);
}
Guard AtHandOver(const Scene& scene) { return VerdictAtHandOver(scene).guard; }

// The reason that Step gives when the text is due; empty if it goes.
std::optional<Why> WhenDecided(const Scene& scene) {
  const Event wake{.lead = scene.lead.id,
                   .at = scene.now,
                   .received_at = scene.now,
                   .body = WakeUp{.brake = scene.brake}};
  const Decision decision = Step(scene.lead, wake, *scene.policy, scene.now);
  if (decision.text.has_value()) return std::nullopt;
  for (const Why why : {Why::kSwitchedOff, Why::kNumberRefused, Why::kLoopAlarm, Why::kOptedOut,
                        Why::kPersonTookOver, Why::kNoBasis, Why::kStaleZone, Why::kAutoReplied,
                        Why::kVolumeBreaker, Why::kOutsideWindow, Why::kByPerson}) {
    if (Has(decision, why)) return why;
  }
  return Why::kCount;
}

Refusing All() { return Refusing(kGuards, true); }
Refusing Without(Refusing no, Guard guard) {
  no[static_cast<std::size_t>(guard)] = false;
  return no;
}

// R13: at first all guards refuse, then they are removed one by one: the hand-over reports them in
// the order of the enum.
TEST(LifecycleGuards, TheHandOverAsksInTheirOrder) {
  Refusing no = All();
  for (std::size_t i = 0; i < kGuards; ++i) {
    const Guard first = static_cast<Guard>(i);
    EXPECT_EQ(AtHandOver(Make(no, Named("text_2"), AnswerKind::kNone)), first) << NameOf(first);
    no[i] = false;
  }
  EXPECT_EQ(AtHandOver(Make(no, Named("text_2"), AnswerKind::kNone)), Guard::kCount) << "it may go";
}

// R13: the same order applies when a step is decided. The person guard is not needed there: an
// engaged lead has no step that could be due.
TEST(LifecycleGuards, AStepIsDecidedInTheirOrder) {
  std::vector<std::optional<Why>> said;
  Refusing no = Without(All(), Guard::kPerson);
  for (std::size_t i = 0; i <= kGuards; ++i) {
    const std::optional<Why> why = WhenDecided(Make(no, Named("text_2"), AnswerKind::kNone));
    if (said.empty() || said.back() != why) said.push_back(why);
    if (i < kGuards) no[i] = false;
  }
  EXPECT_THAT(said,
              ElementsAre(Why::kSwitchedOff, Why::kNumberRefused, Why::kLoopAlarm, Why::kOptedOut,
                          Why::kNoBasis, Why::kStaleZone, Why::kAutoReplied, Why::kVolumeBreaker,
                          Why::kOutsideWindow, Why::kByPerson, std::nullopt));
}

// The same for a holding reply, a response to a lead that is with a person.
TEST(LifecycleGuards, AHoldingReplyIsDecidedInTheirOrder) {
  Refusing no = All();
  for (const Guard guard : {Guard::kSwitch, Guard::kNumber, Guard::kLoop, Guard::kOptOut,
                            Guard::kPerson, Guard::kPause, Guard::kVolume, Guard::kWindow}) {
    const Scene scene = Make(no, StepName(), AnswerKind::kHoldingReply);
    const Ask ask = AskFor(AnswerKind::kHoldingReply, scene.brake);
    EXPECT_EQ(CheckGuards(scene.lead, ask, *scene.policy, scene.now).guard, guard);
    EXPECT_FALSE(WhenDecided(scene) == std::nullopt) << NameOf(guard);
    for (std::size_t i = 0; i <= static_cast<std::size_t>(guard); ++i) no[i] = false;
  }
}

// Does this guard alone stop such a text?
bool Applies(Guard guard, TextClass text_class) {
  Refusing only(kGuards, false);
  only[static_cast<std::size_t>(guard)] = true;
  if (text_class == TextClass::kService)
    return AtHandOver(Make(only, StepName(), AnswerKind::kHelpAnswer)) == guard;
  const bool response = text_class == TextClass::kResponse;
  return AtHandOver(Make(only, Named(response ? "text_1" : "text_2"), AnswerKind::kNone)) == guard;
}

// What happens to the step if only this guard refuses it.
std::string Then(Guard guard) {
  Refusing only(kGuards, false);
  only[static_cast<std::size_t>(guard)] = true;
  const Verdict verdict = VerdictAtHandOver(Make(only, Named("text_2"), AnswerKind::kNone));
  return verdict.kind == Verdict::Kind::kHold ? "held" : "dropped";
}

// The table lists the guards in the order of the enum, and says to which texts each applies.
TEST(LifecycleGuards, TheDocumentHasThemAll) {
  const LifecycleDoc doc = ReadLifecycleDoc();
  const auto tables = TablesOf(doc, "guard");
  ASSERT_EQ(tables.size(), 1U);
  ASSERT_THAT(tables[0]->head,
              ElementsAre("guard", "refuses", "then", "response", "proactive", "service", "rule"));
  std::vector<std::vector<std::string>> said;
  std::vector<std::vector<std::string>> is;
  for (const auto& row : tables[0]->rows)
    said.push_back({row.at(0), row.at(2), row.at(3), row.at(4), row.at(5)});
  for (std::size_t i = 0; i < kGuards; ++i) {
    const Guard guard = static_cast<Guard>(i);
    const auto yes = [guard](TextClass of) { return Applies(guard, of) ? "yes" : "no"; };
    is.push_back({std::string(NameOf(guard)), Then(guard), yes(TextClass::kResponse),
                  yes(TextClass::kProactive), yes(TextClass::kService)});
  }
  EXPECT_THAT(said, ElementsAreArray(is));
}

}  // namespace
}  // namespace textback
