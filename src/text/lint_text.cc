#include "text/lint_text.h"

#include <absl/strings/str_format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>
#include <utility>

#include "text/fold.h"
#include "textback/model/utf8.h"

namespace textback::lint {
namespace {

constexpr char kMark = '\1';

// Combining accents, soft hyphen, zero-width and direction marks, variation selectors.
bool IsUnseen(char32_t code) {
  return code == 0xAD || (code >= 0x300 && code <= 0x36F) || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F);
}

bool IsSpace(char32_t code) {
  return code == ' ' || code == '\n' || code == 0xA0 || (code >= 0x2000 && code <= 0x200A) ||
         code == 0x202F || code == 0x3000;
}

bool IsMark(char32_t code) {
  // Letters among Latin-1's symbols.
  if (code == 0xAA || code == 0xB5 || code == 0xBA) return false;
  return (code >= 0x80 && code <= 0xBF) || code == 0xD7 || code == 0xF7 ||
         (code >= 0x2010 && code <= 0x2BFF) || (code >= 0x3001 && code <= 0x303F) ||
         code == 0xFFFD || code >= 0x1F000;
}

// The plain form of letters that Unicode treats as one but people write as one or two others, and
// of signs with a keyboard equivalent. Empty for other characters.
std::string_view BaseOf(char32_t code) {
  switch (code) {
    case U'Æ':
    case U'æ':
      return "ae";
    case U'Œ':
    case U'œ':
      return "oe";
    case U'Ø':
    case U'ø':
      return "o";
    case U'Đ':
    case U'đ':
      return "d";
    case U'Ħ':
    case U'ħ':
      return "h";
    case U'ı':
      return "i";
    case U'Ŀ':
    case U'ŀ':
    case U'Ł':
    case U'ł':
      return "l";
    case U'Ŧ':
    case U'ŧ':
      return "t";
    case 0x2010:
    case 0x2011:
      return "-";
    case '`':
    case 0xB4:
    case 0x2018:
    case 0x2019:
    case 0x2BC:
      return "'";
    default:
      return {};
  }
}

}  // namespace

// ------------------------------------------------------------------------------------------------
// letters

Folded Fold(std::string_view text) {
  Folded out;
  const auto add = [&out](std::string_view bytes, std::size_t from) {
    out.text += bytes;
    out.from.insert(out.from.end(), bytes.size(), from);
  };
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    const std::string_view base = BaseOf(c.code);
    if (IsSpace(c.code)) {
      if (!out.text.ends_with(' ')) add(" ", at);
    } else if (!base.empty()) {
      add(base, at);
    } else if (c.code < 0x80) {
      const char small = static_cast<char>(c.code >= 'A' && c.code <= 'Z' ? c.code + 32 : c.code);
      add({&small, 1}, at);
    } else if (IsMark(c.code)) {
      add({&kMark, 1}, at);
    } else if (!IsUnseen(c.code)) {
      std::string letters;
      for (const char32_t code : FoldCharacter(c.code)) {
        if (!IsUnseen(code)) AppendUtf8(letters, code);
      }
      add(letters, at);
    }
    at += c.size;
  }
  out.from.push_back(text.size());
  return out;
}

std::size_t Folded::At(std::size_t original) const {
  return static_cast<std::size_t>(std::lower_bound(from.begin(), from.end(), original) -
                                  from.begin());
}

bool IsWordByte(char folded) {
  return (folded >= 'a' && folded <= 'z') || (folded >= '0' && folded <= '9') ||
         static_cast<std::uint8_t>(folded) >= 0x80;
}

bool IsLower(char32_t code) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(code)) == UTF8PROC_CATEGORY_LL;
}

bool HasLower(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    if (IsLower(c.code)) return true;
    at += c.size;
  }
  return false;
}

// ------------------------------------------------------------------------------------------------
// phrases

// A phrase that begins or ends with a letter must be at a word boundary; "% off" may be anywhere.
const LintWords::Phrase* FindAt(std::string_view folded, std::size_t at, const Phrases& phrases) {
  const LintWords::Phrase* longest = nullptr;
  const bool within = at > 0 && IsWordByte(folded[at - 1]);
  const std::string_view rest = folded.substr(at);
  for (const LintWords::Phrase& phrase : phrases) {
    const std::string_view words = phrase.folded;
    if (!rest.starts_with(words) || (within && IsWordByte(words.front()))) continue;
    const bool goes_on = rest.size() > words.size() && IsWordByte(rest[words.size()]);
    if (goes_on && IsWordByte(words.back())) continue;
    if (longest == nullptr || words.size() > longest->folded.size()) longest = &phrase;
  }
  return longest;
}

