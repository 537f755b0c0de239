// Converts rows to values and back. Reading is strict: a value that textback would never write is
// DataLoss, and the message names the column. A lead written by a newer version is Unimplemented.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_ROWS_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_ROWS_H_

#include <absl/status/status.h>

#include <string>

#include "adapters/sqlite/database.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"
#include "textback/model/text.h"

namespace textback::sqlite {

// The columns that the Read functions expect, in this order, starting at `first`.
inline constexpr char kIdColumns[] = "account, phone";
inline constexpr char kLeadColumns[] = "version, wake_at, record";
inline constexpr char kEventColumns[] = "event_id, at, received_at, kind, body";
inline constexpr char kTextColumns[] =
    "episode, step, attempt, class, basis, from_line, decided_at, send_by, segments, body, "
    "variant, locale, arm";

// The stored data is damaged or written by a newer version. It is left out; everything else
// continues.
inline bool IsUnreadable(const absl::Status& status) {
  return absl::IsDataLoss(status) || absl::IsUnimplemented(status);
}

absl::Status ReadId(const Query& row, int first, LeadId& id);
// The id is known; everything else is read from the record. Also DataLoss if the columns `version`
// and `wake_at` differ from the record.
absl::Status ReadLead(const Query& row, int first, Lead& lead);
absl::Status ReadEvent(const Query& row, int first, const LeadId& lead, Event& event);
absl::Status ReadText(const Query& row, int first, const LeadId& lead, Text& text);

// Empty, and so NULL, for a withheld number.
std::string PackPhone(PhoneNumber phone);

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_ROWS_H_
