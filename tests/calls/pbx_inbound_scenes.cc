// Callers who reach phones directly, in groups, or offered twice by the switch.
#include <string>

#include "calls/pbx_scene.h"

namespace textback::pbx {
namespace {

std::string AllOf(const std::vector<std::string>& phones, const std::string& tail) {
  std::string data;
  for (const std::string& phone : phones) {
    if (!data.empty()) data += '&';
    data += "PJSIP/" + phone;
  }
  return data + tail;
}

// All phones ring at once; the one at winner answers (none: phones.size()). The others stop when
// it does.
void Fork(Scene& scene, const std::string& dst, const std::string& context,
          const std::vector<std::string>& phones, size_t winner, std::string_view lost) {
  const Times answered = scene.Answered();
  const Times in_vain = scene.Unanswered();
  const std::string data = AllOf(phones, ",20,tr");
  const Instant begin = scene.now;
  for (size_t i = 0; i < phones.size(); ++i) {
    Times times = winner < phones.size() ? answered : in_vain;
    if (i != winner) {
      if (times.answer != 0) times.end = times.answer;
      times.answer = 0;
      times.disposition = lost;
    }
    const ChannelRef to = scene.log.AddChannel(phones[i], begin);
    scene.Put(dst, context, to, "Dial", data, times);
    if (i == winner) scene.Spoke(phones[i], times.answer);
  }
  scene.now = winner < phones.size() ? answered.end : in_vain.end;
}

}  // namespace

void PlainScene(Scene& scene) {
  const std::string phone = scene.Phone();
  const bool direct = scene.random.Chance(30);
  const std::string dst = direct ? phone : scene.line;
  const std::string context = direct ? "from-did-direct" : "from-trunk";
  // Withheld callers and short codes can't be told from one another: a leg of no length, and
  // another such caller in the same second, would look like a redial of the switch.
  const bool named = scene.Truth().from.rfind('+', 0) == 0;
  switch (scene.random.Weighted({32, 12, 46, named ? 5 : 0, named ? 4 : 0, named ? 3 : 0, 2})) {
    case 0:
      scene.Kind("plain/no_answer");
      scene.Dial(dst, context, phone, scene.Unanswered());
      break;
    case 1:
      scene.Kind("plain/given_up");
      scene.Dial(dst, context, phone, scene.GivenUp());
      break;
    case 2: {
      scene.Kind("plain/answered");
      const Times times = scene.Answered();
      scene.Dial(dst, context, phone, times);
      scene.Spoke(phone, times.answer);
      break;
    }
    case 3:
      scene.Kind("plain/busy");
      scene.Dial(dst, context, phone, scene.Refused());
      break;
    case 4:
      scene.Kind("plain/congestion");
      scene.Dial(dst, context, phone, scene.Unanswered(0, "CONGESTION"));
      break;
    case 5:  // the phone isn't registered: there is no second channel
      scene.Kind("plain/failed");
      scene.Put(dst, context, {}, "Dial", "PJSIP/" + phone + ",20,tr",
                scene.Unanswered(0, "FAILED"));
      break;
    default:  // lifted as the caller hung up
      scene.Kind("plain/answered_without_talk");
      scene.Truth().also_fine = {Outcome::kUnclear};
      scene.Dial(dst, context, phone, scene.Answered(scene.random.Between(8, 20), 0));
  }
}

void RingGroupScene(Scene& scene) {
  const std::string group = scene.random.Pick(scene.us.ring_groups);
  const std::string context = "ext-group";
  const std::vector<std::string> phones = scene.Phones(3);
  const size_t winner = scene.random.Below(phones.size());
  const std::string_view lost = scene.random.Chance(25) ? "CANCEL" : "NO ANSWER";
  switch (scene.random.Weighted({25, 20, 10, 8, 12, 8, 7, 10})) {
    case 0:
      scene.Kind("ring_group/answered");
      Fork(scene, group, context, phones, winner, lost);
      break;
    case 1:
      scene.Kind("ring_group/no_answer");
      Fork(scene, group, context, phones, phones.size(), "NO ANSWER");
      break;
    case 2: {
      scene.Kind("ring_group/hunt_third_answers");
      scene.Dial(group, context, phones[0], scene.Unanswered(10));
      scene.Dial(group, context, phones[1], scene.Unanswered(0, "BUSY"));
      scene.now += 1;
      const Times times = scene.Answered();
      scene.Dial(group, context, phones[2], times);
      scene.Spoke(phones[2], times.answer);
      break;
    }
    case 3: {
      scene.Kind("ring_group/all_busy");
      const Times times = scene.Unanswered(1, "BUSY");
      for (const std::string& phone : phones) scene.Dial(group, context, phone, times);
      break;
    }
    case 4:
    case 5: {
      const bool answered = scene.random.Chance(60);
      scene.Kind(answered ? "ring_group/local_answered" : "ring_group/local_no_answer");
      const Times in_vain =
          answered ? scene.Unanswered(scene.random.Between(3, 12)) : scene.Unanswered();
      const Times talk = scene.Answered(in_vain.end - in_vain.start, scene.TalkLength());
      const std::string data =
          "Local/LC-" + phones[0] + "@from-internal&Local/LC-" + phones[1] + "@from-internal,20,tr";
      for (size_t i = 0; i < 2; ++i) {
        const bool wins = answered && i == winner % 2;
        scene.DialLocal(group, context, phones[i], "LC-" + phones[i] + "@from-internal", "Dial",
                        data, wins ? talk : in_vain);
        if (wins) scene.Spoke(phones[i], talk.answer);
      }
      break;
    }
    case 6: {  // a colleague picks the call up from a phone that nobody dialled
      scene.Kind("ring_group/picked_up_elsewhere");
      const Times talk = scene.Answered();
      const std::string data = AllOf({phones[0], phones[1]}, ",20,tr");
      const ChannelRef rung = scene.log.AddChannel(phones[0], talk.start);
      const ChannelRef other = scene.log.AddChannel(phones[2], talk.start);
      scene.Put(group, context, rung, "Dial", data, {talk.start, 0, talk.answer, "NO ANSWER"});
      scene.Put(group, context, other, "Dial", data, talk);
      scene.Spoke(phones[2], talk.answer);
      break;
    }
    default: {
      scene.Kind("ring_group/second_group_answers");
      Fork(scene, group, context, {phones[0], phones[1]}, 2, "NO ANSWER");
      scene.now += 1;
      Fork(scene, scene.us.ring_groups.back(), context, {phones[2]}, 0, lost);
    }
  }
}

namespace {

// Local legs are taken out of the call when it is answered: their rows have no talk, a third has
// it.
void OptimisedAway(Scene& scene, const std::vector<std::string>& phones) {
  scene.Kind("parallel/local_legs_optimised_away");
  const Times talk = scene.Answered();
  const Instant picked = talk.answer;
  const std::string data = "PJSIP/" + phones[0] + "&Local/ch1@delay,20";
  const ChannelRef half = scene.log.AddLocal("ch1@delay", talk.start);
  const ChannelRef first = scene.log.AddChannel(phones[0], talk.start);
  const ChannelRef second = scene.log.AddChannel(phones[1], talk.start);
  scene.PutFrom(half.Half(2), "ch1", "delay", second, "Dial", "PJSIP/" + phones[1] + ",20",
                {talk.start, picked, picked, "ANSWERED"});
  scene.Put(scene.line, "from-trunk", half, "Dial", data, {talk.start, picked, picked, "ANSWERED"});
  scene.Put(scene.line, "from-trunk", first, "Dial", data, {talk.start, 0, picked, "NO ANSWER"});
  scene.Put(scene.line, "from-trunk", second, "Dial", data, {picked, picked, talk.end, "ANSWERED"});
  scene.Spoke(phones[1], picked);
}

// Time condition, group, follow-me: each hop is a Local channel with two rows.
void ChainOfLocals(Scene& scene, const std::string& phone) {
  scene.Kind("parallel/chain_of_locals");
  const Times talk = scene.random.Chance(70) ? scene.Answered() : scene.Unanswered();
  const std::string group = scene.us.ring_groups.front();
  const std::string follow = "FMGL-" + phone;
  const ChannelRef one = scene.log.AddLocal(group + "@from-internal", talk.start);
  const ChannelRef two = scene.log.AddLocal(follow + "@from-internal", talk.start);
  const ChannelRef three = scene.log.AddLocal(phone + "@from-internal", talk.start + 1);
  const ChannelRef desk = scene.log.AddChannel(phone, talk.start + 1);
  Times later = talk;
  later.start += 1;
  scene.Put(scene.line, "from-trunk", one, "Dial", "Local/" + group + "@from-internal,60", talk);
  scene.PutFrom(one.Half(2), group, "ext-group", two, "Dial",
                "Local/" + follow + "@from-internal,40,tr", talk);
  scene.PutFrom(two.Half(2), follow, "from-internal", three, "Dial",
                "Local/" + phone + "@from-internal,20", later);
  scene.PutFrom(three.Half(2), phone, "from-internal", desk, "Dial", "PJSIP/" + phone + ",20,tr",
                later);
  if (talk.answer != 0) scene.Spoke(phone, talk.answer);
}

}  // namespace

void ParallelScene(Scene& scene) {
  const std::vector<std::string> phones = scene.Phones(3);
  switch (scene.random.Weighted({35, 15, 15, 35})) {
    case 0: {
      const bool answered = scene.random.Chance(60);
      scene.Kind(answered ? "parallel/answered" : "parallel/no_answer");
      const size_t winner = answered ? scene.random.Below(phones.size()) : phones.size();
      Fork(scene, scene.line, "from-trunk", phones, winner, "NO ANSWER");
      break;
    }
    case 1:
      OptimisedAway(scene, phones);
      break;
    case 2:
      ChainOfLocals(scene, phones[0]);
      break;
    default: {
      const bool answered = scene.random.Chance(55);
      scene.Kind(answered ? "parallel/local_answered" : "parallel/local_no_answer");
      const Instant begin = scene.now;
      const Times talk = scene.Answered();
      const Times lost = {begin, 0, answered ? talk.answer : begin + 20, "NO ANSWER"};
      const std::string data = "Local/" + phones[0] + "@from-internal&Local/" + phones[1] +
                               "@from-internal&PJSIP/" + phones[2] + ",20";
      for (size_t i = 0; i < 2; ++i) {
        const bool wins = answered && i == 1;
        scene.DialLocal(scene.line, "from-trunk", phones[i], phones[i] + "@from-internal", "Dial",
                        data, wins ? talk : lost);
        if (wins) scene.Spoke(phones[i], talk.answer);
      }
      const ChannelRef third = scene.log.AddChannel(phones[2], begin);
      scene.Put(scene.line, "from-trunk", third, "Dial", data, lost);
    }
  }
}

void RedialScene(Scene& scene) {
  const std::string phone = scene.Phone();
  const bool answered = scene.random.Chance(60);
  const auto last = [&] {
    const Times times = answered ? scene.Answered() : scene.Unanswered();
    scene.Dial(scene.line, "from-trunk", phone, times);
    if (answered) scene.Spoke(phone, times.answer);
  };
  switch (scene.random.Weighted({50, 25, 25})) {
    case 0: {  // the carrier offers the call again, by another channel with ids of its own
      scene.Kind(answered ? "redial/carrier_answered" : "redial/carrier_no_answer");
      const int64_t failed = scene.random.Between(1, 2);
      for (int64_t i = 0; i < failed; ++i) {
        const Times times = scene.Unanswered(0, scene.random.Chance(70) ? "FAILED" : "CONGESTION");
        scene.Dial(scene.line, "from-trunk", phone, times);
        scene.now += scene.random.Between(1, 2);
        if (scene.random.Chance(50)) scene.trunk = scene.random.Pick(scene.us.trunks);
        scene.channel = scene.log.AddChannel(scene.trunk, scene.now);
        scene.link = scene.channel.index;
      }
      last();
      break;
    }
    case 1: {
      scene.Kind(answered ? "redial/retrydial_answered" : "redial/retrydial_no_answer");
      const std::string data = "pls-hold-while-try,5,3,PJSIP/" + phone + ",10";
      for (int i = 0; i < 3; ++i) {
        const bool talks = answered && i == 2;
        const Times times = talks ? scene.Answered(4, scene.TalkLength()) : scene.Unanswered(10);
        const ChannelRef to = scene.log.AddChannel(phone, scene.now);
        scene.Put(scene.line, "from-trunk", to, "RetryDial", data, times);
        if (talks) scene.Spoke(phone, times.answer);
        scene.now += 5;
      }
      break;
    }
    default:
      scene.Kind(answered ? "redial/phone_answered" : "redial/phone_no_answer");
      scene.Dial(scene.line, "from-trunk", phone, scene.Unanswered(0, "CONGESTION"));
      scene.now += 1;
      last();
  }
}

}  // namespace textback::pbx
