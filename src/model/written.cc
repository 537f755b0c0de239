#include "model/written.h"

#include <algorithm>
#include <array>

#include "textback/model/utf8.h"

namespace textback {
namespace {

// The characters that have another form of their own, beside digits, letters and full width.
struct Form {
  char32_t first;
  char32_t last;
  char plain;  // 0: dropped
};

constexpr std::array kForms = {
    Form{0x00, 0x08, 0},        Form{0x09, 0x09, ' '},     Form{0x0A, 0x0D, '\n'},
    Form{0x0E, 0x1F, 0},        Form{0x27, 0x27, '"'},     Form{0x5B, 0x5B, '('},
    Form{0x5D, 0x5D, ')'},      Form{0x5F, 0x5F, '-'},     Form{0x60, 0x60, '"'},
    Form{0x7E, 0x7E, '-'},      Form{0x7F, 0x84, 0},       Form{0x85, 0x85, '\n'},
    Form{0x86, 0x9F, 0},        Form{0xA0, 0xA0, ' '},     Form{0xAB, 0xAB, '"'},
    Form{0xAD, 0xAD, 0},        Form{0xB4, 0xB4, '"'},     Form{0xB7, 0xB7, '-'},
    Form{0xBB, 0xBB, '"'},      Form{0x300, 0x36F, 0},     Form{0x58A, 0x58A, '-'},
    Form{0x5BE, 0x5BE, '-'},    Form{0x61C, 0x61C, 0},     Form{0x1680, 0x1680, ' '},
    Form{0x1806, 0x1806, '-'},  Form{0x180B, 0x180F, 0},   Form{0x2000, 0x200A, ' '},
    Form{0x200B, 0x200F, 0},    Form{0x2010, 0x2015, '-'}, Form{0x2018, 0x201F, '"'},
    Form{0x2022, 0x2023, '-'},  Form{0x2024, 0x2024, '.'}, Form{0x2027, 0x2027, '-'},
    Form{0x2028, 0x2029, '\n'}, Form{0x202A, 0x202E, 0},   Form{0x202F, 0x202F, ' '},
    Form{0x2032, 0x2036, '"'},  Form{0x2039, 0x203A, '"'}, Form{0x2043, 0x2043, '-'},
    Form{0x2044, 0x2044, '/'},  Form{0x205F, 0x205F, ' '}, Form{0x2060, 0x206F, 0},
    Form{0x207A, 0x207A, '+'},  Form{0x20E3, 0x20E3, 0},   Form{0x2212, 0x2212, '-'},
    Form{0x2215, 0x2215, '/'},  Form{0x2219, 0x2219, '-'}, Form{0x22C5, 0x22C5, '-'},
    Form{0x2500, 0x2501, '-'},  Form{0x2795, 0x2795, '+'}, Form{0x2796, 0x2796, '-'},
    Form{0x2800, 0x2800, ' '},  Form{0x2E3A, 0x2E3B, '-'}, Form{0x3000, 0x3000, ' '},
    Form{0x3001, 0x3001, ','},  Form{0x3002, 0x3002, '.'}, Form{0x3008, 0x3008, '<'},
    Form{0x3009, 0x3009, '>'},  Form{0x300A, 0x300A, '<'}, Form{0x300B, 0x300B, '>'},
    Form{0x301C, 0x301C, '-'},  Form{0x3030, 0x3030, '-'}, Form{0x30A0, 0x30A0, '-'},
    Form{0x30FB, 0x30FC, '-'},  Form{0xFE00, 0xFE0F, 0},   Form{0xFE31, 0xFE32, '-'},
    Form{0xFE58, 0xFE58, '-'},  Form{0xFE62, 0xFE62, '+'}, Form{0xFE63, 0xFE63, '-'},
    Form{0xFEFF, 0xFEFF, 0},    Form{0xFF61, 0xFF61, '.'}, Form{0xFF65, 0xFF65, '-'},
    Form{0xFF70, 0xFF70, '-'},  Form{0xFFF9, 0xFFFB, 0},   Form{0xE0000, 0xE01EF, 0},
};

// The zeros of Unicode's decimal digits; nine more follow each. Source: Unicode Character Database.
constexpr std::array<char32_t, 66> kZeros = {
    0x0660,  0x06F0,  0x07C0,  0x0966,  0x09E6,  0x0A66,  0x0AE6,  0x0B66,  0x0BE6,  0x0C66,
    0x0CE6,  0x0D66,  0x0DE6,  0x0E50,  0x0ED0,  0x0F20,  0x1040,  0x1090,  0x17E0,  0x1810,
    0x1946,  0x19D0,  0x1A80,  0x1A90,  0x1B50,  0x1BB0,  0x1C40,  0x1C50,  0xA620,  0xA8D0,
    0xA900,  0xA9D0,  0xA9F0,  0xAA50,  0xABF0,  0xFF10,  0x104A0, 0x10D30, 0x11066, 0x110F0,
    0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950,
    0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2,
    0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0};

// U+00C0 to U+00FF without their accents.
constexpr std::string_view kLatin =
    "aaaaaaaceeeeiiii?nooooo?ouuuuy??aaaaaaaceeeeiiii?nooooo?ouuuuy?y";

char PlainAscii(char32_t code) {
  return static_cast<char>(code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code);
}

// 0 for what is dropped.
char PlainOf(char32_t code) {
  const auto form = std::lower_bound(kForms.begin(), kForms.end(), code,
                                     [](const Form& one, char32_t c) { return one.last < c; });
  if (form != kForms.end() && form->first <= code) return form->plain;
  if (code < 0x80) return PlainAscii(code);
  if (code >= 0xC0 && code <= 0xFF) return kLatin[code - 0xC0];
  const auto above = std::upper_bound(kZeros.begin(), kZeros.end(), code);
  if (above != kZeros.begin() && code - above[-1] < 10)
    return static_cast<char>('0' + (code - above[-1]));
  // Full-width forms of ASCII; "[" and the like have forms of their own again.
  if (code >= 0xFF01 && code <= 0xFF5E) return PlainOf(code - 0xFEE0);
  return kOtherSign;
}

bool IsAround(char c) { return c == ' ' || c == '\n' || c == '"'; }

// "%2B" is "+": links write it so.
std::string WithoutPercents(std::string_view plain) {
  const auto hex = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  std::string out;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const bool whole = plain[i] == '%' && i + 2 < plain.size();
    const int code = whole && hex(plain[i + 1]) >= 0 && hex(plain[i + 2]) >= 0
                         ? hex(plain[i + 1]) * 16 + hex(plain[i + 2])
                         : -1;
    const bool printable = code >= 0x20 && code < 0x7F;
    out += printable ? PlainOf(static_cast<char32_t>(code)) : plain[i];
    if (printable) i += 2;
  }
  return out;
}

// Cuts a link's scheme off: "sip:", "tel://".
bool TakeScheme(std::string_view& text) {
  constexpr std::array<std::string_view, 10> kSchemes = {
      "tel", "sip", "sips", "sms", "smsto", "mms", "fax", "callto", "whatsapp", "facetime"};
  const std::size_t colon = text.find(':');
  if (colon == text.npos ||
      std::find(kSchemes.begin(), kSchemes.end(), text.substr(0, colon)) == kSchemes.end()) {
    return false;
  }
  text.remove_prefix(colon + 1);
  while (text.starts_with('/')) text.remove_prefix(1);
  return true;
}

}  // namespace

