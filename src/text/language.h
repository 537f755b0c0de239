// The language of a locale. Words are kept by language; accounts and leads may also name a country.
#ifndef TEXTBACK_SRC_TEXT_LANGUAGE_H_
#define TEXTBACK_SRC_TEXT_LANGUAGE_H_

#include <string_view>

namespace textback {

// "fr" for "fr-CA".
constexpr std::string_view LanguageOf(std::string_view locale) {
  return locale.substr(0, locale.find('-'));
}

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_LANGUAGE_H_
