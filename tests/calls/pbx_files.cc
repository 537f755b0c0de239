// Words and files of a made day.
#include <algorithm>

#include "calls/pbx_day.h"

namespace textback::pbx {
namespace {

std::string Json(std::string_view text) {  // numbers and names of phones: nothing to escape
  return "\"" + std::string(text) + "\"";
}

template <typename List, typename Text>
std::string Joined(const List& list, const Text& text) {
  std::string joined = "[";
  for (const auto& item : list) {
    if (joined.size() > 1) joined += ", ";
    joined += text(item);
  }
  return joined + "]";
}

std::string Listed(const std::vector<std::string>& list) { return Joined(list, Json); }

}  // namespace

std::string_view Name(PbxStyle style) {
  switch (style) {
    case PbxStyle::kCdrCsv21:
      return "cdr_csv_21";
    case PbxStyle::kCdrCsv18:
      return "cdr_csv_18";
    case PbxStyle::kCdrCsv17:
      return "cdr_csv_17";
    case PbxStyle::kCdrCustom:
      return "cdr_custom";
    case PbxStyle::kFreePbx:
      return "freepbx";
  }
  return "";
}

std::optional<PbxStyle> StyleOf(std::string_view name) {
  for (const PbxStyle style : kPbxStyles) {
    if (Name(style) == name) return style;
  }
  return std::nullopt;
}

std::string_view Name(Direction direction) {
  switch (direction) {
    case Direction::kInbound:
      return "inbound";
    case Direction::kOutbound:
      return "outbound";
    case Direction::kInternal:
      return "internal";
    case Direction::kNone:
      return "none";
  }
  return "";
}

std::string_view Name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kMissed:
      return "missed";
    case Outcome::kServed:
      return "served";
    case Outcome::kUnclear:
      return "unclear";
    case Outcome::kInternal:
      return "internal";
    case Outcome::kOutgoingAnswered:
      return "outgoing_answered";
    case Outcome::kOutgoingInVain:
      return "outgoing_in_vain";
    case Outcome::kNotACall:
      return "not_a_call";
  }
  return "";
}

std::string TruthLines(const PbxDay& day) {
  std::string lines;
  for (const TruthCall& call : day.calls) {
    lines += "{\"rows\": " + Joined(call.rows, [](size_t row) { return std::to_string(row); });
    lines += ", \"kind\": " + Json(call.kind);
    lines += ", \"from\": " + Json(call.from) + ", \"to\": " + Json(call.to);
    lines += ", \"direction\": " + Json(Name(call.direction));
    lines += ", \"outcome\": " + Json(Name(call.outcome));
    if (!call.also_fine.empty()) {
      lines += ", \"also_fine\": ";
      lines += Joined(call.also_fine, [](Outcome outcome) { return Json(Name(outcome)); });
    }
    if (!call.spoke.empty()) lines += ", \"by\": " + Listed(call.spoke);
    lines += ", \"start\": " + std::to_string(call.start);
    if (call.spoke_at) lines += ", \"spoke_at\": " + std::to_string(*call.spoke_at);
    if (call.voicemail != Voicemail::kNotSaid) {
      lines += ", \"voicemail\": ";
      lines += call.voicemail == Voicemail::kMessage ? "true" : "false";
    }
    if (call.loose) lines += ", \"grouping\": \"loose\"";
    if (call.damaged) lines += ", \"damaged\": true";
    lines += "}\n";
  }
  return lines;
}

std::string AccountYaml(const PbxDay& day) {
  const PbxAccount& account = day.account;
  // A queue is rung like a group.
  std::vector<std::string> groups = account.ring_groups;
  groups.insert(groups.end(), account.queues.begin(), account.queues.end());
  std::string yaml =
      "id: northside\n"
      "name: Northside Renovations\n"
      "person: Alex\n"
      "zone: America/Edmonton\n"
      "region: CA-AB\n";
  yaml += "callback: " + Json(account.lines.front()) + "\n";
  yaml += "address: \"12 Sample St, Calgary AB\"\n";
  yaml += "lines: " + Listed(account.lines) + "\n";
  yaml += "extensions: " + Listed(account.extensions) + "\n";
  yaml += "contexts: {inbound: " + Listed(account.inbound_contexts);
  yaml += ", outbound: " + Listed(account.outbound_contexts);
  yaml += ", internal: " + Listed(account.internal_contexts) + "}\n";
  yaml += "trunks: " + Listed(account.trunks) + "\n";
  yaml += "ring_groups: " + Listed(groups) + "\n";
  yaml += "caller_ids: " + Listed(account.caller_ids) + "\n";
  yaml += "mobiles: " + Listed(account.mobiles) + "\n";
  yaml += "menus: " + Listed(account.menus) + "\n";
  return yaml;
}

}  // namespace textback::pbx
