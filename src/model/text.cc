#include "textback/model/text.h"

#include <absl/strings/str_format.h>

#include <algorithm>

#include "model/hash.h"
#include "model/names.h"

namespace textback {
namespace {

constexpr Duration kLongestRetry = std::chrono::hours{24};

constexpr Names<3> kClassNames = {"response", "proactive", "service"};
constexpr Names<4> kVariantNames = {"plain", "known", "late", "voicemail"};
constexpr Names<7> kOutcomeNames = {"accepted", "retry",  "opted_out", "not_mobile",
                                    "refused",  "config", "ambiguous"};

}  // namespace

std::string_view NameOf(TextClass text_class) { return NameIn(kClassNames, text_class); }
std::optional<TextClass> TextClassFromName(std::string_view name) {
  return FromName<TextClass>(kClassNames, name);
}

std::string_view NameOf(Variant variant) { return NameIn(kVariantNames, variant); }
std::optional<Variant> VariantFromName(std::string_view name) {
  return FromName<Variant>(kVariantNames, name);
}

std::string_view NameOf(SendOutcome::Kind kind) { return NameIn(kOutcomeNames, kind); }
std::optional<SendOutcome::Kind> OutcomeFromName(std::string_view name) {
  return FromName<SendOutcome::Kind>(kOutcomeNames, name);
}

std::uint64_t StableHash(const LeadId& id) { return StableHash(id, {}); }

std::uint64_t StableHash(const LeadId& id, std::string_view salt) {
  // FNV-1a over the account and the salt, then a splitmix64 finish with the number: the same on
  // every machine.
  std::uint64_t hash = HashBytes(salt, HashBytes<std::uint64_t>(id.account.view()));
  hash ^= id.phone.packed() * 0x9E37'79B9'7F4A'7C15U;
  hash = (hash ^ (hash >> 30)) * 0xBF58'476D'1CE4'E5B9U;
  hash = (hash ^ (hash >> 27)) * 0x94D0'49BB'1331'11EBU;
  return hash ^ (hash >> 31);
}

std::string TextKey::ToString() const {
  return absl::StrFormat("%s/%s/%d/%s/%d", lead.account.view(), lead.phone.ToE164(), episode,
                         step.view(), attempt);
}

Instant AskAgainAt(const SendOutcome& outcome, Duration backoff, Instant now) {
  const Instant at = now + backoff;
  if (!IsPlausible(outcome.retry_at)) return at;
  return std::max(at, std::min(outcome.retry_at, now + kLongestRetry));
}

}  // namespace textback
