// Ids and names, each with its own type, so that an account's id is never used as a step's name.
//
// Ids that are a part of a lead (AccountId, StepName) are stored in place, without the heap,
// because a lead is copied at every step. EventIds come from outside and are as long as providers
// make them.
//
// Pure, thread-safe. Printable ASCII without spaces: `Parse` checks that for ids from outside, `Of`
// for literals in a program.
//
//   absl::StatusOr<AccountId> account = AccountId::Parse(from_a_file);
//   StepName step = StepName::Of("text_1");
#ifndef TEXTBACK_MODEL_ID_H_
#define TEXTBACK_MODEL_ID_H_

#include <absl/status/statusor.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace textback {

// InvalidArgument if `text` is empty, longer than `max_size` or contains anything but printable
// ASCII (0x21-0x7E).
absl::Status CheckId(std::string_view what, std::string_view text, std::size_t max_size);

// Not defined: a call at compile time is a compiler error.
void AnIdIsPrintableAsciiWithoutSpaces();

// At most `Size - 1` characters, in place. The empty id is "none".
template <class Tag, std::size_t Size>
class ShortId {
 public:
  static constexpr std::size_t kMaxSize = Size - 1;

  constexpr ShortId() = default;

  // InvalidArgument: see CheckId. The message names the kind of id, the length allowed and the
  // place of the bad character.
  static absl::StatusOr<ShortId> Parse(std::string_view text) {
    if (absl::Status status = CheckId(Tag::kWhat, text, kMaxSize); !status.ok()) return status;
    ShortId id;
    std::memcpy(id.text_, text.data(), text.size());
    id.text_[Size - 1] = static_cast<char>(text.size());
    return id;
  }

  // An id that is written in the program. An invalid one is a compiler error.
  template <std::size_t TextSize>
  static consteval ShortId Of(const char (&text)[TextSize]) {
    static_assert(TextSize > 1 && TextSize <= Size, "an id is not empty and fits its place");
    ShortId id;
    for (std::size_t i = 0; i + 1 < TextSize; ++i) {
      if (text[i] < 0x21 || text[i] > 0x7e) AnIdIsPrintableAsciiWithoutSpaces();
      id.text_[i] = text[i];
    }
    id.text_[Size - 1] = static_cast<char>(TextSize - 1);
    return id;
  }

  constexpr std::string_view view() const {
    return {text_, static_cast<std::size_t>(text_[Size - 1])};
  }
  constexpr bool empty() const { return text_[Size - 1] == 0; }

  // Compares bytes: the unused ones are zero. The order is the same on every machine.
  friend bool operator==(const ShortId& a, const ShortId& b) {
    static_assert(Size % sizeof(std::uint64_t) == 0, "compared in whole words");
    for (std::size_t i = 0; i < Size; i += sizeof(std::uint64_t)) {
      std::uint64_t left = 0;
      std::uint64_t right = 0;
      std::memcpy(&left, a.text_ + i, sizeof(left));
      std::memcpy(&right, b.text_ + i, sizeof(right));
      if (left != right) return false;  // mostly in the first word
    }
    return true;
  }
  friend std::strong_ordering operator<=>(const ShortId& a, const ShortId& b) {
    return a.view() <=> b.view();
  }

 private:
  char text_[Size] = {};  // the last byte is the length
};

struct AccountTag {
  static constexpr std::string_view kWhat = "account id";
};
struct StepTag {
  static constexpr std::string_view kWhat = "step name";
};

struct ArmTag {
  static constexpr std::string_view kWhat = "arm name";
};
struct PersonTag {
  static constexpr std::string_view kWhat = "person id";
};
struct LanguageTag {
  static constexpr std::string_view kWhat = "language";
};
struct TradeTag {
  static constexpr std::string_view kWhat = "trade";
};

using AccountId = ShortId<AccountTag, 32>;
using StepName = ShortId<StepTag, 24>;
using ArmName = ShortId<ArmTag, 16>;         // in an A/B test (R54)
using PersonId = ShortId<PersonTag, 16>;     // in the account's team (R27)
using LanguageId = ShortId<LanguageTag, 8>;  // "en"
// The line of work that an inquiry is about, "kitchen", "water_heater". The playbooks define which
// trades there are (R53; text/trades.h). Empty: not known.
using TradeId = ShortId<TradeTag, 24>;

// The id of an event from its source: a call's id, a message's SID with its status. Two events of
// one account with the same id are one event: the second is ignored (deduplication at
// Storage::Append).
class EventId {
 public:
  static constexpr std::size_t kMaxSize = 200;

  EventId() = default;
  // InvalidArgument: see CheckId.
  static absl::StatusOr<EventId> Parse(std::string_view text);

  const std::string& value() const { return value_; }
  bool empty() const { return value_.empty(); }

  friend bool operator==(const EventId&, const EventId&) = default;
  friend auto operator<=>(const EventId&, const EventId&) = default;

 private:
  std::string value_;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_ID_H_
