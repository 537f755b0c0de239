// Plays every sequence of a few possible events, up to a length, to the engine and to the oracle.
// Both must give the same texts at the same instants on the same basis, the same tasks and the same
// phase, after every step and sixty days later (R1-R7, R12-R15, R20-R28, R30-R36, R40-R43,
// R60-R61).
//
// The length is five; six with TEXTBACK_SOAK=1, four under sanitizers, n with TEXTBACK_LENGTH=n.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "oracle/engine.h"
#include "oracle/oracle.h"
#include "trace_checks.h"
#include "world.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TEXTBACK_TEST_SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TEXTBACK_TEST_SANITIZED 1
#endif

namespace textback {
namespace {

using oracle::Item;
using oracle::What;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Carrier = SendOutcome::Kind;

// Two texts are on the wire at once: one was taken back after it had left. The oracle does not
// model the carrier's answers to both; found_test and the random worlds test that.
bool Crosses(const std::vector<oracle::Entry>& log) {
  int out = 0;
  for (const oracle::Entry& entry : log) {
    if (entry.what == What::kHandedOver && ++out > 1) return true;
    if (entry.what == What::kOpened && out > 0) return true;  // of the episode before
    if (entry.what >= What::kAccepted) --out;
  }
  return false;
}

const Instant kBegin = At("2026-11-20T12:00:00-06:00");

// One possible event, and the time since the one before.
struct Symbol {
  const char* name;
  Duration after;
  What what = What::kCall;
  // If not empty, the only effect is that the carrier will give these answers.
  std::vector<Carrier> carrier = {};
  bool silence = false;
};
using Alphabet = std::vector<Symbol>;

std::string Show(const std::vector<oracle::Sent>& sent, const std::vector<oracle::Told>& told,
                 const Zone& zone) {
  std::string lines;
  const auto when = [&zone](Instant at) {
    return FormatRfc3339(Instant{zone.ToLocal(at).time_since_epoch()}) + " ";
  };
  for (const oracle::Sent& one : sent) {
    lines += "    " + when(one.at) + std::string(NameOf(one.item)) + " on " +
             std::string(NameOf(one.basis)) + ", " + std::string(NameOf(one.variant)) + " -> " +
             std::string(NameOf(one.outcome)) + "\n";
  }
  for (const oracle::Told& one : told)
    lines += "    " + when(one.at) + "task " + std::string(NameOf(one.kind)) + "\n";
  return lines;
}

class SmallWorld {
 public:
  SmallWorld(const Account& account, Alphabet alphabet, Duration delay = Duration{0})
      : policy_(PolicyFor(account)),
        alphabet_(std::move(alphabet)),
        engine_(policy_, delay),
        oracle_(policy_->account, oracle::SpreadOf(*policy_), delay) {}

  // Shorter sequences first, so that the first difference has the shortest sequence.
  void Explore(std::size_t length) {
    for (std::size_t limit = 1; limit <= length && differences_.empty(); ++limit) {
      limit_ = limit;
      explored_ = 0;
      Descend(kBegin);
    }
    std::cout << explored_ << " sequences of up to " << limit_ << " of " << alphabet_.size()
              << " symbols\n";
    for (const std::string& difference : differences_) ADD_FAILURE() << difference;
  }

 private:
  static constexpr std::size_t kDifferencesShown = 8;

  void Descend(Instant now) {
    const auto engine = engine_.Now();
    const auto oracle = oracle_.Now();
    for (const Symbol& symbol : alphabet_) {
      sequence_.push_back(&symbol);
      const Instant at = now + symbol.after;
      Play(symbol, at);
      ++explored_;
      if (!Crosses(oracle_.log()) && Same("then")) {
        if (sequence_.size() < limit_) {
          Descend(at);
        } else {
          engine_.RunUntil(at + hours{24 * 60});
          oracle_.RunUntil(at + hours{24 * 60});
          if (!Crosses(oracle_.log())) Same("60 days later");
        }
      }
      engine_.Return(engine);
      oracle_.Return(oracle);
      sequence_.pop_back();
    }
  }

