// Scenarios from YAML: one lead, one account, what happens and when. The format is fixed, because
// scripts rely on it:
//
//   account: {id: northside, name: Northside Renovations, person: Alex, zone: America/Edmonton}
//   lead: {phone: "+14035550123", name: Dana, trade: kitchen}   # all but phone optional
//   transport: {fail: [{text: 1, code: "30006"}]}               # optional: outcome of the nth text
//   events:
//     - {at: "2026-11-20T20:55:00-06:00", missed_call: {}}
//     - {at: "2026-11-20T21:10:00-06:00", text_in: "Yes, a kitchen"}
//   until: "2026-12-31T00:00:00Z"
//
// Kinds of events: missed_call, answered_call, unclear_call, voicemail, form, text_in, person_text,
// consent, outcome, kill_switch; and details, estimate_sent, claim, give_back, ready_sent
// (docs/simulate.md explains all of them). `received_at` is given if we learn of an event later
// than it happens. `playbooks` names files, relative to the scenario's folder, that replace the
// built-in ones. Errors are as in account_yaml.h.
#ifndef TEXTBACK_CONFIG_SCENARIO_YAML_H_
#define TEXTBACK_CONFIG_SCENARIO_YAML_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "textback/config/playbook_yaml.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"
#include "textback/model/time.h"
#include "textback/policy/account.h"

namespace textback {

struct Scenario {
  Account account;
  LeadId lead;
  LeadProfile profile;
  std::vector<PlaybookFile> playbooks;  // instead of the built-in ones for the same inquiries
  std::vector<Event> events;            // in the order of the file; ids "event-1", "event-2" ...
  std::map<std::size_t, std::string> fail;  // nth text -> provider code
  Instant until = kNever;
};

// Events that go back in time, or come after `until`, are errors.
absl::StatusOr<Scenario> ParseScenario(std::string_view yaml, std::string_view file_name);
absl::StatusOr<Scenario> LoadScenario(const std::string& path);

}  // namespace textback

#endif  // TEXTBACK_CONFIG_SCENARIO_YAML_H_
