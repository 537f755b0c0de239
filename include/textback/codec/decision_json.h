// Decisions as JSON: what the journal keeps, and what timelines, replays and reports read.
//
//   {"phase":["new","recovering"],"episode":1,"version":1,"wake_at":"2026-11-20T16:00:10Z",
//    "text":{"key":{...},"class":"response","basis":"response","from":"+1...",
//            "decided_at":"...","send_by":"...","segments":1,"body":"..."},
//    "withdraw":true,
//    "notes":[{"what":"held","step":"text_1","until":"2026-11-21T17:03:00Z"}],
//    "tasks":[{"kind":"repeat_call","to":"owner","detail":"..."}],
//    "consent":[{"basis":"inquiry","at":"...","expires_at":"...","evidence":"..."}],
//    "reasons":[{"rule":"R12","why":"held_to_opening","row":"CA","citation":"...",
//                "as_of":"2026-11-23"}]}
//
// Empty lists, absent values and false are left out. Field order is fixed: equal decisions give
// equal bytes, so two journals can be compared as text (R72). `phase` holds the phase before and
// after.
//
// Pure, thread-safe.
#ifndef TEXTBACK_CODEC_DECISION_JSON_H_
#define TEXTBACK_CODEC_DECISION_JSON_H_

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/decision.h"
#include "textback/model/lead.h"

namespace textback {

std::string EncodeDecision(const Lead& before, const Decision& decision);

// A decision as it is read back from JSON. It owns its strings, because the policy that it was made
// with may be gone.
struct RecordedReason {
  std::string rule;  // "R12"
  std::string why;   // "held_to_opening"
  std::string row, citation, as_of;

  friend bool operator==(const RecordedReason&, const RecordedReason&) = default;
};
struct RecordedDecision {
  Phase from = Phase::kNew;
  Phase to = Phase::kNew;
  std::uint32_t episode = 0;
  std::uint64_t version = 0;
  Instant wake_at = kNever;
  std::optional<Text> text;
  bool withdraw = false;
  std::vector<StepNote> notes;
  std::vector<Task> tasks;
  std::vector<ConsentEntry> consent;
  std::vector<RecordedReason> reasons;
};

// InvalidArgument: the JSON is not a decision; the message names the field.
absl::StatusOr<RecordedDecision> DecodeDecision(std::string_view json);

}  // namespace textback

#endif  // TEXTBACK_CODEC_DECISION_JSON_H_
