// A far end that refuses, and one that hangs.
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "textback/testing/transport_conformance.h"

namespace textback {
namespace {

// R61: whatever the provider says, it is an outcome, with a code that can be looked up
TEST_P(TransportFaultConformance, RefusedTextIsNotAccepted) {
  in_test().refuse();
  const std::vector<Sent> sent = SendMany(20);
  for (const Sent& one : sent) {
    EXPECT_NE(NameOf(OutcomeOf(one).kind), NameOf(SendOutcome::Kind::kAccepted));
  }
  ExpectAgreement(sent);
  EXPECT_TRUE(in_test().received().empty());
}

// A provider that hangs holds up its own texts, never the thread that hands them over.
TEST_P(TransportFaultConformance, HungFarEndDoesNotBlockTheCaller) {
  in_test().hang();
  std::vector<Sent> sent;
  Answers<bool> handed_over;
  std::thread caller([&] {
    sent = SendMany(40);
    handed_over.Add(true);
  });
  EXPECT_TRUE(handed_over.First().has_value()) << "Send or Lookup waits for the provider";
  in_test().release();
  caller.join();
  for (const Sent& one : sent) ExpectAccepted(one);
  ExpectAgreement(sent);
}

// R60: one answer each, and the far end agrees with it, whoever was faster
TEST_P(TransportFaultConformance, DestroyedWhileTheFarEndHangs) {
  in_test().hang();
  const std::vector<Sent> sent = SendMany(40);
  std::thread closer([this] { Destroy(); });
  in_test().release();
  closer.join();
  for (const Sent& one : sent) EXPECT_EQ(one.outcomes->count(), 1U) << one.text.key.ToString();
  ExpectAgreement(sent);
}

TEST_P(TransportFaultConformance, GoesOnAfterAHang) {
  in_test().hang();
  const Sent before = Send(SampleText(1, now()));
  in_test().release();
  ExpectAccepted(before);
  const Sent after = Send(SampleText(2, now()));
  ExpectAccepted(after);
  ExpectAgreement({before, after});
}

}  // namespace
}  // namespace textback
