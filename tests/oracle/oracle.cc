#include "oracle/oracle.h"

#include <algorithm>
#include <chrono>

namespace textback::oracle {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Carrier = SendOutcome::Kind;

constexpr hours kCoolDown{4};
constexpr days kEpisodeExpires{30};

bool IsStep(Item item) { return item >= Item::kText1 && item <= Item::kCheckIn2; }

// True for acts of the lead itself. A machine that answers for it does not count.
bool IsSignOfLife(What what) {
  return what == What::kCall || what == What::kUnclear ||
         (what >= What::kReply && what <= What::kDoubtful);
}
bool IsInbound(What what) { return what >= What::kReply && what <= What::kDoubtful; }
bool IsCall(const Entry& entry) {
  return entry.what == What::kCall || (entry.what == What::kDoubtful && entry.message);
}

}  // namespace

// --- What happens -------------------------------------------------------------------------------

void Oracle::Happens(Instant at, What what) {
  RunUntil(at);
  switch (what) {
    case What::kCall:
      return Call(at, false);
    case What::kMessage:
      return Call(at, true);
    case What::kUnclear:
      return Unclear(at);
    case What::kUnwanted:
      return Unwanted(at);
    case What::kTalk:
    case What::kWrote:
    case What::kClaimed:
    case What::kGivenBack:
      return Person(at, what);
    case What::kBooked:
    case What::kLost:
      return Outcome(at, what);
    case What::kExpress:
      return Consent(at);
    default:
      return Inbound(at, what);
  }
}

// R1, R2, R4, R5, R9, R33.
void Oracle::Call(Instant at, bool message) {
  const bool open = Open() && !Expired(at);
  const Instant acknowledged = LastAcknowledged();
  const bool same = message && open && OfLastCall(at);
  Note(at, What::kCall);
  log_.back().message = message;
  log_.back().again = same;
  // a possible or real STOP, or a text of a stranger, is no inquiry (R40)
  log_.back().counts = !OptedOut() && !Refused() && !WrongNumber() && !Doubtful() && !Looped();
  const bool may_ask = open && Automated() && LastAcknowledged() != kNever &&
                       at + seconds{10} - LastAcknowledged() >= kCoolDown &&
                       NextAgain().at == kNever && NextStep() != Item::kText1 &&
                       NextStepDue().at - at > kCoolDown;
  if (OptedOut()) return Tell(at, Task::Kind::kCalledAfterStop);
  if (Refused() || WrongNumber()) {
    if (!Open()) Note(at, What::kNotFollowedUp);
    return Tell(at, Task::Kind::kCallBack);
  }
  if (open && same && !Doubtful() && !Looped()) return Tell(at, Task::Kind::kVoicemail);
  if (open) {
    Tell(at, Doubtful() || Looped() ? Task::Kind::kCallBack : Task::Kind::kRepeatCall);
    if (may_ask) Note(at, What::kAskedAgain);
    return;
  }
  if (Doubtful() || Looped()) {
    if (!Open()) Note(at, What::kNotFollowedUp);
    return Tell(at, Task::Kind::kCallBack);
  }
  if (acknowledged != kNever && at - acknowledged < kCoolDown) {
    Note(at, What::kOpenedForPerson);
    return Tell(at, Task::Kind::kRepeatCall);
  }
  Note(at, What::kOpened);
  if (message) Tell(at, Task::Kind::kVoicemail);
}

// R9: a message comes within two minutes, and its own length, of the missed call that it is of.
bool Oracle::OfLastCall(Instant at) const {
  const std::size_t start = EpisodeStart();
  for (std::size_t i = log_.size(); i-- > 0 && i + 1 >= start;) {
    if (IsCall(log_[i]) && log_[i].counts)
      return !log_[i].message && at - log_[i].at <= minutes{2} + kMessageLength;
  }
  return false;
}

// R9: a message of this episode that came after the last text_1.
bool Oracle::MessageUnanswered() const {
  const std::size_t start = EpisodeStart();
  for (std::size_t i = log_.size(); i-- > 0 && i + 1 >= start;) {
    if (IsCall(log_[i]) && log_[i].message)
      return LastAcknowledged() == kNever || log_[i].at >= LastAcknowledged();
  }
  return false;
}

// R9, R32: a person decides. It is no inquiry, and no text of R28.
void Oracle::Unwanted(Instant at) {
  if (OptedOut() || Refused() || WrongNumber() || Doubtful() || Looped()) return Call(at, true);
  if (!Open()) Note(at, What::kOpenedForPerson);
  Note(at, What::kDoubtful);
  log_.back().message = true;
  Tell(at, Task::Kind::kPerhapsStop);
}

