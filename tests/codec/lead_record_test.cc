// A lead as one record: what is written can be read, and anything else is an error.
#include "textback/codec/lead_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "codec/lead_fields.h"

namespace textback {
namespace {

using ::testing::HasSubstr;

constexpr Instant kNow{std::chrono::milliseconds{1'795'190'400'000}};

LeadId Id() {
  return {.account = AccountId::Parse("northside").value(),
          .phone = PhoneNumber::Parse("+14035550123").value()};
}

std::string Record(const Lead& lead) {
  std::string record;
  AppendLeadRecord(lead.profile, lead.state, record);
  return record;
}

template <class Visit>
void VisitLead(Lead& lead, Visit visit) {
  VisitFields(lead.profile, lead.state, visit);
}

// Gives each field a value that no other field has and that is not its default.
void Fill(bool& value, int) { value = true; }
void Fill(std::uint32_t& value, int n) { value = static_cast<std::uint32_t>(n) << (n % 4 * 8); }
void Fill(std::uint64_t& value, int n) { value = static_cast<std::uint64_t>(n) << 40; }
void Fill(Instant& value, int n) { value = kNow + std::chrono::minutes{n}; }
void Fill(std::uint8_t& value, int n) { value = static_cast<std::uint8_t>(n); }
void Fill(std::array<StepRecord, kMaxSteps>& value, int n) {
  for (std::size_t i = 0; i < kMaxSteps; i += 2) {
    value[i] = {.at = kNow + std::chrono::hours{n} + Duration{i},
                .attempt = std::uint32_t{1} << (4 * i),
                .fate = static_cast<StepFate>(1 + i / 2)};
  }
}
void Fill(PhoneNumber& value, int n) {
  value = PhoneNumber::FromPacked(14'035'550'100U + static_cast<std::uint64_t>(n)).value();
}
void Fill(std::string& value, int n) { value = "text " + std::to_string(n); }
void Fill(ConsentState& value, int n) {
  value.SetExpiry(Basis::kInquiry, kNow + std::chrono::hours{n});
  value.SetExpiry(Basis::kExpress, kNever);
}
template <std::size_t Size>
void Fill(std::array<Instant, Size>& value, int n) {
  for (std::size_t i = 0; i < Size; i += 2) value[i] = kNow + std::chrono::hours{n} + Duration{i};
}
template <class Tag, std::size_t Size>
void Fill(ShortId<Tag, Size>& value, int n) {
  value = ShortId<Tag, Size>::Parse("id-" + std::to_string(n)).value();
}
template <class Enum>
requires std::is_enum_v<Enum>
void Fill(Enum& value, int) { value = static_cast<Enum>(1); }

Lead FullLead() {
  Lead lead{.id = Id()};
  int n = 0;
  VisitLead(lead, [&n](std::uint32_t, std::string_view, auto& value) { Fill(value, ++n); });
  return lead;
}

// ------------------------------------------------------------------------------------------------
// the list

template <class Value>
void Clear(Value& value) {
  if constexpr (std::is_same_v<Value, Instant>) {
    value = kNever;
  } else {
    value = Value{};
  }
}

// R73: a member that is missing from the list would be lost at every step. Every byte of a state is
// set to 1, which is a valid value of every member; clearing the listed fields must clear
// everything.
TEST(LeadFields, EveryMemberOfTheStateIsInTheList) {
  static_assert(std::is_trivially_copyable_v<LeadState>);
  LeadState state;
  std::memset(static_cast<void*>(&state), 1, sizeof(state));
  LeadProfile profile;
  VisitFields(profile, state, [](std::uint32_t, std::string_view, auto& value) { Clear(value); });
  EXPECT_EQ(state, LeadState{});
}

// Fails to compile when a member is added: add it to the list, and a name here.
TEST(LeadFields, EveryMemberOfTheProfileIsInTheList) {
  const Lead full = FullLead();
  const auto& [name, trade, zone, region, postal_code, locale] = full.profile;
  EXPECT_NE(trade, TradeId{});
  for (const std::string* text : {&name, &zone, &region, &postal_code, &locale})
    EXPECT_FALSE(text->empty());
}

TEST(LeadFields, TagsAscendAndNamesAreDifferent) {
  Lead lead;
  std::uint32_t last = 0;
  std::set<std::string_view> names;
  VisitLead(lead, [&](std::uint32_t tag, std::string_view name, auto&) {
    EXPECT_GT(tag, last) << name;
    EXPECT_TRUE(names.insert(name).second) << name;
    last = tag;
  });
  EXPECT_LE(last, 0x3FFFU);
}

// ------------------------------------------------------------------------------------------------
// what is written

TEST(LeadRecord, EveryFieldComesBack) {
  const Lead lead = FullLead();
  EXPECT_EQ(ReadLeadRecord(Id(), Record(lead)).value(), lead);
}

TEST(LeadRecord, EveryFieldComesBackAlone) {
  Lead full = FullLead();
  std::uint32_t only = 0;
  const auto keep = [&only](std::uint32_t tag, std::string_view, auto& value) {
    if (tag != only) Clear(value);
  };
  std::set<std::string> records;
  VisitLead(full, [&](std::uint32_t tag, std::string_view name, auto&) {
    only = tag;
    Lead lead = FullLead();
    VisitLead(lead, keep);
    EXPECT_NE(lead, Lead{.id = Id()}) << name;
    EXPECT_EQ(ReadLeadRecord(Id(), Record(lead)).value(), lead) << name;
    EXPECT_TRUE(records.insert(Record(lead)).second) << name;
  });
}

// Also checks that the members' defaults are those of the format (record_values.h).
TEST(LeadRecord, LeadOfWhomNothingIsKnownIsTwoBytes) {
  EXPECT_EQ(Record(Lead{}), std::string("\3\0", 2));
  EXPECT_EQ(ReadLeadRecord(Id(), Record(Lead{})).value(), Lead{.id = Id()});
}

TEST(LeadRecord, ExtremesComeBack) {
  Lead lead{.id = Id()};
  lead.state.version = UINT64_MAX;
  lead.state.episode = UINT32_MAX;
  lead.state.sequence.due = kEarliest;
  lead.state.out.remind_at = kLatest;
  lead.state.sequence.steps.fill({.at = kNever, .attempt = UINT32_MAX, .fate = StepFate::kDropped});
  lead.state.line = PhoneNumber::FromPacked(999'999'999'999'999).value();
  lead.state.sequence.step = StepName::Parse(std::string(StepName::kMaxSize, 's')).value();
  lead.state.consent.SetExpiry(Basis::kPurchase, kLatest + std::chrono::hours{24 * 731});
  for (const std::size_t size : {63U, 64U, 65U, 127U, 128U, 600U, 70'000U}) {
    lead.profile.name = std::string(size, 'n');
    lead.profile.locale = "fr";
    EXPECT_EQ(ReadLeadRecord(Id(), Record(lead)).value(), lead) << size;
  }
}

TEST(LeadRecord, IsAppended) {
  std::string record = "before";
  AppendLeadRecord({}, {}, record);
  EXPECT_EQ(record, std::string("before\3\0", 8));
}

// ------------------------------------------------------------------------------------------------
// what can't be read

// A record of one field, or of several fields in a row.
std::string WithFields(std::string_view fields) {
  return std::string("\1") + std::string(fields) + '\0';
}

std::string Field(std::uint32_t tag, std::string_view value) {
  return std::string{static_cast<char>(tag), static_cast<char>(value.size())} + std::string(value);
}

absl::Status Refusal(std::string_view record) { return ReadLeadRecord(Id(), record).status(); }

// R73: a value that is never written is reported with the field's name and not used.
TEST(LeadRecord, ValuesThatCanNotBeAreDamage) {
  const std::string never(6, '\xFF');
  const struct {
    std::uint32_t tag;
    std::string value;
    std::string name;
  } cases[] = {
      {1, std::string(9, '\1'), "(version)"},
      {2, "\x09", "(phase)"},
      {2, "\xFF", "(phase)"},
      {2, "", "(phase)"},
      {2, std::string("\1\0", 2), "(phase)"},
      {3, "12345", "(wake_at)"},
      {3, "1234567", "(wake_at)"},
      {3, std::string("\0\0\0\0\0\x08", 6), "(wake_at)"},  // the year 2248
      {3, "\xFE" + std::string(5, '\xFF'), "(wake_at)"},
      {5, "\1", "(line)"},
      {5, std::string(8, '\xFF'), "(line)"},
      {6, "\1", "(marks.opted_out)"},
      {10, "\x02" + never.substr(1), "(consent)"},
      {10, "\x09" + never, "(consent)"},
      {10, "\x02" + never + "\x02", "(consent)"},
      {16, "12345", "(episode)"},
      {18, "\x04", "(inquiries.first)"},
      {19, "\x7F", "(inquiries.last)"},
      {32, "two words", "(sequence.step)"},
      {32, "", "(sequence.step)"},
      {32, std::string(StepName::kMaxSize + 1, 's'), "(sequence.step)"},
      {32, "caf\xC3\xA9", "(sequence.step)"},
      {40, "12345", "(sequence.steps)"},
      {40, "\x05\1" + never, "(sequence.steps)"},                  // no such fate
      {40, "\1\x80\x80\x80\x80\x10" + never, "(sequence.steps)"},  // attempt 2^32
      {40, "\1\1" + std::string(6, '\x7F'), "(sequence.steps)"},   // invalid instant
      {40, "\1\1" + never + "\1", "(sequence.steps)"},             // truncated
      {40, std::string(9 * 8, '\0'), "(sequence.steps)"},          // nine entries
      {41, std::string(4 * 6, '\0'), "(sequence.recent)"},
      {41, std::string(6, '\x7F'), "(sequence.recent)"},
      {48, "\x05", "(out.what)"},
      {49, "\x02", "(out.with)"},
      {56, "\x06", "(answer.kind)"},
      {59, "en-Latn-CA", "(answer.language)"},
      {64, "sam\n", "(attention.assigned)"},
      {85, "12", "(loop.burst)"},
      {97, "two words", "(trade)"},
  };
  for (const auto& [tag, value, name] : cases) {
    SCOPED_TRACE(name + " " + ::testing::PrintToString(value));
    const absl::Status status = Refusal(WithFields(Field(tag, value)));
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(name));
    EXPECT_THAT(std::string(status.message()), HasSubstr("restore it from a backup"));
  }
}

// An instant that no event can have is not silently turned into another one.
TEST(LeadRecord, InstantsOfNoEventAreRefused) {
  for (const Instant at :
       {Instant::min(), FromMillis(-1), FromMillis(std::int64_t{1} << 43), kNever - Duration{1}}) {
    Lead lead;
    lead.state.sequence.due = at;
    EXPECT_TRUE(absl::IsDataLoss(Refusal(Record(lead)))) << ToMillis(at);
  }
}

TEST(LeadRecord, BytesOfNoRecordAreDamage) {
  const std::string end(1, '\0');
  const std::vector<std::string> records = {
      "",
      end,
      end + end,                                              // version 0
      WithFields(Field(6, "")) + end,                         // more bytes after its end
      WithFields(Field(6, "") + Field(6, "")),                // a field twice
      WithFields(Field(7, "") + Field(6, "")),                // tags don't ascend
      std::string("\1\x20\x7Fstep", 7) + end,                 // longer than the record
      std::string("\1\x06\x80", 3),                           // a truncated length
      std::string("\1\xFF\xFF\x7F", 4) + end,                 // a tag that is too large
      "\1\x06" + std::string(11, '\xFF') + end,               // a length without an end
      "\1\x60" + std::string(8, '\xFF') + "\x01" + end + end  // a length of 2^63
  };
  for (const std::string& record : records)
    EXPECT_TRUE(absl::IsDataLoss(Refusal(record))) << ::testing::PrintToString(record);
}

TEST(LeadRecord, CutShortIsDamage) {
  const std::string record = Record(FullLead());
  for (std::size_t size = 0; size < record.size(); ++size)
    EXPECT_TRUE(absl::IsDataLoss(Refusal(std::string_view(record).substr(0, size)))) << size;
}

// A changed byte gives an error, or a lead with valid values.
TEST(LeadRecord, EveryByteFlipped) {
  const std::string record = Record(FullLead());
  std::size_t refused = 0;
  for (std::size_t i = 0; i < record.size(); ++i) {
    for (const int other : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
      std::string bytes = record;
      bytes[i] = static_cast<char>(bytes[i] ^ other);
      const absl::StatusOr<Lead> lead = ReadLeadRecord(Id(), bytes);
      if (!lead.ok()) {
        ++refused;
        ASSERT_TRUE(absl::IsDataLoss(lead.status()) || absl::IsUnimplemented(lead.status()));
        continue;
      }
      ASSERT_NE(NameOf(lead->state.phase), "?");
      ASSERT_NE(NameOf(lead->state.inquiries.first), "?");
      ASSERT_NE(NameOf(lead->state.inquiries.last), "?");
      ASSERT_NE(NameOf(lead->state.answer.kind), "?");
      ASSERT_NE(NameOf(lead->state.out.what), "?");
      ASSERT_NE(NameOf(lead->state.out.with), "?");
      for (const StepRecord& step : lead->state.sequence.steps) ASSERT_NE(NameOf(step.fate), "?");
      ASSERT_LE(lead->profile.trade.view().size(), TradeId::kMaxSize);
      ASSERT_EQ(ReadLeadRecord(Id(), Record(*lead)).value(), *lead);
    }
  }
  EXPECT_GT(refused, record.size());
}

// ------------------------------------------------------------------------------------------------
// what a newer version wrote

TEST(LeadRecord, UnknownFieldIsFromTheFuture) {
  const std::string opted_out = Field(6, "");
  const std::string far = "\x80\x01\x03new";  // tag 128
  const struct {
    std::string record;
    std::string field;
  } cases[] = {
      {WithFields(Field(12, "new")), "field 12"},
      {WithFields(opted_out + Field(15, "") + Field(96, "Dana")), "field 15"},
      {WithFields(opted_out + Field(127, std::string(100, 'x'))), "field 127"},
      {WithFields(opted_out + far), "field 128"},
      // with a new enum value that the field brought
      {WithFields(Field(2, "\x09") + far), "field 128"},
  };
  for (const auto& [record, field] : cases) {
    const absl::Status status = Refusal(record);
    EXPECT_TRUE(absl::IsUnimplemented(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(field));
    EXPECT_THAT(std::string(status.message()), HasSubstr("upgrade textback"));
  }
}

// Of a newer version only the first byte is known.
TEST(LeadRecord, NewerVersionIsFromTheFuture) {
  std::string record = Record(FullLead());
  for (const int version : {kLeadRecordVersion + 1, 255}) {
    record[0] = static_cast<char>(version);
    for (const std::size_t size : {record.size(), std::size_t{1}}) {
      const absl::Status status = Refusal(std::string_view(record).substr(0, size));
      EXPECT_TRUE(absl::IsUnimplemented(status)) << status;
      EXPECT_THAT(std::string(status.message()), HasSubstr("version is"));
    }
  }
}

// A truncated field is damage, whichever version wrote it.
TEST(LeadRecord, UnknownFieldThatIsCutShortIsDamage) {
  const std::string record = WithFields(Field(6, "") + Field(127, "something new"));
  for (std::size_t size = 0; size < record.size(); ++size)
    EXPECT_TRUE(absl::IsDataLoss(Refusal(std::string_view(record).substr(0, size)))) << size;
}

}  // namespace
}  // namespace textback
