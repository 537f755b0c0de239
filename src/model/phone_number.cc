#include "textback/model/phone_number.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace textback {
namespace {

constexpr std::uint64_t kMinE164 = 1'000'000;            // 7 digits
constexpr std::uint64_t kMaxE164 = 999'999'999'999'999;  // 15 digits

constexpr std::uint64_t kTenDigits = 10'000'000'000;
constexpr int kMaxDigits = 15;

bool IsSeparator(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
}

// NANP: NXX NXX XXXX, where N is 2-9 and the area code is not a service code (N11). An exchange may
// look like one: 1-800-411-….
bool IsPossibleNanp(std::uint64_t ten_digits) {
  const std::uint64_t area = ten_digits / 10'000'000;
  const std::uint64_t exchange = ten_digits / 10'000 % 1'000;
  return area >= 200 && exchange >= 200 && area % 100 != 11;
}

// The error for a number without "+" that has neither ten digits nor eleven with a leading 1.
absl::Status WhyNoNumber(int count) {
  if (count == 0) return absl::InvalidArgumentError("not a phone number: no digits in it");
  if (count >= 3 && count <= 6)
    return absl::InvalidArgumentError("a short code, not a phone number");
  return absl::InvalidArgumentError(
      "not a phone number: write it as +14035550123, or with 10 digits for Canada and the USA");
}

// Checks a number with "+" that is not +1 followed by ten digits.
absl::Status CheckForeign(std::uint64_t digits, int count, bool leading_zero) {
  if (count == 0) return WhyNoNumber(count);
  if (std::to_string(digits).front() == '1')
    return absl::InvalidArgumentError("not a phone number: +1 is followed by ten digits");
  if (leading_zero || digits < kMinE164)
    return absl::InvalidArgumentError("not a phone number: too short, or no country code");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PhoneNumber> PhoneNumber::Parse(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end && *at == ' ') ++at;
  const bool international = at != end && *at == '+';
  if (international) ++at;
  std::uint64_t digits = 0;
  int count = 0;
  bool leading_zero = false;
  for (; at != end; ++at) {
    const auto digit = static_cast<unsigned>(static_cast<unsigned char>(*at)) - '0';
    if (digit <= 9) {
      leading_zero = leading_zero || (count == 0 && digit == 0);
      if (++count > kMaxDigits)
        return absl::InvalidArgumentError("not a phone number: more than 15 digits");
      digits = digits * 10 + digit;
    } else if (!IsSeparator(*at)) {
      return absl::InvalidArgumentError("not a phone number: it holds something but digits");
    }
  }
  const bool nanp = count == 11 ? digits / kTenDigits == 1 : count == 10 && !international;
  if (nanp) {
    if (!IsPossibleNanp(digits % kTenDigits)) {
      return absl::InvalidArgumentError(
          "no such number in North America: area code and exchange start with 2-9");
    }
    return PhoneNumber{kTenDigits + digits % kTenDigits};
  }
  if (!international) return WhyNoNumber(count);
  if (absl::Status status = CheckForeign(digits, count, leading_zero); !status.ok()) return status;
  return PhoneNumber{digits};
}

absl::StatusOr<PhoneNumber> PhoneNumber::FromPacked(std::uint64_t packed) {
  if (packed != 0 && (packed < kMinE164 || packed > kMaxE164)) {
    return absl::InvalidArgumentError("not a packed phone number: 7 to 15 digits are needed");
  }
  return PhoneNumber{packed};
}

std::string_view PhoneNumber::WriteE164(std::span<char, kE164Chars> out) const {
  if (withheld()) {
    constexpr std::string_view kWithheld = "withheld";
    std::copy(kWithheld.begin(), kWithheld.end(), out.begin());
    return {out.data(), kWithheld.size()};
  }
  out[0] = '+';
  const std::to_chars_result end = std::to_chars(out.data() + 1, out.data() + out.size(), packed_);
  return {out.data(), static_cast<std::size_t>(end.ptr - out.data())};
}

std::string PhoneNumber::ToE164() const {
  std::array<char, kE164Chars> text;
  return std::string(WriteE164(text));
}

std::string PhoneNumber::Masked() const {
  if (withheld()) return "withheld";
  const std::string digits = std::to_string(packed_);
  const std::size_t head = is_nanp() ? 4 : 2;
  return absl::StrFormat("+%s***%s", digits.substr(0, head), digits.substr(digits.size() - 4));
}

}  // namespace textback
