// What is due when a lead is woken, each case with the history that leads to it.
#include "engine/lifecycle_cases.h"
#include "engine/small_words.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

World With(const Account& account) { return World(LifecyclePolicy(account)); }

// Wakes the lead when it asks, or `late` after that.
Transition Wake(World& world, Brake brake = Brake::kNone, Duration late = {}) {
  const Instant now = world.state().wake_at + late;
  return Deliver(world, world.state().wake_at, now, WakeUp{.brake = brake});
}

World Called(Instant at = kFriday, const Account& account = TeamAccount()) {
  World world = With(account);
  world.Missed(at);
  return world;
}

World Greeted() {
  World world = Called();
  world.RunUntil(kFriday + minutes{1});
  return world;
}

// R37
void AddAsked(std::vector<Situation>& all) {
  World world = Greeted();
  world.Feed(kFriday + minutes{5}, TextIn{.body = "text me tomorrow at noon"});
  World early = Greeted();
  early.Feed(kFriday + minutes{5}, TextIn{.body = "text me tomorrow at 8am"});
  World spoken = world;
  spoken.Feed(kFriday + minutes{7}, LeadClaimed{.person = PersonId::Parse("robin").value()});
  World off = world;
  all.push_back({"as_asked is due", Wake(world)});
  all.push_back({"as_asked is due, outside the window", Wake(early)});
  all.push_back({"as_asked is due, the kill switch is on", Wake(off, Brake::kAllOff)});
  all.push_back({"as_asked is due, somebody has acted since", Wake(spoken)});
}

void AddFirst(std::vector<Situation>& all) {
  World world = Called();
  World held = world;
  World busy = world;
  all.push_back({"text_1 is due", Wake(world)});
  all.push_back({"text_1 is due, the kill switch is on", Wake(held, Brake::kAccountOff)});
  all.push_back({"text_1 is due, the volume breaker is on", Wake(busy, Brake::kVolume)});
  World night = Called(At("2026-11-20T23:00:00-06:00"));
  all.push_back({"text_1 is due, outside the window", Wake(night)});
  World full = With(TeamAccount());
  full.Missed(At("2026-11-18T09:00:00-06:00"));
  full.RunUntil(At("2026-11-18T12:00:00-06:00"));
  full.Missed(At("2026-11-18T14:00:00-06:00"));
  full.Feed(At("2026-11-18T18:01:00-06:00"), OutcomeReported{OutcomeReported::Outcome::kBooked});
  full.Missed(At("2026-11-18T19:00:00-06:00"));
  all.push_back({"text_1 is due, three texts in 24 hours", Wake(full)});
  World old = With(TeamAccount());
  old.DeliverLate(kFriday - hours{73}, kFriday, MissedCall{.line = Number("+14035550199")});
  all.push_back(
      {"text_1 is due and the inquiry is 72 hours old", Wake(old, Brake::kNone, hours{73})});
  Account manual = TeamAccount();
  manual.mode = Mode::kManual;
  World person = Called(kFriday, manual);
  all.push_back({"text_1 is due, the account is manual", Wake(person)});
  World nowhere(LifecyclePolicy(TeamAccount()), Number("+75005550123"));
  nowhere.Missed(kFriday);
  all.push_back({"text_1 is due, no hour suits every place", Wake(nowhere)});
}

void AddSecond(std::vector<Situation>& all) {
  World world = Greeted();
  World busy = world;
  World none = world;
  all.push_back({"text_2 is due", Wake(world)});
  all.push_back({"text_2 is due, the volume breaker is on", Wake(busy, Brake::kVolume)});
  none.Feed(kFriday + minutes{2}, ConsentGiven{{.basis = Basis::kInquiry, .withdrawn = true}});
  all.push_back({"text_2 is due, without a basis", Wake(none)});
  World pause = Greeted();
  pause.settle_at_once = false;
  pause.RunUntil(kFriday + hours{2} + seconds{10});
  const Text out = *pause.last().text;
  pause.Deliver(kFriday + hours{2} + seconds{11},
                TextIn{.body = "I'm driving right now, auto-reply"});
  pause.Deliver(kFriday + hours{2} + seconds{12}, TextNotSent{.key = out.key});
  all.push_back({"text_2 is due, a machine has answered", Wake(pause)});
}

