#include "textback/runtime/runtime.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <thread>
#include <utility>
#include <variant>

#include "runtime/context.h"
#include "runtime/decider.h"
#include "runtime/sender.h"

namespace textback {
namespace {

bool WaitingHelps(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsAborted(status) || absl::IsDeadlineExceeded(status);
}

// How long a loop waits after an error: 100 ms, doubling up to 5 s.
class Backoff {
 public:
  Duration Next() {
    wait_ =
        std::clamp<Duration>(wait_ * 2, std::chrono::milliseconds{100}, std::chrono::seconds{5});
    return wait_;
  }
  void Reset() { wait_ = Duration{0}; }

 private:
  Duration wait_{0};
};

absl::Status CheckPolicies(const Policies& policies) {
  if (policies.empty()) return absl::InvalidArgumentError("runtime: no account to serve");
  for (const auto& [id, policy] : policies) {
    if (policy == nullptr || policy->account.id != id) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "runtime: account '%s': its policy is missing or another account's", id.view()));
    }
  }
  return absl::OkStatus();
}

// The slots of each transport.
absl::StatusOr<std::map<Transport*, std::size_t>> SlotsOf(const RuntimeOptions& options) {
  std::map<Transport*, std::size_t> slots = {{options.transport, options.slots}};
  for (const auto& [account, route] : options.routes) {
    const auto [known, added] = slots.emplace(route.transport, route.slots);
    if (route.transport == nullptr || (!added && known->second != route.slots)) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "runtime: route of account '%s': %s", account.view(),
          route.transport == nullptr ? "it has no transport"
                                     : "its transport has another number of slots elsewhere"));
    }
  }
  for (const auto& [transport, count] : slots) {
    if (count == 0) return absl::InvalidArgumentError("runtime: a transport needs a slot at least");
  }
  return slots;
}

absl::Status CheckOptions(const RuntimeOptions& options) {
  if (options.clock == nullptr || options.storage == nullptr || options.transport == nullptr) {
    return absl::InvalidArgumentError("runtime: clock, storage and transport are all needed");
  }
  if (options.batch == 0 || options.lease <= Duration{0} || options.send_timeout <= Duration{0} ||
      options.poll <= Duration{0} || options.stop_timeout < Duration{0}) {
    return absl::InvalidArgumentError("runtime: batch, lease, timeouts and poll must be positive");
  }
  if (options.send_timeout >= options.lease) {
    return absl::InvalidArgumentError(
        "runtime: send_timeout must be shorter than lease, or a text could be sent twice");
  }
  return CheckPolicies(options.policies);
}

std::shared_ptr<const PolicySet> MakePolicySet(const RuntimeOptions& options, Policies policies) {
  auto set = std::make_shared<PolicySet>();
  for (const auto& [account, policy] : policies) {
    const auto route = options.routes.find(account);
    set->accounts.insert(account);
    set->by_transport[route != options.routes.end() ? route->second.transport : options.transport]
        .insert(account);
  }
  set->policies = std::move(policies);
  return set;
}

absl::Status CheckEvent(const PolicySet& policies, const Event& event) {
  const auto bad = [&event](std::string_view what) {
    return absl::InvalidArgumentError(absl::StrFormat("event '%s': %s", event.id.value(), what));
  };
  if (event.id.empty())
    return bad("no id: give every event the id of its source, so that it is never taken twice");
  if (!policies.accounts.contains(event.lead.account)) {
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
  if (std::holds_alternative<AwaySet>(event.body) && !event.lead.phone.withheld())
    return bad("who is away is the account's matter: its lead has no number");
  return absl::OkStatus();
}

}  // namespace

struct Runtime::Impl {
  explicit Impl(RuntimeOptions options) : context(options), decider(context) {}

