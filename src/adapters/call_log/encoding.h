// The bytes of old switches and spreadsheets as UTF-8.
#ifndef TEXTBACK_SRC_ADAPTERS_CALL_LOG_ENCODING_H_
#define TEXTBACK_SRC_ADAPTERS_CALL_LOG_ENCODING_H_

#include <string>
#include <string_view>

namespace textback {

bool IsAscii(std::string_view text);

// Appends `text`, read as Windows-1252 (Latin-1 with quotes and dashes in the place of controls).
// Takes at most three bytes for each.
void AppendWindows1252(std::string& out, std::string_view text);

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_CALL_LOG_ENCODING_H_
