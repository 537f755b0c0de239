// The tables of words and characters that texts are read and written with. Built in from
// src/config/words; each file names its sources, its day and its licence.
//
// Pure. What is parsed is immutable and shared between threads. Errors are InvalidArgument and name
// file, line and how to mend it; a file of one's own is text for these functions, not a path.
//
//   const auto own = ParseStandIns("U+2713\tok\tCHECK MARK\n", "own.tsv");
//   if (!own.ok()) return own.status();
//   BuiltInStandIns()->Of(U'½');  // "1/2"
#ifndef TEXTBACK_CONFIG_WORDS_DATA_H_
#define TEXTBACK_CONFIG_WORDS_DATA_H_

#include <absl/status/statusor.h>

#include <memory>
#include <string_view>

#include "textback/text/reply.h"
#include "textback/text/stand_ins.h"

namespace textback {

// One character a line, in any order: its code, what stands in for it (nothing: it is left out), a
// note; parted by tabs. Lines that begin with # and empty ones are left to people.
//
//   U+2019	'	RIGHT SINGLE QUOTATION MARK
//   U+200B		ZERO WIDTH SPACE
//
// Errors: a line without three columns, a code that is none, one in GSM-7 or in a line before, a
// stand-in outside GSM-7.
absl::StatusOr<std::shared_ptr<const StandIns>> ParseStandIns(std::string_view tsv,
                                                              std::string_view file_name);

// Keywords and phrases by which replies are understood, as YAML: keywords, mistyped, not_typos,
// fillers, classes, phrases; src/config/words/replies.yaml shows them all. `keywords` must be there
// and hold words of kind stop: the rest may be left to people, opting out may not.
absl::StatusOr<std::shared_ptr<const ReplyClassifier>> ParseReplyWords(std::string_view yaml,
                                                                       std::string_view file_name);

// What ships with the library, stand_ins.tsv and replies.yaml: can't fail, the tests parse them.
const std::shared_ptr<const StandIns>& BuiltInStandIns();
const std::shared_ptr<const ReplyClassifier>& BuiltInReplies();

}  // namespace textback

#endif  // TEXTBACK_CONFIG_WORDS_DATA_H_
