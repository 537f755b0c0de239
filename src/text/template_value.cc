#include "text/template_value.h"

#include <utf8proc.h>

#include <array>
#include <utility>

#include "text/grapheme.h"
#include "textback/model/utf8.h"

namespace textback {
namespace {

constexpr char32_t kNonJoiner = 0x200C;
constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kKeycap = 0x20E3;
constexpr char32_t kBlackFlag = 0x1F3F4;

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
constexpr bool IsIn(const std::array<Range, N>& ranges, char32_t code) {
  for (const Range& range : ranges) {
    if (code >= range.first && code <= range.last) return true;
  }
  return false;
}

// Unicode's separators, characters that move a terminal's cursor, and a letter that is blank.
constexpr std::array<Range, 9> kSpaces = {{{0x85, 0x85},
                                           {0xA0, 0xA0},
                                           {0x1680, 0x1680},
                                           {0x2000, 0x200A},
                                           {0x2028, 0x2029},
                                           {0x202F, 0x202F},
                                           {0x205F, 0x205F},
                                           {0x2800, 0x2800},
                                           {0x3000, 0x3000}}};

constexpr bool IsSpace(char32_t code) {
  return code < 0x80 ? code == ' ' || (code >= 0x09 && code <= 0x0D) : IsIn(kSpaces, code);
}

// Scripts whose letters change form next to others, and in which joiners are part of the spelling:
// Arabic to Myanmar, Tagalog to Vedic, Syloti Nagri to Meetei Mayek, Kharoshthi to Makasar, Adlam.
constexpr std::array<Range, 5> kJoining = {
    {{0x0600, 0x109F}, {0x1700, 0x1CFF}, {0xA800, 0xABFF}, {0x10A00, 0x11FFF}, {0x1E900, 0x1E95F}}};

// FE00 to FE0D and E0100 onwards are for CJK, Myanmar and others; 180B onwards for Mongolian.
constexpr std::array<Range, 4> kLetterVariants = {
    {{0x180B, 0x180D}, {0x180F, 0x180F}, {0xFE00, 0xFE0D}, {0xE0100, 0xE01EF}}};
constexpr char32_t kFirstLetterWithVariants = 0x1000;  // Myanmar's
constexpr std::array<Range, 1> kPictureVariants = {{{0xFE0E, 0xFE0F}}};
// Used in the flags of England, Wales...
constexpr std::array<Range, 1> kTags = {{{0xE0020, 0xE007F}}};

// Below this, all characters are visible and none is a mark, except controls and the soft hyphen.
constexpr char32_t kFirstMark = 0x300;
constexpr bool IsUnseenBelowMarks(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD;
}

const utf8proc_property_t& PropertyOf(char32_t code) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(code));
}

bool IsUnseen(const utf8proc_property_t& property) {
  return property.ignorable != 0 || property.boundclass == UTF8PROC_BOUNDCLASS_CONTROL;
}

bool IsMark(const utf8proc_property_t& property) {
  return property.boundclass == UTF8PROC_BOUNDCLASS_EXTEND ||
         property.boundclass == UTF8PROC_BOUNDCLASS_SPACINGMARK;
}

bool IsPicture(char32_t code) {
  return PropertyOf(code).boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

bool Joins(char32_t code) { return IsIn(kJoining, code) && !IsUnseen(PropertyOf(code)); }

// The state of the output so far.
struct Written {
  std::size_t size = 0;
  bool space = false;    // a space is pending before the next character
  char32_t base = 0;     // the last character that is not a mark; 0 at the start and after a space
  bool is_bare = false;  // it has no mark yet
};

// Does an invisible character change its neighbours? `rest` is the text after it.
bool Serves(char32_t code, std::string_view rest, const Written& written) {
  const char32_t base = written.base;
  const char32_t next = rest.empty() ? 0 : DecodeUtf8(rest, 0).code;
  if (code == kJoiner || code == kNonJoiner) {
    if (Joins(base) && Joins(next)) return true;
    return code == kJoiner && IsPicture(base) && IsPicture(next);
  }
  if (IsIn(kTags, code)) return base == kBlackFlag;
  if (!written.is_bare) return false;
  if (IsIn(kPictureVariants, code)) return next == kKeycap || IsPicture(base);
  return base >= kFirstLetterWithVariants && IsIn(kLetterVariants, code);
}

// Should `code` be shown? Updates `written`.
bool Take(char32_t code, std::string_view rest, Written& written) {
  bool mark = false;
  if (code >= kFirstMark) {
    const utf8proc_property_t& property = PropertyOf(code);
    const bool unseen = IsUnseen(property);
    mark = unseen || IsMark(property);
    if (mark && written.base == 0) return false;
    if (unseen && !Serves(code, rest, written)) return false;
  } else if (IsUnseenBelowMarks(code)) {
    return false;
  }
  if (!mark) written.base = code;
  written.is_bare = !mark;
  return true;
}

// The number of bytes of the whole characters that are shown.
std::size_t Cut(std::string_view shown) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < Template::kMaxValue && end < shown.size(); ++i) {
    const std::size_t next = NextGrapheme(shown, end);
    if (next > Template::kMaxValueBytes) break;
    end = next;
  }
  return end;
}

// Removes a space, or a joiner without a following letter, that the cut has left at the end.
std::string_view WithoutTail(std::string_view shown) {
  for (const std::string_view tail : {" ", "\u200C", "\u200D"}) {
    if (shown.ends_with(tail)) shown.remove_suffix(tail.size());
  }
  return shown;
}

}  // namespace

std::string_view MendValue(std::string_view value, char* out) {
  Written written;
  for (std::size_t at = 0; at < value.size() && written.size <= Template::kMaxValueBytes;) {
    const Utf8Char c = DecodeUtf8(value, at);
    const char* bytes = value.data() + at;
    at += c.size;
    if (IsSpace(c.code)) {
      written.space = written.size > 0;
      written.base = 0;
      continue;
    }
    if (!c.valid || !Take(c.code, value.substr(at), written)) continue;
    if (std::exchange(written.space, false)) out[written.size++] = ' ';
    std::memcpy(out + written.size, bytes, c.size);
    written.size += c.size;
  }
  const std::string_view shown(out, written.size);
  if (shown.size() <= Template::kMaxValue) return shown;
  return WithoutTail(shown.substr(0, Cut(shown)));
}

}  // namespace textback
