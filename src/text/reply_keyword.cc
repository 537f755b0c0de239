// Words and keywords of a message: how they are recognized, and what stands beside a keyword.
#include <algorithm>
#include <array>

#include "text/fold.h"
#include "text/phrase.h"
#include "text/reply_tables.h"

namespace textback {
namespace {

// Shorter keywords are not recognized when they are spelled out ("s t o p") or mistyped.
constexpr std::size_t kMinSpelled = 4;
// In shorter keywords only a doubled or swapped letter counts as a typo, unless the data says
// otherwise: too many words and names are similar to them.
constexpr std::size_t kMinTypo = 6;
// The most unknown words of a message that are checked for typos; a real text has fewer.
constexpr int kMaxPhraseTypos = 100;

// Beside a keyword, "STOP 403 555 0123" or "STOP Dana K": so many words, letters of a name, names,
// digits of a number.
constexpr std::size_t kMaxBeside = 4;
constexpr std::size_t kMinName = 3;
constexpr std::size_t kMaxNames = 2;
constexpr std::size_t kMinDigits = 7;

// True if `a` and `b` differ by one extra, missing or wrong letter, or by two swapped ones.
bool OneTypoApart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  if (same == b.size()) return false;  // the words are equal
  const std::string_view rest_a = a.substr(same);
  const std::string_view rest_b = b.substr(same);
  if (a.size() < b.size()) return rest_a == rest_b.substr(1);
  if (rest_a.substr(1) == rest_b.substr(1)) return true;
  return rest_a.size() > 1 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
         rest_a.substr(2) == rest_b.substr(2);
}

// A doubled letter or two swapped ones: "altto", "qiut". No name or other word is that similar.
bool IsSlip(std::string_view word, std::string_view known) {
  std::size_t same = 0;
  while (same < known.size() && same < word.size() && word[same] == known[same]) ++same;
  if (word.size() == known.size()) {
    return same + 1 < word.size() && word[same] == known[same + 1] && word[same + 1] == known[same];
  }
  return word.size() == known.size() + 1 && same > 0 && word[same] == word[same - 1] &&
         word.substr(same + 1) == known.substr(same);
}

// Letters repeated more than twice are for emphasis: "stoppp", "pleeease".
std::string Squeeze(std::string_view word, std::size_t runs_of) {
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    std::size_t end = i;
    while (end < word.size() && word[end] == word[i]) ++end;
    out.append(end - i > 2 ? runs_of : end - i, word[i]);
    i = end;
  }
  return out;
}

bool HasRun(std::string_view word) {
  for (std::size_t i = 2; i < word.size(); ++i) {
    if (word[i] == word[i - 1] && word[i] == word[i - 2]) return true;
  }
  return false;
}

}  // namespace

WordId ReplyClassifier::Tables::Recognise(std::string_view word, int& typos) const {
  if (const WordId id = vocabulary.Find(word); id != kUnknownWord) return id;
  for (const std::size_t runs_of : {1U, 2U}) {
    if (!HasRun(word)) break;
    if (const WordId id = vocabulary.Find(Squeeze(word, runs_of)); id != kUnknownWord) return id;
  }
  if (not_typos.contains(word) || ++typos > kMaxPhraseTypos) return kUnknownWord;
  for (const auto& [known, id] : mistyped) {
    if (known.size() > word.size() + 1 || word.size() > known.size() + 1) continue;
    if (known.size() < kMinTypo ? IsSlip(word, known) : OneTypoApart(known, word)) return id;
  }
  return kUnknownWord;
}

