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

  bool Owns(PhoneNumber number) const;
  bool Blocks(PhoneNumber number) const;
};

// InvalidArgument: no id, name, person or zone. The message names the field.
absl::Status CheckAccount(const Account& account);

}  // namespace textback

#endif  // TEXTBACK_POLICY_ACCOUNT_H_
