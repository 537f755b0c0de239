// The states of docs/lifecycle.md, each produced by real events.
#include "engine/lifecycle_cases.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration kDay = hours{24};

World Plain() { return World(LifecyclePolicy(TeamAccount())); }

// The lead called and was greeted; text_2 comes next.
World Greeted() {
  World world = Plain();
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  return world;
}

World Consenting() {
  World world = Plain();
  world.Feed(kFriday - hours{1}, ConsentGiven{{.basis = Basis::kExpress, .evidence = "form-17"}});
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  return world;
}

// Texts that are due at the next wake-up stay out.
void Open(World& world) {
  world.settle_at_once = false;
  world.RunUntil(world.state().wake_at);
}

void AddRecovering(std::vector<State>& all) {
  World world = Plain();
  all.push_back({"new", world, kFriday});
  world.Missed(kFriday);
  all.push_back({"recovering text_1", world, kFriday + seconds{1}});
  Open(world);
  all.push_back({"recovering text_1 out", world, kFriday + seconds{11}});
  World night = Plain();
  const Instant late = At("2026-11-20T23:00:00-06:00");
  night.Missed(late);
  night.RunUntil(late + minutes{1});
  all.push_back({"recovering text_1, held", night, late + minutes{1}});
  Account assisted = TeamAccount();
  assisted.mode = Mode::kAssisted;
  World ready(LifecyclePolicy(assisted));
  ready.Missed(kFriday);
  ready.RunUntil(kFriday + minutes{1});
  all.push_back({"recovering text_1 with person", ready, kFriday + minutes{1}});
  Account answering = TeamAccount();
  answering.answer_texts = true;
  World wrote(LifecyclePolicy(answering));
  wrote.Feed(kFriday, TextIn{.body = "Do you do basements?"});
  all.push_back({"recovering text_1, waits", wrote, kFriday + seconds{1}});
  all.push_back({"recovering text_2", Greeted(), kFriday + minutes{1}});
  World second = Greeted();
  Open(second);
  all.push_back({"recovering text_2 out", second, kFriday + hours{2} + seconds{11}});
  World machine = Greeted();
  machine.Feed(kFriday + minutes{2}, TextIn{.body = "I'm driving with Do Not Disturb turned on"});
  all.push_back({"recovering text_2, paused", machine, kFriday + minutes{3}});
  World help = Greeted();
  help.settle_at_once = false;
  help.Feed(kFriday + minutes{2}, TextIn{.body = "HELP"});
  help.RunUntil(kFriday + minutes{2});
  all.push_back({"recovering text_2, help_answer out", help, kFriday + minutes{2}});
}

void AddNurturing(std::vector<State>& all) {
  World world = Greeted();
  world.RunUntil(kFriday + hours{5});
  all.push_back({"nurturing check_in_1", world, kFriday + hours{5}});
  world.Missed(kFriday + hours{5});
  all.push_back({"nurturing check_in_1, text_1 again", world, kFriday + hours{5}});
  World first = Consenting();
  first.RunUntil(kFriday + hours{5});
  Open(first);
  all.push_back({"nurturing check_in_1 out", first, first.state().sequence.due});
  World last = Consenting();
  last.RunUntil(kFriday + 8 * kDay);
  Open(last);
  all.push_back({"nurturing check_in_2 out", last, last.state().sequence.due});
}

