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
constexpr int kMinForeign = 7;

bool IsSeparator(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
}

// An area code with a 9 in the middle is kept for longer numbers later, and so are 37X and 96X;
// N11 are services (411, 911).
constexpr bool IsPossibleArea(std::uint64_t area) {
  return area >= 200 && area % 100 != 11 && area / 10 % 10 != 9 && area / 10 != 37 &&
         area / 10 != 96;
}

constexpr auto kPossibleAreas = [] {
  std::array<bool, 1000> possible = {};
  for (std::uint64_t area = 0; area < 1000; ++area) possible[area] = IsPossibleArea(area);
  return possible;
}();

constexpr bool IsTollFree(std::uint64_t area) {
  return area / 100 == 8 && area / 10 % 10 == area % 10;  // 800, 822, 833 ...
}

// NXX NXX XXXX, where N is 2-9. An exchange N11 is a service too, but 1-800-411-.... can be.
bool IsPossibleNanp(std::uint64_t ten_digits) {
  const std::uint64_t area = ten_digits / 10'000'000;
  const std::uint64_t exchange = ten_digits / 10'000 % 1'000;
  return kPossibleAreas[area] && exchange >= 200 && (exchange % 100 != 11 || IsTollFree(area));
}

// Digits after "+": a country code neither begins with 0 nor is 1.
bool IsForeign(std::uint64_t digits, int count) {
  const std::string text = std::to_string(digits);
  return count >= kMinForeign && text.size() == static_cast<std::size_t>(count) && text[0] != '1';
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
  for (; at != end; ++at) {
    const auto digit = static_cast<unsigned>(static_cast<unsigned char>(*at)) - '0';
    if (digit <= 9) {
      if (++count > kMaxDigits) return ParseWritten(text);
      digits = digits * 10 + digit;
    } else if (!IsSeparator(*at)) {
      return ParseWritten(text);
    }
  }
  const bool nanp = count == 11 ? digits / kTenDigits == 1 : count == 10 && !international;
  if (nanp && IsPossibleNanp(digits % kTenDigits))
    return PhoneNumber{kTenDigits + digits % kTenDigits};
  if (international && IsForeign(digits, count) && text.find('(') == text.npos)
    return PhoneNumber{digits};
  return ParseWritten(text);
}

absl::Status PhoneNumber::CheckNanp(std::uint64_t ten_digits) {
  if (IsPossibleNanp(ten_digits)) return absl::OkStatus();
  const std::uint64_t area = ten_digits / 10'000'000;
  if (!kPossibleAreas[area]) {
    return absl::InvalidArgumentError(
        "no such number in North America: an area code starts with 2-9 and is none of N11, N9X, "
        "37X, 96X");
  }
  return absl::InvalidArgumentError(
      "no such number in North America: an exchange, the three digits after the area code, starts "
      "with 2-9 and is no service code (411, 911)");
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
