// Which words of a message ask, which name a time, and which belong together.
#include "text/ask_reading.h"

#include <algorithm>
#include <utility>

#include "text/spoken_day.h"

namespace textback {
namespace {

using Does = AskWords::Does;

// So many words may stand between a wish and its time.
constexpr std::size_t kFarBehind = 6;
constexpr std::size_t kFarBefore = 10;
constexpr std::string_view kTimeAlone = "time_alone";

}  // namespace

AskReading::AskReading(const Tables& tables, std::string_view message, SpokenClock now,
                       std::string_view locale)
    : tables_(tables), text_(SpokenTextOf(message, kMaxSpokenWords)), now_(now) {
  bool of_time = false;
  for (std::size_t i = 0; i < text_.tokens.size() && !of_time; ++i) {
    of_time = IsOfTime(text_.tokens[i].kind, text_.tokens[i].value) ||
              // "un an"; in English "an" is an article
              (i > 0 && text_.tokens[i].kind == Spoken::kAn &&
               text_.tokens[i - 1].kind == Spoken::kNumber);
  }
  // Most replies name no time and put nothing off: they are not looked into.
  if (!of_time && !PutsOff()) return;
  words_.clear();
  places_.clear();
  const SpokenPhrases phrases(text_.tokens, now, locale, /*wide=*/true);
  times_ = FindNamedTimes(phrases);
  Number(phrases);
  owner_.assign(words_.size(), kNobody);
}

bool AskReading::PutsOff() {
  AddWords(0, text_.folded.words.size());
  return !tables_.timeless.Find(words_).empty();
}

void AskReading::AddWords(std::size_t begin, std::size_t end) {
  for (std::size_t word = begin; word < end; ++word) {
    const FoldedWord& folded = text_.folded.words[word];
    const WordId id = tables_.vocabulary.Find(text_.folded[word]);
    words_.push_back(
        {.id = id, .before = folded.before, .filler = folded.symbol || Holds(tables_.fillers, id)});
    places_.push_back({.first = word, .last = word});
  }
}

void AskReading::Number(const SpokenPhrases& phrases) {
  const FoldedText& folded = text_.folded;
  const auto word_of = [&](std::size_t token) {
    return token < text_.tokens.size() ? text_.tokens[token].word : folded.words.size();
  };
  std::size_t time = 0;
  words_.reserve(folded.words.size());
  places_.reserve(folded.words.size());
  for (std::size_t token = 0; token < phrases.size();) {
    if (time < times_.size() && times_[time].begin == token) {
      const NamedTime& named = times_[time];
      words_.push_back({.id = tables_.marks[Tables::MarkOf(named.kind)],
                        .before = folded.words[word_of(token)].before});
      places_.push_back({.first = word_of(token), .last = word_of(named.end) - 1, .time = time});
      token = named.end;
      ++time;
      continue;
    }
    AddWords(word_of(token), word_of(token + 1));
    ++token;
  }
}

// The longest of those that overlap.
void AskReading::FindPhrases() {
  std::vector<FoundPhrase> found = tables_.phrases.Find(words_);
  const auto first_time = static_cast<std::size_t>(
      std::find_if(words_.begin(), words_.end(),
                   [this](const NumberedWord& word) { return word.id == tables_.marks[0]; }) -
      words_.begin());
  const auto covered = [this](const FoundPhrase& one) {
    return std::any_of(kept_.begin(), kept_.end(), [&one](const Kept& other) {
      return other.does == Does::kNone && other.begin < one.end && one.begin < other.end &&
             other.end - other.begin >= one.end - one.begin;
    });
  };
  // "Then" speaks of a time that was named before it, or of none.
  const auto rank = [&](const FoundPhrase& one) {
    const Does does = tables_.entries[one.entry].does;
    const bool then = does == Does::kThen || does == Does::kAfterThat;
    if (then) return one.begin > first_time ? 0 : 3;
    return IsGuess(one) ? 2 : 1;
  };
  std::erase_if(found, [&](const FoundPhrase& one) { return rank(one) == 3; });
  std::sort(found.begin(), found.end(), [&](const FoundPhrase& a, const FoundPhrase& b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    const std::size_t size_a = a.end - a.begin;
    const std::size_t size_b = b.end - b.begin;
    if (size_a != size_b) return size_a > size_b;
    return std::pair(a.entry, a.begin) < std::pair(b.entry, b.begin);
  });
  then_.assign(words_.size(), false);
  for (const FoundPhrase& one : found) {
    bool free = true;
    bool swallows = false;
    for (std::size_t i = one.begin; i < one.end; ++i) {
      free = free && owner_[i] == kNobody;
      // A gap of a phrase doesn't swallow a time.
      const bool time = places_[i].time != kNobody && words_[i].id == tables_.marks[0];
      swallows = swallows || (time && !tables_.has_time[one.phrase]);
    }
    if ((!free || swallows) && !IsGuess(one)) continue;
    if (IsGuess(one) && (swallows || covered(one))) continue;
    const Tables::Entry& entry = tables_.entries[one.entry];
    Kept kept{.begin = one.begin, .end = one.end, .does = entry.does, .id = entry.id};
    for (std::size_t i = one.begin; i < one.end; ++i) {
      if (!IsGuess(one)) owner_[i] = one.entry;
      if (places_[i].time == kNobody || kept.time != kNobody) continue;
      const NamedTime::Kind kind = times_[places_[i].time].kind;
      if (kind != NamedTime::Kind::kPast && kind != NamedTime::Kind::kToday) kept.time = i;
    }
    kept.own = kept.time != kNobody;
    kept_.push_back(kept);
  }
  std::sort(kept_.begin(), kept_.end(),
            [](const Kept& a, const Kept& b) { return a.begin < b.begin; });
}

// "Then" and "after that" are times, if one was named before.
void AskReading::ResolveThen() {
  for (Kept& one : kept_) {
    if (one.does != Does::kThen && one.does != Does::kAfterThat) continue;
    // The nearest one, but rather one that a clause begins with: "next month, still paying off
    // Christmas. Text me then".
    std::size_t best = kNobody;
    bool best_begins = false;
    for (std::size_t i = one.begin; i-- > 0;) {
      if (places_[i].time == kNobody) continue;
      if (times_[places_[i].time].kind != NamedTime::Kind::kTime) continue;
      bool begins = true;
      for (std::size_t j = i; begins && j > 0 && words_[j].before == Break::kNone; --j)
        begins = Holds(tables_.light, words_[j - 1].id);
      if (best == kNobody || (begins && !best_begins)) {
        best = i;
        best_begins = begins;
      }
    }
    if (best == kNobody) continue;
    NamedTime time = times_[places_[best].time];
    if (one.does == Does::kAfterThat) time.at = time.over;
    places_[one.begin].time = times_.size();
    places_[one.begin].of = best;
    places_[one.begin].last = places_[one.end - 1].last;
    times_.push_back(time);
    one.time = one.begin;
    std::fill(then_.begin() + static_cast<std::ptrdiff_t>(one.begin),
              then_.begin() + static_cast<std::ptrdiff_t>(one.end), true);
    // It takes the place of the time that it speaks of.
    for (Kept& other : kept_) {
      if (other.time == best) other.does = Does::kThen;
    }
    if (owner_[best] == kNobody) owner_[best] = 0;
  }
}

bool AskReading::IsFree(std::size_t word) const {
  if (places_[word].time == kNobody) return false;
  const NamedTime::Kind kind = times_[places_[word].time].kind;
  if (kind != NamedTime::Kind::kTime && kind != NamedTime::Kind::kLost) return false;
  // A "then" is a phrase itself.
  const bool then = std::any_of(kept_.begin(), kept_.end(), [word](const Kept& one) {
    return one.time == word && one.begin == word &&
           (one.does == Does::kThen || one.does == Does::kAfterThat);
  });
  return then || owner_[word] == kNobody;
}

// A free time behind the phrase, in its clause, and before the next wish.
std::size_t AskReading::Ahead(const Kept& one, std::size_t k) const {
  std::size_t stop = std::min(words_.size(), one.end + kFarBehind);
  for (std::size_t next = k + 1; next < kept_.size(); ++next) {
    if (IsHead(kept_[next])) {
      stop = std::min(stop, kept_[next].begin);
      break;
    }
  }
  for (std::size_t i = one.end; i < stop && words_[i].before == Break::kNone; ++i) {
    if (IsFree(i)) return i;
  }
  return kNobody;
}

std::size_t AskReading::Before(const Kept& one, std::size_t k) const {
  std::size_t stop = one.begin - std::min(one.begin, kFarBefore);
  for (std::size_t next = k; next-- > 0;) {
    if (IsHead(kept_[next])) {
      stop = std::max(stop, kept_[next].end);
      break;
    }
  }
  for (std::size_t i = one.begin; i > stop && words_[i].before == Break::kNone; --i) {
    if (IsFree(i - 1)) return i - 1;
  }
  return kNobody;
}

// Each wish gets the time that stands in its clause: rather the one behind it.
void AskReading::Attach() {
  for (const bool ahead : {true, false}) {
    for (std::size_t k = 0; k < kept_.size(); ++k) {
      Kept& one = kept_[k];
      if (!IsHead(one) || one.time != kNobody) continue;
      one.time = ahead ? Ahead(one, k) : Before(one, k);
      if (one.time != kNobody) owner_[one.time] = 0;
    }
  }
}

// Clauses that are little more than a time, and times with which one begins.
bool AskReading::IsLight(const Kept& one) const {
  for (std::size_t i = one.begin; i < one.end; ++i) {
    if (i != one.time && !words_[i].filler && !Holds(tables_.light, words_[i].id)) return false;
  }
  return true;
}

void AskReading::FindAlone() {
  for (std::size_t begin = 0; begin < words_.size();) {
    std::size_t end = begin + 1;
    while (end < words_.size() && words_[end].before == Break::kNone) ++end;
    std::size_t time = kNobody;
    bool light = true;
    bool first = true;
    for (std::size_t i = begin; i < end; ++i) {
      if (IsFree(i)) {
        if (time == kNobody) time = i;
        if (first) topics_.push_back({.begin = begin, .end = i + 1, .time = i});
        first = false;
        continue;
      }
      const bool easy = then_[i] || words_[i].filler || Holds(tables_.light, words_[i].id);
      light = light && easy && (then_[i] || owner_[i] == kNobody);
      first = first && easy;
    }
    if (light && time != kNobody)
      alone_.push_back({.begin = begin, .end = end, .id = kTimeAlone, .time = time});
    begin = end;
  }
}

}  // namespace textback
