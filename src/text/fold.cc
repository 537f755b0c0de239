#include "text/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

#include "textback/model/utf8.h"

namespace textback {
namespace {

enum class Glyph : std::uint8_t {
  kUnseen,
  kLetter,
  kSpace,
  kApostrophe,  // within a word: dropped
  kHyphen,      // within a word: splits it into two words
  kMask,        // within a word: kept, as in "f*ck"
  kSoft,
  kHard,
  kSymbol,
};

Glyph GlyphOfAscii(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return Glyph::kLetter;
  switch (c) {
    case '\'':
    case '`':
      return Glyph::kApostrophe;
    case '-':
      return Glyph::kHyphen;
    case '*':
    case '#':  // a word of its own if it stands alone: "lose my #", "no + textos"
    case '@':
    case '$':
    case '+':
      return Glyph::kMask;
    case '.':
    case '!':
    case '?':
    case ';':
    case ':':
    case '\n':
    case '\r':
      return Glyph::kHard;
    default:
      return c <= ' ' || c == 0x7F ? Glyph::kSpace : Glyph::kSoft;
  }
}

Glyph GlyphOf(char32_t code) {
  if (code < 0x80) return GlyphOfAscii(static_cast<char>(code));
  switch (code) {
    case 0xA1:  // inverted marks start a sentence
    case 0xBF:
    case 0x2026:
      return Glyph::kHard;
    case 0xB4:
    case 0x2BC:
    case 0x2018:
    case 0x2019:
    case 0x2032:
      return Glyph::kApostrophe;
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
      return Glyph::kHyphen;
    default:
      break;
  }
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return Glyph::kLetter;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
      return Glyph::kUnseen;
    case UTF8PROC_CATEGORY_ZS:
      return Glyph::kSpace;
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
      return Glyph::kHard;
    case UTF8PROC_CATEGORY_SO:
      return Glyph::kSymbol;
    case UTF8PROC_CATEGORY_SK:  // skin tones belong to the emoji before them
      return Glyph::kUnseen;
    default:
      return Glyph::kSoft;
  }
}

class Folder {
 public:
  Folder(std::size_t max_words, std::size_t bytes) : max_words_(max_words) {
    // A usual reply fits; a longer one grows as it is read.
    constexpr std::size_t kUsual = 320;
    out_.letters.reserve(std::min(bytes, kUsual));
    out_.words.reserve(std::min(bytes, kUsual) / 4);
  }

  bool full() const { return out_.words.size() >= max_words_ && !open_; }

  void Take(const Utf8Char& c) {
    // Invalid bytes (a cut-off character) separate words without a break.
    if (!c.valid) return Separate(Break::kNone);
    if (c.code < 0x80) {
      const bool upper = c.code >= 'A' && c.code <= 'Z';
      return TakeFolded(upper ? c.code - 'A' + 'a' : c.code);
    }
    for (const char32_t code : FoldCharacter(c.code)) TakeFolded(code);
  }

  const FoldedText& text() const { return out_; }

  FoldedText Finish() {
    Close();
    return std::move(out_);
  }

 private:
  void TakeFolded(char32_t code) {
    const Glyph glyph = GlyphOf(code);
    out_.question = out_.question || code == '?' || code == 0xBF;
    switch (glyph) {
      case Glyph::kUnseen:
        return;
      case Glyph::kLetter:
        return Letter(code);
      case Glyph::kApostrophe:
      case Glyph::kHyphen:
      case Glyph::kMask:
        // The next character decides what it means.
        if (open_ && (pending_.empty() || (glyph == Glyph::kMask && pending_ == Masks()))) {
          pending_glyph_ = glyph;
          if (pending_.size() < kMaxWordBytes)
            pending_ += static_cast<char>(code < 0x80 ? code : '-');
          return;
        }
        return glyph == Glyph::kMask ? Symbol(code, Break::kNone) : Separate(Break::kSoft);
      case Glyph::kSpace:
        // In "stop -" it is a dash, in "stop' " the end of a quotation.
        return Separate(pending_.empty() ? Break::kNone : Break::kSoft);
      case Glyph::kSoft:
        return Separate(Break::kSoft);
      case Glyph::kHard:
        return Separate(Break::kHard);
      case Glyph::kSymbol:
        return Symbol(code, Break::kSoft);
    }
  }

