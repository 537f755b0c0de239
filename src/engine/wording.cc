// The wording of a step (R6, R7, R50-R54).
#include "engine/wording.h"

#include <optional>
#include <string_view>
#include <utility>

#include "engine/language.h"
#include "textback/text/name.h"
#include "textback/text/segments.h"

namespace textback {
namespace {

// For example "403-555-0199", as people write it; foreign numbers in E.164.
std::string Spoken(PhoneNumber number) {
  if (number.withheld()) return {};
  if (!number.is_nanp()) return number.ToE164();
  // Written by hand: a general formatter would take a third of the time of a whole step.
  std::string spoken = "000-000-0000";
  std::uint64_t rest = number.packed();
  for (auto digit = spoken.rbegin(); digit != spoken.rend(); ++digit) {
    if (*digit == '-') continue;
    *digit = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  return spoken;
}

bool Acknowledges(const Draft& draft, const PlaybookStep& step) {
  return draft.playbook().acknowledges() && step.name == draft.first_step().name;
}

// R9: has the caller left a message that no text_1 has answered yet?
bool AnswersMessage(const Draft& draft) {
  const Instant message = draft.state.inquiries.message_at;
  const Instant answered = draft.state.sequence.last_acknowledge_at;
  return message != kNever && (answered == kNever || message >= answered);
}

Variant VariantOf(const Draft& draft, const PlaybookStep& step, const LeadProfile& profile,
                  std::string_view name) {
  if (!Acknowledges(draft, step)) return Variant::kPlain;
  if (draft.now >= draft.state.inquiries.last_at + draft.playbook().late_after)
    return Variant::kLate;
  return !name.empty() && !profile.trade.empty() ? Variant::kKnown : Variant::kPlain;
}

// R52: if a few characters make a text too long, they are replaced by their stand-ins.
void Cheapen(Draft& draft, const Script& script, Rendered& text) {
  const Segments counted = CountSegments(text.body);
  text.segments = counted.segments;
  if (counted.segments <= draft.playbook().segments_max || counted.encoding == Encoding::kGsm7 ||
      script.stand_ins() == nullptr) {
    return;
  }
  std::string cheaper = script.stand_ins()->Replace(text.body);
  const std::uint32_t segments = CountSegments(cheaper).segments;
  if (segments >= text.segments) return;
  text.body = std::move(cheaper);
  text.segments = segments;
  draft.Because(Why::kStandIns);
}

// text_1 answers the latest inquiry. That may be of another kind than the one that opened the
// episode.
const Script& ScriptOf(const Draft& draft, const PlaybookStep& step) {
  const FollowUp& own = draft.follow_up();
  if (step.name != draft.first_step().name) return *own.script;
  const Script& latest = *draft.policy.FollowUpOf(draft.state.inquiries.last).script;
  return latest.Find({.step = step.name}).body != nullptr ? latest : *own.script;
}

// R50: the number to call us back. If none is known, it is empty and a task says so. Calls come in
// on a line; forms do not.
std::string CallbackOf(Draft& draft) {
  const PhoneNumber callback = draft.policy.account.callback;
  std::string spoken = Spoken(callback.withheld() ? draft.line() : callback);
  if (spoken.empty())
    draft.AddTask(Task::Kind::kMendAccount, "give the account a callback number or a line");
  return spoken;
}

// R55: why nobody answered, true at the time of the call and not of the text. The account's own
// words, else the playbook's. Only the text that answers the inquiry gives a reason.
std::string_view ReasonFor(Draft& draft, const Script& script, std::string_view locale) {
  const Account& account = draft.policy.account;
  const std::optional<Schedule> schedule = account.ScheduleAt(draft.state.inquiries.last_at);
  if (!schedule.has_value() || *schedule == Schedule::kFree) return {};
  const std::optional<std::string_view> own = account.reasons.In(locale, *schedule);
  const std::string_view words =
      own.has_value() ? *own : script.reasons().In(locale, *schedule).value_or("");
  if (!words.empty())
    draft.out.reasons.push_back({.why = Why::kReasonSaid, .row = NameOf(*schedule)});
  return words;
}

Values ValuesFor(const Draft& draft, const Script& script, const std::string& callback,
                 std::string_view locale, std::string_view name) {
  const Account& account = draft.policy.account;
  const LeadProfile& profile = draft.profile();
  Values values;
  values[Field::kPerson] = account.person;
  values[Field::kBusiness] = account.name;
  values[Field::kCallback] = callback;
  values[Field::kAddress] = account.address;
  values[Field::kName] = name;
  values[Field::kTrade] = script.trades().SaidIn(locale, profile.trade);
  return values;
}

// R57: the region's language is a guess, so the text says how to go on in another one.
void AddOtherLanguage(Draft& draft, const Script& script, const Script::Words& words,
                      std::string& body) {
  const std::string_view other = script.OtherLanguage(words.locale);
  if (other.empty()) return;
  body += other;
  body += ' ';
  draft.out.reasons.push_back({.why = Why::kRegionLanguage, .row = words.locale});
}

}  // namespace

bool Render(Draft& draft, const PlaybookStep& step, Rendered& text) {
  const Tongue tongue = TongueOf(draft);
  const Script& script = ScriptOf(draft, step);
  const LeadProfile& profile = draft.profile();
  // R53: whatever a form, a caller id or an import has put there.
  const std::string_view name = SpokenName(profile.name);
  Variant variant = VariantOf(draft, step, profile, name);
  const Arm* arm = ArmOf(step, draft.lead.id);
  const auto find = [&](Variant wanted) {
    return script.Find({.step = step.name,
                        .variant = wanted,
                        .trade = profile.trade,
                        .arm = arm == nullptr ? ArmName() : arm->name,
                        .locale = tongue.locale});
  };
  Script::Words words = find(variant);
  if (Acknowledges(draft, step) && AnswersMessage(draft)) {
    // These words are true however late they go (R7). A script without them has its usual ones.
    const Script::Words of_message = find(Variant::kVoicemail);
    if (of_message.variant == Variant::kVoicemail) {
      words = of_message;
      variant = Variant::kVoicemail;
    }
  }
  if (words.body == nullptr || words.footer == nullptr) return false;
  text.wording.variant = words.variant;
  text.wording.locale = words.locale;
  if (arm != nullptr) {
    text.wording.arm = arm->name;
    draft.out.reasons.push_back({.why = Why::kArm, .row = arm->name.view()});
  }
  std::string& body = text.body;
  if (variant == Variant::kKnown) draft.Because(Why::kKnownCaller);
  if (variant == Variant::kLate) draft.Because(Why::kLateInquiry);
  if (variant == Variant::kVoicemail) draft.Because(Why::kVoicemailWords);
  const std::string callback = CallbackOf(draft);
  if (callback.empty()) return false;
  Values values = ValuesFor(draft, script, callback, words.locale, name);
  if (Acknowledges(draft, step) && words.body->Uses(Field::kReason))
    values[Field::kReason] = ReasonFor(draft, script, words.locale);
  body.reserve(320);
  words.body->Render(values, body);
  body += ' ';
  if (tongue.of_region && Acknowledges(draft, step)) AddOtherLanguage(draft, script, words, body);
  words.footer->Render(values, body);
  Cheapen(draft, script, text);
  return true;
}

namespace {

// A text that is complete in itself, or has a footer of its own.
bool RenderComplete(Draft& draft, const Script& script, const StepName& step,
                    std::string_view locale, Rendered& text) {
  const LeadProfile& profile = draft.profile();
  const Script::Words words = script.Find({.step = step, .trade = profile.trade, .locale = locale});
  if (words.body == nullptr) return false;
  const std::string callback = CallbackOf(draft);
  if (callback.empty()) return false;
  text.wording.locale = words.locale;
  const Values values = ValuesFor(draft, script, callback, words.locale, SpokenName(profile.name));
  words.body->Render(values, text.body);
  if (words.footer != nullptr) {
    text.body += ' ';
    words.footer->Render(values, text.body);
  }
  Cheapen(draft, script, text);
  return true;
}

}  // namespace

// An answer has no footer, except the account's words for an emergency.
bool RenderAnswer(Draft& draft, const StepName& step, Rendered& text) {
  const bool emergency = draft.state.answer.kind == AnswerKind::kEmergencyText;
  const Script* own = emergency ? draft.policy.emergency_text.get() : nullptr;
  if (own == nullptr) own = draft.policy.follow_ups.service.get();
  if (own == nullptr) return false;
  const LanguageId& language = draft.state.answer.language;
  const std::string_view locale = !language.empty() ? language.view() : TongueOf(draft).locale;
  return RenderComplete(draft, *own, step, locale, text);
}

bool RenderRequested(Draft& draft, Rendered& text) {
  const Script* script = draft.policy.follow_ups.service.get();
  return script != nullptr &&
         RenderComplete(draft, *script, RequestedStep(), TongueOf(draft).locale, text);
}

}  // namespace textback