std::vector<NumberedWord> ReplyClassifier::Tables::Number(const FoldedText& text) const {
  std::vector<NumberedWord> numbered(text.words.size());
  int typos = 0;
  for (std::size_t i = 0; i < numbered.size(); ++i) {
    const FoldedWord& word = text.words[i];
    numbered[i] = {.id = Recognise(text[i], typos), .before = word.before, .filler = word.symbol};
  }
  for (std::size_t i = 0; i < numbered.size();) {
    std::size_t taken = 1;
    for (const std::size_t one : fillers_by_first[numbered[i].id]) {
      const std::vector<WordId>& filler = fillers[one];
      if (numbered.size() - i < filler.size()) continue;
      bool same = true;
      for (std::size_t k = 1; k < filler.size(); ++k) {
        // "s.v.p." contains breaks.
        same = same && numbered[i + k].id == filler[k] &&
               (numbered[i + k].before == Break::kNone || text.words[i + k].size == 1);
      }
      if (!same) continue;
      for (std::size_t k = 0; k < filler.size(); ++k) numbered[i + k].filler = true;
      taken = filler.size();
      break;
    }
    i += taken;
  }
  return numbered;
}

const ReplyClassifier::Tables::Keyword* ReplyClassifier::Tables::FindKeyword(
    std::span<const WordId> words) const {
  const auto found = by_words.find(words);
  return found == by_words.end() ? nullptr : &keywords[found->second];
}

// The keyword that makes up the whole message, exact or mistyped.
const ReplyClassifier::Tables::Keyword* ReplyClassifier::Tables::BareKeyword(
    const FoldedText& text, std::span<const NumberedWord> words, bool& certain) const {
  certain = true;
  std::vector<WordId> ids;
  std::string_view word;
  bool as_written = true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (text.words[i].symbol) continue;
    ids.push_back(words[i].id);
    word = text[i];
    as_written = as_written && vocabulary.Find(word) == words[i].id;
  }
  if (ids.empty()) return nullptr;
  if (const Keyword* keyword = FindKeyword(ids); keyword != nullptr) {
    // R32: consent must be certain. "unstoppp" may mean stop, so it is not read as START.
    return keyword->kind == ReplyKind::kStart && !as_written ? nullptr : keyword;
  }
  const bool filler = std::find(fillers.begin(), fillers.end(), ids) != fillers.end();
  if (ids.size() != 1 || filler || not_typos.contains(word)) return nullptr;
  const Keyword* near = nullptr;
  for (const auto& [known, place] : single) {
    // Only a stop keyword may be mistyped (R32).
    if (keywords[place].kind != ReplyKind::kStop || !OneTypoApart(known, word)) continue;
    certain = keywords[place].mistyped || known.size() >= kMinTypo || IsSlip(word, known);
    if (known.size() >= kMinSpelled) near = &keywords[place];
    if (near != nullptr && certain) break;
  }
  return near;
}

// Joins letters that spell a keyword: "s t o p", "S.T.O.P.".
void ReplyClassifier::Tables::JoinSpelled(FoldedText& text) const {
  std::vector<FoldedWord> joined;
  joined.reserve(text.words.size());
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    std::size_t end = i;
    while (end < text.words.size() && text.words[end].size == 1 && end - i < kMaxWordBytes) ++end;
    joined.push_back(text.words[i]);
    for (std::size_t size = end - i; size >= kMinSpelled; --size) {
      const std::string_view letters =
          std::string_view(text.letters).substr(text.words[i].begin, size);
      if (!single.contains(letters)) continue;
      joined.back().size = static_cast<std::uint32_t>(size);
      i += size - 1;
      break;
    }
  }
  text.words = std::move(joined);
}

