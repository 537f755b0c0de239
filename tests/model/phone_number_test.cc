// R2: which texts are phone numbers.
#include "textback/model/phone_number.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

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

// What a phone's address book, a web page or a spreadsheet puts around and between the digits.
TEST(PhoneNumber, ReadsMarksSpacesAndDashesOfEveryKind) {
  for (const char* text : {"\u202A+14035550123\u202C",
                           "\u202D(403) 555-0123\u202C",
                           "\u200E+1 403-555-0123",
                           "\u2068+1\u2009403\u2009555\u20090123\u2069",
                           "\uFEFF4035550123",
                           "\u200B4035550123\u200B",
                           "403\u00AD555\u00AD0123",
                           "+1 403\u00A0555\u00A00123",
                           "403\u202F555\u202F0123",
                           "403\u2007555\u20070123",
                           "403\u3000555\u30000123",
                           "+1\u2011403\u2011555\u20110123",
                           "403\u2010555\u20100123",
                           "403\u2013555\u20130123",
                           "403\u2014555\u20140123",
                           "403\u2015555\u20150123",
                           "403\u2212555\u22120123",
                           "403\u00B7555\u00B70123",
                           "403\u2022555\u20220123",
                           "403_555_0123",
                           "403~555~0123",
                           "4035550123\n",
                           "4035550123\r\n",
                           "\t4035550123",
                           "[403] 555-0123",
                           "(+1) 403 555 0123",
                           "+ 1 403 555 0123"}) {
    const absl::StatusOr<PhoneNumber> number = PhoneNumber::Parse(text);
    ASSERT_TRUE(number.ok()) << text << ": " << number.status();
    EXPECT_EQ(number->ToE164(), "+14035550123") << text;
  }
}

TEST(PhoneNumber, ReadsDigitsOfOtherScripts) {
  for (const char* text :
       {"\uFF0B\uFF11\uFF14\uFF10\uFF13\uFF15\uFF15\uFF15\uFF10\uFF11\uFF12\uFF13",
        "\uFF08403\uFF09555 0123", "\uFF0B1\u3000403\u3000555\u30000123",
        "\uFF14\uFF10\uFF13\uFF0D\uFF15\uFF15\uFF15\uFF0D\uFF10\uFF11\uFF12\uFF13",
        "\u0664\u0660\u0663\u0665\u0665\u0665\u0660\u0661\u0662\u0663",               // Arabic
        "\u06F4\u06F0\u06F3\u06F5\u06F5\u06F5\u06F0\u06F1\u06F2\u06F3",               // Persian
        "\u096A\u0966\u0969\u096B\u096B\u096B\u0966\u0967\u0968\u0969",               // Devanagari
        "\U0001D7D2\U0001D7CE\U0001D7D1555\U0001D7CE\U0001D7CF\U0001D7D0\U0001D7D1",  // bold
        "4\uFE0F\u20E30\uFE0F\u20E33\uFE0F\u20E35550123"}) {                          // keycaps
    const absl::StatusOr<PhoneNumber> number = PhoneNumber::Parse(text);
    ASSERT_TRUE(number.ok()) << text << ": " << number.status();
    EXPECT_EQ(number->ToE164(), "+14035550123") << text;
  }
}

TEST(PhoneNumber, ReadsLinksAndWrappings) {
  for (const char* text : {"tel:+1-403-555-0123",
                           "TEL:4035550123",
                           "tel://4035550123",
                           "tel:+14035550123;ext=201",
                           "tel:4035550123;phone-context=example.net",
                           "tel:%2B14035550123",
                           "tel:+1%20403%20555%200123",
                           "sip:+14035550123@sip.example.net",
                           "sip:4035550123@192.0.2.7:5060;user=phone",
                           "sips:4035550123;ext=5@sip.example.net",
                           "sip:+14035550123;npdi@192.0.2.7;user=phone",
                           "sms:+14035550123",
                           "sms:+14035550123?body=hi",
                           "callto:+14035550123",
                           "4035550123@192.0.2.7",
                           "\"Dana\" <4035550123>",
                           "<sip:4035550123@192.0.2.7>",
                           "Dana <tel:+14035550123>;tag=x",
                           "<4035550123>",
                           "'4035550123",
                           "=\"4035550123\"",
                           "\"4035550123\"",
                           "\u201C4035550123\u201D",
                           "\u00AB 403 555 0123 \u00BB",
                           "Tel.: 403-555-0123",
                           "T\u00E9l : 403 555-0123",
                           "cell 403-555-0123",
                           "403-555-0123 (cell)",
                           "403-555-0123 mobile",
                           "403-555-0123 (work)",
                           "Bureau : 403 555-0123"}) {
    const absl::StatusOr<PhoneNumber> number = PhoneNumber::Parse(text);
    ASSERT_TRUE(number.ok()) << text << ": " << number.status();
    EXPECT_EQ(number->ToE164(), "+14035550123") << text;
  }
}

