// R51: how a text starts and what it asks. R31: a confirmation asks nothing.
#include <absl/strings/ascii.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/lint_text.h"

namespace textback::lint {
namespace {

using List = LintWords::List;

constexpr Rule kStartsWithPerson = {"starts_with_person", "R51"};
constexpr Rule kCompanyFirst = {"company_first", "R51"};
constexpr Rule kEndsWithQuestion = {"ends_with_question", "R51"};
constexpr Rule kTwoQuestions = {"two_questions", "R55"};
constexpr Rule kOpenQuestion = {"open_question", "R51", Severity::kWarning};
constexpr Rule kNoQuestion = {"no_question", "R31"};
constexpr Rule kNoNewQuestion = {"no_question", "R55", Severity::kWarning};

// ------------------------------------------------------------------------------------------------
// R51: how it starts

constexpr bool IsPause(char c) { return c == ',' || c == '.' || c == '!' || c == ':' || c == ';'; }

bool Fills(const Rendering& rendering, std::size_t at, Field field) {
  return at < rendering.origins.size() &&
         rendering.origins[at].field == static_cast<std::uint8_t>(field);
}

// Where the next word begins, starting at byte `from`.
std::size_t NextWord(const Rendering& rendering, std::size_t from) {
  const Folded& folded = rendering.folded;
  std::size_t at = folded.At(from);
  while (at < folded.text.size() && !IsWordByte(folded.text[at])) ++at;
  return folded.from[at];
}

std::size_t EndOfWord(const Rendering& rendering, std::size_t from) {
  const Folded& folded = rendering.folded;
  std::size_t at = folded.At(from);
  while (at < folded.text.size() && IsWordByte(folded.text[at])) ++at;
  return folded.from[at];
}

// The end of the greeting that begins at byte `at`; kNowhere if there is none.
std::size_t EndOfGreeting(const Context& context, const Rendering& rendering, std::size_t at) {
  const std::size_t folded = rendering.folded.At(at);
  if (folded >= rendering.folded.text.size()) return kNowhere;
  const LintWords::Phrase* found =
      FindAt(rendering.folded.text, folded, context.Of(List::kGreeting));
  return found == nullptr ? kNowhere : rendering.folded.from[folded + found->folded.size()];
}

// Accepts "Alex here", "Hi Dana, Alex here", "Hello! This is Alex", but not after the company.
bool StartsWithPerson(const Context& context, const Rendering& rendering) {
  const std::size_t first = NextWord(rendering, 0);
  if (first >= rendering.body.end) return false;
  if (Fills(rendering, first, Field::kPerson)) return true;
  std::size_t greeted = EndOfGreeting(context, rendering, first);
  // Anything may be a greeting in an unknown language.
  if (context.language.empty()) greeted = first;
  if (greeted == kNowhere) return false;
  const std::vector<Span> sentences = Sentences(rendering, rendering.body.end);
  std::size_t end = sentences.front().end;
  // "Hi there!" does not count as a sentence.
  constexpr int kNameWords = 2;
  std::size_t at = NextWord(rendering, greeted);
  for (int i = 0; i < kNameWords && at < end; ++i)
    at = NextWord(rendering, EndOfWord(rendering, at));
  if (at >= end && sentences.size() > 1) end = sentences[1].end;
  const std::size_t person = rendering.Find(Field::kPerson, {greeted, end});
  return person < rendering.Find(Field::kBusiness, {greeted, end});
}

// The position of the company if it comes first, apart from a greeting; kNowhere otherwise.
std::size_t CompanyFirst(const Context& context, const Rendering& rendering) {
  std::size_t at = NextWord(rendering, 0);
  if (const std::size_t greeted = EndOfGreeting(context, rendering, at); greeted != kNowhere) {
    at = NextWord(rendering, greeted);
    if (Fills(rendering, at, Field::kName)) {
      while (Fills(rendering, at, Field::kName)) ++at;
      at = NextWord(rendering, at);
    } else if (!Fills(rendering, at, Field::kBusiness)) {
      const std::size_t end = EndOfWord(rendering, at);  // "there" in "Hi there, "
      const bool alone = end < rendering.body.end && IsPause(rendering.text[end]);
      if (alone) at = NextWord(rendering, end);
    }
  }
  return Fills(rendering, at, Field::kBusiness) && at < rendering.body.end ? at : kNowhere;
}

std::string WithoutFirst(const Rendering& rendering) {
  std::string without = Without(rendering.missing);
  if (!without.empty()) without += ' ';
  return without;
}

}  // namespace

void CheckStart(const Context& context) {
  for (const Rendering& rendering : context.renderings) {
    const std::size_t company = CompanyFirst(context, rendering);
    if (company == kNowhere) continue;
    context.report.Add(kCompanyFirst, rendering.origins[company],
                       WithoutFirst(rendering) + "it starts with the company, like a mailing",
                       "let the person come first, as in  {person} from {business} here");
    break;
  }
  if (!context.subject.first) return;
  for (const Rendering& rendering : context.renderings) {
    if (rendering.body.end == 0 || StartsWithPerson(context, rendering)) continue;
    const std::size_t end = EndOfWord(rendering, NextWord(rendering, 0));
    const std::string_view begin = rendering.In({0, std::min(end, rendering.body.end)});
    context.report.Add(kStartsWithPerson, rendering.origins.front(),
                       absl::StrFormat("%sit starts with \"%s\" and not with a person's name",
                                       WithoutFirst(rendering), begin),
                       "start with {person}, or with a greeting and {person} in its sentence, as in"
                       "  {person} here at {business}.");
    return;
  }
}

// ------------------------------------------------------------------------------------------------
// R51, R31: what it asks

namespace {

std::vector<std::size_t> Questions(const Rendering& rendering) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < rendering.text.size(); ++at) {
    if (IsQuestion(rendering, at)) found.push_back(at);
  }
  return found;
}