  void Play(const Symbol& symbol, Instant at) {
    if (!symbol.carrier.empty() || symbol.silence) {
      engine_.RunUntil(at);
      oracle_.RunUntil(at);
      engine_.carrier.insert(engine_.carrier.begin(), symbol.carrier.begin(), symbol.carrier.end());
      oracle_.carrier = engine_.carrier;
      return;
    }
    engine_.Happens(at, symbol.what);
    oracle_.Happens(at, symbol.what);
  }

  bool Same(const char* when) {
    std::string what;
    if (!engine_.broken().empty()) what = " " + engine_.broken();
    if (engine_.sent() != oracle_.sent()) what += " texts";
    if (engine_.told() != oracle_.told()) what += " tasks";
    const LeadState& state = engine_.state();
    if (state.phase != oracle_.PhaseNow()) what += " phase";
    if (state.marks.opted_out != oracle_.OptedOut()) what += " opted_out";
    if (state.episode != oracle_.Episode()) what += " episode";
    if ((state.attention.waits_since != kNever) != oracle_.Waits()) what += " waiting";
    if (what.empty()) return true;
    Report(what, when);
    return false;
  }

  void Report(const std::string& what, const char* when) {
    if (differences_.size() >= kDifferencesShown) return;
    std::string text = "they differ in:" + what + ", " + when + ":\n ";
    std::string names;
    for (const Symbol* symbol : sequence_) names += " [" + std::string(symbol->name) + "]";
    const auto one = [](Phase phase, bool opted_out, std::uint32_t episode, bool waits) {
      return std::string(NameOf(phase)) + (opted_out ? ", opted out" : "") + ", episode " +
             std::to_string(episode) + (waits ? ", waits" : "") + "\n";
    };
    const LeadState& state = engine_.state();
    const Zone& zone = *policy_->account.zone;
    text += names + "\n  engine: " +
            one(state.phase, state.marks.opted_out, state.episode,
                state.attention.waits_since != kNever) +
            Show(engine_.sent(), engine_.told(), zone) + "  oracle: " +
            one(oracle_.PhaseNow(), oracle_.OptedOut(), oracle_.Episode(), oracle_.Waits()) +
            Show(oracle_.sent(), oracle_.told(), zone);
    differences_.push_back(text);
  }