  // The pending characters if all of them are masks; otherwise "?", which no pending text equals.
  std::string_view Masks() const {
    return pending_glyph_ == Glyph::kMask ? std::string_view(pending_) : std::string_view("?");
  }

  void Letter(char32_t code) {
    if (!pending_.empty()) {
      const std::string pending = std::exchange(pending_, {});
      if (pending_glyph_ == Glyph::kHyphen) Close();
      if (pending_glyph_ == Glyph::kMask) Append(pending);
    }
    if (!open_) Open(false);
    if (!open_) return;
    if (out_.words.back().size >= kMaxWordBytes) return;
    if (code < 0x80) {
      out_.letters += static_cast<char>(code);
      ++out_.words.back().size;
      return;
    }
    const std::size_t before = out_.letters.size();
    AppendUtf8(out_.letters, code);
    out_.words.back().size += static_cast<std::uint32_t>(out_.letters.size() - before);
  }

  void Append(std::string_view bytes) {
    if (!open_ || out_.words.back().size + bytes.size() > kMaxWordBytes) return;
    out_.letters += bytes;
    out_.words.back().size += static_cast<std::uint32_t>(bytes.size());
  }

  void Symbol(char32_t code, Break around) {
    Separate(around);
    Open(true);
    if (!open_) return;
    const std::size_t before = out_.letters.size();
    AppendUtf8(out_.letters, code);
    out_.words.back().size = static_cast<std::uint32_t>(out_.letters.size() - before);
    Separate(around);
  }

  void Open(bool symbol) {
    if (out_.words.size() >= max_words_) return;
    out_.words.push_back({.begin = static_cast<std::uint32_t>(out_.letters.size()),
                          .before = break_,
                          .symbol = symbol});
    break_ = Break::kNone;
    open_ = true;
  }

  void Close() {
    open_ = false;
    pending_.clear();
  }

  void Separate(Break strength) {
    Close();
    break_ = std::max(break_, strength);
  }

  const std::size_t max_words_;
  FoldedText out_;
  bool open_ = false;
  Break break_ = Break::kHard;
  std::string pending_;  // waiting after a letter: apostrophe, hyphen or masks
  Glyph pending_glyph_ = Glyph::kUnseen;
};

}  // namespace

FoldedCharacter FoldCharacter(char32_t code) {
  // Unicode keeps these as letters of their own; people write "soeur" and "sœur".
  if (code == U'œ' || code == U'Œ') return {.codes = {U'o', U'e'}, .size = 2};
  if (code == U'æ' || code == U'Æ') return {.codes = {U'a', U'e'}, .size = 2};
  std::array<utf8proc_int32_t, std::tuple_size_v<decltype(FoldedCharacter::codes)>> folded;
  int boundary = UTF8PROC_BOUNDCLASS_START;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_CASEFOLD | UTF8PROC_COMPAT |
                                                      UTF8PROC_DECOMPOSE | UTF8PROC_IGNORE);
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(code), folded.data(),
                              static_cast<utf8proc_ssize_t>(folded.size()), options, &boundary);
  FoldedCharacter out;
  out.size =
      std::min(folded.size(), static_cast<std::size_t>(std::max<utf8proc_ssize_t>(count, 0)));
  for (std::size_t i = 0; i < out.size; ++i) out.codes[i] = static_cast<char32_t>(folded[i]);
  return out;
}

std::string Joined(const FoldedText& text) {
  std::string joined;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    if (i > 0) joined += ' ';
    joined += text[i];
  }
  return joined;
}

FoldedText FoldText(std::string_view text, std::size_t max_words) {
  Folder folder(max_words, text.size());
  for (std::size_t at = 0; at < text.size() && !folder.full();) {
    const Utf8Char c = DecodeUtf8(text, at);
    folder.Take(c);
    at += c.size;
  }
  return folder.Finish();
}

std::vector<WordPlace> PlacesOfWords(std::string_view text, std::size_t max_words) {
  Folder folder(max_words, text.size());
  std::vector<WordPlace> places;
  for (std::size_t at = 0; at < text.size() && !folder.full();) {
    const std::size_t letters = folder.text().letters.size();
    const Utf8Char c = DecodeUtf8(text, at);
    folder.Take(c);
    // "½" is two words.
    while (folder.text().words.size() > places.size()) places.push_back({.begin = at, .end = at});
    at += c.size;
    if (folder.text().letters.size() > letters) places.back().end = at;
  }
  return places;
}

}  // namespace textback
