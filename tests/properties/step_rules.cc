#include "properties/step_rules.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <variant>

#include "textback/codec/decision_json.h"
#include "textback/codec/event_json.h"
#include "textback/engine/guard.h"
#include "textback/engine/step.h"
#include "textback/policy/permission.h"
#include "textback/policy/sending_window.h"

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration kYears = hours{24 * 400};  // decision 0013
constexpr int kSpin = 20;

// The text of a decision, for the carrier or for a person to send.
const Text* TextOf(const Decision& decision) {
  if (decision.text.has_value()) return &*decision.text;
  for (const Task& task : decision.tasks) {
    if (task.kind == Task::Kind::kSendText && task.text.has_value()) return &*task.text;
  }
  return nullptr;
}

bool HasTask(const Decision& decision, Task::Kind kind) {
  return std::any_of(decision.tasks.begin(), decision.tasks.end(),
                     [kind](const Task& task) { return task.kind == kind; });
}

// R37: who calls after having named a time wants to be heard now.
bool TakesBackRequest(const ConsentEntry& entry) {
  return entry.basis == Basis::kRequest && entry.withdrawn;
}

// A direct implementation of R10 for one instant.
bool OpenAt(const Candidates& candidates, HoursKind kind, Instant at) {
  for (const Zone* zone : candidates.zones) {
    for (const Rulebook* rulebook : candidates.rulebooks) {
      const LocalTime local = zone->ToLocal(at);
      const auto day = std::chrono::floor<days>(local);
      const DayHours open = rulebook->RowOn(day).HoursOn(day, kind);
      const auto minute = std::chrono::floor<minutes>(local - day).count();
      if (minute < open.open || minute >= open.close) return false;
    }
  }
  return true;
}

bool Recorded(const RecordedDecision& read, const Decision& made) {
  if (read.reasons.size() != made.reasons.size()) return false;
  for (std::size_t i = 0; i < read.reasons.size(); ++i) {
    const Reason& reason = made.reasons[i];
    if (read.reasons[i].why != SlugOf(reason.why) || read.reasons[i].row != reason.row ||
        read.reasons[i].rule != RuleOf(reason.why) || read.reasons[i].citation != reason.citation)
      return false;
  }
  return read.to == made.next.phase && read.episode == made.next.episode &&
         read.version == made.next.version && read.wake_at == made.next.wake_at &&
         read.text == made.text && read.withdraw == made.withdraw && read.notes == made.notes &&
         read.tasks == made.tasks && read.consent == made.consent;
}

}  // namespace

void StepRules::Fail(std::string what) {
  if (broken_.empty()) broken_ = std::move(what);
}

void StepRules::CheckShape(const OneStep& step) {
  const Decision& decision = step.decision;
  if (absl::Status status = CheckInvariants(step.after); !status.ok())
    Fail(std::string(status.message()));
  if (Step(step.before, step.event, step.policy, step.now) != decision)
    Fail("R70: the same input gives another decision");
  if (decision.reasons.empty()) Fail("R71: a decision without a reason");
  if (decision.next.version != step.before.state.version + 1)
    Fail("step.h: the version is not one more");
  ledger_.insert(ledger_.end(), decision.consent.begin(), decision.consent.end());
  if (Fold(ledger_) != decision.next.consent) Fail("R41: the ledger doesn't fold to the consent");
  for (const StepNote& note : decision.notes) {
    if (note.kind == StepNote::Kind::kHeld && note.until <= step.now)
      Fail("R12: held until an instant that has passed");
  }
}

void StepRules::CheckCodec(const OneStep& step) {
  const auto body = DecodeEventBody(KindOf(step.event), EncodeEventBody(step.event));
  if (!body.ok()) {
    Fail("R72: the event can't be read back: " + std::string(body.status().message()));
  } else if (*body != step.event.body) {
    Fail("R72: the event reads back as another one");
  }
  const auto decision = DecodeDecision(EncodeDecision(step.before, step.decision));
  if (!decision.ok()) {
    Fail("R72: the decision can't be read back: " + std::string(decision.status().message()));
  } else if (decision->from != step.before.state.phase || !Recorded(*decision, step.decision)) {
    Fail("R72: the decision reads back as another one");
  }
}

