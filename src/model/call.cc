#include "textback/model/call.h"

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<4> kCallerNames = {"number", "withheld", "invalid", "short_code"};
constexpr Names<3> kCheckNames = {"not_said", "passed", "failed"};

}  // namespace

std::string_view NameOf(MissedCall::Caller caller) { return NameIn(kCallerNames, caller); }
std::optional<MissedCall::Caller> CallerFromName(std::string_view name) {
  return FromName<MissedCall::Caller>(kCallerNames, name);
}

std::string_view NameOf(CallerCheck check) { return NameIn(kCheckNames, check); }
std::optional<CallerCheck> CallerCheckFromName(std::string_view name) {
  return FromName<CallerCheck>(kCheckNames, name);
}

}  // namespace textback
