#include "codec/json_fields.h"

#include <absl/status/statusor.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "textback/model/utf8.h"

namespace textback::json {
namespace {

template <class Number>
void AppendNumber(std::string& out, Number value) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

// Characters that need no escaping in JSON.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

bool IsPlain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

void AppendEscaped(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += absl::StrFormat("\\u%04x", static_cast<unsigned char>(c));
  }
}

// An empty text is an empty id, as in a default-constructed one.
template <class Id>
Id ReadId(ObjectReader& reader, std::string_view key) {
  const std::string text = reader.Text(key);
  if (text.empty()) return Id{};
  const absl::StatusOr<Id> id = Id::Parse(text);
  if (!id.ok()) reader.Fail(key, std::string(id.status().message()));
  return id.value_or(Id{});
}

}  // namespace

void AppendQuoted(std::string& out, std::string_view value) {
  out += '"';
  while (!value.empty()) {
    std::size_t plain = 0;
    while (plain < value.size() && IsPlain(value[plain])) ++plain;
    out.append(value.substr(0, plain));
    value.remove_prefix(plain);
    if (value.empty()) break;
    const Utf8Char c = DecodeUtf8(value, 0);
    if (!c.valid) {
      AppendUtf8(out, c.code);
    } else if (c.size == 1) {
      AppendEscaped(out, value[0]);
    } else {
      out.append(value.substr(0, c.size));
    }
    value.remove_prefix(c.size);
  }
  out += '"';
}

std::string& ObjectWriter::Key(std::string_view key) {
  if (!first_) out_ += ',';
  first_ = false;
  out_ += '"';
  out_ += key;
  out_ += "\":";
  return out_;
}

void ObjectWriter::Text(std::string_view key, std::string_view value) {
  AppendQuoted(Key(key), value);
}

void ObjectWriter::TextIfAny(std::string_view key, std::string_view value) {
  if (!value.empty()) Text(key, value);
}

void ObjectWriter::Number(std::string_view key, std::uint64_t value) {
  AppendNumber(Key(key), value);
}

// An instant outside the range that we read (a nonsense event, an expiry after 2199) is written in
// milliseconds, so that everything stored stays readable.
void ObjectWriter::At(std::string_view key, Instant at) {
  if (at == kNever) return;
  if (!IsPlausible(at)) return AppendNumber(Key(key), ToMillis(at));
  Key(key) += '"';
  AppendRfc3339(out_, at);
  out_ += '"';
}

void ObjectWriter::TrueIf(std::string_view key, bool value) {
  if (value) Key(key) += "true";
}

void ObjectWriter::Phone(std::string_view key, PhoneNumber phone) {
  if (phone.withheld()) return Text(key, "withheld");
  Key(key) += "\"+";
  AppendNumber(out_, phone.packed());
  out_ += '"';
}

void WriteKey(std::string& out, const TextKey& key) {
  ObjectWriter object(out);
  object.Text("account", key.lead.account.view());
  object.Phone("phone", key.lead.phone);
  object.Number("episode", key.episode);
  object.Text("step", key.step.view());
  object.Number("attempt", key.attempt);
}

void WriteConsent(std::string& out, const ConsentEntry& entry) {
  ObjectWriter object(out);
  object.Text("basis", NameOf(entry.basis));
  object.At("at", entry.at);
  object.At("expires_at", entry.expires_at);
  object.TrueIf("withdrawn", entry.withdrawn);
  object.TextIfAny("evidence", entry.evidence);
}

ObjectReader::ObjectReader(const nlohmann::json& object, std::string path, absl::Status& status)
    : object_(object.is_object() ? &object : nullptr), path_(std::move(path)), status_(status) {
  if (object_ == nullptr && status_.ok()) {
    status_ = absl::InvalidArgumentError(absl::StrCat(path_, ": an object is needed"));
  }
}

