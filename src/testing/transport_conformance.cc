#include "textback/testing/transport_conformance.h"

#include <algorithm>

#include "textback/testing/storage_conformance.h"

namespace textback {

// Instantiated where the suites are used.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(TransportConformance);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(TransportFaultConformance);

namespace {

// What every outcome must contain.
void ExpectWhole(const SendOutcome& outcome) {
  EXPECT_TRUE(outcome.at == kNever || IsPlausible(outcome.at)) << ToMillis(outcome.at);
  EXPECT_TRUE(outcome.retry_at == kNever || IsPlausible(outcome.retry_at))
      << ToMillis(outcome.retry_at);
  if (outcome.kind == SendOutcome::Kind::kAccepted) {
    EXPECT_EQ(outcome.code, "") << "a code says why a text was not accepted";
  } else {
    EXPECT_NE(outcome.code, "") << NameOf(outcome.kind) << ": nobody can look up why";
  }
}

// Overwrites a text after the hand-over: it is valid only during the call.
void Spoil(Text& text) {
  std::fill(text.body.begin(), text.body.end(), '#');
  text.key.attempt = 0;
  text.key.lead.phone = PhoneNumber();
}

}  // namespace

std::string NameOfTransport(const ::testing::TestParamInfo<TransportFactory>& info) {
  return info.param.name;
}

void PrintTo(const TransportFactory& factory, std::ostream* out) { *out << factory.name; }

Text SampleText(int number, Instant now, std::string_view body) {
  return {.key = {.lead = SampleLead(number),
                  .episode = 1,
                  .step = StepName::Parse("text_1").value(),
                  .attempt = 1},
          .from = SampleLine(),
          .text_class = TextClass::kResponse,
          .basis = Basis::kResponse,
          .decided_at = now,
          .send_by = now + std::chrono::hours{1},
          .body = std::string(body),
          .segments = 1};
}

void TransportConformance::SetUp() {
  in_test_ = GetParam().make();
  ASSERT_NE(in_test_.transport, nullptr);
  ASSERT_NE(in_test_.clock, nullptr);
  ASSERT_NE(in_test_.received, nullptr);
}

void TransportFaultConformance::SetUp() {
  TransportConformance::SetUp();
  ASSERT_NE(in_test().refuse, nullptr);
  ASSERT_NE(in_test().hang, nullptr);
  ASSERT_NE(in_test().release, nullptr);
}

void TransportConformance::TearDown() { Destroy(); }

void TransportConformance::Destroy() { in_test_.transport.reset(); }

TransportConformance::Sent TransportConformance::Send(const Text& text) {
  return Send(text, now() + std::chrono::minutes{1});
}

TransportConformance::Sent TransportConformance::Send(const Text& text, Instant deadline) {
  Sent sent{.text = text, .outcomes = std::make_shared<Answers<SendOutcome>>()};
  auto lent = std::make_unique<Text>(text);
  {
    const SendDone done = [outcomes = sent.outcomes](SendOutcome outcome) {
      outcomes->Add(std::move(outcome));
    };
    in_test_.transport->Send(*lent, deadline, done);
  }
  Spoil(*lent);
  return sent;
}

TransportConformance::Known TransportConformance::Lookup(const Text& text) {
  lookups_.push_back(std::make_shared<Known::element_type>());
  auto lent = std::make_unique<Text>(text);
  in_test_.transport->Lookup(*lent, now() + std::chrono::minutes{1},
                             [known = lookups_.back()](auto answer) { known->Add(answer); });
  Spoil(*lent);
  return lookups_.back();
}

std::vector<TransportConformance::Sent> TransportConformance::SendMany(int count) {
  constexpr int kStranger = 98;
  std::vector<Sent> sent;
  for (int i = 0; i < count; ++i) {
    sent.push_back(Send(SampleText(i, now(), "Text number " + std::to_string(i))));
    if (i % 3 == 2) Lookup(SampleText(kStranger, now()));
  }
  return sent;
}

SendOutcome TransportConformance::OutcomeOf(const Sent& sent) {
  const std::optional<SendOutcome> outcome = sent.outcomes->First(patience_);
  if (!outcome.has_value()) {
    patience_ = absl::ZeroDuration();
    ADD_FAILURE() << "no answer about " << sent.text.key.ToString();
    return {};
  }
  ExpectWhole(*outcome);
  return *outcome;
}

void TransportConformance::ExpectAccepted(const Sent& sent) {
  EXPECT_EQ(NameOf(OutcomeOf(sent).kind), NameOf(SendOutcome::Kind::kAccepted))
      << sent.text.key.ToString();
}

void TransportConformance::ExpectNotSent(const Sent& sent) {
  EXPECT_EQ(NameOf(OutcomeOf(sent).kind), NameOf(SendOutcome::Kind::kRetry))
      << sent.text.key.ToString();
}

void TransportConformance::ExpectAgreement(const std::vector<Sent>& sent) {
  for (const Known& known : lookups_) {
    if (!known->First(patience_).has_value()) patience_ = absl::ZeroDuration();
    EXPECT_EQ(known->count(), 1U) << "answers to one look-up";
  }
  std::vector<SendOutcome> outcomes;
  for (const Sent& one : sent) outcomes.push_back(OutcomeOf(one));
  const std::vector<ReceivedText> received = in_test_.received();
  for (std::size_t i = 0; i < sent.size(); ++i) {
    const Text& text = sent[i].text;
    SCOPED_TRACE(text.key.ToString());
    EXPECT_EQ(sent[i].outcomes->count(), 1U) << "answers about one text";
    const auto there = [&text](const ReceivedText& one) { return one.to == text.key.lead.phone; };
    const auto times = std::count_if(received.begin(), received.end(), there);
    if (outcomes[i].kind == SendOutcome::Kind::kAccepted) {
      EXPECT_EQ(times, 1) << "accepted";
    } else if (outcomes[i].kind == SendOutcome::Kind::kRetry) {
      EXPECT_EQ(times, 0) << "said not to have left";
    } else {
      EXPECT_LE(times, 1);
    }
    const auto first = std::find_if(received.begin(), received.end(), there);
    if (first != received.end()) {
      EXPECT_EQ(first->body, text.body);
    }
  }
}

}  // namespace textback
