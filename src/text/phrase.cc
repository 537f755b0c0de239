#include "text/phrase.h"

#include <absl/status/status.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>

#include "model/hash.h"

namespace textback {
namespace {

constexpr std::size_t kMaxOps = 2000;
constexpr std::size_t kMaxDepth = 7;
constexpr std::size_t kGapWords = 3;          // of "..."
constexpr std::size_t kMaxExpanded = 16'384;  // bytes of a phrase with its parts written out
constexpr std::size_t kMaxFillers = 3;        // allowed between two words of a phrase
// The most steps of one run; our longest phrase takes some dozens.
constexpr int kMaxSteps = 4000;

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t'; }

void Sort(WordSet& set) {
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
}

// Writes the parts out: "<halt> {your_texts}" becomes "<halt> ( [your] texts )". Parts may hold
// parts; an endless circle ends at kMaxExpanded.
absl::StatusOr<std::string> WriteOut(std::string_view source, const PhraseParts& parts) {
  std::string out(source);
  for (std::size_t at = out.find('{'); at != std::string::npos; at = out.find('{', at)) {
    const std::size_t end = out.find('}', at);
    const auto part = end == std::string::npos
                          ? parts.end()
                          : parts.find(std::string_view(out).substr(at + 1, end - at - 1));
    if (part == parts.end()) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "'%s': character %d: no part of that name; define it under parts", source, at + 1));
    }
    out.replace(at, end - at + 1, absl::StrCat("( ", part->second, " )"));
    if (out.size() > kMaxExpanded)
      return absl::InvalidArgumentError(
          absl::StrFormat("'%s': too long with its parts written out; split the phrase", source));
  }
  return out;
}

}  // namespace

std::string Vocabulary::Full() {
  return absl::StrFormat("more than %d different words, counted over all lists; remove some",
                         kMaxWords);
}

std::size_t Vocabulary::PlaceOf(std::string_view word) const {
  const std::size_t mask = places_.size() - 1;  // the size is a power of two
  std::size_t place = HashBytes<std::uint32_t>(word) & mask;
  while (places_[place] != kUnknownWord && words_[places_[place] - 1U] != word)
    place = (place + 1) & mask;
  return place;
}

std::optional<WordId> Vocabulary::Add(std::string_view word) {
  if (const WordId known = Find(word); known != kUnknownWord) return known;
  if (words_.size() == kMaxWords) return std::nullopt;
  if (words_.size() * 2 >= places_.size()) {
    places_.assign(places_.size() * 2, kUnknownWord);
    for (std::size_t i = 0; i < words_.size(); ++i)
      places_[PlaceOf(words_[i])] = static_cast<WordId>(i + 1);
  }
  words_.emplace_back(word);
  const auto id = static_cast<WordId>(words_.size());
  // The new word is in words_ already: PlaceOf finds the first free place for it.
  places_[PlaceOf(word)] = id;
  return id;
}

WordId Vocabulary::Find(std::string_view word) const { return places_[PlaceOf(word)]; }

bool Holds(const WordSet& set, WordId word) {
  return std::binary_search(set.begin(), set.end(), word);
}

// ------------------------------------------------------------------------------------------------
// compiling

class PhraseParser {
 public:
  using Op = Phrase::Op;

  PhraseParser(std::string_view source, Vocabulary& vocabulary, const WordClasses& classes,
               bool needs_last)
      : source_(source), vocabulary_(vocabulary), classes_(classes), needs_last_(needs_last) {}

  absl::StatusOr<Phrase> Run() {
    if (absl::Status status = Sequence("", out_.needed_); !status.ok()) return status;
    Emit(Op::Code::kDone);
    if (out_.program_.size() > kMaxOps) return Error("too long; split the phrase");
    bool nothing_needed = false;
    seen_.assign(out_.program_.size(), false);
    CollectFirst(0, nothing_needed);
    if (nothing_needed || out_.first_.empty())
      return Error("nothing in it must be there; begin with a word");
    Sort(out_.first_);
    return std::move(out_);
  }

 private:
  absl::Status Error(std::string_view what) const {
    return absl::InvalidArgumentError(
        absl::StrFormat("'%s': character %d: %s", source_, at_ + 1, what));
  }

  void SkipSpace() {
    while (at_ < source_.size() && IsSpace(source_[at_])) ++at_;
  }
  std::size_t Emit(Op::Code code, std::size_t a = 0, std::size_t b = 0) {
    out_.program_.push_back(
        {.code = code, .a = static_cast<std::uint16_t>(a), .b = static_cast<std::uint16_t>(b)});
    return out_.program_.size() - 1;
  }

