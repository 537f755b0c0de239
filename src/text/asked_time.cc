#include "textback/text/asked_time.h"

#include <absl/status/status.h>

#include <algorithm>
#include <span>
#include <utility>

#include "text/ask_tables.h"
#include "text/spoken_day.h"

namespace textback {
namespace {

using Does = AskWords::Does;
using What = AskedTime::What;

// So many words may stand between a wish and its time.
constexpr std::size_t kFarBehind = 6;
constexpr std::size_t kFarBefore = 10;
constexpr std::size_t kNobody = SIZE_MAX;
constexpr std::string_view kTimeAlone = "time_alone";

constexpr std::array<std::string_view, 4> kWhatNames = {"text", "call", "visit", "unclear"};

What WhatOf(Does does) {
  if (does == Does::kCall) return What::kCall;
  return does == Does::kVisit ? What::kVisit : What::kText;
}

// A message, its times each one word.
class Reading {
 public:
  using Tables = AskedTimes::Tables;

  Reading(const Tables& tables, std::string_view message, SpokenClock now, std::string_view locale)
      : tables_(tables), text_(SpokenTextOf(message, kMaxSpokenWords)), now_(now) {
    const SpokenPhrases phrases(text_.tokens, now, locale, /*wide=*/true);
    times_ = FindNamedTimes(phrases);
    Number(phrases);
  }

  std::optional<AskedTime> Read(std::string_view message) {
    FindPhrases();
    if (times_.empty() && kept_.empty()) return std::nullopt;
    ResolveThen();
    Attach();
    FindAlone();
    std::optional<AskedTime> asked = Choose();
    if (asked.has_value() && last_ != kNobody)
      asked->words =
          StretchOf(message, kMaxSpokenWords, places_[first_].first, places_[last_].last);
    return asked;
  }

 private:
  struct Place {  // of a word in the folded message
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t time = kNobody;  // index into times_
  };
  struct Kept {  // a phrase that counts
    std::size_t begin = 0;
    std::size_t end = 0;
    Does does = Does::kText;
    std::string_view id;
    std::size_t time = kNobody;  // the word of the time that it has, or has got
    bool own = false;            // it has it in itself
  };

  void Number(const SpokenPhrases& phrases);
  void FindPhrases();
  // What is heard only if nothing else is: it takes no word from others.
  bool IsGuess(const FoundPhrase& one) const {
    const Does does = tables_.entries[one.entry].does;
    return does == Does::kOffer || (does == Does::kUnclear && !tables_.has_time[one.phrase]);
  }
  void ResolveThen();
  void Attach();
  void Take(Kept& one, std::size_t k);
  bool IsFree(std::size_t word) const;
  std::size_t Ahead(const Kept& one, std::size_t k) const;
  std::size_t Before(const Kept& one, std::size_t k) const;
  void FindAlone();
  std::optional<AskedTime> Choose();
  const Kept* Earliest(std::span<const Kept> among, std::initializer_list<Does> does, bool lost);
  std::optional<AskedTime> Ask(What what, std::string_view id, const Kept& time);
  std::optional<AskedTime> Unclear(const Kept& by);
  bool AreOneClause(const Kept& one, const Kept& other) const;
  void Cover(const Kept& one);
  const NamedTime& TimeOf(const Kept& one) const { return times_[places_[one.time].time]; }
  bool IsHead(const Kept& one) const {
    return one.does == Does::kText || one.does == Does::kCall || one.does == Does::kVisit ||
           one.does == Does::kNone;
  }

