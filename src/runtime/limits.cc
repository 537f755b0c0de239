// R62, R64: what holds an account's texts back, whatever their lead.
#include "runtime/limits.h"

#include <absl/strings/str_format.h>

#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace textback {

absl::StatusOr<SubmitResult> Runtime::SwitchEverything(const EventId& id, bool on) {
  const Instant now = options_.clock->Now();
  std::vector<Event> events;
  for (const auto& [account, policy] : options_.policies) {
    absl::StatusOr<EventId> own =
        EventId::Parse(absl::StrFormat("%s:%s", id.value(), account.view()));
    if (!own.ok()) return own.status();
    events.push_back({.id = *std::move(own),
                      .lead = {.account = account, .phone = PhoneNumber()},
                      .at = now,
                      .received_at = now,
                      .body = SwitchThrown{.scope = SwitchThrown::Scope::kEverything, .on = on}});
  }
  return Submit(events);
}

absl::Status Runtime::ReadBrakes(std::span<Work> work, Instant now) {
  std::set<AccountId> wanted;
  {
    const absl::MutexLock lock(&mutex_);
    for (const Work& one : work) {
      const AccountId& account = one.lead.id.account;
      const bool text = std::holds_alternative<ClaimedText>(one.item);
      // A switch that is thrown on the way would be read too early from the store.
      if (text || !limits_->brakes.Fresh(account, now)) wanted.insert(account);
    }
  }
  for (const AccountId& account : wanted) {
    const absl::StatusOr<Lead> lead = options_.storage->Find({.account = account, .phone = {}});
    if (!lead.ok() && !absl::IsNotFound(lead.status())) return lead.status();
    const absl::MutexLock lock(&mutex_);
    limits_->brakes.Learn(account, lead.ok() ? lead->state : LeadState(), now);
  }
  const absl::MutexLock lock(&mutex_);
  for (const Work& one : work) {
    const auto* event = std::get_if<Event>(&one.item);
    const auto* thrown = event == nullptr ? nullptr : std::get_if<SwitchThrown>(&event->body);
    if (thrown != nullptr) limits_->brakes.Apply(one.lead.id.account, *thrown, event->at);
  }
  for (Work& one : work) {
    auto* event = std::get_if<Event>(&one.item);
    if (event == nullptr || !std::holds_alternative<WakeUp>(event->body)) continue;
    event->body = WakeUp{.brake = limits_->brakes.Of(one.lead.id.account, now)};
  }
  return absl::OkStatus();
}

// The alarm is durable before the next text is asked for.
absl::Status Runtime::CountVolume(const Text& text, Instant now) {
  const LeadId account = {.account = text.key.lead.account, .phone = {}};
  std::optional<VolumeAlarm> alarm;
  {
    const absl::MutexLock lock(&mutex_);
    alarm = limits_->brakes.Count(PolicyOf(account)->account, now);
  }
  if (!alarm.has_value()) return absl::OkStatus();
  const auto hour = std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count();
  absl::StatusOr<EventId> id =
      EventId::Parse(absl::StrFormat("volume:%s:%d", account.account.view(), hour));
  if (!id.ok()) return id.status();
  const Event event{
      .id = *std::move(id), .lead = account, .at = now, .received_at = now, .body = *alarm};
  return options_.storage->Append({&event, 1}).status();
}

std::optional<Instant> Runtime::WaitForLine(const Account& account, const Text& text, Instant now) {
  const bool urgent = text.text_class != TextClass::kProactive;
  const absl::MutexLock lock(&mutex_);
  return limits_->pacer.Wait(account, text, urgent, now);
}

}  // namespace textback
