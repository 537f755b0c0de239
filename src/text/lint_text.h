// A text as lint reads it: rendered with the origin of every byte, folded for comparison, split
// into sentences; and the report that the rules write to.
#ifndef TEXTBACK_SRC_TEXT_LINT_TEXT_H_
#define TEXTBACK_SRC_TEXT_LINT_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/text/lint.h"

namespace textback::lint {

inline constexpr std::size_t kNowhere = std::string_view::npos;

// ------------------------------------------------------------------------------------------------
// letters

// `text` in lower case without accents. Non-ASCII marks become '\1', runs of spaces one space, and
// invisible characters are left out.
struct Folded {
  std::string text;
  std::vector<std::size_t> from;  // the original's byte for each byte of `text`, and for its end

  // The first byte of `text` that comes from `original` or later.
  std::size_t At(std::size_t original) const;
};
Folded Fold(std::string_view text);

bool IsWordByte(char folded);  // folded text: a letter or digit
bool IsLower(char32_t code);
bool HasLower(std::string_view text);

// ------------------------------------------------------------------------------------------------
// phrases

using Phrases = std::vector<LintWords::Phrase>;

struct Match {
  std::size_t begin = 0;  // bytes of the folded text
  std::size_t end = 0;
  const LintWords::Phrase* phrase = nullptr;
};

// Finds leftmost, longest matches without overlaps: "so sorry" is one apology. A phrase inside an
// allowed phrase does not count.
std::vector<Match> FindAll(const Folded& folded, const Phrases& phrases, const Phrases& allowed);

// The longest phrase that begins at byte `at` of the folded text; null if none does.
const LintWords::Phrase* FindAt(std::string_view folded, std::size_t at, const Phrases& phrases);

// ------------------------------------------------------------------------------------------------
// renderings

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Where a byte of a rendering comes from.
struct Origin {
  std::size_t at = kNowhere;         // byte of the source; kNowhere for the space before the footer
  std::uint8_t field = kFieldCount;  // the field whose gap it fills; kFieldCount: not in a gap
  bool own = false;  // true: words of the template, including fallbacks; false: a value
  bool footer = false;
};

struct Rendering {
  unsigned missing = 0;  // one bit per Field
  std::string text;      // body, space, footer
  std::vector<Origin> origins;
  Span body;
  Span footer;  // empty if there is none
  Folded folded;

  // True if the bytes at - 1 and `at` are neighbours in the source too.
  bool IsJoined(std::size_t at) const;
  bool IsOwn(Span span) const;  // every byte is the template's own
  // The first byte that fills a gap for `field`; kNowhere if there is none.
  std::size_t Find(Field field) const { return Find(field, {0, text.size()}); }
  std::size_t Find(Field field, Span in) const;
  std::string_view In(Span span) const {
    return std::string_view(text).substr(span.begin, span.end - span.begin);
  }
};

// Renders with typical values. Each combination of missing name, trade and address is rendered
// once, those with fewer missing first. Only fields that the templates use are left out.
std::vector<Rendering> RenderAll(const LintSubject& subject);

// Body, space and footer with `values`, as they are sent.
std::string RenderText(const LintSubject& subject, const Values& values);
Values TypicalValues();  // without a trade
Values LongValues();     // the same

// For example "without name and trade"; empty if nothing is missing.
std::string Without(unsigned missing);

// The sentences in the first `end` bytes, without the spaces around them. A full stop inside a
// value does not end a sentence.
std::vector<Span> Sentences(const Rendering& rendering, std::size_t end);
// All matches that include words of the template: a business may be called "Sale & Sons".
std::vector<Match> FindOwn(const Rendering& rendering, const Phrases& phrases,
                           const Phrases& allowed);
// Where a finding about it points to: its first byte of the template's own words.
const Origin& PlaceOf(const Rendering& rendering, const Match& match);

// True if the byte is a question mark that ends a sentence or clause of the template's own words.
bool IsQuestion(const Rendering& rendering, std::size_t at);

// ------------------------------------------------------------------------------------------------
// report

struct Rule {
  std::string_view id;
  std::string_view rule;
  Severity severity = Severity::kError;
};

class Report {
 public:
  explicit Report(const LintSubject& subject) : subject_(subject) {}

  // A rule reports a place only once; repeated reports are dropped.
  void Add(const Rule& rule, const Origin& place, std::string message, std::string fix);
  // Reports the whole text.
  void Add(const Rule& rule, std::string message, std::string fix) {
    Add(rule, Origin{}, std::move(message), std::move(fix));
  }
  std::vector<LintFinding> Take();  // sorted

 private:
  const LintSubject& subject_;
  std::vector<LintFinding> findings_;
};

// What every rule can use.
struct Context {
  const LintSubject& subject;
  const LintWords& words;
  std::string_view language;  // empty: unknown, so phrases cannot be searched
  std::vector<Rendering> renderings;
  Report& report;

  const Phrases& Of(LintWords::List list) const { return words.Of(list, language); }
  bool IsStep(std::string_view name) const { return subject.step.view() == name; }
};

inline constexpr std::string_view kConfirmation = "stop_confirmation";
inline constexpr std::string_view kHelpAnswer = "help_answer";
inline constexpr std::string_view kSecondText = "text_2";
inline constexpr std::string_view kLastText = "check_in_2";

// The words of a list that a person has to type: in capitals and in the template's own words. If
// the language is unknown, the words of all languages.
Phrases Typed(const Context& context, LintWords::List list);
std::vector<Match> FindTyped(const Rendering& rendering, const Phrases& typed);
// Finds a web or mail address in the template's own words.
std::size_t FindAddress(const Rendering& rendering, Span in);

void CheckParts(const Context& context);       // R50: lint_rules.cc
void CheckPhrases(const Context& context);     // R51, R31: lint_rules.cc
void CheckStart(const Context& context);       // R51: lint_shape.cc
void CheckQuestions(const Context& context);   // R51, R31: lint_shape.cc
void CheckTone(const Context& context);        // R55: lint_tone.cc
void CheckLength(const Context& context);      // R34, R51, R52: lint.cc
void CheckCharacters(const Context& context);  // R52: lint.cc
void CheckHoles(const Context& context);       // R53: lint_holes.cc

}  // namespace textback::lint

#endif  // TEXTBACK_SRC_TEXT_LINT_TEXT_H_