  void WakeAll() {
    {
      const absl::MutexLock lock(&mutex);
      woken = true;
      wake.SignalAll();
    }
    for (const auto& sender : senders) sender->Wake();
  }
  bool Stopped() {
    const absl::MutexLock lock(&mutex);
    return stopped;
  }
  void Stop() {
    {
      const absl::MutexLock lock(&mutex);
      stopped = true;
    }
    context.Stop();
    WakeAll();
  }
  absl::StatusOr<RunResult> Decide();
  absl::Status RunDecider();
  void RunSender(Sender& sender);
  void Finish(Sender& sender);
  // For errors that waiting cannot fix: the runtime stops, and every Run returns the error.
  void Fail(const absl::Status& status);
  Duration SleepUntil(const RunResult& result) const;

  RuntimeContext context;
  Decider decider;
  std::vector<std::unique_ptr<Sender>> senders;  // one per transport

  absl::Mutex mutex;
  absl::CondVar wake;
  bool stopped ABSL_GUARDED_BY(mutex) = false;
  bool woken ABSL_GUARDED_BY(mutex) = false;
  bool sending ABSL_GUARDED_BY(mutex) = false;  // a Run has started the senders
  absl::Status failure ABSL_GUARDED_BY(mutex);
};

absl::StatusOr<std::unique_ptr<Runtime>> Runtime::Create(RuntimeOptions options) {
  if (absl::Status status = CheckOptions(options); !status.ok()) return status;
  const absl::StatusOr<std::map<Transport*, std::size_t>> slots = SlotsOf(options);
  if (!slots.ok()) return slots.status();
  auto impl = std::make_unique<Impl>(std::move(options));
  for (const auto& [transport, count] : *slots)
    impl->senders.push_back(std::make_unique<Sender>(impl->context, *transport, count));
  auto runtime = std::unique_ptr<Runtime>(new Runtime(std::move(impl)));
  const RuntimeOptions& given = runtime->impl_->context.options;
  if (absl::Status status = runtime->SetPolicies(given.policies); !status.ok()) return status;
  return runtime;
}

