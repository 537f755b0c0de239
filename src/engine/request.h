// The time that a lead names, and the one text that goes then (R37).
#ifndef TEXTBACK_SRC_ENGINE_REQUEST_H_
#define TEXTBACK_SRC_ENGINE_REQUEST_H_

#include <optional>
#include <string>
#include <string_view>

#include "engine/draft.h"
#include "textback/text/asked_time.h"

namespace textback {

// What a text asks for, read on the clocks where the lead may be.
struct Asked {
  AskedTime::What what = AskedTime::What::kUnclear;
  Instant at = kNever;       // kUnclear: kNever
  std::string there;         // the same as the lead sees it: "2026-12-25 10:00"
  std::string words;         // that it was read from
  std::string_view id = {};  // of the phrase
};
// Nothing: the text names no time, or one that is over or too far away.
std::optional<Asked> TimeAskedFor(const Draft& draft, const TextIn& text);

// Adds to a task's detail what was asked for, and when.
// `texted`: a text may go then.
void SayAsked(const Asked& asked, bool texted, std::string& detail);

// A text goes at that time, unless something is said before. Replaces an earlier request.
void PlanRequest(Draft& draft, const Asked& asked);

void RequestDue(Draft& draft, Brake brake);  // when the time has come
void RequestNotSent(Draft& draft);           // R63: the person who had the text let it lie
// What the carrier did with the text. It no longer is outstanding.
void OnRequestAccepted(Draft& draft);
void OnRequestRefused(Draft& draft, const SendOutcome& outcome);
// R60: this text was to be tried again, and now it left or may have: no other one goes.
void RequestLeftAfterAll(Draft& draft, const TextKey& key);
void RequestMayHaveLeft(Draft& draft);  // R60: a person looks before anybody writes again

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_REQUEST_H_
