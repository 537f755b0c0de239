#include "textback/model/consent.h"

#include <algorithm>

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<kBasisCount> kBasisNames = {"none",           "response", "inquiry",
                                            "purchase",       "quote",    "transaction",
                                            "referral_first", "express",  "request"};

// kInquiry is the first basis that is kept. The ones before it wrap around to an invalid index.
std::size_t PlaceOf(Basis basis) {
  return static_cast<std::size_t>(basis) - static_cast<std::size_t>(Basis::kInquiry);
}

}  // namespace

std::string_view NameOf(Basis basis) { return NameIn(kBasisNames, basis); }

std::optional<Basis> BasisFromName(std::string_view name) {
  return FromName<Basis>(kBasisNames, name);
}

bool ConsentState::Holds(Basis basis, Instant now) const { return now < ExpiresAt(basis); }

Instant ConsentState::ExpiresAt(Basis basis) const {
  const std::size_t index = PlaceOf(basis);
  return index < expires_at_.size() ? expires_at_[index] : Instant{};
}

void ConsentState::SetExpiry(Basis basis, Instant expires_at) {
  const std::size_t index = PlaceOf(basis);
  if (index < expires_at_.size()) expires_at_[index] = expires_at;
}

void Apply(const ConsentEntry& entry, ConsentState& state) {
  if (entry.basis == Basis::kNone || entry.basis == Basis::kResponse) return;
  if (entry.withdrawn) {
    state.SetExpiry(entry.basis, Instant{});
  } else {
    state.SetExpiry(entry.basis, std::max(entry.expires_at, state.ExpiresAt(entry.basis)));
  }
}

ConsentState Fold(std::span<const ConsentEntry> ledger) {
  ConsentState state;
  for (const ConsentEntry& entry : ledger) Apply(entry, state);
  return state;
}

Instant AddMonths(Instant at, int months) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day from{day};
  const std::chrono::year_month month = from.year() / from.month() + std::chrono::months{months};
  const std::chrono::day last = (month / std::chrono::last).day();
  return std::chrono::sys_days{month / std::min(from.day(), last)} + (at - day);
}

}  // namespace textback
