// A North American number as people write it, converted to E.164, next to
// libphonenumber if that is installed (make setup-bench). Both first get every area code in every
// form; if they disagree, nothing is measured.
#include "textback/model/phone_number.h"

#include <benchmark/benchmark.h>

#include <array>
#include <string>

#if __has_include(<phonenumbers/phonenumberutil.h>)
#include <phonenumbers/phonenumberutil.h>
#define TEXTBACK_HAS_LIBPHONENUMBER 1
#endif

namespace textback {
namespace {

const std::array<std::string, 8> kWritten = {"(403) 555-0123",   "403-555-0123", "403.555.0123",
                                             "+1 403 555 0123",  "14035550123",  "1-403-555-0123",
                                             "+1 (902) 6285123", "4035550123"};

#ifdef TEXTBACK_HAS_LIBPHONENUMBER
std::string ByLibphonenumber(const std::string& text) {
  const auto& util = *i18n::phonenumbers::PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber number;
  std::string e164;
  if (util.Parse(text, "US", &number) == i18n::phonenumbers::PhoneNumberUtil::NO_PARSING_ERROR)
    util.Format(number, i18n::phonenumbers::PhoneNumberUtil::E164, &e164);
  return e164;
}

// Every area code in every form must give the same E.164. If libphonenumber knows no such number,
// ours may be an error (an area code such as 411) but never another number.
bool AllAgree() {
  const auto& util = *i18n::phonenumbers::PhoneNumberUtil::GetInstance();
  for (unsigned area = 200; area < 1000; ++area) {
    for (std::string text : kWritten) {
      std::size_t at = text.find("403");
      if (at == std::string::npos) at = text.find("902");
      text.replace(at, 3, std::to_string(area));
      const absl::StatusOr<PhoneNumber> ours = PhoneNumber::Parse(text);
      i18n::phonenumbers::PhoneNumber theirs;
      util.Parse(text, "US", &theirs);
      if (!ours.ok() && util.IsValidNumber(theirs)) return false;
      if (ours.ok() && ours->ToE164() != ByLibphonenumber(text)) return false;
    }
  }
  return true;
}

void NumberToE164WithLibphonenumber(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(ByLibphonenumber(kWritten[i++ % kWritten.size()]));
}
BENCHMARK(NumberToE164WithLibphonenumber);
#else
bool AllAgree() { return true; }
#endif

void NumberToE164(benchmark::State& state) {
  static const bool agree = AllAgree();
  if (!agree) return state.SkipWithError("libphonenumber says otherwise");
  std::size_t i = 0;
  for (auto _ : state) {
    std::array<char, PhoneNumber::kE164Chars> text;
    const auto number = PhoneNumber::Parse(kWritten[i++ % kWritten.size()]);
    benchmark::DoNotOptimize(number->WriteE164(text));
    benchmark::DoNotOptimize(text);
  }
}
BENCHMARK(NumberToE164);

}  // namespace
}  // namespace textback
