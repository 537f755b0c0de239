#include "adapters/call_log/rotation.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace textback {
namespace {

namespace fs = std::filesystem;

// "Master.csv.1", "Master.csv-20261117": what rotation makes of "Master.csv".
bool IsRotated(std::string_view candidate, std::string_view path) {
  if (!candidate.starts_with(path) || candidate.size() < path.size() + 2) return false;
  const std::string_view suffix = candidate.substr(path.size());
  return (suffix[0] == '.' || suffix[0] == '-') &&
         suffix.find_first_not_of("0123456789-._") == std::string_view::npos;
}

// "Master.csv.1.gz"
bool IsPacked(std::string_view candidate, std::string_view path) {
  for (const std::string_view packed : {".gz", ".bz2", ".xz", ".zst"}) {
    if (candidate.ends_with(packed))
      return IsRotated(candidate.substr(0, candidate.size() - packed.size()), path);
  }
  return false;
}

}  // namespace

std::vector<std::string> FilesBeside(const std::string& path) {
  std::vector<std::string> paths;
  std::error_code error;
  const fs::path parent = fs::path(path).parent_path();
  for (fs::directory_iterator at(parent.empty() ? "." : parent, error), end; !error && at != end;
       at.increment(error)) {
    paths.push_back((parent / at->path().filename()).string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string FileAfter(const FileInfo& last, const std::string& path, const std::string& name,
                      std::vector<std::string>& notes) {
  std::string next = path;
  std::int64_t oldest = 0;
  for (const std::string& candidate : FilesBeside(path)) {
    const bool is_packed = IsPacked(candidate, path);
    if (!is_packed && !IsRotated(candidate, path)) continue;
    const absl::StatusOr<FileInfo> found = InfoOf(candidate, name);
    if (!found.ok() || found->IsSameFile(last) || found->modified <= last.modified) continue;
    if (is_packed) {
      notes.push_back(absl::StrFormat("%s: %s was compressed before it was read; read it by hand",
                                      name, fs::path(candidate).filename().string()));
    } else if (next == path || found->modified < oldest) {
      next = candidate;
      oldest = found->modified;
    }
  }
  return next;
}

}  // namespace textback
