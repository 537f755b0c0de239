// R37: every short sequence of events around a time that the lead names (small_world.h).
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

// What ends the text, what turns it over to a person, what leaves it alone. All sequences here are
// shorter by one than elsewhere: the acts are many, or take no more to show what they do.
TEST(SmallWorldAsked, PeopleAndMachines) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  account.holding_reply = true;
  SmallWorld world(account, {{"+1 min missed call", minutes{1}},
                             {"+1 min tomorrow at noon", minutes{1}, What::kNamesTime},
                             {"+9 h tomorrow at noon", hours{9}, What::kNamesTime},
                             {"+1 min tomorrow at 8 am", minutes{1}, What::kNamesEarly},
                             {"+1 min reply", minutes{1}, What::kReply},
                             {"+9 h reply", hours{9}, What::kReply},
                             {"+1 min STOP", minutes{1}, What::kStop},
                             {"+1 min HELP", minutes{1}, What::kHelp},
                             {"+1 min wrong number", minutes{1}, What::kWrongNumber},
                             {"+1 min automatic reply", minutes{1}, What::kAutoReply},
                             {"+1 min doubtful", minutes{1}, What::kDoubtful},
                             {"+5 s message", seconds{5}, What::kMessage},
                             {"+1 min unwanted", minutes{1}, What::kUnwanted},
                             {"+1 min unclear call", minutes{1}, What::kUnclear},
                             {"+1 min person_text", minutes{1}, What::kWrote},
                             {"+1 min answered_call", minutes{1}, What::kTalk},
                             {"+1 min claimed", minutes{1}, What::kClaimed},
                             {"+1 min given back", minutes{1}, What::kGivenBack},
                             {"+1 min express consent", minutes{1}, What::kExpress},
                             {"+1 min booked", minutes{1}, What::kBooked},
                             {"+1 day", hours{24}, What::kCall, {}, true}});
  world.Explore(Length() - 1);
}

// R10, R15, R25: window, cap, and the long follow-up before and after it.
TEST(SmallWorldAsked, TheLongFollowUpWaits) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  account.emergency_words = {"no water"};
  SmallWorld world(account, {{"+5 h missed call", hours{5}},
                             {"+1 min tomorrow at noon", minutes{1}, What::kNamesTime},
                             {"+1 min tomorrow at 8 am", minutes{1}, What::kNamesEarly},
                             {"+1 min in 5 weeks", minutes{1}, What::kNamesLater},
                             {"+31 days missed call", hours{24 * 31}},
                             {"+31 days reply", hours{24 * 31}, What::kReply},
                             {"+1 min emergency", minutes{1}, What::kEmergency},
                             {"+2 days person_text", hours{24 * 2}, What::kWrote},
                             {"+1 min claimed", minutes{1}, What::kClaimed},
                             {"+20 h booked", hours{20}, What::kBooked},
                             {"+23 h", hours{23}, What::kCall, {}, true},
                             {"+4 days", hours{24 * 4}, What::kCall, {}, true}});
  world.Explore(Length() - 1);
}

// R13, R20, R60, R61: the text goes at noon of the next day, 24 hours after the beginning, and the
// carrier takes a minute and a half: what happens after the silence crosses it.
TEST(SmallWorldAsked, ASlowCarrier) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  SmallWorld world(account,
                   {{"+30 s tomorrow at noon", seconds{30}, What::kNamesTime},
                    {"+30 s missed call", seconds{30}},
                    {"+30 s reply", seconds{30}, What::kReply},
                    {"+30 s STOP", seconds{30}, What::kStop},
                    {"+30 s START", seconds{30}, What::kStart},
                    {"+30 s HELP", seconds{30}, What::kHelp},
                    {"+30 s person_text", seconds{30}, What::kWrote},
                    {"+30 s claimed", seconds{30}, What::kClaimed},
                    {"+30 s booked", seconds{30}, What::kBooked},
                    {"carrier: retry", seconds{1}, What::kCall, {Carrier::kRetry}},
                    {"carrier: not a mobile", seconds{1}, What::kCall, {Carrier::kNotMobile}},
                    {"carrier: no answer", seconds{1}, What::kCall, {Carrier::kAmbiguous}},
                    {"carrier: opted out", seconds{1}, What::kCall, {Carrier::kOptedOut}},
                    {"+1 day", hours{24} - seconds{50}, What::kCall, {}, true}},
                   seconds{90});
  world.Explore(Length() - 1);
}

TEST(SmallWorldAsked, WhatTheCarrierSays) {
  const std::vector<Carrier> often(5, Carrier::kRetry);
  const std::vector<Carrier> refused(4, Carrier::kConfig);
  SmallWorld world(
      Northside(),
      {{"+1 min missed call", minutes{1}},
       {"+1 min tomorrow at noon", minutes{1}, What::kNamesTime},
       {"+1 min tomorrow at 8 am", minutes{1}, What::kNamesEarly},
       {"+1 min reply", minutes{1}, What::kReply},
       {"+1 min person_text", minutes{1}, What::kWrote},
       {"+1 min HELP", minutes{1}, What::kHelp},
       {"+1 day", hours{24}, What::kCall, {}, true},
       {"carrier: retry", minutes{1}, What::kCall, {Carrier::kRetry}},
       {"carrier: 5 times retry", minutes{1}, What::kCall, often},
       {"carrier: 4 times our account", minutes{1}, What::kCall, refused},
       {"carrier: 30006, not a mobile", minutes{1}, What::kCall, {Carrier::kNotMobile}},
       {"carrier: 21610, opted out", minutes{1}, What::kCall, {Carrier::kOptedOut}},
       {"carrier: no answer", minutes{1}, What::kCall, {Carrier::kAmbiguous}}});
  world.Explore(Length() - 1);
}

}  // namespace
}  // namespace textback
