// Words with gaps: compiled once, rendered often.
//
//   {person} here at {business}. We missed your call[ about your {trade}]. Hi {name|there}!
//
// `{name}`        a value from the closed list of `Field`
// `{name|there}`  with a fallback for when it is unknown
// `[ ... ]`       a clause: left out whole where a placeholder in it has no value and no fallback;
//                 clauses don't nest
// `{{ [[ }} ]]`   the characters themselves
//
// A placeholder outside a clause must have a fallback or be one of the fields every account has
// (person, business, callback): so a missing value never leaves a hole (R53).
//
// Where it stands on the path: a Script holds templates, Step renders one when a text is due, lint
// reads them beforehand. Compile checks everything, so Render can't fail.
//
// Values are other people's: a caller's name comes from a telephone. Nothing in one is ever read as
// template, and what is shown of it is made presentable:
// - Spaces of any kind, tabs and line breaks become one space, at the ends none.
// - What nobody sees is left out: control characters, bytes that are no UTF-8, what turns the
//   direction of writing, zero-width characters and fillers. Joiners and variation selectors stay
//   where they make an emoji or shape a letter.
// - Marks without a letter are left out: they would be drawn over the words around.
// - It is cut to kMaxValue characters as a reader counts them (grapheme clusters), none torn, and
//   to kMaxValueBytes: a letter below a heap of marks can't flood a text. What doesn't fit whole
//   ends the value before it.
// - A value of which nothing is left is unknown.
//
// Used by the library itself; it may change. Pure, thread-safe, linear in the bytes of source and
// values.
#ifndef TEXTBACK_TEXT_TEMPLATE_H_
#define TEXTBACK_TEXT_TEMPLATE_H_

#include <absl/status/statusor.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace textback {

enum class Field : std::uint8_t { kPerson, kBusiness, kCallback, kAddress, kName, kTrade };
inline constexpr std::array kEveryField = {Field::kPerson,  Field::kBusiness, Field::kCallback,
                                           Field::kAddress, Field::kName,     Field::kTrade};
inline constexpr std::size_t kFieldCount = kEveryField.size();
std::string_view NameOf(Field field);  // as in a template: "person"

// The values of one rendering; empty: unknown. The views must outlive the call.
struct Values {
  std::array<std::string_view, kFieldCount> of = {};

  std::string_view& operator[](Field field) { return of[static_cast<std::size_t>(field)]; }
  std::string_view operator[](Field field) const { return of[static_cast<std::size_t>(field)]; }
};

// What is wrong with the source of a template, where, and how to write it instead.
struct TemplateFault {
  int line = 1;      // 1-based, in the source
  int column = 1;    // 1-based, in characters
  std::string what;  // "unknown field 'nmae'"
  std::string fix;   // "known are person, business, callback, address, name, trade"

  std::string ToString() const;  // "line 1, column 4: what; fix"
  friend bool operator==(const TemplateFault&, const TemplateFault&) = default;
};

class Template {
 public:
  static constexpr std::size_t kMaxSource = 1600;     // bytes; what providers take as a body
  static constexpr std::size_t kMaxValue = 60;        // characters of a value that are shown
  static constexpr std::size_t kMaxValueBytes = 240;  // and bytes of them

  // The first of: an unknown field, an open brace or clause, a clause within a clause, a gap that
  // could leave a hole, a control character, invalid UTF-8, too long. The caller shows it to
  // whoever wrote the words. Nothing: it compiles.
  static std::optional<TemplateFault> FindFault(std::string_view source);

  // InvalidArgument: the fault as a text.
  static absl::StatusOr<Template> Compile(std::string_view source);

  // Appends to `out`, which grows once at most, to the room that every clause and fallback would
  // take and a few bytes. Nothing else is allocated: a caller that keeps its buffer pays nothing.
  void Render(const Values& values, std::string& out) const;

  const std::string& source() const { return source_; }

  // Words or a gap, as they stand in the source.
  struct Piece {
    std::size_t at = 0;          // byte of the source: the first word or the brace
    std::string_view words;      // a stretch of the source, byte for byte; empty: a gap
    std::optional<Field> field;  // of a gap
    std::string_view fallback;   // of a gap: a stretch of the source; empty: none
    std::size_t clause = 0;      // 1 for the first one of the source; 0: in none
    unsigned needs = 0;          // a bit (1 << Field) for each value the clause can't do without
  };
  // The source taken apart, in order, for those who look at words before they are sent (lint.h, an
  // editor). `{{` gives words that end in the first brace, and others that begin after the second.
  // Made anew by each call; the views are into source().
  std::vector<Piece> Pieces() const;

 private:
  // Words, then a value. A clause is one or more parts: the first says what it needs and where to
  // go on without it.
  struct Part {
    std::uint16_t begin = 0;  // the words: where in literals_
    std::uint16_t size = 0;
    std::uint8_t field = kFieldCount;  // of the value; kFieldCount: none
    std::uint8_t needs = 0;            // bit per field that must have a value
    std::uint16_t skip = 0;            // the part after the clause
    std::uint16_t fallback_begin = 0;
    std::uint16_t fallback_size = 0;
  };
  class Builder;

  std::string source_;
  std::string literals_;
  std::vector<Part> parts_;
  std::uint8_t uses_ = 0;  // bit per field that occurs
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_TEMPLATE_H_
