// Callers whom a machine takes first: queues, menus, mailboxes.
#include <string>

#include "calls/pbx_scene.h"

namespace textback::pbx {

void QueueAttempt(Scene& scene, const std::string& queue, const std::string& member,
                  const Times& times) {
  const std::string data = queue + ",tR,,,300,,,,,";
  if (queue == scene.us.queues.back()) {  // a small dialplan: members without Local channels
    Times seen = times;
    if (seen.answer == 0) seen.answer = seen.start;
    const ChannelRef to = scene.log.AddChannel(member, times.start);
    scene.Put(queue, "ext-queues", to, "Queue", data, seen);
    return;
  }
  scene.DialLocal(queue, "ext-queues", member, member + "@from-queue", "Queue", data, times);
}

namespace {

// The members ring one after the other; the last one answers, if any.
void Hunt(Scene& scene, const std::string& queue, size_t attempts, bool answered) {
  const std::vector<std::string> members = scene.Phones(attempts);
  for (size_t i = 0; i < attempts; ++i) {
    const bool last = i + 1 == attempts;
    if (last && answered) {
      const Times talk = scene.Answered();
      QueueAttempt(scene, queue, members[i], talk);
      scene.Spoke(members[i], talk.answer);
      return;
    }
    if (scene.random.Chance(10)) {
      QueueAttempt(scene, queue, members[i], scene.Refused());
    } else {
      QueueAttempt(scene, queue, members[i], scene.Unanswered(last ? 8 : 15));
    }
    scene.now += 5;
  }
}

void RingAll(Scene& scene, const std::string& queue, bool answered) {
  const std::vector<std::string> members = scene.Phones(3);
  const size_t winner = answered ? scene.random.Below(3) : 3;
  const Times talk = scene.Answered();
  const Times lost = {talk.start, 0, talk.answer, "NO ANSWER"};
  for (size_t i = 0; i < members.size(); ++i) {
    QueueAttempt(scene, queue, members[i], i == winner ? talk : lost);
    if (i == winner) scene.Spoke(members[i], talk.answer);
  }
  scene.now = answered ? talk.end : talk.answer;
}

// A member of the queue sits outside: his mobile picks up for seconds, then the queue goes on.
void MemberOnMobile(Scene& scene, const std::string& queue) {
  scene.Kind("queue/mobile_member_short");
  scene.Truth().outcome = Outcome::kUnclear;
  const std::string mobile = scene.random.Pick(scene.us.mobiles).substr(2);
  const Instant ring = scene.random.Between(1, 9);
  const Times times = scene.Answered(ring, scene.random.Between(3, 8));
  const ChannelRef half = scene.log.AddLocal(mobile + "@from-queue", scene.now);
  const ChannelRef away = scene.log.AddChannel(scene.trunk, scene.now);
  scene.Put(queue, "ext-queues", half, "Queue", queue + ",tR,,,300,,,,,", times);
  scene.PutFrom(half.Half(2), mobile, "from-internal", away, "Dial",
                "PJSIP/" + mobile + "@" + scene.trunk + ",300", times);
  scene.now += 4;
  QueueAttempt(scene, queue, scene.Phone(), scene.Unanswered(15));
}

}  // namespace

void QueueScene(Scene& scene) {
  const std::string queue = scene.random.Pick(scene.us.queues);
  scene.now += scene.random.Between(1, 2);
  switch (scene.random.Weighted({20, 12, 14, 12, 12, 8, 6, 12, 4})) {
    case 0:
      scene.Kind("queue/first_answers");
      Hunt(scene, queue, 1, true);
      break;
    case 1:
      scene.Kind("queue/later_member_answers");
      Hunt(scene, queue, static_cast<size_t>(scene.random.Between(2, 4)), true);
      break;
    case 2:
      scene.Kind("queue/ring_all_answered");
      RingAll(scene, queue, true);
      break;
    case 3:
      scene.Kind("queue/ring_all_no_answer");
      RingAll(scene, queue, false);
      break;
    case 4:
      scene.Kind("queue/no_member_answers");
      Hunt(scene, queue, static_cast<size_t>(scene.random.Between(1, 4)), false);
      break;
    case 5:  // the caller hung up before a member rang, or no member was logged in
      scene.Kind("queue/no_member_rang");
      scene.Put(queue, "ext-queues", {}, "Queue", queue + ",tR,,,300,,,,,",
                scene.Machine(scene.random.Between(2, 40)));
      break;
    case 6: {  // two rounds of all members, answered in the second
      scene.Kind("queue/ring_all_second_round_answers");
      RingAll(scene, queue, false);
      scene.now += 5;
      RingAll(scene, queue, true);
      break;
    }
    case 7: {
      scene.Kind("queue/times_out_to_mailbox");
      Hunt(scene, queue, static_cast<size_t>(scene.random.Between(1, 3)), false);
      const std::string phone = scene.Phone();
      scene.Mailbox(phone, 'u');
      break;
    }
    default:
      MemberOnMobile(scene, queue);
  }
}

void MenuScene(Scene& scene) {
  const bool numbered = scene.random.Chance(25);
  const std::string dst = numbered ? scene.us.menus.front() : "s";
  const auto menu = [&](const std::string& app, const std::string& data, Instant length) {
    scene.Put(dst, "ivr-3", {}, app, data, scene.Machine(length));
  };
  const std::string phone = scene.Phone();
  switch (scene.random.Weighted({28, 12, 25, 18, 9, 8})) {
    case 0:
      scene.Kind("menu/hung_up");
      menu("BackGround", "custom/main-menu", scene.random.Between(3, 45));
      break;
    case 1:
      scene.Kind("menu/closed");
      scene.Put("s", "app-announcement-2", {}, "Playback", "custom/closed",
                scene.Machine(scene.random.Between(5, 20)));
      break;
    case 2: {
      scene.Kind("menu/then_person");
      menu("WaitExten", "10", scene.random.Between(4, 25));
      const Times talk = scene.Answered();
      scene.Dial(phone, "from-did-direct-ivr", phone, talk);
      scene.Spoke(phone, talk.answer);
      break;
    }
    case 3: {  // the menu has picked up the line: ringing is billed as in a queue
      scene.Kind("menu/then_phone_in_vain");
      menu("WaitExten", "10", scene.random.Between(4, 25));
      Times times = scene.Unanswered();
      times.answer = times.start;
      scene.Dial(phone, "from-did-direct-ivr", phone, times);
      break;
    }
    case 4:
      scene.Kind("menu/wrong_keys");
      menu("WaitExten", "10", 30);
      scene.Put("hangup", "app-blackhole", {}, "Hangup", "", scene.Machine(0));
      break;
    default:
      scene.Kind("menu/then_mailbox");
      menu("WaitExten", "10", scene.random.Between(4, 25));
      scene.Mailbox(phone, 'u');
  }
}

void MailboxScene(Scene& scene) {
  const std::string phone = scene.Phone();
  switch (scene.random.Weighted({55, 15, 12, 18})) {
    case 0:
      scene.Kind("mailbox/no_answer");
      scene.Dial(scene.line, "from-trunk", phone, scene.Unanswered());
      scene.Mailbox(phone, 'u');
      break;
    case 1:
      scene.Kind("mailbox/busy");
      scene.Dial(scene.line, "from-trunk", phone, scene.Refused());
      scene.Mailbox(phone, 'b');
      break;
    case 2: {  // an old dialplan: one row, the phone rang and the mailbox answered
      scene.Kind("mailbox/one_row");
      const ChannelRef to = scene.log.AddChannel(phone, scene.now);
      const Times times = scene.Answered(20, scene.random.Between(21, 90));
      scene.Put(scene.line, "from-trunk", to, "VoiceMail", phone + "@default,u", times);
      scene.Truth().voicemail = Voicemail::kMessage;
      break;
    }
    default: {  // the caller presses 0 in the greeting and reaches somebody
      scene.Kind("mailbox/zero_reaches_person");
      scene.Dial(scene.line, "from-trunk", phone, scene.Unanswered());
      scene.Put("vmu" + phone, "ext-local", {}, "VoiceMail", phone + "@default,u",
                scene.Machine(scene.random.Between(5, 12)));
      const std::string other = scene.Phone();
      const Times talk = scene.Answered();
      scene.Dial(other, "from-internal", other, talk);
      scene.Spoke(other, talk.answer);
    }
  }
}

}  // namespace textback::pbx
