#include "adapters/sqlite/rows.h"

#include <absl/status/statusor.h>
#include <absl/strings/str_format.h>

#include <array>
#include <charconv>
#include <limits>
#include <optional>

#include "adapters/storage_checks.h"
#include "textback/codec/event_json.h"

namespace textback::sqlite {
namespace {

constexpr std::string_view kNeverText = "never";

bool ParseNumber(std::string_view text, std::int64_t& value) {
  const char* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && last == end;
}

bool ParseInstant(std::string_view text, Instant& at) {
  at = kNever;
  if (text == kNeverText) return true;
  std::int64_t millis = 0;
  if (!ParseNumber(text, millis)) return false;
  at = FromMillis(millis);
  return true;
}

// Not PhoneNumber::Parse: a number that was accepted once stays readable when its rules change.
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

// A line of the account; NULL is withheld.
bool ParseLine(std::string_view text, PhoneNumber& line) {
  line = PhoneNumber{};
  return text.empty() || ParsePhone(text, line);
}

// The next word of a list; empty at its end.
std::string_view NextWord(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

bool ParseInstants(std::string_view text, std::span<Instant> instants) {
  for (Instant& at : instants) {
    at = Instant{};
    if (!text.empty() && !ParseInstant(NextWord(text), at)) return false;
  }
  return text.empty();
}

bool ParseConsent(std::string_view text, ConsentState& consent) {
  consent = ConsentState{};
  while (!text.empty()) {
    const std::string_view word = NextWord(text);
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) return false;
    const std::optional<Basis> basis = BasisFromName(word.substr(0, equals));
    Instant at;
    if (!basis.has_value() || !ParseInstant(word.substr(equals + 1), at)) return false;
    consent.SetExpiry(*basis, at);
  }
  return true;
}

// What is kept as words in one column: seldom asked for, mostly absent.
template <class Visit>
bool VisitMemory(Visit visit) {
  return visit("answer_at", &LeadState::answer_at) && visit("answer_by", &LeadState::answer_by) &&
         visit("answer_language", &LeadState::answer_language) &&
         visit("answers", &LeadState::answers) && visit("holding_sent", &LeadState::holding_sent) &&
         visit("remind_at", &LeadState::remind_at) &&
         visit("ready_until", &LeadState::ready_until) && visit("nudges", &LeadState::nudges) &&
         visit("wrote_at", &LeadState::wrote_at) && visit("touched_at", &LeadState::touched_at) &&
         visit("spoke_at", &LeadState::spoke_at) && visit("switched_at", &LeadState::switched_at) &&
         visit("asked_consent_at", &LeadState::asked_consent_at) &&
         visit("same_hash", &LeadState::same_hash) && visit("same_at", &LeadState::same_at) &&
         visit("same_before", &LeadState::same_before) &&
         visit("burst_since", &LeadState::burst_since) && visit("burst", &LeadState::burst);
}

bool ParseValue(std::string_view text, Instant& at) { return ParseInstant(text, at); }
bool ParseValue(std::string_view text, LanguageId& language) {
  const absl::StatusOr<LanguageId> id = LanguageId::Parse(text);
  if (id.ok()) language = *id;
  return id.ok();
}
bool ParseValue(std::string_view text, std::uint32_t& count) {
  std::int64_t value = 0;
  if (!ParseNumber(text, value) || value < 0 || value > std::numeric_limits<std::uint32_t>::max())
    return false;
  count = static_cast<std::uint32_t>(value);
  return true;
}
bool ParseValue(std::string_view text, bool& flag) {
  flag = text == "1";
  return flag;
}

// Words in the order of VisitMemory; one that isn't known, or out of order, is an error.
bool ParseMemory(std::string_view text, LeadState& state) {
  std::string_view word = text.empty() ? text : NextWord(text);
  const bool ok = VisitMemory([&](std::string_view name, auto member) {
    if (!word.starts_with(name) || word.size() <= name.size() || word[name.size()] != '=')
      return true;
    if (!ParseValue(word.substr(name.size() + 1), state.*member)) return false;
    word = text.empty() ? text : NextWord(text);
    return true;
  });
  return ok && word.empty() && text.empty();
}

template <class Number>
void AppendNumber(std::string& out, Number value) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void AppendInstant(std::string& out, Instant at) {
  if (at == kNever) {
    out += kNeverText;
    return;
  }
  AppendNumber(out, ToMillis(at));
}

void AppendValue(std::string& out, Instant at) { AppendInstant(out, at); }
void AppendValue(std::string& out, const LanguageId& language) { out += language.view(); }
void AppendValue(std::string& out, std::uint32_t count) { AppendNumber(out, count); }
void AppendValue(std::string& out, bool flag) { out += flag ? '1' : '0'; }

// Reads columns one after the other; keeps the first error and goes on with defaults.
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