std::vector<Match> FindAll(const Folded& folded, const Phrases& phrases, const Phrases& allowed) {
  std::vector<Match> found;
  for (std::size_t at = 0; at < folded.text.size();) {
    const LintWords::Phrase* phrase = FindAt(folded.text, at, phrases);
    const LintWords::Phrase* pardoned = FindAt(folded.text, at, allowed);
    const std::size_t size = phrase == nullptr ? 0 : phrase->folded.size();
    if (pardoned != nullptr && pardoned->folded.size() >= size) {
      at += pardoned->folded.size();
    } else if (phrase != nullptr) {
      found.push_back({folded.from[at], folded.from[at + size], phrase});
      at += size;
    } else {
      ++at;
    }
  }
  return found;
}

std::vector<Match> FindOwn(const Rendering& rendering, const Phrases& phrases,
                           const Phrases& allowed) {
  std::vector<Match> found = FindAll(rendering.folded, phrases, allowed);
  std::erase_if(found, [&rendering](const Match& match) {
    for (std::size_t at = match.begin; at < match.end; ++at) {
      if (rendering.origins[at].own) return false;
    }
    return true;
  });
  return found;
}

const Origin& PlaceOf(const Rendering& rendering, const Match& match) {
  std::size_t at = match.begin;
  while (at + 1 < match.end && !rendering.origins[at].own) ++at;
  return rendering.origins[at];
}

// ------------------------------------------------------------------------------------------------
// renderings

namespace {

constexpr unsigned BitOf(Field field) { return 1u << static_cast<unsigned>(field); }
constexpr std::array<Field, 4> kMayMiss = {Field::kName, Field::kTrade, Field::kAddress,
                                           Field::kReason};
constexpr unsigned kMayMissBits =
    BitOf(Field::kName) | BitOf(Field::kTrade) | BitOf(Field::kAddress) | BitOf(Field::kReason);

void Append(const Template& part, bool footer, const Values& values, Rendering& out) {
  const auto add = [&out](std::string_view bytes, Origin origin, std::size_t step) {
    for (const char c : bytes) {
      out.text += c;
      out.origins.push_back(origin);
      origin.at += step;
    }
  };
  for (const Template::Piece& piece : part.Pieces()) {
    if ((piece.needs & out.missing) != 0) continue;
    Origin origin{.at = piece.at, .own = true, .footer = footer};
    if (!piece.field.has_value()) {
      add(piece.words, origin, 1);
      continue;
    }
    origin.field = static_cast<std::uint8_t>(*piece.field);
    if ((out.missing & BitOf(*piece.field)) == 0) {
      origin.own = false;
      add(values[*piece.field], origin, 0);
    } else {
      origin.at = static_cast<std::size_t>(piece.fallback.data() - part.source().data());
      add(piece.fallback, origin, 1);
    }
  }
}

unsigned UsesOf(const Template& part) {
  unsigned uses = 0;
  for (const Template::Piece& piece : part.Pieces()) {
    if (piece.field.has_value()) uses |= BitOf(*piece.field);
  }
  return uses;
}

}  // namespace

bool Rendering::IsJoined(std::size_t at) const {
  if (at == 0 || at >= origins.size()) return false;
  const Origin& before = origins[at - 1];
  const Origin& here = origins[at];
  return before.own && here.own && before.footer == here.footer && before.at + 1 == here.at;
}

bool Rendering::IsOwn(Span span) const {
  return std::all_of(origins.begin() + static_cast<std::ptrdiff_t>(span.begin),
                     origins.begin() + static_cast<std::ptrdiff_t>(span.end),
                     [](const Origin& origin) { return origin.own; });
}

std::size_t Rendering::Find(Field field, Span in) const {
  for (std::size_t i = in.begin; i < in.end; ++i) {
    if (origins[i].field == static_cast<std::uint8_t>(field)) return i;
  }
  return kNowhere;
}

Values TypicalValues() {
  Values values;
  values[Field::kPerson] = "Alex";
  values[Field::kBusiness] = "Northside Renovations";
  values[Field::kCallback] = "403-555-0199";
  values[Field::kAddress] = "12 Sample St, Calgary AB";
  values[Field::kName] = "Dana";
  return values;
}

