// What all binary records share: version, fields with ascending tags, end mark. lead_record.h in
// textback/codec describes the layout; record_values.h handles the values.
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

// The record's name for messages ("lead"), and the version that this library writes.
struct Format {
  std::string_view of;
  std::uint8_t version = 1;
};

struct Field {
  std::uint32_t tag = kEnd;
  std::string_view value;
};

// Takes the next field from `rest`. False: there is no valid field.
bool TakeField(std::string_view& rest, Field& field);

// DataLoss and Unimplemented; the messages say what the operator can do.
absl::Status Damaged(const Format& format, std::string_view what);
absl::Status UnknownField(const Format& format, std::uint32_t tag);
absl::Status WrongValue(const Format& format, std::uint32_t tag, std::string_view name);

// Checks for a known version, fields with ascending tags, the end mark and nothing after it. The
// contents of the fields are not checked.
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
  // Both the fields and the list ascend, so one pass over both is enough.
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
  // A field that the list does not have stops the pass.
  if (field.tag != kEnd) return UnknownField(format, field.tag);
  return wrong == kEnd ? absl::OkStatus() : WrongValue(format, wrong, wrong_name);
}

}  // namespace textback::record

#endif  // TEXTBACK_SRC_CODEC_RECORD_FIELDS_H_
