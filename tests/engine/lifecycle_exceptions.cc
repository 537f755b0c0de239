// Events with an unusual effect, because of earlier events or of the account's settings.
#include "engine/lifecycle_cases.h"
#include "engine/small_words.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration kDay = hours{24};
const MissedCall kCall{.line = Number("+14035550199")};

World Plain() { return World(LifecyclePolicy(TeamAccount())); }

World Greeted() {
  World world = Plain();
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  return world;
}

void AddNumbers(std::vector<Situation>& all) {
  World hidden(LifecyclePolicy(TeamAccount()), PhoneNumber());
  all.push_back({"a hidden number calls",
                 Deliver(hidden, kFriday, MissedCall{.caller = MissedCall::Caller::kWithheld})});
  World own(LifecyclePolicy(TeamAccount()), Number("+14035550199"));
  all.push_back({"one of the account's lines calls", Deliver(own, kFriday, kCall)});
  World blocked(LifecyclePolicy(TeamAccount()), Number("+14035550177"));
  all.push_back({"a blocked number calls", Deliver(blocked, kFriday, kCall)});
  Account knowing = TeamAccount();
  knowing.known_people = {Number("+14035550123")};
  World supplier(LifecyclePolicy(knowing));
  all.push_back({"one of the known people calls", Deliver(supplier, kFriday, kCall)});
  Account patient = TeamAccount();
  patient.shortest_ring = seconds{4};
  World pocket(LifecyclePolicy(patient));
  all.push_back({"rings for less than the account's shortest ring",
                 Deliver(pocket, kFriday, MissedCall{.line = kCall.line, .rang = seconds{2}})});
  const MissedCall failed{.line = kCall.line, .authentication = CallerCheck::kFailed};
  World borrowed = Plain();
  all.push_back(
      {"a number calls that failed its authentication", Deliver(borrowed, kFriday, failed)});
  World known = Greeted();
  known.Feed(kFriday + minutes{9}, OutcomeReported{OutcomeReported::Outcome::kLost});
  all.push_back({"the same, of a lead we know", Deliver(known, kFriday + hours{9}, failed)});
  World premium(LifecyclePolicy(TeamAccount()), Number("+19005550123"));
  all.push_back({"a premium number calls", Deliver(premium, kFriday, kCall)});
}

void AddCalls(std::vector<Situation>& all) {
  World again = Greeted();
  all.push_back({"calls again within 4 hours", Deliver(again, kFriday + minutes{5}, kCall)});
  World later = Greeted();
  later.RunUntil(kFriday + hours{5});
  all.push_back({"calls again after 4 hours", Deliver(later, kFriday + hours{5}, kCall)});
  World booked = Greeted();
  booked.Feed(kFriday + minutes{30}, OutcomeReported{OutcomeReported::Outcome::kBooked});
  all.push_back(
      {"calls within 4 hours of the last greeting", Deliver(booked, kFriday + hours{2}, kCall)});
  World silent = Greeted();
  silent.Feed(kFriday + minutes{5}, TextIn{.body = "Yes, a kitchen"});
  silent.RunUntil(kFriday + 31 * kDay);
  World wrote = silent;
  all.push_back({"calls after 30 silent days", Deliver(silent, kFriday + 31 * kDay, kCall)});
  all.push_back({"writes after 30 silent days",
                 Deliver(wrote, kFriday + 31 * kDay, TextIn{.body = "Do you still do kitchens?"})});
  World stranger = Greeted();
  stranger.Feed(kFriday + minutes{5}, TextIn{.body = "Wrong number"});
  stranger.Feed(kFriday + minutes{9}, TextIn{.body = "START"});
  stranger.RunUntil(kFriday + hours{6});
  all.push_back(
      {"calls after \"wrong number\" and START", Deliver(stranger, kFriday + hours{6}, kCall)});
  World none(PolicyFor(TeamAccount()));
  all.push_back({"estimate, without a playbook for it", Deliver(none, kFriday, EstimateSent{})});
}