// R8: perhaps a person has spoken with the lead. Texts wait for a person; the owner is asked.
void Oracle::Unclear(Instant at) {
  const bool free = !OptedOut() && !Refused() && !WrongNumber() && !Doubtful() && !Looped();
  const bool open = Open();
  const bool automated = Automated();
  Note(at, What::kUnclear, Item::kNone, open && !OptedOut());
  log_.back().counts = free && automated;
  Tell(at, OptedOut() ? Task::Kind::kCalledAfterStop : Task::Kind::kUnclearCall);
}

// R20, R23, R30-R36.
void Oracle::Inbound(Instant at, What what) {
  const bool suppressed = OptedOut() || WrongNumber();
  const bool automated = Automated();
  // one answer at a time, and none into a loop (R28)
  const Item answer = NextAnswer().item;
  const bool answered = answer != Item::kConfirmation && answer != Item::kEmergencyText &&
                        !EmergencyTextOut() && !Looped();
  // R39: past every limit, and before all else
  if (what == What::kEmergency) Tell(at, Task::Kind::kEmergency);
  if (what != What::kStop && IsLoop(at, what)) {
    const bool open = Open();
    const bool known = Looped();
    Note(at, what);
    log_.back().counts = false;
    if (known) return;  // one alarm is enough
    Note(at, What::kLooped);
    log_.back().counts = open;
    return Tell(at, Task::Kind::kLoop);
  }
  switch (what) {
    case What::kStop:
      Note(at, what, Item::kNone, !suppressed && !Looped());  // R31: one confirmation
      break;
    case What::kStart:
      if (!suppressed) return Reply(at, what);
      Note(at, what, Item::kNone, true);
      log_.back().counts = false;
      Tell(at, Task::Kind::kReply);
      break;
    case What::kHelp: {
      // an answer that is on its way answers this text too
      const std::size_t out = Outstanding();
      const bool coming =
          out < log_.size() && log_[out].item == Item::kHelpAnswer && !Withdrawn(out);
      Note(at, what);
      log_.back().counts = answered && !coming;
      Tell(at, Task::Kind::kHelp);
      break;
    }
    case What::kWrongNumber:
      Note(at, what);
      Tell(at, Task::Kind::kWrongNumber);
      break;
    case What::kAutoReply:
      Note(at, what);
      log_.back().counts = automated;
      if (automated) Tell(at, Task::Kind::kAutoReply);
      break;
    default:
      Reply(at, what);
  }
}

// R1, R20, R32, R37: a text that a person has to read.
void Oracle::Reply(Instant at, What what) {
  const bool opted_out = OptedOut();
  // `again` for an opening: the text is an inquiry (R40); a possible STOP is none
  const bool inquiry = !Doubtful() && what != What::kDoubtful;
  if (!opted_out && (!Open() || Expired(at)))
    Note(at, What::kOpenedForPerson, Item::kNone, inquiry);
  // R22: outside the account's hours, once per episode; `again`: a holding reply is wanted
  const bool hold = what == What::kReply && account_->holding_reply && !Doubtful() && !Looped() &&
                    !opted_out && !HeldOut() && AfterOpenMinutes(at, 0) > at;
  const bool call = what == What::kEmergency && !account_->emergency_text.empty() && !opted_out &&
                    !Doubtful() && !Looped() && !EmergencyTextOut() && !ToldWhomToCall(at);
  const bool asked = NamesTime(what) && !opted_out && !Doubtful() && !Looped() && !WrongNumber();
  Note(at, what, Item::kNone, hold || call || asked);
  log_.back().counts = !opted_out;
  if (asked) log_.back().until = TimeNamed(at, what);
  if (what == What::kEmergency) return;
  Tell(at, what == What::kDoubtful && !opted_out ? Task::Kind::kPerhapsStop : Task::Kind::kReply);
}

// R28: the same text three times within an hour, with no other text in between.
bool Oracle::IsLoop(Instant at, What what) const {
  int same = 1;
  for (std::size_t i = log_.size(); i-- > 0;) {
    if (!IsInbound(log_[i].what) || log_[i].message) continue;  // what is said is no text
    if (log_[i].what != what || at - log_[i].at > hours{1}) return false;
    if (++same == 3) return true;
  }
  return false;
}

