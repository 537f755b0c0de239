// Events as JSON: how storages keep the body of an event, and how a journal shows it.
//
// Only the body is encoded; id, lead and times have columns of their own. One object, fields in a
// fixed order, no spaces: the same event gives the same bytes everywhere (R72).
//
// Pure, thread-safe.
//
//   {"line":"+14035550199","caller":"number"}                                        missed_call
//   {"key":{...},"outcome":{"kind":"accepted","at":"2026-11-20T16:00:10Z"}}          text_settled
#ifndef TEXTBACK_CODEC_EVENT_JSON_H_
#define TEXTBACK_CODEC_EVENT_JSON_H_

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "textback/model/event.h"

namespace textback {

std::string EncodeEventBody(const Event& event);

// `kind` is KindOf(event). InvalidArgument: unknown kind, broken JSON, a field that is missing, of
// the wrong type or out of range; the message names the field. Unknown fields are ignored: a newer
// version may have written them.
absl::StatusOr<EventBody> DecodeEventBody(std::string_view kind, std::string_view json);

}  // namespace textback

#endif  // TEXTBACK_CODEC_EVENT_JSON_H_