  std::shared_ptr<const Policy> policy_;
  Alphabet alphabet_;
  oracle::Engine engine_;
  oracle::Oracle oracle_;
  std::size_t limit_ = 0;
  std::uint64_t explored_ = 0;
  std::vector<const Symbol*> sequence_;
  std::vector<std::string> differences_;
};

std::size_t Length() {
  if (const char* length = std::getenv("TEXTBACK_LENGTH")) return std::strtoul(length, nullptr, 10);
  if (std::getenv("TEXTBACK_SOAK") != nullptr) return 6;
#if defined(TEXTBACK_TEST_SANITIZED)
  return 4;
#else
  return 5;
#endif
}

TEST(SmallWorld, CallsRepliesAndConsent) {
  SmallWorld world(Northside(), {{"+1 min missed call", minutes{1}},
                                 {"+5 h missed call", hours{5}},
                                 {"+12 h missed call", hours{12}},
                                 {"+1 min reply", minutes{1}, What::kReply},
                                 {"+1 min STOP", minutes{1}, What::kStop},
                                 {"+1 min START", minutes{1}, What::kStart},
                                 {"+1 min wrong number", minutes{1}, What::kWrongNumber},
                                 {"+1 min person_text", minutes{1}, What::kWrote},
                                 {"+1 min answered_call", minutes{1}, What::kTalk},
                                 {"+1 min express consent", minutes{1}, What::kExpress},
                                 {"+1 min booked", minutes{1}, What::kBooked},
                                 {"+4 days", hours{24 * 4}, What::kCall, {}, true},
                                 {"+40 days", hours{24 * 40}, What::kCall, {}, true}});
  world.Explore(Length());
}

// R4, R5, R25, R42: days and weeks pass between events.
TEST(SmallWorld, TheLongFollowUp) {
  SmallWorld world(Northside(), {{"+1 min missed call", minutes{1}},
                                 {"+3 h missed call", hours{3}},
                                 {"+2 days missed call", hours{24 * 2}},
                                 {"+6 days 20 h missed call", hours{24 * 6 + 20}},
                                 {"+31 days missed call", hours{24 * 31}},
                                 {"+1 h express consent", hours{1}, What::kExpress},
                                 {"+5 days express consent", hours{24 * 5}, What::kExpress},
                                 {"+30 h reply", hours{30}, What::kReply},
                                 {"+2 days person_text", hours{24 * 2}, What::kWrote},
                                 {"+8 days answered_call", hours{24 * 8}, What::kTalk},
                                 {"+8 days booked", hours{24 * 8}, What::kBooked},
                                 {"+2 h STOP", hours{2}, What::kStop},
                                 {"+4 days", hours{24 * 4}, What::kCall, {}, true},
                                 {"+20 days", hours{24 * 20}, What::kCall, {}, true}});
  world.Explore(Length());
}

TEST(SmallWorld, WhatTheCarrierSays) {
  const std::vector<Carrier> often(5, Carrier::kRetry);
  SmallWorld world(
      Northside(),
      {{"+1 min missed call", minutes{1}},
       {"+9 h missed call", hours{9}},
       {"+1 min STOP", minutes{1}, What::kStop},
       {"+1 min reply", minutes{1}, What::kReply},
       {"+1 min START", minutes{1}, What::kStart},
       {"+1 min HELP", minutes{1}, What::kHelp},
       {"+1 min express consent", minutes{1}, What::kExpress},
       {"+4 days", hours{24 * 4}, What::kCall, {}, true},
       {"carrier: retry", minutes{1}, What::kCall, {Carrier::kRetry}},
       {"carrier: 5 times retry", minutes{1}, What::kCall, often},
       {"carrier: 30006, not a mobile", minutes{1}, What::kCall, {Carrier::kNotMobile}},
       {"carrier: 21610, opted out", minutes{1}, What::kCall, {Carrier::kOptedOut}},
       {"carrier: our account", minutes{1}, What::kCall, {Carrier::kConfig}},
       {"carrier: no answer", minutes{1}, What::kCall, {Carrier::kAmbiguous}}});
  world.Explore(Length());
}

// R13, R20, R60: the carrier takes a minute and a half, and events cross its answers.
TEST(SmallWorld, ASlowCarrier) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  SmallWorld world(account,
                   {{"+30 s missed call", seconds{30}},
                    {"+2 h missed call", hours{2}},
                    {"+30 s reply", seconds{30}, What::kReply},
                    {"+30 s STOP", seconds{30}, What::kStop},
                    {"+30 s START", seconds{30}, What::kStart},
                    {"+30 s HELP", seconds{30}, What::kHelp},
                    {"+30 s person_text", seconds{30}, What::kWrote},
                    {"+30 s answered_call", seconds{30}, What::kTalk},
                    {"+30 s booked", seconds{30}, What::kBooked},
                    {"carrier: retry", seconds{1}, What::kCall, {Carrier::kRetry}},
                    {"carrier: not a mobile", seconds{1}, What::kCall, {Carrier::kNotMobile}},
                    {"carrier: opted out", seconds{1}, What::kCall, {Carrier::kOptedOut}},
                    {"carrier: no answer", seconds{1}, What::kCall, {Carrier::kAmbiguous}},
                    {"+4 days", hours{24 * 4}, What::kCall, {}, true}},
                   seconds{90});
  world.Explore(Length());
}

TEST(SmallWorld, PeopleAndMachines) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  account.holding_reply = true;
  SmallWorld world(account, {{"+1 min missed call", minutes{1}},
                             {"+5 h missed call", hours{5}},
                             {"+9 h reply", hours{9}, What::kReply},
                             {"+1 min reply", minutes{1}, What::kReply},
                             {"+1 min STOP", minutes{1}, What::kStop},
                             {"+1 min HELP", minutes{1}, What::kHelp},
                             {"+1 min automatic reply", minutes{1}, What::kAutoReply},
                             {"+1 min doubtful", minutes{1}, What::kDoubtful},
                             {"+1 min person_text", minutes{1}, What::kWrote},
                             {"+1 min claimed", minutes{1}, What::kClaimed},
                             {"+1 min given back", minutes{1}, What::kGivenBack},
                             {"+1 min lost", minutes{1}, What::kLost},
                             {"+4 days", hours{24 * 4}, What::kCall, {}, true}});
  world.Explore(Length());
}

