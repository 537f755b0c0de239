// Many leads in memory: what a policy does with a million of them, in a minute.
//
// Each lead is played from its first event to `until`, with its wake-ups, and with a carrier that
// accepts every text at once. Then its state is kept as a record (codec/lead_record.h). Leads are
// played one after the other: `Step` sees one lead at a time, so the order between leads changes
// nothing. Limits of the whole account (rates, brakes, R62, R64) are left out, and there is no
// journal: reasons and tasks are counted, not kept.
//
// For forecasts and for measuring the engine. To look at a single lead, use scenario.h. Not
// thread-safe: use one fleet per thread.
//
//   Fleet fleet(policy, end_of_january);
//   for (...) fleet.Play(lead, its_events);
//   std::cout << fleet.counts().texts << " texts\n";
#ifndef TEXTBACK_SIMULATION_FLEET_H_
#define TEXTBACK_SIMULATION_FLEET_H_

#include <absl/status/statusor.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "textback/engine/policy.h"
#include "textback/model/decision.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"

namespace textback {

struct FleetCounts {
  std::uint64_t events = 0;  // steps: events, wake-ups, outcomes of texts
  std::uint64_t texts = 0;
  std::uint64_t segments = 0;
  std::uint64_t held = 0;
  std::uint64_t dropped = 0;
  std::uint64_t tasks = 0;
  std::uint64_t reasons = 0;
};

class Fleet {
 public:
  Fleet(std::shared_ptr<const Policy> policy, Instant until);

  // Plays one more lead. `events` are its events in order of `received_at`; those after `until` are
  // ignored. InvalidArgument: one of them is a wake-up or belongs to another lead; nothing is
  // played.
  absl::Status Play(const LeadId& lead, std::span<const Event> events);

  // Makes room for this many leads at once, so that none is copied while memory grows. Optional.
  void Reserve(std::size_t leads);

  const FleetCounts& counts() const { return counts_; }
  std::size_t size() const { return leads_.size(); }
  Lead At(std::size_t index) const;  // its state at `until`; without its profile
  std::size_t bytes() const;         // memory of all leads

 private:
  struct Kept {
    PhoneNumber phone;
    std::uint64_t begin;  // of its record, in records_
  };
  void RunUntil(Instant until);
  void Apply(const Event& event, Instant now);
  void Decide(const Event& event, Instant now);
  void Count(const Decision& decision);
  const LeadState& state() const { return decisions_[last_].next; }

  std::shared_ptr<const Policy> policy_;
  Instant until_;
  FleetCounts counts_;
  // Of the lead that is played. Events and decisions are reused, because they have strings.
  LeadId id_;
  LeadProfile profile_;
  Event wake_;
  Event settled_;
  std::array<Decision, 2> decisions_;  // the last one, and room for the next
  std::size_t last_ = 0;
  std::vector<Kept> leads_;
  std::string records_;
};

}  // namespace textback

#endif  // TEXTBACK_SIMULATION_FLEET_H_
