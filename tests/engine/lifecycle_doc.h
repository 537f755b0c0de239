// Reads docs/lifecycle.md: its tables and its diagram.
#ifndef TEXTBACK_TESTS_ENGINE_LIFECYCLE_DOC_H_
#define TEXTBACK_TESTS_ENGINE_LIFECYCLE_DOC_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace textback {

struct DocTable {
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
};

struct DocEdge {
  std::string from;
  std::string to;
  std::vector<std::string> by;  // the events in its label
};

struct LifecycleDoc {
  std::vector<DocTable> tables;
  std::vector<DocEdge> edges;
};
LifecycleDoc ReadLifecycleDoc();

// Reads a file of the project; `path` is relative to its root.
std::string ReadText(const std::string& path);

// The tables whose first heading is `heading`.
std::vector<const DocTable*> TablesOf(const LifecycleDoc& doc, std::string_view first_heading);

// "a; b" -> {"a", "b"}, trimmed.
std::vector<std::string> SplitList(std::string_view text, char at);

}  // namespace textback

#endif  // TEXTBACK_TESTS_ENGINE_LIFECYCLE_DOC_H_
