#include "textback/codec/packed_lead.h"

#include <absl/status/status.h>

#include <array>
#include <bit>
#include <cstring>
#include <type_traits>

namespace textback {
namespace {

// Every field, in an order of its own: one visit for both directions, so that neither forgets one.
template <class State, class Visit>
void VisitFields(State& s, Visit visit) {
  visit(s.version);
  visit(s.wake_at);
  visit(s.phase);
  visit(s.marks.opted_out);
  visit(s.marks.refused);
  visit(s.marks.wrong_number);
  visit(s.marks.doubtful);
  visit(s.episode);
  visit(s.out.what);
  visit(s.out.with);
  visit(s.out.episode);
  visit(s.out.attempt);
  visit(s.out.step);
  visit(s.out.remind_at);
  visit(s.out.ready_until);
  visit(s.sequence.step);
  visit(s.sequence.due);
  visit(s.sequence.attempt);
  visit(s.sequence.tries);
  visit(s.sequence.acknowledged);
  visit(s.sequence.acknowledge_at);
  visit(s.sequence.last_acknowledge_at);
  visit(s.sequence.paused_until);
  for (auto& record : s.sequence.steps) {
    visit(record.at);
    visit(record.attempt);
    visit(record.fate);
  }
  for (auto& at : s.sequence.recent) visit(at);
  visit(s.inquiries.count);
  visit(s.inquiries.first);
  visit(s.inquiries.last);
  visit(s.inquiries.first_at);
  visit(s.inquiries.last_at);
  visit(s.answer.kind);
  visit(s.answer.holding_sent);
  visit(s.answer.made);
  visit(s.answer.at);
  visit(s.answer.by);
  visit(s.answer.language);
  visit(s.attention.assigned);
  visit(s.attention.taken);
  visit(s.attention.nudges);
  visit(s.attention.waits_since);
  visit(s.attention.nudge_at);
  visit(s.attention.wrote_at);
  visit(s.attention.touched_at);
  visit(s.attention.spoke_at);
  visit(s.attention.rearm_at);
  visit(s.loop.alarm);
  visit(s.loop.burst);
  visit(s.loop.same_hash);
  visit(s.loop.same_at);
  visit(s.loop.same_before);
  visit(s.loop.burst_since);
  visit(s.line);
  visit(s.last_event_at);
  visit(s.consent);
  visit(s.asked_consent_at);
  visit(s.account_off);
  visit(s.all_off);
  visit(s.switched_at);
}

constexpr std::size_t kFields = 56 + 3 * kMaxSteps + kCapTexts;
static_assert(std::endian::native == std::endian::little, "instants are cut at their low bytes");
constexpr std::size_t kMaskBytes = (kFields + 7) / 8;

// Bytes on the stack: a string would be asked for room at every field.
class Buffer {
 public:
  void Byte(std::uint64_t value) { bytes_[size_++] = static_cast<char>(value); }
  void Bytes(const void* from, std::size_t size) {
    std::memcpy(bytes_.data() + size_, from, size);
    size_ += size;
  }
  void Mark(std::size_t field) {
    bytes_[field / 8] = static_cast<char>(bytes_[field / 8] | (1 << (field % 8)));
  }
  std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  // A field takes at most two bytes more than it has, consent one a basis.
  std::array<char, sizeof(LeadState) + 2 * kFields + kMaskBytes + 2 * kBasisCount> bytes_;
  std::size_t size_ = 0;