// A lead remembers how many texts it made of the first and of the current step, but of no older
// ones.
bool StepRules::NeverWas(const OneStep& step, const TextKey& key) const {
  const LeadState& before = step.before.state;
  const Playbook& playbook = *policy_.FollowUpOf(before.inquiries.first).playbook;
  const bool recent = key.step == before.sequence.step || key.step == playbook.steps.front().name;
  const bool remembered = key.lead != step.before.id || key.episode > before.episode ||
                          (recent && key.episode == before.episode);
  return remembered && !Known(key);
}

bool StepRules::IsNonsense(const OneStep& step) const {
  const Event& event = step.event;
  if (const auto* wake = std::get_if<WakeUp>(&event.body); wake != nullptr)
    return step.now < step.before.state.wake_at;
  if (!IsPlausible(event.at) || event.at > step.now + minutes{1}) return true;
  const bool years_old = event.at + kYears < step.now;
  if (const auto* text = std::get_if<TextIn>(&event.body); text != nullptr && years_old)
    return !HasReason(step.decision, Why::kStopReceived);
  if (const auto* settled = std::get_if<TextSettled>(&event.body); settled != nullptr) {
    // What the carrier says about the number applies whichever text it is about (R35).
    return settled->outcome.kind != SendOutcome::Kind::kOptedOut && NeverWas(step, settled->key);
  }
  if (const auto* report = std::get_if<DeliveryReported>(&event.body); report != nullptr)
    return NeverWas(step, report->key);
  if (const auto* stopped = std::get_if<TextNotSent>(&event.body); stopped != nullptr)
    return !Known(stopped->key);
  if (const auto* claim = std::get_if<LeadClaimed>(&event.body); claim != nullptr) {
    const std::vector<Member>& team = policy_.account.team;
    if (claim->person.empty() || (!team.empty() && FindMember(team, claim->person) == nullptr))
      return true;
  }
  const bool of_people = std::holds_alternative<MissedCall>(event.body) ||
                         std::holds_alternative<AnsweredCall>(event.body) ||
                         std::holds_alternative<FormInquiry>(event.body) ||
                         std::holds_alternative<PersonText>(event.body) ||
                         std::holds_alternative<EstimateSent>(event.body) ||
                         std::holds_alternative<LeadClaimed>(event.body) ||
                         std::holds_alternative<ReadyTextSent>(event.body) ||
                         std::holds_alternative<UnclearCall>(event.body) ||
                         std::holds_alternative<Voicemail>(event.body);
  return of_people && years_old;
}

void StepRules::CheckNonsense(const OneStep& step) {
  if (!IsNonsense(step)) return;
  LeadState unchanged = step.before.state;
  unchanged.version = step.decision.next.version;
  unchanged.last_event_at = step.decision.next.last_event_at;
  const Decision& made = step.decision;
  if (made.next != unchanged) Fail("R74: nonsense changed the lead");
  if (made.text.has_value() || made.profile.has_value() || made.withdraw || !made.notes.empty() ||
      !made.tasks.empty() || !made.consent.empty())
    Fail("R74: something follows from nonsense");
}

// R61: an undelivered text is left to a person, who is told once.
void StepRules::CheckUndelivered(const OneStep& step) {
  const auto* report = std::get_if<DeliveryReported>(&step.event.body);
  if (report == nullptr) return;
  if (TextOf(step.decision) != nullptr) Fail("R61: a delivery report made a text");
  if (!HasReason(step.decision, Why::kUndelivered)) return;
  if (!Known(report->key)) Fail("R74: a text that was never made was undelivered");
  const Marks& marks = step.after.state.marks;
  const bool told = HasTask(step.decision, Task::Kind::kCallBack);
  if (!told && !marks.opted_out && !marks.wrong_number)
    Fail("R61: undelivered, and nobody is told");
  if (!undelivered_.insert(report->key).second) Fail("R61: undelivered, and told twice");
}

