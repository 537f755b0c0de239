// Calls that go on to somebody else: follow-me to a mobile, blind and attended transfers.
#include <string>

#include "calls/pbx_scene.h"

namespace textback::pbx {
namespace {

// Follow-me of FreePBX: desk and mobile ring by Local channels, and the mobile has to press 1.
void Confirmed(Scene& scene, const std::string& phone, const std::string& mobile, bool pressed) {
  scene.Kind(pressed ? "follow_me/confirmed" : "follow_me/not_confirmed");
  scene.now += 1;
  const std::string desk = "FMPR-" + phone;
  const std::string away = "FMPR-" + mobile + "#";
  const std::string data =
      "Local/" + desk + "@from-internal&Local/" + away + "@from-internal,40,tr";
  const Instant begin = scene.now;
  const Instant ring = scene.random.Between(6, 20);
  const Instant picked = begin + ring;
  const Instant pressing = scene.random.Between(2, 5);
  // Not pressed: the mailbox of the carrier listens to the question, then is hung up.
  const Instant question = scene.random.Between(5, 12);
  const Instant connected = picked + pressing;
  const Instant end = pressed ? connected + scene.TalkLength() : begin + 40;
  scene.DialLocal(phone, "ext-findmefollow", phone, desk + "@from-internal", "Dial", data,
                  {begin, 0, pressed ? connected : end, "NO ANSWER"});
  const ChannelRef half = scene.log.AddLocal(away + "@from-internal", begin);
  const ChannelRef out = scene.log.AddChannel(scene.trunk, begin);
  const Times seen =
      pressed ? Times{begin, connected, end, "ANSWERED"} : Times{begin, 0, end, "NO ANSWER"};
  scene.Put(phone, "ext-findmefollow", half, "Dial", data, seen);
  scene.PutFrom(half.Half(2), mobile, "from-internal", out, "Dial",
                "PJSIP/" + mobile + "@" + scene.trunk + ",300,M(confirm)",
                {begin, picked, pressed ? end : picked + question, "ANSWERED"});
  if (pressed) scene.Spoke("+1" + mobile, connected);
}

}  // namespace

void FollowMeScene(Scene& scene) {
  const std::string phone = scene.Phone();
  const std::string mobile = scene.random.Pick(scene.us.mobiles).substr(2);
  const auto desk_in_vain = [&] {
    scene.Dial(scene.line, "from-trunk", phone, scene.Unanswered(15));
  };
  switch (scene.random.Weighted({18, 20, 12, 10, 20, 12, 8})) {
    case 0:
      Confirmed(scene, phone, mobile, true);
      break;
    case 1: {  // a person, the mailbox of the carrier or call screening: nobody can tell
      scene.Kind("follow_me/mobile_short");
      scene.Truth().outcome = Outcome::kUnclear;
      desk_in_vain();
      const Instant ring = scene.random.Between(2, 25);
      scene.DialOut(scene.line, "from-trunk", mobile,
                    scene.Answered(ring, scene.random.Between(3, 9)));
      break;
    }
    case 2: {  // no machine listens so long
      scene.Kind("follow_me/mobile_long");
      desk_in_vain();
      const Instant ring = scene.random.Between(4, 20);
      const Times talk = scene.Answered(ring, scene.random.Between(660, 1800));
      scene.DialOut(scene.line, "from-trunk", mobile, talk);
      scene.Spoke("+1" + mobile, talk.answer);
      break;
    }
    case 3:
      Confirmed(scene, phone, mobile, false);
      break;
    case 4: {
      scene.Kind("follow_me/nobody_answers");
      scene.Dial(phone, "from-did-direct", phone, scene.Unanswered(15));
      const Times times = scene.Unanswered(25);
      const std::string local = mobile + "@from-internal";
      const ChannelRef half = scene.log.AddLocal(local, times.start);
      const ChannelRef out = scene.log.AddChannel(scene.trunk, times.start);
      scene.Put(phone, "from-did-direct", half, "Dial", "Local/" + local + ",25,tr", times);
      scene.PutFrom(half.Half(2), mobile, "from-internal", out, "Dial",
                    "PJSIP/" + mobile + "@" + scene.trunk + ",300", times);
      break;
    }
    case 5:
      scene.Kind("follow_me/mobile_no_answer");
      desk_in_vain();
      scene.DialOut(scene.line, "from-trunk", mobile, scene.Unanswered(25));
      break;
    default: {
      scene.Kind("follow_me/desk_answers");
      const Times talk = scene.Answered();
      scene.Dial(scene.line, "from-trunk", phone, talk);
      scene.Spoke(phone, talk.answer);
    }
  }
}

void BlindTransferScene(Scene& scene) {
  const std::vector<std::string> phones = scene.Phones(2);
  const Instant ring = scene.random.Between(3, 15);
  const Times first = scene.Answered(ring, scene.random.Between(4, 120));
  scene.Dial(scene.line, "from-trunk", phones[0], first);
  scene.Spoke(phones[0], first.answer);
  const auto onward = [&](const Times& times) {
    scene.Dial(phones[1], "from-internal-xfer", phones[1], times);
  };
  switch (scene.random.Weighted({35, 20, 20, 15, 10})) {
    case 0: {
      scene.Kind("blind_transfer/taken");
      const Times talk = scene.Answered();
      onward(talk);
      scene.Spoke(phones[1], talk.answer);
      break;
    }
    case 1:
      scene.Kind("blind_transfer/not_taken");
      onward(scene.Unanswered(20));
      break;
    case 2:
      scene.Kind("blind_transfer/to_mailbox");
      onward(scene.Unanswered(20));
      scene.Mailbox(phones[1], 'u');
      break;
    case 3: {
      scene.Kind("blind_transfer/back_to_reception");
      onward(scene.Unanswered(20));
      const Times talk = scene.Answered(4, scene.TalkLength());
      scene.Dial(phones[0], "blindxfer-return", phones[0], talk);
      break;
    }
    default: {
      scene.Kind("blind_transfer/to_mobile");
      const std::string mobile = scene.random.Pick(scene.us.mobiles).substr(2);
      scene.DialOut(mobile, "from-internal-xfer", mobile, scene.Unanswered(30));
    }
  }
}

namespace {

// The desk that talks asks a colleague on a second line. With a linkedid the row may belong to the
// call of the outside party or have a linkedid of its own; without one nothing in it says so.
// Gives the colleague's channel.
ChannelRef Consult(Scene& scene, const std::string& desk, const std::string& colleague,
                   const Times& times, bool own_linkedid) {
  const std::string src = scene.src, name = scene.name, did = scene.did, cnum = scene.cnum;
  const size_t call = scene.call;
  const int link = scene.link;
  scene.src = desk;
  scene.cnum = desk;
  scene.name.clear();
  scene.did.clear();
  const ChannelRef asking = scene.log.AddChannel(desk, times.start);
  const ChannelRef asked = scene.log.AddChannel(colleague, times.start);
  if (own_linkedid) scene.link = asking.index;
  if (own_linkedid || !scene.linked) {
    scene.Beside("internal/consultation", Direction::kInternal, Outcome::kInternal);
    scene.Truth().from = desk;
    scene.Truth().to = colleague;
    // A colleague who was asked and then takes the caller joins the two by his channel.
    const bool loose = !scene.linked || times.answer != 0;
    scene.Truth().loose = loose;
    scene.calls[call].loose = loose;
  }
  scene.PutFrom(asking, colleague, "from-internal", asked, "Dial", "PJSIP/" + colleague + ",20",
                times);
  scene.src = src;
  scene.name = name;
  scene.did = did;
  scene.cnum = cnum;
  scene.call = call;
  scene.link = link;
  return asked;
}

}  // namespace

void AttendedTransferScene(Scene& scene) {
  const std::vector<std::string> phones = scene.Phones(2);
  const std::string& desk = phones[0];
  const std::string& colleague = phones[1];
  const bool own = scene.random.Chance(40);
  const Instant begin = scene.now;
  const Instant picked = begin + scene.random.Between(3, 15);
  const Instant asks = picked + scene.random.Between(15, 90);
  const Instant rings = scene.random.Between(2, 12);
  const Instant asking = scene.random.Between(5, 40);
  const Instant over = asks + rings + asking;
  const Instant end = over + scene.random.Between(30, 600);
  scene.Spoke(desk, picked);
  switch (scene.random.Weighted({45, 25, 15, 15})) {
    case 0: {  // the first row goes on for as long as the caller is in the call
      scene.Kind("attended_transfer/done");
      scene.Dial(scene.line, "from-trunk", desk, {begin, picked, end, "ANSWERED"});
      const ChannelRef asked =
          Consult(scene, desk, colleague, {asks, asks + rings, over, "ANSWERED"}, own);
      scene.Put(scene.line, "from-trunk", asked, "Dial", "PJSIP/" + desk + ",20,tr",
                {over, over, end, "ANSWERED"});
      scene.Spoke(colleague, over);
      break;
    }
    case 1:  // the colleague doesn't pick up, the caller goes on with the first desk
      scene.Kind("attended_transfer/colleague_in_vain");
      scene.Dial(scene.line, "from-trunk", desk, {begin, picked, end, "ANSWERED"});
      Consult(scene, desk, colleague, {asks, 0, asks + rings, "NO ANSWER"}, own);
      break;
    case 2: {  // the desk hangs up while the colleague still rings
      scene.Kind("attended_transfer/while_ringing");
      const Instant leaves = asks + rings;
      scene.Dial(scene.line, "from-trunk", desk, {begin, picked, leaves, "ANSWERED"});
      Consult(scene, desk, colleague, {asks, 0, leaves, "NO ANSWER"}, false);
      const Times talk = {leaves, leaves + 4, end, "ANSWERED"};
      scene.Dial(colleague, "from-internal", colleague, talk);
      scene.Spoke(colleague, talk.answer);
      break;
    }
    default:  // into the queue, where nobody answers before the caller hangs up
      scene.Kind("attended_transfer/to_queue");
      scene.Dial(scene.line, "from-trunk", desk, {begin, picked, over, "ANSWERED"});
      QueueAttempt(scene, scene.us.queues.front(), colleague, scene.Unanswered(15));
  }
}

}  // namespace textback::pbx
