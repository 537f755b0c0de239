// One business and its choices: who signs, where it is, its time zone, and how it reads the law.
//
// Read from YAML (config/account_yaml.h). Immutable once made; shared by all its leads.
//
//   id: northside
//   name: Northside Renovations
//   person: Alex
//   zone: America/Edmonton
//   region: CA-AB
//   lines: ["+14035550199"]
//   callback: "+14035550199"
#ifndef TEXTBACK_POLICY_ACCOUNT_H_
#define TEXTBACK_POLICY_ACCOUNT_H_

#include <absl/status/status.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "textback/model/away.h"
#include "textback/model/id.h"
#include "textback/model/phone_number.h"
#include "textback/model/schedule.h"
#include "textback/model/time.h"
#include "textback/policy/phone_system.h"
#include "textback/policy/rulebook.h"
#include "textback/policy/team.h"
#include "textback/policy/zone.h"

namespace textback {

// How the account reads the law on consent (R42). Every journal entry that depends on this choice
// contains it.
enum class ConsentReading : std::uint8_t {
  // text_1, one follow-up based on the inquiry; everything after that needs express consent
  kCautious,
  kStatutory,  // any unexpired basis is enough
};
std::string_view NameOf(ConsentReading reading);  // "cautious"

// Who sends the texts (R63). All modes use the same guards.
enum class Mode : std::uint8_t {
  kAutomatic,  // the library
  kAssisted,   // an office person; gets the ready text, and a reminder after 5 minutes
  kManual,     // the person who gets the lead; also gets the ready text
};
std::string_view NameOf(Mode mode);  // "assisted"

// Every day 08:00-20:00: the team's hours, if the account doesn't give any.
inline constexpr WeekHours kUsualHours = {
    {{480, 1200}, {480, 1200}, {480, 1200}, {480, 1200}, {480, 1200}, {480, 1200}, {480, 1200}}};

struct Account {
  AccountId id;
  std::string name;    // of the business
  std::string person;  // who signs
  // True: made from a call log without an account file. Its names are placeholders, and its zone
  // says nothing about where leads are (R11). Nothing is ever sent for it.
  bool rehearsal = false;
  std::shared_ptr<const Zone> zone;
  // "CA-AB": where the business is; empty: not given. It says nothing about where leads are (R11).
  std::string region;
  std::vector<PhoneNumber> lines;    // its own numbers: never texted (R2)
  std::vector<PhoneNumber> blocked;  // never texted either (R2)
  PhoneSystem phones;                // its phones, as they stand in call logs (R1)
  // Suppliers, family, staff: not texted either, and their calls are no tasks (R2).
  std::vector<PhoneNumber> known_people;
  // A missed call that rang for less is counted, not texted (R8); zero: every call counts.
  Duration shortest_ring{0};
  PhoneNumber callback;  // the number to call back; withheld: the line that was called
  std::string address;
  std::string locale = "en";
  ConsentReading consent_reading = ConsentReading::kCautious;
  // True: answers may use the hours that some laws allow for answers only (R10). False: answers
  // keep the same hours as all other texts.
  bool widen_response = false;
  // True: if somebody writes without an earlier inquiry, the playbook for texts answers. False: a
  // person answers (R1).
  bool answer_texts = false;

  Mode mode = Mode::kAutomatic;
  std::vector<Member> team;       // empty: every lead goes to the owner (R27)
  WeekHours hours = kUsualHours;  // in the account's zone; nudges count only these (R21)
  bool hours_given = false;       // true: `hours` are its own, even if they are the usual ones
  // Why nobody answered a call, in place of the playbook's words (R55).
  ScheduleWords reasons;
  // Who is away, as the account file and AwaySet events say (R29); and at which hours of the week
  // the account is on a job or in a meeting. Elsewhere `hours` say whether it is open.
  std::vector<Away> away;
  std::vector<std::pair<Schedule, WeekHours>> situations;
  // True: a reply outside `hours` gets a text that somebody will answer (R22).
  bool holding_reply = false;
  // What is an emergency for this business beside the usual words, as people say it: "no water",
  // "sewage"; at most four words each (R39).
  std::vector<std::string> emergency_words;
  // By locale: what a lead with an emergency is told, above all whom to call (R39). A template
  // (text/template.h); the footer of texts follows it. Empty: only people are told.
  std::vector<std::pair<std::string, std::string>> emergency_text;
  // True: the provider confirms every STOP and answers every HELP itself (R31).
  bool provider_answers = false;
  // Rate limits of each line and of the account (R62); 0: no limit.
  std::uint32_t line_segments_per_minute = 0;
  std::uint32_t texts_per_minute = 0;
  // Usual number of texts per hour, for the volume breaker (R64); 0: learned from the account's own
  // hours.
  std::uint32_t texts_per_hour = 0;

  // A line, an outgoing caller id or a mobile of its people.
  bool Owns(PhoneNumber number) const;
  bool Blocks(PhoneNumber number) const;
  bool Knows(PhoneNumber number) const;  // is it one of known_people?
  // R29: is that person away then, on a job or in a meeting?
  bool IsAway(const PersonId& who, Instant at) const;
  // Why nobody answered at that moment: everybody was away; else its situations; else its hours.
  // Nothing: not known, so no reason is given (R55).
  std::optional<Schedule> ScheduleAt(Instant at) const;

 private:
  std::optional<Schedule> EverybodyAway(Instant at) const;
};

// The account as YAML: ParseAccounts (config/account_yaml.h) makes the same account of it. For the
// record of a policy. It has phone numbers in full: keep it in a store, don't log it.
std::string AccountYaml(const Account& account);

// InvalidArgument: no id, name, person or zone; a team that CheckTeam refuses; hours without an
// open day. The message names the field.
absl::Status CheckAccount(const Account& account);

}  // namespace textback

#endif  // TEXTBACK_POLICY_ACCOUNT_H_
