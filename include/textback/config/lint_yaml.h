// Word lists for lint from YAML (R50-R53). The built-in ones are compiled in from
// src/config/words/lint.yaml; an account that writes in another language may load its own.
//
// A file contains every list (see LintWords). Each list has a reason, and its phrases by language:
//
//   pressure:
//     reason: nobody is hurried
//     phrases:
//       en: [act now, last chance]
//       fr: [dernière chance]
//
// `profiles` is optional: what a carrier takes, where it is less than usual. Lint looks at a
// profile only when asked to.
//
//   profiles:
//     canada_136: {reason: a provider's page says so, characters: 136}
//
// A language that is in one list must be in every list, except `allowed`: otherwise a rule would
// find nothing in that language, and texts would look better than they are. Phrases are compared
// without case and accents, so write each one once, in one spelling.
//
// Errors are InvalidArgument; they name file, line and field and say how to fix it: see
// account_yaml.h. Pure and thread-safe; the results are immutable.
#ifndef TEXTBACK_CONFIG_LINT_YAML_H_
#define TEXTBACK_CONFIG_LINT_YAML_H_

#include <absl/status/statusor.h>

#include <memory>
#include <string_view>

#include "textback/text/lint.h"

namespace textback {

absl::StatusOr<std::shared_ptr<const LintWords>> ParseLintWords(std::string_view yaml,
                                                                std::string_view file_name);

// A profile of the built-in words (R52): "canada_136". Null for an empty name. InvalidArgument:
// there is no such profile; the message lists them.
absl::StatusOr<const LintWords::Profile*> LintProfileNamed(std::string_view name);

// The list that ships with the library. Can't fail: the tests parse it.
const std::shared_ptr<const LintWords>& BuiltInLintWords();

}  // namespace textback

#endif  // TEXTBACK_CONFIG_LINT_YAML_H_
