// Custom word lists: either a valid result or an error with its place, never a crash.
//
// Input: the file, given to each of the readers.
#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "fuzz/fuzz.h"
#include "textback/config/lint_yaml.h"
#include "textback/config/words_data.h"
#include "textback/text/lint.h"
#include "textback/text/reply.h"
#include "textback/text/stand_ins.h"
#include "textback/text/template.h"

namespace textback::fuzz {
namespace {

constexpr std::string_view kMessage =
    "Please stop texting me, ok? I'd rather have no more texts after 9. ½ “s t o p” 🛑 hola";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  const auto replies = ParseReplyWords(file, kFileName);
  if (replies.ok()) {
    for (const std::string_view message : {kMessage, file}) {
      const ReplyClassifier::Meaning meaning = (*replies)->Classify(message);
      Require(!meaning.id.empty() || meaning.kind == ReplyKind::kReply, "what is found has an id");
    }
  } else {
    RequireFileError(replies.status(), file);
  }
  const auto lists = ParseLintWords(file, kFileName);
  if (lists.ok()) {
    static const Template kBody = *Template::Compile(kMessage);
    for (const std::string_view locale : {"", "en", "fr-CA"})
      Lint({.first = true, .locale = locale, .body = &kBody}, **lists);
  } else {
    RequireFileError(lists.status(), file);
  }
  const auto stand_ins = ParseStandIns(file, kFileName);
  if (stand_ins.ok()) {
    for (const std::string_view text : {kMessage, file}) (*stand_ins)->Replace(text);
  } else {
    RequireFileError(stand_ins.status(), file);
  }
  // Its checksum keeps most changes out; opinion_text_test signs changed files.
  const auto opinion = ParseOpinion(file, kFileName);
  if (opinion.ok()) {
    for (const std::string_view text : {kMessage, file}) (*opinion)->ScoresOf(text);
  } else {
    RequireFileError(opinion.status(), file);
  }
  return 0;
}

}  // namespace textback::fuzz
