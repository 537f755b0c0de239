// What to write instead of a character that GSM-7 lacks: ' for ’, e for ë, 1/2 for ½ (R52).
//
// A text with one such character is UCS-2, and takes up to three times the segments. The table is
// data: src/config/words/stand_ins.tsv, read by config/words_data.h. Most emoji and all other
// alphabets have no stand-in; a text that keeps one stays UCS-2, whatever else was replaced, so
// count the result before it is offered.
//
// Pure, immutable once made, thread-safe. Texts are UTF-8; a byte that isn't is U+FFFD to the
// table, and stays what it is without an entry for that.
//
//   const StandIns& stand_ins = *BuiltInStandIns();        // config/words_data.h
//   stand_ins.Of(U'’');                                     // "'"
//   stand_ins.Of(U'\u200B');                                // "": leave it out
//   stand_ins.Of(U'🛠');                                    // nullopt: nothing says that
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
  // A character and what stands in for it; the empty text leaves it out.
  using Entry = std::pair<char32_t, std::string>;

  // No stand-ins at all.
  StandIns() = default;

  // From a table in any order. InvalidArgument, naming the character: what CheckEntry says, or it
  // has two entries.
  // `source`: the file that it is from, for the record of a policy; null: made in code.
  static absl::StatusOr<StandIns> Make(std::vector<Entry> table, SharedSource source = nullptr);

  // InvalidArgument: `code` is no character, or is in GSM-7 itself; `stand_in` holds a character
  // outside GSM-7. Mend the entry or remove it.
  static absl::Status CheckEntry(char32_t code, std::string_view stand_in);

  // The stand-in, nullopt where there is none. The view lives as long as this object. O(log n).
  std::optional<std::string_view> Of(char32_t code) const;

  // The text with everything outside GSM-7 replaced that can be. A grapheme cluster (UAX #29) is
  // replaced whole or not at all: a joiner stays between the people of a family, and a й written in
  // two keeps its mark.
  //   A mark that is left out after a letter becomes one with it where GSM-7 has both in one: n
  // and U+0303 are ñ, e and U+0302 are e.
  //   A stand-in of several characters that begins with a digit is parted from a digit before it:
  // 2½ is 2 1/2, not 21/2.
  // What is GSM-7 stays as it is. Linear.
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
