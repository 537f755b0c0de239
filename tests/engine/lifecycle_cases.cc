#include "engine/lifecycle_cases.h"

#include <algorithm>

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::string StepPart(const LeadState& state) {
  std::string part =
      state.sequence.step.empty() ? "" : " " + std::string(state.sequence.step.view());
  if (state.out.with_person()) return part + " with person";
  return state.out.is_step() ? part + " out" : part;
}

// `next` is the next step; it is not named in the result.
std::string EffectsOf(const Decision& decision, const StepName& next) {
  std::string effects;
  const auto add = [&effects](const std::string& what) { effects += " · " + what; };
  if (decision.withdraw) add("withdrawn");
  for (const StepNote& note : decision.notes) {
    const std::string what = note.kind == StepNote::Kind::kHeld ? "held" : "dropped";
    add(note.step == next ? what : what + " " + std::string(note.step.view()));
  }
  if (decision.text.has_value()) add("text " + std::string(decision.text->key.step.view()));
  for (const Task& task : decision.tasks) add(std::string(NameOf(task.kind)));
  for (const ConsentEntry& entry : decision.consent)
    add((entry.withdrawn ? "-" : "+") + std::string(NameOf(entry.basis)));
  return effects;
}

// The rules of the reasons, each once. Where the lead is (R11) and whose it is (R27) are omitted,
// because they are always there.
std::string RulesOf(const Decision& decision) {
  std::vector<std::string> rules;
  for (const Reason& reason : decision.reasons) {
    const std::string rule(RuleOf(reason.why));
    if (rule == "R11" || reason.why == Why::kAssigned) continue;
    if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(rule);
  }
  std::string joined;
  for (const std::string& rule : rules) joined += " · " + rule;
  return joined;
}

// The key of the outstanding text, or of the last one; otherwise a key that was never used.
TextKey KeyOut(const World& world) {
  for (auto decision = world.decisions().rbegin(); decision != world.decisions().rend();
       ++decision) {
    if (decision->text.has_value()) return decision->text->key;
    for (const Task& task : decision->tasks) {
      if (task.text.has_value() && !task.text->body.empty()) return task.text->key;
    }
  }
  return {.lead = world.lead().id, .episode = 9, .step = Named("text_1"), .attempt = 1};
}

NamedEvent Text(std::string name, std::string body) {
  return {std::move(name), [body](const World&) { return TextIn{.body = body}; }};
}

NamedEvent Outcome(OutcomeReported::Outcome outcome) {
  return {std::string(NameOf(outcome)),
          [outcome](const World&) { return OutcomeReported{outcome}; }};
}

NamedEvent Settled(SendOutcome::Kind kind, std::string name) {
  return {std::move(name), [kind](const World& world) {
            return TextSettled{.key = KeyOut(world), .outcome = {.kind = kind, .code = "1"}};
          }};
}

NamedEvent Reported(DeliveryReported::Report report, std::string name) {
  return {std::move(name), [report](const World& world) {
            return DeliveryReported{.key = KeyOut(world), .report = report, .code = "1"};
          }};
}

MissedCall::Caller CallerOf(const World& world) {
  return world.lead().id.phone.withheld() ? MissedCall::Caller::kWithheld
                                          : MissedCall::Caller::kNumber;
}

NamedEvent Message(std::string name, std::string transcript) {
  return {std::move(name), [transcript](const World& world) {
            return Voicemail{.line = Number("+14035550199"),
                             .caller = CallerOf(world),
                             .length = seconds{38},
                             .transcript = transcript};
          }};
}

void AddInquiries(std::vector<NamedEvent>& all) {
  all.push_back({"missed call", [](const World& world) {
                   return MissedCall{.line = Number("+14035550199"), .caller = CallerOf(world)};
                 }});
  all.push_back({"form", [](const World&) { return FormInquiry{.name = "Dana"}; }});
  all.push_back({"form with consent", [](const World&) {
                   return FormInquiry{.name = "Dana", .consent_words = "Yes, text me"};
                 }});
  all.push_back({"estimate", [](const World&) { return EstimateSent{.name = "Dana"}; }});
}

