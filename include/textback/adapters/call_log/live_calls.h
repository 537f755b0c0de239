// Calls as they happen, from a log that a switch is writing: the live source of an Asterisk or
// FreePBX machine without any webhook.
//
// Poll it a few times a second. A call is given out when it is over: at once if a person spoke,
// else when its rows have been quiet for a moment, and when the row of the caller's own channel is
// there: the legs of a queue are written while the caller still waits. If a row comes later all the
// same, the call is given out again, as what it is now; its event (calls/call_event.h) has another
// id then, and an answer that is written later still counts.
//
// What the log held before it was opened is used to tell phones from trunks, and isn't given out,
// unless it ended after `since`.
//
// Reads the disk. Not thread-safe.
//
//   absl::StatusOr<LiveCalls> live = LiveCalls::Open({.path = "Master.csv", .zone = zone,
//                                                     .accounts = accounts, .since = clock.Now()});
//   for (;;) {
//     absl::StatusOr<LiveNews> news = live->Poll(clock.Now());
//     for (const Call& call : news->calls) Submit(EventOf(call, owners.OwnerOf(call)->id));
//     if (!news->more) WaitAMoment();
//   }
#ifndef TEXTBACK_ADAPTERS_CALL_LOG_LIVE_CALLS_H_
#define TEXTBACK_ADAPTERS_CALL_LOG_LIVE_CALLS_H_

#include <absl/status/statusor.h>

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "textback/adapters/call_log/follower.h"
#include "textback/calls/call.h"
#include "textback/calls/call_joiner.h"
#include "textback/calls/phone_map.h"
#include "textback/policy/account.h"

namespace textback {

struct LiveCallsOptions {
  std::string path;
  std::string name;  // of the file, in messages; empty: its path
  CallLogFormat format = CallLogFormat::kAuto;
  std::shared_ptr<const Zone> zone;   // the log's clock
  std::span<const Account> accounts;  // what they say about their phones; read by Open only
  Instant since = Instant{};          // calls that ended before are not given out
  // How long the rows of a call are quiet until it is over.
  Duration quiet = std::chrono::seconds{3};
  // The same if the caller waits in a queue: the next try has no row yet.
  Duration quiet_in_queue = std::chrono::seconds{40};
  // A call whose caller's own row never comes is over then.
  Duration incomplete = std::chrono::hours{2};
};

struct LiveNews {
  std::vector<Call> calls;
  std::vector<CallLogProblem> problems;
  std::vector<std::string> notes;
  bool more = false;  // poll again at once
};

class LiveCalls {
 public:
  // Errors: those of CallLogFollower::Open, unchanged.
  static absl::StatusOr<LiveCalls> Open(const LiveCallsOptions& options);

  // `now`: by a clock that agrees with the switch's. Never waits. Errors: those of
  // CallLogFollower::Poll; poll again later, nothing is lost.
  absl::StatusOr<LiveNews> Poll(Instant now);

  const PhoneMap& phones() const { return map_; }

 private:
  LiveCalls(CallLogFollower follower, const LiveCallsOptions& options);
  bool IsOver(const RowGroup& group, Instant now) const;
  void KeepRecent(std::vector<RowGroup> groups);

  CallLogFollower follower_;
  LiveCallsOptions options_;
  PhoneMap map_;
  CallJoiner joiner_;
  std::vector<RowGroup> over_;  // calls that are over while there is more to read first
};

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_CALL_LOG_LIVE_CALLS_H_
