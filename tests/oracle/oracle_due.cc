// The second part of the oracle: when things are due.
#include <algorithm>
#include <chrono>

#include "oracle/oracle.h"

namespace textback::oracle {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

bool IsStep(Item item) { return item >= Item::kText1 && item <= Item::kCheckIn2; }
// Ours, and not an answer: the lead's silence is counted from it (R25).
bool IsProactive(Item item) { return IsStep(item) || item == Item::kAsAsked; }
bool IsAutomated(Item item) {
  return (item >= Item::kText1 && item <= Item::kHoldingReply) || item == Item::kEmergencyText ||
         item == Item::kAsAsked;
}
constexpr minutes kAnswerBy{5};

// Canada: Mon-Fri 09:00-21:30, Sat-Sun 10:00-18:00 (R10).
struct Window {
  minutes open;
  minutes close;
};
Window WindowOf(std::chrono::local_days day) {
  const std::chrono::weekday weekday{day};
  if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday)
    return {hours{10}, hours{18}};
  return {hours{9}, hours{21} + minutes{30}};
}

}  // namespace

std::string_view NameOf(Item item) {
  static constexpr std::string_view kNames[] = {"",
                                                "text_1",
                                                "text_2",
                                                "check_in_1",
                                                "check_in_2",
                                                "holding_reply",
                                                "stop_confirmation",
                                                "help_answer",
                                                "emergency_text",
                                                "as_asked"};
  return kNames[static_cast<std::size_t>(item)];
}

// --- The calendar -------------------------------------------------------------------------------

bool Oracle::InWindow(Instant at) const {
  const LocalTime local = Local(at);
  const auto day = std::chrono::floor<days>(local);
  const Window window = WindowOf(day);
  return local - day >= window.open && local - day < window.close;
}

Instant Oracle::NextOpening(Instant at) const {
  auto day = std::chrono::floor<days>(Local(at));
  for (;; day += days{1}) {
    const Instant opening = Utc(day + WindowOf(day).open);
    if (opening > at) return opening;
  }
}

// R15: when there is room for one more text within 24 hours.
Instant Oracle::RoomAt(Instant at) const {
  int seen = 0;
  for (std::size_t i = log_.size(); i-- > 0;) {
    // a text that may have left counts (R60)
    const bool left = log_[i].what == What::kAccepted || log_[i].what == What::kAmbiguous;
    if (!left || !IsAutomated(log_[i].item)) continue;
    if (++seen == 3) return std::max(at, log_[i].at + hours{24});
  }
  return at;
}

Instant Oracle::AtTen(Instant base, int count) const {
  return Utc(std::chrono::floor<days>(Local(base + days{count})) + hours{10});
}

// R21: people are told between 08:00 and 20:00.
Instant Oracle::AfterOpenMinutes(Instant from, int count) const {
  Duration left = minutes{count};
  for (auto day = std::chrono::floor<days>(Local(from));; day += days{1}) {
    const Instant begin = std::max(from, Utc(day + hours{8}));
    const Instant end = Utc(day + hours{20});
    if (begin >= end) continue;
    if (begin + left <= end) return begin + left;
    left -= end - begin;
  }
}

// --- Steps --------------------------------------------------------------------------------------

// When a step of this episode was accepted or dropped.
Instant Oracle::DoneAt(Item item) const {
  for (std::size_t i = log_.size(); i-- > EpisodeStart();) {
    const bool done = log_[i].what == What::kAccepted || log_[i].what == What::kDropped;
    if (done && log_[i].item == item && !log_[i].again && !log_[i].late) return log_[i].at;
  }
  return kNever;
}

// R60: the outcome never came, so the text may have left.
bool Oracle::PerhapsSent(Item item) const {
  for (std::size_t i = log_.size(); i-- > EpisodeStart();) {
    if (log_[i].what == What::kAmbiguous && log_[i].item == item) return true;
  }
  return false;
}

Item Oracle::NextStep() const {
  if (!Automated()) return Item::kNone;
  const Entry* rearmed = Last(What::kRearmed);
  const bool again = rearmed != nullptr && rearmed >= &log_[EpisodeStart()];
  for (const Item item : {Item::kText1, Item::kText2, Item::kCheckIn1, Item::kCheckIn2}) {
    if (DoneAt(item) != kNever) continue;
    if (again && (item < Item::kCheckIn1 || PerhapsSent(item))) continue;
    return item;
  }
  return Item::kNone;
}

