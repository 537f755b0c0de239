// Which file is ours, and how it becomes one that this version writes.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_SCHEMA_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_SCHEMA_H_

#include <absl/status/status.h>

#include <span>

#include "adapters/sqlite/database.h"
#include "textback/adapters/sqlite/storage.h"

namespace textback::sqlite {

// Says in the file's header whose it is ("tbck").
inline constexpr std::int32_t kApplicationId = 0x7462'636B;

// The SQL files, in order: number i leads to schema version i + 1.
std::span<const char* const> Migrations();

// Reads and changes nothing. InvalidArgument: no SQLite database, or somebody else's.
// FailedPrecondition: written by a newer textback; or by an older one, where `use` is not to
// migrate it.
absl::Status CheckIdentity(Database& database, SqliteUse use);

// FailedPrecondition: the schema is not the one of this version, or no longer.
absl::Status CheckVersion(Database& database);

// Brings the schema up to date, each step in a transaction of its own.
absl::Status Migrate(Database& database);

// A row that could not be read may have been mended since: it gets another chance.
absl::Status RetryProblems(Database& database);

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_SCHEMA_H_
