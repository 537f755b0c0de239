#include "textback/adapters/sqlite/storage.h"

#include <absl/strings/str_format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <utility>

#include "adapters/sqlite/rows.h"
#include "adapters/sqlite/schema.h"
#include "adapters/sqlite/sqlite_storage.h"
#include "adapters/storage_checks.h"

namespace textback {
namespace sqlite {
namespace {

// How long a statement waits while another program (a backup, a shell) holds the file.
constexpr int kBusyMillis = 5000;

// Durable: WAL with a sync at every commit. The cache holds the hot part of some 100,000 leads.
// Foreign keys are declared for readers, and not enforced: every one of them is a row that the same
// transaction has just read or written, and checking them again takes 6 % of a step.
constexpr char kSettings[] =
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = OFF;"
    "PRAGMA wal_autocheckpoint = 1000;"
    "PRAGMA cache_size = -65536;"
    "PRAGMA temp_store = MEMORY";

absl::Status CheckPath(const SqliteOptions& options) {
  const std::filesystem::path path(options.path);
  std::error_code error;
  if (options.path.empty() || options.path == ":memory:") {
    return absl::InvalidArgumentError(
        "a store needs the path of a file; NewMemoryStorage() is the one without");
  }
  if (std::filesystem::is_directory(path, error)) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s: a folder; give the path of a file in it", options.path));
  }
  if (options.read_only && !std::filesystem::exists(path, error)) {
    return absl::NotFoundError(absl::StrFormat("%s: there is no such store", options.path));
  }
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, error)) {
    return absl::PermissionDeniedError(
        absl::StrFormat("%s: there is no folder %s; make it first", options.path, folder.string()));
  }
  // WAL keeps two more files beside the database: it is not enough that the file can be written.
  const bool file_ok = !std::filesystem::exists(path, error) || access(path.c_str(), W_OK) == 0;
  if (!options.read_only && (!file_ok || access(folder.c_str(), W_OK) != 0)) {
    return absl::PermissionDeniedError(absl::StrFormat(
        "%s: %s can't be written; make it writable for this process, or open the store read-only",
        options.path, file_ok ? "its folder" : "the file"));
  }
  return absl::OkStatus();
}

// WAL is a property of the file, and can be refused (by a network file system, say).
absl::Status UseWal(Database& database) {
  Statement statement("PRAGMA journal_mode = WAL");
  Query query(database, statement);
  if (query.Next() && query.Text(0) == "wal") return absl::OkStatus();
  if (!query.status().ok()) return query.status();
  return absl::UnavailableError(absl::StrFormat(
      "%s: this file system can't do write-ahead logging; put the store on a local disk",
      database.path()));
}

absl::Status Prepare(Database& database) {
  if (absl::Status status = UseWal(database); !status.ok()) return status;
  if (absl::Status status = database.Execute(kSettings); !status.ok()) return status;
  if (absl::Status status = Migrate(database); !status.ok()) return status;
  return RetryProblems(database);
}

absl::StatusOr<std::unique_ptr<Storage>> Open(const SqliteOptions& options) {
  if (absl::Status status = CheckPath(options); !status.ok()) return status;
  const int flags =
      options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  absl::StatusOr<Database> database = Database::Open(options.path, flags);
  if (!database.ok()) return database.status();
  sqlite3_busy_timeout(database->handle(), kBusyMillis);
  if (absl::Status status = CheckIdentity(*database, options.read_only); !status.ok()) {
    return status;
  }
  FileLock lock;
  if (!options.read_only) {
    absl::StatusOr<FileLock> taken = FileLock::Take(options.path);
    if (!taken.ok()) return taken.status();
    lock = *std::move(taken);
    if (absl::Status status = Prepare(*database); !status.ok()) return status;
  }
  auto storage =
      std::make_unique<SqliteStorage>(std::move(lock), *std::move(database), options.read_only);
  if (absl::Status status = storage->Load(); !status.ok()) return status;
  return storage;
}

}  // namespace

absl::Status SqliteStorage::CheckWritable() const {
  if (!read_only_) return absl::OkStatus();
  return absl::FailedPreconditionError("the store was opened read-only: it takes no changes");
}

absl::Status SqliteStorage::Load() {
  const absl::MutexLock lock(&mutex_);
  const auto last_seq = database_.Number("SELECT ifnull(max(seq), 0) FROM journal");
  if (!last_seq.ok()) return last_seq.status();
  journal_seq_ = static_cast<std::uint64_t>(*last_seq);
  if (read_only_) return absl::OkStatus();
  Query rows(database_, statements_.all_waiting);
  while (rows.Next()) {
    // An id that can't be read is found, and reported, when its lead is claimed.
    LeadId id;
    if (!ReadId(rows, 4, id).ok()) id = LeadId{};
    schedule_.Load(rows.Int(0), id,
                   {.event_at = rows.At(1), .text_at = rows.At(2), .wake_at = rows.At(3)});
  }
  return rows.status();
}

absl::StatusOr<Lead> SqliteStorage::Find(const LeadId& id) {
  const std::string phone = id.phone.ToE164();
  const absl::MutexLock lock(&mutex_);
  Query find(database_, statements_.find_lead, id.account.view(), phone);
  if (!find.Next()) {
    if (!find.status().ok()) return find.status();
    return absl::NotFoundError("lead " + Masked(id) + ": never heard of");
  }
  Lead lead{.id = id, .profile = {}, .state = {}};
  if (absl::Status status = ReadLead(find, 0, lead); !status.ok()) return status;
  return lead;
}

absl::StatusOr<std::vector<JournalEntry>> SqliteStorage::ReadJournal(std::uint64_t after,
                                                                     std::size_t limit) {
  constexpr std::uint64_t kMax = std::numeric_limits<std::int64_t>::max();
  const absl::MutexLock lock(&mutex_);
  std::vector<JournalEntry> entries;
  Query rows(database_, statements_.read_journal, std::min(after, kMax),
             std::min<std::uint64_t>(limit, kMax));
  while (rows.Next()) {
    JournalEntry& entry = entries.emplace_back();
    entry.seq = static_cast<std::uint64_t>(rows.Int(0));
    entry.now = rows.At(1);
    entry.decision = std::string(rows.Text(2));
    absl::Status status = ReadId(rows, 3, entry.event.lead);
    if (status.ok()) status = ReadEvent(rows, 5, entry.event.lead, entry.event);
    if (!status.ok()) {
      return absl::DataLossError(
          absl::StrFormat("journal entry %d: %s", entry.seq, status.message()));
    }
  }
  if (!rows.status().ok()) return rows.status();
  return entries;
}

}  // namespace sqlite

absl::StatusOr<std::unique_ptr<Storage>> OpenSqliteStorage(const SqliteOptions& options) {
  return sqlite::Open(options);
}

}  // namespace textback
