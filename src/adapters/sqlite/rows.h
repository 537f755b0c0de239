// Rows to values and back. Reading is strict: a value that textback would never have written is
// DataLoss, and the message names the column. A lead of a newer version is Unimplemented.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_ROWS_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_ROWS_H_

#include <absl/status/status.h>

#include <string>

#include "adapters/sqlite/database.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"
#include "textback/model/text.h"

namespace textback::sqlite {

// What the Read functions want, in this order, from column `first` on.
inline constexpr char kIdColumns[] = "account, phone";
inline constexpr char kLeadColumns[] = "version, wake_at, record";
inline constexpr char kEventColumns[] = "event_id, at, received_at, kind, body";
inline constexpr char kTextColumns[] =
    "episode, step, attempt, class, basis, from_line, decided_at, send_by, segments, body, "
    "variant, locale, arm";

// What is stored is damaged, or a newer version's: it is left out, and everything else goes on.
inline bool IsUnreadable(const absl::Status& status) {
  return absl::IsDataLoss(status) || absl::IsUnimplemented(status);
}

absl::Status ReadId(const Query& row, int first, LeadId& id);
// The id is known; everything else is read from the record. DataLoss also where the columns
// `version` and `wake_at` say something else than the record.
absl::Status ReadLead(const Query& row, int first, Lead& lead);
absl::Status ReadEvent(const Query& row, int first, const LeadId& lead, Event& event);
absl::Status ReadText(const Query& row, int first, const LeadId& lead, Text& text);

// Empty, so NULL, where it is withheld.
std::string PackPhone(PhoneNumber phone);

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_ROWS_H_