TEST(PhoneNumber, LeavesExtensionsOut) {
  for (const char* text :
       {"403-555-0123 ext 5", "403-555-0123 x5", "403-555-0123x201", "403-555-0123, ext. 201",
        "(403) 555-0123 #201", "403-555-0123 #5", "4035550123;ext=201", "403 555 0123 poste 12",
        "403 555 0123, p. 12", "+1 403 555 0123 extension 7", "403 555 0123 extensi\u00F3n 7",
        "403-555-0123 EXT:5", "403-555-0123 (ext 5)", "403-555-0123 anexo 5", "4035550123,,201",
        "4035550123,201#", "403-555-0123 \uFF45\uFF58\uFF54 5", "403-555-0123 int. 5"}) {
    const absl::StatusOr<PhoneNumber> number = PhoneNumber::Parse(text);
    ASSERT_TRUE(number.ok()) << text << ": " << number.status();
    EXPECT_EQ(number->ToE164(), "+14035550123") << text;
  }
}

TEST(PhoneNumber, ReadsNumbersAbroad) {
  for (const char* text :
       {"+44 20 7946 0958", "011 44 20 7946 0958", "011442079460958", "00 44 20 7946 0958",
        "0044 20 7946 0958", "+44 (0)20 7946 0958", "+44(0) 20 7946 0958", "011-44-20-7946-0958",
        "00 44 (0) 20 7946 0958", "tel:+44-20-7946-0958", "+44 20 7946 0958 ext 5"}) {
    const absl::StatusOr<PhoneNumber> number = PhoneNumber::Parse(text);
    ASSERT_TRUE(number.ok()) << text << ": " << number.status();
    EXPECT_EQ(number->ToE164(), "+442079460958") << text;
  }
  EXPECT_EQ(PhoneNumber::Parse("011 1 403 555 0123")->ToE164(), "+14035550123");
  EXPECT_EQ(PhoneNumber::Parse("001 403 555 0123")->ToE164(), "+14035550123");
}

TEST(PhoneNumber, RefusesWhatCantBeTexted) {
  for (const char* text : {"", "anonymous", "+", "911", "12345", "555-0123", "+1403555012",
                           "+140355501234", "1035550123", "4031550123", "4119550123", "+0403555012",
                           "24035550123", "+1234567890123456", "403555O123"}) {
    EXPECT_FALSE(PhoneNumber::Parse(text).ok()) << text;
  }
}

// It is never guessed which digits were meant.
TEST(PhoneNumber, RefusesWhatIsNoNumberOrSeveral) {
  for (const char* text : {"n/a",
                           "4035550123 or 5875550124",
                           "4035550123/5875550124",
                           "4035550123\n5875550124",
                           "403\n5550123",
                           "4035550123 x5875550124",
                           "4O35550123",
                           "4035550l23",
                           "1-800-FLOWERS",
                           "403-555-CELL",
                           "+1+4035550123",
                           "403+5550123",
                           "403*5550123",
                           "*674035550123",
                           "403 555 0123 call me",
                           "room 4035550123",
                           "dana4035550123@example.net",
                           "403,555,0123",
                           "011 44",
                           "0011",
                           "00",
                           "(0)",
                           "+(0)",
                           "http://4035550123",
                           "4035550123\xFF"}) {
    EXPECT_FALSE(PhoneNumber::Parse(text).ok()) << text;
  }
  EXPECT_FALSE(PhoneNumber::Parse(std::string(100'000, '4')).ok());
  EXPECT_FALSE(PhoneNumber::Parse(std::string(100'000, '<')).ok());
}

TEST(PhoneNumber, KnowsImpossibleAreaCodesAndExchanges) {
  for (const char* text :
       {"0555550123", "1555550123", "+11555550123", "2115550123", "4115550123",
        "9115550123", "8115550123", "3705550123",   "3795550123", "9605550123",
        "9695550123", "2905550123", "4955550123",   "9995550123", "8905550123",  // area codes
        "4030550123", "4031550123", "+16040550125", "4034110123", "7809110124",
        "2122110123", "9005110123", "5005110123"}) {  // exchanges
    EXPECT_FALSE(PhoneNumber::Parse(text).ok()) << text;
  }
  for (const char* text : {"8004110123", "8334110123", "8889110123", "6215550123", "4575550123",
                           "8215550123", "6005550123", "5335550123", "3725550123"}) {
    const bool possible = std::string_view(text).substr(0, 2) != "37";
    EXPECT_EQ(PhoneNumber::Parse(text).ok(), possible) << text;
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