Instant Oracle::PlannedAt(Item item) const {
  if (item == Item::kText1) return log_[EpisodeStart()].at + seconds{10};
  if (item == Item::kText2) return DoneAt(Item::kText1) + hours{2};
  Instant base = DoneAt(Item::kText2);
  const Entry* rearmed = Last(What::kRearmed);
  if (rearmed != nullptr && rearmed >= &log_[EpisodeStart()]) {
    // R25: from our last message before the long follow-up resumed
    for (const Entry* entry = rearmed; entry-- > &log_.front();) {
      if (entry->what == What::kWrote || entry->what == What::kTalk ||
          (entry->what == What::kAccepted && IsProactive(entry->item) && !entry->late)) {
        base = entry->at;
        break;
      }
    }
    // a basis that came late: overdue steps count as if our last message had been three days ago
    const Instant one = DoneAt(Item::kCheckIn1);
    const bool second = (one != kNever && one <= rearmed->at) || PerhapsSent(Item::kCheckIn1);
    if (base + days{second ? 21 : 7} < rearmed->at) base = std::max(base, rearmed->at - days{3});
  }
  const Instant planned = AtTen(base, item == Item::kCheckIn1 ? 7 : 21);
  if (rearmed == nullptr || rearmed < &log_[EpisodeStart()]) return planned;
  // a step whose time has passed waits for that hour to come again, and the next step for the day
  // after
  Instant from = rearmed->at;
  if (item == Item::kCheckIn2 && DoneAt(Item::kCheckIn1) != kNever)
    from = std::max(from, DoneAt(Item::kCheckIn1));
  if (planned > from) return planned;
  const Instant today = AtTen(from, 0);
  return today > from ? today : AtTen(from, 1);
}

int Oracle::Retries(Item item, bool again) const {
  int count = 0;
  for (std::size_t i = log_.size(); i-- > EpisodeStart();) {
    const Entry& entry = log_[i];
    if (again && entry.what == What::kAskedAgain) break;
    if (entry.item != item || entry.again != again || entry.late) continue;
    if (entry.what == What::kRetry || entry.what == What::kConfig) ++count;
    if (entry.what == What::kAccepted) break;
  }
  return count;
}

// If it was held or refused, the last time that happened decides.
Instant Oracle::DueOf(Item item, bool again) const {
  for (std::size_t i = log_.size(); i-- > EpisodeStart();) {
    const Entry& entry = log_[i];
    if (again && entry.what == What::kAskedAgain) return entry.at + seconds{10};
    if (entry.what == What::kRearmed) break;
    if (entry.item != item || entry.again != again || entry.late) continue;
    if (entry.what == What::kHeld && !entry.counts && PausedUntil() == kNever) continue;
    if (entry.what == What::kHeld) return entry.until;
    if (entry.what == What::kRetry) return entry.at + minutes{1} * (1 << Retries(item, again));
    if (entry.what == What::kConfig) return entry.at + hours{1};
  }
  return PlannedAt(item);
}

Oracle::Due Oracle::NextStepDue() const {
  const Item item = NextStep();
  if (item == Item::kNone) return {};
  return {.at = DueOf(item, false), .what = What::kAccepted, .item = item};
}

// R4: a second text_1 that was requested and was neither sent nor dropped.
Oracle::Due Oracle::NextAgain() const {
  if (!Automated()) return {};
  for (std::size_t i = log_.size(); i-- > EpisodeStart();) {
    const Entry& entry = log_[i];
    if (entry.what == What::kLeftOut || (entry.what == What::kAccepted && entry.again)) return {};
    if (entry.what == What::kRearmed) return {};
    if (entry.what == What::kAskedAgain)
      return {.at = DueOf(Item::kText1, true),
              .what = What::kAccepted,
              .item = Item::kText1,
              .again = true};
  }
  return {};
}

// --- Answers ------------------------------------------------------------------------------------

// R22, R31, R34: within five minutes or not at all. One at a time: a confirmation before the
// others, a newer answer before an older one.
Oracle::Due Oracle::NextAnswer() const {
  if (Looped() || Refused()) return {};
  Due next;
  for (std::size_t i = log_.size(); i-- > 0;) {
    const Due due = AnswerTo(i);
    if (due.item == Item::kConfirmation) return due;
    if (next.at == kNever) next = due;
  }
  return next;
}

