#include "textback/text/reply.h"

#include <algorithm>
#include <array>

#include "model/names.h"
#include "textback/text/utf8.h"

namespace textback {
namespace {

constexpr Names<4> kReplyNames = {"reply", "stop", "start", "help"};

// Base letters of U+00C0 to U+017F in upper case; '.' where there is none. Both cases of a letter
// fold to the same.
constexpr std::string_view kBaseLetters =
    "AAAAAA.CEEEEIIII"   // U+00C0
    ".NOOOOO.OUUUUY.."   // U+00D0
    "AAAAAA.CEEEEIIII"   // U+00E0
    ".NOOOOO.OUUUUY.Y"   // U+00F0
    "AAAAAACCCCCCCCDD"   // U+0100
    "DDEEEEEEEEEEGGGG"   // U+0110
    "GGGGHHHHIIIIIIII"   // U+0120
    "II..JJKK.LLLLLLL"   // U+0130
    "LLLNNNNNN...OOOO"   // U+0140
    "OO..RRRRRRSSSSSS"   // U+0150
    "SSTTTTTTUUUUUUUU"   // U+0160
    "UUUUWWYYYZZZZZZS";  // U+0170
static_assert(kBaseLetters.size() == 0x180 - 0xC0);

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool IsIn(const std::array<Range, N>& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [code](Range r) { return code >= r.first && code <= r.last; });
}

// Seen by nobody: combining accents, soft hyphen, zero-width and direction marks, variation
// selectors, skin tones.
constexpr std::array<Range, 9> kUnseenRanges = {{{0x00AD, 0x00AD},
                                                 {0x0300, 0x036F},
                                                 {0x200B, 0x200F},
                                                 {0x202A, 0x202E},
                                                 {0x2060, 0x206F},
                                                 {0xFE00, 0xFE0F},
                                                 {0xFEFF, 0xFEFF},
                                                 {0x1F3FB, 0x1F3FF},
                                                 {0xE0000, 0xE01EF}}};

constexpr std::array<Range, 8> kSpaceRanges = {{{0x09, 0x0D},
                                                {0x20, 0x20},
                                                {0x85, 0x85},
                                                {0xA0, 0xA0},
                                                {0x2000, 0x200A},
                                                {0x2028, 0x202F},
                                                {0x205F, 0x205F},
                                                {0x3000, 0x3000}}};

// Around a keyword they don't change what it says: punctuation, symbols, emoji, the rest of an
// emoji that was cut.
constexpr std::array<Range, 13> kMarkRanges = {{{0x00, 0x2F},
                                                {0x3A, 0x40},
                                                {0x5B, 0x60},
                                                {0x7B, 0xA9},
                                                {0xAB, 0xB1},
                                                {0xB4, 0xB4},
                                                {0xB6, 0xB8},
                                                {0xBB, 0xBB},
                                                {0xBF, 0xBF},
                                                {0x2010, 0x2BFF},
                                                {0x3001, 0x303F},
                                                {0xFFFD, 0xFFFD},
                                                {0x1F000, 0x1FAFF}}};

enum class Glyph : std::uint8_t { kUnseen, kSpace, kMark, kLetter };

Glyph GlyphOf(char32_t code) {
  if (IsIn(kUnseenRanges, code)) return Glyph::kUnseen;
  if (IsIn(kSpaceRanges, code)) return Glyph::kSpace;
  return IsIn(kMarkRanges, code) ? Glyph::kMark : Glyph::kLetter;
}

// The ASCII letter or digit that a character is a form of, 0 where there is none.
char BaseOf(char32_t code) {
  if (code >= 0xFF01 && code <= 0xFF5E) code -= 0xFF01 - 0x21;  // full width
  if (code >= U'a' && code <= U'z') return static_cast<char>(code - U'a' + U'A');
  if (code < 0x80) return static_cast<char>(code);
  if (code >= 0xC0 && code < 0x180) {
    const char base = kBaseLetters[code - 0xC0];
    return base == '.' ? '\0' : base;
  }
  if (code >= 0x2010 && code <= 0x2015) return '-';
  if (code == 0x2018 || code == 0x2019) return '\'';
  return '\0';
}

// Upper case, without accents, without what surrounds it, inner runs of spaces as one. Empty where
// the folded message is longer than `longest`: then it is no keyword, and a long message is left
// early.
std::string Fold(std::string_view message, std::size_t longest) {
  std::string folded;
  std::size_t kept =
      0;  // up to here it ends in a letter; what follows goes if no letter comes after it
  for (std::size_t at = 0; at < message.size();) {
    const Utf8Char c = DecodeUtf8(message, at);
    const std::string_view bytes = message.substr(at, c.size);
    at += c.size;
    const char base = BaseOf(c.code);
    const Glyph glyph = GlyphOf(base == '\0' ? c.code : static_cast<char32_t>(base));
    if (glyph == Glyph::kUnseen || (glyph != Glyph::kLetter && kept == 0)) continue;
    if (glyph == Glyph::kSpace && folded.back() == ' ') continue;
    // An inner gap that is too long decides as soon as a letter follows; until then it is not worth
    // keeping.
    if (glyph != Glyph::kLetter && folded.size() > longest) continue;
    if (glyph == Glyph::kSpace) {
      folded += ' ';
    } else if (base != '\0') {
      folded += base;
    } else {
      folded += bytes;
    }
    if (glyph != Glyph::kLetter) continue;
    kept = folded.size();
    if (kept > longest) return {};
  }
  folded.resize(kept);
  return folded;
}

}  // namespace

std::string_view NameOf(ReplyKind kind) { return NameIn(kReplyNames, kind); }

ReplyClassifier::ReplyClassifier(const std::vector<std::pair<std::string, ReplyKind>>& keywords) {
  for (const auto& [word, kind] : keywords) {
    std::string folded = Fold(word, std::string::npos - 1);
    if (folded.empty() || kind == ReplyKind::kReply) continue;
    longest_ = std::max(longest_, folded.size());
    keywords_.emplace_back(std::move(folded), kind);
  }
  // A word under two kinds is what the smaller kind says: a STOP is never read as something milder.
  std::sort(keywords_.begin(), keywords_.end());
}

ReplyKind ReplyClassifier::Classify(std::string_view message) const {
  const std::string folded = Fold(message, longest_);
  if (folded.empty()) return ReplyKind::kReply;
  const auto found = std::lower_bound(
      keywords_.begin(), keywords_.end(), folded,
      [](const auto& keyword, const std::string& word) { return keyword.first < word; });
  return found != keywords_.end() && found->first == folded ? found->second : ReplyKind::kReply;
}

}  // namespace textback
