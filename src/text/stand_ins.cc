#include "textback/text/stand_ins.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/grapheme.h"
#include "textback/model/utf8.h"
#include "textback/text/segments.h"

namespace textback {
namespace {

// Joins a letter and its mark into one character, such as "é"; empty if GSM-7 has none.
std::string Compose(char32_t letter, char32_t mark) {
  std::array<utf8proc_int32_t, 2> codes = {static_cast<utf8proc_int32_t>(letter),
                                           static_cast<utf8proc_int32_t>(mark)};
  const utf8proc_ssize_t count =
      utf8proc_normalize_utf32(codes.data(), static_cast<utf8proc_ssize_t>(codes.size()),
                               static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  std::string both;
  const auto code = static_cast<char32_t>(codes[0]);
  if (count == 1 && IsGsm7(code)) AppendUtf8(both, code);
  return both;
}

bool IsCharacter(char32_t code) { return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF); }

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

std::string NameOf(char32_t code) {
  return absl::StrFormat("U+%04X", static_cast<std::uint32_t>(code));
}

}  // namespace

absl::Status StandIns::CheckEntry(char32_t code, std::string_view stand_in) {
  if (!IsCharacter(code)) {
    return absl::InvalidArgumentError(NameOf(code) + " is no character; remove it");
  }
  if (IsGsm7(code)) {
    return absl::InvalidArgumentError(NameOf(code) +
                                      " is in GSM-7 and needs no stand-in; remove it");
  }
  const std::vector<Forcing> outside = ForcedBy(stand_in, 1);
  if (outside.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrFormat("the stand-in of %s holds %s, which is not in GSM-7 either; write it without",
                      NameOf(code), NameOf(outside.front().code)));
}

absl::StatusOr<StandIns> StandIns::Make(std::vector<Entry> table, SharedSource source) {
  for (const auto& [code, stand_in] : table) {
    if (absl::Status status = CheckEntry(code, stand_in); !status.ok()) return status;
  }
  std::sort(table.begin(), table.end());
  const auto twice =
      std::adjacent_find(table.begin(), table.end(),
                         [](const Entry& a, const Entry& b) { return a.first == b.first; });
  if (twice != table.end()) {
    return absl::InvalidArgumentError(NameOf(twice->first) + " has two stand-ins; remove one");
  }
  StandIns made;
  made.table_ = std::move(table);
  made.source_ = std::move(source);
  return made;
}

std::optional<std::string_view> StandIns::Of(char32_t code) const {
  const auto found =
      std::lower_bound(table_.begin(), table_.end(), code,
                       [](const Entry& entry, char32_t wanted) { return entry.first < wanted; });
  if (found == table_.end() || found->first != code) return std::nullopt;
  return found->second;
}

void StandIns::ReplaceCluster(std::string_view cluster, std::string& out) const {
  const std::size_t begin = out.size();
  char32_t letter = 0;  // the character before, if it was copied unchanged
  for (std::size_t at = 0; at < cluster.size();) {
    const Utf8Char c = DecodeUtf8(cluster, at);
    const std::string_view own = cluster.substr(at, c.size);
    at += c.size;
    if (IsGsm7(c.code)) {
      out += own;
      letter = c.code;
      continue;
    }
    const std::optional<std::string_view> stand_in = Of(c.code);
    if (!stand_in.has_value()) {
      out.replace(begin, std::string::npos, cluster);
      return;
    }
    if (stand_in->empty()) {
      const std::string both = Compose(letter, c.code);
      if (!both.empty()) out.pop_back();  // removes the letter; letters that compose are ASCII
      out += both;
    } else {
      const bool digits = stand_in->size() > 1 && IsDigit(stand_in->front());
      if (digits && !out.empty() && IsDigit(out.back())) out += ' ';
      out += *stand_in;
    }
    letter = 0;
  }
}

std::string StandIns::Replace(std::string_view text) const {
  if (CountSegments(text).encoding == Encoding::kGsm7) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0;;) {
    const std::size_t ascii_end = EndOfAsciiGraphemes(text, at);
    for (; at < ascii_end; ++at) {
      if (IsGsm7(static_cast<unsigned char>(text[at]))) {
        out += text[at];
      } else {
        ReplaceCluster(text.substr(at, 1), out);  // ` or a tab
      }
    }
    if (at == text.size()) return out;
    const std::size_t end = NextGrapheme(text, at);
    ReplaceCluster(text.substr(at, end - at), out);
    at = end;
  }
}

}  // namespace textback
