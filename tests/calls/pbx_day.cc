// The stories of a day: people call, are missed, call again and are called back.
#include "calls/pbx_day.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "calls/pbx_people.h"
#include "calls/pbx_random.h"
#include "calls/pbx_scene.h"
#include "calls/pbx_switch.h"

namespace textback::pbx {
namespace {

constexpr int kCallsOfADay = 12'000;
constexpr Instant kMinute = 60, kHour = 3'600, kDay = 86'400;

// How busy each hour is: thin at night, most at ten.
constexpr std::array kHours = {2,  1,  1,  1,  1,  2,  8,  30, 70, 95, 110, 100,
                               80, 90, 95, 90, 85, 65, 35, 20, 14, 10, 6,   4};

struct SceneKind {
  int weight;
  Play play;
};
constexpr std::array kInbound = {
    SceneKind{30, PlainScene},           SceneKind{18, QueueScene},
    SceneKind{10, RingGroupScene},       SceneKind{6, ParallelScene},
    SceneKind{8, FollowMeScene},         SceneKind{6, BlindTransferScene},
    SceneKind{5, AttendedTransferScene}, SceneKind{8, MenuScene},
    SceneKind{6, MailboxScene},          SceneKind{5, RedialScene}};

class Stories {
 public:
  explicit Stories(const PbxOptions& options)
      : options_(options),
        random_(options.seed),
        people_(random_),
        midnight_(std::chrono::sys_days(options.start).time_since_epoch().count() * kDay) {
    day.account = AccountOfTheDay();
  }

  void Tell() {
    const int days = (options_.calls + kCallsOfADay - 1) / kCallsOfADay;
    for (int i = 1; i <= days; ++i) {
      const int64_t until = int64_t{options_.calls} * i / days;
      while (told_ < until) Story(Moment());
      midnight_ += kDay;
    }
  }

  PbxDay day;
  Switch log;

 private:
  Instant Moment() {
    // Calls at midnight would be too rare to show anything.
    if (random_.Chance(2)) return midnight_ + kDay - random_.Between(1, 5 * kMinute);
    const auto hour = static_cast<Instant>(random_.Weighted(kHours));
    return midnight_ + hour * kHour + random_.Between(0, kHour - 1);
  }

  void Story(Instant at) {
    switch (random_.Weighted({690, 40, 25, 12, 70, 100, 25, 38})) {
      case 0:
        return Caller(people_.Next(), at);
      case 1:
        return Once(people_.Withheld(), at);
      case 2:
        return Once(people_.ShortCode(), at);
      case 3:
        return Caller(people_.TollFree(), at);
      case 4:
        return Stranger(at);
      case 5: {
        Scene scene = Begin(at);
        return InternalScene(scene);
      }
      case 6: {
        Scene scene = Begin(at);
        return NoiseScene(scene, people_.Next());
      }
      default: {  // two callers in one second or nearly
        Caller(people_.Next(), at);
        const Instant soon = at + random_.Between(0, 2);
        Caller(people_.Next(), soon);
      }
    }
  }

  Scene Begin(Instant at) {
    ++told_;
    return Scene(log, random_, day.account, HasLinkedId(options_.style), day.calls, at);
  }

  // Somebody calls in. Gives the index of the call.
  size_t ComesIn(const Party& party, Instant at) {
    Scene scene = Begin(at);
    const size_t call = scene.call;
    scene.ComesIn(party);
    std::array<int, kInbound.size()> weights{};
    for (size_t i = 0; i < weights.size(); ++i) {
      // A redial is told by its caller: nobody can tell it of a withheld one.
      const bool possible = party.HasNumber() || kInbound[i].play != RedialScene;
      weights[i] = possible ? kInbound[i].weight : 0;
    }
    kInbound[random_.Weighted(weights)].play(scene);
    return call;
  }

  void Once(const Party& party, Instant at) { (void)ComesIn(party, at); }

  // A caller with a number. Who was missed calls again, is called back, or neither.
  void Caller(const Party& party, Instant at) {
    const Instant begin = at;
    for (int attempt = 0; attempt < 6; ++attempt) {
      const size_t call = ComesIn(party, at);
      const TruthCall& truth = day.calls[call];
      const Instant end = truth.end;
      const bool spoke = truth.outcome == Outcome::kServed;
      if (spoke && !random_.Chance(5)) return;
      // 62 of 100 who hung up call again the same day.
      if (spoke || random_.Chance(62)) {
        at = end + CallsAgainAfter();
      } else if (!random_.Chance(55) || CalledBack(party, end)) {
        return;
      } else {
        at = last_end_ + CallsAgainAfter();
      }
      // A number is used again two days later: its story has to be over.
      if (at > begin + 20 * kHour) return;
    }
  }

