// What holds an account back, whatever the lead: kill switch, volume breaker, rates, and a provider
// that refuses the account. Pure transitions of the AccountRecord.
//
// Where it stands on the path: a decider asks BrakeOf for its wake-ups and ApplyEvent for events; a
// sender asks BrakeOf and TakeSlot for each text before it leaves, and CountText for each that
// does; the storage keeps the record (Storage::BeginHandOver, Storage::Commit). An embedder with a
// loop of its own does the same.
//
// Each function that changes the record leaves `version` to the caller: one more for each write.
//
// Pure, thread-safe.
//
//   AccountRecord record = claimed.accounts.front();
//   if (std::optional<Instant> slot = TakeSlot(record, account, text, now)) ...  // its line is
//   busy CountText(record, account, now);
//   ++record.version;
#ifndef TEXTBACK_ENGINE_ACCOUNT_LIMITS_H_
#define TEXTBACK_ENGINE_ACCOUNT_LIMITS_H_

#include <optional>

#include "textback/model/account_record.h"
#include "textback/model/event.h"
#include "textback/model/text.h"
#include "textback/model/time.h"
#include "textback/policy/account.h"

namespace textback {

// What holds the account's texts back at `now` (R61, R64).
Brake BrakeOf(const AccountRecord& record, Instant now);

// What an event does to the account: a switch is thrown (R64), the provider refuses the account
// (R61: nothing goes for 15 minutes, then one text tries). False: nothing. A switch that is turned
// off with an instant before the latest turn changes nothing: better no text than one too many.
bool ApplyEvent(AccountRecord& record, const Event& event, Instant now);

// Whether ApplyEvent would change nothing because a newer turn is known.
bool IsOldNews(const AccountRecord& record, const SwitchThrown& thrown, Instant at);

// R62: nothing, and the line is busy with this text from `now` on; or the instant before which it
// can't leave. First texts and answers take the next free moment; follow-ups queue behind each
// other.
std::optional<Instant> TakeSlot(AccountRecord& record, const Account& account, const Text& text,
                                Instant now);

// R64: a text of the account leaves at `now`. Service texts don't count. The breaker goes off where
// this one is too many for its hour: five times the usual, which is Account::texts_per_hour, or the
// mean of the account's own hours once 24 with texts are known.
void CountText(AccountRecord& record, const Account& account, const Text& text, Instant now);

// The alarm to raise while the breaker is off in the hour of `now`: once an hour, by its id.
std::optional<VolumeAlarm> AlarmOf(const AccountRecord& record, Instant now);

}  // namespace textback

#endif  // TEXTBACK_ENGINE_ACCOUNT_LIMITS_H_
