// A North American number as people write it, to E.164: performance.md's row 13. Beside it, where
// it is installed (make setup-bench), libphonenumber; both are first given the same numbers, and
// where they disagree nothing is measured.
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

bool AllAgree() {
  for (const std::string& text : kWritten) {
    if (PhoneNumber::Parse(text)->ToE164() != ByLibphonenumber(text)) return false;
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
  if (!AllAgree()) return state.SkipWithError("libphonenumber says otherwise");
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
