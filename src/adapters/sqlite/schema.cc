#include "adapters/sqlite/schema.h"

#include <absl/strings/str_format.h>

#include "adapters/sqlite/migrate_leads.h"

namespace textback::sqlite {
namespace {

absl::Status NotOurs(const Database& database, std::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrFormat("%s: %s; give the path of a store of textback, or of a file that does not "
                      "exist yet",
                      database.path(), what));
}

}  // namespace

absl::Status CheckVersion(Database& database) {
  const absl::StatusOr<std::int64_t> version = database.Number("PRAGMA user_version");
  if (!version.ok()) return version.status();
  if (*version > kSqliteSchemaVersion) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: a newer textback wrote it (schema %d, this one knows %d); upgrade textback",
        database.path(), *version, kSqliteSchemaVersion));
  }
  if (*version < kSqliteSchemaVersion) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: an older textback wrote it (schema %d, this one needs %d); upgrade the process that "
        "owns it first",
        database.path(), *version, kSqliteSchemaVersion));
  }
  return absl::OkStatus();
}

namespace {

// Texts of a rehearsal show placeholders: whoever sends must not take over its leads.
absl::Status CheckRehearsal(const Database& database, bool made, bool wanted) {
  if (made && !wanted) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: was made without an account file, so its texts show placeholders; with "
        "an account file take a new store",
        database.path()));
  }
  if (!made && wanted) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: was made with an account file; give that file (--account), or take a new store",
        database.path()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckIdentity(Database& database, const SqliteOptions& options) {
  const SqliteUse use = options.use;
  const absl::StatusOr<std::int64_t> application = database.Number("PRAGMA application_id");
  if (!application.ok() && sqlite3_errcode(database.handle()) == SQLITE_NOTADB) {
    return NotOurs(database, "not a SQLite database");
  }
  if (!application.ok()) return application.status();
  const absl::StatusOr<std::int64_t> version = database.Number("PRAGMA user_version");
  if (!version.ok()) return version.status();
  const absl::StatusOr<std::int64_t> tables = database.Number("SELECT count(*) FROM sqlite_schema");
  if (!tables.ok()) return tables.status();

  const bool owner = use == SqliteUse::kOwner;
  const bool empty = *application == 0 && *version == 0 && *tables == 0;
  if (empty && owner) return absl::OkStatus();
  if (empty) return NotOurs(database, "an empty database");
  if (*application != kApplicationId && *application != kRehearsalId)
    return NotOurs(database, "somebody else's SQLite database");
  if (!owner || *version >= kSqliteSchemaVersion) {
    if (absl::Status status = CheckVersion(database); !status.ok()) return status;
  }
  if (use == SqliteUse::kReader) return absl::OkStatus();
  return CheckRehearsal(database, *application == kRehearsalId, options.rehearsal);
}

absl::Status Migrate(Database& database, std::int32_t application_id) {
  constexpr std::size_t kRecords = 4;  // the schema that turned leads into records
  const std::span<const char* const> migrations = Migrations();
  const absl::StatusOr<std::int64_t> version = database.Number("PRAGMA user_version");
  if (!version.ok()) return version.status();
  for (auto next = static_cast<std::size_t>(*version); next < migrations.size(); ++next) {
    Transaction transaction(database, Transaction::Kind::kWrite);
    if (!transaction.status().ok()) return transaction.status();
    const std::string mark = absl::StrFormat("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                             application_id, next + 1);
    if (absl::Status status = database.Execute(migrations[next]); !status.ok()) return status;
    if (next + 1 == kRecords) {
      if (absl::Status status = MigrateLeads(database); !status.ok()) return status;
    }
    if (absl::Status status = database.Execute(mark.c_str()); !status.ok()) return status;
    if (absl::Status status = transaction.Commit(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status RetryProblems(Database& database) {
  Transaction transaction(database, Transaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  if (absl::Status status = MigrateLeads(database); !status.ok()) return status;
  const absl::Status status =
      database.Execute("UPDATE leads SET problem = NULL WHERE problem IS NOT NULL");
  return status.ok() ? transaction.Commit() : status;
}

}  // namespace textback::sqlite
