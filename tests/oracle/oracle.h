// The rules read a second time, slowly: what must become of one lead, by what has happened to it.
//
// Written from the specification, the decisions and the public headers alone; nothing here comes
// from src/engine. It remembers nothing but two lists, what happened and what was done about it,
// and answers every question by reading them from the end. Where it differs from the engine one of
// them is wrong, or the specification is silent.
//
// It knows one account in one place: Canada's window, no holidays, the two-text playbook.
#ifndef TEXTBACK_TESTS_ORACLE_ORACLE_H_
#define TEXTBACK_TESTS_ORACLE_ORACLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/consent.h"
#include "textback/model/decision.h"
#include "textback/model/lead.h"
#include "textback/model/text.h"
#include "textback/model/time.h"
#include "textback/policy/account.h"
#include "textback/policy/zone.h"

namespace textback::oracle {

enum class What : std::uint8_t {
  // what people do
  kCall,
  kTalk,
  kReply,
  kStop,
  kStart,
  kHelp,
  kWrongNumber,
  kAutoReply,
  kDoubtful,
  kWrote,
  kExpress,
  kBooked,
  kLost,
  kClaimed,
  kGivenBack,
  // what was made of it
  kOpened,           // an episode, for the playbook
  kOpenedForPerson,  // an episode, for a person
  kNotFollowedUp,    // a call that only a person may act on
  kAskedAgain,       // for a second text_1 (R4)
  kLeftOut,          // that one
  kLooped,           // R28
  kHeld,             // a step, until `until`
  kDropped,          // a step
  kWithdrawn,        // an answer that is not given any more
  kNudged,           // R21
  kRearmed,          // R25
  kHandedOver,       // a step or an answer; the carrier answers `until`
  // what the carrier says to it
  kAccepted,
  kRetry,
  kNotMobile,
  kCarrierOptedOut,
  kConfig,
  kAmbiguous
};

// What a text is: a step of the playbook or an answer.
enum class Item : std::uint8_t {
  kNone,
  kText1,
  kText2,
  kCheckIn1,
  kCheckIn2,
  kHoldingReply,
  kConfirmation,
  kHelpAnswer
};
std::string_view NameOf(Item item);

struct Entry {
  Instant at;
  What what;
  Item item = Item::kNone;
  bool again = false;      // of a second text_1; kStop, kReply: to be answered; kStart: it reopens;
                           // kNotMobile: it ends the episode
  bool counts = true;      // false: it changed nothing
  bool late = false;       // the carrier's word about what had been withdrawn meanwhile
  Instant until = kNever;  // kHeld, kHandedOver
};

struct Sent {
  Instant at;
  Item item;
  Basis basis;
  Variant variant;
  SendOutcome::Kind outcome;

  friend bool operator==(const Sent&, const Sent&) = default;
};

struct Told {
  Instant at;
  Task::Kind kind;

  friend bool operator==(const Told&, const Told&) = default;
};

class Oracle {
 public:
  // `spread` is what this lead waits after an opening (R12), `delay` what the carrier takes.
  Oracle(const Account& account, Duration spread, Duration delay)
      : account_(&account), spread_(spread), delay_(delay) {}

  // Time runs up to `at`, with all that falls due; then this happens.
  void Happens(Instant at, What what);
  void RunUntil(Instant until);
  // What the carrier will say to the next texts, the last one first; then it accepts.
  std::vector<SendOutcome::Kind> carrier;

  Phase PhaseNow() const;
  bool OptedOut() const;
  std::uint32_t Episode() const;
  bool Waits() const { return WaitsSince() != kNever; }
  const std::vector<Entry>& log() const { return log_; }
  const std::vector<Sent>& sent() const { return sent_; }
  const std::vector<Told>& told() const { return told_; }

  // Back to an earlier moment: its lists were shorter.
  struct Moment {
    std::size_t log;
    std::size_t sent;
    std::size_t told;
    std::vector<SendOutcome::Kind> carrier;
  };
  Moment Now() const { return {log_.size(), sent_.size(), told_.size(), carrier}; }
  void Return(const Moment& moment);

  std::string History() const;

 private:
  struct Due {
    Instant at = kNever;
    What what = What::kHeld;  // kAccepted: a text, kHandedOver: the carrier's answer, ...
    Item item = Item::kNone;
    bool again = false;
    Instant by = kNever;  // of an answer: else it is left out
  };

  void Note(Instant at, What what, Item item = Item::kNone, bool again = false);
  void Tell(Instant at, Task::Kind kind) { told_.push_back({at, kind}); }

  void Call(Instant at);
  void Inbound(Instant at, What what);
  void Reply(Instant at, What what);
  void Person(Instant at, What what);
  void Outcome(Instant at, What what);
  void Consent(Instant at);
  bool IsLoop(Instant at, What what) const;

  Due Next() const;
  void Do(const Due& due);
  void SendStep(const Due& due);
  void SendAnswer(const Due& due);
  void HandOver(Instant at, Item item, Basis basis, Variant variant, bool again);
  void Settle(Instant at);
  void Settled(Instant at, Item item, bool again, SendOutcome::Kind outcome);
  void SettledLate(Instant at, Item item, SendOutcome::Kind outcome);
  void GiveUp(Instant at, Item item, bool again);

  // Questions, each answered from the lists.
  const Entry* Last(What what) const;
  std::size_t EpisodeStart() const;
  bool Since(std::size_t start, What what, Item item) const;
  bool Open() const;
  bool Automated() const;
  bool Expired(Instant at) const;
  bool Doubtful() const;
  bool WrongNumber() const;
  bool Refused() const;
  bool Looped() const;
  bool HeldOut() const;
  bool Holds(Basis basis, Instant at) const;
  Instant PausedUntil() const;
  Instant LastAcknowledged() const;
  Instant WaitsSince() const;
  Instant DoneAt(Item item) const;
  bool PerhapsSent(Item item) const;
  Item NextStep() const;
  Instant PlannedAt(Item item) const;
  Instant DueOf(Item item, bool again) const;
  std::size_t Outstanding() const;
  bool Withdrawn(std::size_t handed) const;
  Due NextStepDue() const;
  Due NextAgain() const;
  Due NextAnswer() const;
  Due AnswerTo(std::size_t index) const;
  Due NextNudge() const;
  Due NextRearm() const;
  int Retries(Item item, bool again) const;

  // The calendar.
  LocalTime Local(Instant at) const { return account_->zone->ToLocal(at); }
  Instant Utc(LocalTime local) const { return account_->zone->ToUtc(local).earliest; }
  bool InWindow(Instant at) const;
  Instant NextOpening(Instant at) const;
  Instant RoomAt(Instant at) const;
  Instant AtTen(Instant base, int days) const;
  Instant AfterOpenMinutes(Instant from, int minutes) const;
  Basis BasisFor(Item item, Instant at) const;

  const Account* account_;
  Duration spread_;
  Duration delay_;
  std::vector<Entry> log_;
  std::vector<Sent> sent_;
  std::vector<Told> told_;
};

}  // namespace textback::oracle

#endif  // TEXTBACK_TESTS_ORACLE_ORACLE_H_
