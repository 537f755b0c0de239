// What an earlier run left in a store, held against what the log says now. Private to simulation.
#ifndef TEXTBACK_SRC_SIMULATION_EARLIER_RUN_H_
#define TEXTBACK_SRC_SIMULATION_EARLIER_RUN_H_

#include <absl/status/statusor.h>

#include <map>
#include <string>
#include <vector>

#include "textback/engine/policy.h"
#include "textback/model/event.h"
#include "textback/ports/storage.h"

namespace textback {

struct EarlierRun {
  std::vector<Event> events;                  // from outside, in the order of the journal
  std::map<AccountId, std::string> accounts;  // as YAML, as they were last used
  Instant last = kNever;                      // of the last decision; kNever: the store is new
  bool other_events = false;  // not only calls of a log: somebody works with it live
};

absl::StatusOr<EarlierRun> ReadEarlierRun(Storage& storage);

// InvalidArgument: the log's zone or an account isn't what it was; the message names the setting.
absl::Status CheckSettings(const EarlierRun& earlier, const std::vector<Event>& events,
                           const Policies& policies, const std::string& store);

// Whether `events` say something about the time before `earlier.last` that the store doesn't know.
bool SaysMore(const EarlierRun& earlier, const std::vector<Event>& events);

// All that both say. A call that was answered after all isn't missed or unclear any more.
std::vector<Event> Together(const EarlierRun& earlier, const std::vector<Event>& events);

}  // namespace textback

#endif  // TEXTBACK_SRC_SIMULATION_EARLIER_RUN_H_
