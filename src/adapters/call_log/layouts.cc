#include "adapters/call_log/layouts.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>

#include "adapters/call_log/values.h"

namespace textback {
namespace {

using enum CallLogColumn;

constexpr std::size_t kLeastNames = 3;  // known names that make a header

// Every column that Asterisk's cdr_csv can have: uniqueid and userfield, peeraccount, linkedid and
// sequence are optional.
constexpr std::array<CallLogColumn, kAsteriskLeast> kAsteriskHead = {
    kAccountCode, kFrom,  kTo,     kContext, kCallerId, kChannel, kPeerChannel, kApp,
    kData,        kStart, kAnswer, kEnd,     kDuration, kTalk,    kEnding,      kUnused};

bool HasParty(const Positions& at) {
  return at.Has(kFrom) || at.Has(kCallerId) || at.Has(kTo) || at.Has(kLine);
}

bool HasOutcome(const Positions& at) {
  return at.Has(kEnding) || at.Has(kAnswer) || at.Has(kTalk) || at.Has(kDuration) || at.Has(kEnd) ||
         at.Has(kReason);
}

bool Names(Fields fields, std::string_view word) {
  return std::any_of(fields.begin(), fields.end(),
                     [word](std::string_view field) { return FoldWord(field) == word; });
}

CallLogFormat FormatOfNames(Fields fields) {
  if (Names(fields, "calldate")) return CallLogFormat::kFreePbx;
  if (Names(fields, "chain") || Names(fields, "historyid")) return CallLogFormat::kThreeCx;
  if (Names(fields, "hangupcause") || Names(fields, "startstamp"))
    return CallLogFormat::kFreeSwitch;
  if ((Names(fields, "sid") || Names(fields, "callsid")) && Names(fields, "direction"))
    return CallLogFormat::kTwilio;
  if (Names(fields, "calltime") && Names(fields, "callerid")) return CallLogFormat::kThreeCxConsole;
  return CallLogFormat::kCsv;
}

// The same columns as a fixed layout has, so its rules for other column counts hold too.
bool IsOrderOf(std::span<const CallLogColumn> columns, std::span<const CallLogColumn> fixed) {
  return columns.size() >= kAsteriskLeast && columns.size() <= fixed.size() &&
         std::equal(columns.begin(), columns.begin() + kAsteriskLeast, fixed.begin());
}

}  // namespace

std::span<const FixedLayout> FixedLayouts() {
  static const std::vector<FixedLayout> kLayouts = [] {
    std::vector<CallLogColumn> switch_columns(kAsteriskHead.begin(), kAsteriskHead.end());
    switch_columns.insert(switch_columns.end(), {kId, kUnused});
    return std::vector<FixedLayout>{
        {CallLogFormat::kAsterisk, AsteriskColumns(kAsteriskMost), kAsteriskLeast},
        {CallLogFormat::kAsteriskCustom,
         {kCallerId, kFrom, kTo, kContext, kChannel, kPeerChannel, kApp, kData, kStart, kAnswer,
          kEnd, kDuration, kTalk, kEnding, kUnused, kAccountCode, kId, kUnused, kUnused},
         18},
        {CallLogFormat::kFreePbx,
         {kStart,  kCallerId, kFrom,     kTo,     kContext, kChannel,    kPeerChannel,
          kApp,    kData,     kDuration, kTalk,   kEnding,  kUnused,     kAccountCode,
          kId,     kUnused,   kLine,     kUnused, kUnused,  kCallerName, kUnused,
          kUnused, kUnused,   kGroup,    kUnused, kUnused},
         15},
        {CallLogFormat::kFreeSwitch,
         {kCallerName, kFrom, kTo, kContext, kStart, kAnswer, kEnd, kDuration, kTalk, kEnding, kId,
          kPeerId, kAccountCode, kUnused, kUnused},
         12},
        {CallLogFormat::kFreeSwitchAsterisk, switch_columns, 17},
        {CallLogFormat::kThreeCx,
         {kGroup,          kId,     kDuration,      kStart,       kAnswer,  kEnd,    kReason,
          kFrom,           kTo,     kFromExtension, kToExtension, kDialled, kUnused, kFinalNumber,
          kFinalExtension, kUnused, kUnused,        kUnused,      kUnused,  kChain},
         15},
    };
  }();
  return kLayouts;
}

const FixedLayout* FindFixedLayout(CallLogFormat format) {
  for (const FixedLayout& layout : FixedLayouts()) {
    if (layout.format == format) return &layout;
  }
  return nullptr;
}

std::vector<CallLogColumn> AsteriskColumns(std::size_t count) {
  static constexpr std::array<CallLogColumn, 1> k17 = {kTail};
  static constexpr std::array<CallLogColumn, 2> k18 = {kId, kUnused};
  static constexpr std::array<CallLogColumn, 3> k19 = {kUnused, kGroup, kUnused};
  static constexpr std::array<CallLogColumn, 4> k20 = {kTail, kUnused, kGroup, kUnused};
  static constexpr std::array<CallLogColumn, 5> k21 = {kId, kUnused, kUnused, kGroup, kUnused};
  std::span<const CallLogColumn> tail;
  if (count == 17) tail = k17;
  if (count == 18) tail = k18;
  if (count == 19) tail = k19;
  if (count == 20) tail = k20;
  if (count == 21) tail = k21;
  // One by one: g++ 12 at -O3 sees an overread in vector::insert that isn't there.
  std::vector<CallLogColumn> columns;
  columns.reserve(kAsteriskHead.size() + tail.size());
  for (const CallLogColumn column : kAsteriskHead) columns.push_back(column);
  for (const CallLogColumn column : tail) columns.push_back(column);
  return columns;
}

Positions::Positions(std::span<const CallLogColumn> columns) : Positions() {
  for (std::size_t i = 0; i < columns.size() && i < kNowhere; ++i) {
    std::uint8_t& at = at_[static_cast<std::size_t>(columns[i])];
    if (at == kNowhere) at = static_cast<std::uint8_t>(i);
  }
}

bool IsHeader(Fields fields) {
  std::size_t known = 0;
  std::size_t names = 0;
  for (const std::string_view field : fields) {
    const std::string_view text = TrimSpaces(field);
    if (text.empty()) continue;
    ++names;
    if (text.size() > 40) return false;
    if (ReadColumnName(text).has_value()) {
      ++known;
    } else if (ReadTime(text).has_value() || ReadLength(text).has_value()) {
      return false;
    }
  }
  return known >= kLeastNames && known * 2 > names;
}

std::vector<CallLogColumn> HeaderColumns(Fields fields) {
  std::vector<CallLogColumn> columns;
  for (const std::string_view field : fields) {
    columns.push_back(ReadColumnName(field).value_or(kUnused));
  }
  const bool has_start = std::count(columns.begin(), columns.end(), kStart) > 0;
  const bool has_time = std::count(columns.begin(), columns.end(), kTime) > 0;
  // A date alone, or a time alone, has both in it.
  for (CallLogColumn& column : columns) {
    if (has_start && (column == kDate || column == kTime)) column = kUnused;
    if (!has_start && !has_time && column == kDate) column = kStart;
  }
  const bool has_date = std::count(columns.begin(), columns.end(), kDate) > 0;
  if (!has_start && has_time && !has_date)
    std::replace(columns.begin(), columns.end(), kTime, kStart);
  return columns;
}

std::optional<CallLogLayout> LayoutOfHeader(Fields fields, char separator) {
  CallLogLayout layout{
      .separator = separator, .has_header = true, .columns = HeaderColumns(fields)};
  const Positions at(layout.columns);
  if (!(at.Has(kStart) || (at.Has(kDate) && at.Has(kTime))) || !HasParty(at) || !HasOutcome(at))
    return std::nullopt;
  layout.format = FormatOfNames(fields);
  for (const CallLogFormat fixed : {CallLogFormat::kAsterisk, CallLogFormat::kAsteriskCustom}) {
    if (layout.format == CallLogFormat::kCsv &&
        IsOrderOf(layout.columns, FindFixedLayout(fixed)->columns))
      layout.format = fixed;
  }
  layout.why = absl::StrFormat("its header line names %d columns as %s does", fields.size(),
                               CallLogFormatName(layout.format));
  return layout;
}

bool Fits(Fields fields, const Positions& at) {
  if (at.Has(kDate) && at.Has(kTime)) {
    return ReadTime(absl::StrFormat("%s %s", at.Get(fields, kDate), at.Get(fields, kTime)))
        .has_value();
  }
  if (!ReadTime(at.Get(fields, kStart)).has_value()) return false;
  for (const CallLogColumn column : {kAnswer, kEnd}) {
    const std::string_view text = at.Get(fields, column);
    if (!text.empty() && !ReadTime(text).has_value()) return false;
  }
  for (const CallLogColumn column : {kDuration, kTalk}) {
    const std::string_view text = at.Get(fields, column);
    if (!text.empty() && !ReadLength(text).has_value()) return false;
  }
  return true;
}

}  // namespace textback