  // A text read by `parse(text, value)`.
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
  Id Identifier() {  // "": none
    const std::string_view text = row_.Text(column_);
    const absl::StatusOr<Id> id = text.empty() ? Id{} : Id::Parse(text);
    if (!id.ok()) Fail(id.status().message());
    ++column_;
    return id.value_or(Id{});
  }

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

// NULL is none.
std::optional<Answer> ParseAnswer(std::string_view text) {
  return text.empty() ? Answer::kNone : AnswerFromName(text);
}

void ReadState(ColumnReader& columns, LeadState& state) {
  state.version =
      static_cast<std::uint64_t>(columns.Number(std::numeric_limits<std::int64_t>::max()));
  state.phase = columns.Named(PhaseFromName);
  state.episode = columns.Count();
  state.inquiries = columns.Count();
  state.step = columns.Identifier<StepName>();
  state.due = columns.At();
  state.attempt = columns.Count();
  state.tries = columns.Count();
  state.in_flight = columns.Flag();
  state.wake_at = columns.At();
  state.acknowledge_at = columns.At();
  state.acknowledged = columns.Count();
  state.opted_out = columns.Flag();
  state.refused = columns.Flag();
  state.wrong_number = columns.Flag();
  state.doubtful = columns.Flag();
  state.inquiry = columns.Named(InquiryKindFromName);
  state.last_inquiry = columns.Named(InquiryKindFromName);
  state.paused_until = columns.At();
  state.line = columns.Phone(ParseLine);
  state.inquiry_at = columns.At();
  state.last_inquiry_at = columns.At();
  state.last_event_at = columns.At();
  state.last_acknowledge_at = columns.At();
  columns.Parsed<std::span<Instant>>(ParseInstants, state.done_at);
  columns.Parsed<std::span<Instant>>(ParseInstants, state.recent);
  columns.Parsed<ConsentState&>(ParseConsent, state.consent);
  state.assigned = columns.Identifier<PersonId>();
  state.claimed = columns.Flag();
  state.waits_since = columns.At();
  state.nudge_at = columns.At();
  state.rearm_at = columns.At();
  state.answer = columns.Named(ParseAnswer);
  state.with_person = columns.Flag();
  state.looped = columns.Flag();
  state.account_off = columns.Flag();
  state.all_off = columns.Flag();
  columns.Parsed<LeadState&>(ParseMemory, state);
}

absl::Status DataLoss(const LeadId& id, const absl::Status& status) {
  return absl::DataLossError(absl::StrFormat("lead %s: %s", Masked(id), status.message()));
}

}  // namespace

std::string PackPhone(PhoneNumber phone) {
  if (phone.withheld()) return {};
  std::string out = "+";
  AppendNumber(out, phone.packed());
  return out;
}

std::string PackInstants(std::span<const Instant> instants) {
  std::size_t count = instants.size();
  while (count > 0 && instants[count - 1] == Instant{}) --count;
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ' ';
    AppendInstant(out, instants[i]);
  }
  return out;
}

std::string PackConsent(const ConsentState& consent) {
  std::string out;
  for (std::size_t i = 0; i < kBasisCount; ++i) {
    const auto basis = static_cast<Basis>(i);
    if (consent.ExpiresAt(basis) == Instant{}) continue;
    if (!out.empty()) out += ' ';
    out += NameOf(basis);
    out += '=';
    AppendInstant(out, consent.ExpiresAt(basis));
  }
  return out;
}

std::string PackMemory(const LeadState& state) {
  static const LeadState& fresh = *new LeadState;
  std::string out;
  VisitMemory([&](std::string_view name, auto member) {
    if (state.*member == fresh.*member) return true;
    if (!out.empty()) out += ' ';
    out += name;
    out += '=';
    AppendValue(out, state.*member);
    return true;
  });
  return out;
}

absl::Status ReadId(const Query& row, int first, LeadId& id) {
  ColumnReader columns(row, first);
  id.account = columns.Identifier<AccountId>();
  id.phone = columns.Phone(ParsePhone);
  return columns.status();
}

absl::Status ReadLead(const Query& row, int first, Lead& lead) {
  ColumnReader columns(row, first);
  ReadState(columns, lead.state);
  lead.profile.name = columns.Text();
  lead.profile.trade = columns.Identifier<TradeId>();
  lead.profile.zone = columns.Text();
  lead.profile.region = columns.Text();
  lead.profile.postal_code = columns.Text();
  lead.profile.locale = columns.Text();
  if (!columns.status().ok()) return DataLoss(lead.id, columns.status());
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
  if (!columns.status().ok()) return DataLoss(lead, columns.status());
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
  return columns.status().ok() ? absl::OkStatus() : DataLoss(lead, columns.status());
}

}  // namespace textback::sqlite
