#include "engine/request.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/assignment.h"
#include "engine/hand_out.h"
#include "engine/language.h"
#include "engine/number.h"
#include "engine/plan.h"
#include "engine/waiting.h"
#include "engine/wording.h"
#include "textback/text/reply.h"

namespace textback {
namespace {

using std::chrono::days;
using What = AskedTime::What;

// A request is kept for at most this long: people change their numbers.
constexpr Duration kFarthest = days{400};
// How long the words that asked for the text still allow it after its time: a window that is shut,
// a holiday, a carrier that doesn't answer.
constexpr Duration kLateBy = days{7};

std::string InWords(LocalTime there) {
  const auto day = std::chrono::floor<days>(there);
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::minutes>(there - day)};
  return absl::StrFormat("%s %02d:%02d", FormatDate(std::chrono::year_month_day{day}),
                         time.hours().count(), time.minutes().count());
}

// A person does it: the text can't go, or somebody else has the lead.
void TellPerson(Draft& draft, const char* why) {
  const bool call = draft.state.request.call;
  draft.AddTask(call ? Task::Kind::kCallBack : Task::Kind::kReply, Assigned(draft),
                absl::StrCat("the lead asked to be ", call ? "called" : "texted", " now: ", why));
  draft.state.request = {.made = draft.state.request.made};
  StartWaiting(draft);
  AwaitPerson(draft, draft.now);
}

void UseUp(Draft& draft) {
  draft.Record({.basis = Basis::kRequest,
                .at = draft.now,
                .withdrawn = true,
                .evidence = absl::StrCat("used for as_asked, text ", draft.state.request.made)});
}

}  // namespace

std::optional<Asked> TimeAskedFor(const Draft& draft, const TextIn& text) {
  const AskedTimes* times = draft.policy.replies->asked_times();
  if (times == nullptr) return std::nullopt;
  const Place place = PlaceOf(draft.After(), draft.policy);
  std::optional<Asked> asked;
  for (const Zone* zone : place.candidates.zones) {
    const std::optional<AskedTime> said =
        times->In(text.body, zone->ToLocal(draft.event.at), TongueOf(draft).locale);
    if (!said.has_value()) return std::nullopt;
    if (said->what == What::kUnclear)
      return Asked{.what = said->what, .words = said->words, .id = said->id};
    const Instant at = zone->ToUtc(said->at).earliest;
    // If several clocks are possible, the latest counts: nobody is texted before the time they
    // named.
    if (asked.has_value() && at <= asked->at) continue;
    asked = Asked{.what = said->what,
                  .at = at,
                  .there = InWords(said->at),
                  .words = said->words,
                  .id = said->id};
  }
  if (!asked.has_value() || asked->at > draft.event.at + kFarthest) return std::nullopt;
  // We heard of it late, and the time is over.
  if (asked->at <= draft.now) return std::nullopt;
  return asked;
}