bool EndsInQuestion(const Rendering& rendering, Span sentence) {
  for (std::size_t at = sentence.end; at-- > sentence.begin;) {
    if (IsQuestion(rendering, at)) return true;
    if (absl::ascii_isalnum(static_cast<unsigned char>(rendering.text[at]))) return false;
  }
  return false;
}

// How to reach us, where we are and how to stop may follow the question: readers do not see where
// the body ends and the footer begins.
bool IsRequiredPart(const Rendering& rendering, Span sentence, const std::vector<Match>& stops) {
  if (NextWord(rendering, sentence.begin) >= sentence.end) return true;  // ":)"
  if (rendering.Find(Field::kCallback, sentence) != kNowhere) return true;
  if (rendering.Find(Field::kAddress, sentence) != kNowhere) return true;
  if (FindAddress(rendering, sentence) != kNowhere) return true;
  return std::any_of(stops.begin(), stops.end(), [sentence](const Match& match) {
    return match.begin >= sentence.begin && match.end <= sentence.end;
  });
}

// The last sentence of the body, without the required parts.
std::optional<Span> LastSentence(const Context& context, const Rendering& rendering) {
  const std::vector<Match> stops = FindTyped(rendering, Typed(context, List::kStop));
  std::vector<Span> sentences = Sentences(rendering, rendering.body.end);
  while (!sentences.empty() && !EndsInQuestion(rendering, sentences.back()) &&
         IsRequiredPart(rendering, sentences.back(), stops)) {
    sentences.pop_back();
  }
  return sentences.empty() ? std::nullopt : std::optional(sentences.back());
}

enum class Opening : std::uint8_t { kNeither, kOpen, kClosed };

