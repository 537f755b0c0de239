#include <absl/status/statusor.h>

#include <utility>

#include "config/embedded.h"
#include "textback/config/playbook_yaml.h"

namespace textback {
namespace {

// What ships is tested: a failure here is a broken build, not an input, and crashes with its
// message. Never destroyed: threads may still use it at exit.
template <class T>
const T& Keep(absl::StatusOr<T> parsed) {
  return *new T(*std::move(parsed));
}

}  // namespace

const PlaybookFile& TwoTextPlaybook() {
  static const PlaybookFile& file = Keep(ParsePlaybook(embedded::kTwoTextYaml, "two_text.yaml"));
  return file;
}

const std::shared_ptr<const Rulebook>& BuiltInRulebook() {
  static const auto& rulebook = Keep(ParseRulebook(embedded::kCanadaYaml, "canada.yaml"));
  return rulebook;
}

const std::shared_ptr<const ReplyClassifier>& BuiltInKeywords() {
  static const auto& keywords = Keep(ParseKeywords(embedded::kKeywordsYaml, "keywords.yaml"));
  return keywords;
}

}  // namespace textback
