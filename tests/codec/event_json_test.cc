#include "textback/codec/event_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace textback {
namespace {

using ::testing::HasSubstr;

constexpr Instant kNow = Instant{std::chrono::milliseconds{1'795'190'400'000}};

PhoneNumber Line() { return PhoneNumber::Parse("+14035550199").value(); }

TextKey Key() {
  return {.lead = {.account = AccountId::Parse("northside").value(),
                   .phone = PhoneNumber::Parse("+14035550123").value()},
          .episode = 1,
          .step = StepName::Parse("text_1").value(),
          .attempt = 2};
}

constexpr std::string_view kKeyJson =
    R"({"account":"northside","phone":"+14035550123","episode":1,"step":"text_1","attempt":2})";

PersonId Pat() { return PersonId::Parse("pat").value(); }

using Bytes = std::vector<std::pair<EventBody, std::string>>;

// The calls (R1, R8, R9).
Bytes BytesOfCalls() {
  return {
      {MissedCall{.line = Line()}, R"({"line":"+14035550199","caller":"number"})"},
      {MissedCall{.caller = MissedCall::Caller::kWithheld},
       R"({"line":"withheld","caller":"withheld"})"},
      {MissedCall{.line = Line(), .rang = std::chrono::seconds{4}},
       R"({"line":"+14035550199","caller":"number","rang_ms":4000})"},
      {MissedCall{.line = Line(), .rang = Duration{0}},
       R"({"line":"+14035550199","caller":"number","rang_ms":0})"},
      {MissedCall{.line = Line(), .authentication = CallerCheck::kFailed},
       R"({"line":"+14035550199","caller":"number","authentication":"failed"})"},
      {Voicemail{.line = Line(), .authentication = CallerCheck::kPassed},
       R"({"line":"+14035550199","caller":"number","authentication":"passed"})"},
      {UnclearCall{.line = Line()}, R"({"line":"+14035550199","caller":"number"})"},
      {Voicemail{}, R"({"line":"withheld","caller":"number"})"},
      {Voicemail{.line = Line(),
                 .caller = MissedCall::Caller::kWithheld,
                 .length = std::chrono::seconds{38},
                 .transcript = "It's Dana"},
       R"({"line":"+14035550199","caller":"withheld","length_ms":38000,"transcript":"It's Dana"})"},
  };
}

// Every other kind of event with its exact bytes: stores are compared as text (R72).
Bytes KnownBytes() {
  const std::string key(kKeyJson);
  return {
      {AnsweredCall{}, "{}"},
      {FormInquiry{}, "{}"},
      {FormInquiry{.trade = TradeId::Of("basement"), .name = "Zoë", .consent_words = "Text \"me\""},
       R"({"trade":"basement","name":"Zoë","consent_words":"Text \"me\""})"},
      {FormInquiry{.name = "Dana", .message = "A\nkitchen"},
       R"({"name":"Dana","message":"A\nkitchen"})"},
      {TextIn{.body = "", .line = Line()}, R"({"body":"","line":"+14035550199"})"},
      {TextIn{.body = "a\\b\r\n\t\x01\x7f/👍", .line = Line()},
       "{\"body\":\"a\\\\b\\r\\n\\t\\u0001\\u007f/👍\",\"line\":\"+14035550199\"}"},
      {PersonText{.body = "On my way"}, R"({"body":"On my way"})"},
      {ConsentGiven{.entry = {.basis = Basis::kExpress, .at = kNow, .evidence = "form-17"}},
       R"({"entry":{"basis":"express","at":"2026-11-20T16:00:00Z","evidence":"form-17"}})"},
      {ConsentGiven{.entry = {.basis = Basis::kInquiry, .expires_at = kNow, .withdrawn = true}},
       R"({"entry":{"basis":"inquiry","expires_at":"2026-11-20T16:00:00Z","withdrawn":true}})"},
      {ConsentGiven{.entry = {.at = FromMillis(-1), .expires_at = kLatest}},
       R"({"entry":{"basis":"none","at":-1,"expires_at":7258118400000}})"},
      {OutcomeReported{.outcome = OutcomeReported::Outcome::kLost}, R"({"outcome":"lost"})"},
      {DetailsKnown{}, "{}"},
      {DetailsKnown{.profile = {.name = "Dana",
                                .trade = TradeId::Of("kitchen"),
                                .zone = "America/Edmonton",
                                .region = "CA-AB",
                                .postal_code = "T2P 1J9",
                                .locale = "en"}},
       R"({"name":"Dana","trade":"kitchen","zone":"America/Edmonton","region":"CA-AB",)"
       R"("postal_code":"T2P 1J9","locale":"en"})"},
      {TextSettled{.key = Key(),
                   .outcome = {.kind = SendOutcome::Kind::kAccepted,
                               .at = kNow + std::chrono::milliseconds{10}}},
       R"({"key":)" + key + R"(,"outcome":{"kind":"accepted","at":"2026-11-20T16:00:00.010Z"}})"},
      {TextSettled{.key = TextKey{},
                   .outcome = {.kind = SendOutcome::Kind::kNotMobile,
                               .provider_id = "SM1",
                               .code = "30006"}},
       R"({"key":{"account":"","phone":"withheld","episode":0,"step":"","attempt":0},)"
       R"("outcome":{"kind":"not_mobile","provider_id":"SM1","code":"30006"}})"},
      {TextSettled{.key = Key(),
                   .outcome = {.kind = SendOutcome::Kind::kRetry, .code = "429", .retry_at = kNow}},
       R"({"key":)" + key +
           R"(,"outcome":{"kind":"retry","code":"429","retry_at":"2026-11-20T16:00:00Z"}})"},
      {DeliveryReported{.key = Key(), .code = "30005"},
       R"({"key":)" + key + R"(,"report":"undelivered","code":"30005"})"},
      {TextNotSent{.key = Key()}, R"({"key":)" + key + "}"},
      {TextNotSent{.key = Key(), .expired = true}, R"({"key":)" + key + R"(,"expired":true})"},
      {TextNotSent{.key = Key(), .brake = Brake::kVolume, .until = kNow},
       R"({"key":)" + key + R"(,"brake":"volume","until":"2026-11-20T16:00:00Z"})"},
      {WakeUp{}, "{}"},
      {WakeUp{.brake = Brake::kAllOff}, R"({"brake":"all_off"})"},
      {AnsweredCall{.person = Pat()}, R"({"person":"pat"})"},
      {PersonText{.body = "Hi", .person = Pat()}, R"({"body":"Hi","person":"pat"})"},
      {TextIn{.body = "STOP", .line = Line(), .provider_answered = true},
       R"({"body":"STOP","line":"+14035550199","provider_answered":true})"},
      {EstimateSent{}, "{}"},
      {EstimateSent{.trade = TradeId::Of("kitchen"), .name = "Dana"},
       R"({"trade":"kitchen","name":"Dana"})"},
      {LeadClaimed{.person = Pat()}, R"({"person":"pat"})"},
      {LeadClaimed{.person = Pat(), .given_back = true}, R"({"person":"pat","given_back":true})"},
      {ReadyTextSent{.key = Key(), .person = Pat()}, R"({"key":)" + key + R"(,"person":"pat"})"},
      {SwitchThrown{.on = true}, R"({"scope":"account","on":true})"},
      {SwitchThrown{.scope = SwitchThrown::Scope::kEverything}, R"({"scope":"everything"})"},
      {VolumeAlarm{.texts = 60, .usual = 12}, R"({"texts":60,"usual":12})"},
  };
}

// R29.
Bytes BytesOfAway() {
  return {
      {AwaySet{{.person = Pat(), .why = Schedule::kMeeting, .since = kNow, .until = kNow}},
       R"({"person":"pat","why":"meeting","since":"2026-11-20T16:00:00Z",)"
       R"("until":"2026-11-20T16:00:00Z"})"},
      {AwaySet{.away = {.since = kNow}, .outdated = true},
       R"({"why":"away","since":"2026-11-20T16:00:00Z","outdated":true})"},
  };
}

TEST(EventJsonTest, EveryKindHasItsBytesAndComesBack) {
  std::vector<bool> seen(std::variant_size_v<EventBody>);
  Bytes all = KnownBytes();
  for (auto& one : BytesOfCalls()) all.push_back(std::move(one));
  for (auto& one : BytesOfAway()) all.push_back(std::move(one));
  for (const auto& [body, json] : all) {
    const Event event{.id = {}, .lead = {}, .body = body};
    seen[body.index()] = true;
    EXPECT_EQ(EncodeEventBody(event), json);
    const absl::StatusOr<EventBody> back = DecodeEventBody(KindOf(event), json);
    ASSERT_TRUE(back.ok()) << KindOf(event) << ": " << back.status();
    EXPECT_EQ(*back, body) << json;
  }
  EXPECT_THAT(seen, ::testing::Each(true));
}

TEST(EventJsonTest, EveryEnumValueComesBack) {
  std::vector<EventBody> bodies;
  for (int i = 0; i < 4; ++i) {
    bodies.push_back(MissedCall{.caller = static_cast<MissedCall::Caller>(i)});
    bodies.push_back(UnclearCall{.caller = static_cast<MissedCall::Caller>(i)});
    bodies.push_back(Voicemail{.caller = static_cast<MissedCall::Caller>(i)});
  }
  bodies.push_back(FormInquiry{.trade = TradeId()});
  bodies.push_back(FormInquiry{.trade = TradeId::Of("water_heater")});
  for (int i = 0; i < 3; ++i) {
    bodies.push_back(OutcomeReported{.outcome = static_cast<OutcomeReported::Outcome>(i)});
  }
  for (std::size_t i = 0; i < kBasisCount; ++i) {
    bodies.push_back(ConsentGiven{.entry = {.basis = static_cast<Basis>(i)}});
  }
  for (int i = 0; i < 7; ++i) {
    bodies.push_back(TextSettled{.outcome = {.kind = static_cast<SendOutcome::Kind>(i)}});
  }
  for (int i = 0; i < 3; ++i) {
    bodies.push_back(DeliveryReported{.report = static_cast<DeliveryReported::Report>(i)});
  }
  for (const EventBody& body : bodies) {
    const Event event{.body = body};
    const auto back = DecodeEventBody(KindOf(event), EncodeEventBody(event));
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_EQ(*back, body);
  }
}

// The codec has its own fast formatting of instants; it must agree with FormatRfc3339.
TEST(EventJsonTest, InstantsAreFormattedLikeEverywhere) {
  std::int64_t millis = 0;
  for (std::int64_t step = 1; FromMillis(millis) < kLatest;
       millis += step, step = step * 3 / 2 + 1) {
    if (step > 86'400'000LL * 29) step = 1;
    const Instant at = FromMillis(millis);
    const Event event{.body = ConsentGiven{.entry = {.basis = Basis::kExpress, .at = at}}};
    ASSERT_THAT(EncodeEventBody(event), HasSubstr("\"" + FormatRfc3339(at) + "\""));
  }
}

// U+FFFD replaces each byte that is invalid UTF-8 (Unicode 15, table 3-7): truncated, overlong,
// surrogate, beyond U+10FFFF.
TEST(EventJsonTest, BrokenUtf8BecomesReplacementCharacters) {
  const std::string r = "\xEF\xBF\xBD";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"caf\xE9", "caf" + r},
      {"\xF0\x9F\x91", r + r + r},
      {"\xC0\xAF", r + r},
      {"\xE0\x80\xAF", r + r + r},
      {"\xED\xA0\x80", r + r + r},
      {"\xF4\x90\x80\x80", r + r + r + r},
      {"\xF5", r},
      {"\x80ok", r + "ok"},
      {"\xED\x9F\xBF \xEE\x80\x80 \xF4\x8F\xBF\xBF", "\xED\x9F\xBF \xEE\x80\x80 \xF4\x8F\xBF\xBF"},
  };
  for (const auto& [raw, clean] : cases) {
    const auto back =
        DecodeEventBody("person_text", EncodeEventBody({.body = PersonText{.body = raw}}));
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_EQ(std::get<PersonText>(*back).body, clean);
  }
}