Runtime::Runtime(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Runtime::~Runtime() = default;

absl::Status Runtime::SetPolicies(Policies policies) {
  if (absl::Status status = CheckPolicies(policies); !status.ok()) return status;
  std::shared_ptr<const PolicySet> set = MakePolicySet(impl_->context.options, std::move(policies));
  {
    const absl::MutexLock lock(&impl_->context.mutex);
    impl_->context.current = std::move(set);
  }
  Wake();
  return absl::OkStatus();
}

absl::StatusOr<SubmitResult> Runtime::Submit(std::span<const Event> events) {
  const std::shared_ptr<const PolicySet> policies = impl_->context.policies();
  SubmitResult result;
  std::vector<Event> good;
  good.reserve(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (absl::Status status = CheckEvent(*policies, events[i]); !status.ok()) {
      result.rejected.push_back({.index = i, .reason = std::move(status)});
    } else {
      good.push_back(events[i]);
    }
  }
  if (good.empty()) return result;
  const absl::StatusOr<AppendResult> appended = impl_->context.options.storage->Append(good);
  if (!appended.ok()) return appended.status();
  result.appended = appended->appended;
  result.duplicates = appended->duplicates;
  Wake();
  return result;
}

absl::StatusOr<SubmitResult> Runtime::SwitchEverything(const EventId& id, bool on) {
  const Instant now = impl_->context.Now();
  std::vector<Event> events;
  for (const AccountId& account : impl_->context.policies()->accounts) {
    absl::StatusOr<EventId> own =
        EventId::Parse(absl::StrFormat("%s:%s", id.value(), account.view()));
    if (!own.ok()) return own.status();
    events.push_back({.id = *std::move(own),
                      .lead = {.account = account, .phone = PhoneNumber()},
                      .at = now,
                      .received_at = now,
                      .body = SwitchThrown{.scope = SwitchThrown::Scope::kEverything, .on = on}});
  }
  absl::StatusOr<SubmitResult> result = Submit(events);
  if (result.ok() && result->appended == 0 && result->duplicates > 0) {
    return absl::AlreadyExistsError(
        absl::StrFormat("kill switch: the id '%s' was used before, so nothing has changed; give "
                        "every turn an id of its own",
                        id.value()));
  }
  return result;
}

absl::StatusOr<RunResult> Runtime::Impl::Decide() {
  absl::StatusOr<Decider::Pass> pass = decider.RunOnce();
  if (!pass.ok()) return pass.status();
  if (pass->texts > 0) {
    for (const auto& sender : senders) sender->Wake();
  }
  return pass->result;
}

absl::StatusOr<RunResult> Runtime::RunOnce() {
  absl::StatusOr<RunResult> decided = impl_->Decide();
  if (!decided.ok()) return decided.status();
  RunResult result = *decided;
  for (const auto& sender : impl_->senders) {
    const absl::StatusOr<RunResult> sent = sender->RunOnce(/*stopping=*/false);
    if (!sent.ok()) return sent.status();
    result.claimed += sent->claimed;
    result.done += sent->done;
    result.next_due = std::min(result.next_due, sent->next_due);
  }
  return result;
}

Duration Runtime::Impl::SleepUntil(const RunResult& result) const {
  const Duration poll = context.options.poll;
  if (result.next_due == kNever) return poll;
  const Duration until = std::clamp(result.next_due - context.Now(), Duration{0}, poll);
  // Work is due, but another worker has leased it. Wait instead of spinning.
  return result.done == 0 ? std::max(until, Duration{1}) : until;
}

void Runtime::Impl::Fail(const absl::Status& status) {
  {
    const absl::MutexLock lock(&mutex);
    if (failure.ok()) failure = status;
  }
  Stop();
}

absl::Status Runtime::Impl::RunDecider() {
  Backoff backoff;
  while (!Stopped()) {
    const absl::StatusOr<RunResult> result = Decide();
    Duration sleep{0};
    if (result.ok()) {
      backoff.Reset();
      sleep = SleepUntil(*result);
    } else {
      context.Report(result.status());
      if (!WaitingHelps(result.status())) Fail(result.status());
      sleep = backoff.Next();
    }
    const absl::MutexLock lock(&mutex);
    if (stopped) break;
    if (sleep > Duration{0} && !(woken && result.ok())) wake.WaitWithTimeout(&mutex, ToAbsl(sleep));
    woken = false;
  }
  const absl::MutexLock lock(&mutex);
  return failure;
}

void Runtime::Impl::RunSender(Sender& sender) {
  Backoff backoff;
  while (!Stopped()) {
    const absl::StatusOr<RunResult> result = sender.RunOnce(/*stopping=*/false);
    Duration sleep{0};
    if (result.ok()) {
      backoff.Reset();
      sleep = SleepUntil(*result);
    } else {
      context.Report(result.status());
      if (!WaitingHelps(result.status())) Fail(result.status());
      sleep = backoff.Next();
    }
    if (sleep > Duration{0} && !Stopped()) sender.Wait(sleep);
  }
  Finish(sender);
}

// Gives back the texts that have not left, and waits for those the transport has.
void Runtime::Impl::Finish(Sender& sender) {
  const Instant end = context.Now() + context.options.stop_timeout;
  do {
    const absl::StatusOr<RunResult> result = sender.RunOnce(/*stopping=*/true);
    if (!result.ok()) context.Report(result.status());
    if (!sender.Busy()) return;
    sender.Wait(std::chrono::milliseconds{50});
  } while (context.Now() < end);
}

absl::Status Runtime::Run() {
  std::vector<std::thread> threads;
  {
    const absl::MutexLock lock(&impl_->mutex);
    if (!impl_->sending) {
      impl_->sending = true;
      for (const auto& sender : impl_->senders)
        threads.emplace_back([this, &sender] { impl_->RunSender(*sender); });
    }
  }
  absl::Status status = impl_->RunDecider();
  for (std::thread& thread : threads) thread.join();
  return status;
}

void Runtime::Wake() { impl_->WakeAll(); }

void Runtime::Stop() { impl_->Stop(); }

}  // namespace textback
