// A text as lint reads it: rendered with the origin of every byte, folded for comparison, cut into
// sentences; and the report that the rules write to.
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

// `text` in small letters without accents; other marks than ASCII's are '\1', runs of spaces one
// space. What nobody sees is left out.
struct Folded {
  std::string text;
  std::vector<std::size_t> from;  // byte of the original, for each byte of `text` and for its end

  // The first byte of `text` from `original` on.
  std::size_t At(std::size_t original) const;
};
Folded Fold(std::string_view text);

bool IsWordByte(char folded);  // of folded text: a letter or digit
bool IsLower(char32_t code);
bool HasLower(std::string_view text);

// ------------------------------------------------------------------------------------------------
// phrases

using Phrases = std::vector<LintWords::Phrase>;

struct Match {
  std::size_t begin = 0;  // bytes of what was folded
  std::size_t end = 0;
  const LintWords::Phrase* phrase = nullptr;
};

// Leftmost, longest, none over another: "so sorry" is one apology. A phrase within an allowed one
// is none.
std::vector<Match> FindAll(const Folded& folded, const Phrases& phrases, const Phrases& allowed);

// The longest phrase that begins at byte `at` of the folded text; null: none does.
const LintWords::Phrase* FindAt(std::string_view folded, std::size_t at, const Phrases& phrases);

// ------------------------------------------------------------------------------------------------
// renderings

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Where a byte of a rendering comes from.
struct Origin {
  std::size_t at = kNowhere;         // byte of the source; kNowhere: the space before the footer
  std::uint8_t field = kFieldCount;  // of the gap it fills; kFieldCount: none
  bool own = false;                  // words of the template, fallbacks too; false: a value
  bool footer = false;
};

struct Rendering {
  unsigned missing = 0;  // bit per Field
  std::string text;      // body, space, footer
  std::vector<Origin> origins;
  Span body;
  Span footer;  // empty where there is none
  Folded folded;

  // Nothing stands between the bytes at - 1 and `at` in the source either.
  bool IsJoined(std::size_t at) const;
  bool IsOwn(Span span) const;  // every byte of it is
  // The first byte that fills a gap for `field`; kNowhere: none.
  std::size_t Find(Field field) const { return Find(field, {0, text.size()}); }
  std::size_t Find(Field field, Span in) const;
  std::string_view In(Span span) const {
    return std::string_view(text).substr(span.begin, span.end - span.begin);
  }
};

// With typical values, of which each combination of name, trade and address is missing once: few
// before many, none first. Only what the templates ask for is left out.
std::vector<Rendering> RenderAll(const LintSubject& subject);

// Body, space, footer with `values`, as they are sent.
std::string RenderText(const LintSubject& subject, const Values& values);
Values TypicalValues();  // without a trade
Values LongValues();     // the same

// "without name and trade", empty for none.
std::string Without(unsigned missing);

// The sentences of the first `end` bytes, without the spaces around them. A value's full stop ends
// none.
std::vector<Span> Sentences(const Rendering& rendering, std::size_t end);
// The byte of a question mark that ends a sentence or clause of the template's words.
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

  // A rule complains about a place once: what is added again is dropped.
  void Add(const Rule& rule, const Origin& place, std::string message, std::string fix);
  // About the whole text.
  void Add(const Rule& rule, std::string message, std::string fix) {
    Add(rule, Origin{}, std::move(message), std::move(fix));
  }
  std::vector<LintFinding> Take();  // sorted

 private:
  const LintSubject& subject_;
  std::vector<LintFinding> findings_;
};

// What every rule has at hand.
struct Context {
  const LintSubject& subject;
  const LintWords& words;
  std::string_view language;  // empty: unknown, and no phrase can be looked for
  std::vector<Rendering> renderings;
  Report& report;

  const Phrases& Of(LintWords::List list) const { return words.Of(list, language); }
  bool IsStep(std::string_view name) const { return subject.step.view() == name; }
};

inline constexpr std::string_view kConfirmation = "stop_confirmation";
inline constexpr std::string_view kHelpAnswer = "help_answer";

// The words of a list that a person is to type, so in capitals and the template's own. In a
// language that we don't know, those of any.
Phrases Typed(const Context& context, LintWords::List list);
std::vector<Match> FindTyped(const Rendering& rendering, const Phrases& typed);
// A web or mail address in the template's own words.
std::size_t FindAddress(const Rendering& rendering, Span in);

void CheckParts(const Context& context);       // R50: lint_rules.cc
void CheckPhrases(const Context& context);     // R51, R31: lint_rules.cc
void CheckStart(const Context& context);       // R51: lint_shape.cc
void CheckQuestions(const Context& context);   // R51, R31: lint_shape.cc
void CheckLength(const Context& context);      // R34, R51, R52: lint.cc
void CheckCharacters(const Context& context);  // R52: lint.cc
void CheckHoles(const Context& context);       // R53: lint_holes.cc

}  // namespace textback::lint

#endif  // TEXTBACK_SRC_TEXT_LINT_TEXT_H_
