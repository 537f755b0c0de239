#include "textback/model/phone_number.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

namespace textback {
namespace {

constexpr std::uint64_t kMinE164 = 1'000'000;            // 7 digits
constexpr std::uint64_t kMaxE164 = 999'999'999'999'999;  // 15 digits

bool IsSeparator(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
}

// NANP: NXX NXX XXXX, where N is 2-9 and the area code is no service code (N11). An exchange may
// look like one: 1-800-411-….
bool IsPossibleNanp(std::uint64_t ten_digits) {
  const std::uint64_t area = ten_digits / 10'000'000;
  const std::uint64_t exchange = ten_digits / 10'000 % 1'000;
  return area >= 200 && exchange >= 200 && area % 100 != 11;
}

}  // namespace

absl::StatusOr<PhoneNumber> PhoneNumber::Parse(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && text[at] == ' ') ++at;
  const bool international = at < text.size() && text[at] == '+';
  if (international) ++at;
  std::uint64_t digits = 0;
  int count = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (IsSeparator(c)) continue;
    if (c < '0' || c > '9')
      return absl::InvalidArgumentError("not a phone number: it holds something but digits");
    if (++count > 15) return absl::InvalidArgumentError("not a phone number: more than 15 digits");
    digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (count == 0) return absl::InvalidArgumentError("not a phone number: no digits in it");
  if (!international) {
    if (count >= 3 && count <= 6)
      return absl::InvalidArgumentError("a short code, not a phone number");
    if (count == 10) {
      digits += 10'000'000'000;
    } else if (count != 11 || digits / 10'000'000'000 != 1) {
      return absl::InvalidArgumentError(
          "not a phone number: write it as +14035550123, or with 10 digits for Canada and the USA");
    }
  }
  const PhoneNumber number{digits};
  const bool nanp_country = international && digits / 10'000'000'000 == 1 && count == 11;
  if ((!international || nanp_country) && !IsPossibleNanp(digits % 10'000'000'000)) {
    return absl::InvalidArgumentError(
        "no such number in North America: area code and exchange start with 2-9");
  }
  // "+1" and anything but ten more digits; "+0…" has no country.
  if (international && !nanp_country && text.find("+1") != std::string_view::npos) {
    return absl::InvalidArgumentError("not a phone number: +1 is followed by ten digits");
  }
  if (international &&
      (digits < kMinE164 || std::to_string(digits).size() != static_cast<std::size_t>(count))) {
    return absl::InvalidArgumentError("not a phone number: too short, or no country code");
  }
  return number;
}

absl::StatusOr<PhoneNumber> PhoneNumber::FromPacked(std::uint64_t packed) {
  if (packed != 0 && (packed < kMinE164 || packed > kMaxE164)) {
    return absl::InvalidArgumentError("not a packed phone number: 7 to 15 digits are needed");
  }
  return PhoneNumber{packed};
}

std::string PhoneNumber::ToE164() const {
  return withheld() ? "withheld" : absl::StrFormat("+%u", packed_);
}

std::string PhoneNumber::Masked() const {
  if (withheld()) return "withheld";
  const std::string digits = std::to_string(packed_);
  const std::size_t head = is_nanp() ? 4 : 2;
  return absl::StrFormat("+%s***%s", digits.substr(0, head), digits.substr(digits.size() - 4));
}

}  // namespace textback
