#include "textback/runtime/runtime.h"

#include <absl/strings/str_format.h>
#include <absl/time/time.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "runtime/limits.h"
#include "textback/engine/guard.h"
#include "textback/engine/step.h"

namespace textback {
namespace {

// A worker never sleeps longer: the machine's clock may be set, and other processes may append.
constexpr Duration kLongestSleep = std::chrono::seconds{30};
// How long an outcome may wait for company before it is made durable.
constexpr Duration kLongestUnsettled = std::chrono::milliseconds{50};
constexpr int kSettleTries = 3;

absl::Duration ToAbsl(Duration duration) { return absl::Milliseconds(duration.count()); }

bool WaitingHelps(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsAborted(status) || absl::IsDeadlineExceeded(status);
}

Event OutcomeEvent(const Text& text, Instant at, std::string_view what, EventBody body) {
  absl::StatusOr<EventId> id = EventId::Parse(absl::StrFormat("%s:%s", text.key.ToString(), what));
  return {.id = id.ok() ? *std::move(id) : EventId(),
          .lead = text.key.lead,
          .at = at,
          .received_at = at,
          .body = std::move(body)};
}

Event SettledEvent(const Text& text, SendOutcome outcome, Instant now) {
  // A provider's clock is not ours: an outcome without a time, or from the future, happened now.
  if (!IsPlausible(outcome.at) || outcome.at > now) outcome.at = now;
  const std::string_view what = NameOf(outcome.kind);
  return OutcomeEvent(text, now, what, TextSettled{.key = text.key, .outcome = std::move(outcome)});
}

}  // namespace

absl::StatusOr<std::unique_ptr<Runtime>> Runtime::Create(RuntimeOptions options) {
  if (options.clock == nullptr || options.storage == nullptr || options.transport == nullptr) {
    return absl::InvalidArgumentError("runtime: clock, storage and transport are all needed");
  }
  if (options.policies.empty()) return absl::InvalidArgumentError("runtime: no account to serve");
  for (const auto& [id, policy] : options.policies) {
    if (policy == nullptr || policy->account.id != id) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "runtime: account '%s': its policy is missing or another account's", id.view()));
    }
  }
  if (options.batch == 0 || options.lease <= Duration{0}) {
    return absl::InvalidArgumentError("runtime: batch and lease must be positive");
  }
  return std::unique_ptr<Runtime>(new Runtime(std::move(options)));
}

Runtime::Runtime(RuntimeOptions options)
    : options_(std::move(options)),
      observer_(options_.observer != nullptr ? *options_.observer : silent_),
      limits_(std::make_unique<Limits>()) {}

Runtime::~Runtime() = default;

const Policy* Runtime::PolicyOf(const LeadId& lead) const {
  const auto found = options_.policies.find(lead.account);
  return found != options_.policies.end() ? found->second.get() : nullptr;
}

void Runtime::Report(const absl::Status& problem) {
  if (!problem.ok()) observer_.OnProblem(problem);
}

absl::Status Runtime::CheckEvent(const Event& event) const {
  const auto bad = [&event](std::string_view what) {
    return absl::InvalidArgumentError(absl::StrFormat("event '%s': %s", event.id.value(), what));
  };
  if (event.id.empty())
    return bad("no id: give every event the id of its source, so that it is never taken twice");
  if (PolicyOf(event.lead) == nullptr) {
    return bad(absl::StrFormat("no account '%s' here", event.lead.account.view()));
  }
  if (!IsPlausible(event.at)) return bad("at: missing, before 1970 or after 2199");
  if (!IsPlausible(event.received_at))
    return bad("received_at: missing, before 1970 or after 2199");
  if (event.at > event.received_at) {
    return bad("at: after received_at; is one of the clocks wrong?");
  }
  if (std::holds_alternative<WakeUp>(event.body) || std::holds_alternative<VolumeAlarm>(event.body))
    return bad("made by the worker, not submitted");
  if (std::holds_alternative<SwitchThrown>(event.body) && !event.lead.phone.withheld())
    return bad("a kill switch is the account's: its lead has no number");
  return absl::OkStatus();
}

absl::StatusOr<SubmitResult> Runtime::Submit(std::span<const Event> events) {
  SubmitResult result;
  std::vector<Event> good;
  good.reserve(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (absl::Status status = CheckEvent(events[i]); !status.ok()) {
      result.rejected.push_back({.index = i, .reason = std::move(status)});
    } else {
      good.push_back(events[i]);
    }
  }
  if (good.empty()) return result;
  const absl::StatusOr<AppendResult> appended = options_.storage->Append(good);
  if (!appended.ok()) return appended.status();
  result.appended = appended->appended;
  result.duplicates = appended->duplicates;
  const Instant now = options_.clock->Now();
  const absl::MutexLock lock(&mutex_);
  submitted_ = true;
  for (const Event& event : good) {
    if (const auto* thrown = std::get_if<SwitchThrown>(&event.body);
        thrown != nullptr && event.received_at <= now)
      limits_->brakes.Apply(event.lead.account, *thrown, event.at);
    if (claiming_ > 0 || handing_over_.contains(event.lead)) interrupted_.insert(event.lead);
  }
  wake_.SignalAll();
  return result;
}

