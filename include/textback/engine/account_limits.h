// The limits of a whole account: kill switch, volume breaker, rates, and a provider that refuses
// the account. Pure functions on the AccountRecord.
//
// Who calls them: the decider calls BrakeOf for wake-ups and ApplyEvent for events. The sender
// calls BrakeOf and TakeSlot for each text before it leaves, and CountText for each text that
// leaves. The storage keeps the record (Storage::BeginHandOver, Storage::Commit). A loop of your
// own does the same: see docs/embedding.md.
//
// The functions don't change `version`. The caller adds one for each write.
//
// Pure, thread-safe.
//
//   AccountRecord record = claimed.accounts.front();
//   if (std::optional<Instant> slot = TakeSlot(record, account, text, now)) return;  // line busy
//   CountText(record, account, text, now);
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

// Applies an event to the account: a switch is thrown (R64), somebody is away or back (R29), or the
// provider refuses the account (R61: nothing is sent for 15 minutes, then one text tries). False:
// the record is unchanged. Turning a switch off at an instant before its latest turn changes
// nothing: better no text than one too many.
bool ApplyEvent(AccountRecord& record, const Event& event, Instant now);

// True if ApplyEvent would ignore `thrown` because a newer turn of the switch is known.
bool IsOldNews(const AccountRecord& record, const SwitchThrown& thrown, Instant at);

// True if ApplyEvent would ignore `set` because a newer word of the same person is known (R29).
bool IsOldNews(const AccountRecord& record, const AwaySet& set);

// R62: reserves the line for this text from `now` on and returns nothing. If the line is busy:
// returns the instant before which the text can't leave. First texts and answers take the next free
// moment; follow-ups queue behind each other.
std::optional<Instant> TakeSlot(AccountRecord& record, const Account& account, const Text& text,
                                Instant now);

// R64: counts a text of the account that leaves at `now`. Service texts don't count. The breaker
// trips if this hour has five times the usual number of texts. Usual is Account::texts_per_hour, or
// else the mean of the account's own hours with texts, once there are 24 of them.
void CountText(AccountRecord& record, const Account& account, const Text& text, Instant now);

// The alarm to raise if the breaker has tripped in the hour of `now`. Give its event an id made of
// account and hour, so that it is raised once an hour.
std::optional<VolumeAlarm> AlarmOf(const AccountRecord& record, Instant now);

}  // namespace textback

#endif  // TEXTBACK_ENGINE_ACCOUNT_LIMITS_H_