std::string Plain(std::string_view text, std::size_t most) {
  std::string plain;
  for (std::size_t at = 0; at < text.size() && plain.size() < most;) {
    const Utf8Char c = DecodeUtf8(text, at);
    at += c.size;
    const char one = c.valid ? PlainOf(c.code) : kOtherSign;
    if (one != 0) plain += one;
  }
  return plain;
}

std::string_view Trimmed(std::string_view plain) {
  while (!plain.empty() && IsAround(plain.front())) plain.remove_prefix(1);
  while (!plain.empty() && IsAround(plain.back())) plain.remove_suffix(1);
  return plain;
}

std::string Unwrapped(std::string_view plain) {
  std::string_view text = Trimmed(plain);
  const std::size_t open = text.rfind('<');
  const std::size_t close = text.find('>', open == text.npos ? 0 : open);
  if (open != text.npos && close != text.npos) text = text.substr(open + 1, close - open - 1);
  if (text.starts_with('=')) text.remove_prefix(1);  // a spreadsheet's ="4035550123"
  text = Trimmed(text);
  const bool link = TakeScheme(text);
  const std::size_t host = text.find('@');
  // "4035550123;ext=201@host": an extension is part of the name before the host.
  std::string_view name = text.substr(0, host);
  if (link) name = name.substr(0, name.find('?'));
  return WithoutPercents(Trimmed(name));
}

}  // namespace textback