// R8, R9.
void AddMessages(std::vector<Situation>& all) {
  const Voicemail message{.line = kCall.line, .length = seconds{38}, .transcript = "Call me."};
  World pending = Plain();
  pending.Missed(kFriday);
  all.push_back({"leaves a message in the same call, before text_1",
                 Deliver(pending, kFriday + seconds{5}, message)});
  World greeted = Greeted();
  all.push_back({"leaves a message in the same call, after text_1",
                 Deliver(greeted, kFriday + minutes{1}, message)});
  World first = Plain();
  first.Feed(kFriday + seconds{50}, message);
  all.push_back({"the missed call of a message that came first",
                 Deliver(first, kFriday, kFriday + seconds{55}, kCall)});
  World talked = Greeted();
  talked.Feed(kFriday + minutes{9}, AnsweredCall{});
  all.push_back({"an unclear call from before a talk",
                 Deliver(talked, kFriday + minutes{5}, kFriday + minutes{10},
                         UnclearCall{.line = kCall.line})});
  World missed = Plain();
  missed.Missed(kFriday);
  all.push_back({"an unclear call from before the last missed call",
                 Deliver(missed, kFriday - minutes{5}, kFriday + seconds{5},
                         UnclearCall{.line = kCall.line})});
  World unclear = Plain();
  unclear.Feed(kFriday, UnclearCall{.line = kCall.line});
  all.push_back(
      {"a missed call after an unclear one", Deliver(unclear, kFriday + hours{1}, kCall)});
}

World Asked() {
  World world(LifecyclePolicy(TeamAccount(), SmallWords()));
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  return world;
}

Transition Says(World world, std::string_view words) {
  return Deliver(world, kFriday + minutes{9}, TextIn{.body = std::string(words)});
}

// R30, R39, R56.
void AddQuestions(std::vector<Situation>& all) {
  all.push_back({"asks whether a machine writes", Says(Asked(), "Are you a bot?")});
  World again = Asked();
  again.Feed(kFriday + minutes{5}, TextIn{.body = "Are you a bot?"});
  all.push_back({"asks it again within the hour", Says(again, "Are you a bot?")});
  World stopped = Asked();
  stopped.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
  all.push_back({"asks it after STOP", Says(stopped, "Are you a bot?")});
  all.push_back({"wants no texts, but a call", Says(Asked(), "no texts, call me")});
  all.push_back({"writes CANCEL", Says(Asked(), "CANCEL")});
  all.push_back({"perhaps an emergency", Says(Asked(), "There is a leak")});
  all.push_back({"STOP beside an emergency", Says(Asked(), "no texts, it is flooding")});
  World voice(LifecyclePolicy(TeamAccount(), SmallWords()));
  World perhaps = voice;
  World form = voice;
  all.push_back({"leaves a message about an emergency",
                 Deliver(voice, kFriday, Voicemail{.line = kCall.line, .transcript = "flooding"})});
  all.push_back({"leaves a message that may be about one",
                 Deliver(perhaps, kFriday, Voicemail{.line = kCall.line, .transcript = "a leak"})});
  all.push_back({"sends a form about an emergency",
                 Deliver(form, kFriday, FormInquiry{.message = "it is flooding"})});
  all.push_back({"a machine says until when", Says(Asked(), "Out of office until 5pm")});
}

