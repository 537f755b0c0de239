// Reads the columns of a row one after another and checks each of them.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_COLUMNS_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_COLUMNS_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/strings/str_format.h>

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/sqlite/database.h"
#include "textback/model/phone_number.h"
#include "textback/model/time.h"

namespace textback::sqlite {

inline bool ParseNumber(std::string_view text, std::int64_t& value) {
  const char* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && last == end;
}

// Does not call PhoneNumber::Parse: a stored number must stay readable when the parsing rules
// change.
bool ParsePhone(std::string_view text, PhoneNumber& phone);
// One of the account's lines; NULL means withheld.
bool ParseLine(std::string_view text, PhoneNumber& line);

// Keeps the first error and continues with default values.
class ColumnReader {
 public:
  ColumnReader(const Query& row, int first) : row_(row), column_(first) {}

  std::int64_t Number(std::int64_t max) {
    const std::int64_t value = row_.Int(column_);
    if (value < 0 || value > max) Fail("out of range");
    ++column_;
    return value;
  }
  std::uint32_t Count() {
    return static_cast<std::uint32_t>(Number(std::numeric_limits<std::uint32_t>::max()));
  }
  bool Flag() { return Number(1) == 1; }
  Instant At() { return row_.At(column_++); }
  std::string_view View() { return row_.Text(column_++); }
  std::string Text() { return std::string(View()); }

  template <class Enum>
  Enum Named(std::optional<Enum> (*parse)(std::string_view)) {
    const std::optional<Enum> value = parse(row_.Text(column_));
    if (!value.has_value()) Fail("no such name");
    ++column_;
    return value.value_or(Enum{});
  }

  // Reads a text with `parse(text, value)`.
  template <class Value>
  void Parsed(bool (*parse)(std::string_view, Value), Value value) {
    if (!parse(row_.Text(column_), value)) Fail("not of its form");
    ++column_;
  }
  PhoneNumber Phone(bool (*parse)(std::string_view, PhoneNumber&)) {
    PhoneNumber phone;
    Parsed<PhoneNumber&>(parse, phone);
    return phone;
  }
  template <class Id>
  Id Identifier() {  // "" means no id
    const std::string_view text = row_.Text(column_);
    const absl::StatusOr<Id> id = text.empty() ? Id{} : Id::Parse(text);
    if (!id.ok()) Fail(id.status().message());
    ++column_;
    return id.value_or(Id{});
  }

  // Reports an error in the column that is read next.
  void Fail(absl::string_view what) {
    if (!status_.ok()) return;
    status_ = absl::DataLossError(absl::StrFormat("column '%s': %s", row_.Name(column_), what));
  }
  const absl::Status& status() const { return status_; }

 private:
  const Query& row_;
  int column_;
  absl::Status status_;
};

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_COLUMNS_H_
