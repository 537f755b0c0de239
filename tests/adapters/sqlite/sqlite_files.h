// Files and plain SQL for the tests of the SQLite storage.
#ifndef TEXTBACK_TESTS_ADAPTERS_SQLITE_SQLITE_FILES_H_
#define TEXTBACK_TESTS_ADAPTERS_SQLITE_SQLITE_FILES_H_

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace textback {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "textback-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string Path(std::string_view name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void WriteFile(const std::string& path, std::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
}

// What a SQLite shell shows: rows joined by '\n', columns by '
// '. An error is part of the result.
inline std::string Sql(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  sqlite3_busy_timeout(database, 5000);
  std::string out;
  const auto append = [](void* text, int count, char** values, char**) {
    auto& rows = *static_cast<std::string*>(text);
    for (int i = 0; i < count; ++i) {
      if (i > 0) rows += '|';
      rows += values[i] == nullptr ? "NULL" : values[i];
    }
    rows += '\n';
    return 0;
  };
  if (sqlite3_exec(database, sql.c_str(), append, &out, nullptr) != SQLITE_OK) {
    out += sqlite3_errmsg(database);
  }
  sqlite3_close(database);
  if (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

}  // namespace textback

#endif  // TEXTBACK_TESTS_ADAPTERS_SQLITE_SQLITE_FILES_H_
