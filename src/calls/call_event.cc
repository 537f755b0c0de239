#include "textback/calls/call_event.h"

#include <absl/strings/str_cat.h>

#include <string>
#include <utility>

#include "model/hash.h"

namespace textback {
namespace {

EventId IdOf(std::string_view meaning, const std::string& call) {
  absl::StatusOr<EventId> id =
      EventId::Parse(absl::StrCat(absl::string_view(meaning.data(), meaning.size()), call));
  if (id.ok()) return *std::move(id);
  // Longer than an id may be: no switch writes that, but a file may hold it.
  return EventId::Parse(absl::StrCat(absl::string_view(meaning.data(), meaning.size()), "#",
                                     HashBytes<std::uint64_t>(call)))
      .value();
}

Event At(Instant at, EventId id, const Call& call, const AccountId& account, EventBody body) {
  return {.id = std::move(id),
          .lead = {.account = account, .phone = call.outside.number},
          .at = at,
          .received_at = at,
          .body = std::move(body)};
}

}  // namespace

std::optional<Event> EventOf(const Call& call, const AccountId& account) {
  switch (call.outcome) {
    case CallOutcome::kMissed:
      return At(call.end, IdOf("call:", call.id), call, account,
                MissedCall{.line = call.line, .caller = call.outside.kind});
    case CallOutcome::kServed:
      return At(call.answer, IdOf("answer:", call.id), call, account, AnsweredCall{});
    case CallOutcome::kReached:
      if (call.outside.kind != MissedCall::Caller::kNumber) return std::nullopt;
      return At(call.answer, IdOf("answer:", call.id), call, account, AnsweredCall{});
    case CallOutcome::kUnclear:
    case CallOutcome::kInVain:
    case CallOutcome::kInternal:
    case CallOutcome::kNotACall:
      break;
  }
  return std::nullopt;
}

}  // namespace textback
