#include "textback/codec/lead_record.h"

#include "codec/lead_fields.h"
#include "codec/record_fields.h"

namespace textback {
namespace {

constexpr record::Format kFormat = {.of = "lead", .version = kLeadRecordVersion};

}  // namespace

void AppendLeadRecord(const LeadProfile& profile, const LeadState& state, std::string& record) {
  record::WriteFields(
      kFormat, [&](auto visit) { VisitFields(profile, state, visit); }, record);
}

absl::StatusOr<Lead> ReadLeadRecord(const LeadId& id, std::string_view record) {
  absl::StatusOr<Lead> lead{Lead{.id = id}};
  const absl::Status status = record::ReadFields(
      kFormat, [&](auto visit) { VisitFields(lead->profile, lead->state, visit); }, record);
  if (!status.ok()) return status;
  return lead;
}

}  // namespace textback
