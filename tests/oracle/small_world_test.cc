// Every short sequence of events, in one small world after another (small_world.h): R1-R7, R12-R15,
// R20-R28, R30-R36, R40-R43, R60-R61.
#include "oracle/small_world.h"

namespace textback {
namespace {

using oracle::Length;
using oracle::SmallWorld;
using oracle::What;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Carrier = SendOutcome::Kind;

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
