#include "engine/draft.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace textback {
namespace {

// R74: actions of people older than this are ignored. Consent, outcomes and details of a lead may
// be of any age, and so may a STOP.
constexpr Duration kYears = std::chrono::hours{24 * 400};

}  // namespace

bool Draft::years_old() const { return event.at + kYears < now; }

StepRecord* Draft::RecordOf(const TextKey& key) const {
  if (key.lead != lead.id || key.episode != state.episode) return nullptr;
  const std::optional<std::size_t> index = playbook().IndexOf(key.step);
  return index.has_value() ? &state.sequence.steps[*index] : nullptr;
}

PhoneNumber Draft::line() const {
  if (!state.line.withheld()) return state.line;
  return policy.account.lines.empty() ? PhoneNumber() : policy.account.lines.front();
}

std::string Draft::owner() const {
  const Member* owner = OwnerOf(policy.account.team);
  return owner == nullptr ? "owner" : std::string(owner->id.view());
}

Verdict Draft::Check(const Ask& ask) {
  Verdict verdict;
  verdict.reasons.swap(out.reasons);  // the guards append to the existing vector
  CheckGuards(After(), ask, policy, now, verdict);
  verdict.reasons.swap(out.reasons);
  return verdict;
}

Task& Draft::AddTask(Task::Kind kind, std::string to, std::string detail) {
  out.tasks.push_back({.kind = kind, .to = std::move(to), .detail = std::move(detail)});
  return out.tasks.back();
}

void Draft::AddTask(Task::Kind kind, std::string detail) {
  AddTask(kind, owner(), std::move(detail));
}

void Draft::NoteDropped(const StepName& step) {
  out.notes.push_back({.kind = StepNote::Kind::kDropped, .step = step});
}

void Draft::NoteHeld(const StepName& step, Instant until) {
  out.notes.push_back({.kind = StepNote::Kind::kHeld, .step = step, .until = until});
}

void Draft::Record(ConsentEntry entry) {
  Apply(entry, state.consent);
  out.consent.push_back(std::move(entry));
}

void Draft::LearnProfile(const LeadProfile& profile) {
  if (profile != lead.profile) out.profile = profile;
}

void Draft::SetWake() { state.wake_at = NextWake(state); }

std::string EventEvidence(const Event& event) {
  const std::string_view kind = KindOf(event);
  std::string evidence;
  evidence.reserve(kind.size() + 1 + event.id.value().size());
  evidence += kind;
  evidence += ' ';
  evidence += event.id.value();
  if (const auto* message = std::get_if<Voicemail>(&event.body);
      message != nullptr && message->length > Duration{0}) {
    // R9: the message itself is the evidence.
    evidence += ", ";
    evidence += std::to_string(std::chrono::ceil<std::chrono::seconds>(message->length).count());
    evidence += " s";
  }
  return evidence;
}

}  // namespace textback