// What kind of question a clause at byte `at` starts: "What", "And what", "At what" are open. An
// open word in second place does not count if the first word is a closed start.
Opening OpeningOf(const Context& context, std::string_view folded, std::size_t at) {
  const auto size = [&](List list, std::size_t from) {
    const LintWords::Phrase* found = FindAt(folded, from, context.Of(list));
    return found == nullptr ? 0 : found->folded.size();
  };
  const std::size_t closed = size(List::kClosedStart, at);
  const std::size_t open = size(List::kOpenWord, at);
  if (closed > 0 && closed >= open) return Opening::kClosed;
  if (open > 0) return Opening::kOpen;
  while (at < folded.size() && IsWordByte(folded[at])) ++at;
  if (at >= folded.size() || folded[at] != ' ') return Opening::kNeither;
  return size(List::kOpenWord, at + 1) > 0 ? Opening::kOpen : Opening::kNeither;
}

// The last clause that is open or closed decides: "Sorry, what ...", "When you can, would you ...".
Opening OpeningOf(const Context& context, std::string_view question) {
  const std::string folded = Fold(question).text;
  Opening opening = Opening::kNeither;
  bool starts = true;
  for (std::size_t at = 0; at < folded.size();) {
    const char c = folded[at];
    if (!IsWordByte(c)) {
      starts = starts || (c == '-' ? at > 0 && folded[at - 1] == ' ' : c != ' ' && c != '\'');
      ++at;
      continue;
    }
    const Opening here = starts ? OpeningOf(context, folded, at) : Opening::kNeither;
    if (here != Opening::kNeither) opening = here;
    starts = false;
    while (at < folded.size() && IsWordByte(folded[at])) ++at;
  }
  return opening;
}

constexpr std::string_view kExample = "end with one open question, as in  What can I help with?";

// True if a finding was reported.
bool CheckLastQuestion(const Context& context, const Rendering& rendering) {
  const std::optional<Span> last = LastSentence(context, rendering);
  if (!last.has_value()) {
    context.report.Add(kEndsWithQuestion,
                       WithoutFirst(rendering) + "it doesn't end with a question",
                       std::string(kExample));
    return true;
  }
  const std::string_view words = rendering.In(*last);
  const Origin& place = rendering.origins[last->begin];
  if (!EndsInQuestion(rendering, *last)) {
    context.report.Add(kEndsWithQuestion, place,
                       absl::StrFormat("%sit doesn't end with a question but with \"%s\"",
                                       WithoutFirst(rendering), words),
                       std::string(kExample));
    return true;
  }
  if (context.language.empty()) return false;
  const Opening opening = OpeningOf(context, words);
  if (opening == Opening::kOpen) return false;
  const std::string_view what =
      opening == Opening::kClosed ? "can be answered with yes or no" : "starts with no open word";
  context.report.Add(kOpenQuestion, place,
                     absl::StrFormat("%s\"%s\" %s", WithoutFirst(rendering), words, what),
                     std::string(kExample));
  return true;
}

}  // namespace

void CheckQuestions(const Context& context) {
  // R55: the follow-up gives permission, the last text leaves the door open. A question whether we
  // may write again is another matter (R44).
  const bool asks_nothing = (context.IsStep(kSecondText) || context.IsStep(kLastText)) &&
                            !context.subject.first && !context.subject.asks_consent;
  for (const Rendering& rendering : context.renderings) {
    const std::vector<std::size_t> questions = Questions(rendering);
    if (questions.empty()) continue;
    if (context.IsStep(kConfirmation)) {
      context.report.Add(kNoQuestion, rendering.origins[questions.front()],
                         "it asks something of a person who wants no more texts",
                         "say that it is done, and nothing that wants an answer");
      break;
    }
    if (asks_nothing) {
      context.report.Add(kNoNewQuestion, rendering.origins[questions.front()],
                         WithoutFirst(rendering) + "it asks again, which presses the person",
                         "say what you can do for them, and that they may answer when it suits");
      break;
    }
    if (questions.size() == 1) continue;
    context.report.Add(
        kTwoQuestions, rendering.origins[questions[1]],
        absl::StrFormat("%sit asks %d questions", WithoutFirst(rendering), questions.size()),
        "keep the one that is easiest to answer");
    break;
  }
  if (!context.subject.first) return;
  for (const Rendering& rendering : context.renderings) {
    if (CheckLastQuestion(context, rendering)) return;
  }
}

}  // namespace textback::lint
