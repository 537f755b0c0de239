// Lookup: returns what the provider knows about a text, and nothing invented.
#include <gtest/gtest.h>

#include "textback/testing/transport_conformance.h"

namespace textback {
namespace {

using Kind = SendOutcome::Kind;
using Answer = absl::StatusOr<std::optional<SendOutcome>>;

// R60: a text that never left is not reported as sent. An error ("no answer now") is allowed here
// and below: the text stays claimed and is looked up again.
TEST_P(TransportConformance, LookupOfATextNeverSentSaysNothingOrCantTell) {
  const std::optional<Answer> answer = Lookup(SampleText(1, now()))->First();
  ASSERT_TRUE(answer.has_value()) << "no answer";
  if (answer->ok() && (*answer)->has_value()) {
    EXPECT_EQ(NameOf((**answer)->kind), NameOf(Kind::kAmbiguous));
  }
}

// R60: "unknown" and "did not leave" would send it a second time
TEST_P(TransportConformance, LookupOfAnAcceptedTextNeverSaysThatItDidNotLeave) {
  const Sent sent = Send(SampleText(1, now()));
  ExpectAccepted(sent);
  const std::optional<Answer> answer = Lookup(sent.text)->First();
  ASSERT_TRUE(answer.has_value()) << "no answer";
  if (answer->ok()) {
    ASSERT_TRUE((*answer)->has_value()) << "the far end has it";
    const Kind kind = (**answer)->kind;
    EXPECT_TRUE(kind == Kind::kAccepted || kind == Kind::kAmbiguous) << NameOf(kind);
  }
}

// R60: a worker died long ago and send_by has passed. A look-up is still right.
TEST_P(TransportConformance, LookupAfterSendByIsAnswered) {
  Text text = SampleText(1, now());
  text.send_by = now();
  const std::optional<Answer> answer = Lookup(text)->First();
  ASSERT_TRUE(answer.has_value()) << "no answer";
  EXPECT_TRUE(answer->ok()) << answer->status();
}

TEST_P(TransportConformance, LookupSendsNothing) {
  for (int i = 0; i < 10; ++i) Lookup(SampleText(i, now()));
  ExpectAgreement({});
  Destroy();
  EXPECT_TRUE(in_test().received().empty());
}

}  // namespace
}  // namespace textback