Oracle::Due Oracle::AnswerTo(std::size_t index) const {
  const Entry& asked = log_[index];
  Due due{.at = asked.at, .what = What::kAccepted, .by = asked.at + kAnswerBy};
  if (asked.what == What::kStop && asked.again && OptedOut()) due.item = Item::kConfirmation;
  if (asked.what == What::kHelp && asked.counts) due.item = Item::kHelpAnswer;
  if (asked.what == What::kReply && asked.again && WaitsSince() <= asked.at && !Doubtful() &&
      index > EpisodeStart()) {
    due.item = Item::kHoldingReply;
    due.at = asked.at + minutes{1};
  }
  // R39: for who still waits
  if (asked.what == What::kEmergency && asked.again && WaitsSince() <= asked.at && !Doubtful() &&
      index >= EpisodeStart())
    due.item = Item::kEmergencyText;
  for (std::size_t j = index + 1; j < log_.size(); ++j) {
    // only a STOP is more urgent than whom to call
    if (log_[j].what == What::kEmergency && log_[j].again) return {};
    const bool over = log_[j].what == What::kStart || log_[j].what == What::kExpress;
    if (over && due.item == Item::kConfirmation) return {};
    if (log_[j].what == What::kUnclear && log_[j].again && due.item == Item::kHoldingReply)
      return {};
    if (log_[j].what == What::kLooped || (log_[j].what == What::kStop && log_[j].again)) return {};
    if (log_[j].item != due.item || due.item == Item::kNone || log_[j].what == What::kHandedOver ||
        log_[j].late)
      continue;
    if (log_[j].what != What::kRetry) return {};
    due.at = log_[j].at + seconds{30};
  }
  return due.item == Item::kNone || due.at >= due.by ? Due{} : due;
}

// R22: once per episode.
bool Oracle::HeldOut() const {
  for (std::size_t i = log_.size(); i-- > EpisodeStart();) {
    if (log_[i].item == Item::kHoldingReply && log_[i].what == What::kAccepted) return true;
  }
  return false;
}

// R39: within the hour before.
bool Oracle::ToldWhomToCall(Instant at) const {
  for (std::size_t i = log_.size(); i-- > 0;) {
    if (log_[i].what == What::kHandedOver && log_[i].item == Item::kEmergencyText)
      return at - log_[i].at < hours{1};
  }
  return false;
}

// --- People -------------------------------------------------------------------------------------

Oracle::Due Oracle::NextNudge() const {
  const Instant since = WaitsSince();
  if (since == kNever) return {};
  int told = 0;
  for (const Entry& entry : log_) told += entry.what == What::kNudged && entry.at >= since ? 1 : 0;
  if (told == 3) return {};
  static constexpr int kAfter[] = {15, 30, 60};
  return {.at = AfterOpenMinutes(since, kAfter[told]), .what = What::kNudged};
}

// R25: three days of silence after our last message, and a basis for the long follow-up.
Oracle::Due Oracle::NextRearm() const {
  if (PhaseNow() != Phase::kEngaged || Doubtful() || Looped() || OptedOut() || WrongNumber() ||
      Refused())
    return {};
  // R37: the long follow-up waits for it; what nobody has answered stays with people
  const Asked asked = AskedNow();
  if (asked.due != kNever || asked.out || Waits()) return {};
  for (std::size_t i = log_.size(); i-- > EpisodeStart();) {
    const Entry& entry = log_[i];
    const bool ours = entry.what == What::kWrote || entry.what == What::kTalk ||
                      (entry.what == What::kAccepted && IsProactive(entry.item) && !entry.late);
    const bool theirs = entry.what == What::kCall || entry.what == What::kUnclear ||
                        entry.what == What::kToldThen ||
                        (entry.what >= What::kReply && entry.what <= What::kDoubtful &&
                         entry.what != What::kAutoReply);
    // it may have left, or somebody has taken the lead: a person has to act next
    if (theirs || (entry.what == What::kClaimed && entry.counts) ||
        (entry.what == What::kAmbiguous && IsProactive(entry.item)))
      return {};
    if (!ours) continue;
    Instant at = entry.at + days{3};
    if (BasisFor(Item::kCheckIn1, at) == Basis::kNone) return {};
    const Entry* consent = Last(What::kExpress);
    if (consent != nullptr) at = std::max(at, consent->at);
    return {.at = at, .what = What::kRearmed};
  }
  return {};
}

}  // namespace textback::oracle
