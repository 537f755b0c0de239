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
// (person, business, callback): so a missing value never leaves a hole (R53). Values lose control
// characters and line breaks and are cut to 60 characters. Nothing in a value is ever read as
// template.
//
// Compile checks everything; Render can't fail. Pure, thread-safe, linear.
#ifndef TEXTBACK_TEXT_TEMPLATE_H_
#define TEXTBACK_TEXT_TEMPLATE_H_

#include <absl/status/statusor.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace textback {

enum class Field : std::uint8_t { kPerson, kBusiness, kCallback, kAddress, kName, kTrade };
inline constexpr std::size_t kFieldCount = 6;

// The values of one rendering; empty: unknown. The views must outlive the call.
struct Values {
  std::array<std::string_view, kFieldCount> of = {};

  std::string_view& operator[](Field field) { return of[static_cast<std::size_t>(field)]; }
  std::string_view operator[](Field field) const { return of[static_cast<std::size_t>(field)]; }
};

class Template {
 public:
  static constexpr std::size_t kMaxSource = 1600;  // what providers take as a body
  static constexpr std::size_t kMaxValue = 60;     // characters of a value that are shown

  // InvalidArgument with line and column, 1-based: an unknown field, an open brace or clause, a
  // clause within a clause, a gap that could leave a hole, a control character, invalid UTF-8, too
  // long.
  static absl::StatusOr<Template> Compile(std::string_view source);

  // Appends to `out`. A caller that keeps its buffer pays no allocation.
  void Render(const Values& values, std::string& out) const;

  const std::string& source() const { return source_; }

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
  class Parser;

  std::string source_;
  std::string literals_;
  std::vector<Part> parts_;
  std::uint8_t uses_ = 0;  // bit per field that occurs
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_TEMPLATE_H_