  // Compiles up to the end, or to one of `closers`. `needed` gets the sets of words that every
  // match has a word of.
  absl::Status Sequence(std::string_view closers, std::vector<WordSet>& needed) {
    while (true) {
      SkipSpace();
      if (out_.program_.size() > kMaxOps) return Error("too long; split the phrase");
      if (at_ == source_.size()) return absl::OkStatus();
      const char c = source_[at_];
      if (closers.find(c) != std::string_view::npos) return absl::OkStatus();
      absl::Status status;
      if (c == '(' || c == '[') {
        status = Group(c == '[', needed);
      } else if (source_.substr(at_).starts_with("...")) {
        at_ += 3;
        const bool more = at_ < source_.size() && source_[at_] >= '1' && source_[at_] <= '9';
        Emit(Op::Code::kGap, more ? static_cast<std::size_t>(source_[at_] - '0') : kGapWords);
        at_ += more ? 1 : 0;
      } else if (c == ',') {
        ++at_;
        Emit(Op::Code::kComma);
      } else if (c == '^' || c == '$') {
        const bool message = at_ + 1 < source_.size() && source_[at_ + 1] == c;
        at_ += message ? 2 : 1;
        Emit(c == '^' ? Op::Code::kBegin : Op::Code::kEnd, message ? 1 : 0);
      } else {
        status = Words(needed);
      }
      if (!status.ok()) return status;
    }
  }

  // Compiles ( a b / c ) or [ a b / c ]. Each choice is a split to itself or to the next choice.
  absl::Status Group(bool optional, std::vector<WordSet>& needed) {
    if (++depth_ > kMaxDepth) return Error("brackets within brackets within brackets; split it");
    const char close = optional ? ']' : ')';
    ++at_;
    std::vector<std::size_t> ends;
    std::optional<std::size_t> split;
    WordSet any;  // words that one of the choices needs
    bool all_need = true;
    while (true) {
      split = Emit(Op::Code::kSplit);
      const std::size_t begin = out_.program_.size();
      std::vector<WordSet> of_choice;
      absl::Status status = Sequence(optional ? "/]" : "/)", of_choice);
      if (!status.ok()) return status;
      all_need = all_need && !of_choice.empty();
      if (all_need) {
        if (needs_last_) std::reverse(of_choice.begin(), of_choice.end());
        const WordSet& least = *std::min_element(
            of_choice.begin(), of_choice.end(),
            [](const WordSet& a, const WordSet& b) { return a.size() < b.size(); });
        any.insert(any.end(), least.begin(), least.end());
      }
      if (at_ == source_.size()) return Error("a bracket is never closed");
      if (out_.program_.size() == begin) return Error("an empty choice");
      ends.push_back(Emit(Op::Code::kJump));
      const bool last = source_[at_] == close;
      ++at_;
      // The last choice of ( ) has no alternative, so both branches lead into it.
      const std::size_t next = last && !optional ? begin : out_.program_.size();
      out_.program_[*split].a = static_cast<std::uint16_t>(begin);
      out_.program_[*split].b = static_cast<std::uint16_t>(next);
      if (last) break;
    }
    for (const std::size_t end : ends)
      out_.program_[end].a = static_cast<std::uint16_t>(out_.program_.size());
    if (!optional && all_need) {
      Sort(any);
      needed.push_back(std::move(any));
    }
    --depth_;
    return absl::OkStatus();
  }

  // Compiles words and classes: word|word|<class>.
  absl::Status Words(std::vector<WordSet>& needed) {
    const std::size_t begin = at_;
    while (at_ < source_.size() && !IsSpace(source_[at_]) &&
           std::string_view("()[]/$^,").find(source_[at_]) == std::string_view::npos) {
      ++at_;
    }
    if (at_ == begin) return Error("a word, a class or a bracket belongs here");
    std::string_view text = source_.substr(begin, at_ - begin);
    WordSet set;
    while (true) {
      const std::size_t bar = text.find('|');
      if (absl::Status status = One(text.substr(0, bar), set); !status.ok()) return status;
      if (bar == std::string_view::npos) break;
      text.remove_prefix(bar + 1);
    }
    Sort(set);
    Emit(Op::Code::kWord, out_.sets_.size());
    needed.push_back(set);
    out_.sets_.push_back(std::move(set));
    return absl::OkStatus();
  }

  absl::Status One(std::string_view text, WordSet& set) {
    if (text.starts_with('<') && text.ends_with('>')) {
      const auto found = classes_.find(text.substr(1, text.size() - 2));
      if (found == classes_.end()) return Error(absl::StrFormat("no class %s", text));
      set.insert(set.end(), found->second.begin(), found->second.end());
      return absl::OkStatus();
    }
    const FoldedText folded = FoldText(text, 2);
    if (folded.words.size() != 1)
      return Error(absl::StrFormat("'%s' is not one word as messages are read", text));
    const std::optional<WordId> id = vocabulary_.Add(folded[0]);
    if (!id.has_value()) return Error(Vocabulary::Full());
    set.push_back(*id);
    return absl::OkStatus();
  }

