// Reads a template's source: its grammar, and whatever can be wrong with it, are in here and
// nowhere else. template.h has both.
#ifndef TEXTBACK_SRC_TEXT_TEMPLATE_PARSER_H_
#define TEXTBACK_SRC_TEXT_TEMPLATE_PARSER_H_

#include <absl/status/statusor.h>

#include <string_view>
#include <vector>

#include "textback/text/template.h"

namespace textback {

// As Template::Pieces, with the errors of Template::Compile. The views are into `source`.
absl::StatusOr<std::vector<Template::Piece>> ParseTemplate(std::string_view source);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_TEMPLATE_PARSER_H_