absl::StatusOr<RunResult> Runtime::RunOnce() {
  {
    const absl::MutexLock lock(&mutex_);
    submitted_ = false;
  }
  const Instant now = options_.clock->Now();
  StartWatch();
  absl::StatusOr<Claimed> claimed =
      options_.storage->Claim({.now = now, .lease = options_.lease, .limit = options_.batch});
  if (!claimed.ok()) {
    NarrowWatch({});
    return claimed.status();
  }
  for (const absl::Status& problem : claimed->problems) Report(problem);
  // Without the switches nothing is decided: the leases run out and all of it comes back.
  if (absl::Status brakes = ReadBrakes(claimed->work, now); !brakes.ok()) {
    NarrowWatch({});
    return brakes;
  }
  std::vector<const Work*> steps;
  std::vector<const Work*> texts;
  for (const Work& work : claimed->work) {
    if (PolicyOf(work.lead.id) == nullptr) {
      // Its lease runs out by itself; another process may serve that account.
      Report(absl::FailedPreconditionError(
          absl::StrFormat("no account '%s' here: its leads wait", work.lead.id.account.view())));
      continue;
    }
    (std::holds_alternative<ClaimedText>(work.item) ? texts : steps).push_back(&work);
  }
  // R62: who waits for an answer goes before follow-ups.
  std::stable_partition(texts.begin(), texts.end(), [](const Work* work) {
    return std::get<ClaimedText>(work->item).text.text_class != TextClass::kProactive;
  });
  NarrowWatch(texts);
  RunResult result{.claimed = claimed->work.size(), .next_due = claimed->next_due};
  // Texts first: what people are waiting for is a text, and their lease is running.
  const absl::StatusOr<std::size_t> handed_over = HandOver(texts, now + options_.lease / 2);
  EndWatch(texts);
  const absl::StatusOr<std::size_t> committed = CommitSteps(steps, now);
  if (!handed_over.ok()) return handed_over.status();
  if (!committed.ok()) return committed.status();
  result.done = *handed_over + *committed;
  // What was just done may have made more work: look again before sleeping.
  if (result.done > 0) result.next_due = now;
  return result;
}

absl::StatusOr<std::size_t> Runtime::CommitSteps(std::span<const Work* const> steps, Instant now) {
  if (steps.empty()) return std::size_t{0};
  std::vector<Decision> decisions;
  std::vector<Commitment> commitments;
  decisions.reserve(steps.size());
  commitments.reserve(steps.size());
  for (const Work* work : steps) {
    decisions.push_back(
        Step(work->lead, std::get<Event>(work->item), *PolicyOf(work->lead.id), now));
    commitments.push_back({.work = work, .decision = &decisions.back(), .now = now});
  }
  const absl::StatusOr<std::vector<absl::Status>> statuses = options_.storage->Commit(commitments);
  if (!statuses.ok()) return statuses.status();
  std::size_t done = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    Report((*statuses)[i]);
    if (!(*statuses)[i].ok()) continue;
    ++done;
    observer_.OnDecision(steps[i]->lead, std::get<Event>(steps[i]->item), decisions[i]);
  }
  return done;
}

absl::StatusOr<std::size_t> Runtime::HandOver(std::span<const Work* const> texts,
                                              Instant deadline) {
  std::size_t done = 0;
  std::vector<Settlement> unsettled;
  Instant settled_at = options_.clock->Now();
  for (const Work* work : texts) {
    std::optional<Event> event = HandOverOne(*work, std::get<ClaimedText>(work->item), deadline);
    if (event.has_value()) unsettled.push_back({.work = work, .event = *std::move(event)});
    if (work != texts.back() && options_.clock->Now() < settled_at + kLongestUnsettled) continue;
    const absl::StatusOr<std::size_t> settled = SettleAll(unsettled);
    if (!settled.ok()) return settled.status();
    done += *settled;
    settled_at = options_.clock->Now();
  }
  return done;
}

