// The trades of a playbook: the words for each in a text, and the words that people use for it.
//
// Trades are data. A renovator's playbook names `kitchen` and `basement`, a plumber's `drain` and
// `water_heater`; both come from YAML (config/playbook_yaml.h), and no code in the library knows
// them. A trade that no playbook of the account names is kept with the lead too, and gets the words
// for everybody (R53).
//
// A Script contains one. Step asks it for the words of `{trade}` when a text is due, and for the
// trade of a reply if the lead's isn't known yet (R27).
//
// Used by the library itself; it may change. Built once, immutable from then on; pure, thread-safe.
// Looking up a message is linear in its words.
//
//   Trades trades;
//   const std::vector<std::string> heard = {"clogged", "sewer"};
//   absl::Status status = trades.Add("en", TradeId::Of("drain"), "drain", heard);
//   trades.SaidIn("en-CA", TradeId::Of("drain"));   // "drain"
//   trades.HeardIn("My sewer line backs up");       // drain
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

  // `said`: the words for `trade` in a language, as in "your {trade}". `heard`: the words that
  // people use for it; `said` isn't one of them by itself. `heard` is compared without case and
  // accents, as replies are read, and counts in a message of any language.
  //
  // AlreadyExists: it has words in that language already, or one of `heard` stands for another
  // trade. InvalidArgument: more than kMaxTrades, or one of `heard` has no letter or too many
  // words.
  absl::Status Add(std::string_view locale, const TradeId& trade, std::string said,
                   std::span<const std::string> heard = {});

  // Empty if that language has no words for it: a word of another language would look odd.
  std::string_view SaidIn(std::string_view locale, const TradeId& trade) const;

  // The one trade that a message names. Empty if it names none or several: nothing is guessed.
  TradeId HeardIn(std::string_view message) const;

  bool Names(const TradeId& trade) const;
  // All trades in the order added, each once.
  std::span<const TradeId> all() const { return all_; }
  // Appends the trades that are not in `out` yet: to collect those of several playbooks.
  void AppendTo(std::vector<TradeId>& out) const;

  struct Said {
    std::string locale;
    TradeId trade;
    std::string words;
  };
  // All that was added: how trades are said, in the order added, and the words they are heard by,
  // as compared ("hot water tank" without case and accents), in the order of the alphabet.
  std::span<const Said> said() const { return said_; }
  const std::map<std::string, TradeId, std::less<>>& heard() const { return heard_; }

 private:
  std::vector<TradeId> all_;
  std::vector<Said> said_;
  std::map<std::string, TradeId, std::less<>> heard_;  // folded words, joined by one space
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_TRADES_H_
