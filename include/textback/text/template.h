// Words with placeholders: compiled once, rendered often.
//
//   {person} here at {business}. We missed your call[ about your {trade}]. Hi {name|there}!
//
// `{name}`        a value from the closed list of `Field`
// `{name|there}`  the same, with a fallback if it is unknown
// `[ ... ]`       a clause: left out as a whole if a placeholder in it has no value and no
//                 fallback; clauses don't nest
// `{{ [[ }} ]]`   the characters { [ } ] themselves
//
// A placeholder outside a clause must have a fallback, or be one of the fields that every account
// has (person, business, callback). So a missing value never leaves a gap in the text (R53).
//
// A Script contains templates, Step renders one when a text is due, and lint checks them
// beforehand. Compile checks everything, so Render can't fail.
//
// Values come from strangers: a caller's name may come from the telephone network. A value is never
// read as a template, and it is cleaned before it is shown:
// - Spaces of any kind, tabs and line breaks become one space; they are removed at both ends.
// - Invisible characters are removed: control characters, invalid UTF-8, changes of the writing
//   direction, zero-width characters and fillers. Joiners and variation selectors stay if they
//   belong to an emoji or shape a letter.
// - Marks without a letter are removed: they would be drawn over the words next to them.
// - It is cut to kMaxValue characters as a reader counts them (grapheme clusters), and to
//   kMaxValueBytes, so that a letter with very many marks can't fill a text. The value ends before
//   the first character that doesn't fit.
// - A value that is empty after this is unknown.
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

enum class Field : std::uint8_t {
  kPerson,
  kBusiness,
  kCallback,
  kAddress,
  kName,
  kTrade,
  kReason  // why nobody answered, a sentence without its full stop (model/schedule.h)
};
inline constexpr std::array kEveryField = {Field::kPerson,  Field::kBusiness, Field::kCallback,
                                           Field::kAddress, Field::kName,     Field::kTrade,
                                           Field::kReason};
inline constexpr std::size_t kFieldCount = kEveryField.size();
std::string_view NameOf(Field field);  // as in a template: "person"

// The values of one rendering; empty: unknown. The views must outlive the call.
struct Values {
  std::array<std::string_view, kFieldCount> of = {};

  std::string_view& operator[](Field field) { return of[static_cast<std::size_t>(field)]; }
  std::string_view operator[](Field field) const { return of[static_cast<std::size_t>(field)]; }
};

// What is wrong with the source of a template, where, and how to fix it.
struct TemplateFault {
  int line = 1;      // 1-based, in the source
  int column = 1;    // 1-based, in characters
  std::string what;  // "unknown field 'nmae'"
  std::string fix;   // "known are person, business, callback, address, name, trade, reason"

  std::string ToString() const;  // "line 1, column 4: what; fix"
  friend bool operator==(const TemplateFault&, const TemplateFault&) = default;
};

class Template {
 public:
  static constexpr std::size_t kMaxSource = 1600;     // bytes; the longest body that providers take
  static constexpr std::size_t kMaxValue = 60;        // characters of a value that are shown
  static constexpr std::size_t kMaxValueBytes = 240;  // and their bytes

  // The first of: an unknown field, an open brace or clause, a clause within a clause, a
  // placeholder that could leave a gap in the text, a control character, invalid UTF-8, too long.
  // Show it to the author of the words. Nothing: it compiles.
  static std::optional<TemplateFault> FindFault(std::string_view source);

  // InvalidArgument: the fault as a text.
  static absl::StatusOr<Template> Compile(std::string_view source);

  // Appends to `out`, which grows at most once, to the room for all clauses and fallbacks and a few
  // bytes. Nothing else is allocated: if you reuse `out`, nothing is allocated at all.
  void Render(const Values& values, std::string& out) const;

  const std::string& source() const { return source_; }
  bool Uses(Field field) const { return (uses_ >> static_cast<unsigned>(field) & 1u) != 0; }

  // A stretch of words or a placeholder, as in the source.
  struct Piece {
    std::size_t at = 0;          // its first byte in the source
    std::string_view words;      // a stretch of the source, unchanged; empty: a placeholder
    std::optional<Field> field;  // of a placeholder
    std::string_view fallback;   // of a placeholder: a stretch of the source; empty: none
    std::size_t clause = 0;      // number of its clause, from 1; 0: not in a clause
    unsigned needs = 0;          // a bit (1 << Field) for each value that the clause needs
  };
  // The parts of the source, in order, for checking the words (lint.h, an editor). At `{{`, one
  // piece of words ends with the first brace, and another begins after the second. Each call makes
  // a new list; the views point into source().
  std::vector<Piece> Pieces() const;

 private:
  // Words, then a value. A clause has one or more parts: the first one says which values it needs,
  // and where to continue without it.
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
