#include "textback/calls/call_owner.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace textback {
namespace {

bool Holds(const std::vector<std::string>& names, std::string_view name) {
  return !name.empty() && std::find(names.begin(), names.end(), name) != names.end();
}

bool HasLine(const Account& account, PhoneNumber number) {
  return !number.withheld() &&
         std::find(account.lines.begin(), account.lines.end(), number) != account.lines.end();
}

// The log's account code as an id.
std::string CodeOf(std::string_view code) {
  std::string id(code.substr(0, AccountId::kMaxSize));
  for (char& c : id) {
    if (c < 0x21 || c > 0x7e) c = '-';
  }
  return id;
}

bool NamesPhones(const Account& account, const Call& call) {
  const PhoneSystem& phones = account.phones;
  return Holds(phones.inbound_contexts, call.context) ||
         Holds(phones.outbound_contexts, call.context) ||
         Holds(phones.internal_contexts, call.context) || Holds(phones.trunks, call.trunk) ||
         (!call.phone.empty() && MatchesAny(phones.extensions, call.phone)) ||
         (!call.answered_by.empty() && MatchesAny(phones.extensions, call.answered_by)) ||
         MatchesAny(phones.ring_groups, call.to) || MatchesAny(phones.extensions, call.to);
}

bool Called(const Account& account, const Call& call) {
  const CallerRead from = ReadCaller(call.from);
  return from.kind == MissedCall::Caller::kNumber && account.Owns(from.number);
}

}  // namespace

CallOwners::CallOwners(std::vector<Account> accounts) : accounts_(std::move(accounts)) {}

const Account* CallOwners::OwnerOf(const Call& call) const {
  const auto find = [this](auto matches) -> const Account* {
    const auto found = std::find_if(accounts_.begin(), accounts_.end(), matches);
    return found != accounts_.end() ? &*found : nullptr;
  };
  if (const Account* owner = find([&](const Account& a) { return HasLine(a, call.line); }))
    return owner;
  if (const std::string code = CodeOf(call.account_code); !code.empty()) {
    if (const Account* owner = find([&](const Account& a) { return a.id.view() == code; }))
      return owner;
  }
  if (const Account* owner = find([&](const Account& a) { return NamesPhones(a, call); }))
    return owner;
  if (call.direction == CallDirection::kOutbound) {
    if (const Account* owner = find([&](const Account& a) { return Called(a, call); }))
      return owner;
  }
  if (accounts_.size() != 1) return nullptr;
  // The one account names its lines, and a number was called that isn't among them.
  const bool other_line = !call.line.withheld() && !accounts_.front().lines.empty();
  return other_line ? nullptr : &accounts_.front();
}

std::string CallOwners::WhyNot(const Call& call) const {
  if (!call.line.withheld()) {
    return absl::StrFormat("no account has the line %s; add it to lines: of an account",
                           call.line.ToE164());
  }
  if (!call.account_code.empty()) {
    return absl::StrFormat(
        "no account has the id '%s', which the log gives as account code; name the account so",
        call.account_code.substr(0, 40));
  }
  return absl::StrFormat(
      "nothing tells whose call it is; name its context '%s', its trunk '%s' or what was called "
      "('%s') in an account: contexts:, trunks:, ring_groups: or extensions:",
      call.context.substr(0, 40), call.trunk.substr(0, 40), call.to.substr(0, 20));
}

absl::Status CheckOwners(std::span<const Account> accounts) {
  std::set<AccountId> ids;
  std::set<PhoneNumber> lines;
  for (const Account& account : accounts) {
    if (!ids.insert(account.id).second) {
      return absl::InvalidArgumentError(
          absl::StrFormat("two accounts have the id '%s'", account.id.view()));
    }
    for (const PhoneNumber line : account.lines) {
      if (lines.insert(line).second) continue;
      return absl::InvalidArgumentError(
          absl::StrFormat("account '%s': lines: another account has the line %s too",
                          account.id.view(), line.ToE164()));
    }
  }
  return absl::OkStatus();
}

void MadeAccounts::Add(const Call& call) {
  const std::string code = CodeOf(call.account_code);
  auto lines = std::find_if(all_.begin(), all_.end(),
                            [&code](const Lines& one) { return one.code == code; });
  if (lines == all_.end()) lines = all_.insert(all_.end(), {.code = code, .dialled = {}});
  if (call.direction != CallDirection::kInbound || call.line.withheld()) return;
  auto& dialled = lines->dialled;
  const auto known = std::find_if(dialled.begin(), dialled.end(),
                                  [&call](const auto& one) { return one.first == call.line; });
  if (known != dialled.end()) {
    ++known->second;
  } else {
    dialled.emplace_back(call.line, 1);
  }
}

std::vector<Account> MadeAccounts::Take(const std::shared_ptr<const Zone>& zone) {
  std::vector<Account> accounts;
  std::set<PhoneNumber> taken;
  for (const Lines& lines : all_) {
    std::string name = lines.code;
    if (name.empty()) {
      // Called by the line that most callers dial, so that a log which grows keeps its name.
      const auto most =
          std::max_element(lines.dialled.begin(), lines.dialled.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      name = most == lines.dialled.end() ? "account" : "line" + most->first.ToE164();
    }
    const absl::StatusOr<AccountId> id = AccountId::Parse(name);
    if (!id.ok()) continue;
    Account account{.id = *id,
                    .name = std::string(kPlaceholderBusiness),
                    .person = std::string(kPlaceholderPerson),
                    .rehearsal = true,
                    .zone = zone};
    for (const auto& [line, count] : lines.dialled) {
      if (taken.insert(line).second) account.lines.push_back(line);
    }
    accounts.push_back(std::move(account));
  }
  std::sort(accounts.begin(), accounts.end(),
            [](const Account& a, const Account& b) { return a.id < b.id; });
  return accounts;
}

}  // namespace textback
