#include "properties/asked_rules.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <variant>

#include "textback/engine/guard.h"

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// The earliest that these words can mean, on a clock that shows `now`.
LocalTime Earliest(std::string_view words, LocalTime now) {
  const auto today = std::chrono::floor<days>(now);
  if (words == kNamingWords[0]) return today + days{1} + hours{12};
  if (words == kNamingWords[3]) return today + days{1} + hours{8};
  if (words == kNamingWords[4]) return std::chrono::floor<minutes>(now) + minutes{20};
  if (words == kNamingWords[5]) return today + days{35} + hours{10};
  auto monday = today + days{1};
  while (std::chrono::weekday{monday} != std::chrono::Monday) monday += days{1};
  return monday + hours{10};
}

template <class... Bodies>
bool IsAny(const EventBody& body) {
  return (std::holds_alternative<Bodies>(body) || ...);
}

}  // namespace

bool AskedRules::Names(const OneStep& step, const std::string& body) {
  if (std::find(kNamingWords.begin(), kNamingWords.end(), body) == kNamingWords.end()) return false;
  Instant latest = kEarliest;
  const Place place = PlaceOf(LeadView(step.before), policy_);
  for (const Zone* zone : place.candidates.zones) {
    const LocalTime named = Earliest(body, zone->ToLocal(step.event.at));
    latest = std::max(latest, zone->ToUtc(named).earliest);
  }
  if (latest <= step.now) return false;  // we heard of it late
  open_ = true;
  said_ = false;
  at_ = step.event.at;
  not_before_ = latest;
  keys_.clear();
  return true;
}

// Only what came after the naming: what we hear of late is left to the tests of the engine.
bool AskedRules::IsNewerWord(const OneStep& step) const {
  const EventBody& body = step.event.body;
  if (step.event.at < at_) return false;
  for (const Why why : {Why::kOutOfOrder, Why::kRangTooShort, Why::kKnownPerson, Why::kSameCall,
                        Why::kCallerReached, Why::kNoPlaybook, Why::kNumberWithheld,
                        Why::kNumberInvalid, Why::kShortCode}) {
    if (HasReason(step.decision, why)) return false;
  }
  if (const auto* text = std::get_if<TextIn>(&body)) {
    const ReplyKind kind = policy_.replies->Classify(text->body, "en").kind;
    return kind != ReplyKind::kHelp && kind != ReplyKind::kAutoReply;
  }
  if (std::holds_alternative<LeadClaimed>(body)) return HasReason(step.decision, Why::kClaimedBy);
  return IsAny<MissedCall, Voicemail, UnclearCall, FormInquiry, EstimateSent, AnsweredCall,
               PersonText, OutcomeReported>(body);
}

void AskedRules::HearOutcome(const OneStep& step) {
  using Kind = SendOutcome::Kind;
  if (const auto* settled = std::get_if<TextSettled>(&step.event.body)) {
    const Kind kind = settled->outcome.kind;
    const bool left = kind != Kind::kRetry && kind != Kind::kConfig;
    if (left && keys_.contains(settled->key)) said_ = true;
  }
  if (const auto* sent = std::get_if<ReadyTextSent>(&step.event.body);
      sent != nullptr && keys_.contains(sent->key) && HasReason(step.decision, Why::kSentByPerson))
    said_ = true;
}

// Until the text has gone the time is kept, or a person is told of it.
void AskedRules::Watch(const OneStep& step) {
  const LeadState& state = step.after.state;
  const Marks& marks = state.marks;
  if (!open_ || said_ || state.request.waits() || state.out.is_requested()) return;
  open_ = false;
  const bool over = state.phase != Phase::kEngaged || marks.doubtful || marks.opted_out ||
                    marks.wrong_number || state.loop.alarm;
  const bool told = !step.decision.tasks.empty() &&
                    IsAny<WakeUp, TextSettled, TextNotSent, ReadyTextSent>(step.event.body);
  // What we hear of late takes a text back too.
  const bool taken_back = step.before.state.out.is_requested();
  forgotten_ = !over && !told && !taken_back;
}

void AskedRules::Hear(const OneStep& step, bool nonsense) {
  if (nonsense) return;
  HearOutcome(step);
  const auto* text = std::get_if<TextIn>(&step.event.body);
  const bool names = text != nullptr && Names(step, text->body);
  if (!names && open_ && IsNewerWord(step)) open_ = false;
  Watch(step);
}

// R40, R41: used up with the text, and taken back with it.
std::string AskedRules::CheckState(const LeadState& state, Instant now) const {
  if (forgotten_) return "R37: the time they named is forgotten";
  // Nothing goes to a refused number, whatever was asked for.
  if (!state.consent.Holds(Basis::kRequest, now) || state.marks.refused) return "";
  if (!open_) return "R37: something was said since, and their request is still a basis";
  if (said_) return "R37: the text has left, and their request is still a basis";
  return "";
}

std::string AskedRules::CheckText(const Text& text, const LeadState& state, Instant now) {
  if (text.key.step != RequestedStep())
    return text.basis == Basis::kRequest ? "R37: their request is a basis for another text" : "";
  if (text.basis != Basis::kRequest) return "R37: the text they asked for has another basis";
  if (text.text_class != TextClass::kProactive) return "R37: the text they asked for is proactive";
  if (state.phase != Phase::kEngaged) return "R37: they asked for it, and no person has the lead";
  if (!open_) return "R37: nobody asked for it, or something was said since";
  if (now < not_before_) return "R37: before the time they named";
  if (said_) return "R37: a second text for one time that was named";
  keys_.insert(text.key);
  return "";
}

std::string AskedRules::CheckLeaves(const Text& text, const LeadState& state) const {
  if (text.key.step != RequestedStep()) return "";
  if (!open_ || !keys_.contains(text.key)) return "R37: handed over although something was said";
  if (state.phase != Phase::kEngaged) return "R37: handed over, and no person has the lead";
  return said_ ? "R37: handed over a second time" : "";
}

}  // namespace textback
