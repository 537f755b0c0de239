// Reads a template's source. The grammar and all its possible faults are implemented only here;
// template.h describes both.
#ifndef TEXTBACK_SRC_TEXT_TEMPLATE_PARSER_H_
#define TEXTBACK_SRC_TEXT_TEMPLATE_PARSER_H_

#include <optional>
#include <string_view>
#include <vector>

#include "textback/text/template.h"

namespace textback {

// Implements Template::FindFault. If there is no fault, `pieces` are those of Template::Pieces,
// pointing into `source`.
std::optional<TemplateFault> ParseTemplate(std::string_view source,
                                           std::vector<Template::Piece>& pieces);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_TEMPLATE_PARSER_H_
