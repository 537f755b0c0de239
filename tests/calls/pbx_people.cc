#include "calls/pbx_people.h"

#include <array>
#include <string>

namespace textback::pbx {
namespace {

// Area codes in use in Canada and the United States; not 403, where the business and its mobiles
// are. A sample, no list to look anything up in.
constexpr std::array kAreaCodes = {
    204, 226, 236, 249, 250, 289, 306, 343, 365, 416, 418, 431, 437, 438, 450, 506, 514, 519,
    548, 579, 581, 587, 604, 613, 639, 647, 705, 709, 778, 780, 807, 819, 825, 867, 873, 902,
    905, 201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219,
    224, 225, 228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269,
    270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317,
    318, 319, 320, 321, 323, 325, 330, 334, 336, 337, 352, 360, 361, 386, 401, 402, 404, 405,
    406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 425, 432, 434, 435, 440, 443,
    469, 478, 479, 480, 484, 501, 502, 503, 504, 505, 507, 508, 509, 510, 512, 513, 515, 516,
    517, 518, 520, 530, 540, 541, 551, 559, 561, 562, 563, 567, 570, 571};
constexpr std::array kTollFree = {800, 833, 844, 855, 866, 877, 888};

constexpr std::array<std::string_view, 14> kNames = {
    "DANA LEE",         "Smith, Bob",    "Renée Côté",      "José Núñez",     "Sam \"The Van\" Roy",
    "O'Brien, Pat Jr.", "CALGARY    AB", "WIRELESS CALLER", "Müller & Söhne", "A, B, and \"C\"",
    "Anna-Lena",        "unknown",       "TORONTO, ON",     "Łukasz"};
constexpr std::array<std::string_view, 8> kWithheld = {
    "anonymous", "Anonymous", "unknown", "restricted", "Private", "unavailable", "withheld", ""};
constexpr std::array<std::string_view, 4> kShortCodes = {"611", "310310", "72975", "24365"};

constexpr size_t kNumbersEach = 100;

Party Number(int area, size_t last) {
  Party party;
  party.national = std::to_string(area) + "5550" + std::to_string(100 + last);
  party.number = "+1" + party.national;
  return party;
}

}  // namespace

Party People::Next() {
  // A step that has no factor in common with the count meets each number once before any again.
  constexpr size_t kCount = kAreaCodes.size() * kNumbersEach;
  constexpr size_t kStep = 7'919;
  static_assert(kCount % kStep != 0, "the step is a prime");
  const size_t at = next_++ * kStep % kCount;
  Party party = Number(kAreaCodes[at / kNumbersEach], at % kNumbersEach);
  if (random_.Chance(25)) party.name = random_.Pick(kNames);
  return party;
}

Party People::TollFree() {
  const size_t at = next_toll_free_++ * 101 % (kTollFree.size() * kNumbersEach);
  return Number(kTollFree[at / kNumbersEach], at % kNumbersEach);
}

Party People::Withheld() {
  Party party;
  party.number = random_.Pick(kWithheld);
  return party;
}

Party People::ShortCode() {
  Party party;
  party.number = random_.Pick(kShortCodes);
  return party;
}

PbxAccount AccountOfTheDay() {
  PbxAccount account;
  account.lines = {"+14035550199", "+14035550198", "+14035550197"};
  for (int phone = 201; phone <= 240; ++phone) account.extensions.push_back(std::to_string(phone));
  account.trunks = {"trunk", "voipms", "carrier-b"};
  account.ring_groups = {"610", "620", "630"};
  account.queues = {"600", "601", "650"};  // 650 rings its members without Local channels
  account.caller_ids = {"+14035550188"};
  account.mobiles = {"+14035550177", "+14035550178", "+14035550179"};
  account.menus = {"960"};
  // Groups and queues have contexts that both callers and colleagues reach: they prove nothing.
  account.inbound_contexts = {"from-trunk", "from-did-direct", "from-did-direct-ivr", "ivr-3"};
  // Phones dial out and each other in one context.
  account.outbound_contexts = {"from-internal"};
  account.internal_contexts = {"from-internal"};
  return account;
}

}  // namespace textback::pbx
