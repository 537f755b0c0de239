// Storage in one SQLite file: the default for a single process, durable (WAL, synchronous=FULL).
//
// One process owns the store and works on it. A second owner is refused, because two would work on
// the same leads. Other processes, for instance a web server, may append events at the same time.
// The owner finds these events with its next Claim, and checks for new ones before it hands over
// any text. Readers (reports, plain SQL) may read at any time. When the owner opens the store, the
// leases of a killed process end; a text that it had handed over comes back with `maybe_sent`.
//
// The tables can be read with plain SQL: leads, accounts, inbox, outbox, journal, consent, tasks;
// docs/storage.md describes them.
//
//   auto storage = OpenSqliteStorage({.path = "textback.db"});
//   if (!storage.ok()) return storage.status();  // says what is wrong, how to fix it
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

// What this process does with the store. A call that this use doesn't allow is FailedPrecondition.
enum class SqliteUse : std::uint8_t {
  kOwner,     // works on it: every call. Creates the file, and migrates it if needed
  kAppender,  // adds events: Append, Find, ReadJournal. Takes no lock, changes no schema
  kReader,    // only reads: Find, ReadJournal. Writes nothing
};

struct SqliteOptions {
  std::string path;
  SqliteUse use = SqliteUse::kOwner;
  // For an owner that never sends, because its accounts have no names of their own: a call log was
  // read without an account file, and texts show placeholders. A store made so can't be opened by
  // an owner or appender that isn't a rehearsal, and the other way round. Readers may read both.
  bool rehearsal = false;
};

// Errors. Every message names the path and says how to fix it:
//   NotFound           there is no such file, and the use is not kOwner
//   PermissionDenied   the file or its folder can't be written
//   InvalidArgument    the file is not an SQLite database, or not one of textback's
//   FailedPrecondition a newer version of textback wrote it: upgrade this one. For an appender or a
//                      reader also: an older version wrote it: upgrade its owner first. The file
//                      is not changed. Also: the store belongs to a rehearsal, or doesn't
//   Unavailable        another process owns it
absl::StatusOr<std::unique_ptr<Storage>> OpenSqliteStorage(const SqliteOptions& options);

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_SQLITE_STORAGE_H_
