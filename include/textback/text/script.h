// The words of a playbook: a template for each step, variant, trade, arm and language.
//
// Find returns the words that are nearest to the request. The language matters most, because plain
// words that are understood are better than late ones that are not; then the variant (R6, R7), then
// the arm of an A/B test (R54), then the trade. A missing language is replaced by the first one.
// Every text ends with a footer that says how to stop (R50), in the language of the words found.
//
// A trade without its own words, in this step or at all, gets the words for everybody.
//
// Used by the library itself; it may change. Built by config/playbook_yaml.h; immutable once
// checked; pure, thread-safe. Finding words takes a few comparisons: Check works out all fallbacks.
//
//   const Script::Words words = script.Find({.step = step, .variant = Variant::kLate,
//                                            .trade = TradeId::Of("drain"), .locale = "fr-CA"});
#ifndef TEXTBACK_TEXT_SCRIPT_H_
#define TEXTBACK_TEXT_SCRIPT_H_

#include <absl/status/status.h>

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/model/event.h"
#include "textback/model/id.h"
#include "textback/model/policy_record.h"
#include "textback/model/schedule.h"
#include "textback/model/text.h"
#include "textback/text/languages.h"
#include "textback/text/stand_ins.h"
#include "textback/text/template.h"
#include "textback/text/trades.h"

namespace textback {

class Script {
 public:
  struct Key {
    StepName step;
    Variant variant = Variant::kPlain;
    TradeId trade;  // empty: words for everybody
    ArmName arm;    // empty: words for every arm
    std::string_view locale;
  };
  struct Entry {
    StepName step;
    Variant variant;
    TradeId trade;
    ArmName arm;
    std::string locale;
    Template words;
  };

  // AlreadyExists: there are words for this key already.
  absl::Status Add(const Key& key, Template words);
  // The footer of a language. AlreadyExists: it has one already.
  absl::Status AddFooter(std::string_view locale, Template words);
  // The words for `{trade}` ("basement"), and the words that people use for it. If a language has
  // no words for a trade, `{trade}` has no value there.
  Trades& trades() {
    source_ = nullptr;
    return trades_;
  }
  const Trades& trades() const { return trades_; }
  // The usual words for `{reason}` (R55). If a language has none, `{reason}` has no value there.
  ScheduleWords& reasons() {
    source_ = nullptr;
    return reasons_;
  }
  const ScheduleWords& reasons() const { return reasons_; }
  // R57: the words by which the languages are told apart. Service words have them.
  Languages& languages() {
    source_ = nullptr;
    return languages_;
  }
  const Languages& languages() const { return languages_; }
  // R57: how to go on in another language, after a text_1 whose language only the region says:
  // "Reply in English for English." Empty: nothing is said.
  void SetOtherLanguage(std::string_view locale, std::string words);
  std::string_view OtherLanguage(std::string_view locale) const;
  // Replacements for characters that make a text more expensive (R52); null: none.
  void SetStandIns(std::shared_ptr<const StandIns> stand_ins) { stand_ins_ = std::move(stand_ins); }

  // Whether its texts end with the footer of their language, or have no footer.
  enum class Footers : std::uint8_t { kNeeded, kNone };
  // Call it after the last Add and before the first Find. InvalidArgument: a language has words but
  // no footer although footers are needed, or there are words for a variant or trade but none for
  // everybody. The message names it.
  absl::Status Check(Footers footers = Footers::kNeeded);

  struct Words {
    const Template* body = nullptr;     // null: the step has no words at all
    const Template* footer = nullptr;   // null if the script has none
    std::string_view locale;            // the language found
    Variant variant = Variant::kPlain;  // the variant found
  };
  Words Find(const Key& key) const;
  const StandIns* stand_ins() const { return stand_ins_.get(); }
  const std::shared_ptr<const StandIns>& shared_stand_ins() const { return stand_ins_; }

  // The file of the script, for the record of a policy. Null: the script was made or changed in
  // code; adding words to a script clears it.
  void SetSource(SharedSource source) { source_ = std::move(source); }
  const SharedSource& source() const { return source_; }

  // All entries, in the order added; for lint.
  std::span<const Entry> entries() const { return entries_; }
  const Template* FooterOf(std::string_view locale) const;
  const std::vector<std::string>& locales() const { return locales_; }

 private:
  struct Footer {
    std::string locale;
    Template words;
  };
  // The key of an entry, for the sorted index.
  struct Index {
    StepName step;
    Variant variant;
    TradeId trade;
    ArmName arm;
    std::string locale;
    friend auto operator<=>(const Index&, const Index&) = default;
  };
  static Index IndexOf(const Key& key);
  const Entry* FindExact(const Key& key) const;
  const Entry* FindNearest(const Key& key) const;
  std::uint32_t FooterIndex(std::string_view locale) const;
  std::size_t PlaceOf(std::size_t step, std::size_t locale, Variant variant, std::size_t trade,
                      std::size_t arm) const;
  void FillNearest(std::size_t step, std::size_t locale, Variant variant);

  std::vector<Entry> entries_;
  std::map<Index, std::uint32_t> index_;
  std::vector<Footer> footers_;
  std::vector<std::pair<std::string, std::string>> other_languages_;  // by locale
  Trades trades_;
  ScheduleWords reasons_;
  Languages languages_;
  std::shared_ptr<const StandIns> stand_ins_;
  SharedSource source_;

  // Filled by Check: the steps, languages, trades and arms that have words, and the words for each
  // combination. Indexes instead of pointers, so that a script can be copied.
  struct Nearest {
    std::uint32_t entry = kNone;
    std::uint32_t footer = kNone;
  };
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<StepName> steps_;
  std::vector<std::string> locales_;
  std::vector<TradeId> own_words_;  // trades with their own words; the first entry is empty
  std::vector<ArmName> arms_;       // the first entry is empty
  std::vector<Nearest> nearest_;
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_SCRIPT_H_
