// R73: any bytes are either a valid lead or an error that says what is wrong. A lead that was read
// is written again without losses.
//
// Input: the record, unchanged.
#include "textback/codec/lead_record.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/fuzz.h"

namespace textback::fuzz {
namespace {

// NameOf returns "?" for invalid enum values. The engine's arrays are as long as the enums.
template <class Enum>
void RequireNamed(Enum value, std::string_view what) {
  Require(NameOf(value) != "?", "an enum has one of its values", what);
}

void RequireInstant(Instant at, std::string_view what) {
  const bool real = at >= kEarliest && at < kLatest + std::chrono::hours{24 * 366 * 50};
  Require(real || at == kNever, "an instant is one that events lead to, or never", what);
}

template <class Id>
void RequireId(const Id& id, std::string_view what) {
  Require(id.empty() || Id::Parse(id.view()).ok(), "an id is one that Parse accepts", what);
}

void CheckLead(const Lead& lead) {
  const LeadState& state = lead.state;
  RequireNamed(state.phase, "phase");
  RequireNamed(state.inquiries.first, "inquiries.first");
  RequireNamed(state.inquiries.last, "inquiries.last");
  RequireNamed(state.answer.kind, "answer.kind");
  RequireNamed(state.out.what, "out.what");
  RequireNamed(state.out.with, "out.with");
  RequireId(lead.profile.trade, "trade");
  RequireId(state.sequence.step, "sequence.step");
  RequireId(state.out.step, "out.step");
  RequireId(state.attention.assigned, "attention.assigned");
  RequireId(state.answer.language, "answer.language");
  for (const Instant at :
       {state.wake_at, state.sequence.due, state.sequence.paused_until,
        state.sequence.acknowledge_at, state.answer.at, state.out.remind_at, state.out.ready_until,
        state.attention.nudge_at, state.attention.rearm_at}) {
    RequireInstant(at, "a timer");
  }
  for (const StepRecord& step : state.sequence.steps) {
    RequireInstant(step.at, "sequence.steps");
    RequireNamed(step.fate, "sequence.steps");
  }
  for (const Instant at : state.sequence.recent) RequireInstant(at, "recent");
  for (std::size_t i = 0; i < kBasisCount; ++i)
    RequireInstant(state.consent.ExpiresAt(static_cast<Basis>(i)), "consent");
  Require(PhoneNumber::FromPacked(state.line.packed()).ok(), "a line is a phone number");
  // Whatever the result: no array is read out of bounds.
  static_cast<void>(CheckInvariants(lead));
  static_cast<void>(NextWake(state));
}

void CheckError(const absl::Status& status) {
  const std::string_view message(status.message().data(), status.message().size());
  Require(absl::IsDataLoss(status) || absl::IsUnimplemented(status), "damage, or a newer version",
          message);
  Require(IsUtf8(message) && !HasControls(message), "an error can be shown", message);
  Require(message.find(absl::IsDataLoss(status) ? "backup" : "upgrade") != message.npos,
          "an error says what to do about it", message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view record(reinterpret_cast<const char*>(data), size);
  const LeadId id{.account = AccountId::Parse("northside").value(), .phone = {}};
  const absl::StatusOr<Lead> lead = ReadLeadRecord(id, record);
  if (!lead.ok()) {
    CheckError(lead.status());
    return 0;
  }
  CheckLead(*lead);
  std::string again;
  AppendLeadRecord(lead->profile, lead->state, again);
  const absl::StatusOr<Lead> second = ReadLeadRecord(id, again);
  Require(second.ok() && *second == *lead, "what was read is written as it was");
  Require(again.size() <= record.size(), "what is written is no longer than it has to be");
  return 0;
}

}  // namespace textback::fuzz
