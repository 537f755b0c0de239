#include "textback/calls/call_event.h"

#include <string>
#include <utility>

namespace textback {
namespace {

// A call's id is longer than an event's may be only in a file that no switch wrote; its end counts.
EventId IdOf(std::string_view meaning, std::string_view call) {
  if (meaning.size() + call.size() > EventId::kMaxSize)
    call.remove_prefix(meaning.size() + call.size() - EventId::kMaxSize);
  std::string id(meaning);
  id += call;
  return EventId::Parse(id).value();
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
      if (call.has_message()) {
        return At(call.end, IdOf("voicemail:", call.id), call, account,
                  Voicemail{.line = call.line,
                            .caller = call.outside.kind,
                            .length = call.voicemail.value_or(Duration{0})});
      }
      return At(call.end, IdOf("call:", call.id), call, account,
                MissedCall{
                    .line = call.line, .caller = call.outside.kind, .rang = call.end - call.start});
    case CallOutcome::kServed:
      return At(call.answer, IdOf("answer:", call.id), call, account, AnsweredCall{});
    case CallOutcome::kReached:
      if (call.outside.kind != MissedCall::Caller::kNumber) return std::nullopt;
      return At(call.answer, IdOf("answer:", call.id), call, account, AnsweredCall{});
    case CallOutcome::kUnclear:
      if (call.direction != CallDirection::kInbound) return std::nullopt;
      return At(call.end, IdOf("unclear:", call.id), call, account,
                UnclearCall{.line = call.line, .caller = call.outside.kind});
    case CallOutcome::kInVain:
    case CallOutcome::kInternal:
    case CallOutcome::kNotACall:
      break;
  }
  return std::nullopt;
}

}  // namespace textback
