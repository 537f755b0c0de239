// Send: each text once and complete, one answer per call, nothing too late.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "textback/testing/transport_conformance.h"

namespace textback {
namespace {

using std::chrono::milliseconds;

// Bodies that could be damaged on the way.
std::vector<std::string> Bodies() {
  return {
      "Alex here at Northside. How can we help?",
      "GSM-7 and its extension: @\u00a3\u00e8\u00d8 20\u20ac {a} [b] ~ | ^ \\",
      "UCS-2: d\u00e9sol\u00e9, on vous a manqu\u00e9\u2026 \u2019 \u201cdemain\u201d \u0436 "
      "\u4e2d",
      "Emoji: \U0001F44D\U0001F3FD \U0001F1E8\U0001F1E6 "
      "\U0001F469\U0001F3FD\u200D\U0001F527",
      "Lines:\nsecond\r\nthird\n\nReply STOP to opt out",
      R"(Quotes and signs: "Sam" <O'Hara> & 100% #1 + 2 = 3; a/b?c=d\n%0A &amp; ${x})",
      "Two  spaces and\ta tab",
      std::string(1500, 'x') + "end",
  };
}

// R60: handed over once, received once, unchanged
TEST_P(TransportConformance, AcceptedTextArrivesOnceAndWhole) {
  std::vector<Sent> sent;
  int number = 0;
  for (const std::string& body : Bodies()) {
    sent.push_back(Send(SampleText(number++, now(), body)));
    ExpectAccepted(sent.back());
  }
  ExpectAgreement(sent);
  EXPECT_EQ(in_test().received().size(), sent.size());
}

// model/text.h: for a withheld number the transport chooses the line
TEST_P(TransportConformance, TextWithoutALineGoesFromTheProvidersOwn) {
  Text text = SampleText(1, now());
  text.from = PhoneNumber();
  const Sent sent = Send(text);
  ExpectAccepted(sent);
  ExpectAgreement({sent});
}

TEST_P(TransportConformance, ManyTextsAtOnceAreAnsweredOnceEach) {
  const std::vector<Sent> sent = SendMany(90);
  for (const Sent& one : sent) ExpectAccepted(one);
  ExpectAgreement(sent);
  Destroy();  // the end of the transport must not answer anything a second time
  ExpectAgreement(sent);
  EXPECT_EQ(in_test().received().size(), sent.size());
}

// R61: what certainly did not leave is kRetry
TEST_P(TransportConformance, NothingBeginsAfterTheDeadline) {
  const Sent sent = Send(SampleText(1, now()), now() - milliseconds{1});
  ExpectNotSent(sent);
  ExpectAgreement({sent});
  EXPECT_TRUE(in_test().received().empty());
}

// R14: from send_by on, a text has to be decided again
TEST_P(TransportConformance, NothingBeginsOnceSendByHasCome) {
  Text text = SampleText(1, now());
  text.send_by = now();
  const Sent sent = Send(text);
  ExpectNotSent(sent);
  ExpectAgreement({sent});
  EXPECT_TRUE(in_test().received().empty());
}

TEST_P(TransportConformance, DestroyedTransportHasAnsweredEveryCall) {
  const std::vector<Sent> sent = SendMany(60);
  Destroy();
  for (const Sent& one : sent) EXPECT_EQ(one.outcomes->count(), 1U) << one.text.key.ToString();
  ExpectAgreement(sent);
}

TEST_P(TransportConformance, UnusedTransportCanBeDestroyed) {
  Destroy();
  EXPECT_TRUE(in_test().received().empty());
}

}  // namespace
}  // namespace textback