void SayAsked(const Asked& asked, bool texted, std::string& detail) {
  // A task's detail has no phone number in it; the quote has all that was said.
  const auto digits = std::count_if(asked.words.begin(), asked.words.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
  const bool whole = digits < 7;
  absl::StrAppend(&detail, whole ? "; they say \"" : "; they name a time", whole ? asked.words : "",
                  whole ? "\"" : "");
  if (asked.what != What::kUnclear) absl::StrAppend(&detail, ": ", asked.there, " where they are");
  switch (asked.what) {
    case What::kText:
    case What::kCall:
      absl::StrAppend(&detail, asked.what == What::kCall ? ", by phone" : "",
                      texted ? ". Unless you act before, one text goes then" : "");
      return;
    case What::kVisit:
      return;
    case What::kUnclear:
      absl::StrAppend(&detail, ", and no time can be read from it: agree on one");
      return;
  }
}

void PlanRequest(Draft& draft, const Asked& asked) {
  Request& request = draft.state.request;
  DropRequest(draft);
  request.at = asked.at;
  request.call = asked.what == What::kCall;
  draft.Record({.basis = Basis::kRequest,
                .at = draft.event.at,
                .expires_at = asked.at + kLateBy,
                .evidence = absl::StrCat(EventEvidence(draft.event), " \"", asked.words,
                                         "\" asks for ", asked.there)});
  draft.out.reasons.push_back({.why = Why::kAsksForTime, .row = asked.id});
  draft.SetWake();
}

void RequestDue(Draft& draft, Brake brake) {
  Request& request = draft.state.request;
  draft.Because(Why::kTimeAskedFor);
  if (request.by_person) return TellPerson(draft, "nobody but you can know whether it still holds");
  const Verdict verdict = draft.Check(AskForRequested(brake));
  if (verdict.kind == Verdict::Kind::kHold) {
    request.at = verdict.until;
    draft.NoteHeld(RequestedStep(), verdict.until);
    return draft.SetWake();
  }
  Rendered rendered;
  const bool goes = verdict.kind == Verdict::Kind::kGo;
  if (!goes || !RenderRequested(draft, rendered)) {
    if (goes) draft.Because(Why::kNoWords);
    draft.NoteDropped(RequestedStep());
    UseUp(draft);
    return TellPerson(draft, "no text may go, so do it yourself");
  }
  request.at = kNever;
  HandOut(draft, TextOut::What::kRequested,
          {.key = {.lead = draft.lead.id,
                   .episode = draft.state.episode,
                   .step = RequestedStep(),
                   .attempt = ++request.made},
           .from = draft.line(),
           .text_class = TextClass::kProactive,
           .basis = verdict.basis,
           .decided_at = draft.now,
           .send_by = verdict.send_by,
           .body = std::move(rendered.body),
           .segments = rendered.segments,
           .wording = std::move(rendered.wording)});
}

void RequestNotSent(Draft& draft) {
  UseUp(draft);
  TellPerson(draft, "the ready text was not sent, so do it yourself");
}

void OnRequestAccepted(Draft& draft) {
  UseUp(draft);
  draft.state.request = {.made = draft.state.request.made};
  PlanRearm(draft);
}

void RequestLeftAfterAll(Draft& draft, const TextKey& key) {
  Request& request = draft.state.request;
  const bool out = draft.state.out.is_requested();
  // Since the time was named, so many texts were refused for now.
  if (request.tries == 0 || key.attempt + request.tries + (out ? 1 : 0) <= request.made) return;
  if (out) TakeBack(draft);
  UseUp(draft);
  request = {.made = request.made};
  draft.SetWake();
}

void RequestMayHaveLeft(Draft& draft) {
  draft.Because(Why::kAmbiguous);
  draft.AddTask(Task::Kind::kUnsure,
                "a text may have left or not: look at the thread before writing again");
  AwaitPerson(draft, draft.now);
}

void OnRequestRefused(Draft& draft, const SendOutcome& outcome) {
  using Kind = SendOutcome::Kind;
  Request& request = draft.state.request;
  Landed(draft);
  const bool later = outcome.kind == Kind::kRetry || outcome.kind == Kind::kConfig;
  const bool config = outcome.kind == Kind::kConfig;
  if (config) {
    draft.Because(Why::kAccountConfig);
    draft.AddTask(Task::Kind::kMendAccount,
                  "the provider refuses the account or its line, code " + outcome.code);
  }
  const std::uint32_t doublings = std::min(request.tries, 8U);
  if (later && ++request.tries < draft.playbook().attempts_max) {
    if (!config) draft.Because(Why::kRetryLater);
    const Duration wait =
        config ? Duration{std::chrono::hours{1}} : draft.playbook().retry_after * (1 << doublings);
    request.at = AskAgainAt(outcome, wait, draft.now);
    return draft.SetWake();
  }
  UseUp(draft);
  if (later) {
    draft.Because(Why::kRetriesUsedUp);
    return TellPerson(draft, "the carrier took the text at no attempt, so do it yourself");
  }
  if (outcome.kind == Kind::kAmbiguous) {
    draft.state.request = {.made = request.made};  // it is not sent a second time
    return RequestMayHaveLeft(draft);
  }
  draft.state.request = {.made = request.made};
  NumberRefused(draft, outcome.kind == Kind::kNotMobile, outcome.code);
  StartWaiting(draft);
  AwaitPerson(draft, draft.now);
}

}  // namespace textback
