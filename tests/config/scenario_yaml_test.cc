// The scenario file: its contents and its errors.
#include "textback/config/scenario_yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace textback {
namespace {

using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kHead =
    "account: {id: northside, name: Northside, person: Alex, zone: America/Edmonton,\n"
    "          lines: [\"+14035550199\"]}\n"
    "lead: {phone: \"+14035550123\"}\n";

std::string Error(std::string_view rest) {
  const auto scenario = ParseScenario(std::string(kHead) + std::string(rest), "s.yaml");
  return scenario.ok() ? "none" : std::string(scenario.status().message());
}

TEST(ScenarioYaml, ReadsEveryKindOfEvent) {
  const auto scenario = ParseScenario(std::string(kHead) + R"(
transport: {fail: [{text: 1, code: "30006"}, {text: 3, code: timeout}]}
events:
  - {at: "2026-11-20T10:00:00-06:00", missed_call: {}}
  - {at: "2026-11-20T10:01:00-06:00", answered_call: }
  - {at: "2026-11-20T10:02:00-06:00", form: {trade: basement, name: Sam,
     consent: {basis: express, words: "Yes, text me"}}}
  - {at: "2026-11-20T10:03:00-06:00", text_in: "no"}
  - {at: "2026-11-20T10:04:00-06:00", person_text: "On my way"}
  - {at: "2026-11-20T10:05:00-06:00", consent: {basis: express, evidence: form-17}}
  - {at: "2026-11-20T10:06:00-06:00", outcome: booked}
until: "2026-12-31T00:00:00Z"
)",
                                      "s.yaml");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  ASSERT_EQ(scenario->events.size(), 7U);
  const MissedCall call = std::get<MissedCall>(scenario->events[0].body);
  EXPECT_EQ(call.line.ToE164(), "+14035550199");
  EXPECT_TRUE(std::holds_alternative<AnsweredCall>(scenario->events[1].body));
  EXPECT_EQ(std::get<FormInquiry>(scenario->events[2].body).consent_words, "Yes, text me");
  EXPECT_EQ(std::get<TextIn>(scenario->events[3].body).body, "no") << "a word, not a boolean";
  EXPECT_EQ(std::get<ConsentGiven>(scenario->events[5].body).entry.basis, Basis::kExpress);
  EXPECT_EQ(scenario->events[6].id.value(), "event-7");
  EXPECT_EQ(scenario->fail.at(3), "timeout");
}

Event One(std::string_view event) {
  const auto scenario =
      ParseScenario(std::string(kHead) + "events:\n  - {at: \"2026-11-20T10:00:00-06:00\", " +
                        std::string(event) + "}\n",
                    "s.yaml");
  EXPECT_TRUE(scenario.ok()) << scenario.status();
  return scenario.ok() && !scenario->events.empty() ? scenario->events[0] : Event{};
}

template <class T>
T BodyOf(std::string_view event) {
  const Event one = One(event);
  EXPECT_TRUE(std::holds_alternative<T>(one.body)) << event;
  return std::holds_alternative<T>(one.body) ? std::get<T>(one.body) : T{};
}

PersonId Pat() { return PersonId::Parse("pat").value(); }

// R1, R2
TEST(ScenarioYaml, ReadsCalls) {
  using Caller = MissedCall::Caller;
  EXPECT_EQ(BodyOf<MissedCall>("missed_call: ").caller, Caller::kNumber);
  EXPECT_EQ(BodyOf<MissedCall>("missed_call: {caller: withheld}").caller, Caller::kWithheld);
  EXPECT_EQ(BodyOf<MissedCall>("missed_call: {caller: invalid}").caller, Caller::kInvalid);
  EXPECT_EQ(BodyOf<MissedCall>("missed_call: {caller: short_code}").caller, Caller::kShortCode);
  EXPECT_EQ(BodyOf<MissedCall>("missed_call: {line: \"+14035550198\"}").line.ToE164(),
            "+14035550198");
  EXPECT_EQ(BodyOf<MissedCall>("missed_call: {}").rang, kRangUnknown);
  EXPECT_EQ(BodyOf<MissedCall>("missed_call: {rang: 12s}").rang, seconds{12});
  EXPECT_TRUE(BodyOf<AnsweredCall>("answered_call: {}").person.empty());
  EXPECT_EQ(BodyOf<AnsweredCall>("answered_call: {person: pat}").person, Pat());
}

