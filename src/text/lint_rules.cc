// R50: what every text must say. R51 and R31: words that must not appear in it.
#include <absl/strings/ascii.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/link.h"
#include "text/lint_text.h"
#include "textback/model/utf8.h"

namespace textback::lint {
namespace {

using List = LintWords::List;

constexpr Rule kPerson = {"identity_person", "R50"};
constexpr Rule kBusiness = {"identity_business", "R50"};
constexpr Rule kContact = {"contact", "R50"};
constexpr Rule kWayToStop = {"way_to_stop", "R50"};
constexpr Rule kWayToStart = {"way_to_start", "R50", Severity::kWarning};
constexpr Rule kMissedCall = {"says_missed_call", "R51"};
constexpr Rule kPressure = {"pressure", "R51"};
constexpr Rule kApology = {"apology_twice", "R51"};
constexpr Rule kPromotion = {"promotion", "R51"};

constexpr Rule kShouting = {"shouting", "R51", Severity::kWarning};
constexpr Rule kShortLink = {"link_shortener", "R53", Severity::kWarning};
constexpr Rule kLanguage = {"language_unknown", "R51", Severity::kWarning};

constexpr std::size_t kShoutedLetters = 4;

// ------------------------------------------------------------------------------------------------
// R50

// For example www.northside.example, northside.ca/kitchens, office@northside.ca
bool IsAddress(std::string_view written) {
  static constexpr std::array<std::string_view, 16> kEndings = {
      "com", "ca", "net",    "org", "us", "info",    "biz", "co",
      "io",  "mx", "quebec", "es",  "fr", "example", "pro", "build"};
  const std::string small = absl::AsciiStrToLower({written.data(), written.size()});
  std::string_view word = small;
  while (!word.empty() && !absl::ascii_isalnum(static_cast<unsigned char>(word.back())) &&
         word.back() != '/')
    word.remove_suffix(1);
  while (!word.empty() && !absl::ascii_isalnum(static_cast<unsigned char>(word.front())))
    word.remove_prefix(1);
  if (word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www."))
    return true;
  word = word.substr(0, word.find('/'));
  const std::size_t dot = word.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  return std::find(kEndings.begin(), kEndings.end(), word.substr(dot + 1)) != kEndings.end();
}

}  // namespace

std::size_t FindAddress(const Rendering& rendering, Span in) {
  const std::string_view text = rendering.text;
  for (std::size_t at = in.begin; at < in.end;) {
    const std::size_t end = std::min(text.find_first_of(" \n", at), in.end);
    if (rendering.IsOwn({at, end}) && IsAddress(text.substr(at, end - at))) return at;
    at = end + 1;
  }
  return kNowhere;
}

std::vector<Match> FindTyped(const Rendering& rendering, const Phrases& phrases) {
  std::vector<Match> found = FindAll(rendering.folded, phrases, {});
  std::erase_if(found, [&rendering](const Match& match) {
    const Span span{match.begin, match.end};
    return HasLower(rendering.In(span)) || !rendering.IsOwn(span);
  });
  return found;
}

// If the language is unknown, the stop words of any language count.
Phrases Typed(const Context& context, List list) {
  if (!context.language.empty()) return context.Of(list);
  Phrases all;
  for (const std::string_view language : context.words.Languages()) {
    const Phrases& phrases = context.words.Of(list, language);
    all.insert(all.end(), phrases.begin(), phrases.end());
  }
  return all;
}

namespace {

// Reports if `find` finds nothing in some rendering. The place is where the others have it, and the
// message says which missing value removes it.
template <class Find>
void Require(const Context& context, const Rule& rule, std::string_view what, std::string fix,
             Find find) {
  const std::size_t usual = find(context.renderings.front());
  for (const Rendering& rendering : context.renderings) {
    if (find(rendering) != kNowhere) continue;
    if (usual == kNowhere) {
      context.report.Add(rule, absl::StrFormat("doesn't say %s", what), std::move(fix));
    } else {
      context.report.Add(rule, context.renderings.front().origins[usual],
                         absl::StrFormat("%s it doesn't say %s: that part is left out with it",
                                         Without(rendering.missing), what),
                         std::move(fix));
    }
    return;
  }
}

void RequireTyped(const Context& context, const Rule& rule, List list, std::string_view what) {
  const Phrases phrases = Typed(context, list);
  const std::string_view word =
      phrases.empty() ? std::string_view("the word") : std::string_view(phrases.front().written);
  Require(context, rule, what,
          absl::StrFormat("put %s there in capitals, as the person is to type it, outside of "
                          "clauses and best into the footer",
                          word),
          [&phrases](const Rendering& rendering) {
            const std::vector<Match> found = FindTyped(rendering, phrases);
            return found.empty() ? kNowhere : found.front().begin;
          });
}

}  // namespace

void CheckParts(const Context& context) {
  const bool confirmation = context.IsStep(kConfirmation);
  const auto gap = [](Field field) {
    return [field](const Rendering& rendering) { return rendering.Find(field); };
  };
  if (!confirmation && !context.IsStep(kHelpAnswer)) {
    Require(context, kPerson, "who writes",
            "put {person} into the body or the footer, outside of clauses", gap(Field::kPerson));
  }
  Require(context, kBusiness, "for which business",
          "put {business} into the body or the footer, outside of clauses", gap(Field::kBusiness));
  if (confirmation) {
    RequireTyped(context, kWayToStart, List::kStart, "how to start again");
    return;
  }
  Require(context, kContact, "how to reach us",
          "put {callback} or a web address into the footer, outside of clauses",
          [](const Rendering& rendering) {
            const std::size_t callback = rendering.Find(Field::kCallback);
            if (callback != kNowhere) return callback;
            return FindAddress(rendering, {0, rendering.text.size()});
          });
  RequireTyped(context, kWayToStop, List::kStop, "how to stop");
}

// ------------------------------------------------------------------------------------------------
// R51: words that must not appear

namespace {

void CheckList(const Context& context, const Rule& rule, List list, std::string_view what,
               std::string_view fix) {
  for (const Rendering& rendering : context.renderings) {
    for (const Match& match : FindOwn(rendering, context.Of(list), context.Of(List::kAllowed))) {
      context.report.Add(rule, PlaceOf(rendering, match),
                         absl::StrFormat("\"%s\" %s", rendering.In({match.begin, match.end}), what),
                         std::string(fix));
    }
  }
}

void CheckApologies(const Context& context) {
  for (const Rendering& rendering : context.renderings) {
    const std::vector<Match> found =
        FindOwn(rendering, context.Of(List::kApology), context.Of(List::kAllowed));
    if (found.size() < 2) continue;
    context.report.Add(kApology, PlaceOf(rendering, found[1]),
                       absl::StrFormat("it apologises again: \"%s\" after \"%s\"",
                                       rendering.In({found[1].begin, found[1].end}),
                                       rendering.In({found[0].begin, found[0].end})),
                       "say sorry once, and go on to what helps");
    return;
  }
}

// Words typed in capitals count in any language.
bool IsTyped(const LintWords& words, std::string_view folded) {
  for (const std::string_view language : words.Languages()) {
    for (const List list : {List::kStop, List::kStart, List::kCapitals}) {
      const Phrases& phrases = words.Of(list, language);
      if (std::any_of(phrases.begin(), phrases.end(), [folded](const LintWords::Phrase& phrase) {
            return phrase.folded == folded;
          })) {
        return true;
      }
    }
  }
  return false;
}

void CheckShouting(const Context& context) {
  for (const Rendering& rendering : context.renderings) {
    const Folded& folded = rendering.folded;
    for (std::size_t at = 0; at < folded.text.size();) {
      std::size_t end = at;
      while (end < folded.text.size() && IsWordByte(folded.text[end])) ++end;
      const std::string_view word = std::string_view(folded.text).substr(at, end - at);
      const Span span{folded.from[at], folded.from[end]};
      const auto letters =
          std::count_if(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
      at = std::max(end, at + 1);
      if (static_cast<std::size_t>(letters) < kShoutedLetters || !rendering.IsOwn(span)) continue;
      if (HasLower(rendering.In(span)) || IsTyped(context.words, word)) continue;
      context.report.Add(kShouting, rendering.origins[span.begin],
                         absl::StrFormat("\"%s\" in capitals shouts", rendering.In(span)),
                         "write it in small letters");
    }
  }
}

// R53: nobody sees where such a link goes, so carriers filter texts with it.
void CheckLinks(const Context& context) {
  for (const Rendering& rendering : context.renderings) {
    const std::string_view text = rendering.text;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
      const std::string_view word = text.substr(at, end - at);
      if (rendering.IsOwn({at, end}) && IsShortLink(word)) {
        context.report.Add(kShortLink, rendering.origins[at],
                           absl::StrFormat("\"%s\" hides where the link goes, as spam does: "
                                           "carriers filter such texts",
                                           word),
                           "write your own address, or leave the link out");
      }
      at = end + 1;
    }
  }
}

}  // namespace

void CheckPhrases(const Context& context) {
  const LintSubject& subject = context.subject;
  const bool answers = subject.first || subject.text_class == TextClass::kService ||
                       context.IsStep(kConfirmation) || context.IsStep(kHelpAnswer);
  CheckShouting(context);
  CheckLinks(context);
  if (context.language.empty()) {
    context.report.Add(
        kLanguage,
        absl::StrFormat("no word lists for '%s': its phrases were not looked at", subject.locale),
        "let somebody who speaks it read the text, or add lists for it");
    return;
  }
  if (subject.first && subject.inquiry == InquiryKind::kMissedCall) {
    Require(context, kMissedCall, "that we missed the call",
            "say it after the name, as in  Sorry we missed your call.",
            [&context](const Rendering& rendering) {
              const std::vector<Match> found =
                  FindAll(rendering.folded, context.Of(List::kMissedCall), {});
              return found.empty() ? kNowhere : found.front().begin;
            });
  }
  CheckList(context, kPressure, List::kPressure, "presses the person",
            "leave it out: who is asked kindly answers sooner");
  CheckApologies(context);
  if (!answers) return;
  const Rule promotion{kPromotion.id, context.IsStep(kConfirmation) ? "R31" : kPromotion.rule};
  CheckList(context, promotion, List::kPromotion, "promotes in a text that answers",
            "leave it out: a text that answers is only about what was asked");
}

}  // namespace textback::lint