std::optional<Event> Runtime::HandOverOne(const Work& work, const ClaimedText& claimed,
                                          Instant deadline) {
  const Text& text = claimed.text;
  const Instant now = options_.clock->Now();
  // A batch that takes this long may outlive its lease, and another worker would send the text as
  // well. It is left claimed and comes back to be asked about.
  if (now >= deadline) return std::nullopt;
  if (claimed.maybe_sent) {
    // R60: somebody was killed between Send and Settle. The provider knows whether it left.
    absl::StatusOr<std::optional<SendOutcome>> known = options_.transport->Lookup(text, now);
    if (!known.ok()) {
      Report(known.status());
      return std::nullopt;
    }
    if (known->has_value()) {
      return SettledEvent(text, **std::move(known), now);
    }
  }
  const Policy& policy = *PolicyOf(work.lead.id);
  Brake brake = Brake::kNone;
  {
    const absl::MutexLock lock(&mutex_);
    brake = limits_->brakes.Of(work.lead.id.account, now);
  }
  const Verdict verdict = CheckHandOver(work.lead, text, policy, now, brake);
  TextNotSent not_sent{.key = text.key, .expired = now >= text.send_by};
  if (verdict.kind != Verdict::Kind::kGo || InboundWaits(work.lead.id)) {
    if (verdict.guard == Guard::kSwitch || verdict.guard == Guard::kVolume) not_sent.brake = brake;
    observer_.OnNotSent(text, verdict.reasons);
    return OutcomeEvent(text, now, "not_sent", not_sent);
  }
  if (const std::optional<Instant> slot = WaitForLine(policy.account, text, now)) {
    not_sent.until = *slot;
    observer_.OnNotSent(text, {{.why = Why::kLineBusy}});
    return OutcomeEvent(text, now, "not_sent", not_sent);
  }
  SendOutcome outcome = options_.transport->Send(text, now);
  if (outcome.kind == SendOutcome::Kind::kConfig) {
    const absl::MutexLock lock(&mutex_);
    limits_->brakes.Refused(work.lead.id.account, now);
  }
  if (text.text_class != TextClass::kService) Report(CountVolume(text, now));
  return SettledEvent(text, std::move(outcome), options_.clock->Now());
}

absl::StatusOr<std::size_t> Runtime::SettleAll(std::vector<Settlement>& settlements) {
  if (settlements.empty()) return std::size_t{0};
  absl::StatusOr<std::vector<absl::Status>> statuses = absl::UnavailableError("not tried");
  // The texts have left: what became of them must be written down, so a busy store is asked again
  // before giving up. If it stays away the texts come back as `maybe_sent`.
  for (int i = 0; i < kSettleTries && !statuses.ok(); ++i)
    statuses = options_.storage->Settle(settlements);
  if (!statuses.ok()) return statuses.status();
  std::size_t done = 0;
  for (std::size_t i = 0; i < settlements.size(); ++i) {
    Report((*statuses)[i]);
    if (!(*statuses)[i].ok()) continue;
    ++done;
    if (const auto* settled = std::get_if<TextSettled>(&settlements[i].event.body)) {
      observer_.OnSent(std::get<ClaimedText>(settlements[i].work->item).text, settled->outcome);
    }
  }
  settlements.clear();
  return done;
}

void Runtime::StartWatch() {
  const absl::MutexLock lock(&mutex_);
  ++claiming_;
}

void Runtime::NarrowWatch(std::span<const Work* const> texts) {
  const absl::MutexLock lock(&mutex_);
  --claiming_;
  for (const Work* work : texts) handing_over_.insert(work->lead.id);
  if (claiming_ == 0 && handing_over_.empty()) interrupted_.clear();
}

void Runtime::EndWatch(std::span<const Work* const> texts) {
  const absl::MutexLock lock(&mutex_);
  for (const Work* work : texts) handing_over_.erase(handing_over_.find(work->lead.id));
  if (claiming_ == 0 && handing_over_.empty()) interrupted_.clear();
}

bool Runtime::InboundWaits(const LeadId& lead) {
  const absl::MutexLock lock(&mutex_);
  return interrupted_.contains(lead);
}

absl::Status Runtime::Run() {
  Duration backoff{0};
  while (true) {
    const absl::StatusOr<RunResult> result = RunOnce();
    if (!result.ok()) {
      Report(result.status());
      if (!WaitingHelps(result.status())) return result.status();
      backoff = std::clamp<Duration>(backoff * 2, std::chrono::milliseconds{100},
                                     std::chrono::seconds{5});
    } else {
      backoff = Duration{0};
    }
    const Instant now = options_.clock->Now();
    const absl::MutexLock lock(&mutex_);
    if (stopped_) return absl::OkStatus();
    if (submitted_ && result.ok()) continue;
    Duration sleep = backoff;
    if (result.ok()) {
      sleep = result->next_due == kNever
                  ? kLongestSleep
                  : std::clamp(result->next_due - now, Duration{0}, kLongestSleep);
      // Due, yet nothing could be done: leased by another worker, or not ours. Don't spin.
      if (result->done == 0) sleep = std::max(sleep, Duration{1});
    }
    if (sleep > Duration{0}) wake_.WaitWithTimeout(&mutex_, ToAbsl(sleep));
    if (stopped_) return absl::OkStatus();
  }
}

void Runtime::Stop() {
  const absl::MutexLock lock(&mutex_);
  stopped_ = true;
  wake_.SignalAll();
}

}  // namespace textback
