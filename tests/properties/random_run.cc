#include "properties/random_run.h"

#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "doubles.h"
#include "properties/step_rules.h"
#include "textback/adapters/memory/storage.h"
#include "textback/codec/decision_json.h"
#include "textback/engine/account_limits.h"
#include "textback/engine/guard.h"
#include "textback/engine/step.h"
#include "textback/runtime/runtime.h"
#include "textback/simulation/playback.h"

namespace textback {
namespace {

// How long the world continues after the last event, and at most how many steps: under a brake a
// lead is checked every hour.
constexpr Duration kAfterwards = std::chrono::hours{24 * 45};
constexpr std::size_t kMostSteps = 3000;

SendOutcome AnswerOf(const RandomWorld& world, std::size_t text, Instant at) {
  SendOutcome outcome{.kind = OutcomeOf(world, text), .at = at};
  if (outcome.kind != SendOutcome::Kind::kAccepted) outcome.code = "30006";
  return outcome;
}

Event About(const Text& text, std::string_view what, Instant at, EventBody body) {
  return {.id = EventId::Parse(absl::StrFormat("%s:%s", text.key.ToString(), what)).value(),
          .lead = text.key.lead,
          .at = at,
          .received_at = at,
          .body = std::move(body)};
}

bool TakenByRuntime(const Event& event) {
  return event.at <= event.received_at && IsPlausible(event.at) &&
         !std::holds_alternative<WakeUp>(event.body) &&
         !std::holds_alternative<VolumeAlarm>(event.body) &&
         // said to another lead than that of this world; scenarios say it through the runtime
         !std::holds_alternative<AwaySet>(event.body) &&
         (!std::holds_alternative<SwitchThrown>(event.body) || event.lead.phone.withheld());
}

class Runner {
 public:
  Runner(const RandomWorld& world, Pace pace)
      : world_(world), pace_(pace), policy_(PolicyOf(world)), rules_(*policy_) {
    lead_.id = LeadOf(world);
  }

  RandomRun Play() {
    Instant at = StartOf(world_);
    if (world_.profile != 0) Take(Details(at));
    for (std::size_t i = 0; i < world_.items.size() && !over(); ++i) {
      const RandomItem& item = world_.items[i];
      at += GapOf(item);
      while (NextAt() < at && !over()) WorkOne();
      const Event event = EventOf(item, i, world_, at, keys_);
      if (pace_ == Pace::kAtOnce && !TakenByRuntime(event)) continue;
      brake_ = BrakeOf(item);
      Take(event);
      if (item.twice != 0) Take(event);
    }
    result_.until = at + kAfterwards;
    while (NextAt() <= result_.until && !over()) WorkOne();
    if (!rules_.broken().empty())
      result_.broken = rules_.broken() + "\n  " + absl::StrJoin(result_.story, "\n  ");
    result_.lead = lead_;
    return std::move(result_);
  }

 private:
  struct Waiting {
    Text text;
    Instant ready_at;
  };

  bool over() const { return !rules_.broken().empty() || result_.story.size() >= kMostSteps; }

  Event Details(Instant at) const {
    return {.id = EventId::Parse("details").value(),
            .lead = lead_.id,
            .at = at,
            .received_at = at,
            .body = DetailsKnown{ProfileOf(world_)}};
  }

  // Like Storage::Append: an id is accepted once (R73).
  void Take(const Event& event) {
    const bool own = event.id.value().find('/') != std::string::npos;
    if (!own) result_.events.push_back(event);
    if (!known_.insert(event.id).second) return;
    inbox_.emplace(std::pair(event.received_at, ++taken_), event);
  }

  Instant NextAt() const {
    const Instant event_at = inbox_.empty() ? kNever : inbox_.begin()->first.first;
    return std::min(event_at, !outbox_.empty() ? outbox_.front().ready_at : lead_.state.wake_at);
  }

