// Writes and reads the values of a record, with one overload of Put and one of Get per type.
// record_fields.h combines the fields into a record; textback/codec/lead_record.h describes the
// bytes.
#ifndef TEXTBACK_SRC_CODEC_RECORD_VALUES_H_
#define TEXTBACK_SRC_CODEC_RECORD_VALUES_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "textback/model/consent.h"
#include "textback/model/id.h"
#include "textback/model/phone_number.h"
#include "textback/model/profile.h"
#include "textback/model/sequence.h"
#include "textback/model/time.h"

namespace textback::record {

static_assert(std::endian::native == std::endian::little, "numbers are cut at their low bytes");

// The value of an absent field. It belongs to the format and not to the struct: if a member's
// default changes one day, old records must keep their meaning.
template <class Value>
constexpr Value Absent() {
  if constexpr (std::is_same_v<Value, Instant>) {
    return kNever;
  } else {
    return Value{};
  }
}

// An instant in six bytes. Events are before 2200. Instants derived from them, such as the end of a
// two-year consent, may be later, so there is room up to 2248.
inline constexpr std::size_t kInstantBytes = 6;
inline constexpr std::uint64_t kInstantEnd = std::uint64_t{1} << 43;
inline constexpr std::uint64_t kInstantNever = (std::uint64_t{1} << 48) - 1;
inline constexpr std::uint64_t kNoInstant = kInstantNever - 1;  // rejected when read

inline std::uint64_t BitsOf(Instant at) {
  if (at == kNever) return kInstantNever;
  const auto millis = static_cast<std::uint64_t>(ToMillis(at));  // a very large number before 1970
  return millis < kInstantEnd ? millis : kNoInstant;
}

// Writes fields. They go to a stack buffer first, because growing a string for every field is slow;
// `Flush` appends the buffer to the string.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  template <class Value>
  void Field(std::uint32_t tag, const Value& value) {
    if (value == Absent<Value>()) return;
    if (size_ + kRoom > bytes_.size()) Flush();
    Varint(tag);
    Put(value);
  }
  void Byte(std::uint64_t value) { bytes_[size_++] = static_cast<char>(value); }
  void Flush() {
    out_.append(bytes_.data(), size_);
    size_ = 0;
  }

 private:
  static constexpr std::size_t kMaxValue = 96;          // longer values bypass the buffer
  static constexpr std::size_t kMaxVarint = 5;          // for a number of 32 bits
  static constexpr std::size_t kRoom = 16 + kMaxValue;  // including tag and length

