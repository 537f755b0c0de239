// R40, R41: how long a basis lasts and how the ledger folds.
#include "textback/model/consent.h"

#include <gtest/gtest.h>

namespace textback {
namespace {

Instant At(std::string_view text) { return ParseRfc3339(text).value(); }

// R40: months are clamped: six months after 31 August is the end of February.
TEST(Consent, MonthsAreClamped) {
  EXPECT_EQ(AddMonths(At("2026-08-31T10:00:00Z"), 6), At("2027-02-28T10:00:00Z"));
  EXPECT_EQ(AddMonths(At("2027-08-31T10:00:00Z"), 6), At("2028-02-29T10:00:00Z"));
  EXPECT_EQ(AddMonths(At("2026-11-20T10:00:00Z"), 24), At("2028-11-20T10:00:00Z"));
  EXPECT_EQ(AddMonths(At("2026-12-15T10:00:00Z"), 1), At("2027-01-15T10:00:00Z"));
}

// R40: the expiry is exclusive; a basis that was never given does not hold.
TEST(Consent, HoldsUntilItExpires) {
  ConsentState state;
  const Instant given = At("2026-11-20T10:00:00Z");
  EXPECT_FALSE(state.Holds(Basis::kInquiry, given));
  Apply({.basis = Basis::kInquiry, .at = given, .expires_at = AddMonths(given, 6)}, state);
  EXPECT_TRUE(state.Holds(Basis::kInquiry, given));
  EXPECT_FALSE(state.Holds(Basis::kInquiry, AddMonths(given, 6)));
  EXPECT_FALSE(state.Holds(Basis::kExpress, given));
}

// R41: a withdrawal is an entry too; a second inquiry extends a basis and never shortens it.
TEST(Consent, LedgerFolds) {
  const Instant given = At("2026-11-20T10:00:00Z");
  const std::vector<ConsentEntry> ledger = {
      {.basis = Basis::kExpress, .at = given, .evidence = "form"},
      {.basis = Basis::kInquiry, .at = given, .expires_at = AddMonths(given, 6)},
      {.basis = Basis::kInquiry, .at = given, .expires_at = AddMonths(given, 3)},
      {.basis = Basis::kExpress, .at = given, .withdrawn = true},
      {.basis = Basis::kResponse, .at = given},
  };
  const ConsentState state = Fold(ledger);
  EXPECT_FALSE(state.Holds(Basis::kExpress, given));
  EXPECT_FALSE(state.Holds(Basis::kResponse, given));
  EXPECT_EQ(state.ExpiresAt(Basis::kInquiry), AddMonths(given, 6));
}

TEST(Consent, NamesGoBothWays) {
  for (std::size_t i = 0; i < kBasisCount; ++i) {
    EXPECT_EQ(BasisFromName(NameOf(static_cast<Basis>(i))), static_cast<Basis>(i));
  }
  EXPECT_FALSE(BasisFromName("hope").has_value());
}

}  // namespace
}  // namespace textback
