// One message, as AskedTimes reads it. Used by text/asked_time.cc.
#ifndef TEXTBACK_SRC_TEXT_ASK_READING_H_
#define TEXTBACK_SRC_TEXT_ASK_READING_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "text/ask_tables.h"

namespace textback {

// A message, its times each one word.
class AskReading {
 public:
  using Tables = AskedTimes::Tables;
  using Does = AskWords::Does;
  using What = AskedTime::What;

  AskReading(const Tables& tables, std::string_view message, SpokenClock now,
             std::string_view locale);

  // What it asks for. Nothing: no time is asked for.
  std::optional<AskedTime> Read(std::string_view message);

 private:
  static constexpr std::size_t kNobody = SIZE_MAX;

  struct Place {  // of a word in the folded message
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t time = kNobody;  // index into times_
    std::size_t of = kNobody;    // "then": the word of the time that it speaks of
  };
  struct Kept {  // a phrase that counts
    std::size_t begin = 0;
    std::size_t end = 0;
    Does does = Does::kText;
    std::string_view id;
    std::size_t time = kNobody;  // the word of the time that it has, or has got
    bool own = false;            // it has it in itself
  };

  // It has a phrase that puts off without a time.
  bool PutsOff();
  void AddWords(std::size_t begin, std::size_t end);
  void Number(const SpokenPhrases& phrases);
  void FindPhrases();
  // What is heard only if nothing else is: it takes no word from others.
  bool IsGuess(const FoundPhrase& one) const {
    const Does does = tables_.entries[one.entry].does;
    return does == Does::kOffer || (does == Does::kUnclear && !tables_.has_time[one.phrase]);
  }
  void ResolveThen();
  void Attach();
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
  std::size_t LeadingTo(std::size_t word) const;
  // So soon that people agree on a visit; not "then", of a time that keeps them from it.
  bool IsNear(const Kept& one) const {
    return TimeOf(one).at < now_ + std::chrono::days{14} && places_[one.time].of == kNobody;
  }
  // Besides its time it says hardly anything.
  bool IsLight(const Kept& one) const;
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

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_ASK_READING_H_