  // Like Storage::Claim: events in order of arrival, then a text, then the wake-up.
  void WorkOne() {
    now_ = std::max(now_, NextAt());
    if (!inbox_.empty() && inbox_.begin()->first.first <= now_) {
      Event event = inbox_.begin()->second;
      inbox_.erase(inbox_.begin());
      return Apply(std::move(event));
    }
    if (!outbox_.empty()) return HandOver();
    const Instant at = lead_.state.wake_at;
    Apply({.lead = lead_.id, .at = at, .received_at = at, .body = WakeUp{.brake = BrakeNow()}});
  }

  // Like the runtime: an account that the provider refuses is left alone for a while (R61).
  Brake BrakeNow() const {
    return brake_ != Brake::kNone ? brake_ : textback::BrakeOf(account_, now_);
  }

  void HandOver() {
    const Text text = std::move(outbox_.front().text);
    outbox_.erase(outbox_.begin());
    const Verdict verdict = CheckHandOver(lead_, text, *policy_, now_, BrakeNow());
    if (verdict.kind != Verdict::Kind::kGo) {
      TextNotSent not_sent{.key = text.key, .expired = now_ >= text.send_by};
      if (verdict.guard == Guard::kSwitch || verdict.guard == Guard::kVolume)
        not_sent.brake = BrakeNow();
      return Take(About(text, "not_sent", now_, std::move(not_sent)));
    }
    rules_.CheckLeaves(text, lead_, now_);
    const std::size_t nth = result_.sent.size();
    result_.sent.push_back(text);
    const Instant at = pace_ == Pace::kDrawn ? now_ + AnswerDelayOf(world_, nth) : now_;
    SendOutcome outcome = AnswerOf(world_, nth, at);
    const std::string_view what = NameOf(outcome.kind);
    CountText(account_, policy_->account, text, now_);
    Take(About(text, what, at, TextSettled{.key = text.key, .outcome = std::move(outcome)}));
  }

  // Who is away is said to the account's withheld lead, while this lead lives on (R29).
  void ApplyToAccount(const Event& event) {
    Event of_account = event;
    if (auto* set = std::get_if<AwaySet>(&of_account.body)) {
      of_account.lead.phone = PhoneNumber();
      if (set->away.until < set->away.since) set->away.until = set->away.since;
    }
    ApplyEvent(account_, of_account, now_);
  }

  void Apply(Event event) {
    const Lead before = lead_;
    if (auto* thrown = std::get_if<SwitchThrown>(&event.body))
      thrown->outdated = IsOldNews(account_, *thrown, event.at);
    ApplyToAccount(event);
    const std::shared_ptr<const Policy> policy = WithFacts(policy_, account_);
    const Decision decision = Step(lead_, event, *policy, now_);
    lead_.state = decision.next;
    if (decision.profile.has_value()) lead_.profile = *decision.profile;
    result_.decisions.push_back(EncodeDecision(before, decision));
    Tell(before, event, decision);
    rules_.Check({.before = before,
                  .event = event,
                  .decision = decision,
                  .after = lead_,
                  .now = now_,
                  .policy = *policy});
    if (decision.withdraw) outbox_.clear();
    for (const Task& task : decision.tasks) {
      if (task.kind != Task::Kind::kSendText || !task.text.has_value()) continue;
      keys_.given.push_back(task.text->key);
      ++result_.given;
    }
    if (!decision.text.has_value()) return;
    keys_.decided.push_back(decision.text->key);
    const Duration delay =
        pace_ == Pace::kDrawn ? HandOverDelayOf(world_, keys_.decided.size()) : Duration{0};
    outbox_.push_back({.text = *decision.text, .ready_at = now_ + delay});
  }

