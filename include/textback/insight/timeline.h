// The journal as a story: who was texted what and when, what was held, what was not sent, who was
// told; each with its reasons.
//
// Everything textback shows about the past is read from the journal and from nothing else, so a
// report of a run that was killed and resumed is the report of the run. Reads only; any number of
// readers may look at a store at once.
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

// An event from outside: a call, a text, a form. Wake-ups and texts that were stopped at the
// hand-over too, where nothing else shows that they were decided on.
struct EventSeen {
  Event event;
};

// The carrier accepted the text, or a person has sent it (R63). The reasons are those of the
// decision that made it.
struct TextSent {
  Text text;
  std::string provider_id;
  bool by_person = false;
};

// The carrier refused it, or nobody knows. The reasons say what follows.
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
  std::vector<TimelineEntry> entries;  // in order of time; at one instant, of the journal
};

// DataLoss: an entry can't be read; the message names its number. Other errors are the storage's.
absl::StatusOr<Timeline> ReadTimeline(Storage& storage);

// One JSON object a line of the contract: {"at":"...","what":"text","step":"text_1",...}. EventSeen
// is left out: it is the input, not what follows from it. With `with_lead`, each object names its
// account and phone number.
std::string TimelineToJson(const Timeline& timeline, bool with_lead);

// What TimelineToJson leaves out: {"at":"...","index":0,"what":"missed_call","line":"+1...",
// "reasons":[...]}. `index`: how many objects of TimelineToJson stand before it. `received_at`,
// where we learned of it later.
std::string EventsToJson(const Timeline& timeline);

}  // namespace textback

#endif  // TEXTBACK_INSIGHT_TIMELINE_H_
