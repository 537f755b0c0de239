// The name that somebody says in a message: "Hi, this is Dana Lee" gives "Dana" (R9).
//
// Nothing is guessed: the name follows an introduction ("this is", "je m'appelle", "le habla"),
// begins with a capital letter, is no title, day or company, and is not whom the caller wanted to
// reach. Two names in one message give none. The words are data (src/config/words/replies.yaml).
//
// Used by the library itself; it may change. Pure, immutable once built, thread-safe. Linear in the
// message; at most kMaxWords words are read.
//
//   words.introductions = {{.id = "en.this_is", .say = {"this is"}}};
//   HeardNames(words).In("Hi, this is Dana Lee.", "Alex Northside").name;   // "Dana"
#ifndef TEXTBACK_TEXT_HEARD_NAME_H_
#define TEXTBACK_TEXT_HEARD_NAME_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace textback {

struct NameWords {
  struct Introduction {
    std::string id;                // "en.this_is"; appears in reasons
    std::vector<std::string> say;  // "this is"
  };
  std::vector<Introduction> introductions;
  std::vector<std::string> unless_after;  // before an introduction: "if this is Dana"
  std::vector<std::string> not_names;     // after one, and no name: titles, days, months
  std::vector<std::string> companies;     // up to two words after the name: "Lee Plumbing"
};

class HeardNames {
 public:
  static constexpr std::size_t kMaxWords = 400;
  static constexpr std::size_t kMaxName = 24;  // longer words are no given name

  HeardNames() = default;
  explicit HeardNames(const NameWords& words);

  struct Heard {
    std::string name;     // empty: none, or more than one
    std::string_view id;  // of the introduction; points into this object
  };
  // `own`: the words that name whom the caller wanted to reach.
  Heard In(std::string_view message, std::string_view own) const;

 private:
  struct Phrase {
    std::size_t introduction = 0;    // index in ids_
    std::vector<std::string> words;  // folded
  };
  std::vector<std::string> ids_;
  std::vector<Phrase> phrases_;  // the longest first
  std::vector<std::string> unless_after_;
  std::vector<std::string> not_names_;
  std::vector<std::string> companies_;
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_HEARD_NAME_H_
