#include "textback/model/account_record.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace textback {
namespace {

constexpr Instant kNow{std::chrono::milliseconds{1'795'190'400'000}};

// R62, R64, R74
TEST(AccountRecordTest, FreshAndBusyRecordsAreInRange) {
  AccountRecord record;
  EXPECT_TRUE(CheckAccountRecord(record).ok());
  record.switches = {.account_off = true, .all_off = true, .turned_at = kNow};
  record.refused_until = kNow;
  record.volume.hour = 0;
  record.volume.tripped = 498'664;
  record.lines[PhoneNumber{}] = {.free_at = kNow, .queued = kLatest - Duration{1}};
  EXPECT_TRUE(CheckAccountRecord(record).ok());
}

TEST(AccountRecordTest, RecordsOutOfRangeAreRefusedByTheNameOfTheField) {
  const struct {
    std::string field;
    std::function<void(AccountRecord&)> damage;
  } cases[] = {
      {"turned_at", [](AccountRecord& record) { record.switches.turned_at = kLatest; }},
      {"turned_at", [](AccountRecord& record) { record.switches.turned_at = FromMillis(-1); }},
      {"refused_until", [](AccountRecord& record) { record.refused_until = kNever; }},
      {"volume.hour", [](AccountRecord& record) { record.volume.hour = -2; }},
      {"volume.hour", [](AccountRecord& record) { record.volume.hour = 2'016'144; }},
      {"volume.tripped", [](AccountRecord& record) { record.volume.tripped = INT64_MAX; }},
      {"all_lines", [](AccountRecord& record) { record.all_lines.queued = kNever; }},
      {"lines", [](AccountRecord& record) { record.lines[{}].free_at = FromMillis(-1); }},
  };
  for (const auto& [field, damage] : cases) {
    AccountRecord record;
    damage(record);
    const absl::Status status = CheckAccountRecord(record);
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << field;
    EXPECT_NE(status.message().find(field), absl::string_view::npos) << status;
  }
}

}  // namespace
}  // namespace textback
