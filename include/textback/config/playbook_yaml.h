// Playbooks from YAML: the steps and their words in one file. The built-in ones are compiled in
// from src/config/playbooks.
//
// Errors are InvalidArgument and name file, line, field (and column inside a template): see
// account_yaml.h. Unknown fields are errors: a typo must never silently change what is sent.
#ifndef TEXTBACK_CONFIG_PLAYBOOK_YAML_H_
#define TEXTBACK_CONFIG_PLAYBOOK_YAML_H_

#include <absl/status/statusor.h>

#include <memory>
#include <string>
#include <string_view>

#include "textback/policy/playbook.h"
#include "textback/text/reply.h"
#include "textback/text/script.h"

namespace textback {

struct PlaybookFile {
  std::shared_ptr<const Playbook> playbook;
  std::shared_ptr<const Script> script;
};

absl::StatusOr<PlaybookFile> ParsePlaybook(std::string_view yaml, std::string_view file_name);
absl::StatusOr<PlaybookFile> LoadPlaybook(const std::string& path);

// Keywords: kind -> list of words.
absl::StatusOr<std::shared_ptr<const ReplyClassifier>> ParseKeywords(std::string_view yaml,
                                                                     std::string_view file_name);

// What ships with the library. These can't fail: the tests parse them.
const PlaybookFile& TwoTextPlaybook();
const std::shared_ptr<const ReplyClassifier>& BuiltInKeywords();

}  // namespace textback

#endif  // TEXTBACK_CONFIG_PLAYBOOK_YAML_H_