// R8: whoever may just have been served gets no text of ours before a person acts, or calls again.
void StepRules::CheckUnclear(const OneStep& step) {
  const EventBody& body = step.event.body;
  const bool acted =
      std::holds_alternative<AnsweredCall>(body) || std::holds_alternative<PersonText>(body) ||
      std::holds_alternative<MissedCall>(body) || std::holds_alternative<Voicemail>(body) ||
      std::holds_alternative<FormInquiry>(body) || std::holds_alternative<TextIn>(body) ||
      std::holds_alternative<EstimateSent>(body) || std::holds_alternative<ReadyTextSent>(body) ||
      std::holds_alternative<LeadClaimed>(body) || std::holds_alternative<OutcomeReported>(body) ||
      std::holds_alternative<ConsentGiven>(body);
  if (acted) unclear_ = false;
  if (std::holds_alternative<UnclearCall>(body)) {
    // A task: nobody of the account has written or spoken since. A missed call since then is an
    // inquiry of its own.
    const Instant missed = step.before.state.inquiries.last_at;
    if (HasTask(step.decision, Task::Kind::kUnclearCall))
      unclear_ = missed == kNever || step.event.at >= missed;
    if (step.decision.next.episode != step.before.state.episode ||
        !std::all_of(step.decision.consent.begin(), step.decision.consent.end(), TakesBackRequest))
      Fail("R8: an unclear call is no inquiry");
  }
  const Text* text = TextOf(step.decision);
  // R39: whom to call in an emergency is worth knowing twice.
  const bool emergency = text != nullptr && text->key.step.view() == "emergency_text";
  if (unclear_ && text != nullptr && text->text_class != TextClass::kService && !emergency)
    Fail("R8: a text to somebody who may just have been served");
}

// R9: nothing in a message is consent, an opt-out or its end.
void StepRules::CheckMessage(const OneStep& step) {
  if (!std::holds_alternative<Voicemail>(step.event.body)) return;
  for (const ConsentEntry& entry : step.decision.consent) {
    if (TakesBackRequest(entry)) continue;
    if (entry.basis != Basis::kInquiry || entry.withdrawn) Fail("R9: a message changed a consent");
  }
  if (step.after.state.marks.opted_out != step.before.state.marks.opted_out)
    Fail("R9: a message changed an opt-out");
  if (TextOf(step.decision) != nullptr) Fail("R9: a text before it is due");
}

// R39: whoever says "no water" has an emergency, by the account's own words: people hear of it,
// whatever the state of the lead, and no text follows a STOP.
void StepRules::CheckEmergency(const OneStep& step) {
  const Event& event = step.event;
  const auto* text = std::get_if<TextIn>(&event.body);
  const auto* message = std::get_if<Voicemail>(&event.body);
  const std::string_view words = text != nullptr      ? std::string_view(text->body)
                                 : message != nullptr ? std::string_view(message->transcript)
                                                      : std::string_view();
  const bool said = words.find("no water") != std::string_view::npos;
  const bool heard = HasTask(step.decision, Task::Kind::kEmergency);
  if (heard && !said) Fail("R39: an emergency that nobody spoke of");
  const bool known = message != nullptr && message->caller == MissedCall::Caller::kNumber &&
                     policy_.account.Knows(step.after.id.phone);
  const bool nobody = text != nullptr && step.after.id.phone.withheld();
  if (said && !heard && !IsNonsense(step) && !known && !nobody) Fail("R39: nobody hears of it");
}

