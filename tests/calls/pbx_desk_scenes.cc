// What starts at a desk phone of the business, and rows that are no call of anybody.
#include <string>

#include "calls/pbx_scene.h"

namespace textback::pbx {
namespace {

void OutgoingTruth(Scene& scene, const Party& party) {
  TruthCall& truth = scene.Truth();
  truth.direction = Direction::kOutbound;
  truth.outcome = Outcome::kOutgoingInVain;
  truth.from = scene.us.lines.front();
  truth.to = party.number;
}

// What the phone shows as caller: itself, the line, or another number of the business.
void ShowCallerId(Scene& scene) {
  const std::string phone = scene.src;
  switch (scene.random.Weighted({60, 25, 15})) {
    case 0:
      break;
    case 1:
      scene.src = scene.us.lines.front().substr(2);
      break;
    default:
      scene.src = scene.us.caller_ids.front().substr(2);
  }
  scene.outbound_cnum = scene.src == phone ? scene.us.lines.front().substr(2) : scene.src;
  if (scene.src != phone && scene.random.Chance(30)) scene.name = "Northside";
}

// The CRM rings the desk phone first, then the customer: two rows of one Local channel.
void ClickToCall(Scene& scene, const Party& party, const std::string& phone) {
  scene.Kind("outgoing/click_to_call");
  scene.Truth().loose = !scene.linked;
  const Instant begin = scene.now;
  const Instant lifted = begin + scene.random.Between(2, 9);
  const Instant reached = lifted + scene.random.Between(4, 20);
  const Instant end = reached + scene.TalkLength();
  const ChannelRef half = scene.log.AddLocal(phone + "@originate-skipvm", begin);
  const ChannelRef desk = scene.log.AddChannel(phone, begin);
  const ChannelRef out = scene.log.AddChannel(scene.trunk, lifted);
  scene.link = half.index;
  scene.src = party.national;
  scene.PutFrom(half.Half(2), "s", "originate-skipvm", desk, "Dial", "PJSIP/" + phone + ",20",
                {begin, lifted, end, "ANSWERED"});
  scene.src = phone;
  scene.PutFrom(half, party.national, "from-internal", out, "Dial",
                "PJSIP/" + party.national + "@" + scene.trunk + ",300",
                {lifted, reached, end, "ANSWERED"});
  scene.Spoke(phone, reached);
}

}  // namespace

void OutgoingScene(Scene& scene, const Party& party, bool reached) {
  const std::string phone = scene.Phone();
  OutgoingTruth(scene, party);
  if (reached && scene.random.Chance(8)) {
    scene.trunk = scene.random.Pick(scene.us.trunks);
    ClickToCall(scene, party, phone);
    return;
  }
  scene.PicksUp(phone);
  ShowCallerId(scene);
  const std::string dst = scene.Dialled(party);
  const auto out = [&](const Times& times) {
    scene.DialOut(dst, "from-internal", party.national, times);
  };
  if (reached) {
    scene.Kind("outgoing/answered");
    const Times talk = scene.Answered();
    out(talk);
    scene.Spoke(phone, talk.answer);
    return;
  }
  switch (scene.random.Weighted({65, 20, 15})) {
    case 0:
      scene.Kind("outgoing/no_answer");
      out(scene.Unanswered(scene.random.Between(12, 45)));
      break;
    case 1:
      scene.Kind("outgoing/busy");
      out(scene.Unanswered(2, "BUSY"));
      break;
    default:  // the first trunk is full, the route goes on to the next
      scene.Kind("outgoing/second_trunk_no_answer");
      scene.trunk = scene.us.trunks.front();
      out(scene.Unanswered(0, "CONGESTION"));
      scene.now += 1;
      scene.trunk = scene.us.trunks.back();
      out(scene.Unanswered(scene.random.Between(12, 45)));
  }
}

void InternalScene(Scene& scene) {
  const std::vector<std::string> phones = scene.Phones(4);
  const std::string& from = phones[0];
  std::string to = phones[1];
  scene.Truth().direction = Direction::kInternal;
  scene.Truth().outcome = Outcome::kInternal;
  scene.PicksUp(from);
  const auto feature = [&](const std::string& code, const std::string& context,
                           const std::string& app, const std::string& data) {
    to = code;
    scene.Put(code, context, {}, app, data, scene.Machine(scene.random.Between(3, 60)));
  };
  switch (scene.random.Weighted({40, 20, 8, 10, 6, 5, 6, 5})) {
    case 0:
      scene.Kind("internal/answered");
      scene.Dial(to, "from-internal", to, scene.Answered());
      break;
    case 1:
      scene.Kind("internal/no_answer");
      scene.Dial(to, "from-internal", to, scene.Unanswered());
      break;
    case 2:
      scene.Kind("internal/mailbox_of_colleague");
      scene.Dial(to, "from-internal", to, scene.Refused());
      scene.Mailbox(to, 'b');
      scene.Truth().voicemail = Voicemail::kNotSaid;
      break;
    case 3: {
      scene.Kind("internal/ring_group");
      const Times times = scene.Unanswered(20);
      for (size_t i = 1; i < phones.size(); ++i) {
        scene.Dial(scene.us.ring_groups.front(), "ext-group", phones[i], times);
      }
      to = scene.us.ring_groups.front();
      break;
    }
    case 4:
      scene.Kind("internal/do_not_disturb");
      feature("*78", "app-dnd-on", "Playback", "do-not-disturb&activated");
      break;
    case 5:
      scene.Kind("internal/page");
      feature("*80600", "app-pagegroups", "Page", "PJSIP/" + to + ",id");
      break;
    case 6:
      scene.Kind("internal/hears_mailbox");
      feature("*97", "from-internal", "VoiceMailMain", from + "@default");
      break;
    default:  // the phone shows the line outside and inside
      scene.Kind("internal/shows_own_line");
      scene.src = scene.us.lines.front().substr(2);
      scene.name = "Northside";
      scene.Dial(to, "from-internal", to, scene.Unanswered());
  }
  scene.Truth().from = from;
  scene.Truth().to = to;
}

void NoiseScene(Scene& scene, const Party& party) {
  TruthCall& truth = scene.Truth();
  switch (scene.random.Weighted({40, 35, 25})) {
    case 0:  // the machine that called can't read a text, but nobody knows that it is one
      scene.ComesIn(party);
      scene.Kind("noise/fax");
      truth.also_fine = {Outcome::kMissed, Outcome::kUnclear};
      scene.Put("fax", "ext-fax", {}, "ReceiveFAX", "/var/spool/fax/1.tif",
                scene.Machine(scene.random.Between(20, 120)));
      break;
    case 1:  // a monitoring script
      scene.Kind("noise/originated_test");
      scene.channel = scene.log.AddLocal("s@default", scene.now).Half(2);
      scene.link = scene.channel.index;
      truth.direction = Direction::kNone;
      truth.to = "s";
      scene.Put("s", "default", {}, "Playback", "hello-world", scene.Machine(3));
      break;
    default:
      scene.Kind("noise/scanner");
      truth.also_fine = {Outcome::kUnclear, Outcome::kMissed};
      truth.direction = Direction::kNone;
      truth.from = "100";
      truth.to = "900442079460123";
      scene.src = "100";
      scene.channel = scene.log.AddChannel("anonymous", scene.now);
      scene.link = scene.channel.index;
      scene.Put("900442079460123", "public", {}, "Hangup", "", scene.Unanswered(0, "FAILED"));
  }
  truth.outcome = Outcome::kNotACall;
}

}  // namespace textback::pbx
