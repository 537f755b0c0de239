#include "text/spoken_words.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "text/phrase.h"

namespace textback {
namespace {

constexpr std::size_t kLeastMistyped = 6;  // letters; shorter words are too much like others

// Both lists. Every word of every reply is looked up here.
class Table {
 public:
  Table() {
    for (const SpokenRow& row : DaySpokenWords())
      Add(row.word, {.kind = row.kind, .value = row.value});
    for (const SpokenGroup& group : MoreSpokenWords()) {
      std::string_view rest = group.words;
      while (!rest.empty()) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        Add(rest.substr(0, space), {.kind = group.kind, .value = group.value});
        rest.remove_prefix(std::min(space + 1, rest.size()));
      }
    }
  }

  SpokenWord Of(std::string_view word) const {
    if (const WordId id = words_.Find(word); id != kUnknownWord) return rows_[id - 1U];
    if (word.size() < kLeastMistyped) return {};
    for (const auto& [right, row] : long_) {
      if (right[0] == word[0] && IsMistyped(word, right)) return row;
    }
    return {};
  }

 private:
  void Add(std::string_view word, SpokenWord row) {
    words_.Add(word);
    if (words_.size() == rows_.size()) return;  // the first list that has it counts
    rows_.push_back(row);
    const bool name = row.kind == Spoken::kMonth || row.kind == Spoken::kWeekday ||
                      row.kind == Spoken::kTomorrow || row.kind == Spoken::kPart;
    if (name && word.size() > kLeastMistyped) long_.emplace_back(word, row);
  }

  // One letter is missing, too many or another one, or two are swapped.
  static bool IsMistyped(std::string_view word, std::string_view right) {
    if (word.size() > right.size() + 1 || word.size() + 1 < right.size()) return false;
    std::size_t same = 0;
    while (same < word.size() && same < right.size() && word[same] == right[same]) ++same;
    const std::string_view a = word.substr(same);
    const std::string_view b = right.substr(same);
    if (a.size() < b.size()) return a == b.substr(1);
    if (a.size() > b.size()) return a.substr(1) == b;
    if (a.size() < 2) return true;
    return a.substr(1) == b.substr(1) ||
           (a[0] == b[1] && a[1] == b[0] && a.substr(2) == b.substr(2));
  }

  Vocabulary words_;
  std::vector<SpokenWord> rows_;  // by number
  std::vector<std::pair<std::string_view, SpokenWord>> long_;
};

}  // namespace

bool IsOfTime(Spoken kind, int value) {
  switch (kind) {
    case Spoken::kNumber:
      return value > 1;  // "un", "una"
    case Spoken::kOther:
    case Spoken::kToday:
    case Spoken::kNext:
    case Spoken::kNextWeeks:
    case Spoken::kComing:
    case Spoken::kThis:
    case Spoken::kAm:
    case Spoken::kPm:
    case Spoken::kIn:
    case Spoken::kFor:
    case Spoken::kA:
    case Spoken::kAt:
    case Spoken::kArticle:
    case Spoken::kOf:
    case Spoken::kUntil:
    case Spoken::kTo:
    case Spoken::kThrough:
    case Spoken::kIncluded:
    case Spoken::kAfter:
    case Spoken::kFrom:
    case Spoken::kBack:
    case Spoken::kOpen:
    case Spoken::kBeginOf:
    case Spoken::kMiddleOf:
    case Spoken::kEnd:
    case Spoken::kPast:
    case Spoken::kAnd:
    case Spoken::kAn:
    case Spoken::kNew:
    case Spoken::kLast:
    case Spoken::kOver:
    case Spoken::kAgo:
    case Spoken::kNow:
    case Spoken::kFew:
    case Spoken::kHalf:
    case Spoken::kMore:
    case Spoken::kBetween:
    case Spoken::kAny:
    case Spoken::kLeadsOn:
    case Spoken::kQuantity:
    case Spoken::kSubject:
    case Spoken::kPolite:
      return false;
    default:
      return true;
  }
}

SpokenWord SpokenWordOf(std::string_view folded) {
  static const Table& table = *new Table();
  return table.Of(folded);
}

}  // namespace textback
