#include "textback/codec/lead_record.h"

#include <absl/strings/str_format.h>

#include <optional>
#include <type_traits>

#include "codec/lead_fields.h"
#include "codec/record_values.h"

namespace textback {
namespace {

constexpr std::uint32_t kEnd = 0;  // the tag that ends a record
constexpr std::uint64_t kMaxTag = 0x3FFF;

struct Field {
  std::uint32_t tag = kEnd;
  std::string_view value;
};

// Takes the next field off `rest`. False: what is there is none.
bool TakeField(std::string_view& rest, Field& field) {
  const std::optional<std::uint64_t> tag = record::TakeVarint(rest);
  if (!tag.has_value() || *tag > kMaxTag) return false;
  field = {.tag = static_cast<std::uint32_t>(*tag), .value = {}};
  if (field.tag == kEnd) return true;
  const std::optional<std::uint64_t> size = record::TakeVarint(rest);
  if (!size.has_value() || *size > rest.size()) return false;
  field.value = rest.substr(0, *size);
  rest.remove_prefix(*size);
  return true;
}

absl::Status Damaged(std::string_view what) {
  return absl::DataLossError(
      absl::StrFormat("the lead's record is damaged: %s; restore it from a backup", what));
}

absl::Status FromTheFuture(std::string_view what) {
  return absl::UnimplementedError(absl::StrFormat(
      "a newer textback wrote the lead's record: %s; it is left as it is, upgrade textback", what));
}

// Are these fields whose tags ascend, then the end, then nothing? What they hold is not asked.
absl::Status CheckShape(std::string_view fields) {
  Field last;
  for (std::string_view rest = fields;;) {
    Field field;
    if (!TakeField(rest, field)) {
      return Damaged(absl::StrFormat("it breaks off after field %d", last.tag));
    }
    if (field.tag == kEnd && rest.empty()) return absl::OkStatus();
    if (field.tag == kEnd) return Damaged("bytes follow its end");
    if (field.tag <= last.tag) {
      return Damaged(absl::StrFormat("field %d follows field %d", field.tag, last.tag));
    }
    last = field;
  }
}

}  // namespace

void AppendLeadRecord(const LeadProfile& profile, const LeadState& state, std::string& record) {
  record::Writer writer(record);
  writer.Byte(kLeadRecordVersion);
  VisitFields(profile, state, [&writer](std::uint32_t tag, std::string_view, const auto& value) {
    writer.Field(tag, value);
  });
  writer.Byte(kEnd);
  writer.Flush();
}

absl::StatusOr<Lead> ReadLeadRecord(const LeadId& id, std::string_view record) {
  if (record.empty()) return Damaged("it is empty");
  const auto version = static_cast<std::uint8_t>(record.front());
  if (version == 0) return Damaged("it has no version");
  if (version > kLeadRecordVersion) {
    return FromTheFuture(
        absl::StrFormat("its version is %d, this one reads up to %d", version, kLeadRecordVersion));
  }
  std::string_view rest = record.substr(1);
  if (absl::Status status = CheckShape(rest); !status.ok()) return status;

  // Both the fields and the list ascend: one walk along both.
  absl::StatusOr<Lead> lead{Lead{.id = id}};
  Field field;
  TakeField(rest, field);
  std::uint32_t wrong = kEnd;
  std::string_view wrong_name;
  VisitFields(lead->profile, lead->state,
              [&](std::uint32_t tag, std::string_view name, auto& value) {
                if (field.tag != tag) {
                  value = record::Absent<std::remove_reference_t<decltype(value)>>();
                  return;
                }
                if (!record::Get(field.value, value) && wrong == kEnd) {
                  wrong = tag;
                  wrong_name = name;
                }
                TakeField(rest, field);
              });
  // Where the walk got stuck is a field that the list doesn't have.
  if (field.tag != kEnd) {
    return FromTheFuture(
        absl::StrFormat("it has field %d, which this one doesn't know", field.tag));
  }
  if (wrong == kEnd) return lead;
  return Damaged(
      absl::StrFormat("field %d (%s) holds what is none of its values", wrong, wrong_name));
}

}  // namespace textback
