// R55: low pressure, and a text that is understood at one glance.
#include <absl/strings/str_format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "text/lint_text.h"

namespace textback::lint {
namespace {

using List = LintWords::List;

constexpr Rule kPermission = {"permission_missing", "R55", Severity::kWarning};
constexpr Rule kHardQuestion = {"hard_question", "R55", Severity::kWarning};
constexpr Rule kSalesTalk = {"sales_talk", "R55", Severity::kWarning};
constexpr Rule kSentenceLength = {"sentence_length", "R55", Severity::kWarning};

constexpr std::size_t kSentenceWords = 12;

// Words are what spaces separate: "j'ai" is one, "&" is none.
std::size_t CountWords(std::string_view sentence) {
  const std::string folded = Fold(sentence).text;
  std::size_t words = 0;
  bool counted = false;
  for (const char c : folded) {
    if (c == ' ') {
      counted = false;
    } else if (IsWordByte(c) && !counted) {
      counted = true;
      ++words;
    }
  }
  return words;
}

void CheckSentences(const Context& context) {
  for (const Rendering& rendering : context.renderings) {
    for (const Span& sentence : Sentences(rendering, rendering.text.size())) {
      const std::string_view text = rendering.In(sentence);
      const std::size_t words = CountWords(text);
      if (words <= kSentenceWords) continue;
      context.report.Add(kSentenceLength, rendering.origins[sentence.begin],
                         absl::StrFormat("\"%s\" has %d words; a phone reader takes in %d at a "
                                         "glance",
                                         text, words, kSentenceWords),
                         "make two sentences of it, or leave something out");
    }
  }
}

// Texts that we send without being asked say that nobody has to hurry.
void CheckPermission(const Context& context) {
  for (const Rendering& rendering : context.renderings) {
    if (!FindOwn(rendering, context.Of(List::kPermission), {}).empty()) continue;
    const Phrases& phrases = context.Of(List::kPermission);
    const std::string_view example =
        phrases.empty() ? std::string_view() : std::string_view(phrases.front().written);
    std::string without = Without(rendering.missing);
    if (!without.empty()) without += ' ';
    context.report.Add(kPermission,
                       without +
                           "it doesn't say that there is no hurry and they may answer when "
                           "it suits",
                       absl::StrFormat("give permission, as in  %s", example));
    return;
  }
}

bool IsQuestionSentence(const Rendering& rendering, Span sentence) {
  for (std::size_t at = sentence.begin; at < sentence.end; ++at) {
    if (IsQuestion(rendering, at)) return true;
  }
  return false;
}

void CheckHardQuestions(const Context& context) {
  for (const Rendering& rendering : context.renderings) {
    const std::vector<Match> found =
        FindOwn(rendering, context.Of(List::kHardQuestion), context.Of(List::kAllowed));
    if (found.empty()) continue;
    for (const Span& sentence : Sentences(rendering, rendering.text.size())) {
      if (!IsQuestionSentence(rendering, sentence)) continue;
      for (const Match& match : found) {
        if (match.begin < sentence.begin || match.end > sentence.end) continue;
        context.report.Add(kHardQuestion, PlaceOf(rendering, match),
                           absl::StrFormat("\"%s\" makes the question hard to answer on a phone",
                                           rendering.In({match.begin, match.end})),
                           "ask what three words answer, as in  What can I help with?");
        break;
      }
    }
  }
}

void CheckSalesTalk(const Context& context, bool answers) {
  for (const Rendering& rendering : context.renderings) {
    std::vector<Match> found =
        FindOwn(rendering, context.Of(List::kSalesTalk), context.Of(List::kAllowed));
    // In an answer an offer is an error of its own: promotion.
    if (!answers) {
      const std::vector<Match> offers =
          FindOwn(rendering, context.Of(List::kPromotion), context.Of(List::kAllowed));
      found.insert(found.end(), offers.begin(), offers.end());
    }
    for (const Match& match : found) {
      context.report.Add(kSalesTalk, PlaceOf(rendering, match),
                         absl::StrFormat("\"%s\" sells or teaches instead of helping",
                                         rendering.In({match.begin, match.end})),
                         "leave it out; say plainly what you can do for them");
    }
  }
}

}  // namespace

void CheckTone(const Context& context) {
  const LintSubject& subject = context.subject;
  const bool service = context.IsStep(kConfirmation) || context.IsStep(kHelpAnswer) ||
                       subject.text_class == TextClass::kService;
  CheckSentences(context);
  if (context.language.empty()) return;
  const bool answers = subject.first || service || subject.text_class == TextClass::kResponse;
  if (!answers) CheckPermission(context);
  CheckHardQuestions(context);
  CheckSalesTalk(context, answers);
}

}  // namespace textback::lint
