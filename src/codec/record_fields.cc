#include "codec/record_fields.h"

#include <absl/strings/str_format.h>

#include <optional>

namespace textback::record {
namespace {

constexpr std::uint64_t kMaxTag = 0x3FFF;

absl::Status FromTheFuture(const Format& format, std::string_view what) {
  return absl::UnimplementedError(absl::StrFormat(
      "a newer textback wrote the %s's record: %s; it is left as it is, upgrade textback",
      format.of, what));
}

}  // namespace

bool TakeField(std::string_view& rest, Field& field) {
  const std::optional<std::uint64_t> tag = TakeVarint(rest);
  if (!tag.has_value() || *tag > kMaxTag) return false;
  field = {.tag = static_cast<std::uint32_t>(*tag), .value = {}};
  if (field.tag == kEnd) return true;
  const std::optional<std::uint64_t> size = TakeVarint(rest);
  if (!size.has_value() || *size > rest.size()) return false;
  field.value = rest.substr(0, *size);
  rest.remove_prefix(*size);
  return true;
}

absl::Status Damaged(const Format& format, std::string_view what) {
  return absl::DataLossError(
      absl::StrFormat("the %s's record is damaged: %s; restore it from a backup", format.of, what));
}

absl::Status UnknownField(const Format& format, std::uint32_t tag) {
  return FromTheFuture(format,
                       absl::StrFormat("it has field %d, which this one doesn't know", tag));
}

absl::Status WrongValue(const Format& format, std::uint32_t tag, std::string_view name) {
  return Damaged(format,
                 absl::StrFormat("field %d (%s) holds what is none of its values", tag, name));
}

absl::Status CheckShape(const Format& format, std::string_view record) {
  if (record.empty()) return Damaged(format, "it is empty");
  const auto version = static_cast<std::uint8_t>(record.front());
  if (version == 0) return Damaged(format, "it has no version");
  if (version > format.version) {
    return FromTheFuture(format, absl::StrFormat("its version is %d, this one reads up to %d",
                                                 version, format.version));
  }
  Field last;
  for (std::string_view rest = record.substr(1);;) {
    Field field;
    if (!TakeField(rest, field)) {
      return Damaged(format, absl::StrFormat("it breaks off after field %d", last.tag));
    }
    if (field.tag == kEnd && rest.empty()) return absl::OkStatus();
    if (field.tag == kEnd) return Damaged(format, "bytes follow its end");
    if (field.tag <= last.tag) {
      return Damaged(format, absl::StrFormat("field %d follows field %d", field.tag, last.tag));
    }
    last = field;
  }
}

}  // namespace textback::record
