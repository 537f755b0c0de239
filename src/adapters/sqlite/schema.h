// Recognizes our database files and brings them up to this version's schema.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_SCHEMA_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_SCHEMA_H_

#include <absl/status/status.h>

#include <span>

#include "adapters/sqlite/database.h"
#include "textback/adapters/sqlite/storage.h"

namespace textback::sqlite {

// Marks the file's header as ours ("tbck").
inline constexpr std::int32_t kApplicationId = 0x7462'636B;
// Of a store whose texts show placeholders: nothing that sends may open it.
inline constexpr std::int32_t kRehearsalId = 0x7462'7268;

// The SQL files in order: number i produces schema version i + 1.
std::span<const char* const> Migrations();

// Only reads. InvalidArgument: not a SQLite database, or not ours. FailedPrecondition: written by a
// newer textback; or by an older one and `use` does not allow a migration.
absl::Status CheckIdentity(Database& database, const SqliteOptions& options);

// FailedPrecondition: the schema is not, or no longer, the one of this version.
absl::Status CheckVersion(Database& database);

// Brings the schema up to date, each step in its own transaction.
absl::Status Migrate(Database& database, std::int32_t application_id);

// Rows that could not be read may have been corrected since: they are tried again.
absl::Status RetryProblems(Database& database);

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_SCHEMA_H_
