// R73: any bytes are either a valid account or an error that says what is wrong. An account that
// was read is written again without losses.
//
// Input: the record, unchanged.
#include "textback/codec/account_record.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/fuzz.h"
#include "textback/engine/account_limits.h"

namespace textback::fuzz {
namespace {

void CheckError(const absl::Status& status) {
  const std::string_view message(status.message().data(), status.message().size());
  Require(absl::IsDataLoss(status) || absl::IsUnimplemented(status), "damage, or a newer version",
          message);
  Require(IsUtf8(message) && !HasControls(message), "an error can be shown", message);
  Require(message.find(absl::IsDataLoss(status) ? "backup" : "upgrade") != message.npos,
          "an error says what to do about it", message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const AccountId id = AccountId::Parse("northside").value();
  const absl::StatusOr<AccountRecord> record = ReadAccountRecord(id, bytes);
  if (!record.ok()) {
    CheckError(record.status());
    return 0;
  }
  Require(CheckAccountRecord(*record).ok(), "what was read is in range");
  std::string again;
  AppendAccountRecord(*record, again);
  const absl::StatusOr<AccountRecord> second = ReadAccountRecord(id, again);
  Require(second.ok() && *second == *record, "what was read is written as it was");
  // Either way: an answer, and nothing that is read outside of an array.
  static_cast<void>(BrakeOf(*record, kLatest));
  return 0;
}

}  // namespace textback::fuzz
