#include "tidy/source.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace textback::tidy {
namespace {

namespace fs = std::filesystem;

bool IsDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// True for the ' of 1'000 or 0xFF'FF: inside a word that starts with a digit.
bool IsDigitSeparator(std::string_view content, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && (IsWordChar(content[begin - 1]) || content[begin - 1] == '\'')) --begin;
  return begin < at && IsDigit(content[begin]);
}

// Reads C++ once and sorts every character into code or comment; the contents of literals are
// dropped.
class Splitter {
 public:
  explicit Splitter(std::string_view content)
      : content_(content), code_(content), text_(content.size(), ' ') {}

  void Run() {
    while (at_ < content_.size()) {
      if (Sees("//")) {
        TakeComment(content_.find('\n', at_));
      } else if (Sees("/*")) {
        const std::size_t end = content_.find("*/", at_ + 2);
        TakeComment(end == std::string_view::npos ? end : end + 2);
      } else if (IsRawString()) {
        TakeRawString();
      } else if (content_[at_] == '"' ||
                 (content_[at_] == '\'' && !IsDigitSeparator(content_, at_))) {
        TakeLiteral(content_[at_]);
      } else {
        ++at_;
      }
    }
    for (std::size_t i = 0; i < content_.size(); ++i) {
      if (content_[i] == '\n') code_[i] = text_[i] = '\n';
    }
  }

  const std::string& code() const { return code_; }
  const std::string& text() const { return text_; }

 private:
  bool Sees(std::string_view what) const { return content_.substr(at_).starts_with(what); }

  // True for R" with its prefixes, but not at the end of a longer name.
  bool IsRawString() const {
    if (!Sees("R\"")) return false;
    std::size_t begin = at_;
    while (begin > 0 && IsWordChar(content_[begin - 1])) --begin;
    const std::string_view prefix = content_.substr(begin, at_ - begin);
    return prefix.empty() || prefix == "u8" || prefix == "u" || prefix == "U" || prefix == "L";
  }

  void TakeComment(std::size_t end) {
    end = std::min(end, content_.size());
    for (; at_ < end; ++at_) {
      text_[at_] = content_[at_];
      code_[at_] = ' ';
    }
  }

  void Blank(std::size_t end) {
    end = std::min(end, content_.size());
    for (; at_ < end; ++at_) code_[at_] = ' ';
  }

  void TakeRawString() {
    const std::size_t open = content_.find('(', at_);
    if (open == std::string_view::npos) return Blank(content_.size());
    const std::string close =
        ")" + std::string(content_.substr(at_ + 2, open - at_ - 2)) + std::string("\"");
    const std::size_t end = content_.find(close, open);
    Blank(end == std::string_view::npos ? end : end + close.size());
  }

  void TakeLiteral(char quote) {
    ++at_;
    while (at_ < content_.size() && content_[at_] != quote && content_[at_] != '\n') {
      Blank(at_ + (content_[at_] == '\\' ? 2 : 1));
    }
    if (at_ < content_.size()) ++at_;
  }

  std::string_view content_;
  std::string code_;
  std::string text_;
  std::size_t at_ = 0;
};

std::vector<Include> FindIncludes(const SourceFile& file) {
  std::vector<Include> includes;
  for (std::size_t i = 0; i < file.raw.size(); ++i) {
    const std::string& code = file.code[i];
    const std::size_t hash = code.find_first_not_of(" \t");
    if (hash == std::string::npos || code[hash] != '#') continue;
    const std::size_t word = code.find("include", hash);
    if (word == std::string::npos) continue;
    const std::string& raw = file.raw[i];
    const std::size_t begin = raw.find_first_of("<\"", word);
    if (begin == std::string::npos) continue;
    const bool angle = raw[begin] == '<';
    const std::size_t end = raw.find(angle ? '>' : '"', begin + 1);
    if (end == std::string::npos) continue;
    includes.push_back({raw.substr(begin + 1, end - begin - 1), angle, i + 1});
  }
  return includes;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Finding& finding) {
  return out << "\n  " << finding.path << ":" << finding.line << ": " << finding.message;
}