  // For example "2026-11-20T16:00:10Z wake_up: new -> recovering; text_1/1; held ...; kWhy kWhy"
  void Tell(const Lead& before, const Event& event, const Decision& decision) {
    std::string line = absl::StrFormat("%s %s", FormatRfc3339(now_), KindOf(event));
    if (event.at != now_) line += " of " + FormatRfc3339(event.at);
    line += absl::StrFormat(": %s -> %s", NameOf(before.state.phase), NameOf(lead_.state.phase));
    if (decision.text.has_value()) line += "; text " + decision.text->key.ToString();
    if (decision.withdraw) line += "; withdraw";
    for (const Task& task : decision.tasks) absl::StrAppendFormat(&line, "; %s", NameOf(task.kind));
    line += "; because";
    for (const Reason& reason : decision.reasons)
      absl::StrAppendFormat(&line, " %s", SlugOf(reason.why));
    absl::StrAppendFormat(&line, "; wake %s", FormatRfc3339(lead_.state.wake_at));
    result_.story.push_back(std::move(line));
  }

  const RandomWorld& world_;
  const Pace pace_;
  std::shared_ptr<const Policy> policy_;
  StepRules rules_;
  Lead lead_;
  Instant now_{};
  Brake brake_ = Brake::kNone;
  AccountRecord account_;
  std::map<std::pair<Instant, std::uint64_t>, Event> inbox_;
  std::uint64_t taken_ = 0;
  std::set<EventId> known_;
  std::vector<Waiting> outbox_;
  KnownKeys keys_;
  RandomRun result_;
};

class ScriptedTransport final : public InlineTransport {
 public:
  ScriptedTransport(const RandomWorld& world, const Clock& clock) : world_(world), clock_(clock) {}

  SendOutcome Answer(const Text& text) override {
    sent.push_back(text);
    return AnswerOf(world_, sent.size() - 1, clock_.Now());
  }

  std::vector<Text> sent;

 private:
  const RandomWorld& world_;
  const Clock& clock_;
};

// R72: the journal alone gives the same decisions again.
std::string Replay(const std::vector<JournalEntry>& journal, const Policy& policy,
                   const LeadId& id) {
  Lead lead{.id = id};
  for (const JournalEntry& entry : journal) {
    const Decision decision = Step(lead, entry.event, policy, entry.now);
    if (EncodeDecision(lead, decision) != entry.decision)
      return absl::StrFormat("R72: decision %d in the journal replays differently", entry.version);
    lead.state = decision.next;
    if (decision.profile.has_value()) lead.profile = *decision.profile;
  }
  return {};
}

}  // namespace

RandomRun Run(const RandomWorld& world, Pace pace) { return Runner(world, pace).Play(); }

std::string CompareWithRuntime(const RandomWorld& world, const RandomRun& expected) {
  const std::shared_ptr<const Policy> policy = PolicyOf(world);
  const std::unique_ptr<Storage> storage = NewMemoryStorage();
  SimulatedClock clock;
  ScriptedTransport transport(world, clock);
  const auto runtime = Runtime::Create({.clock = &clock,
                                        .storage = storage.get(),
                                        .transport = &transport,
                                        .policies = {{policy->account.id, policy}}});
  if (!runtime.ok()) return std::string(runtime.status().message());
  const absl::Status played = Play(**runtime, clock, expected.events, {.until = expected.until});
  if (!played.ok()) return "R73: " + std::string(played.message());
  const std::vector<JournalEntry> journal = WholeJournal(*storage);
  for (std::size_t i = 0; i < std::max(journal.size(), expected.decisions.size()); ++i) {
    const std::string here = i < journal.size() ? journal[i].decision : "nothing";
    const std::string there = i < expected.decisions.size() ? expected.decisions[i] : "nothing";
    if (here != there) {
      return absl::StrFormat("R70: decision %d differs\n  runtime: %s\n  by hand: %s\n  %s", i + 1,
                             here, there, absl::StrJoin(expected.story, "\n  "));
    }
  }
  if (transport.sent != expected.sent) return "R70: other texts were sent";
  if (!journal.empty() && storage->Find(expected.lead.id).value() != expected.lead)
    return "R72: another lead at the end";
  return Replay(journal, *policy, expected.lead.id);
}

}  // namespace textback