void AddTexts(std::vector<Situation>& all) {
  Account answering = TeamAccount();
  answering.answer_texts = true;
  World blue(LifecyclePolicy(answering));
  all.push_back({"writes, and the account answers texts",
                 Deliver(blue, kFriday, TextIn{.body = "Do you do basements?"})});
  World provider = Greeted();
  all.push_back(
      {"STOP, confirmed by the provider",
       Deliver(provider, kFriday + minutes{2}, TextIn{.body = "STOP", .provider_answered = true})});
  Account holding = TeamAccount();
  holding.holding_reply = true;
  World evening(LifecyclePolicy(holding));
  const Instant late = At("2026-11-20T20:30:00-06:00");
  evening.Missed(late - hours{1});
  evening.RunUntil(late - minutes{1});
  all.push_back({"reply outside the account's hours, with a holding reply",
                 Deliver(evening, late, TextIn{.body = "Yes, a kitchen"})});
  Playbook asking = *TwoTextPlaybook().playbook;
  asking.steps.at(1).asks_consent = true;
  World asked(MakePolicy(TeamAccount(),
                         FollowUps::Of(
                             {std::make_shared<const Playbook>(asking), TwoTextPlaybook().script}),
                         BuiltInPlaces().value(), BuiltInReplies())
                  .value());
  asked.Missed(kFriday);
  asked.RunUntil(kFriday + hours{3});
  all.push_back({"YES to a text that asks for consent",
                 Deliver(asked, kFriday + hours{3}, TextIn{.body = "YES"})});
  World plain = Greeted();
  plain.RunUntil(kFriday + hours{3});
  all.push_back(
      {"YES to any other text", Deliver(plain, kFriday + hours{3}, TextIn{.body = "YES"})});
}

void AddPeople(std::vector<Situation>& all) {
  World claimed = Greeted();
  claimed.Feed(kFriday + minutes{2}, LeadClaimed{.person = Robin()});
  World stranger = claimed;
  all.push_back({"claimed by a second person",
                 Deliver(claimed, kFriday + minutes{3},
                         LeadClaimed{.person = PersonId::Parse("sam").value()})});
  all.push_back({"claimed by somebody who is not in the team",
                 Deliver(stranger, kFriday + minutes{3},
                         LeadClaimed{.person = PersonId::Parse("mallory").value()})});
  World before = Greeted();
  all.push_back({"a talk from before the inquiry",
                 Deliver(before, kFriday - hours{1}, kFriday + minutes{2}, AnsweredCall{})});
}

void AddSending(std::vector<Situation>& all) {
  using Kind = SendOutcome::Kind;
  World used = Plain();
  used.outcomes.assign(4, {.kind = Kind::kRetry, .code = "20503"});
  used.Missed(kFriday);
  while (used.outcomes.size() > 0) used.RunUntil(used.state().wake_at);
  used.settle_at_once = false;
  used.RunUntil(used.state().wake_at);
  const Text fifth = *used.last().text;
  all.push_back({"try later, the fifth time",
                 Deliver(used, kFriday + hours{1},
                         TextSettled{.key = fifth.key, .outcome = {.kind = Kind::kRetry}})});
  World crossed = Plain();
  crossed.settle_at_once = false;
  crossed.Missed(kFriday);
  crossed.RunUntil(kFriday + seconds{10});
  const Text text = *crossed.last().text;
  crossed.Deliver(kFriday + seconds{11}, TextIn{.body = "hello?"});
  all.push_back({"accepted after a reply had ended the steps",
                 Deliver(crossed, kFriday + seconds{12},
                         TextSettled{.key = text.key, .outcome = {.kind = Kind::kAccepted}})});
}

void AddNonsense(std::vector<Situation>& all) {
  World old = Plain();
  World future = Plain();
  all.push_back({"a call of two years ago", Deliver(old, kFriday - 730 * kDay, kFriday, kCall)});
  all.push_back({"a call from tomorrow", Deliver(future, kFriday + kDay, kFriday, kCall)});
}

}  // namespace

std::vector<Situation> Exceptions() {
  std::vector<Situation> all;
  AddNumbers(all);
  AddCalls(all);
  AddMessages(all);
  AddQuestions(all);
  AddTexts(all);
  AddPeople(all);
  AddSending(all);
  AddNonsense(all);
  return all;
}

}  // namespace textback
