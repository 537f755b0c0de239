#include "textback/text/template.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

#include "model/names.h"
#include "textback/text/utf8.h"

namespace textback {
namespace {

constexpr Names<kFieldCount> kFieldNames = {"person",  "business", "callback",
                                            "address", "name",     "trade"};

// Fields that every account has: a gap for one of them can't become a hole.
constexpr bool AlwaysKnown(Field field) {
  return field == Field::kPerson || field == Field::kBusiness || field == Field::kCallback;
}

// Bytes that may be read after a literal and written after the end of the gathered text: copying in
// fixed pieces is several times faster than asking for a length.
constexpr std::size_t kOverrun = 32;

// ------------------------------------------------------------------------------------------------
// values

constexpr std::size_t kMaxValueBytes = Template::kMaxValue * 4;

// Line breaks, tabs and Unicode's separators: what ends a line or moves the cursor becomes a space.
constexpr bool BreaksLine(char32_t code) {
  return (code >= 0x09 && code <= 0x0D) || code == 0x85 || code == 0x2028 || code == 0x2029;
}

// Control characters, and those that turn the direction of writing: a name must not rearrange the
// text around it.
constexpr bool IsControl(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xFEFF ||
         (code >= 0x200E && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

constexpr std::uint64_t EveryByte(std::uint8_t byte) {
  return byte * std::uint64_t{0x0101'0101'0101'0101};
}

// Eight characters at once: not zero where one of them is not printable ASCII, or where two spaces
// are neighbours. Carries between bytes can only come from a byte that is odd itself.
inline std::uint64_t Odd(std::uint64_t word) {
  const std::uint64_t above = word | (word + EveryByte(0x80 - 0x7F));
  const std::uint64_t below = ~(word + EveryByte(0x80 - ' '));
  const std::uint64_t spaces = ~((word ^ EveryByte(' ')) + EveryByte(0x7F));
  return (above | below | (spaces & (spaces << 8))) & EveryByte(0x80);
}

template <class Word>
inline Word Load(const char* at) {
  Word word;
  std::memcpy(&word, at, sizeof(word));
  return word;
}

// Nothing to mend: printable ASCII, short enough, no space too many. Nearly every value is like
// this. May say no to a value of less than eight characters with spaces in it; the slow way then
// finds nothing to do.
inline bool IsClean(std::string_view value) {
  const std::size_t size = value.size();
  const char* at = value.data();
  if (size > Template::kMaxValue || value.front() == ' ' || value.back() == ' ') return false;
  if (size >= 8) {
    std::uint64_t odd = Odd(Load<std::uint64_t>(at + size - 8));
    for (std::size_t i = 0; i + 8 < size; i += 7)
      odd |= Odd(Load<std::uint64_t>(at + i));  // steps of 7: pairs of neighbours
    return odd == 0;
  }
  if (size >= 4) {
    const std::uint64_t last = Load<std::uint32_t>(at + size - 4);
    return Odd(Load<std::uint32_t>(at) | last << 32) == 0;
  }
  return std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~'; });
}

// The slow way: writes to `out`, that has room for kMaxValueBytes, and returns what it wrote.
[[gnu::noinline]] std::string_view Mend(std::string_view value, char* out) {
  std::size_t size = 0;
  std::size_t characters = 0;
  bool space = false;  // one is due before the next character
  for (std::size_t at = 0; at < value.size();) {
    const Utf8Char c = DecodeUtf8(value, at);
    const char* bytes = value.data() + at;
    at += c.size;
    if (c.code == ' ' || BreaksLine(c.code)) {
      space = size > 0;
      continue;
    }
    if (!c.valid || IsControl(c.code)) continue;
    if (characters + (space ? 2 : 1) > Template::kMaxValue) break;
    if (std::exchange(space, false)) {
      out[size++] = ' ';
      ++characters;
    }
    std::memcpy(out + size, bytes, c.size);
    size += c.size;
    ++characters;
  }
  return {out, size};
}

// The values as they will be shown. Those that must be mended are kept in here, so rendering needs
// no heap.
class Shown {
 public:
  // `uses` has a bit per field that will be asked for; the others are not looked at.
  Shown(const Values& values, unsigned uses) {
    for (; uses != 0; uses &= uses - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(uses));
      std::string_view value = values.of[i];
      if (!value.empty() && !IsClean(value)) {
        value = Mend(value, mended_.data() + i * kMaxValueBytes);
      }
      of_[i] = {value.data(), value.size()};
      known_ |= static_cast<unsigned>(!value.empty()) << i;
      longest_ = std::max(longest_, value.size());
    }
    of_[kFieldCount] = {"", 0};
  }

  // Empty for kFieldCount, "no field".
  std::string_view operator[](std::size_t field) const {
    return {of_[field].data, of_[field].size};
  }
  unsigned known() const { return known_; }
  std::size_t longest() const { return longest_; }

 private:
  struct View {
    const char* data;
    std::size_t size;
  };
  unsigned known_ = 0;
  std::size_t longest_ = 0;
  // Neither is initialised: clearing them costs more than filling them, and both are written before
  // they are read.
  std::array<View, kFieldCount + 1> of_;
  std::array<char, kFieldCount * kMaxValueBytes> mended_;
};

}  // namespace

// ------------------------------------------------------------------------------------------------
// compiling

class Template::Parser {
 public:
  explicit Parser(std::string_view source) { out_.source_ = std::string(source); }

  absl::StatusOr<Template> Run() {
    const std::string_view source = out_.source_;
    if (source.size() > kMaxSource) {
      return Error(0, absl::StrFormat("%d bytes; at most %d are sent in one text", source.size(),
                                      kMaxSource));
    }
    if (absl::Status status = CheckCharacters(); !status.ok()) return status;
    while (at_ < source.size()) {
      if (absl::Status status = Next(); !status.ok()) return status;
    }
    if (clause_.has_value())
      return Error(clause_at_,
                   "this clause is never closed: add ']', or write '[[' for the character");
    EndPart(kFieldCount, {});
    out_.literals_.append(kOverrun, '\0');
    return std::move(out_);
  }

 private:
  absl::Status CheckCharacters() {
    for (std::size_t at = 0; at < out_.source_.size();) {
      const Utf8Char c = DecodeUtf8(out_.source_, at);
      if (!c.valid) return Error(at, "not valid UTF-8; save the file as UTF-8");
      if (c.code != '\n' && (BreaksLine(c.code) || IsControl(c.code))) {
        return Error(at, absl::StrFormat("control character U+%04X; remove it",
                                         static_cast<unsigned>(c.code)));
      }
      at += c.size;
    }
    return absl::OkStatus();
  }

  absl::Status Next() {
    const char c = out_.source_[at_];
    const bool special = c == '{' || c == '}' || c == '[' || c == ']';
    if (special && at_ + 1 < out_.source_.size() && out_.source_[at_ + 1] == c) {
      literal_ += c;
      at_ += 2;
      return absl::OkStatus();
    }
    switch (c) {
      case '{':
        return Gap();
      case '}':
        return Error(at_, "a '}' without '{'; write '}}' for the character");
      case '[':
        return OpenClause();
      case ']':
        return CloseClause();
      default:
        literal_ += c;
        ++at_;
        return absl::OkStatus();
    }
  }

  absl::Status OpenClause() {
    if (clause_.has_value())
      return Error(
          at_, "a clause within a clause; close the first one, or write '[[' for the character");
    EndPart(kFieldCount, {});
    clause_ = out_.parts_.size();
    clause_at_ = at_++;
    needs_ = 0;
    return absl::OkStatus();
  }

  absl::Status CloseClause() {
    if (!clause_.has_value()) return Error(at_, "a ']' without '['; write ']]' for the character");
    if (needs_ == 0) {
      return Error(clause_at_,
                   "nothing in this clause can be missing: put a {name} without fallback in it, or "
                   "write '[[' and ']]' for the "
                   "characters");
    }
    EndPart(kFieldCount, {});
    out_.parts_[*clause_].needs = needs_;
    out_.parts_[*clause_].skip = static_cast<std::uint16_t>(out_.parts_.size());
    clause_.reset();
    ++at_;
    return absl::OkStatus();
  }

  // "{name}" or "{name|fallback}".
  absl::Status Gap() {
    const std::string_view source = out_.source_;
    const std::size_t close = source.find_first_of("{}[]\n", at_ + 1);
    if (close == std::string_view::npos || source[close] != '}') {
      return Error(at_, "this brace is never closed: add '}', or write '{{' for the character");
    }
    const std::string_view inner = source.substr(at_ + 1, close - at_ - 1);
    const std::size_t bar = inner.find('|');
    const std::string_view name = inner.substr(0, bar);
    const std::optional<Field> field = FromName<Field>(kFieldNames, name);
    if (!field.has_value()) {
      return Error(
          at_, absl::StrFormat(
                   "unknown field '%s'; known are person, business, callback, address, name, trade",
                   name.substr(0, 40)));
    }
    const auto index = static_cast<std::uint8_t>(*field);
    out_.uses_ |= static_cast<std::uint8_t>(1u << index);
    std::string_view fallback;
    if (bar != std::string_view::npos) {
      fallback = inner.substr(bar + 1);
      if (fallback.find_first_not_of(' ') == std::string_view::npos) {
        return Error(at_,
                     "an empty fallback leaves a hole; write one, or put the words around it in a "
                     "clause [ ... ]");
      }
      if (fallback.find('|') != std::string_view::npos)
        return Error(at_, "more than one '|'; a field has one fallback");
    } else if (clause_.has_value()) {
      needs_ |= static_cast<std::uint8_t>(1u << index);
    } else if (!AlwaysKnown(*field)) {
      return Error(
          at_,
          absl::StrFormat(
              "'%s' may be unknown and would leave a hole; write {%s|something} or put it in a "
              "clause [ ... ]",
              name, name));
    }
    EndPart(index, fallback);
    at_ = close + 1;
    return absl::OkStatus();
  }

  // Ends a part with a value, or with none where there are words before a clause, at its end or at
  // that of the text.
  void EndPart(std::uint8_t field, std::string_view fallback) {
    if (field == kFieldCount && literal_.empty()) return;
    Part part{.field = field};
    part.begin = Keep(literal_);
    part.size = static_cast<std::uint16_t>(literal_.size());
    part.fallback_begin = Keep(fallback);
    part.fallback_size = static_cast<std::uint16_t>(fallback.size());
    out_.parts_.push_back(part);
    literal_.clear();
  }

  std::uint16_t Keep(std::string_view words) {
    const std::size_t begin = out_.literals_.size();
    out_.literals_ += words;
    return static_cast<std::uint16_t>(begin);
  }

  absl::Status Error(std::size_t at, std::string_view what) const {
    const std::string_view before = std::string_view(out_.source_).substr(0, at);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::string_view line = before.substr(before.rfind('\n') + 1);
    const auto columns =
        std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
    return absl::InvalidArgumentError(
        absl::StrFormat("line %d, column %d: %s", lines + 1, columns + 1, what));
  }

  Template out_;
  std::size_t at_ = 0;
  std::string literal_;                // not yet in a part
  std::optional<std::size_t> clause_;  // the open one's first part
  std::size_t clause_at_ = 0;
  std::uint8_t needs_ = 0;  // of the open one
};

absl::StatusOr<Template> Template::Compile(std::string_view source) { return Parser(source).Run(); }

// ------------------------------------------------------------------------------------------------
// rendering

namespace {

// REQUIRES: kOverrun bytes more than `size` at both ends.
inline char* CopyLiteral(const char* from, std::size_t size, char* to) {
  std::memcpy(to, from, kOverrun);
  for (std::size_t i = kOverrun; i < size; i += kOverrun) std::memcpy(to + i, from + i, kOverrun);
  return to + size;
}

// Two copies that overlap instead of a call for a length that is known only now; a value must not
// be read past its end.
inline char* CopyValue(std::string_view value, char* to) {
  const char* from = value.data();
  const std::size_t size = value.size();
  if (size >= 16) {
    for (std::size_t i = 0; i + 16 < size; i += 16) std::memcpy(to + i, from + i, 16);
    std::memcpy(to + size - 16, from + size - 16, 16);
  } else if (size >= 8) {
    std::memcpy(to, from, 8);
    std::memcpy(to + size - 8, from + size - 8, 8);
  } else if (size >= 4) {
    std::memcpy(to, from, 4);
    std::memcpy(to + size - 4, from + size - 4, 4);
  } else {
    for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
  }
  return to + size;
}

}  // namespace

void Template::Render(const Values& values, std::string& out) const {
  const Shown shown(values, uses_);
  // With every clause and every fallback shown. The first bound is quick and wide; only where it
  // would make the buffer grow is the narrow one worth its time.
  const std::size_t before = out.size();
  std::size_t most = literals_.size() + parts_.size() * shown.longest();
  if (before + most > out.capacity()) {
    most = literals_.size();
    for (const Part& part : parts_) most += shown[part.field].size();
  }
  out.resize(before + most);
  char* to = out.data() + before;
  for (const Part *part = parts_.data(), *end = part + parts_.size(); part != end;) {
    if ((part->needs & ~shown.known()) != 0) {
      part = parts_.data() + part->skip;
      continue;
    }
    to = CopyLiteral(literals_.data() + part->begin, part->size, to);
    if (const std::string_view value = shown[part->field]; !value.empty()) {
      to = CopyValue(value, to);
    } else {
      to = CopyLiteral(literals_.data() + part->fallback_begin, part->fallback_size, to);
    }
    ++part;
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
}

}  // namespace textback
