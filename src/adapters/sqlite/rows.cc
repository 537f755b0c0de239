#include "adapters/sqlite/rows.h"

#include <absl/status/statusor.h>
#include <absl/strings/str_format.h>

#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "adapters/sqlite/memory_column.h"
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

bool ParseValue(std::string_view text, Instant& at) { return ParseInstant(text, at); }
template <class Tag, std::size_t Size>
bool ParseValue(std::string_view text, ShortId<Tag, Size>& id) {
  const auto parsed = ShortId<Tag, Size>::Parse(text);
  if (parsed.ok()) id = *parsed;
  return parsed.ok();
}
bool ParseValue(std::string_view text, std::uint32_t& count) {
  std::int64_t value = 0;
  if (!ParseNumber(text, value) || value < 0 || value > std::numeric_limits<std::uint32_t>::max())
    return false;
  count = static_cast<std::uint32_t>(value);
  return true;
}
template <class Small>
bool ParseSmall(std::string_view text, std::uint32_t max, Small& value) {
  std::uint32_t number = 0;
  if (!ParseValue(text, number) || number > max) return false;
  value = static_cast<Small>(number);
  return true;
}
bool ParseValue(std::string_view text, std::uint8_t& count) { return ParseSmall(text, 255, count); }
bool ParseValue(std::string_view text, TextOut::What& what) {
  return ParseSmall(text, static_cast<std::uint32_t>(TextOut::What::kAnswer), what);
}
bool ParseValue(std::string_view text, StepFate& fate) {
  return ParseSmall(text, static_cast<std::uint32_t>(StepFate::kDropped), fate);
}
bool ParseValue(std::string_view text, bool& flag) {
  flag = text == "1";
  return flag;
}

// Words in the order of VisitMemory; one that isn't known, or out of order, is an error.
bool ParseMemory(std::string_view text, LeadState& state) {
  std::string_view word = text.empty() ? text : NextWord(text);
  const bool ok = VisitMemory(state, [&](std::string_view name, auto& value) {
    if (!word.starts_with(name) || word.size() <= name.size() || word[name.size()] != '=')
      return true;
    if (!ParseValue(word.substr(name.size() + 1), value)) return false;
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
template <class Tag, std::size_t Size>
void AppendValue(std::string& out, const ShortId<Tag, Size>& id) {
  out += id.view();
}
template <class Enum>
requires std::is_enum_v<Enum>
void AppendValue(std::string& out, Enum value) { AppendNumber(out, static_cast<int>(value)); }
void AppendValue(std::string& out, std::uint8_t count) { AppendNumber(out, int{count}); }
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
std::optional<AnswerKind> ParseAnswer(std::string_view text) {
  return text.empty() ? AnswerKind::kNone : AnswerKindFromName(text);
}

void ReadState(ColumnReader& columns, LeadState& state) {
  Sequence& sequence = state.sequence;
  Attention& attention = state.attention;
  state.version =
      static_cast<std::uint64_t>(columns.Number(std::numeric_limits<std::int64_t>::max()));
  state.phase = columns.Named(PhaseFromName);
  state.episode = columns.Count();
  state.inquiries.count = columns.Count();
  sequence.step = columns.Identifier<StepName>();
  sequence.due = columns.At();
  sequence.attempt = columns.Count();
  sequence.tries = columns.Count();
  const bool in_flight = columns.Flag();
  state.wake_at = columns.At();
  sequence.acknowledge_at = columns.At();
  sequence.acknowledged = columns.Count();
  state.marks.opted_out = columns.Flag();
  state.marks.refused = columns.Flag();
  state.marks.wrong_number = columns.Flag();
  state.marks.doubtful = columns.Flag();
  state.inquiries.first = columns.Named(InquiryKindFromName);
  state.inquiries.last = columns.Named(InquiryKindFromName);
  sequence.paused_until = columns.At();
  state.line = columns.Phone(ParseLine);
  state.inquiries.first_at = columns.At();
  state.inquiries.last_at = columns.At();
  state.last_event_at = columns.At();
  sequence.last_acknowledge_at = columns.At();
  std::array<Instant, kMaxSteps> done_at = {};
  columns.Parsed<std::span<Instant>>(ParseInstants, done_at);
  for (std::size_t i = 0; i < kMaxSteps; ++i) sequence.steps[i].at = done_at[i];
  columns.Parsed<std::span<Instant>>(ParseInstants, sequence.recent);
  columns.Parsed<ConsentState&>(ParseConsent, state.consent);
  attention.assigned = columns.Identifier<PersonId>();
  attention.taken = columns.Flag();
  attention.waits_since = columns.At();
  attention.nudge_at = columns.At();
  attention.rearm_at = columns.At();
  state.answer.kind = columns.Named(ParseAnswer);
  if (columns.Flag()) state.out.with = TextOut::With::kPerson;
  state.loop.alarm = columns.Flag();
  state.account_off = columns.Flag();
  state.all_off = columns.Flag();
  columns.Parsed<LeadState&>(ParseMemory, state);
  if (in_flight && state.out.empty()) FillOut(state);
  FillFates(sequence);
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
  LeadState fresh;
  // Two visits in step: what a fresh lead has is left out.
  std::vector<const void*> defaults;
  VisitMemory(fresh, [&defaults](std::string_view, const auto& value) {
    defaults.push_back(&value);
    return true;
  });
  std::size_t field = 0;
  std::string out;
  VisitMemory(state, [&](std::string_view name, const auto& value) {
    using Value = std::remove_cvref_t<decltype(value)>;
    if (value == *static_cast<const Value*>(defaults[field++])) return true;
    if (!out.empty()) out += ' ';
    out += name;
    out += '=';
    AppendValue(out, value);
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
  lead.profile.trade = columns.Named(TradeFromName);
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
