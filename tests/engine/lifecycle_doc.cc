#include "engine/lifecycle_doc.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace textback {
namespace {

std::string Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

// "| a | b |" -> {"a", "b"}
std::vector<std::string> Cells(std::string_view line) {
  std::vector<std::string> cells = SplitList(line, '|');
  if (cells.size() < 2) return {};
  return {cells.begin() + 1, cells.end() - 1};
}

bool IsRule(const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) {
    if (cell.find_first_not_of("-:") != std::string::npos) return false;
  }
  return true;
}

// "new --> engaged: reply, doubtful"
void AddEdge(std::string_view line, std::vector<DocEdge>& edges) {
  const std::size_t arrow = line.find(" --> ");
  if (arrow == std::string_view::npos) return;
  const std::size_t colon = line.find(':', arrow);
  DocEdge edge{
      .from = Trim(line.substr(0, arrow)),
      .to = Trim(line.substr(
          arrow + 5, colon == std::string_view::npos ? std::string_view::npos : colon - arrow - 5)),
      .by = {}};
  if (colon != std::string_view::npos) edge.by = SplitList(line.substr(colon + 1), ',');
  edges.push_back(std::move(edge));
}

}  // namespace

std::vector<std::string> SplitList(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(at);
    parts.push_back(Trim(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string ReadText(const std::string& path) {
  std::ifstream file(std::filesystem::path(TEXTBACK_SOURCE_DIR) / path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

LifecycleDoc ReadLifecycleDoc() {
  LifecycleDoc doc;
  std::istringstream content(ReadText("docs/lifecycle.md"));
  bool in_table = false;
  for (std::string line; std::getline(content, line);) {
    AddEdge(line, doc.edges);
    if (!line.starts_with('|')) {
      in_table = false;
      continue;
    }
    std::vector<std::string> cells = Cells(line);
    if (!in_table) {
      doc.tables.push_back({.head = std::move(cells), .rows = {}});
    } else if (!IsRule(cells)) {
      doc.tables.back().rows.push_back(std::move(cells));
    }
    in_table = true;
  }
  return doc;
}

std::vector<const DocTable*> TablesOf(const LifecycleDoc& doc, std::string_view first_heading) {
  std::vector<const DocTable*> found;
  for (const DocTable& table : doc.tables) {
    if (!table.head.empty() && table.head.front() == first_heading) found.push_back(&table);
  }
  return found;
}

}  // namespace textback
