// Which account a call belongs to.
//
// With account files: the account with the line that was called; else the one whose id is the log's
// account code; else the one that names the phone, trunk, context or group of the call; else, if
// there is only one account and nothing says otherwise, that one.
// Without: accounts are made from the log, one for each account code. A log without codes is one
// business. Such accounts have no name of their own: texts show a visible placeholder, and a store
// made for them is refused by whatever sends.
//
// Immutable once made; pure, thread-safe.
//
//   CallOwners owners(accounts);
//   const Account* owner = owners.OwnerOf(call);
#ifndef TEXTBACK_CALLS_CALL_OWNER_H_
#define TEXTBACK_CALLS_CALL_OWNER_H_

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "textback/calls/call.h"
#include "textback/policy/account.h"
#include "textback/policy/zone.h"

namespace textback {

// What stands in the place of names that nobody gave.
inline constexpr std::string_view kPlaceholderBusiness = "[business]";
inline constexpr std::string_view kPlaceholderPerson = "[name]";

class CallOwners {
 public:
  // REQUIRES: ids and lines are unique; LoadAccounts and CheckOwners see to that.
  explicit CallOwners(std::vector<Account> accounts);

  // Null: no account can be told. Show WhyNot, and leave the call out.
  const Account* OwnerOf(const Call& call) const;
  // "no account has the line +14035550198; add it to lines: of an account"
  std::string WhyNot(const Call& call) const;

  const std::vector<Account>& accounts() const { return accounts_; }

 private:
  std::vector<Account> accounts_;
};

// InvalidArgument: two accounts have the same id or the same line.
absl::Status CheckOwners(std::span<const Account> accounts);

// Accounts for a log that came without an account file. Add every call first, then Take.
class MadeAccounts {
 public:
  void Add(const Call& call);
  // `zone`: an account needs one, but leads are never held to it (R11); UTC is fine.
  std::vector<Account> Take(const std::shared_ptr<const Zone>& zone);

 private:
  struct Lines {
    std::string code;
    std::vector<std::pair<PhoneNumber, std::size_t>> dialled;
  };
  std::vector<Lines> all_;
};

}  // namespace textback

#endif  // TEXTBACK_CALLS_CALL_OWNER_H_
