#include "textback/calls/call.h"

#include <array>
#include <chrono>

namespace textback {
namespace {

constexpr Duration kGreeting = std::chrono::seconds{15};

constexpr std::array<std::string_view, 5> kDirections = {"unknown", "inbound", "outbound",
                                                         "internal", "none"};
constexpr std::array<std::string_view, 7> kOutcomes = {
    "missed", "served", "unclear", "reached", "in_vain", "internal", "not_a_call"};
constexpr std::array<std::string_view, 4> kAnswers = {"nobody", "person", "machine", "either"};

}  // namespace

std::string_view NameOf(CallDirection direction) {
  return kDirections[static_cast<std::size_t>(direction)];
}
std::string_view NameOf(CallOutcome outcome) {
  return kOutcomes[static_cast<std::size_t>(outcome)];
}
std::string_view NameOf(LegAnswer answer) { return kAnswers[static_cast<std::size_t>(answer)]; }

bool Call::has_message() const { return voicemail.has_value() && *voicemail >= kGreeting; }

}  // namespace textback
