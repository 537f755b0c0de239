#include "textback/text/template.h"

#include <absl/status/status.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "text/template_parser.h"
#include "text/template_value.h"

namespace textback {
namespace {

// Bytes that may be read past a literal and written past the end of the output: copying fixed-size
// pieces is several times faster than copying exact lengths.
constexpr std::size_t kOverrun = 32;

// The values as they will be shown. Values that had to be cleaned are stored in here, so rendering
// needs no heap.
class Shown {
 public:
  // `uses` has one bit per field that will be used; the others are skipped.
  Shown(const Values& values, unsigned uses) {
    for (; uses != 0; uses &= uses - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(uses));
      std::string_view value = values.of[i];
      if (!value.empty() && !IsCleanValue(value)) {
        value = MendValue(value, mended_.data() + i * kMendRoom);
      }
      of_[i] = {value.data(), value.size()};
      known_ |= static_cast<unsigned>(!value.empty()) << i;
      longest_ = std::max(longest_, value.size());
    }
    of_[kFieldCount] = {"", 0};
  }

  // Empty for kFieldCount, which means "no field".
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
  // Both are deliberately uninitialized: clearing them takes longer than filling them, and both are
  // written before they are read.
  std::array<View, kFieldCount + 1> of_;
  std::array<char, kFieldCount * kMendRoom> mended_;
};

}  // namespace

// ------------------------------------------------------------------------------------------------
// compiling

class Template::Builder {
 public:
  explicit Builder(std::string_view source) { out_.source_ = std::string(source); }

  Template Run(const std::vector<Piece>& pieces) {
    std::size_t clause = 0;
    for (const Piece& piece : pieces) {
      if (std::exchange(clause, piece.clause) != piece.clause) EndClause();
      needs_ = piece.needs;
      out_.literals_ += piece.words;
      if (piece.field.has_value()) EndPart(static_cast<std::uint8_t>(*piece.field), piece.fallback);
    }
    EndClause();
    out_.literals_.append(kOverrun, '\0');
    return std::move(out_);
  }

 private:
  // Ends the section before or after a clause boundary. Remaining words become a part of their own,
  // without a value.
  void EndClause() {
    if (out_.literals_.size() > begin_) EndPart(kFieldCount, {});
    if (needs_ != 0) {
      out_.parts_[first_].needs = static_cast<std::uint8_t>(needs_);
      out_.parts_[first_].skip = static_cast<std::uint16_t>(out_.parts_.size());
    }
    first_ = out_.parts_.size();
  }

  void EndPart(std::uint8_t field, std::string_view fallback) {
    const std::size_t end = out_.literals_.size();
    out_.parts_.push_back({.begin = static_cast<std::uint16_t>(begin_),
                           .size = static_cast<std::uint16_t>(end - begin_),
                           .field = field,
                           .fallback_begin = static_cast<std::uint16_t>(end),
                           .fallback_size = static_cast<std::uint16_t>(fallback.size())});
    out_.literals_ += fallback;
    begin_ = out_.literals_.size();
    if (field != kFieldCount) out_.uses_ |= static_cast<std::uint8_t>(1u << field);
  }

  Template out_;
  std::size_t begin_ = 0;  // index in literals_: words that are not yet in a part
  std::size_t first_ = 0;  // first part since the last clause boundary
  unsigned needs_ = 0;     // of the current clause; 0 outside a clause
};

absl::StatusOr<Template> Template::Compile(std::string_view source) {
  std::vector<Piece> pieces;
  const std::optional<TemplateFault> fault = ParseTemplate(source, pieces);
  if (fault.has_value()) return absl::InvalidArgumentError(fault->ToString());
  return Builder(source).Run(pieces);
}

std::optional<TemplateFault> Template::FindFault(std::string_view source) {
  std::vector<Piece> pieces;
  return ParseTemplate(source, pieces);
}

std::vector<Template::Piece> Template::Pieces() const {
  std::vector<Piece> pieces;
  (void)ParseTemplate(source_, pieces);  // it was compiled before, so it has no fault
  return pieces;
}

// ------------------------------------------------------------------------------------------------
// rendering

namespace {

// REQUIRES: kOverrun bytes beyond `size` on both sides.
inline char* CopyLiteral(const char* from, std::size_t size, char* to) {
  std::memcpy(to, from, kOverrun);
  for (std::size_t i = kOverrun; i < size; i += kOverrun) std::memcpy(to + i, from + i, kOverrun);
  return to + size;
}

// Two overlapping copies avoid a call with a run-time length. A value must not be read past its
// end.
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
  // The upper bound, with every clause and every fallback shown. The first estimate is fast and too
  // large; the exact one is only computed if the buffer would have to grow.
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