  const Tables& tables_;
  SpokenText text_;
  SpokenClock now_;
  std::vector<NamedTime> times_;
  std::vector<NumberedWord> words_;
  std::vector<Place> places_;                     // of words_
  std::vector<std::size_t> owner_;                // of words_: index into kept_
  std::vector<Kept> kept_;                        // in the order of the message
  std::vector<bool> then_;                        // of words_: of a "then" that is a time
  std::vector<Kept> alone_;                       // times that stand by themselves in their clause
  std::vector<Kept> topics_;                      // times with which a clause begins
  std::size_t first_ = kNobody, last_ = kNobody;  // words_: what the result was read from
};

void Reading::Number(const SpokenPhrases& phrases) {
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
    for (std::size_t word = word_of(token); word < word_of(token + 1); ++word) {
      const WordId id = tables_.vocabulary.Find(folded[word]);
      words_.push_back({.id = id,
                        .before = folded.words[word].before,
                        .filler = folded.words[word].symbol || Holds(tables_.fillers, id)});
      places_.push_back({.first = word, .last = word});
    }
    ++token;
  }
}

// The longest of those that overlap.
void Reading::FindPhrases() {
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
  owner_.assign(words_.size(), kNobody);
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
    if (getenv("DBG"))
      fprintf(stderr, "KEPT %s %zu-%zu time %zd\n", std::string(kept.id).c_str(), kept.begin,
              kept.end, (ssize_t)kept.time);
  }
  if (getenv("DBG"))
    for (auto& t : times_) fprintf(stderr, "TIME kind %d %zu-%zu\n", int(t.kind), t.begin, t.end);
  std::sort(kept_.begin(), kept_.end(),
            [](const Kept& a, const Kept& b) { return a.begin < b.begin; });
}

