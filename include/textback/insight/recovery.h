// The results of a run over a call log: the figures that a contractor asks for first.
//
// Counted from the timeline, which is read from the journal: two runs over the same store give
// exactly the same figures.
#ifndef TEXTBACK_INSIGHT_RECOVERY_H_
#define TEXTBACK_INSIGHT_RECOVERY_H_

#include <cstddef>
#include <map>
#include <string>

#include "textback/insight/timeline.h"

namespace textback {

struct Recovery {
  std::size_t calls = 0;  // answered, missed and unclear, outgoing talks included
  std::size_t missed = 0;
  std::size_t episodes = 0;                    // inquiries that opened one
  std::map<std::string, std::size_t> texts;    // accepted, by step
  std::size_t segments = 0;                    // of those
  std::map<std::string, std::size_t> held;     // texts held at least once, by step
  std::map<std::string, std::size_t> dropped;  // steps not sent, by the reason's slug
  std::size_t merged = 0;                      // repeat calls that joined an open episode
  std::size_t reached =
      0;  // episodes whose texts were cancelled because a person reached the caller
  std::map<std::string, std::size_t>
      refused;  // missed calls that are not texted: whose caller can't be or needs no text, that
                // rang too short; by slug
  std::map<std::string, std::size_t> tasks;   // by kind
  std::map<std::string, std::size_t> failed;  // texts the carrier did not take, by outcome
  std::size_t unclear = 0;                    // a person or a machine answered (R8)
  std::size_t voicemails = 0;                 // messages; their calls are among the missed (R9)
};

Recovery Summarize(const Timeline& timeline);

// {"calls":1455,"missed":368,...}, in the order above.
std::string RecoveryToJson(const Recovery& recovery);

}  // namespace textback

#endif  // TEXTBACK_INSIGHT_RECOVERY_H_
