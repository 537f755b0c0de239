#include "textback/adapters/sqlite/storage.h"

#include <absl/strings/str_format.h>
#include <unistd.h>

#include <filesystem>
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

// WAL with a sync at every commit makes it durable. The cache holds the hot part of some 100,000
// leads. Foreign keys are declared for readers but not enforced: each refers to a row that the same
// transaction has just read or written, and checking it again takes 6 % of a step.
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
  if (options.use != SqliteUse::kOwner && !std::filesystem::exists(path, error)) {
    return absl::NotFoundError(absl::StrFormat("%s: there is no such store", options.path));
  }
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, error)) {
    return absl::PermissionDeniedError(
        absl::StrFormat("%s: there is no folder %s; make it first", options.path, folder.string()));
  }
  // WAL keeps two more files next to the database, so the directory must be writable too.
  const bool file_ok = !std::filesystem::exists(path, error) || access(path.c_str(), W_OK) == 0;
  if (options.use != SqliteUse::kReader && (!file_ok || access(folder.c_str(), W_OK) != 0)) {
    return absl::PermissionDeniedError(absl::StrFormat(
        "%s: %s can't be written; make it writable for this process, or open the store as a reader",
        options.path, file_ok ? "its folder" : "the file"));
  }
  return absl::OkStatus();
}

// WAL is a property of the file. It can be refused, for example by a network file system.
absl::Status UseWal(Database& database) {
  Statement statement("PRAGMA journal_mode = WAL");
  Query query(database, statement);
  if (query.Next() && query.Text(0) == "wal") return absl::OkStatus();
  if (!query.status().ok()) return query.status();
  return absl::UnavailableError(absl::StrFormat(
      "%s: this file system can't do write-ahead logging; put the store on a local disk",
      database.path()));
}

absl::Status PrepareToWrite(Database& database) {
  if (absl::Status status = UseWal(database); !status.ok()) return status;
  return database.Execute(kSettings);
}

absl::Status PrepareToOwn(Database& database, bool rehearsal) {
  if (absl::Status status = PrepareToWrite(database); !status.ok()) return status;
  if (absl::Status status = Migrate(database, rehearsal ? kRehearsalId : kApplicationId);
      !status.ok())
    return status;
  return RetryProblems(database);
}

int FlagsOf(SqliteUse use) {
  switch (use) {
    case SqliteUse::kOwner:
      return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case SqliteUse::kAppender:
      return SQLITE_OPEN_READWRITE;
    case SqliteUse::kReader:
      break;
  }
  return SQLITE_OPEN_READONLY;
}

absl::StatusOr<std::unique_ptr<Storage>> Open(const SqliteOptions& options) {
  if (absl::Status status = CheckPath(options); !status.ok()) return status;
  absl::StatusOr<Database> database = Database::Open(options.path, FlagsOf(options.use));
  if (!database.ok()) return database.status();
  sqlite3_busy_timeout(database->handle(), kBusyMillis);
  if (absl::Status status = CheckIdentity(*database, options); !status.ok()) return status;
  FileLock lock;
  absl::Status prepared;
  if (options.use == SqliteUse::kOwner) {
    absl::StatusOr<FileLock> taken = FileLock::Take(options.path);
    if (!taken.ok()) return taken.status();
    lock = *std::move(taken);
    prepared = PrepareToOwn(*database, options.rehearsal);
  } else if (options.use == SqliteUse::kAppender) {
    prepared = PrepareToWrite(*database);
  }
  if (!prepared.ok()) return prepared;
  auto storage =
      std::make_unique<SqliteStorage>(std::move(lock), *std::move(database), options.use);
  if (absl::Status status = storage->Load(); !status.ok()) return status;
  return storage;
}

}  // namespace

absl::Status SqliteStorage::CheckUse(SqliteUse least) const {
  if (use_ <= least) return absl::OkStatus();
  return absl::FailedPreconditionError(
      use_ == SqliteUse::kReader ? "the store was opened as a reader: it takes no changes"
                                 : "the store was opened as an appender: only its owner works");
}

absl::Status SqliteStorage::Load() {
  if (use_ != SqliteUse::kOwner) return absl::OkStatus();
  const absl::MutexLock lock(&mutex_);
  Transaction transaction(database_, Transaction::Kind::kRead);
  if (!transaction.status().ok()) return transaction.status();
  const auto journal_seq = database_.Number("SELECT ifnull(max(seq), 0) FROM journal");
  if (!journal_seq.ok()) return journal_seq.status();
  journal_seq_ = static_cast<std::uint64_t>(*journal_seq);
  const auto inbox_seq = database_.Number("SELECT ifnull(max(seq), 0) FROM inbox");
  if (!inbox_seq.ok()) return inbox_seq.status();
  inbox_seq_ = *inbox_seq;
  {
    Query rows(database_, statements_.all_waiting);
    while (rows.Next()) {
      // An id that cannot be read is reported when its lead is claimed.
      LeadId id;
      if (!ReadId(rows, 5, id).ok()) id = LeadId{};
      agenda_.Load(rows.Int(0), id,
                   {.event_at = rows.At(1),
                    .text_at = rows.At(2),
                    .proactive = rows.Int(4) != 0,
                    .wake_at = rows.At(3)});
    }
    if (!rows.status().ok()) return rows.status();
  }
  return transaction.Commit();
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

}  // namespace sqlite

absl::StatusOr<std::unique_ptr<Storage>> OpenSqliteStorage(const SqliteOptions& options) {
  return sqlite::Open(options);
}

}  // namespace textback