// R8
TEST(ScenarioYaml, ReadsTheCallersAuthentication) {
  EXPECT_EQ(BodyOf<MissedCall>("missed_call: {}").authentication, CallerCheck::kNotSaid);
  EXPECT_EQ(BodyOf<MissedCall>("missed_call: {authentication: failed}").authentication,
            CallerCheck::kFailed);
  EXPECT_EQ(BodyOf<MissedCall>("missed_call: {authentication: passed}").authentication,
            CallerCheck::kPassed);
  EXPECT_EQ(BodyOf<MissedCall>("missed_call: {authentication: null, rang: null}").authentication,
            CallerCheck::kNotSaid);
  EXPECT_EQ(BodyOf<Voicemail>("voicemail: {authentication: failed}").authentication,
            CallerCheck::kFailed);
}

// R2: a lead whose number is hidden, or not known.
TEST(ScenarioYaml, TheLeadsNumberMayBeHidden) {
  for (const char* phone : {"withheld", "null", "~"}) {
    const absl::StatusOr<Scenario> scenario = ParseScenario(
        std::string(kHead.substr(0, kHead.find("lead:"))) + "lead: {phone: " + phone +
            ", name: null}\nevents:\n  - {at: \"2026-11-20T10:00:00-06:00\", missed_call: {}}\n",
        "s.yaml");
    ASSERT_TRUE(scenario.ok()) << scenario.status();
    EXPECT_TRUE(scenario->lead.phone.withheld());
    EXPECT_EQ(std::get<MissedCall>(scenario->events.at(0).body).caller,
              MissedCall::Caller::kWithheld);
  }
}

// R8, R9
TEST(ScenarioYaml, ReadsUnclearCallsAndVoicemails) {
  EXPECT_EQ(BodyOf<UnclearCall>("unclear_call: {}").line.ToE164(), "+14035550199");
  EXPECT_EQ(BodyOf<UnclearCall>("unclear_call: {caller: withheld}").caller,
            MissedCall::Caller::kWithheld);
  const Voicemail message = BodyOf<Voicemail>(
      "voicemail: {line: \"+14035550198\", length: 38s, transcript: \"It's Dana.\"}");
  EXPECT_EQ(message.line.ToE164(), "+14035550198");
  EXPECT_EQ(message.length, seconds{38});
  EXPECT_EQ(message.transcript, "It's Dana.");
  EXPECT_TRUE(BodyOf<Voicemail>("voicemail: ").transcript.empty());
}

TEST(ScenarioYaml, ReadsTexts) {
  const TextIn stop =
      BodyOf<TextIn>("text_in: {body: STOP, line: \"+14035550199\", provider_answered: true}");
  EXPECT_EQ(stop.body, "STOP");
  EXPECT_EQ(stop.line.ToE164(), "+14035550199");
  EXPECT_TRUE(stop.provider_answered);
  EXPECT_FALSE(BodyOf<TextIn>("text_in: STOP").provider_answered);
  EXPECT_EQ(BodyOf<TextIn>("text_in: \"\"").body, "") << "a picture without words";
  EXPECT_EQ(BodyOf<PersonText>("person_text: Hello").body, "Hello");
  EXPECT_EQ(BodyOf<PersonText>("person_text: {body: Hello, person: pat}").person, Pat());
}

