// Checks the words of a text and says what is wrong with them (R50-R53, R31, R34).
//
// The engine doesn't use it: it sends the words it is given. Lint is for people who write the
// words: the command line, the playbooks' tests, an editor. Its word lists are data: LintWords,
// built by config/lint_yaml.h.
//
// It checks the rendered text with every combination of unknown values, because clauses and
// fallbacks change what the person sees. A finding gives the place in the template's source.
//
// Rules, by id (E: error, W: warning):
//   R50  identity_person E, identity_business E, contact E, way_to_stop E, way_to_start W
//   R51  starts_with_person E, company_first E, says_missed_call E, ends_with_question E,
//        open_question W, pressure E, apology_twice E, promotion E, short W, shouting W,
//        language_unknown W
//   R31  no_question E     R34  help_length E
//   R52  segments E, ucs2 W, profile_length E
//   R53  hole E, link_shortener W
//   R55  two_questions E, no_question W, permission_missing W, hard_question W, sales_talk W,
//        sentence_length W
// An error breaks a rule. A warning is about style or cost, and a person decides. Lint knows words,
// not meaning: it finds only the mistakes listed here.
//
// Pure, thread-safe, keeps nothing between calls. Linear in the text for given lists; each finding
// needs one more pass over the source, which is short (Template::kMaxSource).
//
//   const Template body = *Template::Compile("{person} here at {business}. Hurry!");
//   for (const LintFinding& f : Lint({.step = step, .first = true, .locale = "en", .body = &body},
//                                    *BuiltInLintWords())) {
//     // f.rule "R51", f.id "pressure", f.line 1, f.column 30, f.message, f.fix
//   }
#ifndef TEXTBACK_TEXT_LINT_H_
#define TEXTBACK_TEXT_LINT_H_

#include <absl/status/status.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/event.h"
#include "textback/model/id.h"
#include "textback/model/text.h"
#include "textback/text/segments.h"
#include "textback/text/template.h"

namespace textback {

class StandIns;

// ------------------------------------------------------------------------------------------------
// words

// The phrases that the rules look for, by list and language. Case, accents and the kind of
// apostrophe don't matter; several spaces count as one. A phrase matches whole words, in its order.
// Immutable once filled.
class LintWords {
 public:
  enum class List : std::uint8_t {
    kPressure,      // "act now"
    kApology,       // "sorry"
    kPromotion,     // "free estimate"
    kMissedCall,    // "missed your call"
    kClosedStart,   // "do you": begins a yes-or-no question
    kOpenWord,      // "what": begins an open question
    kGreeting,      // "hi": may stand before the person's name
    kPermission,    // "no rush": takes the hurry away
    kHardQuestion,  // "budget": makes a question hard to answer
    kSalesTalk,     // "did you know": tips, praise and facts that nobody asked for
    kStop,          // "STOP": what the person types, in capitals; the first one is suggested
    kStart,         // "START": the same, to get texts again
    kCapitals,      // "HELP": other words in capitals
    kAllowed,       // "not urgent": contains a phrase of a list above, but is allowed
  };
  static constexpr std::array kEveryList = {
      List::kPressure, List::kApology,  List::kPromotion,  List::kMissedCall,   List::kClosedStart,
      List::kOpenWord, List::kGreeting, List::kPermission, List::kHardQuestion, List::kSalesTalk,
      List::kStop,     List::kStart,    List::kCapitals,   List::kAllowed};
  static constexpr std::size_t kLists = kEveryList.size();

  struct Phrase {
    std::string written;
    std::string folded;
  };

  // Adds a phrase. The first language added is used for an empty locale. InvalidArgument: it has no
  // letter or digit. AlreadyExists: this list and language has it already, perhaps in another
  // spelling.
  absl::Status Add(List list, std::string_view locale, std::string_view phrase);

  // What a carrier takes, where it takes less than usual: "canada_136". Off unless a subject names
  // it. AlreadyExists: there is one with this name.
  struct Profile {
    std::string name;
    std::uint32_t characters = 0;  // of GSM-7, in one segment
  };
  absl::Status AddProfile(Profile profile);
  const Profile* FindProfile(std::string_view name) const;  // null: there is none
  const std::vector<Profile>& profiles() const { return profiles_; }

  // "fr" for "fr" and "fr-CA", unless there are phrases for "fr-CA" itself. "": there are no
  // phrases for the language.
  std::string_view LanguageFor(std::string_view locale) const;
  // Empty for a language without phrases. The reference is valid until the next Add.
  const std::vector<Phrase>& Of(List list, std::string_view language) const;
  // In the order added.
  std::vector<std::string_view> Languages() const;

 private:
  struct Language {
    std::string locale;
    std::array<std::vector<Phrase>, kLists> phrases;
  };
  std::vector<Language> languages_;
  std::vector<Profile> profiles_;
};
std::string_view NameOf(LintWords::List list);  // "missed_call"

// ------------------------------------------------------------------------------------------------
// findings

enum class Severity : std::uint8_t { kWarning, kError };
std::string_view NameOf(Severity severity);  // "error"

struct LintFinding {
  std::string_view id;    // "starts_with_person": stable, for programs; static storage
  std::string_view rule;  // "R51": the same
  Severity severity = Severity::kError;
  bool in_footer = false;  // the place is in the footer's source
  int line = 0;            // 1-based, in the template's source; 0: about the whole text
  int column = 0;          // 1-based, in characters
  std::string message;     // what is wrong, quoting it
  std::string fix;         // how to fix it
};

// One text of a playbook. The views and templates must outlive the call.
struct LintSubject {
  StepName step;       // "text_1"; "stop_confirmation" and "help_answer" have their own rules
  bool first = false;  // the step that answers the inquiry
  TextClass text_class = TextClass::kProactive;
  InquiryKind inquiry = InquiryKind::kMissedCall;
  std::string_view locale;           // "en", "fr-CA"; empty: the first language of the words
  const Template* body = nullptr;    // REQUIRES: not null
  const Template* footer = nullptr;  // null: the body is the whole text
  std::string_view trade_words;      // "kitchen"; empty: `{trade}` has no value in this language
  std::string_view reason_words;     // the longest `{reason}` of the language; empty: none
  bool asks_consent = false;         // it asks whether we may write again (R44)
  std::uint32_t segments_max = 2;    // R52
  const LintWords::Profile* profile = nullptr;  // null: none
  const StandIns* stand_ins = nullptr;          // for the fix of `ucs2`; null: none is suggested
};

// Errors first, then by place: the whole text, the body, the footer. A mistake that several
// renderings show is reported once, for the one with the fewest missing values.
std::vector<LintFinding> Lint(const LintSubject& subject, const LintWords& words);

// ------------------------------------------------------------------------------------------------
// example

// The whole text with typical values (Alex of Northside Renovations writes to Dana), as a lead gets
// it.
struct LintExample {
  std::string text;
  Segments segments;
};
LintExample RenderExample(const LintSubject& subject);

}  // namespace textback

#endif  // TEXTBACK_TEXT_LINT_H_