// Finds the keyword that stands by itself in a clause of the message, and what else the message
// says.
ReplyClassifier::Tables::Company ReplyClassifier::Tables::InCompany(
    const FoldedText& text, std::span<const NumberedWord> words,
    std::span<const FoundPhrase> found) const {
  std::vector<bool> covered(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) covered[i] = words[i].filler;
  for (const FoundPhrase& one : found) {
    const Entry& entry = EntryOf(one);
    if (!entry.aside && entry.kind != ReplyKind::kWrongNumber) continue;
    for (std::size_t i = one.begin; i < one.end; ++i) covered[i] = true;
  }
  Company company;
  if (const Keyword* keyword = KeywordBeside(text, words, covered); keyword != nullptr)
    return {.keyword = keyword, .only = true};
  std::size_t others = 0;  // words that are neither covered nor part of such a keyword
  for (std::size_t begin = 0, end = 0; begin < words.size(); begin = end) {
    end = begin + 1;
    while (end < words.size() && words[end].before == Break::kNone) ++end;
    // "oh stop, you're too kind"
    const bool harmless = std::any_of(found.begin(), found.end(), [&](const FoundPhrase& one) {
      const Entry& entry = EntryOf(one);
      return entry.kind == ReplyKind::kReply && !entry.aside && one.begin < end && begin < one.end;
    });
    const Keyword* here =
        harmless ? nullptr : KeywordOf(words.subspan(begin, end - begin), begin, covered);
    if (here == nullptr) {
      others += static_cast<std::size_t>(
          std::count(covered.begin() + static_cast<std::ptrdiff_t>(begin),
                     covered.begin() + static_cast<std::ptrdiff_t>(end), false));
      continue;
    }
    const bool sentence = words[begin].before == Break::kHard &&
                          (end == words.size() || words[end].before == Break::kHard);
    if (company.keyword != nullptr && company.sentence && !sentence) continue;
    company.keyword = here;
    company.sentence = sentence;
    company.first = company.first || begin == 0;
  }
  // One more word may be a signature.
  company.only = others <= 1;
  return company;
}

// Returns the keyword that begins a message in which only a name, a number or swear words stand
// beside it: "STOP Alex". A word of our lists is no name: "stop Thursday".
const ReplyClassifier::Tables::Keyword* ReplyClassifier::Tables::KeywordBeside(
    const FoldedText& text, std::span<const NumberedWord> words,
    const std::vector<bool>& covered) const {
  std::vector<std::size_t> rest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (covered[i] || Holds(swears, words[i].id)) continue;
    if (rest.size() > kMaxBeside) return nullptr;
    rest.push_back(i);
  }
  if (rest.empty()) return nullptr;
  const std::array<WordId, 1> first = {words[rest.front()].id};
  const Keyword* keyword = FindKeyword(first);
  if (keyword == nullptr || keyword->in_company != ReplyKind::kStop) return nullptr;
  std::size_t digits = 0;
  std::size_t people = 0;
  for (const std::size_t i : std::span(rest).subspan(1)) {
    const std::string_view word = text[i];
    const bool number = std::all_of(word.begin(), word.end(),
                                    [](char c) { return (c >= '0' && c <= '9') || c == '+'; });
    if (number) {
      digits += word.size();
    } else if ((words[i].id == kUnknownWord || Holds(names, words[i].id)) &&
               word.size() >= kMinName) {
      ++people;
    } else {
      return nullptr;
    }
  }
  const bool number = digits == 0 || digits >= kMinDigits;
  return number && people <= kMaxNames ? keyword : nullptr;
}

// Returns the keyword that the uncovered words of a clause form, once or repeated; null if they
// form none.
const ReplyClassifier::Tables::Keyword* ReplyClassifier::Tables::KeywordOf(
    std::span<const NumberedWord> clause, std::size_t at, const std::vector<bool>& covered) const {
  std::vector<WordId> rest;
  for (std::size_t i = 0; i < clause.size(); ++i) {
    if (covered[at + i]) continue;
    // Words in between break up a keyword: "end of the" is not END.
    if (!rest.empty() && covered[at + i - 1]) return nullptr;
    if (rest.empty() || rest.back() != clause[i].id) rest.push_back(clause[i].id);
  }
  if (rest.empty()) return nullptr;
  const Keyword* keyword = FindKeyword(rest);
  return keyword != nullptr && keyword->in_company != ReplyKind::kReply ? keyword : nullptr;
}

}  // namespace textback
