// Storage in one SQLite file: the default of a single process, durable (WAL, synchronous=FULL).
//
// One process writes at a time; a second one is refused, for two would work the same leads. Readers
// (reports, plain SQL) may look on at any time. Opening releases whatever a killed process had
// claimed: a text of it comes back with `maybe_sent`.
//
// The tables can be read with plain SQL: leads, inbox, outbox, journal, consent, tasks;
// docs/storage.md describes them.
//
//   auto storage = OpenSqliteStorage("textback.db");
//   if (!storage.ok()) return storage.status();  // says what is wrong, how to mend it
#ifndef TEXTBACK_ADAPTERS_SQLITE_STORAGE_H_
#define TEXTBACK_ADAPTERS_SQLITE_STORAGE_H_

#include <absl/status/statusor.h>

#include <memory>
#include <string>

#include "textback/ports/storage.h"

namespace textback {

// The schema version that this library writes. Older stores are migrated when they are opened.
inline constexpr int kSqliteSchemaVersion = 4;

struct SqliteOptions {
  std::string path;
  // for reports: takes no lock, migrates nothing, refuses every write with FailedPrecondition
  bool read_only = false;
};

// Errors, all with the path and the mend in their message:
//   NotFound           read_only and there is no such file
//   PermissionDenied   the file or its folder can't be written
//   InvalidArgument    the file is no SQLite database, or not one of textback's
//   FailedPrecondition a newer version of textback wrote it: upgrade this one; the file is left
//                      untouched
//   Unavailable        another process is working on it
absl::StatusOr<std::unique_ptr<Storage>> OpenSqliteStorage(const SqliteOptions& options);

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_SQLITE_STORAGE_H_
