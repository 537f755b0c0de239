// A telephone number as textback keeps it: E.164 packed into eight bytes.
//
// E.164 has at most 15 digits and no leading zero, so the digits are stored as an integer: +1 403
// 555 0123 is 14035550123. A default-constructed PhoneNumber is "withheld": the caller hid it, or
// it could not be read. It can't be texted (R2); the engine decides what happens instead.
//
// Pure, thread-safe, trivially copyable. This type knows E.164 and the form of North American
// (NANP) numbers, as they come in call logs and webhooks. It doesn't know the numbering plans of
// other countries.
//
//   PhoneNumber lead = *PhoneNumber::Parse("(403) 555-0123");
//   lead.ToE164();     // "+14035550123"
//   lead.Masked();     // "+1403***0123"   the form for logs
#ifndef TEXTBACK_MODEL_PHONE_NUMBER_H_
#define TEXTBACK_MODEL_PHONE_NUMBER_H_

#include <absl/status/statusor.h>

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace textback {

class PhoneNumber {
 public:
  // Withheld.
  constexpr PhoneNumber() = default;

  // Reads "+" and 7 to 15 digits, or a NANP number of 10 digits (11 with the leading 1), as people
  // and phones write them: spaces, dots, dashes and brackets of every kind, marks that nobody sees,
  // full-width and other digits, "tel:" and "sip:" links, <...>, quotation marks, extensions (left
  // out), 011 and 00 for "+", (0) after a country code. Area codes and exchanges start with 2-9;
  // area codes N11, N9X, 37X, 96X don't exist; an exchange N11 only in toll-free numbers.
  //
  // Takes some 10 ns for a NANP number in ASCII, a microsecond for odd ones. Whether a caller has
  // hidden the number is what ReadCaller (caller.h) says.
  //
  // InvalidArgument: other words, two numbers, too few or too many digits, a short code (3 to 6
  // digits), an impossible NANP number. The message says which, but doesn't contain the text itself
  // (privacy). Don't drop the inquiry: submit it, and the engine makes a call-back task (R2).
  static absl::StatusOr<PhoneNumber> Parse(std::string_view text);

  // The inverse of `packed()`, for storages. InvalidArgument: the integer is not an E.164 number. 0
  // is withheld.
  static absl::StatusOr<PhoneNumber> FromPacked(std::uint64_t packed);

  constexpr bool withheld() const { return packed_ == 0; }
  constexpr std::uint64_t packed() const { return packed_; }

  // +1 and ten digits.
  constexpr bool is_nanp() const { return packed_ >= 12'000'000'000 && packed_ < 20'000'000'000; }

  // "+14035550123"; "withheld" for a withheld number.
  std::string ToE164() const;

  // The same, written into `out` without allocation; returns the part that was written.
  static constexpr std::size_t kE164Chars = 16;
  std::string_view WriteE164(std::span<char, kE164Chars> out) const;

  // "+1403***0123": enough to recognise in a log, too little to call (privacy).
  std::string Masked() const;

  friend constexpr auto operator<=>(PhoneNumber, PhoneNumber) = default;

 private:
  explicit constexpr PhoneNumber(std::uint64_t packed) : packed_(packed) {}

  static absl::StatusOr<PhoneNumber> ParseWritten(std::string_view text);  // the slow path
  static absl::Status CheckNanp(std::uint64_t ten_digits);

  std::uint64_t packed_ = 0;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_PHONE_NUMBER_H_