// R28, R30, R39, R56
void StepRules::CheckAnswer(const OneStep& step, const Text& text) {
  const bool bot = text.key.step.view() == NameOf(AnswerKind::kBotAnswer);
  if (bot && (stopped_ || step.after.state.marks.doubtful))
    Fail("R56: who may want no texts is told that a machine writes");
  if (!bot && text.key.step.view() != NameOf(AnswerKind::kEmergencyText)) return;
  Instant& last = bot ? bot_at_ : emergency_at_;
  if (last != kNever && step.now < last + hours{1}) Fail("R28: the same answer twice in an hour");
  last = step.now;
}

void StepRules::CheckWaking(const OneStep& step) {
  const LeadState& state = step.after.state;
  const bool automated = state.phase == Phase::kRecovering || state.phase == Phase::kNurturing;
  if (automated && state.wake_at == kNever && (state.out.empty() || state.out.with_person()))
    Fail("R73: an open lead that nothing wakes and no person has");
  if (state.attention.waits_since != kNever && state.phase != Phase::kEngaged && !automated)
    Fail("R21: somebody waits for a person, and the episode is over");
  if (!std::holds_alternative<WakeUp>(step.event.body)) return;
  woken_ = woken_at_ == step.now ? woken_ + 1 : 1;
  woken_at_ = step.now;
  if (woken_ > kSpin) Fail("R73: woken for ever at one instant");
}

// R29: nobody who is away is asked to answer while somebody else of the team is there.
void StepRules::CheckAway(const OneStep& step) {
  const Account& account = step.policy.account;
  const bool there = std::any_of(account.team.begin(), account.team.end(), [&](const Member& one) {
    return !account.IsAway(one.id, step.now);
  });
  if (!there) return;
  for (const Task& task : step.decision.tasks) {
    // The other kinds may go to the owner, to everybody, or to somebody about what they did.
    if (task.kind != Task::Kind::kNudge && task.kind != Task::Kind::kSendText &&
        task.kind != Task::Kind::kReply)
      continue;
    const absl::StatusOr<PersonId> to = PersonId::Parse(task.to);
    if (to.ok() && account.IsAway(*to, step.now)) Fail("R29: somebody who is away is told");
  }
  for (const Reason& reason : step.decision.reasons) {
    if (reason.why != Why::kPassedOver) continue;
    const absl::StatusOr<PersonId> who = PersonId::Parse(reason.row);
    if (!who.ok() || !account.IsAway(*who, step.now)) Fail("R29: who is there is passed over");
  }
}

// R13, R63: a person is told when a ready text must no longer be sent.
void StepRules::CheckTakenBack(const OneStep& step) {
  if (!step.before.state.out.with_person()) return;
  const bool settled = std::holds_alternative<TextSettled>(step.event.body) ||
                       std::holds_alternative<TextNotSent>(step.event.body) ||
                       std::holds_alternative<ReadyTextSent>(step.event.body);
  const bool gone = !step.after.state.out.with_person() || TextOf(step.decision) != nullptr;
  if (gone && !settled && !HasTask(step.decision, Task::Kind::kDontSend))
    Fail("R63: a ready text was taken back and the person who has it isn't told");
}

void StepRules::CheckTime(const OneStep& step, const Text& text) {
  if (text.text_class == TextClass::kService) return;
  const Place place = PlaceOf(LeadView(step.after), policy_);
  const bool widened = policy_.account.widen_response && text.text_class == TextClass::kResponse;
  const HoursKind kind = widened ? HoursKind::kResponse : HoursKind::kShared;
  const auto window = NextAllowed(place.candidates, kind, step.now);
  if (!window.ok() || !window->allowed || !OpenAt(place.candidates, kind, step.now))
    return Fail("R10: a text outside of the window");
  if (text.send_by <= step.now || text.send_by > window->send_by)
    Fail("R14: send_by is not in the window");
  const auto cap = static_cast<std::ptrdiff_t>(TermsAt(place.candidates, step.now).cap_per_day);
  const auto lately = std::count_if(counted_.begin(), counted_.end(),
                                    [&](Instant at) { return at > step.now - hours{24}; });
  if (lately >= cap) Fail(absl::StrFormat("R15: %d texts in 24 hours, and one more", lately));
}