  void Varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) Byte(value | 0x80);
    Byte(value);
  }
  // Writes the lowest `size` bytes. It always copies eight, which is faster; there is room for
  // them.
  void Low(std::uint64_t value, std::size_t size) {
    std::memcpy(bytes_.data() + size_, &value, sizeof(value));
    size_ += size;
  }

  void Put(bool) { Byte(0); }  // always true; false is absent
  void Put(std::uint64_t value) {
    const auto size = static_cast<std::size_t>(std::bit_width(value) + 7) / 8;
    Byte(size);
    Low(value, size);
  }
  void Put(std::uint32_t value) { Put(std::uint64_t{value}); }
  void Put(std::uint8_t value) { Put(std::uint64_t{value}); }
  void Put(PhoneNumber phone) { Put(phone.packed()); }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void Put(Enum value) {
    static_assert(sizeof(Enum) == 1);
    Byte(1);
    Byte(static_cast<std::uint8_t>(value));
  }
  void Put(Instant at) {
    Byte(kInstantBytes);
    Low(BitsOf(at), kInstantBytes);
  }
  template <std::size_t Size>
  void Put(const std::array<Instant, Size>& instants) {
    static_assert(Size * kInstantBytes <= kMaxValue);
    std::size_t count = Size;
    // Terminates: an array of only epochs is an absent field.
    while (instants[count - 1] == Instant{}) --count;
    Byte(count * kInstantBytes);
    for (std::size_t i = 0; i < count; ++i) Low(BitsOf(instants[i]), kInstantBytes);
  }
  // The records in order, each with fate, attempt and instant. Trailing records that are still in
  // their initial state are left out.
  void Put(const std::array<StepRecord, kMaxSteps>& steps) {
    static_assert(kMaxSteps * (1 + kMaxVarint + kInstantBytes) <= kMaxValue);
    const std::size_t length = size_++;
    std::size_t count = kMaxSteps;
    // Terminates: an array of only initial records is an absent field.
    while (steps[count - 1] == StepRecord{}) --count;
    for (std::size_t i = 0; i < count; ++i) {
      Byte(static_cast<std::uint8_t>(steps[i].fate));
      Varint(steps[i].attempt);
      Low(BitsOf(steps[i].at), kInstantBytes);
    }
    bytes_[length] = static_cast<char>(size_ - length - 1);
  }
  void Put(const ConsentState& consent) {
    static_assert(kBasisCount * (1 + kInstantBytes) <= kMaxValue);
    const std::size_t length = size_++;
    for (std::size_t i = 0; i < kBasisCount; ++i) {
      const Instant at = consent.ExpiresAt(static_cast<Basis>(i));
      if (at == Instant{}) continue;
      Byte(i);
      Low(BitsOf(at), kInstantBytes);
    }
    bytes_[length] = static_cast<char>(size_ - length - 1);
  }
  void Put(std::string_view text) {
    Varint(text.size());
    if (text.size() > kMaxValue) {
      Flush();
      out_.append(text);
      return;
    }
    std::memcpy(bytes_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }
  void Put(const std::string& text) { Put(std::string_view(text)); }
  template <class Tag, std::size_t Size>
  void Put(const ShortId<Tag, Size>& id) {
    Put(id.view());
  }

  std::string& out_;
  std::size_t size_ = 0;
  std::array<char, 512> bytes_;  // NOLINT(*-member-init): only what was written is read
};

// For values that are composed in a string. AppendVarint writes seven bits per byte; AppendLow the
// lowest `size` bytes of a number.
void AppendVarint(std::string& out, std::uint64_t value);
void AppendLow(std::string& out, std::uint64_t value, std::size_t size);

// Takes a number of seven bits per byte from `rest`; empty if there is none.
std::optional<std::uint64_t> TakeVarint(std::string_view& rest);

// A text with its length before it.
void AppendText(std::string& out, std::string_view text);
std::optional<std::string_view> TakeText(std::string_view& rest);

// Get reads all bytes of a field. False: they are not a valid value, and `value` must not be used.
bool Get(std::string_view bytes, bool& value);
bool Get(std::string_view bytes, std::uint64_t& value);
bool Get(std::string_view bytes, std::uint32_t& value);
bool Get(std::string_view bytes, std::uint8_t& value);
bool Get(std::string_view bytes, PhoneNumber& value);
bool Get(std::string_view bytes, Instant& value);
bool Get(std::string_view bytes, std::array<StepRecord, kMaxSteps>& value);
bool Get(std::string_view bytes, ConsentState& value);
bool Get(std::string_view bytes, std::string& value);

template <class Enum>
requires std::is_enum_v<Enum>
bool Get(std::string_view bytes, Enum& value) {
  if (bytes.size() != 1) return false;
  value = static_cast<Enum>(bytes[0]);
  return NameOf(value) != "?";  // a value without a name is invalid
}

template <class Tag, std::size_t Size>
bool Get(std::string_view bytes, ShortId<Tag, Size>& value) {
  const auto parsed = ShortId<Tag, Size>::Parse(bytes);
  if (parsed.ok()) value = *parsed;
  return parsed.ok();
}

template <std::size_t Size>
bool Get(std::string_view bytes, std::array<Instant, Size>& value) {
  value = {};
  if (bytes.size() % kInstantBytes != 0 || bytes.size() > Size * kInstantBytes) return false;
  for (std::size_t i = 0; i * kInstantBytes < bytes.size(); ++i) {
    if (!Get(bytes.substr(i * kInstantBytes, kInstantBytes), value[i])) return false;
  }
  return true;
}

}  // namespace textback::record

#endif  // TEXTBACK_SRC_CODEC_RECORD_VALUES_H_
