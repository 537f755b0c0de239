#include "textback/simulation/fleet.h"

#include <absl/status/status.h>

#include <algorithm>
#include <utility>

#include "textback/codec/lead_record.h"
#include "textback/engine/step.h"

namespace textback {

Fleet::Fleet(std::shared_ptr<const Policy> policy, Instant until)
    : policy_(std::move(policy)), until_(until) {
  wake_.body = WakeUp{};
  settled_.body = TextSettled{};
}

void Fleet::Count(const Decision& decision) {
  ++counts_.events;
  counts_.tasks += decision.tasks.size();
  counts_.reasons += decision.reasons.size();
  for (const StepNote& note : decision.notes)
    ++(note.kind == StepNote::Kind::kHeld ? counts_.held : counts_.dropped);
  if (!decision.text.has_value()) return;
  ++counts_.texts;
  counts_.segments += decision.text->segments;
}

void Fleet::Decide(const Event& event, Instant now) {
  const std::size_t next = 1 - last_;
  Step({id_, profile_, state()}, event, *policy_, now, decisions_[next]);
  last_ = next;
  Count(decisions_[next]);
}

void Fleet::Apply(const Event& event, Instant now) {
  Decide(event, now);
  Decision& decision = decisions_[last_];
  if (decision.profile.has_value()) profile_ = *std::move(decision.profile);
  if (!decision.text.has_value()) return;
  // The carrier has it at once.
  auto& settled = std::get<TextSettled>(settled_.body);
  settled.key = decision.text->key;
  settled.outcome.kind = SendOutcome::Kind::kAccepted;
  settled.outcome.at = now;
  settled_.at = settled_.received_at = now;
  Decide(settled_, now);
}

void Fleet::RunUntil(Instant until) {
  Instant now = Instant::min();
  while (state().wake_at <= until) {
    const Instant wake_at = state().wake_at;
    now = std::max(now, wake_at);
    wake_.at = wake_.received_at = wake_at;
    Apply(wake_, now);
  }
}

absl::Status Fleet::Play(const LeadId& id, std::span<const Event> events) {
  for (const Event& event : events) {
    if (event.lead != id || std::holds_alternative<WakeUp>(event.body))
      return absl::InvalidArgumentError("fleet: an event of another lead, or a wake-up");
  }
  static const LeadProfile& nobody = *new LeadProfile;
  id_ = wake_.lead = settled_.lead = id;
  profile_ = nobody;
  decisions_[last_].Reset(LeadState{});
  for (const Event& event : events) {
    if (event.received_at > until_) break;
    RunUntil(event.received_at - Duration{1});
    Apply(event, event.received_at);
  }
  RunUntil(until_);
  leads_.push_back({.phone = id.phone, .begin = records_.size()});
  AppendLeadRecord(nobody, state(), records_);  // profiles are not kept
  return absl::OkStatus();
}

void Fleet::Reserve(std::size_t leads) {
  constexpr std::size_t kUsualRecord = 200;
  leads_.reserve(leads);
  records_.reserve(leads * kUsualRecord);
}

Lead Fleet::At(std::size_t index) const {
  const std::size_t begin = leads_[index].begin;
  const std::size_t end = index + 1 < leads_.size() ? leads_[index + 1].begin : records_.size();
  const LeadId id{.account = policy_->account.id, .phone = leads_[index].phone};
  return ReadLeadRecord(id, std::string_view(records_).substr(begin, end - begin)).value();
}

std::size_t Fleet::bytes() const { return records_.capacity() + leads_.capacity() * sizeof(Kept); }

}  // namespace textback
