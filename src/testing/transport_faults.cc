// A provider that refuses, and one that hangs.
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "textback/testing/transport_conformance.h"

namespace textback {

// Runs on its own thread: a transport that blocks in Send fails the test instead of stopping it.
std::vector<TransportConformance::Sent> TransportFaultConformance::SendManyWhileItHangs(int count) {
  in_test().hang();
  std::vector<Sent> sent;
  Answers<bool> handed_over;
  std::thread caller([&] {
    sent = SendMany(count);
    handed_over.Add(true);
  });
  if (!handed_over.First().has_value()) {
    ADD_FAILURE() << "Send or Lookup waits for the provider";
    in_test().release();
  }
  caller.join();
  return sent;
}

namespace {

// R61: whatever the provider says becomes an outcome, with a code that can be looked up
TEST_P(TransportFaultConformance, RefusedTextIsNotAccepted) {
  in_test().refuse();
  const std::vector<Sent> sent = SendMany(20);
  for (const Sent& one : sent) {
    EXPECT_NE(NameOf(OutcomeOf(one).kind), NameOf(SendOutcome::Kind::kAccepted));
  }
  ExpectAgreement(sent);
  EXPECT_TRUE(in_test().received().empty());
}

// A provider that hangs delays its own texts, but never the thread that hands them over.
TEST_P(TransportFaultConformance, HungFarEndDoesNotBlockTheCaller) {
  const std::vector<Sent> sent = SendManyWhileItHangs(40);
  in_test().release();
  for (const Sent& one : sent) ExpectAccepted(one);
  ExpectAgreement(sent);
}

// R60: exactly one answer each, consistent with the provider, whichever comes first
TEST_P(TransportFaultConformance, DestroyedWhileTheFarEndHangs) {
  const std::vector<Sent> sent = SendManyWhileItHangs(40);
  std::thread closer([this] { Destroy(); });
  in_test().release();
  closer.join();
  for (const Sent& one : sent) EXPECT_EQ(one.outcomes->count(), 1U) << one.text.key.ToString();
  ExpectAgreement(sent);
}

TEST_P(TransportFaultConformance, GoesOnAfterAHang) {
  std::vector<Sent> sent = SendManyWhileItHangs(1);
  in_test().release();
  ExpectAccepted(sent.front());
  sent.push_back(Send(SampleText(50, now())));
  ExpectAccepted(sent.back());
  ExpectAgreement(sent);
}

}  // namespace
}  // namespace textback
