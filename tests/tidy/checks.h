// The checks: what the architecture and the style ask of the tree, as functions.
//
// Each one looks at one file, or at the whole tree, and returns what it finds wrong. tidy_test.cc
// runs them over the tree; checks_test.cc shows each of them something bad, so that none can come
// to find nothing any more without anybody noticing.
#ifndef TEXTBACK_TESTS_TIDY_CHECKS_H_
#define TEXTBACK_TESTS_TIDY_CHECKS_H_

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tidy/source.h"

namespace textback::tidy {

// Every include is one that the file's layer may have (layers.cc holds the table). `tree` holds the
// paths of all sources: tests/engine/world.h is not src/engine/world.h.
using Tree = std::set<std::string, std::less<>>;
Findings CheckIncludes(const SourceFile& file, const Tree& tree);

// No banned call or word outside the folders that may have it (banned.cc holds the list).
Findings CheckBanned(const SourceFile& file);

// Lines per file and per function, columns, share of comments in public headers.
Findings CheckSizes(const SourceFile& file);

// Headers: an opening comment (public ones) and an include guard named after the path.
Findings CheckHeaderForm(const SourceFile& file);

// No file that nothing builds: every .cc stands in a CMakeLists.txt, every .h is included.
// `cmake` holds path and content of every CMakeLists.txt and .cmake file.
Findings CheckDeadFiles(const std::vector<SourceFile>& files,
                        const std::vector<std::pair<std::string, std::string>>& cmake);

// The .cc files of a folder call each other downward only: no cycle. One finding a cycle, naming
// the files and a call from each to the next. `folder` is "src/engine/".
Findings CheckCallCycles(const std::vector<SourceFile>& files, const std::string& folder);

// No path of somebody's own machine.
Findings CheckPrivatePaths(const std::string& path, const std::string& content);

}  // namespace textback::tidy

#endif  // TEXTBACK_TESTS_TIDY_CHECKS_H_