  Instant CallsAgainAfter() {
    switch (random_.Weighted({30, 25, 45})) {
      case 0:
        return random_.Between(30, 90);
      case 1:
        return random_.Between(4 * kMinute, 6 * kMinute);
      default:
        return random_.Between(20 * kMinute, 5 * kHour);
    }
  }

  // The business calls back until somebody answers or it gives up.
  bool CalledBack(const Party& party, Instant end) {
    static constexpr std::array kTries = {1, 1, 2, 3};
    Instant at =
        end + (random_.Chance(15) ? random_.Between(2, 20) : random_.Between(kMinute, 2 * kHour));
    const int tries = random_.Pick(kTries);
    for (int i = 0; i < tries; ++i) {
      const bool reached = random_.Chance(55);
      Scene scene = Begin(at);
      OutgoingScene(scene, party, reached);
      last_end_ = day.calls[scene.call].end;
      if (reached) return true;
      at = last_end_ + random_.Between(kMinute, 40 * kMinute);
    }
    return false;
  }

  // A number that has never called: a supplier, a customer of old.
  void Stranger(Instant at) {
    const Party party = people_.Next();
    const bool reached = random_.Chance(65);
    Scene scene = Begin(at);
    OutgoingScene(scene, party, reached);
    const Instant end = day.calls[scene.call].end;
    // Some of them see the missed call and call.
    if (!reached && random_.Chance(25)) Caller(party, end + CallsAgainAfter());
  }

  const PbxOptions& options_;
  Random random_;
  People people_;
  Instant midnight_;
  Instant last_end_ = 0;
  // Without consultations: whether these are calls of their own depends on the style.
  int64_t told_ = 0;
};

// Everybody outside with a number, by what happened to him.
std::vector<OutsideCaller> Callers(const std::vector<TruthCall>& calls) {
  std::map<std::string, OutsideCaller> callers;
  for (size_t i = 0; i < calls.size(); ++i) {
    const TruthCall& call = calls[i];
    const bool outbound = call.direction == Direction::kOutbound;
    if (!outbound && call.direction != Direction::kInbound) continue;
    const std::string& number = outbound ? call.to : call.from;
    if (number.rfind('+', 0) != 0) continue;
    OutsideCaller& caller = callers[number];
    caller.number = number;
    if (call.spoke_at) caller.served.push_back({*call.spoke_at, i, outbound});
    if (call.outcome == Outcome::kMissed) caller.missed.push_back(i);
    if (call.outcome == Outcome::kUnclear) caller.unclear.push_back(i);
    if (!call.also_fine.empty()) caller.doubtful.push_back(i);
  }
  std::vector<OutsideCaller> list;
  for (auto& [number, caller] : callers) {
    std::sort(caller.served.begin(), caller.served.end(),
              [](const auto& a, const auto& b) { return a.at < b.at; });
    list.push_back(std::move(caller));
  }
  return list;
}

}  // namespace

PbxDay MakePbxDay(const PbxOptions& options) {
  Stories stories(options);
  stories.Tell();
  PbxDay day = std::move(stories.day);
  Written written = Write(stories.log, options);
  day.csv = std::move(written.csv);
  day.rows = stories.log.rows.size();
  day.broken = std::move(written.broken);

  std::set<size_t> damaged;
  for (const BrokenRow& broken : day.broken) {
    damaged.insert(broken.row);
    if (broken.next_may_be_lost) damaged.insert(broken.row + 1);
  }
  for (size_t i = 0; i < day.calls.size(); ++i) {
    TruthCall& call = day.calls[i];
    call.rows = std::move(written.rows_of_call[i]);
    call.damaged = std::any_of(call.rows.begin(), call.rows.end(),
                               [&](size_t row) { return damaged.count(row) > 0; });
  }
  std::sort(day.calls.begin(), day.calls.end(),
            [](const TruthCall& a, const TruthCall& b) { return a.rows.front() < b.rows.front(); });
  day.callers = Callers(day.calls);
  return day;
}

}  // namespace textback::pbx