// R8: a call that a person or a machine answered, between everything that it may fall between.
TEST(SmallWorld, UnclearCalls) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  account.holding_reply = true;
  SmallWorld world(account, {{"+1 min missed call", minutes{1}},
                             {"+5 h missed call", hours{5}},
                             {"+1 min unclear call", minutes{1}, What::kUnclear},
                             {"+9 h unclear call", hours{9}, What::kUnclear},
                             {"+9 h reply", hours{9}, What::kReply},
                             {"+1 min STOP", minutes{1}, What::kStop},
                             {"+1 min doubtful", minutes{1}, What::kDoubtful},
                             {"+1 min automatic reply", minutes{1}, What::kAutoReply},
                             {"+1 min answered_call", minutes{1}, What::kTalk},
                             {"+1 min claimed", minutes{1}, What::kClaimed},
                             {"+1 min given back", minutes{1}, What::kGivenBack},
                             {"+1 min booked", minutes{1}, What::kBooked},
                             {"+4 days", hours{24 * 4}, What::kCall, {}, true}});
  world.Explore(Length());
}

// R8, R13: the call comes while a text is on its way.
TEST(SmallWorld, UnclearCallsAndASlowCarrier) {
  SmallWorld world(Northside(),
                   {{"+30 s missed call", seconds{30}},
                    {"+30 s unclear call", seconds{30}, What::kUnclear},
                    {"+2 h unclear call", hours{2}, What::kUnclear},
                    {"+30 s HELP", seconds{30}, What::kHelp},
                    {"+30 s START", seconds{30}, What::kStart},
                    {"+30 s person_text", seconds{30}, What::kWrote},
                    {"+5 h missed call", hours{5}},
                    {"carrier: retry", seconds{1}, What::kCall, {Carrier::kRetry}},
                    {"carrier: not a mobile", seconds{1}, What::kCall, {Carrier::kNotMobile}},
                    {"carrier: no answer", seconds{1}, What::kCall, {Carrier::kAmbiguous}},
                    {"+4 days", hours{24 * 4}, What::kCall, {}, true}},
                   seconds{90});
  world.Explore(Length());
}

// R39: emergencies between everything that may go or be answered.
TEST(SmallWorld, Emergencies) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  account.emergency_words = {"no water"};
  account.emergency_text = {{"en", "Call {callback} now."}};
  SmallWorld world(account, {{"+1 min missed call", minutes{1}},
                             {"+9 h missed call", hours{9}},
                             {"+1 min emergency", minutes{1}, What::kEmergency},
                             {"+9 h emergency", hours{9}, What::kEmergency},
                             {"+1 min reply", minutes{1}, What::kReply},
                             {"+1 min STOP", minutes{1}, What::kStop},
                             {"+1 min express consent", minutes{1}, What::kExpress},
                             {"+1 min HELP", minutes{1}, What::kHelp},
                             {"+1 min doubtful", minutes{1}, What::kDoubtful},
                             {"+1 min automatic reply", minutes{1}, What::kAutoReply},
                             {"+1 min person_text", minutes{1}, What::kWrote},
                             {"+1 min claimed", minutes{1}, What::kClaimed},
                             {"+1 min booked", minutes{1}, What::kBooked},
                             {"+4 days", hours{24 * 4}, What::kCall, {}, true}});
  world.Explore(Length());
}

