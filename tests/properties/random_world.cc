#include "properties/random_world.h"

#include <absl/strings/str_format.h>

#include <array>
#include <ostream>
#include <utility>

#include "properties/random_event.h"
#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

PhoneNumber Number(std::string_view text) { return PhoneNumber::Parse(text).value(); }

constexpr std::array<const char*, 9> kZones = {
    "America/Edmonton",  "America/St_Johns",    "America/Toronto",
    "America/Vancouver", "America/Regina",      "America/New_York",
    "America/Phoenix",   "America/Los_Angeles", "Pacific/Honolulu"};

std::shared_ptr<const Zone> ZoneAt(int index) {
  static const auto& zones = *new std::vector<std::shared_ptr<const Zone>>([] {
    std::vector<std::shared_ptr<const Zone>> all;
    for (const char* name : kZones) all.push_back(Zone::Load(name).value());
    return all;
  }());
  return zones.at(static_cast<std::size_t>(index));
}

// Numbers of the account's own country, of a half-hour zone, under stricter rows, without a place,
// and numbers that are never texted.
constexpr std::array<const char*, 13> kPhones = {"+14035550123", "+17095550123", "+12145550123",
                                                 "+13055550123", "+18085550123", "+16045550123",
                                                 "+12505550123", "+18665550123", "",
                                                 "+14035550199", "+14035550177", "+19005550123",
                                                 "+442071234567"};

constexpr std::array<const char*, 8> kDays = {
    "2026-11-20T06:00:00Z", "2026-11-21T06:00:00Z", "2026-03-07T06:00:00Z", "2026-10-31T06:00:00Z",
    "2026-12-24T06:00:00Z", "2027-02-27T06:00:00Z", "2026-08-30T06:00:00Z", "2026-06-30T06:00:00Z"};

using Kind = SendOutcome::Kind;
constexpr std::array<Kind, 12> kOutcomes = {Kind::kAccepted, Kind::kAccepted, Kind::kAccepted,
                                            Kind::kAccepted, Kind::kAccepted, Kind::kRetry,
                                            Kind::kRetry,    Kind::kOptedOut, Kind::kNotMobile,
                                            Kind::kRefused,  Kind::kConfig,   Kind::kAmbiguous};

constexpr std::array<Duration, 6> kAnswerDelays = {seconds{0},  seconds{2}, seconds{20},
                                                   minutes{10}, hours{1},   hours{3}};
constexpr std::array<Duration, 13> kGaps = {
    seconds{0}, seconds{3}, seconds{8},    minutes{2},    minutes{16},    hours{1},      hours{3},
    hours{9},   hours{25},  hours{24 * 3}, hours{24 * 8}, hours{24 * 23}, hours{24 * 40}};

std::vector<Member> TeamOf(int size) {
  WeekHours mornings = {};
  for (DayHours& day : mornings) day = {.open = 480, .close = 720};
  std::vector<Member> team = {
      {.id = PersonId::Parse("alex").value(), .name = "Alex", .owner = true},
      {.id = PersonId::Parse("kim").value(),
       .name = "Kim",
       .trades = {TradeId::Of("kitchen")},
       .on_call = mornings},
      {.id = PersonId::Parse("sam").value(),
       .name = "Sam",
       .trades = {TradeId::Of("basement"), TradeId::Of("bathroom")}}};
  team.resize(static_cast<std::size_t>(size));
  return team;
}

WeekHours HoursAt(int index) {
  WeekHours week = kUsualHours;
  if (index == 1) week[0] = week[6] = {};
  if (index == 2) week = {{{0, 1440}, {0, 1440}, {0, 1440}, {0, 1440}, {0, 1440}, {0, 1440}, {}}};
  if (index == 3) week = {{{}, {}, {}, {1380, 1440}, {}, {}, {}}};
  return week;
}

