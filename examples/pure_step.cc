// One Step without I/O: the engine is a function. A missed call at 22:15, the decision, and the
// reasons.
//
//   ./pure_step
#include <iostream>
#include <string>

#include "textback/config/account_yaml.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/engine/step.h"

namespace {

constexpr std::string_view kAccount = R"(
id: northside
name: Northside Renovations
person: Alex
zone: America/Edmonton
region: CA-AB
lines: ["+14035550199"]
)";

void Print(std::string_view what, textback::Instant now, const textback::Decision& decision) {
  std::cout << textback::FormatRfc3339(now) << "  " << what << "\n";
  for (const textback::Reason& reason : decision.reasons) {
    std::cout << "    " << textback::RuleOf(reason.why) << "  " << textback::SentenceOf(reason.why);
    if (!reason.citation.empty()) std::cout << " [" << reason.row << ": " << reason.citation << "]";
    std::cout << "\n";
  }
  for (const textback::StepNote& note : decision.notes) {
    std::cout << "    -> " << note.step.view() << " held until "
              << textback::FormatRfc3339(note.until) << "\n";
  }
  if (decision.text.has_value()) {
    std::cout << "    -> text, " << decision.text->segments
              << " segment(s): " << decision.text->body << "\n";
  }
}

}  // namespace

int main() {
  using namespace std::chrono_literals;
  const auto accounts = textback::ParseAccounts(kAccount, "account");
  if (!accounts.ok()) {
    std::cerr << accounts.status() << "\n";
    return 1;
  }
  const auto& playbooks = textback::BuiltInPlaybooks();
  const auto places = textback::BuiltInPlaces();
  if (!places.ok()) return 1;
  const auto policy = textback::MakePolicy(accounts->front(), textback::FollowUps::Of(playbooks),
                                           *places, textback::BuiltInReplies());
  const auto call = textback::ParseRfc3339("2026-11-19T22:15:00-06:00");
  const auto id = textback::EventId::Parse("call-7");
  const auto phone = textback::PhoneNumber::Parse("+1 403 555 0123");
  if (!policy.ok() || !call.ok() || !id.ok() || !phone.ok()) return 1;

  textback::Lead lead{.id = {.account = (*policy)->account.id, .phone = *phone}};
  textback::Event event{.id = *id,
                        .lead = lead.id,
                        .at = *call,
                        .received_at = *call,
                        .body = textback::MissedCall{}};
  textback::Instant now = *call;
  std::string what = "missed call";
  // The whole follow-up of one lead: pass the event in, then wake the lead whenever it asks, until
  // a text goes.
  while (true) {
    const textback::Decision decision = textback::Step(lead, event, **policy, now);
    Print(what, now, decision);
    if (decision.text.has_value()) return 0;
    lead.state = decision.next;
    now = lead.state.wake_at;
    if (now == textback::kNever) return 1;
    event = {.lead = lead.id, .at = now, .received_at = now, .body = textback::WakeUp{}};
    what = "woken, as asked";
  }
}
