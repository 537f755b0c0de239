// The record of an account as bytes: what the SQLite store keeps in `accounts.record`, and a stream
// engine as the state of the account's key.
//
// The bytes last, and are laid out as those of a lead: see lead_record.h. Its fields and their tags
// are in src/codec/account_record.cc. The account's id is not one of them: it is the key under
// which the record is kept.
//
// Pure, thread-safe. Source: R62, R64, R73 (what was acknowledged survives, one bad account holds
// its own leads and nobody else's).
//
//   std::string bytes;
//   AppendAccountRecord(record, bytes);
//   absl::StatusOr<AccountRecord> again = ReadAccountRecord(record.account, bytes);
#ifndef TEXTBACK_CODEC_ACCOUNT_RECORD_H_
#define TEXTBACK_CODEC_ACCOUNT_RECORD_H_

#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "textback/model/account_record.h"

namespace textback {

// Raised when a tag gets another meaning. A new field needs no new version: older ones don't know
// its tag and say so.
inline constexpr std::uint8_t kAccountRecordVersion = 1;

// Appends to `bytes`. What is at its default takes no room: a fresh record is two bytes. Every
// record that CheckAccountRecord accepts comes back as it was.
void AppendAccountRecord(const AccountRecord& record, std::string& bytes);

// The record of `account`, as `bytes` have it.
//
// DataLoss: damaged, cut short or out of range (CheckAccountRecord); the message says what. The
// caller leaves the account's leads out, and a person restores the record from a backup.
//
// Unimplemented: a newer version of textback wrote it. The caller leaves the account's leads out,
// doesn't overwrite the record, and tells a person to upgrade.
absl::StatusOr<AccountRecord> ReadAccountRecord(const AccountId& account, std::string_view bytes);

}  // namespace textback

#endif  // TEXTBACK_CODEC_ACCOUNT_RECORD_H_