// R13, R39: the same with texts on their way, and a carrier that refuses some.
TEST(SmallWorld, EmergenciesAndASlowCarrier) {
  Account account = Northside();
  account.emergency_words = {"no water"};
  account.emergency_text = {{"en", "Call {callback} now."}};
  SmallWorld world(account,
                   {{"+30 s missed call", seconds{30}},
                    {"+30 s emergency", seconds{30}, What::kEmergency},
                    {"+61 min emergency", minutes{61}, What::kEmergency},
                    {"+30 s STOP", seconds{30}, What::kStop},
                    {"+30 s HELP", seconds{30}, What::kHelp},
                    {"+30 s reply", seconds{30}, What::kReply},
                    {"+30 s person_text", seconds{30}, What::kWrote},
                    {"carrier: retry", seconds{1}, What::kCall, {Carrier::kRetry}},
                    {"carrier: not a mobile", seconds{1}, What::kCall, {Carrier::kNotMobile}},
                    {"carrier: no answer", seconds{1}, What::kCall, {Carrier::kAmbiguous}},
                    {"+4 days", hours{24 * 4}, What::kCall, {}, true}},
                   seconds{90});
  world.Explore(Length());
}

// R9: messages, alone and after the missed call of the same call.
TEST(SmallWorld, Voicemails) {
  SmallWorld world(Northside(), {{"+1 min missed call", minutes{1}},
                                 {"+5 h missed call", hours{5}},
                                 {"+12 h missed call", hours{12}},
                                 {"+5 s message", seconds{5}, What::kMessage},
                                 {"+1 min message", minutes{1}, What::kMessage},
                                 {"+5 h message", hours{5}, What::kMessage},
                                 {"+12 h message", hours{12}, What::kMessage},
                                 {"+1 min unclear call", minutes{1}, What::kUnclear},
                                 {"+1 min reply", minutes{1}, What::kReply},
                                 {"+1 min STOP", minutes{1}, What::kStop},
                                 {"+1 min START", minutes{1}, What::kStart},
                                 {"+1 min person_text", minutes{1}, What::kWrote},
                                 {"+1 min booked", minutes{1}, What::kBooked},
                                 {"+40 days", hours{24 * 40}, What::kCall, {}, true}});
  world.Explore(Length());
}

// R9, R32: messages that may say that no texts are wanted.
TEST(SmallWorld, MessagesAgainstTexts) {
  SmallWorld world(Northside(), {{"+1 min missed call", minutes{1}},
                                 {"+5 h missed call", hours{5}},
                                 {"+1 min message", minutes{1}, What::kMessage},
                                 {"+1 min unwanted", minutes{1}, What::kUnwanted},
                                 {"+5 h unwanted", hours{5}, What::kUnwanted},
                                 {"+1 min doubtful", minutes{1}, What::kDoubtful},
                                 {"+1 min STOP", minutes{1}, What::kStop},
                                 {"+1 min START", minutes{1}, What::kStart},
                                 {"+1 min express consent", minutes{1}, What::kExpress},
                                 {"+1 min answered_call", minutes{1}, What::kTalk},
                                 {"+1 min booked", minutes{1}, What::kBooked},
                                 {"+4 days", hours{24 * 4}, What::kCall, {}, true}});
  world.Explore(Length());
}

}  // namespace
}  // namespace textback
