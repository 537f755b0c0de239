// An account's record as bytes: what is written can be read, and anything else is an error.
#include "textback/codec/account_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::HasSubstr;

constexpr Instant kNow{std::chrono::milliseconds{1'795'190'400'000}};

AccountId Id() { return AccountId::Parse("northside").value(); }
PhoneNumber Line(std::string_view line) { return PhoneNumber::Parse(line).value(); }

std::string Bytes(const AccountRecord& record) {
  std::string bytes;
  AppendAccountRecord(record, bytes);
  return bytes;
}

std::string Hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char byte : bytes) {
    out += kDigits[static_cast<unsigned char>(byte) >> 4];
    out += kDigits[static_cast<unsigned char>(byte) & 0xF];
  }
  return out;
}

std::string Unhex(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return out;
}

// Busy() below, as version 1 writes it.
constexpr std::string_view kGolden =
    "01010370110102000300040600A4AFF9A10105068092E6F9A1011003E99B071103E89B071201"
    "28130B000164AC02A7FFFFFFFF0F20260000000000000000A4AFF9A101E8A7AFF9A101F77F95"
    "44030000D0ABAFF9A101B8AFAFF9A101210CA0B3AFF9A10188B7AFF9A10100";

AccountRecord Busy() {
  AccountRecord record{.account = Id(), .version = 70'000};
  record.switches = {.account_off = true, .all_off = true, .turned_at = kNow};
  record.refused_until = kNow + hours{1};
  record.volume.hour = 498'664;
  record.volume.tripped = 498'663;
  record.volume.usual = 40;
  record.volume.texts[0] = 1;
  record.volume.texts[100] = 300;
  record.volume.texts[kCountedHours - 1] = std::numeric_limits<std::uint32_t>::max();
  record.lines[PhoneNumber{}] = {.free_at = kNow, .queued = kNow + seconds{1}};
  record.lines[Line("+14035550199")] = {.free_at = kNow + seconds{2}, .queued = kNow + seconds{3}};
  record.all_lines = {.free_at = kNow + seconds{4}, .queued = kNow + seconds{5}};
  return record;
}

// R62, R64, R73
TEST(AccountRecordBytes, EveryFieldComesBack) {
  EXPECT_EQ(ReadAccountRecord(Id(), Bytes(Busy())).value(), Busy());
}

TEST(AccountRecordBytes, WhatIsAtItsDefaultTakesNoRoom) {
  const AccountRecord fresh{.account = Id()};
  EXPECT_EQ(Hex(Bytes(fresh)), "0100");
  EXPECT_EQ(ReadAccountRecord(Id(), Bytes(fresh)).value(), fresh);
}

TEST(AccountRecordBytes, ExtremesComeBack) {
  AccountRecord record{.account = Id(), .version = std::numeric_limits<std::uint64_t>::max()};
  record.switches.turned_at = kEarliest;
  record.refused_until = kLatest - Duration{1};
  record.volume.hour = 0;
  record.volume.texts.fill(std::numeric_limits<std::uint32_t>::max());
  for (std::uint64_t i = 0; i < 500; ++i) {
    record.lines[PhoneNumber::FromPacked(999'999'999'999'000 + i).value()] = {
        .free_at = kLatest - Duration{1}, .queued = kEarliest};
  }
  EXPECT_EQ(ReadAccountRecord(Id(), Bytes(record)).value(), record);
}

// Old records must stay readable for ever. To change these bytes, raise kAccountRecordVersion and
// keep these as a test of reading.
TEST(AccountRecordBytes, BytesAreThoseOfVersionOne) { EXPECT_EQ(Hex(Bytes(Busy())), kGolden); }

TEST(AccountRecordBytes, BytesOfVersionOneAreRead) {
  EXPECT_EQ(ReadAccountRecord(Id(), Unhex(kGolden)).value(), Busy());
}

// After a crash or on a bad disk: no prefix of a record is a valid record.
TEST(AccountRecordBytes, EveryTruncationIsDamage) {
  const std::string whole = Bytes(Busy());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const absl::Status status = ReadAccountRecord(Id(), whole.substr(0, size)).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << size << ": " << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("restore it from a backup"));
  }
}

// Whatever bit is flipped, nothing is read out of bounds, and accepted values are in range.
TEST(AccountRecordBytes, EveryFlippedByteIsRefusedOrInRange) {
  const std::string whole = Bytes(Busy());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (int value = 0; value < 256; ++value) {
      std::string bytes = whole;
      bytes[i] = static_cast<char>(value);
      const absl::StatusOr<AccountRecord> record = ReadAccountRecord(Id(), bytes);
      if (record.ok()) {
        EXPECT_TRUE(CheckAccountRecord(*record).ok()) << i << " " << value;
        EXPECT_EQ(ReadAccountRecord(Id(), Bytes(*record)).value(), *record);
      } else {
        EXPECT_TRUE(absl::IsDataLoss(record.status()) || absl::IsUnimplemented(record.status()));
      }
    }
  }
}

std::string Record(std::string_view fields) { return "\1" + std::string(fields) + '\0'; }
std::string Field(int tag, std::string_view value) {
  return std::string{static_cast<char>(tag), static_cast<char>(value.size())} + std::string(value);
}

TEST(AccountRecordBytes, ValuesThatCanNotBeAreDamage) {
  const std::string at(6, '\0');
  const std::string phone("\0\0\0\0\0\0\0", 7);
  const std::string never(6, '\xFF');
  const struct {
    int tag;
    std::string value;
    std::string name;
  } cases[] = {
      {4, "12345", "turned_at"},
      {5, never, "refused_until"},
      {16, std::string(8, '\x7F'), "volume.hour"},
      {17, std::string(5, '\x7F'), "volume.tripped"},
      {18, "12345", "usual"},
      {19, "\xA8\1", "texts"},                           // hour 168
      {19, "\1", "texts"},                               // no count
      {19, "\1\xFF\xFF\xFF\xFF\x7F", "texts"},           // more than 32 bits
      {32, phone + at, "lines"},                         // cut short
      {32, phone + at + at + phone + at + at, "lines"},  // a line twice
      {32, std::string(7, '\x7F') + at + at, "lines"},   // no phone number
      {32, phone + at + never, "lines"},
      {33, at + never, "all_lines"},
      {33, at + at + at, "all_lines"},
  };
  for (const auto& [tag, value, name] : cases) {
    SCOPED_TRACE(name);
    const absl::Status status = ReadAccountRecord(Id(), Record(Field(tag, value))).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(name));
  }
}

// R73: left alone, not reported as damaged
TEST(AccountRecordBytes, RecordsOfANewerVersionAreNotRead) {
  for (const std::string& bytes :
       {std::string("\2\0", 2), Record(Field(6, "1")), Record(Field(100, ""))}) {
    const absl::Status status = ReadAccountRecord(Id(), bytes).status();
    EXPECT_TRUE(absl::IsUnimplemented(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("upgrade textback"));
  }
}

}  // namespace
}  // namespace textback
