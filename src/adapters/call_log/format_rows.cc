// What only one format says.
#include <algorithm>
#include <string>

#include "adapters/call_log/row_maker.h"
#include "adapters/call_log/values.h"

namespace textback {
namespace {

using enum CallLogColumn;

// A phone of the switch itself: "101", "Ext.101".
bool IsExtension(std::string_view text) {
  return !text.empty() && text.size() <= 6 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// 3CX writes "Ext.101", "VMail.101", "IVR.800": what it is, and its number.
struct ThreeCxParty {
  std::string kind;  // folded; empty: a number from outside
  std::string_view number;
};
ThreeCxParty ReadThreeCxParty(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot == 0 ||
      text.substr(0, dot).find_first_of("0123456789+") != std::string_view::npos)
    return {.number = text};
  return {.kind = FoldWord(text.substr(0, dot)), .number = text.substr(dot + 1)};
}

RowDirection DirectionOf(bool from_inside, bool to_inside) {
  if (from_inside) return to_inside ? RowDirection::kInternal : RowDirection::kOutbound;
  return RowDirection::kInbound;
}

// The party that the call was with at last: "Chain: +19025550137;Ext.800;Ext.101;".
std::string_view LastOfChain(std::string_view chain) {
  while (!chain.empty() && (chain.back() == ';' || chain.back() == ' ')) chain.remove_suffix(1);
  return TrimSpaces(chain.substr(chain.rfind(';') + 1));
}

}  // namespace

void FinishThreeCx(Fields fields, const Positions& at, CallRow& row) {
  const ThreeCxParty from = ReadThreeCxParty(at.Get(fields, kFrom));
  const ThreeCxParty to = ReadThreeCxParty(at.Get(fields, kTo));
  std::string_view final_text = at.Get(fields, kFinalNumber);
  if (final_text.empty()) final_text = LastOfChain(at.Get(fields, kChain));
  const ThreeCxParty last = ReadThreeCxParty(final_text);
  const std::string_view dialled = at.Get(fields, kDialled);
  const bool from_inside = !from.kind.empty() || IsExtension(from.number);
  const bool to_inside = !to.kind.empty() || IsExtension(to.number);
  row.direction = DirectionOf(from_inside, to_inside);
  row.from = from.number;
  if (row.direction == RowDirection::kInbound) {
    row.to = to.number;
    row.line_called = dialled;
  } else {
    row.to = dialled.empty() ? to.number : dialled;
  }
  if (row.ending != RowEnding::kAnswered) return;
  row.answered_by = !last.number.empty() ? last.number : to.number;
  const std::string& kind = !last.number.empty() ? last.kind : to.kind;
  if (kind == "vmail" || kind == "voicemail") row.answerer = RowAnswerer::kVoicemail;
  if (kind == "ivr" || kind == "fax" || kind == "conf") row.answerer = RowAnswerer::kMachine;
}

void FinishThreeCxConsole(Fields fields, const Positions& at, CallRow& row) {
  const CallerId to = SplitCallerId(at.Get(fields, kTo));
  if (!to.number.empty()) row.to = to.number;
  row.direction = DirectionOf(IsExtension(row.from), IsExtension(row.to));
  if (row.ending != RowEnding::kAnswered) return;
  row.answered_by = row.to;
  const std::string name = FoldWord(to.name);
  if (name.find("voicemail") != std::string::npos || name.find("vmail") != std::string::npos)
    row.answerer = RowAnswerer::kVoicemail;
}

bool FinishTwilio(Fields fields, const Positions& at, CallRow& row) {
  const std::string direction = FoldWord(at.Get(fields, kDirection));
  if (direction == "inbound" || direction == "trunkingoriginating" || direction == "incoming") {
    row.direction = RowDirection::kInbound;
  } else if (direction == "outboundapi" || direction == "trunkingterminating") {
    row.direction = RowDirection::kOutbound;
  } else if (direction != "outbounddial" && direction != "outgoingdial") {
    return false;
  }
  // A leg that the account's call script dials: its parent says whose call it is.
  if (row.group.empty()) row.group = row.id;
  const std::string by = FoldWord(at.Get(fields, kAnsweredBy));
  if (by == "human") row.answerer = RowAnswerer::kPerson;
  if (by.starts_with("machine") || by == "fax") row.answerer = RowAnswerer::kMachine;
  if (row.ending == RowEnding::kAnswered && row.direction == RowDirection::kNotSaid)
    row.answered_by = row.to;
  return true;
}

// Without channels, the id of the other leg tells that somebody was on it.
void FinishFreeSwitch(const Positions& at, CallRow& row) {
  if (at.Has(kPeerId) && row.ending == RowEnding::kAnswered && row.peer_id.empty())
    row.answerer = RowAnswerer::kMachine;
}

void FinishTable(Fields fields, const Positions& at, CallRow& row) {
  const std::string direction = FoldWord(at.Get(fields, kDirection));
  if (direction.starts_with("in") && direction != "internal")
    row.direction = RowDirection::kInbound;
  if (direction.starts_with("out")) row.direction = RowDirection::kOutbound;
  if (direction == "internal" || direction == "local") row.direction = RowDirection::kInternal;
  row.answered_by = at.Get(fields, kAnsweredBy);
  // 3CX's newer lists: "Dana (101)" in both.
  const CallerId from = SplitCallerId(at.Get(fields, kFrom));
  if (!from.number.empty() && row.from.ends_with(')')) {
    row.from = from.number;
    if (row.caller_name.empty()) CleanName(from.name, row.from, row.caller_name);
  }
  const CallerId to = SplitCallerId(at.Get(fields, kTo));
  if (!to.number.empty() && row.to.ends_with(')')) row.to = to.number;
}

}  // namespace textback
