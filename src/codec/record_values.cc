#include "codec/record_values.h"

#include <algorithm>
#include <limits>

namespace textback::record {
namespace {

// The lowest bytes of a number, lowest byte first.
std::uint64_t Low(std::string_view bytes) {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data(), std::min(bytes.size(), sizeof(value)));
  return value;
}

}  // namespace

void AppendVarint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

void AppendLow(std::string& out, std::uint64_t value, std::size_t size) {
  for (; size > 0; --size, value >>= 8) out += static_cast<char>(value & 0xFF);
}

std::optional<std::uint64_t> TakeVarint(std::string_view& rest) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 63 && !rest.empty(); shift += 7) {
    const auto byte = static_cast<std::uint8_t>(rest.front());
    rest.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

void AppendText(std::string& out, std::string_view text) {
  AppendVarint(out, text.size());
  out += text;
}

std::optional<std::string_view> TakeText(std::string_view& rest) {
  const std::optional<std::uint64_t> size = TakeVarint(rest);
  if (!size.has_value() || *size > rest.size()) return std::nullopt;
  const std::string_view text = rest.substr(0, *size);
  rest.remove_prefix(*size);
  return text;
}

bool Get(std::string_view bytes, bool& value) {
  value = true;
  return bytes.empty();
}

bool Get(std::string_view bytes, std::uint64_t& value) {
  value = Low(bytes);
  return bytes.size() <= sizeof(value);
}

bool Get(std::string_view bytes, std::uint32_t& value) {
  value = static_cast<std::uint32_t>(Low(bytes));
  return bytes.size() <= sizeof(value);
}

bool Get(std::string_view bytes, std::uint8_t& value) {
  value = static_cast<std::uint8_t>(Low(bytes));
  return bytes.size() == sizeof(value);
}

bool Get(std::string_view bytes, PhoneNumber& value) {
  std::uint64_t packed = 0;
  if (!Get(bytes, packed)) return false;
  const absl::StatusOr<PhoneNumber> phone = PhoneNumber::FromPacked(packed);
  if (phone.ok()) value = *phone;
  return phone.ok();
}

bool Get(std::string_view bytes, Instant& value) {
  if (bytes.size() != kInstantBytes) return false;
  const std::uint64_t bits = Low(bytes);
  value = bits == kInstantNever ? kNever : FromMillis(static_cast<std::int64_t>(bits));
  return bits == kInstantNever || bits < kInstantEnd;
}

bool Get(std::string_view bytes, std::array<StepRecord, kMaxSteps>& value) {
  value = {};
  std::size_t count = 0;
  for (; !bytes.empty() && count < kMaxSteps; ++count) {
    StepRecord& step = value[count];
    if (!Get(bytes.substr(0, 1), step.fate)) return false;
    bytes.remove_prefix(1);
    const std::optional<std::uint64_t> attempt = TakeVarint(bytes);
    if (!attempt.has_value() || *attempt > std::numeric_limits<std::uint32_t>::max()) return false;
    step.attempt = static_cast<std::uint32_t>(*attempt);
    if (!Get(bytes.substr(0, kInstantBytes), step.at)) return false;
    bytes.remove_prefix(kInstantBytes);
  }
  return bytes.empty();
}

bool Get(std::string_view bytes, ConsentState& value) {
  value = ConsentState{};
  constexpr std::size_t kEntry = 1 + kInstantBytes;
  for (; bytes.size() >= kEntry; bytes.remove_prefix(kEntry)) {
    Basis basis{};
    Instant at;
    if (!Get(bytes.substr(0, 1), basis) || !Get(bytes.substr(1, kInstantBytes), at)) return false;
    value.SetExpiry(basis, at);
  }
  return bytes.empty();
}

bool Get(std::string_view bytes, std::string& value) {
  value = bytes;
  return true;
}

}  // namespace textback::record
