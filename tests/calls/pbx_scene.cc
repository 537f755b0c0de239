#include "calls/pbx_scene.h"

#include <algorithm>
#include <utility>

namespace textback::pbx {

Scene::Scene(Switch& switch_log, Random& numbers, const PbxAccount& account, bool has_linkedid,
             std::vector<TruthCall>& all_calls, Instant at)
    : log(switch_log),
      random(numbers),
      us(account),
      linked(has_linkedid),
      calls(all_calls),
      call(all_calls.size()),
      now(at) {
  calls.emplace_back();
}

void Scene::ComesIn(const Party& party) {
  const std::string& own = random.Pick(us.lines);
  line = own.substr(2);
  const size_t way = random.Below(us.trunks.size());
  trunk = us.trunks[way];
  // Each carrier spells numbers in its own way.
  static constexpr std::string_view kPrefixes[] = {"", "1", "+1"};
  src = party.HasNumber() ? std::string(kPrefixes[way % 3]) + party.national : party.number;
  name = party.name;
  did = line;
  cnum = src;
  channel = log.AddChannel(trunk, now);
  link = channel.index;
  Truth().direction = Direction::kInbound;
  Truth().outcome = Outcome::kMissed;
  Truth().from = party.number;
  Truth().to = own;
}

void Scene::PicksUp(const std::string& phone) {
  src = phone;
  cnum = phone;
  channel = log.AddChannel(phone, now);
  link = channel.index;
  trunk = random.Pick(us.trunks);
}

std::string Scene::Dialled(const Party& party) {
  switch (random.Weighted({50, 25, 10, 15})) {
    case 0:
      return party.national;
    case 1:
      return "1" + party.national;
    case 2:
      return "+1" + party.national;
    default:
      return "9" + party.national;
  }
}

void Scene::Spoke(const std::string& who, Instant at) {
  TruthCall& truth = Truth();
  if (std::find(truth.spoke.begin(), truth.spoke.end(), who) == truth.spoke.end()) {
    truth.spoke.push_back(who);
  }
  if (!truth.spoke_at || at < *truth.spoke_at) truth.spoke_at = at;
  truth.outcome =
      truth.direction == Direction::kOutbound ? Outcome::kOutgoingAnswered : Outcome::kServed;
}

size_t Scene::Beside(std::string_view kind, Direction direction, Outcome outcome) {
  call = calls.size();
  TruthCall& truth = calls.emplace_back();
  truth.kind = kind;
  truth.direction = direction;
  truth.outcome = outcome;
  return call;
}

Times Scene::Unanswered(Instant ring, std::string_view disposition) const {
  return {now, 0, now + ring, disposition};
}

Times Scene::GivenUp() {
  const Instant ring = random.Between(4, 25);
  return Unanswered(ring, random.Chance(15) ? "CANCEL" : "NO ANSWER");
}

Times Scene::Refused(std::string_view disposition) {
  return Unanswered(random.Between(0, 1), disposition);
}

Times Scene::Answered() {
  const Instant ring = random.Between(2, 18);
  return Answered(ring, TalkLength());
}

Times Scene::Answered(Instant ring, Instant talk) const {
  return {now, now + ring, now + ring + talk, "ANSWERED"};
}

// Mostly one to four minutes, now and then a quarter of an hour.
Instant Scene::TalkLength() {
  const auto scale = static_cast<int>(random.Below(5));
  return random.Between(20, Instant{60} << scale);
}

std::vector<std::string> Scene::Phones(size_t count) {
  std::vector<std::string> phones;
  while (phones.size() < count) {
    const std::string& phone = Phone();
    if (std::find(phones.begin(), phones.end(), phone) == phones.end()) phones.push_back(phone);
  }
  return phones;
}

Row& Scene::PutFrom(ChannelRef from, const std::string& dst, const std::string& context,
                    ChannelRef to, const std::string& app, const std::string& data,
                    const Times& times) {
  Row row;
  row.call = call;
  row.link = link;
  row.channel = from;
  row.dst_channel = to;
  row.src = src;
  row.name = name;
  row.dst = dst;
  row.context = context;
  row.app = app;
  row.data = data;
  row.did = did;
  row.cnum = cnum;
  row.outbound_cnum = outbound_cnum;
  row.times = times;
  row.tie = random.Between(0, 9);
  TruthCall& truth = Truth();
  truth.start = truth.end == 0 ? times.start : std::min(truth.start, times.start);
  truth.end = std::max(truth.end, times.end);
  now = times.end;
  log.rows.push_back(std::move(row));
  return log.rows.back();
}

Row& Scene::Put(const std::string& dst, const std::string& context, ChannelRef to,
                const std::string& app, const std::string& data, const Times& times) {
  return PutFrom(channel, dst, context, to, app, data, times);
}

Row& Scene::Dial(const std::string& dst, const std::string& context, const std::string& phone,
                 const Times& times) {
  const ChannelRef to = log.AddChannel(phone, times.start);
  return Put(dst, context, to, "Dial", "PJSIP/" + phone + ",20,tr", times);
}

void Scene::DialLocal(const std::string& dst, const std::string& context, const std::string& phone,
                      const std::string& local, const std::string& app, const std::string& data,
                      const Times& times) {
  const ChannelRef half = log.AddLocal(local, times.start);
  const ChannelRef to = log.AddChannel(phone, times.start);
  Times seen = times;
  // A queue picks up the line itself: waiting is billed.
  if (app == "Queue" && seen.answer == 0) seen.answer = seen.start;
  Put(dst, context, half, app, data, seen);
  const std::string exten = local.substr(0, local.find('@'));
  PutFrom(half.Half(2), exten, "from-internal", to, "Dial", "PJSIP/" + phone + ",15,tr", times)
      .did.clear();
}

Row& Scene::DialOut(const std::string& dst, const std::string& context, const std::string& national,
                    const Times& times) {
  const ChannelRef to = log.AddChannel(trunk, times.start);
  return Put(dst, context, to, "Dial", "PJSIP/" + national + "@" + trunk + ",300", times);
}

void Scene::Mailbox(const std::string& phone, char how) {
  Instant length = 0;
  switch (random.Weighted({60, 30, 10})) {
    case 0:
      length = random.Between(21, 110);
      Truth().voicemail = Voicemail::kMessage;
      break;
    case 1:
      length = random.Between(1, 5);
      Truth().voicemail = Voicemail::kNoMessage;
      break;
    default:
      length = random.Between(10, 18);  // greeting and a word, or greeting alone
  }
  std::string dst = how == 'u' ? "vmu" : "vmb";
  dst += phone;
  Put(dst, "ext-local", {}, "VoiceMail", phone + "@default," + how, Machine(length));
}

}  // namespace textback::pbx
