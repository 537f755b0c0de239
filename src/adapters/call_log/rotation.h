// What rotation makes of a log: the files beside it.
#ifndef TEXTBACK_SRC_ADAPTERS_CALL_LOG_ROTATION_H_
#define TEXTBACK_SRC_ADAPTERS_CALL_LOG_ROTATION_H_

#include <string>
#include <vector>

#include "adapters/call_log/source.h"

namespace textback {

// The files in the log's folder, the log itself among them, in order of their names.
std::vector<std::string> FilesBeside(const std::string& path);

// The file to read after `last`: the log itself, or the oldest that was rotated since then. Adds a
// line to `notes` for each that was compressed before it was read.
std::string FileAfter(const FileInfo& last, const std::string& path, const std::string& name,
                      std::vector<std::string>& notes);

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_CALL_LOG_ROTATION_H_
