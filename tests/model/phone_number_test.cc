// R2: which texts are phone numbers.
#include "textback/model/phone_number.h"

#include <gtest/gtest.h>

namespace textback {
namespace {

TEST(PhoneNumber, ReadsTheUsualSpellingsOfOneNumber) {
  for (const char* text : {"+14035550123", "14035550123", "4035550123", "(403) 555-0123",
                           "403.555.0123", "+1 403-555-0123", " 1 (403) 555 0123 "}) {
    const absl::StatusOr<PhoneNumber> number = PhoneNumber::Parse(text);
    ASSERT_TRUE(number.ok()) << text << ": " << number.status();
    EXPECT_EQ(number->ToE164(), "+14035550123") << text;
  }
  EXPECT_EQ(PhoneNumber::Parse("+447700900123")->ToE164(), "+447700900123");
}

TEST(PhoneNumber, RefusesWhatCantBeTexted) {
  for (const char* text : {"", "anonymous", "+", "911", "12345", "555-0123", "+1403555012",
                           "+140355501234", "1035550123", "4031550123", "4119550123", "+0403555012",
                           "24035550123", "+1234567890123456", "403555O123"}) {
    EXPECT_FALSE(PhoneNumber::Parse(text).ok()) << text;
  }
}

// Privacy: neither error messages nor the masked form reveal the number.
TEST(PhoneNumber, ErrorsAndMasksKeepTheNumberToThemselves) {
  EXPECT_EQ(PhoneNumber::Parse("+14035550123")->Masked(), "+1403***0123");
  EXPECT_EQ(PhoneNumber().Masked(), "withheld");
  EXPECT_EQ(PhoneNumber::Parse("+140355501239").status().message().find("403"),
            absl::string_view::npos);
}

TEST(PhoneNumber, PacksAndUnpacks) {
  const PhoneNumber number = *PhoneNumber::Parse("+14035550123");
  EXPECT_EQ(number.packed(), 14'035'550'123U);
  EXPECT_EQ(*PhoneNumber::FromPacked(number.packed()), number);
  EXPECT_TRUE(PhoneNumber::FromPacked(0)->withheld());
  EXPECT_FALSE(PhoneNumber::FromPacked(12).ok());
  EXPECT_FALSE(PhoneNumber::FromPacked(UINT64_MAX).ok());
}

}  // namespace
}  // namespace textback
