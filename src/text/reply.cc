#include "textback/text/reply.h"

#include <absl/status/status.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "model/names.h"
#include "text/fold.h"
#include "text/language.h"
#include "text/phrase.h"
#include "text/reply_tables.h"

namespace textback {
namespace {

constexpr Names<9> kReplyNames = {"reply",    "stop",         "start",
                                  "help",     "wrong_number", "auto_reply",
                                  "doubtful", "emergency",    "bot_question"};
constexpr Names<3> kEmergencyNames = {"none", "perhaps", "certain"};

// Shorter keywords are not recognized when they are spelled out ("s t o p") or mistyped.
constexpr std::size_t kMinSpelled = 4;
// In shorter keywords only a doubled or swapped letter counts as a typo, unless the data says
// otherwise: too many words and names are similar to them.
constexpr std::size_t kMinTypo = 6;
// The most unknown words of a message that are checked for typos; a real text has fewer.
constexpr int kMaxPhraseTypos = 100;

constexpr std::string_view kAnyLanguage = "any";

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

// The order in which kinds decide: the one that needs most care first.
constexpr std::array<ReplyKind, 4> kByCare = {ReplyKind::kStop, ReplyKind::kWrongNumber,
                                              ReplyKind::kDoubtful, ReplyKind::kAutoReply};

std::ptrdiff_t RankOf(ReplyKind kind) {
  return std::find(kByCare.begin(), kByCare.end(), kind) - kByCare.begin();
}

// For words that all languages share, the person's own language.
std::string_view InLanguage(std::string_view language, std::string_view locale) {
  if (language != kAnyLanguage) return language;
  return locale.empty() ? std::string_view("en") : LanguageOf(locale);
}

}  // namespace

std::string_view NameOf(ReplyKind kind) { return NameIn(kReplyNames, kind); }
std::string_view NameOf(Emergency emergency) { return NameIn(kEmergencyNames, emergency); }
std::optional<ReplyKind> ReplyKindFromName(std::string_view name) {
  return FromName<ReplyKind>(kReplyNames, name);
}

WordId ReplyClassifier::Tables::Recognise(std::string_view word, int& typos) const {
  if (const WordId id = vocabulary.Find(word); id != kUnknownWord) return id;
  for (const std::size_t runs_of : {1U, 2U}) {
    if (const WordId id = vocabulary.Find(Squeeze(word, runs_of)); id != kUnknownWord) return id;
  }
  if (not_typos.contains(word) || ++typos > kMaxPhraseTypos) return kUnknownWord;
  for (const auto& [known, id] : mistyped) {
    if (OneTypoApart(known, word)) return id;
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
    for (const std::vector<WordId>& filler : fillers) {
      if (numbered.size() - i < filler.size() || numbered[i].id != filler.front()) continue;
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

// Matches of all phrases. If matches overlap, overruling ones count first, then certain ones before
// doubtful ones, then the longest, and of equal lengths the one that needs more care.
ReplyClassifier::Tables::Finds ReplyClassifier::Tables::FindPhrases(
    std::span<const NumberedWord> words) const {
  std::vector<FoundPhrase> all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].id == kUnknownWord || words[i].id >= by_first.size()) continue;
    for (const std::size_t phrase : by_first[words[i].id]) {
      const std::optional<std::size_t> end = phrases[phrase].first.Match(words, i);
      if (end.has_value()) all.push_back({.begin = i, .end = *end, .phrase = phrase});
    }
  }
  // A guess must not displace a certain match.
  const auto tier = [&](const FoundPhrase& found) {
    const Entry& entry = EntryOf(found);
    const bool guess = entry.aside || entry.kind == ReplyKind::kDoubtful;
    return entry.overrules ? 0 : guess ? 2 : 1;
  };
  const auto care = [&](const FoundPhrase& found) {
    const Entry& entry = EntryOf(found);
    const auto* at = std::find(kByCare.begin(), kByCare.end(), entry.kind);
    return entry.aside ? kByCare.size() + 1 : static_cast<std::size_t>(at - kByCare.begin());
  };
  std::sort(all.begin(), all.end(), [&](const FoundPhrase& a, const FoundPhrase& b) {
    if (tier(a) != tier(b)) return tier(a) < tier(b);
    const std::size_t size_a = a.end - a.begin;
    const std::size_t size_b = b.end - b.begin;
    if (size_a != size_b) return size_a > size_b;
    if (care(a) != care(b)) return care(a) < care(b);
    return std::pair(a.begin, a.phrase) < std::pair(b.begin, b.phrase);
  });
  constexpr std::size_t kFree = SIZE_MAX;
  std::vector<std::size_t> taken(words.size(), kFree);  // index into `kept`
  Finds finds;
  for (const FoundPhrase& found : all) {
    std::size_t by = kFree;
    for (std::size_t i = found.begin; i < found.end && by == kFree; ++i) by = taken[i];
    if (by == kFree) {
      for (std::size_t i = found.begin; i < found.end; ++i) taken[i] = finds.kept.size();
      finds.kept.push_back(found);
      continue;
    }
    const Entry& over = EntryOf(finds.kept[by]);
    if (EntryOf(found).kind == ReplyKind::kStop && over.kind == ReplyKind::kReply &&
        over.overrules && !over.fully) {
      finds.hidden = &EntryOf(found);
    }
  }
  std::sort(finds.kept.begin(), finds.kept.end(),
            [](const FoundPhrase& a, const FoundPhrase& b) { return a.begin < b.begin; });
  return finds;
}

// Finds the keyword that stands by itself in a clause of the message, and what else the message
// says.
ReplyClassifier::Tables::Company ReplyClassifier::Tables::InCompany(
    std::span<const NumberedWord> words, std::span<const FoundPhrase> found) const {
  std::vector<bool> covered(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) covered[i] = words[i].filler;
  for (const FoundPhrase& one : found) {
    const Entry& entry = entries[phrases[one.phrase].second];
    if (!entry.aside && entry.kind != ReplyKind::kWrongNumber) continue;
    for (std::size_t i = one.begin; i < one.end; ++i) covered[i] = true;
  }
  Company company;
  std::size_t others = 0;  // words that are neither covered nor part of such a keyword
  for (std::size_t begin = 0, end = 0; begin < words.size(); begin = end) {
    end = begin + 1;
    while (end < words.size() && words[end].before == Break::kNone) ++end;
    const Keyword* here = KeywordOf(words.subspan(begin, end - begin), begin, covered);
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
  }
  // One more word may be a signature.
  company.only = others <= 1;
  return company;
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

// The combined meaning of the phrases: the kind that needs most care.
ReplyClassifier::Meaning ReplyClassifier::Tables::Weigh(const Finds& finds,
                                                        std::string_view locale) const {
  Meaning meaning{.language = LanguageOf(locale)};
  int signs_of_a_machine = 0;
  const Entry* machine = nullptr;
  for (const FoundPhrase& one : finds.kept) {
    const Entry& entry = EntryOf(one);
    if (entry.kind == ReplyKind::kAutoReply) machine = &entry;
    signs_of_a_machine += entry.kind == ReplyKind::kAutoReply || entry.fully ? 1 : 0;
    if (entry.kind == ReplyKind::kAutoReply && entry.aside) continue;
    if (!meaning.id.empty() && RankOf(entry.kind) >= RankOf(meaning.kind)) continue;
    if (entry.kind == ReplyKind::kReply && (entry.aside || !meaning.id.empty())) continue;
    meaning = {.kind = entry.kind,
               .language = InLanguage(entry.language, locale),
               .id = entry.id,
               .why = entry.why};
  }
  if (meaning.kind == ReplyKind::kReply && machine != nullptr && signs_of_a_machine > 1) {
    meaning = {.kind = ReplyKind::kAutoReply,
               .language = InLanguage(machine->language, locale),
               .id = machine->id,
               .why = machine->why};
  }
  if (finds.hidden != nullptr && RankOf(meaning.kind) > RankOf(ReplyKind::kDoubtful)) {
    meaning = {.kind = ReplyKind::kDoubtful,
               .language = InLanguage(finds.hidden->language, locale),
               .id = finds.hidden->id,
               .why = "what would be a stop stands within something harmless"};
  }
  return meaning;
}

ReplyClassifier::Meaning ReplyClassifier::Classify(std::string_view message,
                                                   std::string_view locale) const {
  FoldedText text = FoldText(message, kMaxWords);
  tables_->JoinSpelled(text);
  const std::vector<NumberedWord> words = tables_->Number(text);
  bool certain = true;
  const Tables::Keyword* keyword = tables_->BareKeyword(text, words, certain);
  if (keyword != nullptr) {
    return {.kind = certain ? keyword->kind : ReplyKind::kDoubtful,
            .language = InLanguage(keyword->language, locale),
            .id = certain ? "keyword" : "keyword_mistyped",
            .why = certain ? "the whole message is a keyword"
                           : "the whole message is one letter away from a short keyword"};
  }
  const Tables::Finds finds = tables_->FindPhrases(words);
  Meaning meaning = tables_->Weigh(finds, locale);
  meaning.yes = meaning.kind == ReplyKind::kReply && tables_->IsYes(text);
  if (meaning.kind == ReplyKind::kStop) return meaning;
  const Tables::Company company = tables_->InCompany(words, finds.kept);
  if (company.keyword == nullptr) return meaning;
  const auto with = [&](ReplyKind kind, std::string_view id, std::string_view why) {
    const std::string_view language = InLanguage(company.keyword->language, locale);
    return Meaning{.kind = kind, .language = language, .id = id, .why = why};
  };
  const bool stops = company.keyword->in_company == ReplyKind::kStop;
  // For example "Stop? Did you say 20k?"
  const bool engaged =
      text.question ||
      std::any_of(finds.kept.begin(), finds.kept.end(), [this](const FoundPhrase& one) {
        const Tables::Entry& entry = tables_->EntryOf(one);
        return entry.kind == ReplyKind::kReply && !entry.aside && !entry.overrules;
      });
  if (company.only && !(stops && text.question)) {
    return with(company.keyword->in_company, "keyword_in_company",
                "a keyword, and besides it only courtesies and reasons");
  }
  if (company.sentence && stops && !engaged)
    return with(ReplyKind::kStop, "keyword_sentence", "a keyword is a sentence of its own");
  if (RankOf(meaning.kind) <= RankOf(ReplyKind::kDoubtful) || !stops) return meaning;
  return with(ReplyKind::kDoubtful, "keyword_alone",
              "a keyword stands by itself, but the message says more");
}

ReplyClassifier::ReplyClassifier() = default;
ReplyClassifier::~ReplyClassifier() = default;

std::optional<ReplyWordsFault> ReplyClassifier::FindFault(const ReplyWords& words) {
  return Tables().Add(words);
}

absl::StatusOr<std::shared_ptr<const ReplyClassifier>> ReplyClassifier::Make(
    const ReplyWords& words, SharedSource source) {
  auto tables = std::make_unique<Tables>();
  const std::optional<ReplyWordsFault> fault = tables->Add(words);
  if (fault.has_value()) return absl::InvalidArgumentError(fault->what);
  auto classifier = std::shared_ptr<ReplyClassifier>(new ReplyClassifier());
  classifier->tables_ = std::move(tables);
  classifier->names_ = HeardNames(words.names);
  classifier->source_ = std::move(source);
  return std::shared_ptr<const ReplyClassifier>(std::move(classifier));
}

}  // namespace textback
