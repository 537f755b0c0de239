// Replacements for characters that are not in GSM-7: ' for ’, e for ë, 1/2 for ½ (R52).
//
// A text with one such character is UCS-2 and takes up to three times as many segments. The table
// is data: src/config/words/stand_ins.tsv, read by config/words_data.h. Most emoji and all other
// alphabets have no stand-in. If one such character is left, the text is still UCS-2, so count the
// segments of the result before you use it.
//
// Pure, immutable once made, thread-safe. Texts are UTF-8. An invalid byte is looked up as U+FFFD;
// without an entry for that it stays as it is.
//
//   const StandIns& stand_ins = *BuiltInStandIns();        // config/words_data.h
//   stand_ins.Of(U'’');                                     // "'"
//   stand_ins.Of(U'\u200B');                                // "": leave it out
//   stand_ins.Of(U'🛠');                                    // nullopt: there is none
//   stand_ins.Replace("“Kitchen” – 2½ days… déjà vu, Zoë");  // "\"Kitchen\" - 2 1/2 days... "
//                                                           // "déjà vu, Zoe": é, à are GSM-7
#ifndef TEXTBACK_TEXT_STAND_INS_H_
#define TEXTBACK_TEXT_STAND_INS_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/model/policy_record.h"

namespace textback {

class StandIns {
 public:
  // A character and its stand-in; with an empty stand-in it is left out.
  using Entry = std::pair<char32_t, std::string>;

  // No stand-ins at all.
  StandIns() = default;

  // From a table in any order. InvalidArgument: CheckEntry refuses an entry, or a character has
  // two. The message names it. `source`: the file of the table, for the record of a policy; null:
  // it was made in code.
  static absl::StatusOr<StandIns> Make(std::vector<Entry> table, SharedSource source = nullptr);

  // InvalidArgument: `code` is not a character, or is in GSM-7; `stand_in` contains a character
  // outside GSM-7. Correct the entry or remove it.
  static absl::Status CheckEntry(char32_t code, std::string_view stand_in);

  // The stand-in; nullopt if there is none. The view is valid as long as this object. O(log n).
  std::optional<std::string_view> Of(char32_t code) const;

  // The text with all characters outside GSM-7 replaced, where a stand-in exists. A grapheme
  // cluster (UAX #29) is replaced as a whole or not at all: a joiner between the people of a family
  // stays, and a й written as two characters keeps its mark.
  //   A letter and a mark become one character if GSM-7 has it; else the mark is left out: n and
  // U+0303 are ñ, e and U+0302 are e.
  //   A stand-in of several characters that begins with a digit gets a space after a digit: 2½ is
  // 2 1/2, not 21/2.
  // GSM-7 characters stay as they are. Linear.
  std::string Replace(std::string_view text) const;

  std::size_t size() const { return table_.size(); }
  const SharedSource& source() const { return source_; }  // null: made in code

 private:
  void ReplaceCluster(std::string_view cluster, std::string& out) const;

  std::vector<Entry> table_;  // sorted by code
  SharedSource source_;
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_STAND_INS_H_