void StepRules::CheckText(const OneStep& step, const Text& text) {
  const LeadState& state = step.after.state;
  const bool service = text.text_class == TextClass::kService;
  const bool step_or_greeting =
      !AnswerKindFromName(text.key.step.view()).has_value() && text.key.step != RequestedStep();
  const PhoneNumber phone = step.after.id.phone;
  const Account& account = policy_.account;
  if (!texts_.emplace(text.key, text).second)
    Fail("R60: the key " + text.key.ToString() + " was used before");
  if (text.key.lead != step.after.id || text.key.attempt == 0) Fail("R60: no key of this lead");
  if (text.decided_at != step.now) Fail("R14: not decided now");
  if (text.body.empty()) Fail("R53: a text without words");
  if (stopped_ && !service) Fail("R30: a text after STOP");
  if (refused_) Fail("R2: a text to a number that the carrier has refused for good");
  if (phone.withheld() || account.Owns(phone) || account.Blocks(phone) || account.Knows(phone))
    Fail("R2: a text to a number that is never texted");
  const bool automated = state.phase == Phase::kRecovering || state.phase == Phase::kNurturing;
  if (step_or_greeting && !automated)
    Fail("R20, R26: a step's text, and the episode is a person's or over");
  if (account.mode != Mode::kAutomatic && step.decision.text.has_value())
    Fail("R63: an automatic text of an account whose texts people send");
  if (text.basis == Basis::kNone ||
      (text.basis != Basis::kResponse && !Fold(ledger_).Holds(text.basis, step.now)))
    Fail("R40: a text without an unexpired basis");
  const Playbook& playbook = *policy_.FollowUpOf(state.inquiries.first).playbook;
  const bool greets = playbook.acknowledges() && text.key.step == playbook.steps.front().name;
  const bool of_call =
      state.inquiries.first != InquiryKind::kText && state.inquiries.last != InquiryKind::kText;
  if (greets && of_call && greeted_at_ != kNever && step.now < greeted_at_ + playbook.cool_down)
    Fail("R4: a second text_1 within the cool-down");
  CheckAnswer(step, text);
  if (std::string broken = asked_.CheckText(text, state, step.now); !broken.empty())
    Fail(std::move(broken));
  CheckTime(step, text);
}

void StepRules::CheckLeaves(const Text& text, const Lead& lead, Instant now) {
  if (now >= text.send_by) Fail("R14: handed over after send_by");
  if (stopped_ && text.text_class != TextClass::kService) Fail("R30: handed over after STOP");
  if (refused_) Fail("R2: handed over to a number that the carrier has refused");
  const bool open = lead.state.phase == Phase::kRecovering || lead.state.phase == Phase::kNurturing;
  if (std::string broken = asked_.CheckLeaves(text, lead.state); !broken.empty())
    Fail(std::move(broken));
  if (AnswerKindFromName(text.key.step.view()).has_value() || text.key.step == RequestedStep())
    return;
  if (!open) Fail("R20: handed over although a person is there, or it is over");
  // A repeat acknowledgement is a step's second text; everything else is sent once per episode.
  const Playbook& playbook = *policy_.FollowUpOf(lead.state.inquiries.first).playbook;
  if (playbook.acknowledges() && text.key.step == playbook.steps.front().name) return;
  const auto [said, first] = said_.try_emplace({text.key.episode, text.key.step}, text.key);
  if (!first) Fail("R60: " + text.key.ToString() + " says again what left already");
}

// The text certainly did not leave.
void StepRules::NotSaid(const TextKey& key) {
  if (key.step.view() == NameOf(AnswerKind::kBotAnswer)) bot_at_ = kNever;
  if (key.step.view() == NameOf(AnswerKind::kEmergencyText)) emergency_at_ = kNever;
  const auto said = said_.find({key.episode, key.step});
  if (said != said_.end() && said->second == key) said_.erase(said);
}