 public:
  Buffer() {
    std::memset(bytes_.data(), 0, kMaskBytes);
    size_ = kMaskBytes;
  }
};

void AppendVarint(Buffer& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.Byte(value | 0x80);
    value >>= 7;
  }
  out.Byte(value);
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t Varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }
  std::string_view Take(std::size_t size) {
    if (size > rest_.size()) {
      ok_ = false;
      return {};
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  void Fail() { ok_ = false; }
  bool ok() const { return ok_; }
  bool done() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

// Six bytes hold the milliseconds of 4,400 years either side of 1970; all ones say that eight
// follow.
constexpr std::size_t kShort = 6;
constexpr std::int64_t kLimit = std::int64_t{1} << 47;

void Write(Buffer& out, Instant at) {
  const std::int64_t millis = ToMillis(at);
  const bool fits = millis >= -kLimit && millis < kLimit - 1;
  const std::int64_t shown = fits ? millis : kLimit - 1;
  out.Bytes(&shown, kShort);
  if (!fits) out.Bytes(&millis, sizeof(millis));
}
void Write(Buffer& out, PhoneNumber phone) { AppendVarint(out, phone.packed()); }
void Write(Buffer& out, const ConsentState& consent) {
  for (std::size_t i = 0; i < kBasisCount; ++i) {
    const Instant at = consent.ExpiresAt(static_cast<Basis>(i));
    if (at == Instant{}) continue;
    out.Byte(i);
    Write(out, at);
  }
  out.Byte(kBasisCount);
}
template <class Tag, std::size_t Size>
void Write(Buffer& out, const ShortId<Tag, Size>& id) {
  out.Byte(id.view().size());
  out.Bytes(id.view().data(), id.view().size());
}
template <class Number>
requires std::is_integral_v<Number> || std::is_enum_v<Number>
void Write(Buffer& out, Number number) { AppendVarint(out, static_cast<std::uint64_t>(number)); }

void Read(Reader& in, Instant& at) {
  std::int64_t millis = 0;
  const std::string_view bytes = in.Take(kShort);
  if (!in.ok()) return;
  std::memcpy(reinterpret_cast<char*>(&millis) + 2, bytes.data(), kShort);
  millis >>= 16;  // spreads the sign
  if (millis == kLimit - 1) {
    const std::string_view all = in.Take(sizeof(millis));
    if (!in.ok()) return;
    std::memcpy(&millis, all.data(), sizeof(millis));
  }
  at = FromMillis(millis);
}
void Read(Reader& in, PhoneNumber& phone) {
  const absl::StatusOr<PhoneNumber> number = PhoneNumber::FromPacked(in.Varint());
  if (number.ok()) {
    phone = *number;
  } else {
    in.Fail();
  }
}
void Read(Reader& in, ConsentState& consent) {
  while (in.ok()) {
    const std::uint64_t basis = in.Varint();
    if (basis >= kBasisCount) return basis == kBasisCount ? void() : in.Fail();
    Instant at;
    Read(in, at);
    consent.SetExpiry(static_cast<Basis>(basis), at);
  }
}
template <class Tag, std::size_t Size>
void Read(Reader& in, ShortId<Tag, Size>& id) {
  const auto parsed = ShortId<Tag, Size>::Parse(in.Take(in.Varint()));
  if (parsed.ok()) {
    id = *parsed;
  } else {
    in.Fail();
  }
}
template <class Number>
requires std::is_integral_v<Number> || std::is_enum_v<Number>
void Read(Reader& in, Number& number) { number = static_cast<Number>(in.Varint()); }

const LeadState& Fresh() {
  static const LeadState& fresh = *new LeadState;
  return fresh;
}

}  // namespace

void PackState(const LeadState& state, std::string& out) {
  Buffer buffer;
  std::size_t field = 0;
  // Two visits in step: what a fresh state has is not written.
  std::array<const void*, kFields> defaults{};
  VisitFields(Fresh(), [&](const auto& value) { defaults[field++] = &value; });
  field = 0;
  VisitFields(state, [&](const auto& value) {
    using Value = std::remove_cvref_t<decltype(value)>;
    if (value != *static_cast<const Value*>(defaults[field])) {
      buffer.Mark(field);
      Write(buffer, value);
    }
    ++field;
  });
  out.append(buffer.view());
}

absl::StatusOr<LeadState> UnpackState(std::string_view bytes) {
  Reader in(bytes);
  const std::string_view mask = in.Take(kMaskBytes);
  LeadState state;
  std::size_t field = 0;
  VisitFields(state, [&](auto& value) {
    const bool written =
        in.ok() && (static_cast<unsigned char>(mask[field / 8]) >> (field % 8) & 1) != 0;
    if (written) Read(in, value);
    ++field;
  });
  if (!in.done()) return absl::DataLossError("not the bytes of one packed lead");
  return state;
}

}  // namespace textback
