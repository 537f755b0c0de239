// R64: the kill switch and the volume breaker: what is said of them. What they do is in the
// account's record, see account_limits.h.
#include <absl/strings/str_format.h>

#include "engine/draft.h"

namespace textback {

void OnSwitch(Draft& draft, const SwitchThrown& thrown) {
  if (!draft.lead.id.phone.withheld()) return draft.Because(Why::kOutOfOrder);
  if (thrown.outdated) return draft.Because(Why::kOutOfOrder);
  draft.out.reasons.push_back({.why = Why::kSwitchTurned, .row = thrown.on ? "on" : "off"});
}

void OnVolume(Draft& draft, const VolumeAlarm& alarm) {
  if (!draft.lead.id.phone.withheld()) return draft.Because(Why::kOutOfOrder);
  draft.Because(Why::kVolumeBreaker);
  draft.AddTask(
      Task::Kind::kVolume, Owner(draft),
      absl::StrFormat("%d texts in this hour, where %d are usual: all but first texts wait "
                      "until the next hour",
                      alarm.texts, alarm.usual));
}

}  // namespace textback
