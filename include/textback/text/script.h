// The words of a playbook: which template for which step, in which variant and language.
//
// Variants: `plain`, `known` (a caller whose name and project we know, R6), `late` (we are more
// than 30 minutes behind, R7). A variant that is missing falls back to `plain`, a language that is
// missing to the script's first. A footer with the account's identity and the way to stop is
// appended to every text (R50).
//
// Built by config/playbook_yaml.h; immutable once built; pure, thread-safe.
#ifndef TEXTBACK_TEXT_SCRIPT_H_
#define TEXTBACK_TEXT_SCRIPT_H_

#include <absl/status/status.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/event.h"
#include "textback/model/id.h"
#include "textback/text/template.h"

namespace textback {

enum class Variant : std::uint8_t { kPlain, kKnown, kLate };
std::string_view NameOf(Variant variant);  // "late"
std::optional<Variant> VariantFromName(std::string_view name);

class Script {
 public:
  // AlreadyExists: that step, variant and language has words already.
  absl::Status Add(const StepName& step, Variant variant, std::string_view locale, Template words);
  // The footer of a language. AlreadyExists as above.
  absl::Status AddFooter(std::string_view locale, Template words);
  // How a trade is said in a language, "basement"; without it `{trade}` has no value there.
  absl::Status AddTrade(std::string_view locale, Trade trade, std::string words);

  struct Words {
    const Template* body = nullptr;  // null: the step has no words at all
    const Template* footer = nullptr;
    std::string_view locale;  // the language found
  };
  Words Find(const StepName& step, Variant variant, std::string_view locale) const;
  std::string_view TradeWords(Trade trade, std::string_view locale) const;

  // InvalidArgument, naming it: a language with words but no footer.
  absl::Status Check() const;

 private:
  struct Entry {
    StepName step;
    Variant variant;
    std::string locale;
    Template words;
  };
  struct Footer {
    std::string locale;
    Template words;
  };
  struct TradeName {
    std::string locale;
    Trade trade;
    std::string words;
  };
  const Entry* FindExact(const StepName& step, Variant variant, std::string_view locale) const;

  std::vector<Entry> entries_;
  std::vector<Footer> footers_;
  std::vector<TradeName> trades_;
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_SCRIPT_H_
