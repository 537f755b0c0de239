// The rules implemented a second time, slowly: what must happen to one lead, given what has
// happened to it.
//
// Written only from the specification, the decisions and the public headers; nothing comes from
// src/engine. It keeps only two lists, what happened and what was done about it, and answers every
// question by reading them from the end. If it differs from the engine, one of them is wrong or the
// specification is incomplete.
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

// How long the messages are that callers leave.
inline constexpr Duration kMessageLength = std::chrono::seconds{38};

enum class What : std::uint8_t {
  // acts of people
  kCall,
  kMessage,   // a call whose caller left one (R9); kept as a kCall
  kUnwanted,  // a message that may say that no texts are wanted (R9, R32); kept as a kDoubtful
  kUnclear,   // R8
  kTalk,
  kReply,
  kNamesTime,   // R37: "text me tomorrow at noon"
  kNamesEarly,  // "tomorrow at 8 am": before the window opens
  kNamesLater,  // "in 5 weeks": after the episode would have expired
  kEmergency,   // R39; a certain one
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
  // what the oracle made of it
  kOpened,           // an episode of the playbook
  kOpenedForPerson,  // an episode, for a person
  kNotFollowedUp,    // a call that only a person may act on
  kAskedAgain,       // a second text_1 is requested (R4)
  kLeftOut,          // that second text_1 is dropped
  kLooped,           // R28
  kHeld,             // a step, until `until`
  kDropped,          // a step
  kWithdrawn,        // an answer that is no longer given
  kNudged,           // R21
  kRearmed,          // R25
  kToldThen,         // R37: the time has come, and a person is told instead
  kHandedOver,       // a step or an answer; the carrier answers at `until`
  // what the carrier answers
  kAccepted,
  kRetry,
  kNotMobile,
  kCarrierOptedOut,
  kConfig,
  kAmbiguous
};

// A text is a step of the playbook or an answer.
enum class Item : std::uint8_t {
  kNone,
  kText1,
  kText2,
  kCheckIn1,
  kCheckIn2,
  kHoldingReply,
  kConfirmation,
  kHelpAnswer,
  kEmergencyText,
  kAsAsked
};
inline constexpr int kItems = 10;
std::string_view NameOf(Item item);
constexpr bool NamesTime(What what) {
  return what == What::kNamesTime || what == What::kNamesEarly || what == What::kNamesLater;
}

struct Entry {
  Instant at;
  What what;
  Item item = Item::kNone;
  // Of a second text_1; kStop, kReply, kEmergency: has to be answered; kStart: it reopens;
  // kNotMobile: ends the episode; kUnclear: of a lead that is talked with or texted; a time that is
  // named: a text goes then; kCall: the message of the call before it.
  bool again = false;
  bool counts = true;      // false: it changed nothing
  bool late = false;       // the carrier's answer about a text that had been withdrawn
  Instant until = kNever;  // kHeld, kHandedOver; a time that is named: when
  bool message = false;    // kCall: with a message; kDoubtful: it was one
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
  // `spread` is this lead's delay after an opening (R12), `delay` the time the carrier takes.
  Oracle(const Account& account, Duration spread, Duration delay)
      : account_(&account), spread_(spread), delay_(delay) {}

  // Time advances to `at`, with everything that falls due before; then this event happens.
  void Happens(Instant at, What what);
  void RunUntil(Instant until);
  // The carrier's answers to the next texts, the last entry first; after that it accepts.
  std::vector<SendOutcome::Kind> carrier;

  Phase PhaseNow() const;
  bool OptedOut() const;
  std::uint32_t Episode() const;
  bool Waits() const { return WaitsSince() != kNever; }
  const std::vector<Entry>& log() const { return log_; }
  const std::vector<Sent>& sent() const { return sent_; }
  const std::vector<Told>& told() const { return told_; }

  // An earlier moment to return to: the lengths of its lists.
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
    Instant by = kNever;  // an answer is dropped after this
  };

  // R37: where the text stands that the lead asked for.
  struct Asked {
    Instant due = kNever;  // kNever: none is
    Instant named = kNever;
    bool by_person = false;  // no text goes any more, a person is told then
    bool out = false;
    int tries = 0;
  };

  void Note(Instant at, What what, Item item = Item::kNone, bool again = false);
  void Tell(Instant at, Task::Kind kind) { told_.push_back({at, kind}); }

  void Call(Instant at, bool message);
  void Unclear(Instant at);
  void Unwanted(Instant at);
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
  void SendAsked(const Due& due);
  void ToldThen(Instant at, Task::Kind kind);
  void HandOver(Instant at, Item item, Basis basis, Variant variant, bool again);
  void Settle(Instant at);
  void Settled(Instant at, Item item, bool again, SendOutcome::Kind outcome);
  void SettledLate(Instant at, Item item, SendOutcome::Kind outcome);
  void GiveUp(Instant at, Item item, bool again);

  // Questions, each answered by reading the lists.
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
  bool ToldWhomToCall(Instant at) const;
  bool EmergencyTextOut() const;
  bool OfLastCall(Instant at) const;
  bool MessageUnanswered() const;
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
  Asked AskedNow() const;
  bool After(const Entry& entry, Asked& asked) const;
  Due NextAsked() const;
  Due NextNudge() const;
  Due NextRearm() const;
  int Retries(Item item, bool again) const;

  // The calendar.
  LocalTime Local(Instant at) const { return account_->zone->ToLocal(at); }
  Instant Utc(LocalTime local) const { return account_->zone->ToUtc(local).earliest; }
  bool InWindow(Instant at) const;
  Instant NextOpening(Instant at) const;
  Instant RoomAt(Instant at) const;
  Instant TimeNamed(Instant at, What what) const;
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
