// UTF-8, read and written: every code point, and invalid input.
#include "textback/model/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace textback {
namespace {

std::string Written(char32_t code) {
  std::string out;
  AppendUtf8(out, code);
  return out;
}

TEST(Utf8Test, WritesWhatTheStandardSays) {
  EXPECT_EQ(Written(U'$'), "\x24");
  EXPECT_EQ(Written(U'¢'), "\xC2\xA2");
  EXPECT_EQ(Written(U'€'), "\xE2\x82\xAC");
  EXPECT_EQ(Written(U'𐍈'), "\xF0\x90\x8D\x88");
}

TEST(Utf8Test, EveryCodePointComesBack) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code == 0xD800) code = 0xE000;  // surrogates are not characters
    const std::string bytes = Written(code);
    const Utf8Char c = DecodeUtf8(bytes, 0);
    ASSERT_TRUE(c.valid && c.code == code && c.size == bytes.size()) << static_cast<unsigned>(code);
    ASSERT_EQ(CountCharacters(bytes), 1u);
  }
}

TEST(Utf8Test, WhatIsNoCharacterIsNone) {
  for (const std::string_view bytes :
       {"\x80", "\xC0\xAF", "\xC3", "\xE2\x82", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\xAF",
        "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF"}) {
    EXPECT_FALSE(IsUtf8(bytes));
    EXPECT_EQ(DecodeUtf8(bytes, 0).size, 1u);
    EXPECT_EQ(DecodeUtf8(bytes, 0).code, 0xFFFDu);
  }
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_TRUE(IsUtf8("Zoë 🛑"));
}

TEST(Utf8Test, CuttingLeavesNoHalfCharacter) {
  EXPECT_EQ(CutUtf8("Zoë!", 10), "Zoë!");
  EXPECT_EQ(CutUtf8("Zoë!", 4), "Zoë");
  EXPECT_EQ(CutUtf8("Zoë!", 3), "Zo");
  EXPECT_EQ(CutUtf8("🛑", 3), "");
  EXPECT_EQ(CountCharacters("Zoë 🛑"), 5u);
}

}  // namespace
}  // namespace textback
