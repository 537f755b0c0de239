#include "textback/text/asked_time.h"

namespace textback {
struct AskedTimes::Tables {};
AskedTimes::~AskedTimes() = default;
AskedTimes::AskedTimes() = default;
std::optional<AskedTime> AskedTimes::In(std::string_view, SpokenClock, std::string_view) const {
  return std::nullopt;
}
}  // namespace textback
