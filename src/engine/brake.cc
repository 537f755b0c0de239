// R64: the kill switch and the volume breaker, as the account's withheld lead remembers them.
#include "engine/brake.h"

#include <absl/strings/str_format.h>

namespace textback {

void OnSwitch(Draft& draft, const SwitchThrown& thrown) {
  if (!draft.lead.id.phone.withheld()) return draft.Because(Why::kOutOfOrder);
  // Turned off before the latest turn that is known: it stays as it is. On is always on: better
  // nothing goes than one text too many.
  Instant& last = draft.state.switched_at;
  if (!thrown.on && last != kNever && draft.event.at < last) return draft.Because(Why::kOutOfOrder);
  last = Latest(last, draft.event.at);
  const bool account = thrown.scope == SwitchThrown::Scope::kAccount;
  (account ? draft.state.account_off : draft.state.all_off) = thrown.on;
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
