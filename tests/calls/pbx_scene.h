// One call while it happens: what people do, the rows that the switch will write, and the truth.
//
// The scenes are grouped by what they show. Each sets TruthCall::kind, adds rows and says who
// spoke.
#ifndef TEXTBACK_TESTS_CALLS_PBX_SCENE_H_
#define TEXTBACK_TESTS_CALLS_PBX_SCENE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "calls/pbx_day.h"
#include "calls/pbx_random.h"
#include "calls/pbx_switch.h"

namespace textback::pbx {

// Somebody outside.
struct Party {
  std::string number;    // E.164; of a withheld caller or a short code as the log has it
  std::string national;  // ten digits; empty for those
  std::string name;      // as the carrier shows it, often empty

  bool HasNumber() const { return !national.empty(); }
};

class Scene {
 public:
  Scene(Switch& switch_log, Random& numbers, const PbxAccount& account, bool has_linkedid,
        std::vector<TruthCall>& all_calls, Instant at);

  // A caller comes in by a trunk, on one of the lines.
  void ComesIn(const Party& party);
  // A phone of the business dials: nobody outside is in it yet.
  void PicksUp(const std::string& phone);
  // The number of an outside party as a person dials it.
  std::string Dialled(const Party& party);

  TruthCall& Truth() { return calls[call]; }
  void Kind(std::string_view kind) { Truth().kind = kind; }
  // A person of the account and the outside party speak with each other from then on.
  void Spoke(const std::string& who, Instant at);
  // A call of its own beside this one; further rows belong to it until call is set back.
  size_t Beside(std::string_view kind, Direction direction, Outcome outcome);

  // A leg that starts now. Its length is drawn where none is given.
  Times Unanswered() { return Unanswered(random.Between(8, 30)); }
  Times Unanswered(Instant ring, std::string_view disposition = "NO ANSWER") const;
  Times GivenUp();  // by the caller: NO ANSWER, or CANCEL as newer switches say
  Times Refused(std::string_view disposition = "BUSY");
  Times Answered();
  Times Answered(Instant ring, Instant talk) const;
  Times Machine(Instant length) const { return Answered(0, length); }
  Instant TalkLength();

  const std::string& Phone() { return random.Pick(us.extensions); }
  std::vector<std::string> Phones(size_t count);  // all different

  // Adds a row of the caller's channel and moves the clock to its end.
  Row& Put(const std::string& dst, const std::string& context, ChannelRef to,
           const std::string& app, const std::string& data, const Times& times);
  Row& PutFrom(ChannelRef from, const std::string& dst, const std::string& context, ChannelRef to,
               const std::string& app, const std::string& data, const Times& times);
  // The caller's channel rings a desk phone.
  Row& Dial(const std::string& dst, const std::string& context, const std::string& phone,
            const Times& times);
  // A Local channel to a phone: the row of the caller, and the one where the phone hangs.
  void DialLocal(const std::string& dst, const std::string& context, const std::string& phone,
                 const std::string& local, const std::string& app, const std::string& data,
                 const Times& times);
  // The caller's channel leaves by the trunk to a phone outside.
  Row& DialOut(const std::string& dst, const std::string& context, const std::string& national,
               const Times& times);
  // The mailbox of a phone picks up; how: u (unanswered) or b (busy).
  void Mailbox(const std::string& phone, char how);

  Switch& log;
  Random& random;
  const PbxAccount& us;
  const bool linked;
  std::vector<TruthCall>& calls;
  size_t call;  // index of the truth that rows belong to
  Instant now;

  ChannelRef channel;  // the caller's
  int link = -1;
  std::string trunk, line;  // line: ten digits
  std::string src, name, did, cnum, outbound_cnum;
};

using Play = void (*)(Scene&);

// A caller from outside, on his channel.
void PlainScene(Scene& scene);
void RingGroupScene(Scene& scene);
void ParallelScene(Scene& scene);
void RedialScene(Scene& scene);
void QueueScene(Scene& scene);
void MenuScene(Scene& scene);
void MailboxScene(Scene& scene);
void FollowMeScene(Scene& scene);
void BlindTransferScene(Scene& scene);
void AttendedTransferScene(Scene& scene);

// Rows of one attempt of a queue at one member.
void QueueAttempt(Scene& scene, const std::string& queue, const std::string& member,
                  const Times& times);

// The business calls somebody outside; nothing of the scene depends on whether it is a call-back.
void OutgoingScene(Scene& scene, const Party& party, bool reached);
void InternalScene(Scene& scene);
void NoiseScene(Scene& scene, const Party& party);

}  // namespace textback::pbx

#endif  // TEXTBACK_TESTS_CALLS_PBX_SCENE_H_
