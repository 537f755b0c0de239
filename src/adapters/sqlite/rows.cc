#include "adapters/sqlite/rows.h"

#include <absl/status/statusor.h>
#include <absl/strings/str_format.h>

#include <utility>

#include "adapters/sqlite/columns.h"
#include "adapters/storage_checks.h"
#include "textback/codec/event_json.h"
#include "textback/codec/lead_record.h"

namespace textback::sqlite {
namespace {

absl::Status OfLead(const LeadId& id, absl::StatusCode code, absl::string_view message) {
  return {code, absl::StrFormat("lead %s: %s", Masked(id), message)};
}

absl::Status DataLoss(const LeadId& id, absl::string_view message) {
  return OfLead(id, absl::StatusCode::kDataLoss, message);
}

// A column that repeats part of the record was changed by hand.
absl::Status Differs(const LeadId& id, std::string_view column, std::string_view in_record) {
  return DataLoss(id, absl::StrFormat("column '%s': differs from the record, which says %s; only "
                                      "the record counts, set the column to that",
                                      column, in_record));
}

}  // namespace

bool ParsePhone(std::string_view text, PhoneNumber& phone) {
  phone = PhoneNumber{};
  if (text == "withheld") return true;
  std::int64_t digits = 0;
  if (text.size() < 2 || text[0] != '+' || text[1] < '1' || text[1] > '9') return false;
  if (!ParseNumber(text.substr(1), digits)) return false;
  const absl::StatusOr<PhoneNumber> parsed =
      PhoneNumber::FromPacked(static_cast<std::uint64_t>(digits));
  if (parsed.ok()) phone = *parsed;
  return parsed.ok();
}

bool ParseLine(std::string_view text, PhoneNumber& line) {
  line = PhoneNumber{};
  return text.empty() || ParsePhone(text, line);
}

std::string PackPhone(PhoneNumber phone) {
  return phone.withheld() ? std::string() : phone.ToE164();
}

absl::Status ReadId(const Query& row, int first, LeadId& id) {
  ColumnReader columns(row, first);
  id.account = columns.Identifier<AccountId>();
  id.phone = columns.Phone(ParsePhone);
  return columns.status();
}

absl::Status ReadLead(const Query& row, int first, Lead& lead) {
  const LeadId id = lead.id;
  if (row.Null(first + 2)) {
    lead = Lead{.id = id};  // a new lead whose first event waits
  } else if (row.Blob(first + 2).empty()) {
    return DataLoss(id,
                    "column 'record': its row of schema 3 can't be read; column 'problem' of table "
                    "leads_3 says why: mend the row there, and open the store again");
  } else {
    absl::StatusOr<Lead> read = ReadLeadRecord(id, row.Blob(first + 2));
    if (!read.ok()) {
      return OfLead(id, read.status().code(),
                    absl::StrFormat("column 'record': %s", read.status().message()));
    }
    lead = *std::move(read);
  }
  const LeadState& state = lead.state;
  if (static_cast<std::uint64_t>(row.Int(first)) != state.version)
    return Differs(id, "version", absl::StrFormat("%d", state.version));
  if (row.At(first + 1) != state.wake_at) {
    return Differs(id, "wake_at",
                   state.wake_at == kNever ? std::string("NULL")
                                           : absl::StrFormat("%d", ToMillis(state.wake_at)));
  }
  const absl::Status invariants = CheckInvariants(lead);
  return invariants.ok() ? invariants : absl::DataLossError(invariants.message());
}

absl::Status ReadEvent(const Query& row, int first, const LeadId& lead, Event& event) {
  ColumnReader columns(row, first);
  event.lead = lead;
  event.id = columns.Identifier<EventId>();
  event.at = columns.At();
  event.received_at = columns.At();
  const std::string_view kind = columns.View();
  absl::StatusOr<EventBody> body = DecodeEventBody(kind, row.Text(first + 4));
  if (!body.ok()) columns.Fail(body.status().message());
  if (!columns.status().ok()) return DataLoss(lead, columns.status().message());
  event.body = *std::move(body);
  return absl::OkStatus();
}

absl::Status ReadText(const Query& row, int first, const LeadId& lead, Text& text) {
  ColumnReader columns(row, first);
  text.key.lead = lead;
  text.key.episode = columns.Count();
  text.key.step = columns.Identifier<StepName>();
  text.key.attempt = columns.Count();
  text.text_class = columns.Named(TextClassFromName);
  text.basis = columns.Named(BasisFromName);
  text.from = columns.Phone(ParseLine);
  text.decided_at = columns.At();
  text.send_by = columns.At();
  text.segments = columns.Count();
  text.body = columns.Text();
  text.wording.variant = columns.Named(VariantFromName);
  text.wording.locale = columns.Text();
  text.wording.arm = columns.Identifier<ArmName>();
  return columns.status().ok() ? absl::OkStatus() : DataLoss(lead, columns.status().message());
}

}  // namespace textback::sqlite
