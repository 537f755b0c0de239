// The journal as a timeline: which texts were sent to whom and when, what was held, what was not
// sent, which tasks people got; each with its reasons.
//
// Everything that textback shows about the past is read from the journal and nothing else. So a run
// that was killed and resumed gives the same report as one that wasn't. Only reads; any number of
// readers may read a store at once.
//
//   absl::StatusOr<Timeline> timeline = ReadTimeline(*storage);
//   for (const TimelineEntry& entry : timeline->entries) ...
#ifndef TEXTBACK_INSIGHT_TIMELINE_H_
#define TEXTBACK_INSIGHT_TIMELINE_H_

#include <absl/status/statusor.h>

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "textback/codec/decision_json.h"
#include "textback/model/decision.h"
#include "textback/model/text.h"
#include "textback/model/time.h"
#include "textback/ports/storage.h"

namespace textback {

// An event from outside: a call, a text, a form. Also wake-ups and texts that were stopped at the
// hand-over, if no other entry shows that decision.
struct EventSeen {
  Event event;
};

// The carrier accepted the text, or a person has sent it (R63). The reasons are those of the
// decision that made the text.
struct TextSent {
  Text text;
  std::string provider_id;
  bool by_person = false;
};

// The carrier refused the text, or nobody knows whether it left. The reasons say what follows.
struct TextFailed {
  TextKey key;
  SendOutcome outcome;
};

struct StepHeld {
  StepName step;
  Instant until;
};

struct StepDropped {
  StepName step;
};

struct TaskMade {
  Task task;
};

struct PhaseChanged {
  Phase from;
  Phase to;
};

struct TimelineEntry {
  Instant at = kNever;
  LeadId lead;
  std::variant<EventSeen, TextSent, TextFailed, StepHeld, StepDropped, TaskMade, PhaseChanged> what;
  std::vector<RecordedReason> reasons;
};

struct Timeline {
  std::vector<TimelineEntry> entries;  // in order of time, then in order of the journal
};

// DataLoss: an entry can't be read; the message names its number. Other errors are the storage's.
absl::StatusOr<Timeline> ReadTimeline(Storage& storage);

// A JSON array with one object for each entry: {"at":"...","what":"text","step":"text_1",...}.
// EventSeen is left out, because it is input. With `with_lead`, each object names its account and
// phone number. Without it, an entry that concerns the whole account and not the lead has
// "of":"account".
std::string TimelineToJson(const Timeline& timeline, bool with_lead);

// The events that TimelineToJson leaves out:
// {"at":"...","index":0,"what":"missed_call","line":"+1...", "reasons":[...]}. `index`: how many
// objects of TimelineToJson come before it. `received_at`: only if we learned of it later.
std::string EventsToJson(const Timeline& timeline);

}  // namespace textback

#endif  // TEXTBACK_INSIGHT_TIMELINE_H_
