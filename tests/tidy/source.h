// A source file as the tidy checks see it, and their findings.
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

// A file that was read. All three forms have the same lines and columns.
struct SourceFile {
  std::string path;               // from the top of the tree, "src/model/time.cc"
  std::vector<std::string> raw;   // unchanged
  std::vector<std::string> code;  // comments and the contents of literals are blanked out
  std::vector<std::string> text;  // only the comments
  std::vector<Include> includes;

  bool StartsWith(std::string_view prefix) const { return path.starts_with(prefix); }
  bool IsHeader() const { return path.ends_with(".h"); }
  bool IsPublicHeader() const { return IsHeader() && StartsWith("include/"); }
};

struct Finding {
  std::string path;
  std::size_t line = 0;  // starts at 1; 0: the file as a whole
  std::string message;   // what is wrong and what to do instead
};
using Findings = std::vector<Finding>;

std::ostream& operator<<(std::ostream& out, const Finding& finding);

// Parses C++ from a text; also used by the checks' own tests.
SourceFile ParseSource(std::string path, std::string_view content);

// The layer that a file belongs to; "" outside include/textback and src.
std::string LayerOf(std::string_view path);

bool IsWordChar(char c);

// The position of `word` in `line` as a whole word, starting at `from`; npos if there is none. Only
// those ends of `word` that are word characters must be word boundaries: "time(" matches
// "x=time(0)" but not "mtime(0)".
std::size_t FindWord(std::string_view line, std::string_view word, std::size_t from = 0);

// The text before a '{', without template parameters, attributes and operator names.
std::string Bare(std::string_view head);

// Does the '{' after `head` open the body of a function? It does if the head has a parameter list
// and no '=' outside brackets, and is not a class, namespace or enum.
bool OpensFunction(std::string_view head);

// Reads any file. Empty if the file cannot be read.
std::string ReadFile(const std::string& path);
std::vector<std::string> SplitLines(std::string_view content);

// Paths relative to the root of all files below `root`, sorted. Build trees, environments and
// hidden folders other than .ci are left out. Empty `extensions`: every file.
std::vector<std::string> ListFiles(const std::string& root,
                                   const std::vector<std::string>& extensions);

}  // namespace textback::tidy

#endif  // TEXTBACK_TESTS_TIDY_SOURCE_H_
