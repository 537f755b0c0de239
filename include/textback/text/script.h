// The words of a playbook: which template for which step, for whom, in which language.
//
// What is asked for is a wish; what is found comes nearest to it. The language matters most, for
// plain words that are understood beat late ones that are not; then the variant (R6, R7), then the
// arm of an A/B test (R54), then the trade. A language that is missing falls back to the first
// one. A footer with the way to stop follows every text (R50), in the language of the words found.
//
// Built by config/playbook_yaml.h; immutable once checked; pure, thread-safe. Finding words costs a
// few comparisons: all fallbacks are worked out by Check.
//
//   const Script::Words words = script.Find({.step = step, .variant = Variant::kLate,
//                                            .trade = Trade::kKitchen, .locale = "fr-CA"});
#ifndef TEXTBACK_TEXT_SCRIPT_H_
#define TEXTBACK_TEXT_SCRIPT_H_

#include <absl/status/status.h>

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/event.h"
#include "textback/model/id.h"
#include "textback/model/text.h"
#include "textback/text/stand_ins.h"
#include "textback/text/template.h"

namespace textback {

class Script {
 public:
  struct Key {
    StepName step;
    Variant variant = Variant::kPlain;
    Trade trade = Trade::kUnknown;  // unknown: words for any
    ArmName arm;                    // empty: words for every arm
    std::string_view locale;
  };
  struct Entry {
    StepName step;
    Variant variant;
    Trade trade;
    ArmName arm;
    std::string locale;
    Template words;
  };

  // AlreadyExists: there are words for that already.
  absl::Status Add(const Key& key, Template words);
  // The footer of a language. AlreadyExists as above.
  absl::Status AddFooter(std::string_view locale, Template words);
  // How a trade is said in a language, "basement"; without it `{trade}` has no value there.
  absl::Status AddTrade(std::string_view locale, Trade trade, std::string words);
  // What may stand for characters that make a text dearer (R52); null: nothing may.
  void SetStandIns(std::shared_ptr<const StandIns> stand_ins) { stand_ins_ = std::move(stand_ins); }

  // Whether its texts end with the footer of their language, or are complete in themselves.
  enum class Footers : std::uint8_t { kNeeded, kNone };
  // Call it after the last Add and before the first Find. InvalidArgument, naming it: a language
  // with words but no footer where footers are needed, words of a variant or trade without words
  // for everybody.
  absl::Status Check(Footers footers = Footers::kNeeded);

  struct Words {
    const Template* body = nullptr;     // null: the step has no words at all
    const Template* footer = nullptr;   // null where the script has none
    std::string_view locale;            // the language found
    Variant variant = Variant::kPlain;  // the variant found
  };
  Words Find(const Key& key) const;
  std::string_view TradeWords(Trade trade, std::string_view locale) const;
  const StandIns* stand_ins() const { return stand_ins_.get(); }

  // Everything, in the order added: for lint.
  std::span<const Entry> entries() const { return entries_; }
  const Template* FooterOf(std::string_view locale) const;
  const std::vector<std::string>& locales() const { return locales_; }

 private:
  struct Footer {
    std::string locale;
    Template words;
  };
  struct TradeName {
    std::string locale;
    Trade trade;
    std::string words;
  };
  const Entry* FindExact(const Key& key) const;
  const Entry* FindNearest(const Key& key) const;
  std::uint32_t FooterIndex(std::string_view locale) const;
  std::size_t PlaceOf(std::size_t step, std::size_t locale, std::size_t variant, std::size_t trade,
                      std::size_t arm) const;

  std::vector<Entry> entries_;
  std::vector<Footer> footers_;
  std::vector<TradeName> trades_;
  std::shared_ptr<const StandIns> stand_ins_;

  // Worked out by Check: the steps, languages and arms that occur, and the words for each
  // combination. Numbers, not pointers: a script can be copied.
  struct Nearest {
    std::uint32_t entry = kNone;
    std::uint32_t footer = kNone;
  };
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<StepName> steps_;
  std::vector<std::string> locales_;
  std::vector<ArmName> arms_;  // the first one is none
  std::vector<Nearest> nearest_;
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_SCRIPT_H_
