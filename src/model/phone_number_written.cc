// Numbers as people and phones write them: what PhoneNumber::Parse does when a text isn't a plain
// North American number in ASCII.
#include <absl/status/status.h>

#include <algorithm>
#include <set>
#include <string>

#include "model/word_table.h"
#include "model/written.h"
#include "textback/model/phone_number.h"

namespace textback {

namespace embedded {
extern const std::string_view kNumbersTsv;  // src/config/words/numbers.tsv
}

namespace {

constexpr std::size_t kMaxDigits = 15;
constexpr std::size_t kMinInternational = 7;
constexpr std::size_t kMinAfterPrefix = 8;  // fewer digits after 011 or 00 are no number abroad
constexpr std::size_t kMaxExtension = 7;
constexpr std::size_t kFewestBeforeExtension = 7;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }
bool IsSeparator(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
}

std::string_view WithoutLead(std::string_view text, std::string_view of) {
  return text.substr(std::min(text.find_first_not_of(of), text.size()));
}

std::string_view TakeLetters(std::string_view& text) {
  std::size_t size = 0;
  while (size < text.size() && IsLetter(text[size])) ++size;
  const std::string_view letters = text.substr(0, size);
  text.remove_prefix(size);
  return letters;
}

// What people write beside a number.
struct NumberWords {
  std::set<std::string_view> labels;  // whose or which number it is
  std::set<std::string_view> extensions;

  static const NumberWords& Get() {
    static const NumberWords& words = *new NumberWords();
    return words;
  }

 private:
  NumberWords() {
    ReadWordTable(embedded::kNumbersTsv, [this](std::string_view kind, std::string_view word) {
      (kind == "label" ? labels : extensions).insert(word);
    });
  }
};

bool IsLabel(std::string_view word) { return NumberWords::Get().labels.contains(word); }

bool IsExtensionWord(std::string_view word) { return NumberWords::Get().extensions.contains(word); }

// "Tel.: 403 ...", "cell 403 ...".
std::string_view WithoutLabel(std::string_view text) {
  std::string_view rest = text;
  const std::string_view word = TakeLetters(rest);
  if (word.empty() || !IsLabel(word)) return text;
  return WithoutLead(rest, ".: ");
}

// Is the text behind a number an extension or a label: " ext. 201", "x5", "#5", ",,201", "(cell)"?
bool MayFollow(std::string_view rest) {
  rest = WithoutLead(rest, " -.,;(/");
  const bool hash = rest.starts_with('#');
  if (hash) rest = WithoutLead(rest, "# ");
  const std::string_view word = TakeLetters(rest);
  rest = WithoutLead(rest, ".:=# ");
  if (rest.ends_with(')') || rest.ends_with('#')) rest.remove_suffix(1);
  if (rest.empty()) return IsLabel(word);
  const bool digits = std::all_of(rest.begin(), rest.end(), &IsDigit);
  return digits && rest.size() <= kMaxExtension && (word.empty() || IsExtensionWord(word));
}

// Without the parameters of a link: ";ext=5", ";user=phone", ";npdi". They say nothing about which
// number it is.
std::string_view WithoutParameters(std::string_view text) {
  const std::size_t at = text.find(';');
  if (at == text.npos) return text;
  std::string_view name = text.substr(at + 1);
  const bool named = !TakeLetters(name).empty();
  const bool ends = name.empty() || name[0] == '=' || name[0] == ';' || name[0] == '-';
  return named && ends ? text.substr(0, at) : text;
}

absl::Status NoNumber(std::string_view why) {
  return absl::InvalidArgumentError("not a phone number: " + std::string(why));
}

// The digits of a number and how they began.
struct Digits {
  std::string all;
  bool international = false;
};

bool AfterCountryCode(const Digits& digits) {
  return !digits.all.empty() &&
         (digits.international || digits.all.starts_with("00") || digits.all.starts_with("011"));
}

absl::StatusOr<Digits> TakeDigits(std::string_view text) {
  Digits digits;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (IsDigit(c)) {
      // "+44 (0)20 ...": the 0 is dialled at home only.
      const bool trunk = c == '0' && AfterCountryCode(digits) && text[at - 1] == '(' &&
                         text.substr(at + 1).starts_with(')');
      if (!trunk) digits.all += c;
    } else if (c == '+' && digits.all.empty() && !digits.international) {
      digits.international = true;
    } else if (!IsSeparator(c)) {
      break;
    }
  }
  const std::string_view rest = text.substr(at);
  const bool fits =
      rest.empty() || (digits.all.size() >= kFewestBeforeExtension && MayFollow(rest));
  if (!fits) return NoNumber("it holds something but digits");
  return digits;
}

// 011 is dialled in North America, 00 elsewhere, in the place of "+".
void TakePrefix(Digits& digits) {
  for (const std::string_view prefix : {"011", "00"}) {
    if (!digits.all.starts_with(prefix)) continue;
    if (digits.all.size() < prefix.size() + kMinAfterPrefix) return;
    digits.all.erase(0, prefix.size());
    digits.international = true;
    return;
  }
}

}  // namespace

absl::StatusOr<PhoneNumber> PhoneNumber::ParseWritten(std::string_view text) {
  if (text.size() > kMaxWritten * 4) return NoNumber("far too long");
  const std::string unwrapped = Unwrapped(Plain(text));
  const absl::StatusOr<Digits> found = TakeDigits(WithoutLabel(WithoutParameters(unwrapped)));
  if (!found.ok()) return found.status();
  Digits digits = *found;
  TakePrefix(digits);
  const std::size_t count = digits.all.size();
  if (count == 0) return NoNumber("no digits in it");
  if (count > kMaxDigits) return NoNumber("more than 15 digits");
  std::uint64_t value = 0;
  for (const char digit : digits.all) value = value * 10 + static_cast<std::uint64_t>(digit - '0');
  const bool one = digits.all.front() == '1';
  if ((count == 11 && one) || (count == 10 && !digits.international)) {
    const std::uint64_t ten = value % 10'000'000'000;
    if (absl::Status status = CheckNanp(ten); !status.ok()) return status;
    return PhoneNumber{10'000'000'000 + ten};
  }
  if (!digits.international) {
    if (count >= 3 && count <= 6)
      return absl::InvalidArgumentError("a short code, not a phone number");
    return NoNumber("write it as +14035550123, or with 10 digits for Canada and the USA");
  }
  if (one) return NoNumber("+1 is followed by ten digits");
  if (digits.all.front() == '0' || count < kMinInternational)
    return NoNumber("too short, or no country code");
  return PhoneNumber{value};
}

}  // namespace textback
