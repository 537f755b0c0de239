// The trades that a playbook's words name: how each is said in a text, and by which words people
// name it.
//
// Trades are data. A renovator's playbook names `kitchen` and `basement`, a plumber's `drain` and
// `water_heater`; both come from YAML (config/playbook_yaml.h), and nothing in the library knows
// them. A trade that no playbook of the account names is kept with the lead all the same, and gets
// the words for everybody (R53).
//
// Where it stands on the path: a Script holds one. Step asks for the words of `{trade}` when a text
// is due, and which trade a reply is about when the lead's isn't known yet (R27).
//
// Used by the library itself; it may change. Built once, immutable from then on; pure, thread-safe.
// Looking a message up is linear in its words.
//
//   Trades trades;
//   absl::Status status = trades.Add("en", TradeId::Of("drain"), "drain", {{"clogged"},
//   {"sewer"}}); trades.SaidIn("en-CA", TradeId::Of("drain"));   // "drain" trades.HeardIn("My
//   sewer line backs up");       // drain
#ifndef TEXTBACK_TEXT_TRADES_H_
#define TEXTBACK_TEXT_TRADES_H_

#include <absl/status/status.h>

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/id.h"

namespace textback {

class Trades {
 public:
  static constexpr std::size_t kMaxTrades = 64;
  static constexpr std::size_t kMaxHeardWords = 4;  // in one entry of `heard`: "hot water tank"

  // How `trade` is said in a language, as in "your {trade}", and by which words people name it:
  // those alone, not how it is said. They are compared as replies are read, without case and
  // accents, and count in a message of any language.
  //
  // AlreadyExists: it has words in that language already, or one of `heard` names another trade.
  // InvalidArgument: more than kMaxTrades, or one of `heard` has no letter or too many words.
  absl::Status Add(std::string_view locale, const TradeId& trade, std::string said,
                   std::span<const std::string> heard = {});

  // Empty where it isn't said in that language: another one's word would be a stranger there.
  std::string_view SaidIn(std::string_view locale, const TradeId& trade) const;

  // The one trade that a message names. None, or several: empty, for nothing is ever guessed.
  TradeId HeardIn(std::string_view message) const;

  bool Names(const TradeId& trade) const;
  // In the order added, each once.
  std::span<const TradeId> all() const { return all_; }
  // Appends those that `out` doesn't hold yet: what several playbooks name together.
  void AppendTo(std::vector<TradeId>& out) const;

 private:
  struct Said {
    std::string locale;
    TradeId trade;
    std::string words;
  };
  std::vector<TradeId> all_;
  std::vector<Said> said_;
  std::map<std::string, TradeId, std::less<>> heard_;  // folded words, joined by one space
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_TRADES_H_
