// What every record of bytes has in common: version, fields with ascending tags, the end. The
// layout is described in textback/codec/lead_record.h, the values are in record_values.h.
#ifndef TEXTBACK_SRC_CODEC_RECORD_FIELDS_H_
#define TEXTBACK_SRC_CODEC_RECORD_FIELDS_H_

#include <absl/status/status.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "codec/record_values.h"

namespace textback::record {

inline constexpr std::uint32_t kEnd = 0;  // the tag that ends a record

// Of what it is a record, for messages ("lead"), and the version that this library writes.
struct Format {
  std::string_view of;
  std::uint8_t version = 1;
};

struct Field {
  std::uint32_t tag = kEnd;
  std::string_view value;
};

// Takes the next field off `rest`. False: what is there is none.
bool TakeField(std::string_view& rest, Field& field);

// DataLoss and Unimplemented, each with what the operator does about it.
absl::Status Damaged(const Format& format, std::string_view what);
absl::Status UnknownField(const Format& format, std::uint32_t tag);
absl::Status WrongValue(const Format& format, std::uint32_t tag, std::string_view name);

// A version that is known, then fields whose tags ascend, then the end, then nothing? What the
// fields hold is not asked.
absl::Status CheckShape(const Format& format, std::string_view record);

// Appends a record to `out`. `visit_fields(visit)` calls visit(tag, name, value) for every field,
// with ascending tags.
template <class VisitFields>
void WriteFields(const Format& format, VisitFields visit_fields, std::string& out) {
  Writer writer(out);
  writer.Byte(format.version);
  visit_fields([&writer](std::uint32_t tag, std::string_view, const auto& value) {
    writer.Field(tag, value);
  });
  writer.Byte(kEnd);
  writer.Flush();
}

// Reads a record into the values that `visit_fields` visits.
template <class VisitFields>
absl::Status ReadFields(const Format& format, VisitFields visit_fields, std::string_view record) {
  if (absl::Status status = CheckShape(format, record); !status.ok()) return status;
  // Both the fields and the list ascend: one walk along both.
  std::string_view rest = record.substr(1);
  Field field;
  TakeField(rest, field);
  std::uint32_t wrong = kEnd;
  std::string_view wrong_name;
  visit_fields([&](std::uint32_t tag, std::string_view name, auto& value) {
    if (field.tag != tag) {
      value = Absent<std::remove_reference_t<decltype(value)>>();
      return;
    }
    if (!Get(field.value, value) && wrong == kEnd) {
      wrong = tag;
      wrong_name = name;
    }
    TakeField(rest, field);
  });
  // Where the walk got stuck is a field that the list doesn't have.
  if (field.tag != kEnd) return UnknownField(format, field.tag);
  return wrong == kEnd ? absl::OkStatus() : WrongValue(format, wrong, wrong_name);
}

}  // namespace textback::record

#endif  // TEXTBACK_SRC_CODEC_RECORD_FIELDS_H_