// R40, R41
TEST(ScenarioYaml, ReadsConsent) {
  for (const Basis basis : {Basis::kExpress, Basis::kInquiry, Basis::kPurchase, Basis::kQuote,
                            Basis::kTransaction, Basis::kReferralFirst}) {
    const std::string name(NameOf(basis));
    EXPECT_EQ(BodyOf<ConsentGiven>("consent: {basis: " + name + "}").entry.basis, basis);
  }
  const ConsentEntry entry =
      BodyOf<ConsentGiven>(
          "consent: {basis: express, evidence: form-17, words: \"Yes, text me\", "
          "expires_at: \"2027-01-01T00:00:00Z\", withdrawn: true}")
          .entry;
  EXPECT_EQ(entry.evidence, "form-17: Yes, text me");
  EXPECT_EQ(FormatRfc3339(entry.expires_at), "2027-01-01T00:00:00Z");
  EXPECT_EQ(FormatRfc3339(entry.at), "2026-11-20T16:00:00Z");
  EXPECT_TRUE(entry.withdrawn);
  EXPECT_EQ(BodyOf<ConsentGiven>("consent: {basis: express, words: OK}").entry.evidence, "OK");
}

TEST(ScenarioYaml, ReadsInquiriesAndWhatBecameOfThem) {
  using Outcome = OutcomeReported::Outcome;
  EXPECT_EQ(BodyOf<FormInquiry>("form: {}"), FormInquiry{});
  EXPECT_EQ(BodyOf<EstimateSent>("estimate_sent: "), EstimateSent{});
  EXPECT_EQ(BodyOf<EstimateSent>("estimate_sent: {trade: kitchen, name: Dana}"),
            (EstimateSent{.trade = TradeId::Of("kitchen"), .name = "Dana"}));
  EXPECT_EQ(BodyOf<OutcomeReported>("outcome: booked").outcome, Outcome::kBooked);
  EXPECT_EQ(BodyOf<OutcomeReported>("outcome: lost").outcome, Outcome::kLost);
  EXPECT_EQ(BodyOf<OutcomeReported>("outcome: closed").outcome, Outcome::kClosed);
  const LeadProfile profile =
      BodyOf<DetailsKnown>(
          "details: {name: Dana, trade: basement, zone: America/Regina, region: "
          "CA-SK, postal_code: S4P 3Y2, locale: fr}")
          .profile;
  EXPECT_EQ(profile.name, "Dana");
  EXPECT_EQ(profile.trade, TradeId::Of("basement"));
  EXPECT_EQ(profile.zone, "America/Regina");
  EXPECT_EQ(profile.region, "CA-SK");
  EXPECT_EQ(profile.postal_code, "S4P 3Y2");
  EXPECT_EQ(profile.locale, "fr");
}

// R27, R63
TEST(ScenarioYaml, ReadsWhatPeopleDo) {
  EXPECT_EQ(BodyOf<LeadClaimed>("claim: pat"), (LeadClaimed{.person = Pat()}));
  EXPECT_EQ(BodyOf<LeadClaimed>("give_back: pat"),
            (LeadClaimed{.person = Pat(), .given_back = true}));
  const ReadyTextSent short_form = BodyOf<ReadyTextSent>("ready_sent: text_1");
  EXPECT_EQ(short_form.key.lead.phone.ToE164(), "+14035550123");
  EXPECT_EQ(short_form.key.step.view(), "text_1");
  EXPECT_EQ(short_form.key.episode, 1U);
  EXPECT_EQ(short_form.key.attempt, 1U);
  const ReadyTextSent sent =
      BodyOf<ReadyTextSent>("ready_sent: {step: text_2, attempt: 3, episode: 2, person: pat}");
  EXPECT_EQ(sent.key.step.view(), "text_2");
  EXPECT_EQ(sent.key.attempt, 3U);
  EXPECT_EQ(sent.key.episode, 2U);
  EXPECT_EQ(sent.person, Pat());
}

// R64: the switch belongs to the account, so to the lead without a number.
TEST(ScenarioYaml, ReadsTheKillSwitch) {
  using Scope = SwitchThrown::Scope;
  EXPECT_EQ(BodyOf<SwitchThrown>("kill_switch: on"), (SwitchThrown{.on = true}));
  EXPECT_EQ(BodyOf<SwitchThrown>("kill_switch: off"), (SwitchThrown{.on = false}));
  EXPECT_EQ(BodyOf<SwitchThrown>("kill_switch: {turn: on, scope: everything}"),
            (SwitchThrown{.scope = Scope::kEverything, .on = true}));
  EXPECT_EQ(BodyOf<SwitchThrown>("kill_switch: {turn: off, scope: account}").scope,
            Scope::kAccount);
  EXPECT_TRUE(One("kill_switch: on").lead.phone.withheld());
  EXPECT_FALSE(One("claim: pat").lead.phone.withheld());
}

