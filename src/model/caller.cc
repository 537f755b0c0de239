#include "textback/model/caller.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/word_table.h"
#include "model/written.h"

namespace textback {

namespace embedded {
extern const std::string_view kCallersTsv;  // src/config/words/callers.tsv
}

namespace {

constexpr std::uint64_t kTenDigits = 10'000'000'000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string LettersOf(std::string_view plain) {
  std::string letters;
  std::copy_if(plain.begin(), plain.end(), std::back_inserter(letters),
               [](char c) { return c >= 'a' && c <= 'z'; });
  return letters;
}

std::string DigitsOf(std::string_view plain) {
  std::string digits;
  std::copy_if(plain.begin(), plain.end(), std::back_inserter(digits), &IsDigit);
  return digits;
}

std::string OnKeypad(std::string_view letters) {
  constexpr std::string_view kKeys = "22233344455566677778889999";
  std::string digits;
  for (const char letter : letters) digits += kKeys[static_cast<std::size_t>(letter - 'a')];
  return digits;
}

// The words for a hidden caller, and the digits that spell them.
struct HiddenWords {
  std::vector<std::string> words;
  std::vector<std::uint64_t> keypad;
  std::vector<std::uint64_t> numbers;  // the same, and with a 1 before ten digits

  static const HiddenWords& Get() {
    static const HiddenWords& words = *new HiddenWords(embedded::kCallersTsv);
    return words;
  }

  bool Has(std::string_view letters) const {
    return std::binary_search(words.begin(), words.end(), letters);
  }
  bool HasKeypad(std::uint64_t digits) const {
    return std::binary_search(keypad.begin(), keypad.end(), digits);
  }

 private:
  explicit HiddenWords(std::string_view tsv) {
    ReadWordTable(tsv, [this](std::string_view word, std::string_view rest) {
      std::string letters = LettersOf(Plain(word));
      if (rest.ends_with("keypad")) keypad.push_back(Value(OnKeypad(letters)));
      words.push_back(std::move(letters));
    });
    std::sort(words.begin(), words.end());
    numbers = keypad;
    for (const std::uint64_t digits : keypad) {
      if (digits < kTenDigits) numbers.push_back(kTenDigits + digits);
    }
    std::sort(keypad.begin(), keypad.end());
    std::sort(numbers.begin(), numbers.end());
  }

 public:
  static std::uint64_t Value(std::string_view digits) {
    std::uint64_t value = 0;
    for (const char digit : digits) value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    return value;
  }
};

// A number that can be, but spells a word: with "+" or without, with or without the 1.
bool IsSpelled(PhoneNumber number) {
  const HiddenWords& hidden = HiddenWords::Get();
  return std::binary_search(hidden.numbers.begin(), hidden.numbers.end(), number.packed());
}

// The same for digits that are no number: 0266696687, 1266696687, +1 8656696.
bool IsSpelled(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() > 13) return false;
  const HiddenWords& hidden = HiddenWords::Get();
  return hidden.HasKeypad(HiddenWords::Value(digits)) ||
         (digits.starts_with('1') && hidden.HasKeypad(HiddenWords::Value(digits.substr(1))));
}

// Ten equal digits are a switch's filler; 888-888-8888 alone could be somebody's.
bool IsFiller(PhoneNumber number) {
  return number.is_nanp() && number.packed() % kTenDigits % 1'111'111'111 == 0 &&
         number.packed() % kTenDigits != 8'888'888'888;
}

bool IsOfNobody(std::string_view plain) {
  const std::size_t host = plain.find('@');
  return host != plain.npos && plain.substr(host).find(".invalid") != plain.npos;
}

}  // namespace

CallerRead ReadCaller(std::string_view text) {
  using Caller = MissedCall::Caller;
  if (const absl::StatusOr<PhoneNumber> number = PhoneNumber::Parse(text); number.ok()) {
    if (IsSpelled(*number)) return {.kind = Caller::kWithheld};
    if (IsFiller(*number)) return {.kind = Caller::kInvalid};
    return {.number = *number, .kind = Caller::kNumber};
  }
  const std::string plain = Plain(text);
  const std::string inner = Unwrapped(plain);
  const std::string letters = LettersOf(inner);
  const std::string digits = DigitsOf(inner);
  if (inner.find(kOtherSign) != inner.npos) return {.kind = Caller::kInvalid};
  // Nothing at all, "-", "?", or only zeros.
  if (letters.empty() && digits.find_first_not_of('0') == digits.npos)
    return {.kind = Caller::kWithheld};
  if (IsOfNobody(plain)) return {.kind = Caller::kWithheld};
  if (letters.empty()) {
    if (IsSpelled(digits)) return {.kind = Caller::kWithheld};
    const bool bare = inner.size() == digits.size();
    return {.kind = bare && digits.size() >= 3 && digits.size() <= 6 ? Caller::kShortCode
                                                                     : Caller::kInvalid};
  }
  const bool hidden = digits.empty() && HiddenWords::Get().Has(letters);
  return {.kind = hidden ? Caller::kWithheld : Caller::kInvalid};
}

}  // namespace textback
