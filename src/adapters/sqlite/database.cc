#include "adapters/sqlite/database.h"

#include <absl/strings/str_format.h>

#include <utility>

namespace textback::sqlite {

absl::StatusOr<Database> Database::Open(const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle,
                                   flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Database database(handle, path);  // SQLite requires a close after a failed open, too.
  if (code != SQLITE_OK) return database.Error(code);
  return database;
}

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), path_(std::move(other.path_)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(path_, other.path_);
  return *this;
}

Database::~Database() { sqlite3_close_v2(handle_); }

absl::Status Database::Execute(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : Error(code);
}

absl::StatusOr<std::int64_t> Database::Number(const char* sql) {
  Statement statement(sql);
  Query query(*this, statement);
  if (query.Next()) return query.Int(0);
  if (!query.status().ok()) return query.status();
  return absl::InternalError(absl::StrFormat("%s: no row", sql));
}

absl::Status Database::Error(int code) const {
  const std::string message = absl::StrFormat(
      "%s: %s", path_, handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_));
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return absl::UnavailableError(message + "; another program is writing to it");
    case SQLITE_FULL:
      return absl::UnavailableError(message + "; free some space");
    case SQLITE_CANTOPEN:
      return absl::UnavailableError(message + "; may this process make files in its folder?");
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
      return absl::UnavailableError(message);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return absl::PermissionDeniedError(message);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::DataLossError(message + "; restore a backup");
    default:
      return absl::InternalError(message);
  }
}

bool Query::Prepare(Statement& statement) {
  if (statement.prepared_ == nullptr) {
    Keep(sqlite3_prepare_v3(database_.handle(), statement.sql_.c_str(), -1,
                            SQLITE_PREPARE_PERSISTENT, &statement.prepared_, nullptr));
  }
  prepared_ = statement.prepared_;
  return code_ == SQLITE_OK;
}

void Query::Keep(int code) {
  if (code_ == SQLITE_OK) code_ = code;
}

void Query::Bind(int index, std::int64_t value) {
  Keep(sqlite3_bind_int64(prepared_, index, value));
}

void Query::Bind(int index, Instant value) {
  Keep(value == kNever ? sqlite3_bind_null(prepared_, index)
                       : sqlite3_bind_int64(prepared_, index, ToMillis(value)));
}

void Query::Bind(int index, std::string_view value) {
  // A string_view without data is an empty text; SQLite would store NULL.
  const char* data = value.data() == nullptr ? "" : value.data();
  Keep(sqlite3_bind_text64(prepared_, index, data, value.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Query::Bind(int index, OrNull value) {
  if (value.text.empty()) {
    Keep(sqlite3_bind_null(prepared_, index));
  } else {
    Bind(index, value.text);
  }
}

void Query::Bind(int index, Bytes value) {
  if (value.bytes.empty()) return Keep(sqlite3_bind_null(prepared_, index));
  Keep(
      sqlite3_bind_blob64(prepared_, index, value.bytes.data(), value.bytes.size(), SQLITE_STATIC));
}

bool Query::Next() {
  if (code_ != SQLITE_OK) return false;
  const int code = sqlite3_step(prepared_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) Keep(code);
  return false;
}

absl::Status Query::status() const {
  return code_ == SQLITE_OK ? absl::OkStatus() : database_.Error(code_);
}

absl::Status Query::Run() {
  while (Next()) {
  }
  return status();
}

std::string_view Query::Text(int column) const {
  const unsigned char* text = sqlite3_column_text(prepared_, column);
  if (text == nullptr) return {};
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(prepared_, column));
  return {reinterpret_cast<const char*>(text), size};
}

std::string_view Query::Blob(int column) const {
  const void* bytes = sqlite3_column_blob(prepared_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(prepared_, column))};
}

Transaction::Transaction(Database& database, Kind kind)
    : database_(database),
      status_(database.Execute(kind == Kind::kWrite ? "BEGIN IMMEDIATE" : "BEGIN")) {}

Transaction::~Transaction() {
  // On some errors SQLite has already rolled back by itself.
  if (status_.ok() && sqlite3_get_autocommit(database_.handle()) == 0) {
    static_cast<void>(database_.Execute("ROLLBACK"));
  }
}

absl::Status Transaction::Commit() { return database_.Execute("COMMIT"); }

}  // namespace textback::sqlite