bool IsWordChar(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::size_t FindWord(std::string_view line, std::string_view word, std::size_t from) {
  for (std::size_t at = line.find(word, from); at != std::string_view::npos;
       at = line.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool free_before = !IsWordChar(word.front()) || at == 0 || !IsWordChar(line[at - 1]);
    const bool free_after =
        !IsWordChar(word.back()) || end == line.size() || !IsWordChar(line[end]);
    if (free_before && free_after) return at;
  }
  return std::string_view::npos;
}

SourceFile ParseSource(std::string path, std::string_view content) {
  Splitter splitter(content);
  splitter.Run();
  SourceFile file;
  file.path = std::move(path);
  file.raw = SplitLines(content);
  file.code = SplitLines(splitter.code());
  file.text = SplitLines(splitter.text());
  file.includes = FindIncludes(file);
  return file;
}

std::string LayerOf(std::string_view path) {
  for (const std::string_view top : {"include/textback/", "src/"}) {
    if (!path.starts_with(top)) continue;
    path.remove_prefix(top.size());
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return "map";  // textback.h
    const std::string_view layer = path.substr(0, slash);
    if (layer != "adapters") return std::string(layer);
    const std::size_t next = path.find('/', slash + 1);
    return std::string(path.substr(0, next == std::string_view::npos ? slash : next));
  }
  for (const std::string_view top : {"bindings", "examples", "benchmarks", "tests"}) {
    if (path.starts_with(top)) return std::string(top);
  }
  return "";
}

// Template parameters, attributes and operator names may contain a '=' or '(' that does not tell
// what the brace opens.
std::string Bare(std::string_view head) {
  std::string bare;
  int angles = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const std::size_t at = FindWord(head, "template", i);
    if (angles == 0 && at == i) {
      const std::size_t open = head.find('<', i);
      if (open == std::string_view::npos) break;
      angles = 1;
      i = open;
      continue;
    }
    if (angles > 0) {
      if (head[i] == '<') ++angles;
      if (head[i] == '>') --angles;
      continue;
    }
    if (FindWord(head, "operator", i) == i) {
      // Operator()( has a second pair of brackets; finding the first one is enough.
      i = head.find('(', i);
      if (i == std::string_view::npos) break;
    }
    bare += head[i];
  }
  return bare;
}

bool OpensFunction(std::string_view raw_head) {
  const std::string head = Bare(raw_head);
  for (const std::string_view word : {"namespace", "class", "struct", "union", "enum"}) {
    const std::size_t at = head.find_first_not_of(" \t\n");
    if (at != std::string::npos && FindWord(head, word) == at) return false;
  }
  int depth = 0;
  bool parameters = false;
  for (const char c : head) {
    if (c == '(') parameters = true;
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    if (c == '=' && depth == 0) return false;
  }
  return parameters;
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

std::vector<std::string> SplitLines(std::string_view content) {
  std::vector<std::string> lines;
  while (!content.empty()) {
    const std::size_t end = content.find('\n');
    lines.emplace_back(content.substr(0, end));
    if (end == std::string_view::npos) break;
    content.remove_prefix(end + 1);
  }
  return lines;
}

std::vector<std::string> ListFiles(const std::string& root,
                                   const std::vector<std::string>& extensions) {
  std::vector<std::string> paths;
  const fs::path top(root);
  for (auto it = fs::recursive_directory_iterator(top); it != fs::recursive_directory_iterator();
       ++it) {
    const std::string name = it->path().filename().string();
    if (it->is_directory()) {
      const bool hidden = name.starts_with(".") && name != ".ci";
      if (hidden || name == "__pycache__" || name.ends_with(".egg-info") ||
          (it.depth() == 0 && (name == "build" || name == "dist"))) {
        it.disable_recursion_pending();
      }
      continue;
    }
    const std::string extension = it->path().extension().string();
    if (extensions.empty() ||
        std::find(extensions.begin(), extensions.end(), extension) != extensions.end()) {
      paths.push_back(fs::relative(it->path(), top).generic_string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace textback::tidy