// R8, R9.
void AddCalls(std::vector<NamedEvent>& all) {
  all.push_back({"unclear call", [](const World& world) {
                   return UnclearCall{.line = Number("+14035550199"), .caller = CallerOf(world)};
                 }});
  all.push_back(Message("voicemail", "Hi, this is Dana, about my kitchen."));
  all.push_back(Message("voicemail that wants no texts", "Please stop texting me."));
}

void AddTexts(std::vector<NamedEvent>& all) {
  all.push_back(Text("reply", "Yes, a kitchen"));
  all.push_back(Text("STOP", "STOP"));
  all.push_back(Text("START", "START"));
  all.push_back(Text("HELP", "HELP"));
  all.push_back(Text("wrong number", "Wrong number"));
  all.push_back(Text("auto-reply", "I'm driving with Do Not Disturb turned on"));
  all.push_back(Text("doubtful", "stop texting me after 9pm"));
  all.push_back(Text("emergency", "We have no water!"));
  all.push_back(Text("names a time", "text me next month"));
  // The provider answers the two before, so they change only the counts of R28.
  all.push_back({"third alike",
                 [](const World&) { return TextIn{.body = "AYUDA", .provider_answered = true}; },
                 2});
}

void AddPeople(std::vector<NamedEvent>& all) {
  all.push_back({"answered call", [](const World&) { return AnsweredCall{}; }});
  all.push_back({"person's text", [](const World&) { return PersonText{.body = "On my way"}; }});
  all.push_back({"claim", [](const World&) { return LeadClaimed{.person = Robin()}; }});
  all.push_back({"given back",
                 [](const World&) { return LeadClaimed{.person = Robin(), .given_back = true}; }});
  all.push_back(
      {"ready text sent", [](const World& world) { return ReadyTextSent{.key = KeyOut(world)}; }});
  all.push_back(Outcome(OutcomeReported::Outcome::kBooked));
  all.push_back(Outcome(OutcomeReported::Outcome::kLost));
  all.push_back(Outcome(OutcomeReported::Outcome::kClosed));
}

void AddFacts(std::vector<NamedEvent>& all) {
  all.push_back({"express consent", [](const World&) {
                   return ConsentGiven{{.basis = Basis::kExpress, .evidence = "form-17"}};
                 }});
  all.push_back({"consent withdrawn", [](const World&) {
                   return ConsentGiven{
                       {.basis = Basis::kExpress, .withdrawn = true, .evidence = "said by phone"}};
                 }});
  all.push_back({"details", [](const World&) { return DetailsKnown{{.name = "Dana"}}; }});
  all.push_back({"switch", [](const World&) { return SwitchThrown{.on = true}; }});
  all.push_back(
      {"away", [](const World&) { return AwaySet{{.person = Robin(), .since = kFriday}}; }});
  all.push_back(
      {"volume alarm", [](const World&) { return VolumeAlarm{.texts = 50, .usual = 5}; }});
}

void AddOutcomes(std::vector<NamedEvent>& all) {
  using Kind = SendOutcome::Kind;
  all.push_back(Settled(Kind::kAccepted, "accepted"));
  all.push_back(Settled(Kind::kRetry, "retry"));
  all.push_back(Settled(Kind::kOptedOut, "carrier's opt-out"));
  all.push_back(Settled(Kind::kNotMobile, "not mobile"));
  all.push_back(Settled(Kind::kRefused, "refused"));
  all.push_back(Settled(Kind::kConfig, "config"));
  all.push_back(Settled(Kind::kAmbiguous, "ambiguous"));
  all.push_back({"send_by passed", [](const World& world) {
                   return TextNotSent{.key = KeyOut(world), .expired = true};
                 }});
  all.push_back({"line busy", [](const World& world) {
                   return TextNotSent{.key = KeyOut(world), .until = kLatest - hours{1}};
                 }});
  all.push_back({"switched off", [](const World& world) {
                   return TextNotSent{.key = KeyOut(world), .brake = Brake::kAccountOff};
                 }});
  all.push_back({"early wake-up", [](const World&) { return WakeUp{}; }});
  all.push_back(Reported(DeliveryReported::Report::kDelivered, "delivered"));
  all.push_back(Reported(DeliveryReported::Report::kUndelivered, "undelivered"));
  all.push_back(Reported(DeliveryReported::Report::kNotMobile, "reported as a landline"));
}

}  // namespace

