// R2: who calls, as logs and webhooks write it: numbers, and callers without one.
#include "textback/model/caller.h"

#include <gtest/gtest.h>

#include <string>

namespace textback {
namespace {

using Caller = MissedCall::Caller;

TEST(ReadCaller, ReadsNumbers) {
  for (const char* text :
       {"4035550123", "+1 (403) 555-0123", "tel:+14035550123", "\"Dana\" <4035550123>",
        "sip:+14035550123@192.0.2.7:5060;user=phone", "\xE2\x80\xAA+14035550123\xE2\x80\xAC",
        "<sip:4035550123@sip.example.net>;tag=as12", "\"Anonymous\" <4035550123>"}) {
    const CallerRead caller = ReadCaller(text);
    EXPECT_EQ(caller.kind, Caller::kNumber) << text;
    EXPECT_EQ(caller.number.ToE164(), "+14035550123") << text;
  }
}

TEST(ReadCaller, KnowsTheWordsForAHiddenCaller) {
  for (const char* text :
       {"", " ", "-", "?", "anonymous", "Anonymous", "ANONYMOUS", "<anonymous>", "\"\" <>",
        "anonymous@anonymous.invalid", "sip:anonymous@anonymous.invalid",
        "sip:restricted@restricted.invalid", "<sip:c8oqz84zk7z@anonymous.invalid>;tag=1",
        "\"Anonymous\" <sip:anonymous@anonymous.invalid>", "unknown", "<unknown>", "unavailable",
        "Unavailable", "private", "PRIVATE NUMBER", "restricted", "withheld", "blocked",
        "Blocked Call", "no caller id", "No_Caller-ID", "NoCallerID", "asterisk", "n/a", "N/A",
        "null", "NULL", "none", "(null)", "<null>", "s", "P", "O", "Out of Area", "payphone",
        // French
        "Anonyme", "inconnu", "Num\xC3\xA9ro inconnu", "priv\xC3\xA9", "Num\xC3\xA9ro priv\xC3\xA9",
        "masqu\xC3\xA9", "MASQU\xC3\x89", "Appel masqu\xC3\xA9", "confidentiel", "non disponible",
        // Spanish
        "an\xC3\xB3nimo", "Anonimo", "desconocido", "N\xC3\xBAmero desconocido", "privado",
        "oculto", "N\xC3\xBAmero oculto", "bloqueado", "restringido", "no disponible"}) {
    EXPECT_EQ(ReadCaller(text), (CallerRead{.kind = Caller::kWithheld})) << text;
  }
}

// A switch that knows no number sends zeros.
TEST(ReadCaller, ZerosAreNobody) {
  for (const char* text : {"0", "00", "000", "0000", "0000000", "0000000000", "+0000000000",
                           "000-000-0000", "(000) 000-0000", "00000000000", "<0>", "tel:0"}) {
    EXPECT_EQ(ReadCaller(text), (CallerRead{.kind = Caller::kWithheld})) << text;
  }
}

TEST(ReadCaller, KnowsTheWordsOnAKeypad) {
  for (const char* digits : {
           "266696687",    // anonymous
           "7378742833",   // restricted
           "86282452253",  // unavailable
           "2562533",      // blocked
           "8656696",      // unknown
           "7748283",      // private
           "94844353",     // withheld
           "86547833",     // unlisted
           "2666963",      // anonyme
           "4626668",      // inconnu
           "2666466",      // anonimo
           "7748236",      // privado
       }) {
    for (const char* before : {"", "+", "1", "+1", "0", "00", "001", "+0", "tel:+", "sip:+1"}) {
      const std::string text = std::string(before) + digits;
      EXPECT_EQ(ReadCaller(text), (CallerRead{.kind = Caller::kWithheld})) << text;
    }
  }
  for (const char* text : {"737-874-2833", "+1 (737) 874-2833", "+17378742833 ext 5",
                           "<sip:+266696687@192.0.2.7>", "+26 669 6687"}) {
    EXPECT_EQ(ReadCaller(text), (CallerRead{.kind = Caller::kWithheld})) << text;
  }
  EXPECT_EQ(ReadCaller("7378742834").kind, Caller::kNumber);
  EXPECT_EQ(ReadCaller("+33726626436").kind, Caller::kNumber);  // "desconocido", and a mobile
}

TEST(ReadCaller, KnowsShortCodes) {
  for (const char* text : {"611", "911", "310310", "72975", " 72975 ", "<611>", "tel:72975"})
    EXPECT_EQ(ReadCaller(text), (CallerRead{.kind = Caller::kShortCode})) << text;
}

TEST(ReadCaller, WhatCantBeIsInvalid) {
  for (const char* text : {"1000550123",
                           "9115550123",
                           "4034110123",
                           "3705550123",
                           "9605550124",
                           "4955550125",
                           "0555550123",
                           "1555550123",
                           "+11555550123",
                           "4030550123",
                           "403555012",
                           "140355501234",
                           "5550123",
                           "1111111111",
                           "+12222222222",
                           "5555555555",
                           "7777777777",
                           "Dana",
                           "Dana Lee",
                           "sip:dana@sip.example.net",
                           "4035550123 or 5875550124",
                           "4O35550123",
                           "1",
                           "12",
                           "anonymous 5",
                           "\xFF\xFE",
                           "\u0410\u043D\u043D\u0430"}) {
    EXPECT_EQ(ReadCaller(text), (CallerRead{.kind = Caller::kInvalid})) << text;
  }
}

}  // namespace
}  // namespace textback
