// The loop for a product with its own storage and queue: only the engine, without Runtime and its
// ports. docs/embedding.md explains each line of Work and HandOver.
//
// Here the "database" is a map; in your product each commit below is one transaction.
//
//   ./own_loop
#include <algorithm>
#include <deque>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "textback/config/built_in_policy.h"
#include "textback/engine/account_limits.h"
#include "textback/engine/guard.h"
#include "textback/engine/step.h"

namespace {

using textback::Event;
using textback::Instant;
using textback::Policy;

struct Row {
  textback::Lead lead;
  std::deque<Event> inbox;               // by received_at
  std::optional<textback::Text> outbox;  // at most one
};

textback::AccountRecord account;  // one row of your accounts table

void HandOver(Row& row, const Policy& policy, Instant now) {
  const textback::Text text = *std::exchange(row.outbox, std::nullopt);
  const textback::Brake brake = textback::BrakeOf(account, now);
  Event outcome{.id = *textback::EventId::Parse(text.key.ToString()),
                .lead = row.lead.id,
                .at = now,
                .received_at = now};
  // Checked again at the last moment: a person may have called, or the window may have closed.
  if (textback::CheckHandOver(row.lead, text, policy, now, brake).kind ==
      textback::Verdict::Kind::kGo) {
    textback::CountText(account, policy.account, text, now);
    std::cout << textback::FormatRfc3339(now) << "  " << text.key.step.view() << ": " << text.body
              << "\n";  // here you call your provider
    outcome.body = textback::TextSettled{
        .key = text.key, .outcome = {.kind = textback::SendOutcome::Kind::kAccepted, .at = now}};
  } else {
    outcome.body =
        textback::TextNotSent{.key = text.key, .expired = now >= text.send_by, .brake = brake};
  }
  row.inbox.push_front(std::move(outcome));  // the outcome is an ordinary event
}

// Everything that is due for one lead: events first, then its text, then its timer.
void Work(Row& row, const std::shared_ptr<const Policy>& configured, Instant now) {
  while (true) {
    Event event;
    if (!row.inbox.empty() && row.inbox.front().received_at <= now) {
      event = std::move(row.inbox.front());
      row.inbox.pop_front();
    } else if (row.outbox.has_value()) {
      HandOver(row, *configured, now);
      continue;
    } else if (const Instant at = row.lead.state.wake_at; at <= now) {
      event = {.lead = row.lead.id, .at = at, .received_at = at};
      event.body = textback::WakeUp{.brake = textback::BrakeOf(account, now)};
    } else {
      return;
    }
    textback::ApplyEvent(account, event, now);
    const auto policy = textback::WithFacts(configured, account);  // with who is away
    textback::Decision decision = textback::Step(row.lead, event, *policy, now);
    row.lead.state =
        decision.next;  // from here on: one transaction, with the journal and the tasks
    if (decision.profile.has_value()) row.lead.profile = *std::move(decision.profile);
    if (decision.withdraw) row.outbox.reset();
    if (decision.text.has_value()) row.outbox = std::move(decision.text);
  }
}

// When to come back to this lead.
Instant NextAt(const Row& row) {
  return std::min(row.inbox.empty() ? textback::kNever : row.inbox.front().received_at,
                  row.lead.state.wake_at);
}

}  // namespace

int main() {
  const auto policy = textback::BuiltInPolicy(R"(
id: northside
name: Northside Renovations
person: Alex
zone: America/Edmonton
region: CA-AB
lines: ["+14035550199"]
)");
  if (!policy.ok()) {
    std::cerr << policy.status() << "\n";
    return 1;
  }
  account.account = (*policy)->account.id;
  Row row;
  row.lead.id = {.account = account.account,
                 .phone = *textback::PhoneNumber::Parse("+14035550123")};
  const auto add = [&row](std::string_view id, std::string_view at, textback::EventBody body) {
    const Instant when = *textback::ParseRfc3339(at);
    row.inbox.push_back({.id = *textback::EventId::Parse(id),
                         .lead = row.lead.id,
                         .at = when,
                         .received_at = when,
                         .body = std::move(body)});
  };
  add("call-7", "2026-11-20T10:00:00-07:00", textback::MissedCall{});
  add("sms-1", "2026-11-20T13:00:00-07:00", textback::TextIn{.body = "Yes, a new kitchen"});
  const Instant until = *textback::ParseRfc3339("2026-11-20T23:00:00-07:00");
  for (Instant now = NextAt(row); now <= until; now = NextAt(row)) Work(row, *policy, now);
  std::cout << "phase: " << textback::NameOf(row.lead.state.phase) << "\n";
  return 0;
}
