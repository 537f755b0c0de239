// Calls as JSON and as a proposal for the account file: what `textback calls` prints.
//
// Pure; thread-safe. Numbers are shown in full: this is a report for the owner of the log.
//
//   std::cout << CallToJson(call, owner == nullptr ? AccountId() : owner->id) << "\n";
#ifndef TEXTBACK_ADAPTERS_CALL_LOG_CALL_JSON_H_
#define TEXTBACK_ADAPTERS_CALL_LOG_CALL_JSON_H_

#include <span>
#include <string>

#include "textback/adapters/call_log/call_list.h"
#include "textback/calls/call.h"
#include "textback/model/id.h"
#include "textback/policy/account.h"

namespace textback {

// {"at":"...Z","from":"+1...","to":"+1...","direction":"inbound","outcome":"missed","legs":[...],
//  "answered":false,"answered_by":null,"talk_s":0,"missed":true,"account":"north","why":[...]}
// `account` empty: null.
std::string CallToJson(const Call& call, const AccountId& account);

// "summary":{...},"format":{...},"findings":[...],"lines":{...},"account_file":"...",
// "problems":[...],"notes":[...]: the rest of the object that begins with "calls".
std::string CallListToJson(const CallListResult& result, std::span<const Account> accounts);

// What to write into the account file, as YAML: lines, extensions, trunks and contexts that the log
// shows and that no account names. Empty: nothing.
std::string ProposeAccount(const CallListResult& result, std::span<const Account> accounts);

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_CALL_LOG_CALL_JSON_H_
