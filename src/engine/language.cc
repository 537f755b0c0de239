#include "engine/language.h"

#include <string>

#include "text/language.h"

namespace textback {
namespace {

// "fr" of "fr.stop_writing": phrases belong to one language. Keywords don't say it: STOP is written
// everywhere.
std::string_view LanguageOfPhrase(const ReplyClassifier::Meaning& meaning) {
  const std::string_view language = meaning.language;
  const bool own = !language.empty() && meaning.id.size() > language.size() &&
                   meaning.id.starts_with(language) && meaning.id[language.size()] == '.';
  return own ? language : std::string_view();
}

}  // namespace

Tongue TongueOf(const Draft& draft) {
  const std::string& known = draft.profile().locale;
  if (!known.empty()) return {.locale = known};
  const std::string_view of_region =
      draft.policy.places->LanguageOf(PlaceOf(draft.After(), draft.policy));
  if (!of_region.empty()) return {.locale = of_region, .of_region = true};
  return {.locale = draft.policy.account.locale};
}

std::string_view HearLanguage(Draft& draft, std::string_view message,
                              const ReplyClassifier::Meaning& meaning) {
  const std::string_view of_phrase = LanguageOfPhrase(meaning);
  Languages::Heard heard;
  if (draft.policy.follow_ups.service != nullptr)
    heard = draft.policy.follow_ups.service->languages().HeardIn(message);
  if (heard.locale.empty()) {
    heard = {.locale = of_phrase, .sure = !of_phrase.empty()};
  } else if (!of_phrase.empty() && of_phrase != LanguageOf(heard.locale)) {
    return {};  // two languages in one text: nothing is guessed
  }
  if (!heard.sure || LanguageOf(draft.profile().locale) == LanguageOf(heard.locale))
    return heard.locale;
  const bool changes = LanguageOf(TongueOf(draft).locale) != heard.locale;
  LeadProfile profile = draft.profile();
  profile.locale = std::string(heard.locale);
  draft.LearnProfile(profile);
  // A text would have been in this language anyway, so there is nothing to explain.
  if (changes) draft.out.reasons.push_back({.why = Why::kLanguageHeard, .row = heard.locale});
  return heard.locale;
}

}  // namespace textback
