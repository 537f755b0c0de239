// The checks: the requirements of architecture and style, as functions.
//
// Each one checks one file or the whole tree and returns what is wrong. tidy_test.cc runs them over
// the tree. checks_test.cc shows each of them a violation, so that no check can silently stop
// working.
#ifndef TEXTBACK_TESTS_TIDY_CHECKS_H_
#define TEXTBACK_TESTS_TIDY_CHECKS_H_

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tidy/source.h"

namespace textback::tidy {

// Every include must be allowed for the file's layer (layers.cc has the table). `tree` contains the
// paths of all sources: tests/engine/world.h is not src/engine/world.h.
using Tree = std::set<std::string, std::less<>>;
Findings CheckIncludes(const SourceFile& file, const Tree& tree);

// No banned call or word outside the folders where it is allowed (banned.cc has the list).
Findings CheckBanned(const SourceFile& file);

// Lines per file and per function, columns, and the share of comments in public headers.
Findings CheckSizes(const SourceFile& file);

// Headers: an opening comment (public ones) and an include guard named after the path.
Findings CheckHeaderForm(const SourceFile& file);

// No file that nothing builds: every .cc is in a CMakeLists.txt, every .h is included. `cmake`
// contains path and content of every CMakeLists.txt and .cmake file.
Findings CheckDeadFiles(const std::vector<SourceFile>& files,
                        const std::vector<std::pair<std::string, std::string>>& cmake);

// The .cc files of a folder must not call each other in a cycle. Each finding is one cycle, with
// its files and a call from each to the next. `folder` is "src/engine/".
Findings CheckCallCycles(const std::vector<SourceFile>& files, const std::string& folder);

// No path of a developer's own machine.
Findings CheckPrivatePaths(const std::string& path, const std::string& content);

}  // namespace textback::tidy

#endif  // TEXTBACK_TESTS_TIDY_CHECKS_H_
