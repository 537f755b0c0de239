// A word list of src/config/words that pure functions need: lines whose parts stand between tabs.
// It is compiled in and read once.
#ifndef TEXTBACK_SRC_MODEL_WORD_TABLE_H_
#define TEXTBACK_SRC_MODEL_WORD_TABLE_H_

#include <algorithm>
#include <string_view>

namespace textback {

// Calls `line(first, rest)` for each line of data: what stands before and after the first tab.
template <class Line>
void ReadWordTable(std::string_view tsv, Line line) {
  while (!tsv.empty()) {
    const std::string_view row = tsv.substr(0, tsv.find('\n'));
    tsv.remove_prefix(std::min(tsv.size(), row.size() + 1));
    const std::size_t tab = row.find('\t');
    if (row.empty() || row.front() == '#' || tab == row.npos) continue;
    line(row.substr(0, tab), row.substr(tab + 1));
  }
}

}  // namespace textback

#endif  // TEXTBACK_SRC_MODEL_WORD_TABLE_H_
