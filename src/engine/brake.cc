#include "engine/brake.h"

#include <absl/strings/str_format.h>

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
      Task::Kind::kVolume, draft.owner(),
      absl::StrFormat("%d texts in this hour, where %d are usual: all but first texts wait "
                      "until the next hour",
                      alarm.texts, alarm.usual));
}

}  // namespace textback
