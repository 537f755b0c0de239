// Reads a template's source: its grammar, and whatever can be wrong with it, are in here and
// nowhere else. template.h has both.
#ifndef TEXTBACK_SRC_TEXT_TEMPLATE_PARSER_H_
#define TEXTBACK_SRC_TEXT_TEMPLATE_PARSER_H_

#include <optional>
#include <string_view>
#include <vector>

#include "textback/text/template.h"

namespace textback {

// Template::FindFault; where there is none, `pieces` are those of Template::Pieces, into `source`.
std::optional<TemplateFault> ParseTemplate(std::string_view source,
                                           std::vector<Template::Piece>& pieces);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_TEMPLATE_PARSER_H_