TEST(EventJsonTest, EveryByteIsSafe) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string body(1, static_cast<char>(byte));
    const auto back =
        DecodeEventBody("person_text", EncodeEventBody({.body = PersonText{.body = body}}));
    ASSERT_TRUE(back.ok()) << byte << ": " << back.status();
    EXPECT_EQ(std::get<PersonText>(*back).body, byte < 0x80 ? body : "\xEF\xBF\xBD");
  }
}

TEST(EventJsonTest, UnknownFieldsAreIgnored) {
  const auto body = DecodeEventBody("person_text", R"({"mood":["x"],"body":"hi","until":null})");
  ASSERT_TRUE(body.ok()) << body.status();
  EXPECT_EQ(std::get<PersonText>(*body).body, "hi");
}

TEST(EventJsonTest, BadJsonIsRefusedByField) {
  const struct {
    std::string_view kind;
    std::string_view json;
    std::string_view message;
  } cases[] = {
      {"fax", "{}", "field 'kind'"},
      {"", "{}", "field 'kind'"},
      {"wake_up", "", "not JSON"},
      {"wake_up", "{", "not JSON"},
      {"wake_up", "{} x", "not JSON"},
      {"wake_up", "[]", "an object is needed"},
      {"wake_up", "null", "an object is needed"},
      {"person_text", "{\"body\":\"\xFF\"}", "not JSON"},
      {"person_text", R"({"body":"\ud800"})", "not JSON"},
      {"person_text", "{}", "field 'body': missing"},
      {"person_text", R"({"body":7})", "field 'body': a text"},
      {"person_text", R"({"body":null})", "field 'body': a text"},
      {"missed_call", R"({"caller":"number"})", "field 'line': missing"},
      {"missed_call", R"({"line":"","caller":"number"})", "field 'line'"},
      {"missed_call", R"({"line":"4035550123","caller":"number"})", "field 'line'"},
      {"missed_call", R"({"line":"+1 403 555 0123","caller":"number"})", "field 'line'"},
      {"missed_call", R"({"line":"+99999999999999999999","caller":"number"})", "field 'line'"},
      {"missed_call", R"({"line":"+0","caller":"number"})", "field 'line'"},
      {"missed_call", R"({"line":"withheld","caller":"ghost"})", "field 'caller': no such name"},
      {"missed_call", R"({"line":"withheld","caller":"number","rang_ms":-1})", "field 'rang_ms'"},
      {"missed_call", R"({"line":"withheld","caller":"number","rang_ms":86400001})", "'rang_ms'"},
      {"missed_call", R"({"line":"withheld","caller":"number","authentication":"A"})",
       "field 'authentication': no such name"},
      {"unclear_call", R"({"line":"withheld"})", "field 'caller': missing"},
      {"voicemail", R"({"caller":"number"})", "field 'line': missing"},
      {"voicemail", R"({"line":"withheld","caller":"number","length_ms":"38"})", "'length_ms'"},
      {"voicemail", R"({"line":"withheld","caller":"number","transcript":3})", "'transcript'"},
      {"form", R"({"trade":"water heater"})", "field 'trade': trade: character 6 is a space"},
      {"form", R"({"trade":"commercial_refrigeration"})", "field 'trade': trade: 24 characters"},
      {"outcome", R"({"outcome":["booked"]})", "field 'outcome': a text"},
      {"consent", R"({"entry":[]})", "entry: an object"},
      {"consent", R"({"entry":{"at":5}})", "field 'entry.basis': missing"},
      {"consent", R"({"entry":{"basis":"express","at":"yesterday"}})", "field 'entry.at'"},
      {"consent", R"({"entry":{"basis":"express","at":true}})", "field 'entry.at': a time"},
      {"consent", R"({"entry":{"basis":"express","at":1.5}})", "field 'entry.at': a time"},
      {"consent", R"({"entry":{"basis":"express","at":1795190400000}})", "field 'entry.at'"},
      {"consent", R"({"entry":{"basis":"express","at":18446744073709551615}})", "entry.at"},
      {"consent", R"({"entry":{"basis":"express","withdrawn":1}})", "field 'entry.withdrawn'"},
      {"text_not_sent", R"({"key":{"account":"a b","phone":"withheld"}})", "field 'key.account'"},
      {"text_not_sent", R"({"key":{"account":"a","phone":"withheld","episode":-1}})",
       "field 'key.episode'"},
      {"text_not_sent", R"({"key":{"account":"a","phone":"withheld","episode":4294967296}})",
       "field 'key.episode'"},
      {"text_not_sent", R"({"key":{"account":"a","phone":"withheld","episode":1.0}})",
       "field 'key.episode'"},
  };
  for (const auto& [kind, json, message] : cases) {
    const absl::Status status = DecodeEventBody(kind, json).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << json << ": " << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(std::string(message))) << json;
  }
}

// Privacy: what somebody wrote, and their number, must never appear in a message.
TEST(EventJsonTest, MessagesDoNotQuoteValues) {
  const absl::Status status =
      DecodeEventBody("missed_call", R"({"line":"403-555-0123","caller":"number"})").status();
  EXPECT_THAT(std::string(status.message()), ::testing::Not(HasSubstr("555-0123")));
  const absl::Status message =
      DecodeEventBody("voicemail", R"({"line":"withheld","caller":"Dana","transcript":"my roof"})")
          .status();
  EXPECT_FALSE(message.ok());
  EXPECT_THAT(std::string(message.message()), ::testing::Not(HasSubstr("roof")));
}

TEST(EventJsonTest, DeepNestingDoesNoHarm) {
  const std::string deep(100'000, '[');
  EXPECT_FALSE(DecodeEventBody("wake_up", deep).ok());
  EXPECT_TRUE(DecodeEventBody("wake_up", "{\"x\":" + deep + std::string(100'000, ']') + "}").ok());
}

}  // namespace
}  // namespace textback
