// R53: what stands for a name and is none; R46: links in what strangers type.
#include "textback/text/name.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace textback {
namespace {

void ExpectFault(NameFault fault, const std::vector<std::string_view>& texts) {
  for (const std::string_view text : texts) {
    EXPECT_EQ(NameOf(CheckName(text)), NameOf(fault)) << text;
    EXPECT_EQ(SpokenName(text).empty(), fault != NameFault::kNone) << text;
  }
}

TEST(Names, HonestNamesStay) {
  ExpectFault(NameFault::kNone, {"Dana",
                                 "J.P. O'Neil",
                                 "St. John",
                                 "Jo-Ann St.John",
                                 "María-José",
                                 "Zoé O’Neil",
                                 "D'Angelo",
                                 "Nguyễn Văn An",
                                 "李雷",
                                 "Анна",
                                 "Ng",
                                 "Bo",
                                 "Al",
                                 "Mary Ann",
                                 "María del Carmen de la Cruz",
                                 "Dr. Lee",
                                 "Dana & Sam",
                                 "Sam (Dana)",
                                 "Ziętek",
                                 "Ann-Kathrin Müller",
                                 "O",
                                 "J",
                                 "J. R. R. Tolkien",
                                 "T.J.",
                                 "Anne-Marie L'Heureux",
                                 "Gal·la",
                                 "Siân",
                                 "Jürgen",
                                 "Sydney",
                                 "Austin",
                                 "Carolina",
                                 "Virginia",
                                 "Georgia",
                                 "George Washington",
                                 "Dakota",
                                 "Na",
                                 "Nan",
                                 "Nil",
                                 "Ca",
                                 "Smith, Dana",
                                 "Dana Al",
                                 "LI",
                                 "SMITH JOHN",
                                 "Testa",
                                 "Privat",
                                 "Callie",
                                 "Wirel",
                                 "Dot Cotton",
                                 "Dorothy Dot",
                                 "Mc.Donald",
                                 "A. Comte",
                                 "Connie",
                                 "Paul-Émile",
                                 "Dana 🌞"});
}

TEST(Names, PlaceholdersAreNone) {
  ExpectFault(
      NameFault::kPlaceholder,
      {"Unknown",  "unknown",  "UNKNOWN",   "Private",   "Anonymous",  "anonyme",    "Desconocido",
       "null",     "NULL",     "(null)",    "<null>",    "none",       "undefined",  "test",
       "Test",     "TEST",     "test test", "asdf",      "qwerty",     "xxx",        "aaaa",
       "John Doe", "Customer", "Guest",     "your name", "First-Name", "first_name", "No Name",
       "Admin",    "Prénom",   "nombre"});
}

TEST(Names, LabelsOfCallerIdsAreNone) {
  ExpectFault(NameFault::kPlaceholder,
              {"WIRELESS CALLER", "Wireless Caller", "Cell Phone",       "Cell Phone   AB",
               "CALLER UNKNOWN",  "Unknown Caller",  "TOLL FREE CALL",   "Toll-Free Number",
               "Spam Likely",     "SPAM LIKELY",     "Scam Likely",      "Potential Spam",
               "Suspected Spam?", "Spam Risk",       "Telemarketer",     "TELEMARKETER",
               "Robocaller",      "Payphone",        "OUT OF AREA",      "International Call",
               "Voicemail",       "CELLULAR",        "Appelant inconnu", "Número desconocido",
               "Political Call",  "FRAUD RISK",      "Private Number",   "Blocked Call",
               "No Caller ID"});
  ExpectFault(NameFault::kNumber, {"V14035550123", "V40355512345678", "Dana 2", "K1234567"});
}

TEST(Names, PlacesAreNone) {
  ExpectFault(NameFault::kPlace,
              {"CALGARY AB", "LETHBRIDGE AB", "TORONTO    ON", "SALT LAKE CIT UT", "Calgary AB",
               "Calgary, AB", "Calgary, Alberta", "Montréal (Québec)", "NEW YORK NY",
               "ST. JOHN'S NL", "Austin, Texas", "MEXICO CITY DC"});
}

TEST(Names, NumbersAreNone) {
  ExpectFault(NameFault::kNumber, {"4035550123", "403-555-0123", "(403) 555-0123", "403.555.0123",
                                   "call 587-555-0142 now", "１２３", "Dana 403 555 0123"});
  EXPECT_TRUE(SpokenName("+14035550123").empty());
}

TEST(Names, AddressesAreNone) {
  ExpectFault(NameFault::kAddress,
              {"dana@home", "@dana", "dana@example.net", "Dana <dana@example.net>",
               "dana＠example．net", "dana.lee@example.net"});
}

TEST(Names, LinksAreNone) {
  ExpectFault(NameFault::kLink, {"Win $500 http://evil.example/x",
                                 "http://evil.example",
                                 "https://evil.example/x",
                                 "HTTP://EVIL.EXAMPLE",
                                 "evil.example",
                                 "evil.example/win",
                                 "www.evil.example",
                                 "bit.ly/3xAmple",
                                 "evil [dot] example",
                                 "evil(dot)com",
                                 "evil{dot}com",
                                 "evil <dot> com",
                                 "evil dot com",
                                 "evil . example",
                                 "evil .com",
                                 "evil . com / x",
                                 "ｅｖｉｌ．ｅｘａｍｐｌｅ",
                                 "evil。com",
                                 "evil․com",
                                 "𝐞𝐯𝐢𝐥.𝐜𝐨𝐦",
                                 "ev\u200Bil.example",
                                 "hxxp://evil",
                                 "h x x p : / / evil",
                                 "h t t p : / / evil",
                                 "Dana evil.com",
                                 "Dana, see evil.shop",
                                 "evil.top",
                                 "evil.it",
                                 "dana.me",
                                 "sub.evil.co.uk",
                                 "evil.com.",
                                 "(evil.com)",
                                 "evil.com:8080",
                                 "192.0.2.7/x",
                                 "ftp://evil",
                                 "Dana\nhttp://evil.example",
                                 "dana@evil.com/x"});
}

TEST(Names, WhatNoNameHoldsIsOdd) {
  ExpectFault(NameFault::kOdd,
              {"Dana\nYour parcel waits, pay now", "Dana\r\nLee", "You won! Call us", "Dana; Lee",
               "{who}", "N/A", "n/a", "<b>Dana</b>", "$$$", "...", "-", "Dana?", "Dana = Lee",
               "a/b", "please call me back as soon as you can", "100%",
               "\x01"
               "Dana",
               "Dana\u2028Lee", "🌞"});
  EXPECT_EQ(CheckName(std::string(5'000, 'a') + " b"), NameFault::kOdd);
  EXPECT_EQ(CheckName("Li" + std::string(61, 'b')), NameFault::kOdd);
  ExpectFault(NameFault::kEmpty, {"", " ", "\t "});
}

// A few words in ASCII take a shorter way than others, to the same end.
TEST(Names, TheShortWayAgreesWithTheLongOne) {
  for (const char* text : {"Unknown",
                           "Dana",
                           "test",
                           "Wireless",
                           "Caller",
                           "Null",
                           "xxx",
                           "Anonyme",
                           "Privado",
                           "Na",
                           "Lee",
                           "Spam",
                           "Hi",
                           "zzz",
                           "Zed",
                           "a",
                           "Dana Lee",
                           "Jo-Ann O'Neil",
                           "Wireless Caller",
                           "Dana Wireless",
                           "Calgary AB",
                           "Calgary Ab",
                           "first name",
                           "First Name Lee",
                           "evil dot com",
                           "Dot Cotton",
                           "h x x p evil",
                           "John Doe",
                           "Toll Free",
                           "Tolly Free",
                           "a a a",
                           "Ann  Lee",
                           "Ann-",
                           "-Ann",
                           "J O N E S A B C",
                           "Cell Phone",
                           "Cell Block"}) {
    // A mark that nobody sees behind the first letter.
    const std::string marked = std::string(1, text[0]) + "\u200B" + std::string(text + 1);
    EXPECT_EQ(NameOf(CheckName(text)), NameOf(CheckName(marked))) << text;
  }
}

TEST(Names, SpacesAroundAreLeftOut) { EXPECT_EQ(SpokenName("  Dana "), "Dana"); }

TEST(Links, AreFoundInMessages) {
  for (const char* text : {"see https://evil.example/pay for my plans", "pictures at evil.com",
                           "go to www.evil.test", "evil [dot] com", "bit.ly/3xAmple", "evil.shop/x",
                           "tap.it/x", "evil .com", "hxxps://evil", "ｈｔｔｐｓ：／／evil",
                           "my site is dana-reno.ca.", "call me,evil.com", "192.0.2.7/login"}) {
    EXPECT_TRUE(CarriesLink(text)) << text;
  }
}

TEST(Links, SentencesCarryNone) {
  for (const char* text : {"",
                           "We need a new kitchen.",
                           "call me.it is urgent",
                           "the tap leaks.Please call",
                           "We want it done by 5 p.m. or so",
                           "e.g. oak",
                           "i.e. the basement",
                           "about 3.5 by 4.2 m",
                           "St. John's",
                           "write to dana@example.net",
                           "No. 5, 12.5 ft",
                           "the kitchen.The bath too",
                           "une cuisine. Ca va",
                           "J'ai besoin d'aide.",
                           "la cocina.Es urgente",
                           "budget 20.000",
                           "ask for J.P. O'Neil",
                           "the end. Net of tax",
                           "dot the i",
                           "$500...",
                           "Hi.Me again"}) {
    EXPECT_FALSE(CarriesLink(text)) << text;
  }
}

TEST(Links, LongTextsAreReadOnce) {
  std::string dots;
  for (int i = 0; i < 50'000; ++i) dots += "a.";
  EXPECT_FALSE(CarriesLink(dots));
  EXPECT_FALSE(CarriesLink(std::string(100'000, '.')));
  EXPECT_FALSE(CarriesLink(std::string(100'000, ' ')));
  EXPECT_FALSE(CarriesLink(std::string(100'000, '(')));
}

}  // namespace
}  // namespace textback
