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
//       trades:                       # all trades, and what stands for `{trade}`
//         kitchen: kitchen
//         drain: {say: drain, heard: [clogged, sewer]}  # `heard`: words that people use for it
//       reasons:                      # what `{reason}` says, by the account's hours (R55)
//         open: We were on a job site
//       words:
//         text_1:
//           plain: "..."              # plain, known, late
//           late:
//             any: "..."              # or by trade (listed in `trades`); `any`: all others
//             kitchen: "..."
//           arms:
//             short: {plain: "..."}   # the words of an arm, where they differ
//
// Errors are InvalidArgument and name file, line, field (and column inside a template): see
// account_yaml.h. Unknown fields are errors: a typo must never silently change what is sent. Errors
// that lint (text/lint.h) finds are errors here too; its warnings are in the result.
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

// What lint says about a text, and where: "own.yaml:12: languages.en.words.text_1.plain".
struct WordsFinding {
  std::string file;
  int line = 0;  // of the text, or of the exact words if lint knows them
  std::string path;
  LintFinding finding;

  std::string ToString() const;  // "own.yaml:12: languages.en... (R51 pressure): what; how to fix"
};

struct PlaybookFile {
  std::shared_ptr<const Playbook> playbook;
  std::shared_ptr<const Script> script;
  InquiryKind inquiry = InquiryKind::kMissedCall;  // the kind of inquiry that it is for
  std::vector<WordsFinding> warnings;
};

absl::StatusOr<PlaybookFile> ParsePlaybook(std::string_view yaml, std::string_view file_name);
absl::StatusOr<PlaybookFile> LoadPlaybook(const std::string& path);

// The same, but lint's errors are in the result too: for people who correct a file. An error only
// if the file can't be read as a playbook at all.
struct PlaybookFindings {
  PlaybookFile file;
  std::vector<WordsFinding> findings;  // errors and warnings
};
// `profile`: a carrier that takes less than usual, "canada_136" (R52); empty: none.
absl::StatusOr<PlaybookFindings> LintPlaybook(std::string_view yaml, std::string_view file_name,
                                              std::string_view profile = {});

// The texts that belong to no playbook and have no footer: `holding_reply` (R22),
// `stop_confirmation` (R31), `help_answer` (R34), `bot_answer` (R56). A file has only `name` and
// `languages`; these may also say by which words each language is known (R57).
struct ServiceFile {
  std::shared_ptr<const Script> script;
  std::vector<WordsFinding> warnings;
};
absl::StatusOr<ServiceFile> ParseServiceWords(std::string_view yaml, std::string_view file_name);

// The playbooks that ship with the library. They can't fail: the tests parse them.
struct Playbooks {
  std::array<PlaybookFile, kInquiryKinds> of;  // none for estimates
  std::shared_ptr<const Script> service;       // the words of answers
  PlaybookFile& operator[](InquiryKind kind) { return of[static_cast<std::size_t>(kind)]; }
  const PlaybookFile& operator[](InquiryKind kind) const {
    return of[static_cast<std::size_t>(kind)];
  }
  // The trades that any of them names, each once.
  std::vector<TradeId> Trades() const;
};
const Playbooks& BuiltInPlaybooks();
const PlaybookFile& TwoTextPlaybook();  // the one for missed calls
const ServiceFile& BuiltInServiceWords();

}  // namespace textback

#endif  // TEXTBACK_CONFIG_PLAYBOOK_YAML_H_