Values LongValues() {
  Values values;
  values[Field::kPerson] = "Christopher";
  values[Field::kBusiness] = "Okanagan Kitchen & Bath Renovations";
  values[Field::kCallback] = "403-555-0199";
  values[Field::kAddress] = "1250 Boundary Road, Suite 204, Kelowna BC";
  values[Field::kName] = "Maximiliano";
  values[Field::kReason] = "We were out on a big job on the other side of the city today";
  return values;
}

std::vector<Rendering> RenderAll(const LintSubject& subject) {
  Values values = TypicalValues();
  // A rendering without the trade is always made. For those with it, use the language's own word,
  // or any word if there is none.
  values[Field::kTrade] = subject.trade_words.empty() ? "kitchen" : subject.trade_words;
  values[Field::kReason] =
      subject.reason_words.empty() ? "We were on a job site" : subject.reason_words;

  unsigned may_miss = UsesOf(*subject.body);
  if (subject.footer != nullptr) may_miss |= UsesOf(*subject.footer);
  may_miss &= kMayMissBits;
  std::vector<unsigned> masks;
  for (unsigned mask = 0; mask < 1u << kFieldCount; ++mask) {
    if ((mask & ~may_miss) == 0) masks.push_back(mask);
  }
  std::stable_sort(masks.begin(), masks.end(),
                   [](unsigned a, unsigned b) { return std::popcount(a) < std::popcount(b); });

  std::vector<Rendering> renderings;
  for (const unsigned mask : masks) {
    Rendering& rendering = renderings.emplace_back();
    rendering.missing = mask;
    Append(*subject.body, false, values, rendering);
    rendering.body.end = rendering.text.size();
    if (subject.footer != nullptr) {
      rendering.text += ' ';
      rendering.origins.emplace_back();
      rendering.footer.begin = rendering.text.size();
      Append(*subject.footer, true, values, rendering);
      rendering.footer.end = rendering.text.size();
    }
    rendering.folded = Fold(rendering.text);
  }
  return renderings;
}

std::string RenderText(const LintSubject& subject, const Values& values) {
  std::string text;
  subject.body->Render(values, text);
  if (subject.footer == nullptr) return text;
  text += ' ';
  subject.footer->Render(values, text);
  return text;
}

std::string Without(unsigned missing) {
  std::string out;
  missing &= kMayMissBits;
  for (const Field field : kMayMiss) {
    if ((missing & BitOf(field)) == 0) continue;
    missing &= ~BitOf(field);
    const bool last = missing == 0;
    out += out.empty() ? "without " : last ? " and " : ", ";
    out += NameOf(field);
  }
  return out;
}

namespace {
constexpr bool EndsWord(char c) { return c == ' ' || c == '\n'; }
}  // namespace

std::vector<Span> Sentences(const Rendering& rendering, std::size_t end) {
  constexpr std::string_view kEnds = ".!?";
  constexpr std::string_view kClosers = "\"')]";
  const std::string_view text = std::string_view(rendering.text).substr(0, end);
  std::vector<Span> sentences;
  std::size_t begin = 0;
  const auto cut = [&](std::size_t at) {
    Span span{begin, at};
    while (span.begin < span.end && EndsWord(text[span.begin])) ++span.begin;
    if (span.begin < span.end) sentences.push_back(span);
    begin = at;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at++;
    if (text[start] == '\n') cut(start);
    if (!rendering.origins[start].own || kEnds.find(text[start]) == std::string_view::npos)
      continue;
    while (at < text.size() && (kEnds.find(text[at]) != std::string_view::npos ||
                                kClosers.find(text[at]) != std::string_view::npos)) {
      ++at;
    }
    if (at == text.size() || EndsWord(text[at])) cut(at);
  }
  cut(text.size());
  return sentences;
}

bool IsQuestion(const Rendering& rendering, std::size_t at) {
  const std::string_view text = rendering.text;
  if (text[at] != '?' || !rendering.origins[at].own) return false;
  if (at + 1 == text.size()) return true;
  // In an address ("/?id=7") it asks nothing. Of "??" the last one counts.
  const char next = text[at + 1];
  const bool word = static_cast<std::uint8_t>(next) < 0x80 && IsWordByte(Fold({&next, 1}).text[0]);
  return next != '?' && !word;
}

}  // namespace textback::lint
