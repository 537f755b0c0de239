// A word list of src/config/words that pure functions need: lines of a kind and a word, parted by a
// tab. It is compiled in and read once.
#ifndef TEXTBACK_SRC_TEXT_WORD_TABLE_H_
#define TEXTBACK_SRC_TEXT_WORD_TABLE_H_

#include <algorithm>
#include <string_view>

namespace textback {

// Calls `line(kind, word)` for each line of data.
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

#endif  // TEXTBACK_SRC_TEXT_WORD_TABLE_H_
