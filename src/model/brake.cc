#include "textback/model/brake.h"

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<5> kBrakeNames = {"none", "account_off", "all_off", "volume", "refused"};

}  // namespace

std::string_view NameOf(Brake brake) { return NameIn(kBrakeNames, brake); }
std::optional<Brake> BrakeFromName(std::string_view name) {
  return FromName<Brake>(kBrakeNames, name);
}

}  // namespace textback