// The built-in ones; or with a playbook for estimates, and a consent question in the second text.
FollowUps FollowUpsAt(int index) {
  FollowUps all = FollowUps::Of(BuiltInPlaybooks());
  if (index == 0) return all;
  FollowUp& calls = all[InquiryKind::kMissedCall];
  Playbook asking = *calls.playbook;
  asking.steps.at(1).asks_consent = true;
  Playbook estimate = *calls.playbook;
  estimate.inquiry = InquiryKind::kEstimate;
  estimate.steps.erase(estimate.steps.begin());
  estimate.steps.front().after.reset();
  estimate.first_nurturing_step = 1;
  all[InquiryKind::kEstimate] = {.playbook = std::make_shared<const Playbook>(std::move(estimate)),
                                 .script = calls.script};
  calls.playbook = std::make_shared<const Playbook>(std::move(asking));
  return all;
}

Account AccountOf(const RandomWorld& world) {
  Account account{.id = AccountId::Parse("northside").value(),
                  .name = "Northside Renovations",
                  .person = "Alex",
                  .zone = ZoneAt(world.zone),
                  .lines = {Number("+14035550199"), Number("+14035550198")},
                  .blocked = {Number("+14035550177")},
                  .callback = Number("+14035550199"),
                  .address = "12 Sample St, Calgary AB"};
  account.consent_reading =
      world.statutory != 0 ? ConsentReading::kStatutory : ConsentReading::kCautious;
  account.widen_response = world.widen_response != 0;
  account.answer_texts = world.answer_texts != 0;
  constexpr std::array kModes = {Mode::kAutomatic, Mode::kAutomatic, Mode::kAssisted,
                                 Mode::kManual};
  account.mode = kModes.at(static_cast<std::size_t>(world.mode));
  account.team = TeamOf(world.team);
  account.hours = HoursAt(world.hours);
  account.holding_reply = world.holding_reply != 0;
  // R2, R8: some accounts leave short rings alone, and nobody's lead is one of their known people.
  account.shortest_ring = std::chrono::seconds{world.hours % 2 == 0 ? 2 : 0};
  account.known_people = {Number("+14035550155")};
  account.provider_answers = world.provider_answers != 0;
  // R39
  account.emergency_words = {"no water"};
  if (world.hours % 2 == 1) account.emergency_text = {{"en", "Call {callback} now."}};
  return account;
}

template <class Table>
auto Pick(const Table& table, const std::vector<int>& draws, std::size_t index) {
  const int draw = draws.empty() ? 0 : draws[index % draws.size()];
  return table.at(static_cast<std::size_t>(draw));
}

}  // namespace

std::shared_ptr<const Policy> PolicyOf(const RandomWorld& world) {
  static const auto& places = *new std::shared_ptr<const Places>(BuiltInPlaces().value());
  static const auto& replies = *new std::shared_ptr<const ReplyClassifier>(BuiltInReplies());
  return MakePolicy(AccountOf(world), FollowUpsAt(world.playbooks), places, replies).value();
}

LeadId LeadOf(const RandomWorld& world) {
  const std::string_view phone = kPhones.at(static_cast<std::size_t>(world.phone));
  return {.account = AccountId::Parse("northside").value(),
          .phone = phone.empty() ? PhoneNumber() : Number(phone)};
}

LeadProfile ProfileOf(const RandomWorld& world) { return ProfileAt(world.profile); }

Instant StartOf(const RandomWorld& world) {
  return ParseRfc3339(kDays.at(static_cast<std::size_t>(world.day))).value() + hours{world.hour};
}

SendOutcome::Kind OutcomeOf(const RandomWorld& world, std::size_t text) {
  return Pick(kOutcomes, world.outcomes, text);
}

Duration HandOverDelayOf(const RandomWorld& world, std::size_t text) {
  const Duration drawn = Pick(kAnswerDelays, world.delays, 2 * text + 1);
  return drawn / 4;
}

Duration AnswerDelayOf(const RandomWorld& world, std::size_t text) {
  return Pick(kAnswerDelays, world.delays, 2 * text);
}

Duration GapOf(const RandomItem& item) {
  return kGaps.at(static_cast<std::size_t>(item.gap)) + seconds{item.jitter};
}

