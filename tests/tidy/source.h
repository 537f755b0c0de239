// A source file as the tidy checks see it, and what they say about it.
#ifndef TEXTBACK_TESTS_TIDY_SOURCE_H_
#define TEXTBACK_TESTS_TIDY_SOURCE_H_

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace textback::tidy {

struct Include {
  std::string path;    // "textback/model/time.h", "vector"
  bool angle = false;  // <...>
  std::size_t line = 0;
};

// One file, read. All three forms have the same lines and columns.
struct SourceFile {
  std::string path;               // from the top of the tree, "src/model/time.cc"
  std::vector<std::string> raw;   // as it stands in the file
  std::vector<std::string> code;  // comments and the insides of literals blanked out
  std::vector<std::string> text;  // nothing but comments
  std::vector<Include> includes;

  bool StartsWith(std::string_view prefix) const { return path.starts_with(prefix); }
  bool IsHeader() const { return path.ends_with(".h"); }
  bool IsPublicHeader() const { return IsHeader() && StartsWith("include/"); }
};

struct Finding {
  std::string path;
  std::size_t line = 0;  // 1-based; 0: the file as a whole
  std::string message;   // what is wrong and what to do instead
};
using Findings = std::vector<Finding>;

std::ostream& operator<<(std::ostream& out, const Finding& finding);

// C++ from its text: for the checks' own tests too.
SourceFile ParseSource(std::string path, std::string_view content);

// Where a file of the tree belongs; `layer` is "" outside include/textback and src.
std::string LayerOf(std::string_view path);

bool IsWordChar(char c);

// Where `word` stands in `line` as a whole word, from `from` on; npos: nowhere. Only ends of `word`
// that are word characters must be free-standing: "time(" matches "x=time(0)" but not "mtime(0)".
std::size_t FindWord(std::string_view line, std::string_view word, std::size_t from = 0);

// What stands before a '{', without template parameters, attributes and operator names.
std::string Bare(std::string_view head);

// Is the '{' after `head` the body of a function? It is where the head has a parameter list and no
// '=' outside of brackets, and is no class, namespace or enum.
bool OpensFunction(std::string_view head);

// Any file as lines. Empty for a file that can't be read.
std::string ReadFile(const std::string& path);
std::vector<std::string> SplitLines(std::string_view content);

// Paths from the top of the tree, sorted, of all files below `root`; build trees, hidden folders
// other than .ci and environments are left out. `extensions` empty: every file.
std::vector<std::string> ListFiles(const std::string& root,
                                   const std::vector<std::string>& extensions);

}  // namespace textback::tidy

#endif  // TEXTBACK_TESTS_TIDY_SOURCE_H_
