// Rows to values and back. Reading is strict: a value that textback would never have written is
// DataLoss, and the message names the column.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_ROWS_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_ROWS_H_

#include <absl/status/status.h>

#include <span>
#include <string>

#include "adapters/sqlite/database.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"
#include "textback/model/text.h"

namespace textback::sqlite {

// What the Read functions want, in this order, from column `first` on.
inline constexpr char kIdColumns[] = "account, phone";
inline constexpr char kLeadColumns[] =
    "version, phase, episode, inquiries, step, due, attempt, tries, in_flight, wake_at, "
    "acknowledge_at, acknowledged, opted_out, refused, wrong_number, doubtful, inquiry, "
    "last_inquiry, "
    "paused_until, line, inquiry_at, last_inquiry_at, "
    "last_event_at, last_acknowledge_at, done_at, recent, consent_until, assigned, claimed, "
    "waits_since, nudge_at, rearm_at, answer, with_person, looped, account_off, all_off, memory, "
    "name, trade, zone, "
    "region, postal_code, locale";
inline constexpr char kEventColumns[] = "event_id, at, received_at, kind, body";
inline constexpr char kTextColumns[] =
    "episode, step, attempt, class, basis, from_line, decided_at, send_by, segments, body, "
    "variant, locale, arm";

// What is stored is damaged, or a newer version's: it is left out, and everything else goes on.
inline bool IsUnreadable(const absl::Status& status) {
  return absl::IsDataLoss(status) || absl::IsUnimplemented(status);
}

absl::Status ReadId(const Query& row, int first, LeadId& id);
// The id is known; everything else is read.
absl::Status ReadLead(const Query& row, int first, Lead& lead);
absl::Status ReadEvent(const Query& row, int first, const LeadId& lead, Event& event);
absl::Status ReadText(const Query& row, int first, const LeadId& lead, Text& text);

// Empty, so NULL, where it is withheld.
std::string PackPhone(PhoneNumber phone);
// "0 0 1795190400000": the epoch is 0, and zeros at the end are left out.
std::string PackInstants(std::span<const Instant> instants);
// "inquiry=1810828800000 express=never": bases that were never given are left out.
std::string PackConsent(const ConsentState& consent);
// "wrote_at=1795190400000 nudges=2": what is at its default is left out.
std::string PackMemory(const LeadState& state);

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_ROWS_H_