void AddLong(std::vector<Situation>& all) {
  World plain = Greeted();
  plain.RunUntil(kFriday + hours{5});
  World yes = plain;
  World moved = plain;
  World again = plain;
  all.push_back({"check_in_1 is due, inquiry only, cautious", Wake(plain)});
  all.push_back({"check_in_2 is due, inquiry only, cautious", Wake(plain)});
  yes.Feed(kFriday + hours{6}, ConsentGiven{{.basis = Basis::kExpress, .evidence = "form-17"}});
  all.push_back({"check_in_1 is due, express consent", Wake(yes)});
  moved.Feed(kFriday + hours{6}, DetailsKnown{{.region = "US-HI"}});
  all.push_back({"check_in_1 is due, the lead's clock has changed", Wake(moved)});
  again.Missed(kFriday + hours{6});
  all.push_back({"text_1 is due again", Wake(again)});
}

void AddPeople(std::vector<Situation>& all) {
  World world = Greeted();
  world.Feed(kFriday + minutes{5}, TextIn{.body = "Yes, a kitchen"});
  World quiet = world;
  all.push_back({"15 minutes without an answer", Wake(world)});
  all.push_back({"30 minutes without an answer", Wake(world)});
  all.push_back({"60 minutes without an answer", Wake(world)});
  quiet.Feed(kFriday + minutes{7}, PersonText{.body = "Great, when may I call?"});
  World consenting = quiet;
  all.push_back({"3 silent days, no basis", Wake(quiet)});
  consenting.Feed(kFriday + hours{6},
                  ConsentGiven{{.basis = Basis::kExpress, .evidence = "form-17"}});
  all.push_back({"3 silent days with express consent", Wake(consenting)});
}

void AddAnswers(std::vector<Situation>& all) {
  World stopped = Greeted();
  stopped.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
  stopped.settle_at_once = false;
  World off = stopped;
  World late = stopped;
  all.push_back({"the confirmation is due", Wake(stopped)});
  all.push_back({"the confirmation is due, the kill switch is on", Wake(off, Brake::kAllOff)});
  all.push_back({"the confirmation is due, 5 minutes late", Wake(late, Brake::kNone, minutes{5})});
  World help = Greeted();
  help.settle_at_once = false;
  help.Deliver(kFriday + minutes{5}, TextIn{.body = "HELP"});
  all.push_back({"the answer to HELP is due", Wake(help)});
  World bot(LifecyclePolicy(TeamAccount(), SmallWords()));
  bot.Missed(kFriday);
  bot.RunUntil(kFriday + minutes{1});
  bot.settle_at_once = false;
  bot.Deliver(kFriday + minutes{5}, TextIn{.body = "Are you a bot?"});
  all.push_back({"the answer to \"are you a bot?\" is due", Wake(bot)});
  for (const bool night : {false, true}) {
    World emergency = Greeted();
    emergency.settle_at_once = false;
    const Instant at = night ? At("2026-11-20T22:00:00-06:00") : kFriday + minutes{5};
    emergency.Deliver(at, TextIn{.body = "We have no water!"});
    all.push_back({night ? "the words for an emergency are due, outside the window"
                         : "the words for an emergency are due",
                   Wake(emergency)});
  }
  Account holding = TeamAccount();
  holding.holding_reply = true;
  for (const bool night : {false, true}) {
    const Instant at = At(night ? "2026-11-20T22:00:00-06:00" : "2026-11-20T20:30:00-06:00");
    World world = Called(at - hours{2}, holding);
    world.RunUntil(at - hours{1});
    world.settle_at_once = false;
    world.Deliver(at, TextIn{.body = "Yes, a kitchen"});
    all.push_back(
        {night ? "the holding reply is due, outside the window" : "the holding reply is due",
         Wake(world)});
  }
}

void AddReady(std::vector<Situation>& all) {
  Account assisted = TeamAccount();
  assisted.mode = Mode::kAssisted;
  World world = Called(kFriday, assisted);
  world.RunUntil(kFriday + minutes{1});
  all.push_back({"the ready text has waited 5 minutes", Wake(world)});
  all.push_back({"the ready text is past its send_by", Wake(world)});
}

}  // namespace

std::vector<Situation> WakeUps() {
  std::vector<Situation> all;
  AddFirst(all);
  AddSecond(all);
  AddLong(all);
  AddPeople(all);
  AddAnswers(all);
  AddAsked(all);
  AddReady(all);
  return all;
}

}  // namespace textback
