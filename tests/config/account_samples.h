// Accounts as files, for several tests.
#ifndef TEXTBACK_TESTS_CONFIG_ACCOUNT_SAMPLES_H_
#define TEXTBACK_TESTS_CONFIG_ACCOUNT_SAMPLES_H_

#include <string_view>

namespace textback {

// With a team.
inline constexpr std::string_view kPeople = R"(id: northside
name: Northside Renovations
person: Alex
zone: America/Edmonton
lines: ["+14035550199", "+14035550198"]
mode: assisted
hours: {mon-fri: "08:00-18:00", sat: "09:00-16:00", sun: closed}
team:
  - {id: alex, name: Alex, owner: true}
  - id: pat
    trades: [kitchen, bathroom]
    lines: ["+14035550198"]
    on_call: {mon-fri: "07:00-19:00", sat-sun: closed}
holding_reply: true
provider_answers: true
line_segments_per_minute: 60
texts_per_minute: 30
texts_per_hour: 200
)";

}  // namespace textback

#endif  // TEXTBACK_TESTS_CONFIG_ACCOUNT_SAMPLES_H_
