// Which language is a message in? (R57)
//
// Each language has words that people use all the time and that are no words of the others: "the",
// "vous", "usted". They are counted. Few are needed, because a text is short; but one alone decides
// nothing, for a lead may write "merci" at the end of an English text. Somebody may also just ask
// for a language: "English please".
//
// The words are data (`known_by` and `asked_by` in src/config/playbooks/service.yaml); a Script
// contains them.
//
// Used by the library itself; it may change. Built once, immutable from then on; pure, thread-safe.
// Linear in the message; at most kMaxMessageWords words are read.
//
//   Languages languages;
//   absl::Status status = languages.Add("fr", {{"vous", "je", "pour"}}, {{"en francais"}});
//   languages.HeardIn("Je cherche un prix pour une cuisine");   // {"fr", sure: false}
#ifndef TEXTBACK_TEXT_LANGUAGES_H_
#define TEXTBACK_TEXT_LANGUAGES_H_

#include <absl/status/status.h>

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace textback {

class Languages {
 public:
  static constexpr std::size_t kMaxLanguages = 8;
  static constexpr std::size_t kMaxMessageWords = 200;
  // So many of a language's words make a message clearly of that language, or surely.
  static constexpr std::size_t kClear = 2;
  static constexpr std::size_t kSure = 3;
  // Other languages have at most this share of them: one English word in a French text.
  static constexpr std::size_t kOutnumbers = 4;

  // `known_by`: single words of that language and of no other that is added here. `asked_by`: whole
  // messages that ask for it. Both are compared without case and accents, as replies are read.
  //
  // AlreadyExists: the language was added before, or a word is known for another one.
  // InvalidArgument: too many languages, or one of `known_by` is not a single word.
  absl::Status Add(std::string_view locale, std::span<const std::string> known_by,
                   std::span<const std::string> asked_by);

  struct Heard {
    std::string_view locale;  // empty: not clear; points into this object
    bool sure = false;        // enough to remember it

    friend bool operator==(const Heard&, const Heard&) = default;
  };
  Heard HeardIn(std::string_view message) const;

  bool empty() const { return locales_.empty(); }
  const std::vector<std::string>& locales() const { return locales_; }
  // As compared, with the index of their language, in the order of the alphabet.
  const std::map<std::string, std::size_t, std::less<>>& known_by() const { return known_by_; }
  const std::map<std::string, std::size_t, std::less<>>& asked_by() const { return asked_by_; }

 private:
  std::vector<std::string> locales_;
  std::map<std::string, std::size_t, std::less<>> known_by_;
  std::map<std::string, std::size_t, std::less<>> asked_by_;  // folded words, joined by one space
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_LANGUAGES_H_
