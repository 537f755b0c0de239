// Storage in one SQLite file: the default of a single process, durable (WAL, synchronous=FULL).
//
// One process owns the store and works on it; a second owner is refused, for two would work the
// same leads. Other processes may append events to it meanwhile, a web server for instance: the
// owner finds them with its next Claim, and asks for them before it hands over any text. Readers
// (reports, plain SQL) may look on at any time. Opening as the owner ends whatever leases a killed
// process had; a text that it had handed over comes back with `maybe_sent`.
//
// The tables can be read with plain SQL: leads, accounts, inbox, outbox, journal, consent, tasks;
// docs/storage.md describes them.
//
//   auto storage = OpenSqliteStorage({.path = "textback.db"});
//   if (!storage.ok()) return storage.status();  // says what is wrong, how to mend it
#ifndef TEXTBACK_ADAPTERS_SQLITE_STORAGE_H_
#define TEXTBACK_ADAPTERS_SQLITE_STORAGE_H_

#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <string>

#include "textback/ports/storage.h"

namespace textback {

// The schema version that this library writes. Older stores are migrated when their owner opens
// them.
inline constexpr int kSqliteSchemaVersion = 4;

// What this process does with the store. Calls that its use doesn't allow are FailedPrecondition.
enum class SqliteUse : std::uint8_t {
  kOwner,     // works on it: every call. Makes the file and migrates it where needed
  kAppender,  // brings events: Append, Find, ReadJournal. Takes no lock, changes no schema
  kReader,    // looks on: Find, ReadJournal. Writes nothing
};

struct SqliteOptions {
  std::string path;
  SqliteUse use = SqliteUse::kOwner;
};

// Errors, all with the path and the mend in their message:
//   NotFound           there is no such file, and this is not its owner
//   PermissionDenied   the file or its folder can't be written
//   InvalidArgument    the file is no SQLite database, or not one of textback's
//   FailedPrecondition a newer version of textback wrote it: upgrade this one; or, for an appender
//                      or a reader, an older one did: its owner is to be upgraded first. The file
//                      is left untouched
//   Unavailable        another process owns it
absl::StatusOr<std::unique_ptr<Storage>> OpenSqliteStorage(const SqliteOptions& options);

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_SQLITE_STORAGE_H_
