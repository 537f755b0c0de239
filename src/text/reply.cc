#include "textback/text/reply.h"

#include <absl/status/status.h>

#include <algorithm>
#include <array>
#include <utility>

#include "model/names.h"
#include "text/fold.h"
#include "text/language.h"
#include "text/phrase.h"
#include "text/reply_tables.h"
#include "textback/text/opinion.h"

namespace textback {
namespace {

constexpr Names<9> kReplyNames = {"reply",    "stop",         "start",
                                  "help",     "wrong_number", "auto_reply",
                                  "doubtful", "emergency",    "bot_question"};
constexpr Names<3> kEmergencyNames = {"none", "perhaps", "certain"};

constexpr std::string_view kAnyLanguage = "any";

// The order in which kinds decide: the one that needs most care first.
constexpr std::array<ReplyKind, 7> kByCare = {
    ReplyKind::kStop,  ReplyKind::kWrongNumber, ReplyKind::kDoubtful,   ReplyKind::kAutoReply,
    ReplyKind::kStart, ReplyKind::kHelp,        ReplyKind::kBotQuestion};

std::ptrdiff_t RankOf(ReplyKind kind) {
  return std::find(kByCare.begin(), kByCare.end(), kind) - kByCare.begin();
}

// For words that all languages share, the person's own language.
std::string_view InLanguage(std::string_view language, std::string_view locale) {
  if (language != kAnyLanguage) return language;
  return locale.empty() ? std::string_view("en") : LanguageOf(locale);
}

// What the second opinion says of a message in which the words found nothing. `harmless`: they know
// that what sounds like an emergency in it is none.
void Ask(const Opinion& opinion, const FoldedText& text, bool harmless,
         ReplyClassifier::Meaning& meaning) {
  const std::optional<Opinion::Verdict> verdict = opinion.Judge(text);
  if (!verdict.has_value() || (harmless && verdict->what == Resembles::kEmergency)) return;
  meaning.id = "opinion";
  meaning.why = verdict->why;
  switch (verdict->what) {
    case Resembles::kWrongNumber:
      meaning.kind = ReplyKind::kWrongNumber;
      return;
    case Resembles::kOptOut:
      meaning.kind = ReplyKind::kDoubtful;
      return;
    case Resembles::kEmergency:
      meaning.kind = ReplyKind::kEmergency;
      meaning.emergency = Emergency::kPerhaps;
      meaning.emergency_id = meaning.id;
      return;
    case Resembles::kMachine:
      meaning.kind = ReplyKind::kAutoReply;
      return;
  }
}

// R32: a stop by a phrase, in a message that as a whole resembles no opt-out, is left to a person.
// A wish to be called explains why it doesn't.
void DoubtStop(const Opinion& opinion, const FoldedText& text, ReplyClassifier::Meaning& meaning) {
  // In a long message one sentence may say stop, and the others speak of something else.
  constexpr std::size_t kShort = 40;
  const bool by_phrase = meaning.kind == ReplyKind::kStop && !meaning.id.starts_with("keyword");
  if (!by_phrase || text.words.size() > kShort || meaning.wants_call ||
      !opinion.Denies(Resembles::kOptOut, text))
    return;
  meaning.kind = ReplyKind::kDoubtful;
  meaning.why = "a phrase says stop, and the whole message resembles no opt-out";
}

// What a phrase took for a machine's or for a wrong number, and resembles neither, a person reads.
void DoubtOthers(const Opinion& opinion, const FoldedText& text, std::string_view locale,
                 ReplyClassifier::Meaning& meaning) {
  const auto denied = [&](ReplyKind kind, Resembles what) {
    return meaning.kind == kind && opinion.Denies(what, text);
  };
  if (denied(ReplyKind::kAutoReply, Resembles::kMachine) ||
      denied(ReplyKind::kWrongNumber, Resembles::kWrongNumber)) {
    meaning = {.kind = ReplyKind::kReply, .language = LanguageOf(locale)};
  }
}

// R39: of an emergency that resembles none people are still told; of what only may be one they
// read as of any reply.
void DoubtEmergency(const Opinion& opinion, const FoldedText& text,
                    ReplyClassifier::Meaning& meaning) {
  if (meaning.emergency == Emergency::kNone || !opinion.Denies(Resembles::kEmergency, text)) return;
  const bool certain = meaning.emergency == Emergency::kCertain;
  meaning.emergency = certain ? Emergency::kPerhaps : Emergency::kNone;
  if (certain) return;
  meaning.emergency_id = {};
  if (meaning.kind != ReplyKind::kEmergency) return;
  meaning.kind = ReplyKind::kReply;
  meaning.why = "may be an emergency by its words, and resembles none";
}

}  // namespace

std::string_view NameOf(ReplyKind kind) { return NameIn(kReplyNames, kind); }
std::string_view NameOf(Emergency emergency) { return NameIn(kEmergencyNames, emergency); }
std::optional<ReplyKind> ReplyKindFromName(std::string_view name) {
  return FromName<ReplyKind>(kReplyNames, name);
}

// Matches of all phrases. If matches overlap, overruling ones count first, then certain ones before
// doubtful ones, then the longest, and of equal lengths the one that needs more care.
ReplyClassifier::Tables::Finds ReplyClassifier::Tables::FindPhrases(
    std::span<const NumberedWord> words) const {
  std::vector<FoundPhrase> all = phrases.Find(words);
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

// The combined meaning of the phrases: the kind that needs most care.
ReplyClassifier::Meaning ReplyClassifier::Tables::Weigh(const Finds& finds, bool asks,
                                                        std::string_view locale) const {
  Meaning meaning{.language = LanguageOf(locale)};
  int signs_of_a_machine = 0;
  const Entry* machine = nullptr;
  bool certainly_a_machine = false;
  for (const FoundPhrase& one : finds.kept) {
    const Entry& entry = EntryOf(one);
    if (entry.kind == ReplyKind::kAutoReply) {
      if (!certainly_a_machine) machine = &entry;
      certainly_a_machine = certainly_a_machine || entry.overrules;
    }
    signs_of_a_machine += entry.kind == ReplyKind::kAutoReply || entry.instruction ? 1 : 0;
    if (entry.kind == ReplyKind::kAutoReply && entry.aside) continue;
    const ReplyKind kind = entry.unless_asked && asks ? ReplyKind::kDoubtful : entry.kind;
    if (!meaning.id.empty() && RankOf(kind) >= RankOf(meaning.kind)) continue;
    if (kind == ReplyKind::kReply && (entry.aside || !meaning.id.empty())) continue;
    meaning = {.kind = kind,
               .language = InLanguage(entry.language, locale),
               .id = entry.id,
               .why = entry.why};
  }
  // What sounds like a stop in a machine's text isn't the lead's word.
  const bool outweighs =
      certainly_a_machine && RankOf(meaning.kind) >= RankOf(ReplyKind::kDoubtful);
  if (machine != nullptr &&
      (outweighs || (meaning.kind == ReplyKind::kReply && signs_of_a_machine > 1))) {
    meaning = {.kind = ReplyKind::kAutoReply,
               .language = InLanguage(machine->language, locale),
               .id = machine->id,
               .why = machine->why};
  }
  // "I told you to stop, but I changed my mind, text me": who says both is asked.
  const Entry* last = finds.kept.empty() ? nullptr : &EntryOf(finds.kept.back());
  if (meaning.kind == ReplyKind::kStop && last != nullptr && last->kind == ReplyKind::kStart) {
    meaning.kind = ReplyKind::kDoubtful;
    meaning.why = "what would be a stop, and then words that ask for texts again";
  }
  if (finds.hidden != nullptr && RankOf(meaning.kind) > RankOf(ReplyKind::kDoubtful)) {
    meaning = {.kind = ReplyKind::kDoubtful,
               .language = InLanguage(finds.hidden->language, locale),
               .id = finds.hidden->id,
               .why = "what would be a stop stands within something harmless"};
  }
  return meaning;
}

// What the message says beside its kind (R39). True: it has words of an emergency that are none.
bool ReplyClassifier::Tables::Mark(std::span<const NumberedWord> words, Meaning& meaning) const {
  using Of = ReplyWords::Marks::Mark;
  std::vector<FoundPhrase> found = marks.Find(words);
  // The longest first; of equal ones the one that is listed first.
  std::sort(found.begin(), found.end(), [](const FoundPhrase& a, const FoundPhrase& b) {
    const std::size_t size_a = a.end - a.begin;
    const std::size_t size_b = b.end - b.begin;
    if (size_a != size_b) return size_a > size_b;
    return std::pair(a.phrase, a.begin) < std::pair(b.phrase, b.begin);
  });
  std::vector<bool> taken(words.size());
  const MarkEntry* emergency = nullptr;
  bool harmless = false;
  for (const FoundPhrase& one : found) {
    const MarkEntry& entry = mark_entries[one.entry];
    if (entry.mark == Of::kCall) {
      meaning.wants_call = true;
      continue;
    }
    bool free = true;
    for (std::size_t i = one.begin; i < one.end; ++i) {
      free = free && !taken[i];
      taken[i] = true;
    }
    if (!free) continue;
    harmless = harmless || entry.mark == Of::kNoEmergency;
    // A certain one counts more than one that may be.
    const bool more = emergency == nullptr || emergency->mark == Of::kPerhapsEmergency;
    if (entry.mark == Of::kEmergency && more) emergency = &entry;
    if (entry.mark == Of::kPerhapsEmergency && emergency == nullptr) emergency = &entry;
  }
  if (emergency == nullptr) return harmless;
  meaning.emergency = emergency->mark == Of::kEmergency ? Emergency::kCertain : Emergency::kPerhaps;
  meaning.emergency_id = emergency->id;
  const bool other = meaning.kind == ReplyKind::kReply || meaning.kind == ReplyKind::kHelp ||
                     meaning.kind == ReplyKind::kBotQuestion;
  if (!other) return harmless;
  meaning.kind = ReplyKind::kEmergency;
  meaning.language = emergency->language;
  meaning.id = emergency->id;
  meaning.why = emergency->why;
  return harmless;
}

// A keyword makes up the message, or stands by itself in it.
ReplyClassifier::Meaning ReplyClassifier::Tables::Kind(const FoldedText& text,
                                                       std::span<const NumberedWord> words,
                                                       std::string_view locale) const {
  bool certain = true;
  const bool has_keyword = std::any_of(words.begin(), words.end(), [this](const auto& word) {
    return word.id < in_keyword.size() && in_keyword[word.id];
  });
  const auto plain = std::count_if(text.words.begin(), text.words.end(),
                                   [](const FoldedWord& word) { return !word.symbol; });
  // A keyword with a typo is the only word of its message.
  const Keyword* keyword = has_keyword || plain == 1 ? BareKeyword(text, words, certain) : nullptr;
  if (keyword != nullptr) {
    return {.kind = certain ? keyword->kind : ReplyKind::kDoubtful,
            .language = InLanguage(keyword->language, locale),
            .id = certain ? "keyword" : "keyword_mistyped",
            .why = certain ? "the whole message is a keyword"
                           : "the whole message is one letter away from a short keyword",
            .cancels = certain && keyword->cancels};
  }
  const Finds finds = FindPhrases(words);
  Meaning meaning = Weigh(finds, text.question, locale);
  if (has_keyword) WeighKeyword(text, words, finds, locale, meaning);
  meaning.yes = meaning.kind == ReplyKind::kReply && IsYes(text);
  // "This number is not monitored, do not text it": not the lead's word, and not to be passed over.
  const bool machine = std::any_of(finds.kept.begin(), finds.kept.end(), [this](const auto& one) {
    return EntryOf(one).kind == ReplyKind::kAutoReply && EntryOf(one).overrules;
  });
  if (meaning.kind == ReplyKind::kStop && machine) {
    meaning.kind = ReplyKind::kDoubtful;
    meaning.why = "what would be a stop stands in a text that a machine seems to have written";
  }
  return meaning;
}

// A keyword among other words.
void ReplyClassifier::Tables::WeighKeyword(const FoldedText& text,
                                           std::span<const NumberedWord> words, const Finds& finds,
                                           std::string_view locale, Meaning& meaning) const {
  if (meaning.kind == ReplyKind::kStop) return;
  const Company company = InCompany(text, words, finds.kept);
  if (company.keyword == nullptr) return;
  const auto becomes = [&](ReplyKind kind, std::string_view id, std::string_view why) {
    const std::string_view language = InLanguage(company.keyword->language, locale);
    meaning = {.kind = kind, .language = language, .id = id, .why = why};
  };
  const bool stops = company.keyword->in_company == ReplyKind::kStop;
  // For example "Stop? Did you say 20k?"
  const bool engaged =
      text.question || std::any_of(finds.kept.begin(), finds.kept.end(), [this](const auto& one) {
        const Entry& entry = EntryOf(one);
        return entry.kind == ReplyKind::kReply && !entry.aside && !entry.overrules;
      });
  if (company.only && !(stops && text.question)) {
    return becomes(company.keyword->in_company, "keyword_in_company",
                   "a keyword, and besides it only courtesies and reasons");
  }
  if ((company.sentence || company.first) && stops && !engaged) {
    return becomes(ReplyKind::kStop, "keyword_sentence",
                   "a keyword begins the message, or is a sentence of its own");
  }
  if (RankOf(meaning.kind) <= RankOf(ReplyKind::kDoubtful) || !stops) return;
  becomes(ReplyKind::kDoubtful, "keyword_alone",
          "a keyword stands by itself, but the message says more");
}

ReplyClassifier::Meaning ReplyClassifier::Classify(std::string_view message,
                                                   std::string_view locale) const {
  FoldedText text = FoldText(message, kMaxWords);
  tables_->JoinSpelled(text);
  const std::vector<NumberedWord> words = tables_->Number(text);
  Meaning meaning = tables_->Kind(text, words, locale);
  const bool judged = opinion_ != nullptr && text.words.size() >= Opinion::kLeastWords;
  if (judged) DoubtOthers(*opinion_, text, locale, meaning);
  const bool harmless = meaning.kind != ReplyKind::kAutoReply && tables_->Mark(words, meaning);
  if (judged) DoubtStop(*opinion_, text, meaning);
  if (judged) DoubtEmergency(*opinion_, text, meaning);
  const bool nothing = meaning.kind == ReplyKind::kReply && meaning.id.empty() && !meaning.yes;
  if (judged && nothing) Ask(*opinion_, text, harmless, meaning);
  return meaning;
}

ReplyClassifier::ReplyClassifier() = default;
ReplyClassifier::~ReplyClassifier() = default;

std::optional<ReplyWordsFault> ReplyClassifier::FindFault(const ReplyWords& words) {
  return Tables().Add(words);
}

absl::StatusOr<std::shared_ptr<const ReplyClassifier>> ReplyClassifier::Make(
    const ReplyWords& words, std::vector<SharedSource> sources,
    std::shared_ptr<const Opinion> opinion) {
  auto tables = std::make_unique<Tables>();
  const std::optional<ReplyWordsFault> fault = tables->Add(words);
  if (fault.has_value()) return absl::InvalidArgumentError(fault->what);
  auto classifier = std::shared_ptr<ReplyClassifier>(new ReplyClassifier());
  classifier->tables_ = std::move(tables);
  classifier->names_ = HeardNames(words.names);
  classifier->asks_ = words.asks;
  classifier->sources_ = std::move(sources);
  classifier->opinion_ = std::move(opinion);
  return std::shared_ptr<const ReplyClassifier>(std::move(classifier));
}

}  // namespace textback