TEST(ScenarioYaml, AnEventMayBeLearnedOfLater) {
  const Event late = One("received_at: \"2026-11-22T10:00:00-06:00\", missed_call: {}");
  EXPECT_EQ(FormatRfc3339(late.at), "2026-11-20T16:00:00Z");
  EXPECT_EQ(FormatRfc3339(late.received_at), "2026-11-22T16:00:00Z");
  EXPECT_EQ(One("missed_call: {}").received_at, One("missed_call: {}").at);
}

std::string ErrorOfEvent(std::string_view body) {
  return Error("events:\n  - {at: \"2026-11-20T10:00:00-06:00\", " + std::string(body) + "}\n");
}

// R8, R9
TEST(ScenarioYaml, ErrorsInCallsNameThePlace) {
  const std::vector<std::pair<std::string_view, std::string_view>> mistakes = {
      {"missed_call: {rang: long}", "s.yaml:5: events.missed_call.rang: "},
      {"missed_call: {authentication: maybe}",
       "s.yaml:5: events.missed_call.authentication: write passed or failed"},
      {"unclear_call: yes", "s.yaml:5: events.unclear_call: a text where a group"},
      {"unclear_call: {length: 3s}", "s.yaml:5: events.unclear_call: unknown field 'length'"},
      {"voicemail: {length: 38}", "s.yaml:5: events.voicemail.length: "},
      {"voicemail: {words: hi}", "s.yaml:5: events.voicemail: unknown field 'words'"},
  };
  for (const auto& [body, message] : mistakes)
    EXPECT_THAT(ErrorOfEvent(body), StartsWith(message)) << body;
}

