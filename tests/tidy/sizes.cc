// Checks sizes: files and functions must stay short enough to read.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tidy/checks.h"

namespace textback::tidy {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kFunctionLines = 70;
constexpr std::size_t kPublicHeaderLines = 200;
constexpr std::size_t kSourceLines = 400;
constexpr std::size_t kTestLines = 500;
constexpr std::size_t kCommentPercent = 25;
constexpr std::size_t kCommentFreeLines = 20;  // a header this short may have no comments

std::size_t LinesAllowed(const SourceFile& file) {
  if (file.IsPublicHeader()) return kPublicHeaderLines;
  return file.StartsWith("tests/") || file.StartsWith("benchmarks/") ? kTestLines : kSourceLines;
}

// UTF-8 code points: the first byte of each counts.
std::size_t ColumnsOf(std::string_view line) {
  std::size_t columns = 0;
  for (const char c : line) columns += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return columns;
}

bool HoldsUrl(std::string_view line) { return line.find("://") != std::string_view::npos; }

bool IsBlank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// Follows the braces of a file. A function starts at the first line of its head and ends at the
// brace that closes its body; lambdas and blocks inside are part of it. Preprocessor lines are
// ignored, so both branches of an #if should have balanced braces.
class FunctionMeter {
 public:
  explicit FunctionMeter(const SourceFile& file) : file_(file) {}

  Findings Run() {
    for (line_ = 0; line_ < file_.code.size(); ++line_) {
      const std::string& code = file_.code[line_];
      const std::size_t first = code.find_first_not_of(" \t");
      if (first != std::string::npos && code[first] == '#') continue;
      for (const char c : code) Take(c);
      head_ += '\n';
    }
    return findings_;
  }

 private:
  void Take(char c) {
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    if (c == '{') return Open();
    if (c == '}') return Close();
    if (c == ';' && parentheses_ == 0) return head_.clear();
    if (head_.find_first_not_of(" \t\n") == std::string::npos && c != ' ' && c != '\t') {
      head_.clear();
      head_line_ = line_;
    }
    head_ += c;
  }

  void Open() {
    ++depth_;
    if (function_depth_ == 0 && parentheses_ == 0 && OpensFunction(head_)) {
      function_depth_ = depth_;
      function_line_ = head_line_;
    }
    if (parentheses_ == 0) head_.clear();
  }

  void Close() {
    if (function_depth_ != 0 && depth_ == function_depth_) {
      const std::size_t lines = line_ - function_line_ + 1;
      if (lines > kFunctionLines) {
        findings_.push_back({file_.path, function_line_ + 1,
                             "function of " + std::to_string(lines) + " lines: at most " +
                                 std::to_string(kFunctionLines) + ", split it by what it does"});
      }
      function_depth_ = 0;
    }
    if (depth_ > 0) --depth_;
    if (parentheses_ == 0) head_.clear();
  }

  const SourceFile& file_;
  Findings findings_;
  std::string head_;               // since the last ';', '{' or '}'
  std::size_t head_line_ = 0;      // where the head begins
  std::size_t line_ = 0;           // 0-based
  std::size_t function_line_ = 0;  // where the head of the open function begins
  int depth_ = 0;                  // of the braces
  int parentheses_ = 0;
  int function_depth_ = 0;  // depth of the open function's body; 0 outside functions
};

void CheckComments(const SourceFile& file, Findings& findings) {
  if (!file.IsPublicHeader() || file.raw.size() <= kCommentFreeLines) return;
  std::size_t lines = 0;
  std::size_t comments = 0;
  for (std::size_t i = 0; i < file.raw.size(); ++i) {
    if (IsBlank(file.raw[i])) continue;
    ++lines;
    if (!IsBlank(file.text[i])) ++comments;
  }
  if (comments * 100 < lines * kCommentPercent) {
    findings.push_back({file.path, 0,
                        "comments on " + std::to_string(comments * 100 / lines) +
                            " % of lines: " + "a public header is a manual, at least " +
                            std::to_string(kCommentPercent) + " %"});
  }
}

}  // namespace

Findings CheckSizes(const SourceFile& file) {
  Findings findings = FunctionMeter(file).Run();
  for (std::size_t i = 0; i < file.raw.size(); ++i) {
    const std::size_t columns = ColumnsOf(file.raw[i]);
    if (columns > kColumns && !HoldsUrl(file.raw[i])) {
      findings.push_back(
          {file.path, i + 1,
           std::to_string(columns) + " columns: at most " + std::to_string(kColumns)});
    }
  }
  const std::size_t allowed = LinesAllowed(file);
  if (file.raw.size() > allowed) {
    findings.push_back({file.path, 0,
                        std::to_string(file.raw.size()) + " lines: at most " +
                            std::to_string(allowed) + ", split it by topic"});
  }
  CheckComments(file, findings);
  return findings;
}

}  // namespace textback::tidy