std::string ToString(const RandomWorld& world) {
  const std::shared_ptr<const Policy> policy = PolicyOf(world);
  const Account& account = policy->account;
  std::string text = absl::StrFormat(
      "account: {zone: %s, mode: %s, consent_reading: %s, team: %d, hours: #%d, playbooks: #%d,\n"
      "          holding_reply: %d, answer_texts: %d, widen_response: %d, provider_answers: %d}\n"
      "lead: {phone: %s}\ncarrier: [",
      account.zone->name(), NameOf(account.mode), NameOf(account.consent_reading),
      account.team.size(), world.hours, world.playbooks, account.holding_reply,
      account.answer_texts, account.widen_response, account.provider_answers,
      LeadOf(world).phone.ToE164());
  for (std::size_t i = 0; i < world.outcomes.size(); ++i) {
    absl::StrAppendFormat(&text, "%s%s", i == 0 ? "" : ", ", NameOf(OutcomeOf(world, i)));
  }
  absl::StrAppendFormat(&text, "], delays: [");
  for (std::size_t i = 0; i < world.delays.size(); ++i) {
    absl::StrAppendFormat(
        &text, "%s%ds", i == 0 ? "" : ", ",
        std::chrono::duration_cast<seconds>(Pick(kAnswerDelays, world.delays, i)).count());
  }
  absl::StrAppendFormat(&text, "]\nevents:\n");
  Instant at = StartOf(world);
  if (world.profile != 0) {
    absl::StrAppendFormat(&text, "  - {at: %s, details: {%s}}\n", FormatRfc3339(at),
                          Describe(ProfileOf(world)));
  }
  for (const RandomItem& item : world.items) {
    at += GapOf(item);
    absl::StrAppendFormat(&text, "  - {received_at: %s, %s}\n", FormatRfc3339(at), Describe(item));
  }
  return text;
}

void showValue(const RandomWorld& world, std::ostream& out) { out << "\n" << ToString(world); }

}  // namespace textback

namespace rc {
namespace {

using textback::RandomItem;
using textback::RandomWorld;

Gen<int> Below(int end) { return gen::resize(kNominalSize, gen::inRange(0, end)); }

// Mostly 0.
Gen<int> Seldom(int end) { return gen::weightedOneOf<int>({{3, gen::just(0)}, {1, Below(end)}}); }

Gen<RandomItem> AnItem() {
  return gen::build<RandomItem>(
      gen::set(&RandomItem::kind, Below(textback::ItemKinds())),
      gen::set(&RandomItem::choice, Below(20)), gen::set(&RandomItem::detail, Below(6)),
      gen::set(&RandomItem::gap, Below(13)), gen::set(&RandomItem::jitter, Below(60)),
      gen::set(&RandomItem::late, Seldom(textback::Latenesses())),
      gen::set(&RandomItem::twice, Seldom(2)));
}

template <class T>
Gen<std::vector<T>> UpTo(int size, Gen<T> gen) {
  return gen::resize(size, gen::container<std::vector<T>>(std::move(gen)));
}

}  // namespace

Gen<RandomWorld> Arbitrary<RandomWorld>::arbitrary() {
  return gen::build<RandomWorld>(
      gen::set(&RandomWorld::zone, Below(9)), gen::set(&RandomWorld::mode, Below(4)),
      gen::set(&RandomWorld::team, Below(4)), gen::set(&RandomWorld::hours, Below(4)),
      gen::set(&RandomWorld::playbooks, Below(2)), gen::set(&RandomWorld::statutory, Below(2)),
      gen::set(&RandomWorld::holding_reply, Below(2)),
      gen::set(&RandomWorld::answer_texts, Below(2)),
      gen::set(&RandomWorld::widen_response, Below(2)),
      gen::set(&RandomWorld::provider_answers, Seldom(2)),
      gen::set(&RandomWorld::phone, Seldom(13)), gen::set(&RandomWorld::profile, Seldom(8)),
      gen::set(&RandomWorld::day, Below(8)), gen::set(&RandomWorld::hour, Below(24)),
      gen::set(&RandomWorld::outcomes, UpTo(6, Below(12))),
      gen::set(&RandomWorld::delays, UpTo(6, Below(6))),
      gen::set(&RandomWorld::items, UpTo(25, AnItem())));
}

}  // namespace rc