// Each error names file, line and field, and a remedy.
TEST(ScenarioYaml, ErrorsInEventsNameThePlace) {
  const std::vector<std::pair<std::string_view, std::string_view>> mistakes = {
      {"missed_cal: {}", "s.yaml:5: events: unknown field 'missed_cal'; did you mean missed_call?"},
      {"missed_call: now", "s.yaml:5: events.missed_call: a text where a group"},
      {"missed_call: {caller: hidden}",
       "s.yaml:5: events.missed_call.caller: unknown caller; write"},
      {"missed_call: {line: 12}", "s.yaml:5: events.missed_call.line: "},
      {"missed_call: {person: pat}", "s.yaml:5: events.missed_call: unknown field 'person'"},
      {"answered_call: pat", "s.yaml:5: events.answered_call: a text where a group"},
      {"answered_call: {person: a b}", "s.yaml:5: events.answered_call.person: "},
      {"form: basement", "s.yaml:5: events.form: a text where a group"},
      {"form: {trade: roof}",
       "s.yaml:5: events.form.trade: no playbook names the trade 'roof'; known are kitchen, "
       "basement, bathroom, general"},
      {"form: {consent: yes}", "s.yaml:5: events.form.consent: a text where a group"},
      {"form: {consent: {basis: express}}", "s.yaml:5: events.form.consent.words: missing"},
      {"form: {consent: {words: Yes}}", "s.yaml:5: events.form.consent.basis: missing"},
      {"form: {consent: {basis: inquiry, words: Yes}}",
       "s.yaml:5: events.form.consent.basis: what a form asks for and gets is express"},
      {"text_in: [hi]", "s.yaml:5: events.text_in: a list where a group"},
      {"text_in: {line: \"+14035550199\"}", "s.yaml:5: events.text_in.body: missing"},
      {"text_in: {body: hi, provider_answered: perhaps}",
       "s.yaml:5: events.text_in.provider_answered: 'perhaps'; write true or false"},
      {"person_text: {person: pat}", "s.yaml:5: events.person_text.body: missing"},
      {"consent: express", "s.yaml:5: events.consent: a text where a group"},
      {"consent: {}", "s.yaml:5: events.consent.basis: missing"},
      {"consent: {basis: hope}", "s.yaml:5: events.consent.basis: unknown basis; write express"},
      {"consent: {basis: response}", "s.yaml:5: events.consent.basis: unknown basis"},
      {"consent: {basis: express, expires_at: soon}", "s.yaml:5: events.consent.expires_at: "},
      {"outcome: won", "s.yaml:5: events.outcome: unknown outcome; write booked, lost or closed"},
      {"outcome: {}", "s.yaml:5: events.outcome: fields of its own where a text"},
      {"details: Dana", "s.yaml:5: events.details: a text where a group"},
      {"details: {nam: Dana}", "s.yaml:5: events.details: unknown field 'nam'; did you mean name?"},
      {"details: {locale: French}", "s.yaml:5: events.details.locale: 'French' is not a language"},
      {"estimate_sent: kitchen", "s.yaml:5: events.estimate_sent: a text where a group"},
      {"estimate_sent: {trade: roof}",
       "s.yaml:5: events.estimate_sent.trade: no playbook names the trade 'roof'"},
      {"claim: ", "s.yaml:5: events.claim: no value"},
      {"claim: p q", "s.yaml:5: events.claim: "},
      {"give_back: {person: pat}", "s.yaml:5: events.give_back: fields of its own where a text"},
      {"ready_sent: {attempt: 1}", "s.yaml:5: events.ready_sent.step: missing"},
      {"ready_sent: {step: text_1, attempt: 0}",
       "s.yaml:5: events.ready_sent.attempt: counted from 1"},
      {"ready_sent: {step: text_1, episode: one}",
       "s.yaml:5: events.ready_sent.episode: 'one' is not a whole number"},
      {"kill_switch: yes", "s.yaml:5: events.kill_switch: write on or off"},
      {"kill_switch: {scope: account}", "s.yaml:5: events.kill_switch.turn: missing"},
      {"kill_switch: {turn: on, scope: world}",
       "s.yaml:5: events.kill_switch.scope: unknown scope; write account or everything"},
      {"received_at: later, missed_call: {}", "s.yaml:5: events.received_at: "},
      {"received_at: \"2026-11-20T09:00:00-06:00\", missed_call: {}",
       "s.yaml:5: events.received_at: is before at: nothing is known before it is"},
      {"missed_call: {}, text_in: hi",
       "s.yaml:5: events: missed_call and text_in in one event; make"},
      {"received_at: \"2026-11-20T10:00:00-06:00\"", "s.yaml:5: events: nothing happens; add"},
  };
  for (const auto& [body, message] : mistakes)
    EXPECT_THAT(ErrorOfEvent(body), StartsWith(message)) << body;
  EXPECT_THAT(Error("events:\n  - {missed_call: {}}\n"),
              StartsWith("s.yaml:5: events.at: missing"));
  EXPECT_THAT(Error("events:\n  - {at: noon, missed_call: {}}\n"),
              StartsWith("s.yaml:5: events.at: "));
  EXPECT_THAT(Error("events: {}\n"),
              StartsWith("s.yaml:4: events: fields of its own where a list"));
  EXPECT_THAT(Error("events:\n  - call\n"), StartsWith("s.yaml:5: events: a text where fields"));
}

