// A SQLite connection, its statements and transactions, with RAII and Status over the C interface.
//
// Does not know about leads. Not thread-safe: the storage locks its connection.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_DATABASE_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_DATABASE_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "textback/model/time.h"

namespace textback::sqlite {

class Database {
 public:
  // Opens the file with `flags` (SQLITE_OPEN_...). Does not read from it yet.
  static absl::StatusOr<Database> Open(const std::string& path, int flags);

  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  // Runs statements that return no rows.
  absl::Status Execute(const char* sql);
  // Returns the first column of the first row.
  absl::StatusOr<std::int64_t> Number(const char* sql);

  // Translates SQLite's result code into a Status for callers of Storage, with its message and the
  // path.
  absl::Status Error(int code) const;

  // The number of rows that the last insert, update or delete changed.
  int changes() const { return sqlite3_changes(handle_); }
  std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_); }
  sqlite3* handle() const { return handle_; }
  const std::string& path() const { return path_; }

 private:
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}

  sqlite3* handle_ = nullptr;
  std::string path_;
};

// A statement that is prepared when it first runs, and kept. It must not outlive its database.
class Statement {
 public:
  explicit Statement(std::string sql) : sql_(std::move(sql)) {}
  ~Statement() { sqlite3_finalize(prepared_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

 private:
  friend class Query;
  std::string sql_;
  sqlite3_stmt* prepared_ = nullptr;
};

// A text that is stored as NULL if it is empty. This is also faster: SQLite copies every text that
// it reads, even an empty one, but nothing for a NULL.
struct OrNull {
  std::string_view text;
};

// Bytes; stored as NULL if empty.
struct Bytes {
  std::string_view bytes;
};

// One run of a statement. Arguments are bound in the order ?1, ?2, ... Texts are not copied and
// must live as long as the query. kNever is bound as NULL.
class Query {
 public:
  template <class... Args>
  Query(Database& database, Statement& statement, const Args&... args) : database_(database) {
    if (!Prepare(statement)) return;
    [[maybe_unused]] int index = 0;
    (Bind(++index, args), ...);
  }
  ~Query() { sqlite3_reset(prepared_); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  // True: there is a row. False: no more rows, or an error; see status().
  bool Next();
  absl::Status status() const;
  // Runs a statement that returns no rows.
  absl::Status Run();

  // Columns of the current row, from 0. Texts are valid until the next Next().
  bool Null(int column) const { return sqlite3_column_type(prepared_, column) == SQLITE_NULL; }
  std::int64_t Int(int column) const { return sqlite3_column_int64(prepared_, column); }
  Instant At(int column) const { return Null(column) ? kNever : FromMillis(Int(column)); }
  std::string_view Text(int column) const;
  std::string_view Blob(int column) const;
  std::string_view Name(int column) const { return sqlite3_column_name(prepared_, column); }

 private:
  bool Prepare(Statement& statement);
  void Bind(int index, std::int64_t value);
  void Bind(int index, std::uint64_t value) { Bind(index, static_cast<std::int64_t>(value)); }
  void Bind(int index, std::uint32_t value) { Bind(index, std::int64_t{value}); }
  void Bind(int index, bool value) { Bind(index, std::int64_t{value}); }
  void Bind(int index, Instant value);
  void Bind(int index, std::string_view value);
  void Bind(int index, const std::string& value) { Bind(index, std::string_view(value)); }
  void Bind(int index, const char* value) { Bind(index, std::string_view(value)); }
  void Bind(int index, OrNull value);
  void Bind(int index, Bytes value);
  void Keep(int code);

  Database& database_;
  sqlite3_stmt* prepared_ = nullptr;
  int code_ = SQLITE_OK;  // the first failure
};

// Lasts from construction to Commit; rolled back if Commit is not reached.
class Transaction {
 public:
  enum class Kind { kRead, kWrite };
  Transaction(Database& database, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  const absl::Status& status() const { return status_; }  // of the BEGIN
  absl::Status Commit();

 private:
  Database& database_;
  absl::Status status_;
};

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_DATABASE_H_