// R3, R24, R27.
void Oracle::Person(Instant at, What what) {
  const bool open = Open();
  // only one person claims at a time, and only that person gives back; if somebody has spoken
  // since, nothing is left to do (R21, R27)
  bool claimed = false;
  bool spoken = false;
  for (std::size_t i = EpisodeStart(); i < log_.size(); ++i) {
    if (log_[i].what == What::kClaimed && log_[i].counts) {
      claimed = true;
      spoken = false;
    }
    if (log_[i].what == What::kGivenBack) claimed = false;
    if (log_[i].what == What::kWrote || log_[i].what == What::kTalk) spoken = true;
    if (IsSignOfLife(log_[i].what) && log_[i].what != What::kAutoReply) spoken = false;
  }
  Note(at, what);
  log_.back().counts = open;
  if (what != What::kGivenBack) return;
  log_.back().counts = open && claimed && !spoken && !Automated();
  if (log_.back().counts) Tell(at, Task::Kind::kReply);
}

// R26.
void Oracle::Outcome(Instant at, What what) {
  const bool known = Episode() > 0;
  Note(at, what);
  log_.back().counts = known;
}

bool Oracle::EmergencyTextOut() const {
  const std::size_t out = Outstanding();
  return out < log_.size() && log_[out].item == Item::kEmergencyText && !Withdrawn(out);
}

// R33, R43.
void Oracle::Consent(Instant at) { Note(at, What::kExpress); }

// --- Questions ----------------------------------------------------------------------------------

void Oracle::Note(Instant at, What what, Item item, bool again) {
  log_.push_back({.at = at, .what = what, .item = item, .again = again});
}

const Entry* Oracle::Last(What what) const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    if (log_[i].what == what && log_[i].counts) return &log_[i];
  }
  return nullptr;
}

std::size_t Oracle::EpisodeStart() const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    if (log_[i].what == What::kOpened || log_[i].what == What::kOpenedForPerson) return i;
  }
  return 0;
}

std::uint32_t Oracle::Episode() const {
  return static_cast<std::uint32_t>(std::count_if(log_.begin(), log_.end(), [](const Entry& e) {
    return e.what == What::kOpened || e.what == What::kOpenedForPerson;
  }));
}

Phase Oracle::PhaseNow() const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    const Entry& entry = log_[i];
    if (!entry.counts) continue;
    if (entry.late && entry.what != What::kNotMobile && entry.what != What::kCarrierOptedOut)
      continue;
    switch (entry.what) {
      case What::kBooked:
        return Phase::kBooked;
      case What::kLost:
        return Phase::kLost;
      case What::kStop:
      case What::kCarrierOptedOut:
        return Phase::kClosed;
      case What::kWrongNumber:
      case What::kNotFollowedUp:
        return Phase::kUnreachable;
      case What::kNotMobile:
        if (entry.again) return Phase::kUnreachable;
        break;
      case What::kUnclear:
      case What::kTalk:
      case What::kWrote:
      case What::kClaimed:
      case What::kReply:
      case What::kNamesTime:
      case What::kNamesEarly:
      case What::kNamesLater:
      case What::kEmergency:
      case What::kStart:
      case What::kDoubtful:
      case What::kLooped:
      case What::kOpenedForPerson:
        return Phase::kEngaged;
      case What::kOpened:
        return Phase::kRecovering;
      case What::kRearmed:
        return Phase::kNurturing;
      case What::kAmbiguous:
        if (IsStep(entry.item)) return Phase::kEngaged;
        break;
      case What::kAccepted:
      case What::kDropped:
        if (!IsStep(entry.item) || entry.again) break;
        if (entry.item == Item::kCheckIn2) return Phase::kDormant;
        if (entry.item == Item::kText1 && entry.what == What::kDropped) return Phase::kDormant;
        if (entry.item != Item::kText1) return Phase::kNurturing;
        break;
      default:
        break;
    }
  }
  return Phase::kNew;
}

bool Oracle::Open() const { return IsOpen(PhaseNow()); }
bool Oracle::Automated() const { return Open() && PhaseNow() != Phase::kEngaged; }

// R5: expired 30 days after its last event.
bool Oracle::Expired(Instant at) const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    const bool event = log_[i].what <= What::kGivenBack || log_[i].what >= What::kAccepted;
    if (event) return at - log_[i].at >= kEpisodeExpires;
  }
  return false;
}

bool Oracle::OptedOut() const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    const What what = log_[i].what;
    if (what == What::kStop || what == What::kCarrierOptedOut) return true;
    if ((what == What::kStart && log_[i].again) || what == What::kExpress) return false;
  }
  return false;
}

