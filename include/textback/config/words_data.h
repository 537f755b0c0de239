// The tables of words and characters for reading replies and writing texts. Built in from
// src/config/words; each file names its sources, its date and its licence.
//
// Pure. The results are immutable and shared between threads. Errors are InvalidArgument; they name
// file and line and say how to fix it. Pass the content of your own file to these functions, not
// its path.
//
//   const auto own = ParseStandIns("U+2713\tok\tCHECK MARK\n", "own.tsv");
//   if (!own.ok()) return own.status();
//   BuiltInStandIns()->Of(U'½');  // "1/2"
#ifndef TEXTBACK_CONFIG_WORDS_DATA_H_
#define TEXTBACK_CONFIG_WORDS_DATA_H_

#include <absl/status/statusor.h>

#include <memory>
#include <string_view>
#include <vector>

#include "textback/model/policy_record.h"
#include "textback/text/asked_time.h"
#include "textback/text/opinion.h"
#include "textback/text/reply.h"
#include "textback/text/stand_ins.h"

namespace textback {

// One character per line, in any order: its code, what replaces it (nothing: it is left out), and a
// note, separated by tabs. Empty lines and lines that begin with # are ignored.
//
//   U+2019	'	RIGHT SINGLE QUOTATION MARK
//   U+200B		ZERO WIDTH SPACE
//
// Errors: a line without three columns, a code that is not valid, is in GSM-7 or was given before,
// a stand-in outside GSM-7.
absl::StatusOr<std::shared_ptr<const StandIns>> ParseStandIns(std::string_view tsv,
                                                              std::string_view file_name);

// Keywords and phrases by which replies are understood, as YAML: keywords, mistyped, not_typos,
// fillers, classes, phrases; src/config/words/replies*.yaml show them all. Several files are read
// as one. `keywords` is required and must contain words of kind stop: everything else may be left
// to people, but not opting out. `opinion` is asked where the words find nothing; null: nobody is.
// `asks` hears when somebody wants to be texted again; null: no such time is heard.
absl::StatusOr<std::shared_ptr<const ReplyClassifier>> ParseReplyWords(
    std::vector<SharedSource> files, std::shared_ptr<const Opinion> opinion = nullptr,
    std::shared_ptr<const AskedTimes> asks = nullptr);
absl::StatusOr<std::shared_ptr<const ReplyClassifier>> ParseReplyWords(
    std::string_view yaml, std::string_view file_name,
    std::shared_ptr<const Opinion> opinion = nullptr);

// The files that ship with the library: to build on them, add your own behind them.
std::vector<SharedSource> BuiltInReplyWords();

// How people ask for a text or a call at another time (R37), as YAML: fillers, light, classes,
// parts, phrases; src/config/words/asks.yaml shows them all. Only `phrases` is required. Errors: a
// field or a phrase that is wrong, with its line.
absl::StatusOr<std::shared_ptr<const AskedTimes>> ParseAskWords(std::string_view yaml,
                                                                std::string_view file_name);

// A second opinion on replies: a table of weights that src/config/words/train_opinion.py writes.
// Errors: a file that was cut short or altered (its last line is a checksum), or that was made for
// another version of this library. Make it again, or leave it out.
absl::StatusOr<std::shared_ptr<const Opinion>> ParseOpinion(std::string_view text,
                                                            std::string_view file_name);

// The tables that ship with the library: stand_ins.tsv, replies*.yaml, asks.yaml and opinion.txt.
// They can't fail: the tests parse them.
const std::shared_ptr<const StandIns>& BuiltInStandIns();
const std::shared_ptr<const AskedTimes>& BuiltInAsks();
const std::shared_ptr<const ReplyClassifier>& BuiltInReplies();

}  // namespace textback

#endif  // TEXTBACK_CONFIG_WORDS_DATA_H_
