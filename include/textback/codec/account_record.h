// The record of an account as bytes. The SQLite store keeps it in `accounts.record`; a stream
// engine keeps it as the state of the account's key.
//
// Later versions can read these bytes. Their layout is that of a lead's record: see lead_record.h.
// The fields and their tags are in src/codec/account_record.cc. The account's id is not a field: it
// is the key under which the record is kept.
//
// Pure, thread-safe. Source: R62, R64, R73 (what was acknowledged survives; an account that can't
// be read holds back its own leads only).
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

// Raised when a tag gets another meaning. A new field needs no new version: an older program
// doesn't know its tag and answers Unimplemented.
inline constexpr std::uint8_t kAccountRecordVersion = 1;

// Appends to `bytes`. A field with its default value takes no room: a fresh record is two bytes.
// Every record that CheckAccountRecord accepts is read back unchanged.
void AppendAccountRecord(const AccountRecord& record, std::string& bytes);

// Reads the record of `account` from `bytes`.
//
// DataLoss: damaged, cut short or out of range (CheckAccountRecord); the message says which. The
// caller skips the account's leads, and a person restores the record from a backup.
//
// Unimplemented: a newer version of textback wrote it. The caller skips the account's leads,
// doesn't overwrite the record, and tells a person to upgrade.
absl::StatusOr<AccountRecord> ReadAccountRecord(const AccountId& account, std::string_view bytes);

}  // namespace textback

#endif  // TEXTBACK_CODEC_ACCOUNT_RECORD_H_