bool Oracle::WrongNumber() const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    const What what = log_[i].what;
    if (what == What::kWrongNumber && log_[i].counts) return true;
    if ((what == What::kStart && log_[i].again) || what == What::kExpress) return false;
  }
  return false;
}

bool Oracle::Refused() const { return Last(What::kNotMobile) != nullptr; }

// R32: until a person has handled it, or the lead has decided; "lost" resolves nothing.
bool Oracle::Doubtful() const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    const What what = log_[i].what;
    if (what == What::kDoubtful && log_[i].counts) return true;
    if (what == What::kWrote || what == What::kTalk || what == What::kBooked ||
        what == What::kExpress || what == What::kStop ||
        (what == What::kStart && (log_[i].counts || log_[i].again)))
      return false;
  }
  return false;
}

// R28: until a person claims the lead, speaks with it or books it.
bool Oracle::Looped() const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    const What what = log_[i].what;
    if (what == What::kLooped) return true;
    if (what == What::kClaimed || what == What::kTalk) return false;
    if (what == What::kBooked && log_[i].counts) return false;
  }
  return false;
}

// R23: 24 hours after an automatic reply, or until the lead itself is active again.
Instant Oracle::PausedUntil() const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    const Entry& entry = log_[i];
    if (entry.what == What::kAutoReply && entry.counts) return entry.at + hours{24};
    if (entry.what != What::kAutoReply && IsSignOfLife(entry.what)) return kNever;
  }
  return kNever;
}

Instant Oracle::LastAcknowledged() const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    if (log_[i].what == What::kAccepted && log_[i].item == Item::kText1) return log_[i].at;
  }
  return kNever;
}

// The time of the first text that nobody has answered yet.
Instant Oracle::WaitsSince() const {
  Instant since = kNever;
  for (std::size_t i = log_.size(); i-- > 0;) {
    const Entry& entry = log_[i];
    switch (entry.what) {
      case What::kNamesTime:
      case What::kNamesEarly:
      case What::kNamesLater:
        // R37: they don't wait for us; if they did before, they still do
        if (entry.counts && !entry.again) since = entry.at;
        break;
      case What::kReply:
      case What::kEmergency:
      case What::kStart:
      case What::kDoubtful:
      case What::kUnclear:
      case What::kGivenBack:
      case What::kToldThen:
        if (entry.counts) since = entry.at;
        break;
      case What::kOpened:
      case What::kOpenedForPerson:
      case What::kWrote:
      case What::kTalk:
      case What::kClaimed:
      case What::kStop:
      case What::kCarrierOptedOut:
      case What::kWrongNumber:
      case What::kBooked:
      case What::kLost:
        return since;
      default:
        break;
    }
  }
  return since;
}

// R40, R41: given and not withdrawn since; an inquiry lasts six months.
bool Oracle::Holds(Basis basis, Instant at) const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    const Entry& entry = log_[i];
    if (entry.what == What::kStop || entry.what == What::kCarrierOptedOut ||
        (entry.what == What::kWrongNumber && entry.counts))
      return false;
    if (basis == Basis::kExpress && entry.what == What::kExpress) return true;
    // a text is an inquiry if it opened the episode and was not doubtful (R1)
    const bool text = entry.what == What::kOpenedForPerson && entry.again;
    const bool inquiry = entry.what == What::kCall || text;
    if (basis != Basis::kInquiry || !inquiry || !entry.counts) continue;
    const auto day = std::chrono::floor<days>(Local(entry.at));
    std::chrono::year_month_day last{day};
    last += std::chrono::months{6};
    if (!last.ok()) last = last.year() / last.month() / std::chrono::last;
    if (at < Utc(std::chrono::local_days{last})) return true;
  }
  return false;
}

// R40, R42.
Basis Oracle::BasisFor(Item item, Instant at) const {
  if (item == Item::kText1) return Basis::kResponse;
  if (Holds(Basis::kExpress, at)) return Basis::kExpress;
  if (!Holds(Basis::kInquiry, at)) return Basis::kNone;
  const bool statutory = account_->consent_reading == ConsentReading::kStatutory;
  return item == Item::kText2 || statutory ? Basis::kInquiry : Basis::kNone;
}

void Oracle::Return(const Moment& moment) {
  log_.resize(moment.log, Entry{Instant{}, What::kCall});
  sent_.resize(moment.sent, Sent{});
  told_.resize(moment.told, Told{});
  carrier = moment.carrier;
}

}  // namespace textback::oracle