void AddEngaged(std::vector<State>& all) {
  World world = Greeted();
  world.Feed(kFriday + minutes{5}, TextIn{.body = "Yes, a kitchen"});
  all.push_back({"engaged, waits", world, kFriday + minutes{6}});
  World claimed = world;
  world.Feed(kFriday + minutes{7}, PersonText{.body = "Great, when may I call?"});
  all.push_back({"engaged, quiet", world, kFriday + minutes{8}});
  claimed.Feed(kFriday + minutes{7}, LeadClaimed{.person = Robin()});
  all.push_back({"engaged, claimed", claimed, kFriday + minutes{8}});
  World doubt = Greeted();
  doubt.Feed(kFriday + minutes{5}, TextIn{.body = "stop texting me after 9pm"});
  all.push_back({"engaged, doubtful, waits", doubt, kFriday + minutes{6}});
  World loop = Greeted();
  for (int i = 5; i < 8; ++i)
    loop.Feed(kFriday + minutes{i}, TextIn{.body = "HELP", .provider_answered = true});
  all.push_back({"engaged, looped", loop, kFriday + minutes{8}});
  World unsure = Plain();
  unsure.outcomes = {{.kind = SendOutcome::Kind::kAmbiguous, .code = "timeout"}};
  unsure.Missed(kFriday);
  unsure.RunUntil(kFriday + minutes{1});
  all.push_back({"engaged", unsure, kFriday + minutes{2}});
  Account holding = TeamAccount();
  holding.holding_reply = true;
  World evening(LifecyclePolicy(holding));
  const Instant late = At("2026-11-20T20:30:00-06:00");
  evening.Missed(late - hours{1});
  evening.Feed(late, TextIn{.body = "Yes, a kitchen"});
  all.push_back({"engaged, waits, holding_reply due", evening, late});
  Open(evening);
  all.push_back({"engaged, waits, holding_reply out", evening, late + minutes{1}});
}

// R37: the lead has named a time.
void AddAsked(std::vector<State>& all) {
  World world = Greeted();
  world.Feed(kFriday + minutes{5}, TextIn{.body = "text me tomorrow at noon"});
  all.push_back({"engaged, as_asked due", world, kFriday + minutes{6}});
  World spoken = world;
  spoken.Feed(kFriday + minutes{7}, LeadClaimed{.person = Robin()});
  all.push_back({"engaged, claimed, as_asked by person", spoken, kFriday + minutes{8}});
  Open(world);
  all.push_back({"engaged, as_asked out", world, kFriday + hours{26}});
}

void AddClosed(std::vector<State>& all) {
  using Outcome = OutcomeReported::Outcome;
  for (const Outcome outcome : {Outcome::kBooked, Outcome::kLost, Outcome::kClosed}) {
    World world = Greeted();
    world.Feed(kFriday + minutes{30}, OutcomeReported{outcome});
    all.push_back({std::string(NameOf(outcome)), world, kFriday + hours{6}});
  }
  World through = Greeted();
  through.RunUntil(kFriday + 23 * kDay);
  all.push_back({"dormant", through, kFriday + 23 * kDay});
  World stopped = Greeted();
  stopped.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
  all.push_back(
      {"closed, opted out, stop_confirmation due", stopped, kFriday + minutes{5} + seconds{1}});
  World confirmed = stopped;
  confirmed.RunUntil(kFriday + minutes{6});
  Open(stopped);
  all.push_back(
      {"closed, opted out, stop_confirmation out", stopped, kFriday + minutes{5} + seconds{1}});
  all.push_back({"closed, opted out", confirmed, kFriday + minutes{6}});
}

void AddUnreachable(std::vector<State>& all) {
  World hidden(LifecyclePolicy(TeamAccount()), PhoneNumber());
  hidden.Feed(kFriday, MissedCall{.caller = MissedCall::Caller::kWithheld});
  all.push_back({"unreachable", hidden, kFriday + minutes{1}});
  World landline = Plain();
  landline.outcomes = {{.kind = SendOutcome::Kind::kNotMobile, .code = "30006"}};
  landline.Missed(kFriday);
  landline.RunUntil(kFriday + minutes{1});
  all.push_back({"unreachable, refused", landline, kFriday + minutes{2}});
  World stranger = Greeted();
  stranger.Feed(kFriday + minutes{5}, TextIn{.body = "Wrong number"});
  all.push_back({"unreachable, wrong number", stranger, kFriday + minutes{6}});
}

}  // namespace

std::vector<State> States() {
  std::vector<State> all;
  AddRecovering(all);
  AddNurturing(all);
  AddEngaged(all);
  AddAsked(all);
  AddClosed(all);
  AddUnreachable(all);
  return all;
}

}  // namespace textback
