#include "text/grapheme.h"

#include <utf8proc.h>

namespace textback {

std::size_t NextJoinedGrapheme(std::string_view text, std::size_t at) {
  Utf8Char last = DecodeUtf8(text, at);
  std::size_t end = at + last.size;
  if (!last.valid) return end;
  // Emoji sequences and flags depend on more than two characters. At the start of a cluster,
  // nothing before it matters.
  utf8proc_int32_t state = 0;
  while (end < text.size()) {
    const Utf8Char next = DecodeUtf8(text, end);
    // CR cannot follow anything inside a cluster, so CR LF can only be at its start.
    if (!next.valid || (last.code == U'\r' && next.code == U'\n')) break;
    if (utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(last.code),
                                         static_cast<utf8proc_int32_t>(next.code), &state)) {
      break;
    }
    end += next.size;
    last = next;
  }
  return end;
}

}  // namespace textback