std::string ObjectReader::PathOf(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void ObjectReader::Fail(std::string_view key, std::string_view what) {
  if (!status_.ok()) return;
  status_ = absl::InvalidArgumentError(absl::StrFormat("field '%s': %s", PathOf(key), what));
}

const nlohmann::json* ObjectReader::Optional(std::string_view key) const {
  if (object_ == nullptr) return nullptr;
  const auto found = object_->find(key);
  return found == object_->end() ? nullptr : &*found;
}

const nlohmann::json* ObjectReader::Required(std::string_view key) {
  const nlohmann::json* value = Optional(key);
  if (value == nullptr) Fail(key, "missing");
  return value;
}

std::string ObjectReader::Text(std::string_view key) {
  return Required(key) == nullptr ? std::string() : TextOrEmpty(key);
}

std::string ObjectReader::TextOrEmpty(std::string_view key) {
  const nlohmann::json* value = Optional(key);
  if (value == nullptr) return {};
  if (!value->is_string()) {
    Fail(key, "a text is needed");
    return {};
  }
  return value->get_ref<const std::string&>();
}

std::uint64_t ObjectReader::Number(std::string_view key, std::uint64_t max) {
  const nlohmann::json* value = Required(key);
  if (value == nullptr) return 0;
  if (!value->is_number_unsigned() || value->get<std::uint64_t>() > max) {
    Fail(key, absl::StrFormat("a whole number from 0 to %d is needed", max));
    return 0;
  }
  return value->get<std::uint64_t>();
}

std::uint32_t ObjectReader::Count(std::string_view key) {
  return static_cast<std::uint32_t>(Number(key, std::numeric_limits<std::uint32_t>::max()));
}

Instant ObjectReader::ReadInstant(std::string_view key, const nlohmann::json& value) {
  if (value.is_number_integer() && value.is_number_unsigned() &&
      value.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max()) {
    Fail(key, "out of range");
    return kNever;
  }
  if (value.is_number_integer()) {
    const Instant at = FromMillis(value.get<std::int64_t>());
    if (IsPlausible(at)) Fail(key, "a time is written as 2026-11-21T02:55:00Z");
    return at;
  }
  if (!value.is_string()) {
    Fail(key, "a time is needed");
    return kNever;
  }
  const absl::StatusOr<Instant> at = ParseRfc3339(value.get_ref<const std::string&>());
  if (!at.ok()) Fail(key, "a time is written as 2026-11-21T02:55:00Z");
  return at.value_or(kNever);
}

Instant ObjectReader::At(std::string_view key) {
  const nlohmann::json* value = Required(key);
  return value == nullptr ? kNever : ReadInstant(key, *value);
}

Instant ObjectReader::AtOrNever(std::string_view key) {
  const nlohmann::json* value = Optional(key);
  return value == nullptr ? kNever : ReadInstant(key, *value);
}

bool ObjectReader::Flag(std::string_view key) {
  const nlohmann::json* value = Optional(key);
  if (value == nullptr) return false;
  if (!value->is_boolean()) {
    Fail(key, "true or false is needed");
    return false;
  }
  return value->get<bool>();
}

PhoneNumber ObjectReader::Phone(std::string_view key) {
  const std::string text = Text(key);
  if (!status_.ok() || text == "withheld") return {};
  std::uint64_t digits = 0;
  const char* end = text.data() + text.size();
  const bool plus = text.size() > 1 && text[0] == '+' && text[1] != '0';
  if (plus && std::from_chars(text.data() + 1, end, digits).ptr == end && digits != 0) {
    // Does not call Parse: a stored number must stay readable when the parsing rules get stricter.
    if (const auto phone = PhoneNumber::FromPacked(digits); phone.ok()) return *phone;
  }
  Fail(key, "a phone number is written as +14035550123, or 'withheld'");
  return {};
}

StepName ObjectReader::Step(std::string_view key) { return ReadId<StepName>(*this, key); }

ArmName ObjectReader::ArmOrNone(std::string_view key) {
  return Optional(key) == nullptr ? ArmName() : ReadId<ArmName>(*this, key);
}

TradeId ObjectReader::TradeOrNone(std::string_view key) {
  return Optional(key) == nullptr ? TradeId() : ReadId<TradeId>(*this, key);
}

PersonId ObjectReader::PersonOrNone(std::string_view key) {
  return Optional(key) == nullptr ? PersonId() : ReadId<PersonId>(*this, key);
}

ObjectReader ObjectReader::Object(std::string_view key) {
  static const nlohmann::json kEmpty = nlohmann::json::object();
  const nlohmann::json* value = Required(key);
  return ObjectReader(value == nullptr ? kEmpty : *value, PathOf(key), status_);
}

TextKey ReadKey(ObjectReader key) {
  TextKey result;
  result.lead.account = ReadId<AccountId>(key, "account");
  result.lead.phone = key.Phone("phone");
  result.episode = key.Count("episode");
  result.step = key.Step("step");
  result.attempt = key.Count("attempt");
  return result;
}

ConsentEntry ReadConsent(ObjectReader entry) {
  ConsentEntry result;
  result.basis = entry.Named("basis", BasisFromName);
  result.at = entry.AtOrNever("at");
  result.expires_at = entry.AtOrNever("expires_at");
  result.withdrawn = entry.Flag("withdrawn");
  result.evidence = entry.TextOrEmpty("evidence");
  return result;
}

absl::Status ParseObject(std::string_view what, std::string_view text, nlohmann::json& object) {
  object = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (object.is_discarded()) {
    return absl::InvalidArgumentError(absl::StrFormat("%s: not JSON", what));
  }
  if (!object.is_object()) {
    return absl::InvalidArgumentError(absl::StrFormat("%s: an object is needed", what));
  }
  return absl::OkStatus();
}

}  // namespace textback::json
