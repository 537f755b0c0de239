// R10, R71: the rows of one jurisdiction, and which of them apply where and when.
#include "textback/policy/rulebook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace textback {
namespace {

using std::chrono::local_days;
using std::chrono::year;
using ::testing::HasSubstr;

RulebookRow Row(std::string id) {
  RulebookRow row{.id = std::move(id), .citation = "a source", .as_of = year{2026} / 11 / 23};
  row.hours.fill({.open = 9 * 60, .close = 21 * 60});
  return row;
}

std::string ErrorOf(std::vector<RulebookRow> rows) {
  const auto made = Rulebooks::Make(std::move(rows));
  return made.ok() ? "no error" : std::string(made.status().message());
}

const local_days kChange{year{2026} / 10 / 18};

TEST(Rulebook, ChecksItsRows) {
  EXPECT_TRUE(CheckRow(Row("CA")).ok());
  const auto broken = [](auto mend) {
    RulebookRow row = Row("CA");
    mend(row);
    return !CheckRow(row).ok();
  };
  EXPECT_TRUE(broken([](RulebookRow& r) { r.hours[1] = {.open = 1200, .close = 600}; }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.hours[1] = {.open = 600, .close = 600}; }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.hours[1] = {.open = 600, .close = 1500}; }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.hours.fill({}); }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.response_hours.emplace(); }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.citation.clear(); }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.cap_per_day = 9; }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.inquiry_months = 0; }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.effective_from = r.effective_until = kChange; }));
}

TEST(Rulebook, OwnRowThenTheCountrysThenTheStrictest) {
  const auto books = Rulebooks::Make({Row("CA"), Row("CA-BC"), Row("unknown")}).value();
  EXPECT_EQ(books->For("CA-BC").id(), "CA-BC");
  EXPECT_EQ(books->For("CA-AB").id(), "CA");
  EXPECT_EQ(books->For("US-FL").id(), "unknown");
  EXPECT_EQ(books->For("").id(), "unknown");
  EXPECT_EQ(books->unknown().id(), "unknown");
}

TEST(Rulebook, WithoutAnUnknownRowTheFirstIsTheOneToFallBackOn) {
  const auto books = Rulebooks::Make({Row("CA"), Row("US")}).value();
  EXPECT_EQ(books->For("").id(), "CA");
}

// The row in force on the day applies; days without a row use the country's.
TEST(Rulebook, RowsChangeByTheDay) {
  RulebookRow old_row = Row("US-PA");
  old_row.effective_until = kChange;
  RulebookRow new_row = Row("US-PA");
  new_row.effective_from = kChange;
  new_row.hours.fill({.open = 9 * 60, .close = 19 * 60});
  RulebookRow oregon = Row("US-OR");
  oregon.effective_from = local_days{year{2026} / 1 / 1};
  const auto books = Rulebooks::Make({Row("unknown"), Row("US"), new_row, old_row, oregon}).value();
  const Rulebook& pa = books->For("US-PA");
  EXPECT_EQ(pa.RowOn(kChange - std::chrono::days{1}).hours[1].close, 21 * 60);
  EXPECT_EQ(pa.RowOn(kChange).hours[1].close, 19 * 60);
  EXPECT_EQ(books->For("US-OR").RowOn(local_days{year{2025} / 12 / 31}).id, "US");
  EXPECT_EQ(books->For("US-OR").RowOn(local_days{year{2026} / 1 / 1}).id, "US-OR");
}

TEST(Rulebook, AGapBetweenTwoRowsIsTheCountrys) {
  RulebookRow first = Row("US-PA");
  first.effective_until = kChange;
  RulebookRow second = Row("US-PA");
  second.effective_from = kChange + std::chrono::days{10};
  const auto books = Rulebooks::Make({Row("US"), first, second}).value();
  const Rulebook& pa = books->For("US-PA");
  EXPECT_EQ(pa.RowOn(kChange - std::chrono::days{1}).id, "US-PA");
  EXPECT_EQ(pa.RowOn(kChange).id, "US");
  EXPECT_EQ(pa.RowOn(kChange + std::chrono::days{9}).id, "US");
  EXPECT_EQ(pa.RowOn(kChange + std::chrono::days{10}).id, "US-PA");
}

TEST(Rulebook, OverlapsAndHolesAreRefused) {
  EXPECT_THAT(ErrorOf({}), HasSubstr("at least one row"));
  EXPECT_THAT(ErrorOf({Row("CA"), Row("CA")}), HasSubstr("holds on the same days"));
  RulebookRow later = Row("unknown");
  later.effective_from = kChange;
  EXPECT_THAT(ErrorOf({later, Row("CA")}), HasSubstr("must always hold"));
  RulebookRow earlier = Row("unknown");
  earlier.effective_until = kChange;
  EXPECT_THAT(ErrorOf({earlier, Row("CA")}), HasSubstr("must always hold"));
}

}  // namespace
}  // namespace textback