TEST(ScenarioYaml, ErrorsAroundTheEventsNameThePlace) {
  EXPECT_THAT(Error("evnts: []\n"),
              StartsWith("s.yaml:4: unknown field 'evnts'; did you mean events"));
  EXPECT_THAT(Error("until: soon\n"), StartsWith("s.yaml:4: until: "));
  EXPECT_THAT(Error("transport: {fail: [{text: 0, code: x}]}\n"),
              StartsWith("s.yaml:4: transport.fail.text: texts are counted from 1"));
  EXPECT_THAT(Error("transport: {fail: [{text: 1}]}\n"),
              StartsWith("s.yaml:4: transport.fail.code: missing"));
  EXPECT_THAT(Error("transport: {fail: [{text: 1, code: a}, {text: 1, code: b}]}\n"),
              StartsWith("s.yaml:4: transport.fail: text 1 fails twice; remove one"));
  EXPECT_THAT(Error("transport: {fial: []}\n"), StartsWith("s.yaml:4: transport: unknown field"));
  const auto lead = [](std::string_view fields) {
    return std::string(ParseScenario(std::string(kHead.substr(0, kHead.find("lead:"))) + "lead: {" +
                                         std::string(fields) + "}\n",
                                     "s.yaml")
                           .status()
                           .message());
  };
  EXPECT_THAT(lead("name: Dana"), StartsWith("s.yaml:3: lead.phone: missing"));
  EXPECT_THAT(lead("phone: \"+1403\""), StartsWith("s.yaml:3: lead.phone: "));
  const std::string phone = "phone: \"+14035550123\", ";
  EXPECT_THAT(lead(phone + "region: CA-XX"), StartsWith("s.yaml:3: lead.region: no such region"));
  EXPECT_THAT(lead(phone + "postal_code: Z"), StartsWith("s.yaml:3: lead.postal_code: no such"));
  EXPECT_THAT(lead(phone + "zone: Mars"), StartsWith("s.yaml:3: lead.zone: no time zone 'Mars'"));
  EXPECT_THAT(std::string(ParseScenario("lead: {}\n", "s.yaml").status().message()),
              StartsWith("s.yaml:1: account: missing"));
  EXPECT_THAT(std::string(ParseScenario("account: {}\n", "s.yaml").status().message()),
              StartsWith("s.yaml:1: lead: missing"));
}

// The path is relative to the scenario's folder, and errors name the place in the other file.
TEST(ScenarioYaml, PlaybooksStandBesideTheScenario) {
  const std::filesystem::path folder =
      std::filesystem::path(::testing::TempDir()) / "scenario_yaml";
  std::filesystem::create_directories(folder);
  const auto write = [&](std::string_view name, std::string_view content) {
    std::ofstream(folder / name) << content;
    return (folder / name).string();
  };
  constexpr std::string_view kOwn =
      "name: own\ninquiry: estimate\n"
      "steps: [{name: ask, class: proactive, needs: inquiry, delay: 1d}]\n"
      "languages:\n  en:\n    footer: \"Call {callback}. Reply STOP to opt out.\"\n"
      "    words: {ask: {plain: \"{person} from {business}. What would you change?\"}}\n";
  write("own.yaml", kOwn);
  const std::string scenario =
      write("s.yaml", std::string(kHead) + "playbooks: [own.yaml]\nevents: []\n");
  const auto read = LoadScenario(scenario);
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_EQ(read->playbooks.size(), 1U);
  EXPECT_EQ(read->playbooks[0].inquiry, InquiryKind::kEstimate);

  const auto error = [&](std::string_view list) {
    return std::string(
        LoadScenario(write("s.yaml", std::string(kHead) + "playbooks: " + std::string(list) + "\n"))
            .status()
            .message());
  };
  EXPECT_THAT(error("[none.yaml]"), HasSubstr("s.yaml:4: playbooks: "));
  EXPECT_THAT(error("own.yaml"), HasSubstr("s.yaml:4: playbooks: a text where a list"));
  EXPECT_THAT(error("[own.yaml, own.yaml]"),
              HasSubstr("s.yaml:4: playbooks: two that follow up estimate; remove one"));
  write("bad.yaml", "name: own\nsteps: []\n");
  EXPECT_THAT(error("[bad.yaml]"), HasSubstr("bad.yaml:2: steps: an empty list"));
  std::filesystem::remove_all(folder);
}

TEST(ScenarioYaml, TimeOnlyGoesForward) {
  EXPECT_THAT(Error("events:\n  - {at: \"2026-11-20T10:00:00Z\", missed_call: {}}\n"
                    "  - {at: \"2026-11-20T09:00:00Z\", missed_call: {}}\n"),
              HasSubstr("s.yaml:6: "));
  EXPECT_THAT(Error("events:\n  - {at: \"2026-11-20T10:00:00Z\", missed_call: {}}\n"
                    "until: \"2026-11-19T00:00:00Z\"\n"),
              HasSubstr("after until"));
}

}  // namespace
}  // namespace textback
