// R40-R42: bases, their months by rulebook, and the readings of consent.
#include "textback/policy/permission.h"

#include <gtest/gtest.h>

#include "textback/config/place_data.h"

namespace textback {
namespace {

Instant At(std::string_view text) { return ParseRfc3339(text).value(); }

ConsentState With(Basis basis, std::string_view until) {
  ConsentState state;
  Apply({.basis = basis, .at = At("2026-11-01T12:00:00Z"), .expires_at = At(until)}, state);
  return state;
}

class PermissionTest : public ::testing::Test {
 protected:
  Candidates Of(std::string_view number) const {
    return places_->Locate({.phone = PhoneNumber::Parse(number).value()}, home_).candidates;
  }
  std::shared_ptr<const Places> places_ = BuiltInPlaces().value();
  std::shared_ptr<const Zone> edmonton_ = Zone::Load("America/Edmonton").value();
  std::array<const Zone*, 1> home_ = {edmonton_.get()};
};

// R42: every need with both readings and every single basis.
TEST_F(PermissionTest, WhichBasisCarriesWhat) {
  const Instant now = At("2026-12-01T12:00:00Z");
  struct Line {
    Basis basis;
    bool inquiry, cautious, statutory, express, quote, transaction, referral;
  };
  const Line lines[] = {
      {Basis::kExpress, true, true, true, true, true, true, true},
      {Basis::kInquiry, true, false, true, false, false, false, false},
      {Basis::kPurchase, true, false, true, false, false, false, false},
      {Basis::kQuote, false, false, false, false, true, false, false},
      {Basis::kTransaction, false, false, false, false, false, true, false},
      {Basis::kReferralFirst, false, false, false, false, false, false, true},
  };
  const auto grants = [&](Need need, const ConsentState& state, ConsentReading reading) {
    return Permit(need, state, reading, now).granted();
  };
  const ConsentReading cautious = ConsentReading::kCautious;
  const ConsentReading statutory = ConsentReading::kStatutory;
  for (const Line& line : lines) {
    const ConsentState state = With(line.basis, "2027-01-01T00:00:00Z");
    const std::string_view name = NameOf(line.basis);
    EXPECT_EQ(grants(Need::kInquiry, state, cautious), line.inquiry) << name;
    EXPECT_EQ(grants(Need::kFollowUp, state, cautious), line.cautious) << name;
    EXPECT_EQ(grants(Need::kFollowUp, state, statutory), line.statutory) << name;
    EXPECT_EQ(grants(Need::kExpress, state, statutory), line.express) << name;
    EXPECT_EQ(grants(Need::kQuote, state, cautious), line.quote) << name;
    EXPECT_EQ(grants(Need::kTransaction, state, cautious), line.transaction) << name;
    EXPECT_EQ(grants(Need::kReferral, state, cautious), line.referral) << name;
    EXPECT_TRUE(grants(Need::kResponse, state, cautious)) << name;
    const ConsentState expired = With(line.basis, "2026-12-01T12:00:00Z");
    EXPECT_FALSE(grants(Need::kInquiry, expired, statutory)) << name;
  }
}

// R40: six months in Canada, three in the USA; if several places are possible, the strictest.
TEST_F(PermissionTest, MonthsAreTheStrictestRulebooks) {
  const Instant at = At("2026-11-20T12:00:00Z");
  EXPECT_EQ(TermsAt(Of("403-555-0123"), at).inquiry_months, 6);
  EXPECT_EQ(TermsAt(Of("403-555-0123"), at).purchase_months, 24);
  EXPECT_EQ(TermsAt(Of("305-555-0123"), at).inquiry_months, 3);
  EXPECT_EQ(TermsAt(Of("305-555-0123"), at).purchase_months, 18);
  EXPECT_EQ(TermsAt(Of("800-555-0123"), at).inquiry_months, 3);
  EXPECT_EQ(TermsAt(Of("800-555-0123"), at).cap_row->id, "unknown");
}

// Pennsylvania's relationship lasts 12 months from 2026-10-18 on: the row in force counts.
TEST_F(PermissionTest, MonthsFollowTheRowInForce) {
  EXPECT_EQ(TermsAt(Of("215-555-0123"), At("2026-10-17T12:00:00Z")).purchase_months, 18);
  EXPECT_EQ(TermsAt(Of("215-555-0123"), At("2026-10-18T12:00:00Z")).purchase_months, 12);
}

// R40: months are clamped and end at the start of the day in the recipient's zone.
TEST_F(PermissionTest, ExpiryIsTheBeginningOfTheClampedDay) {
  const Candidates calgary = Of("403-555-0123");
  EXPECT_EQ(ExpiryOf(At("2026-08-31T20:00:00-06:00"), 6, calgary), At("2027-02-28T00:00:00-06:00"));
  EXPECT_EQ(ExpiryOf(At("2027-08-31T20:00:00-06:00"), 6, calgary), At("2028-02-29T00:00:00-06:00"));
  // 23:30 in Calgary is the next day in UTC: the recipient's day counts.
  EXPECT_EQ(ExpiryOf(At("2026-11-20T23:30:00-06:00"), 6, calgary), At("2027-05-20T00:00:00-06:00"));
  // With two zones, the one where the day starts first.
  EXPECT_EQ(ExpiryOf(At("2026-11-20T12:00:00Z"), 3, Of("850-555-0123")),
            At("2027-02-20T00:00:00-05:00"));
}

}  // namespace
}  // namespace textback
