#include "textback/codec/account_record.h"

#include <absl/strings/str_cat.h>

#include <array>
#include <limits>
#include <optional>

#include "codec/record_fields.h"

namespace textback {
namespace {

constexpr record::Format kFormat = {.of = "account", .version = kAccountRecordVersion};

// A phone number of at most 15 digits. The two instants of its lane follow.
constexpr std::size_t kPhoneBytes = 7;
constexpr std::size_t kLineBytes = kPhoneBytes + 2 * record::kInstantBytes;

// The fields as they are written. Hours count from 1, so that 0 means none. Instants for which the
// epoch means "unknown" are stored in arrays, because an absent array reads as epochs.
struct Fields {
  std::uint64_t version = 0;
  bool account_off = false;
  bool all_off = false;
  Instant turned_at = kNever;
  std::array<Instant, 1> refused_until = {};
  std::uint64_t hour = 0;
  std::uint64_t tripped = 0;
  std::uint32_t usual = 0;
  std::string texts;
  std::string lines;
  std::array<Instant, 2> all_lines = {};
  std::string away;

  // Retired tags: none.
  template <class Self, class Visit>
  static void ForEach(Self& self, Visit visit) {
    visit(1, "version", self.version);
    visit(2, "account_off", self.account_off);
    visit(3, "all_off", self.all_off);
    visit(4, "turned_at", self.turned_at);
    visit(5, "refused_until", self.refused_until);
    visit(16, "hour", self.hour);
    visit(17, "tripped", self.tripped);
    visit(18, "usual", self.usual);
    visit(19, "texts", self.texts);
    visit(32, "lines", self.lines);
    visit(33, "all_lines", self.all_lines);
    visit(48, "away", self.away);
  }
};

// For each hour with texts: its number and the count.
std::string WriteTexts(const std::array<std::uint32_t, kCountedHours>& texts) {
  static_assert(kCountedHours <= 256);
  std::string out;
  for (std::size_t hour = 0; hour < kCountedHours; ++hour) {
    if (texts[hour] == 0) continue;
    out += static_cast<char>(hour);
    record::AppendVarint(out, texts[hour]);
  }
  return out;
}

bool ReadTexts(std::string_view rest, std::array<std::uint32_t, kCountedHours>& texts) {
  while (!rest.empty()) {
    const auto hour = static_cast<std::uint8_t>(rest.front());
    rest.remove_prefix(1);
    const std::optional<std::uint64_t> count = record::TakeVarint(rest);
    if (hour >= kCountedHours || !count.has_value()) return false;
    if (*count > std::numeric_limits<std::uint32_t>::max()) return false;
    texts[hour] = static_cast<std::uint32_t>(*count);
  }
  return true;
}

std::string WriteLines(const std::map<PhoneNumber, Lane>& lines) {
  std::string out;
  for (const auto& [line, lane] : lines) {
    record::AppendLow(out, line.packed(), kPhoneBytes);
    record::AppendLow(out, record::BitsOf(lane.free_at), record::kInstantBytes);
    record::AppendLow(out, record::BitsOf(lane.queued), record::kInstantBytes);
  }
  return out;
}

bool ReadLines(std::string_view rest, std::map<PhoneNumber, Lane>& lines) {
  for (; rest.size() >= kLineBytes; rest.remove_prefix(kLineBytes)) {
    PhoneNumber line;
    std::array<Instant, 2> lane;
    if (!record::Get(rest.substr(0, kPhoneBytes), line)) return false;
    if (!record::Get(rest.substr(kPhoneBytes, 2 * record::kInstantBytes), lane)) return false;
    if (!lines.emplace(line, Lane{.free_at = lane[0], .queued = lane[1]}).second) return false;
  }
  return rest.empty();
}

std::string WriteAway(const std::vector<Away>& all) {
  std::string out;
  for (const Away& away : all) {
    record::AppendText(out, away.person.view());
    record::AppendVarint(out, static_cast<std::uint64_t>(away.why));
    record::AppendLow(out, record::BitsOf(away.since), record::kInstantBytes);
    record::AppendLow(out, record::BitsOf(away.until), record::kInstantBytes);
  }
  return out;
}

bool ReadAway(std::string_view rest, std::vector<Away>& all) {
  while (!rest.empty()) {
    Away away;
    const std::optional<std::string_view> person = record::TakeText(rest);
    if (!person.has_value() || rest.size() < 1 + 2 * record::kInstantBytes) return false;
    if (!person->empty() && !record::Get(*person, away.person)) return false;
    if (!record::Get(rest.substr(0, 1), away.why)) return false;
    if (!record::Get(rest.substr(1, record::kInstantBytes), away.since)) return false;
    rest.remove_prefix(1 + record::kInstantBytes);
    if (!record::Get(rest.substr(0, record::kInstantBytes), away.until)) return false;
    rest.remove_prefix(record::kInstantBytes);
    all.push_back(away);
  }
  return true;
}

std::uint64_t WriteHour(std::int64_t hour) { return static_cast<std::uint64_t>(hour + 1); }
std::int64_t ReadHour(std::uint64_t hour) { return static_cast<std::int64_t>(hour - 1); }

}  // namespace

void AppendAccountRecord(const AccountRecord& record, std::string& bytes) {
  const Fields fields{.version = record.version,
                      .account_off = record.switches.account_off,
                      .all_off = record.switches.all_off,
                      .turned_at = record.switches.turned_at,
                      .refused_until = {record.refused_until},
                      .hour = WriteHour(record.volume.hour),
                      .tripped = WriteHour(record.volume.tripped),
                      .usual = record.volume.usual,
                      .texts = WriteTexts(record.volume.texts),
                      .lines = WriteLines(record.lines),
                      .all_lines = {record.all_lines.free_at, record.all_lines.queued},
                      .away = WriteAway(record.away)};
  record::WriteFields(
      kFormat, [&](auto visit) { Fields::ForEach(fields, visit); }, bytes);
}

absl::StatusOr<AccountRecord> ReadAccountRecord(const AccountId& account, std::string_view bytes) {
  Fields fields;
  const absl::Status status = record::ReadFields(
      kFormat, [&](auto visit) { Fields::ForEach(fields, visit); }, bytes);
  if (!status.ok()) return status;
  AccountRecord record{.account = account, .version = fields.version};
  record.switches = {
      .account_off = fields.account_off, .all_off = fields.all_off, .turned_at = fields.turned_at};
  record.refused_until = fields.refused_until[0];
  record.volume.hour = ReadHour(fields.hour);
  record.volume.tripped = ReadHour(fields.tripped);
  record.volume.usual = fields.usual;
  record.all_lines = {.free_at = fields.all_lines[0], .queued = fields.all_lines[1]};
  if (!ReadTexts(fields.texts, record.volume.texts))
    return record::WrongValue(kFormat, 19, "texts");
  if (!ReadLines(fields.lines, record.lines)) return record::WrongValue(kFormat, 32, "lines");
  if (!ReadAway(fields.away, record.away)) return record::WrongValue(kFormat, 48, "away");
  const absl::Status checked = CheckAccountRecord(record);
  if (!checked.ok()) return record::Damaged(kFormat, std::string(checked.message()));
  return record;
}

}  // namespace textback
