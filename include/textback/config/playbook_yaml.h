// Playbooks from YAML: the steps and their words in one file. The built-in ones are compiled in
// from src/config/playbooks.
//
//   name: two-text
//   inquiry: missed_call              # or form, text, estimate (default missed_call)
//   steps:
//     - name: text_1                  # class, needs, after, delay, local_time: policy/playbook.h
//       arms:                         # an A/B test (R54): name -> weight
//         control: 1
//         short: {weight: 1, ended: true}
//   languages:
//     en:
//       footer: "Call {callback}. Reply STOP to opt out."
//       trades:                       # which there are, and how `{trade}` is said
//         kitchen: kitchen
//         drain: {say: drain, heard: [clogged, sewer]}  # and by which words people name it
//       words:
//         text_1:
//           plain: "..."              # plain, known, late
//           late:
//             any: "..."              # or by trade; `any` for all others. Each is under `trades`
//             kitchen: "..."
//           arms:
//             short: {plain: "..."}   # what an arm says otherwise
//
// Errors are InvalidArgument and name file, line, field (and column inside a template): see
// account_yaml.h. Unknown fields are errors: a typo must never silently change what is sent. What
// lint (text/lint.h) finds wrong is an error too; what it warns of is in the result.
#ifndef TEXTBACK_CONFIG_PLAYBOOK_YAML_H_
#define TEXTBACK_CONFIG_PLAYBOOK_YAML_H_

#include <absl/status/statusor.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/event.h"
#include "textback/policy/playbook.h"
#include "textback/text/lint.h"
#include "textback/text/script.h"

namespace textback {

// What lint says of a text, and where that stands: "own.yaml:12: languages.en.words.text_1.plain".
struct WordsFinding {
  std::string file;
  int line = 0;  // of the text; of the very words where the finding has a place
  std::string path;
  LintFinding finding;

  std::string ToString() const;  // "own.yaml:12: languages.en... (R51 pressure): what; how to mend"
};

struct PlaybookFile {
  std::shared_ptr<const Playbook> playbook;
  std::shared_ptr<const Script> script;
  InquiryKind inquiry = InquiryKind::kMissedCall;  // what it is written for
  std::vector<WordsFinding> warnings;
};

absl::StatusOr<PlaybookFile> ParsePlaybook(std::string_view yaml, std::string_view file_name);
absl::StatusOr<PlaybookFile> LoadPlaybook(const std::string& path);

// The same, but what lint finds wrong is in the result as well: for those who mend a file. An error
// only where it can't be read as a playbook at all.
struct PlaybookFindings {
  PlaybookFile file;
  std::vector<WordsFinding> findings;  // errors and warnings
};
absl::StatusOr<PlaybookFindings> LintPlaybook(std::string_view yaml, std::string_view file_name);

// The texts that belong to no playbook, complete in themselves, without a footer: `holding_reply`
// (R22), `stop_confirmation` (R31), `help_answer` (R34). A file has `name` and `languages` only.
struct ServiceFile {
  std::shared_ptr<const Script> script;
  std::vector<WordsFinding> warnings;
};
absl::StatusOr<ServiceFile> ParseServiceWords(std::string_view yaml, std::string_view file_name);

// What ships with the library. These can't fail: the tests parse them.
struct Playbooks {
  std::array<PlaybookFile, kInquiryKinds> of;  // of an estimate: none
  std::shared_ptr<const Script> service;       // the words of answers
  PlaybookFile& operator[](InquiryKind kind) { return of[static_cast<std::size_t>(kind)]; }
  const PlaybookFile& operator[](InquiryKind kind) const {
    return of[static_cast<std::size_t>(kind)];
  }
  // What the words of any of them name, each once.
  std::vector<TradeId> Trades() const;
};
const Playbooks& BuiltInPlaybooks();
const PlaybookFile& TwoTextPlaybook();  // that of missed calls
const ServiceFile& BuiltInServiceWords();

}  // namespace textback

#endif  // TEXTBACK_CONFIG_PLAYBOOK_YAML_H_
