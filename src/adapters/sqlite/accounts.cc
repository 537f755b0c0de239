// The records of accounts. The switches and the refusal have their own columns, and those are what
// counts. Everything else is in `record`.
#include <absl/strings/str_format.h>

#include <utility>

#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/sqlite_storage.h"
#include "adapters/storage_checks.h"
#include "textback/codec/account_record.h"

namespace textback::sqlite {
namespace {

// The epoch means "not refused"; in the table that is NULL, which people understand best.
Instant OrNever(Instant at) { return at == Instant{} ? kNever : at; }

absl::Status Unreadable(const AccountId& account, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrFormat("account %s, whose leads are held: %s",
                                                     account.view(), status.message()));
}

}  // namespace

absl::Status SqliteStorage::ReadAccount(const AccountId& account, AccountRecord& record) {
  record = AccountRecord{.account = account};
  Query row(database_, statements_.read_account, account.view());
  if (!row.Next()) return row.status();
  if (!row.Null(5)) {
    absl::StatusOr<AccountRecord> rest = ReadAccountRecord(account, row.Blob(5));
    if (!rest.ok()) return Unreadable(account, rest.status());
    record = *std::move(rest);
  }
  record.version = static_cast<std::uint64_t>(row.Int(0));
  record.switches = {
      .account_off = row.Int(1) != 0, .all_off = row.Int(2) != 0, .turned_at = row.At(3)};
  record.refused_until = row.Null(4) ? Instant{} : row.At(4);
  const absl::Status checked = CheckAccountRecord(record);
  if (row.Int(0) >= 0 && checked.ok()) return absl::OkStatus();
  return Unreadable(account, absl::DataLossError(checked.ok() ? "column 'version': out of range"
                                                              : checked.message()));
}

// A row that was damaged after it was claimed counts as stale. It is not changed; the next Claim
// reports it.
absl::Status SqliteStorage::ReadStanding(const AccountRecord& given, Standing& standing) {
  AccountRecord stored;
  absl::Status status = ReadAccount(given.account, stored);
  standing = status.ok() ? StandingOf(given, stored) : Standing::kStale;
  return IsUnreadable(status) ? absl::OkStatus() : status;
}

absl::Status SqliteStorage::WriteAccount(const AccountRecord& record) {
  AccountRecord rest = record;
  rest.version = 0;
  rest.switches = Switches{};
  rest.refused_until = Instant{};
  std::string bytes;
  AppendAccountRecord(rest, bytes);
  return Query(database_, statements_.write_account, record.account.view(), record.version,
               record.switches.account_off, record.switches.all_off, record.switches.turned_at,
               OrNever(record.refused_until), Bytes{bytes})
      .Run();
}

}  // namespace textback::sqlite