std::string StateOf(const Lead& lead, Instant now) {
  const LeadState& state = lead.state;
  std::string name = std::string(NameOf(state.phase)) + StepPart(state);
  const auto mark = [&name](bool holds, const std::string& what) {
    if (holds) name += ", " + what;
  };
  const std::string answer(NameOf(state.answer.kind));
  mark(state.marks.opted_out, "opted out");
  mark(state.marks.wrong_number, "wrong number");
  mark(state.marks.refused, "refused");
  mark(state.marks.doubtful, "doubtful");
  mark(state.loop.alarm, "looped");
  mark(state.attention.waits_since != kNever, "waits");
  mark(state.attention.taken, "claimed");
  mark(state.attention.rearm_at != kNever, "quiet");
  mark(!state.sequence.step.empty() && state.sequence.paused_until != kNever &&
           now < state.sequence.paused_until,
       "paused");
  mark(state.sequence.acknowledge_at != kNever, "text_1 again");
  mark(state.request.waits(), state.request.by_person ? "as_asked by person" : "as_asked due");
  mark(state.out.is_requested(), "as_asked out");
  mark(state.answer.kind != AnswerKind::kNone,
       answer + (state.answer.at == kNever ? " out" : " due"));
  return name;
}

std::vector<NamedEvent> Events() {
  std::vector<NamedEvent> all;
  AddInquiries(all);
  AddCalls(all);
  AddTexts(all);
  AddPeople(all);
  AddFacts(all);
  AddOutcomes(all);
  return all;
}

Transition Deliver(World& world, Instant at, Instant now, EventBody body) {
  world.settle_at_once = false;
  Transition done;
  done.kind = body.index();
  done.before = world.state().phase;
  done.from = StateOf(world.lead(), now);
  const StepName next = world.state().sequence.step;
  const Decision decision = world.DeliverLate(at, now, std::move(body));
  done.after = world.state().phase;
  std::string after = StateOf(world.lead(), now);
  if (after == done.from || after.starts_with(done.from + ", "))
    after = "=" + after.substr(done.from.size());
  done.cell = after + EffectsOf(decision, next) + RulesOf(decision);
  return done;
}

Transition Deliver(World& world, Instant now, EventBody body) {
  return Deliver(world, now, now, std::move(body));
}

Transition Play(State state, const NamedEvent& event) {
  state.world.settle_at_once = false;
  Instant now = state.now;
  for (int i = 0; i < event.repeats_before; ++i)
    state.world.Deliver(now += seconds{1}, event.make(state.world));
  now += seconds{1};
  return Deliver(state.world, now, event.make(state.world));
}

Account TeamAccount() {
  Account account = Northside();
  account.team = {{.id = Robin(), .name = "Robin"},
                  {.id = PersonId::Parse("sam").value(), .name = "Sam", .owner = true}};
  account.emergency_words = {"no water"};
  account.emergency_text = {{"en", "Call {callback} now. In danger, call 911."}};
  return account;
}

std::shared_ptr<const Policy> LifecyclePolicy(Account account) {
  return LifecyclePolicy(std::move(account), BuiltInReplies());
}

std::shared_ptr<const Policy> LifecyclePolicy(Account account,
                                              std::shared_ptr<const ReplyClassifier> words) {
  FollowUps follow_ups = FollowUps::Of(BuiltInPlaybooks());
  // There is no built-in playbook for estimates: this one resembles that for missed calls.
  Playbook estimate = *TwoTextPlaybook().playbook;
  estimate.inquiry = InquiryKind::kEstimate;
  estimate.steps.front().text_class = TextClass::kProactive;
  estimate.steps.front().needs = Need::kInquiry;
  estimate.steps[1].needs = Need::kFollowUp;  // R42: one follow-up is allowed on the inquiry
  follow_ups[InquiryKind::kEstimate] = {.playbook = std::make_shared<const Playbook>(estimate),
                                        .script = TwoTextPlaybook().script};
  return MakePolicy(std::move(account), std::move(follow_ups), BuiltInPlaces().value(),
                    std::move(words))
      .value();
}

}  // namespace textback
