#include "textback/adapters/call_log/live_calls.h"

#include <algorithm>
#include <utility>

#include "textback/calls/channel.h"
#include "textback/calls/judge.h"

namespace textback {
namespace {

Instant EndOf(const RowGroup& group) {
  Instant end = Instant::min();
  for (const CallRow& row : group.rows) end = std::max(end, row.end);
  return end;
}

// The row of the caller's own channel: without it only legs are known, and the call may go on.
bool HasCaller(const RowGroup& group) {
  return std::any_of(group.rows.begin(), group.rows.end(), [](const CallRow& row) {
    return !row.has_channels || !ReadChannel(row.channel).local();
  });
}

bool InQueue(const RowGroup& group) {
  return std::any_of(group.rows.begin(), group.rows.end(),
                     [](const CallRow& row) { return row.app == "Queue"; });
}

}  // namespace

LiveCalls::LiveCalls(CallLogFollower follower, const LiveCallsOptions& options)
    : follower_(std::move(follower)), options_(options), map_(options.accounts) {
  options_.accounts = {};
}

absl::StatusOr<LiveCalls> LiveCalls::Open(const LiveCallsOptions& options) {
  absl::StatusOr<CallLogFollower> follower = CallLogFollower::Open(
      options.path, options.zone, {.format = options.format, .name = options.name}, std::nullopt);
  if (!follower.ok()) return follower.status();
  return LiveCalls(*std::move(follower), options);
}

bool LiveCalls::IsOver(const RowGroup& group, Instant now) const {
  const Duration quiet = now - EndOf(group);
  if (!HasCaller(group)) return quiet >= options_.incomplete;
  if (JudgeCall(group, map_).outcome == CallOutcome::kServed) return true;
  return quiet >= (InQueue(group) ? options_.quiet_in_queue : options_.quiet);
}

absl::StatusOr<LiveNews> LiveCalls::Poll(Instant now) {
  absl::StatusOr<CallLogNews> read = follower_.Poll();
  if (!read.ok()) return read.status();
  LiveNews news{
      .problems = std::move(read->problems), .notes = std::move(read->notes), .more = read->more};
  std::vector<RowGroup> over;
  for (CallRow& row : read->rows) {
    map_.Observe(row);
    joiner_.Add(std::move(row), over);
  }
  KeepRecent(std::move(over));
  if (!read->rows.empty()) map_.Infer();
  if (read->more) return news;  // first all that is there, so that nothing is judged too early
  over.clear();
  joiner_.Settled([this, now](const RowGroup& group) { return IsOver(group, now); }, over);
  KeepRecent(std::move(over));
  for (const RowGroup& group : over_) news.calls.push_back(JudgeCall(group, map_));
  over_.clear();
  return news;
}

void LiveCalls::KeepRecent(std::vector<RowGroup> groups) {
  for (RowGroup& group : groups) {
    if (EndOf(group) >= options_.since) over_.push_back(std::move(group));
  }
}

}  // namespace textback
