// One business and its choices: who writes, from where, in which zone, and how careful it is.
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

#include <memory>
#include <string>
#include <vector>

#include "textback/model/id.h"
#include "textback/model/phone_number.h"
#include "textback/policy/rulebook.h"
#include "textback/policy/team.h"
#include "textback/policy/zone.h"

namespace textback {

// How the account reads the law on consent (R42). The choice is written into every journal entry
// that used it.
enum class ConsentReading : std::uint8_t {
  // text_1 answers, one follow-up on the inquiry, everything after needs express consent
  kCautious,
  kStatutory,  // any unexpired basis
};
std::string_view NameOf(ConsentReading reading);  // "cautious"

// Who hands a text over (R63). All modes run the same guards.
enum class Mode : std::uint8_t {
  kAutomatic,  // the library
  kAssisted,   // an office person, who gets the ready text and is reminded after 5 minutes
  kManual,     // whoever the lead is routed to, who gets the ready text
};
std::string_view NameOf(Mode mode);  // "assisted"

// Every day 08:00-20:00: when people are asked, where the account doesn't say.
inline constexpr WeekHours kUsualHours = {
    {{480, 1200}, {480, 1200}, {480, 1200}, {480, 1200}, {480, 1200}, {480, 1200}, {480, 1200}}};

struct Account {
  AccountId id;
  std::string name;    // of the business
  std::string person;  // who signs
  std::shared_ptr<const Zone> zone;
  // "CA-AB": where the business is; empty: not given. Says nothing of where its leads are (R11).
  std::string region;
  std::vector<PhoneNumber> lines;    // its own numbers: never texted (R2)
  std::vector<PhoneNumber> blocked;  // never texted either (R2)
  PhoneNumber callback;              // where people reach it; withheld: the line that was called
  std::string address;
  std::string locale = "en";
  ConsentReading consent_reading = ConsentReading::kCautious;
  // Lets answers go in the hours that a law leaves to answers, where it leaves any (R10); as
  // shipped they keep the hours of everything else.
  bool widen_response = false;
  // Lets the playbook for texts answer somebody who writes out of the blue; as shipped a person
  // does (R1).
  bool answer_texts = false;

  Mode mode = Mode::kAutomatic;
  std::vector<Member> team;       // empty: everything is the owner's (R27)
  WeekHours hours = kUsualHours;  // on the account's clock: nudges count these alone (R21)
  // A reply that comes outside of `hours` is told that somebody will answer (R22).
  bool holding_reply = false;
  // The provider confirms every STOP and answers every HELP by itself (R31).
  bool provider_answers = false;
  // What a line and the account can take (R62); 0: no limit of ours.
  std::uint32_t line_segments_per_minute = 0;
  std::uint32_t texts_per_minute = 0;
  // Usual texts an hour, for the volume breaker (R64); 0: learned from the account's own hours.
  std::uint32_t texts_per_hour = 0;

  bool Owns(PhoneNumber number) const;
  bool Blocks(PhoneNumber number) const;
};

// The account as YAML: ParseAccounts (config/account_yaml.h) makes the same account of it. For the
// record of a policy. With numbers in full: it belongs into a store, not into a log.
std::string AccountYaml(const Account& account);

// InvalidArgument: no id, name, person or zone, a team that CheckTeam refuses, hours without an
// open day. The message names the field.
absl::Status CheckAccount(const Account& account);

}  // namespace textback

#endif  // TEXTBACK_POLICY_ACCOUNT_H_