void StepRules::RememberSettled(const OneStep& step, const TextSettled& settled) {
  using Kind = SendOutcome::Kind;
  if (settled.outcome.kind == Kind::kOptedOut) stopped_ = true;
  const auto text = texts_.find(settled.key);
  if (text == texts_.end()) return;
  const Kind kind = settled.outcome.kind;
  if (kind == Kind::kRetry || kind == Kind::kConfig) NotSaid(settled.key);
  if (kind == Kind::kNotMobile || kind == Kind::kRefused) refused_ = true;
  const bool left = kind == Kind::kAccepted || kind == Kind::kAmbiguous;
  if (!left || text->second.text_class == TextClass::kService) return;
  const Instant at =
      kind == Kind::kAccepted && settled.outcome.at <= step.now ? settled.outcome.at : step.now;
  // A text that is settled twice was sent once.
  if (!counted_keys_.insert(settled.key).second) return;
  counted_.push_back(at);
  if (settled.key.step.view() == "text_1" && kind == Kind::kAccepted) {
    greeted_at_ = greeted_at_ == kNever ? at : std::max(greeted_at_, at);
  }
}

// Remembers what later steps are checked against.
void StepRules::Remember(const OneStep& step) {
  const EventBody& body = step.event.body;
  if (HasReason(step.decision, Why::kReopened)) {
    const auto* consent = std::get_if<ConsentGiven>(&body);
    const auto* form = std::get_if<FormInquiry>(&body);
    const auto* text = std::get_if<TextIn>(&body);
    const bool may =
        (consent != nullptr && consent->entry.basis == Basis::kExpress) ||
        (form != nullptr && !form->consent_words.empty()) ||
        (text != nullptr && policy_.replies->Classify(text->body, "en").kind == ReplyKind::kStart);
    if (!may) Fail("R33: reopened by something else than START or express consent");
    stopped_ = false;
  }
  const bool plausible = IsPlausible(step.event.at) && step.event.at <= step.now + minutes{1};
  if (!plausible) return;
  if (const auto* text = std::get_if<TextIn>(&body);
      text != nullptr && !step.after.id.phone.withheld() &&
      policy_.replies->Classify(text->body, "en").kind == ReplyKind::kStop) {
    stopped_ = true;
  }
  if (const auto* settled = std::get_if<TextSettled>(&body)) RememberSettled(step, *settled);
  if (const auto* stopped = std::get_if<TextNotSent>(&body)) NotSaid(stopped->key);
  if (const auto* report = std::get_if<DeliveryReported>(&body);
      report != nullptr && report->report == DeliveryReported::Report::kNotMobile &&
      Known(report->key))
    refused_ = true;
  if (const auto* sent = std::get_if<ReadyTextSent>(&body);
      sent != nullptr && HasReason(step.decision, Why::kSentByPerson)) {
    RememberSettled(step, {.key = sent->key,
                           .outcome = {.kind = SendOutcome::Kind::kAccepted, .at = step.event.at}});
  }
}

void StepRules::Check(const OneStep& step) {
  CheckShape(step);
  CheckCodec(step);
  CheckNonsense(step);
  CheckWaking(step);
  CheckTakenBack(step);
  CheckAway(step);
  CheckUndelivered(step);
  CheckUnclear(step);
  CheckEmergency(step);
  CheckMessage(step);
  Remember(step);
  asked_.Hear(step, IsNonsense(step));
  if (std::string broken = asked_.CheckState(step.after.state, step.now); !broken.empty())
    Fail(std::move(broken));
  if (stopped_ && !step.after.state.marks.opted_out) Fail("R30: STOP didn't take effect");
  if (const Text* text = TextOf(step.decision); text != nullptr) CheckText(step, *text);
}

}  // namespace textback