  // Collects the words that can come first. Sets `done` if the end can be reached without a word.
  void CollectFirst(std::size_t pc, bool& done) {
    // Many paths lead to what follows a bracket; visiting it once is enough.
    if (seen_[pc]) return;
    seen_[pc] = true;
    const Op& op = out_.program_[pc];
    switch (op.code) {
      case Op::Code::kWord:
        out_.first_.insert(out_.first_.end(), out_.sets_[op.a].begin(), out_.sets_[op.a].end());
        return;
      case Op::Code::kSplit:
        CollectFirst(op.a, done);
        if (op.b != op.a) CollectFirst(op.b, done);
        return;
      case Op::Code::kJump:
        return CollectFirst(op.a, done);
      case Op::Code::kComma:
      case Op::Code::kBegin:
      case Op::Code::kEnd:
        return CollectFirst(pc + 1, done);
      case Op::Code::kGap:  // a phrase that begins with a gap could begin anywhere
      case Op::Code::kDone:
        done = true;
        return;
    }
  }

  const std::string_view source_;
  Vocabulary& vocabulary_;
  const WordClasses& classes_;
  const bool needs_last_;
  Phrase out_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::vector<bool> seen_;  // operations that CollectFirst has visited
};

absl::StatusOr<Phrase> Phrase::Compile(std::string_view source, Vocabulary& vocabulary,
                                       const WordClasses& classes, const PhraseParts& parts,
                                       bool needs_last) {
  const absl::StatusOr<std::string> whole = WriteOut(source, parts);
  if (!whole.ok()) return whole.status();
  return PhraseParser(*whole, vocabulary, classes, needs_last).Run();
}

// ------------------------------------------------------------------------------------------------
// matching

// One attempt, starting at one word. All paths are tried; the longest match counts.
struct Phrase::Run {
  const Phrase& phrase;
  std::span<const NumberedWord> words;
  std::size_t begin;
  int steps = kMaxSteps;
  std::optional<std::size_t> best = std::nullopt;

  // A match stays inside its clause: a break before any word except the first ends it, unless the
  // phrase has a comma there.
  bool Inside(std::size_t at, Break over = Break::kNone) const {
    return at < words.size() && (at == begin || words[at].before <= over);
  }

  // Only fillers precede or follow, in the clause or in the whole message.
  bool AtBegin(std::size_t at, bool message) const {
    if (at == words.size()) return false;
    while (at > 0 && words[at - 1].filler && (message || words[at].before == Break::kNone)) --at;
    return at == 0 || (!message && words[at].before != Break::kNone);
  }
  bool AtEnd(std::size_t at, bool message) const {
    while (at < words.size() && words[at].filler && (message || words[at].before == Break::kNone)) {
      ++at;
    }
    return at == words.size() || (!message && words[at].before != Break::kNone);
  }

  void From(std::size_t pc, std::size_t at, Break over = Break::kNone) {
    while (--steps > 0) {
      const Op& op = phrase.program_[pc];
      switch (op.code) {
        case Op::Code::kDone:
          best = std::max(best.value_or(0), at);
          return;
        case Op::Code::kBegin:
          if (!AtBegin(at, op.a == 1)) return;
          ++pc;
          continue;
        case Op::Code::kEnd:
          if (!AtEnd(at, op.a == 1)) return;
          ++pc;
          continue;
        case Op::Code::kJump:
          pc = op.a;
          continue;
        case Op::Code::kSplit:
          if (op.a != op.b) From(op.b, at, over);
          pc = op.a;
          continue;
        case Op::Code::kComma:
          over = Break::kSoft;
          ++pc;
          continue;
        case Op::Code::kGap:
          for (std::size_t i = 0; i <= op.a; ++i) {
            From(pc + 1, at + i, i == 0 ? over : Break::kNone);
            if (!Inside(at + i)) return;
          }
          return;
        case Op::Code::kWord:
          if (!Skip(phrase.sets_[op.a], over, at)) return;
          over = Break::kNone;
          ++at;
          ++pc;
          continue;
      }
    }
  }

  // Skips fillers until the word itself.
  bool Skip(const WordSet& set, Break over, std::size_t& at) const {
    for (std::size_t i = 0; i <= kMaxFillers; ++i) {
      if (!Inside(at, over)) return false;
      if (Holds(set, words[at].id)) return true;
      // The first word must be at `begin`: the caller has found it there.
      if (!words[at].filler || at == begin) return false;
      ++at;
    }
    return false;
  }
};

std::optional<std::size_t> Phrase::Match(std::span<const NumberedWord> words,
                                         std::size_t begin) const {
  Run run{.phrase = *this, .words = words, .begin = begin};
  run.From(0, begin);
  return run.best;
}

}  // namespace textback