// "Then" and "after that" are times, if one was named before.
void Reading::ResolveThen() {
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

bool Reading::IsFree(std::size_t word) const {
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
std::size_t Reading::Ahead(const Kept& one, std::size_t k) const {
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

std::size_t Reading::Before(const Kept& one, std::size_t k) const {
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
void Reading::Attach() {
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
void Reading::FindAlone() {
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

const Reading::Kept* Reading::Earliest(std::span<const Kept> among,
                                       std::initializer_list<Does> does, bool lost) {
  const Kept* best = nullptr;
  for (const Kept& one : among) {
    if (one.time == kNobody || std::find(does.begin(), does.end(), one.does) == does.end())
      continue;
    if ((TimeOf(one).kind == NamedTime::Kind::kLost) != lost) continue;
    if (!lost && TimeOf(one).at <= now_) continue;
    if (best == nullptr || TimeOf(one).at < TimeOf(*best).at) best = &one;
  }
  return best;
}

bool Reading::AreOneClause(const Kept& one, const Kept& other) const {
  const std::size_t begin = std::min(one.begin, other.begin);
  const std::size_t end = std::max(one.begin, other.begin);
  for (std::size_t i = begin + 1; i <= end; ++i) {
    if (words_[i].before != Break::kNone) return false;
  }
  return true;
}

void Reading::Cover(const Kept& one) {
  const auto add = [this](std::size_t begin, std::size_t end) {
    first_ = std::min(first_, begin);
    last_ = last_ == kNobody ? end - 1 : std::max(last_, end - 1);
  };
  add(one.begin, one.end);
  if (one.time == kNobody) return;
  // With the words that lead to it: "after the 15th".
  std::size_t begin = one.time;
  while (begin > 0 && words_[begin].before == Break::kNone && owner_[begin - 1] == kNobody &&
         Holds(tables_.light, words_[begin - 1].id)) {
    --begin;
  }
  add(begin, one.time + 1);
}

std::optional<AskedTime> Reading::Ask(What what, std::string_view id, const Kept& time) {
  Cover(time);
  return AskedTime{.what = what, .at = TimeOf(time).at, .id = id, .words = {}};
}

std::optional<AskedTime> Reading::Unclear(const Kept& by) {
  Cover(by);
  return AskedTime{.what = What::kUnclear, .at = {}, .id = by.id, .words = {}};
}

std::optional<AskedTime> Reading::Choose() {
  std::vector<Kept> wishes, works, implied, offers;
  const Kept* wish = nullptr;
  const Kept* work = nullptr;
  const Kept* unclear = nullptr;
  for (const Kept& one : kept_) {
    const bool asks = one.does == Does::kText || one.does == Does::kCall;
    if (asks && !one.own) {
      wishes.push_back(one);
      if (wish == nullptr) wish = &one;
    }
    if (one.does == Does::kVisit) {
      works.push_back(one);
      if (!one.own && work == nullptr) work = &one;
    }
    if (asks && one.own) implied.push_back(one);
    if (one.does == Does::kOffer) offers.push_back(one);
    if (one.does == Does::kUnclear && unclear == nullptr) unclear = &one;
  }
  // In so many words, with a time.
  static constexpr std::initializer_list<Does> kWishes = {Does::kText, Does::kCall};
  if (const Kept* one = Earliest(wishes, kWishes, false); one != nullptr)
    return Ask(WhatOf(one->does), one->id, *one);
  if (const Kept* one = Earliest(wishes, kWishes, true); one != nullptr) return Unclear(*one);
  const Kept* alone = Earliest(alone_, {Does::kText}, false);
  // A wish, and a time elsewhere.
  if (wish != nullptr) {
    const Kept* time = alone;
    if (time == nullptr) time = Earliest(implied, kWishes, false);
    if (time == nullptr) time = Earliest(offers, {Does::kOffer}, false);
    if (time == nullptr && works.empty()) time = Earliest(topics_, {Does::kText}, false);
    if (time != nullptr) {
      Cover(*wish);
      return Ask(WhatOf(wish->does), wish->id, *time);
    }
  }
  if (const Kept* one = Earliest(works, {Does::kVisit}, false); one != nullptr)
    return Ask(What::kVisit, one->id, *one);
  if (const Kept* one = Earliest(implied, kWishes, false); one != nullptr) {
    // "When can you come? Saturday works."
    const bool fits = one->begin == one->time;
    if (work != nullptr && (fits || AreOneClause(*work, *one)))
      return Ask(What::kVisit, work->id, *one);
    return Ask(WhatOf(one->does), one->id, *one);
  }
  if (alone != nullptr) return Ask(work != nullptr ? What::kVisit : What::kText, alone->id, *alone);
  if (unclear != nullptr) return Unclear(*unclear);
  for (const std::vector<Kept>* some : {&implied, &alone_}) {
    if (const Kept* one = Earliest(*some, kWishes, true); one != nullptr) return Unclear(*one);
  }
  return std::nullopt;
}

}  // namespace

std::string_view NameOf(AskedTime::What what) { return kWhatNames[static_cast<std::size_t>(what)]; }

std::optional<AskedTime::What> AskedTimeWhatFromName(std::string_view name) {
  for (std::size_t i = 0; i < kWhatNames.size(); ++i) {
    if (kWhatNames[i] == name) return static_cast<AskedTime::What>(i);
  }
  return std::nullopt;
}

std::string_view NameOf(AskWords::Does does) {
  constexpr std::array<std::string_view, kEveryAskDoes.size()> kNames = {
      "text", "call", "visit", "none", "unclear", "offer", "then", "after_that"};
  return kNames[static_cast<std::size_t>(does)];
}

AskedTimes::~AskedTimes() = default;
AskedTimes::AskedTimes() = default;

std::optional<AskWordsFault> AskedTimes::FindFault(const AskWords& words) {
  return Tables().Add(words);
}

absl::StatusOr<std::shared_ptr<const AskedTimes>> AskedTimes::Make(const AskWords& words,
                                                                   SharedSource source) {
  auto tables = std::make_unique<Tables>();
  const std::optional<AskWordsFault> fault = tables->Add(words);
  if (fault.has_value()) return absl::InvalidArgumentError(fault->what);
  auto asks = std::shared_ptr<AskedTimes>(new AskedTimes());
  asks->tables_ = std::move(tables);
  asks->source_ = std::move(source);
  return std::shared_ptr<const AskedTimes>(std::move(asks));
}

std::optional<AskedTime> AskedTimes::In(std::string_view message, SpokenClock now,
                                        std::string_view locale) const {
  return Reading(*tables_, message, now, locale).Read(message);
}

}  // namespace textback
