// A second opinion on replies, for what no list of phrases has: a linear model over pieces of
// folded words. A ReplyClassifier asks it; use it through that (text/reply.h).
//
// It is asked if the phrases found nothing. It may say that a reply resembles an opt-out, a
// machine's answer, a wrong number or an emergency; never that it is a stop or a consent. It is
// also asked about what phrases found of these four: a message that resembles none at all is left
// to a person, a stop as doubtful, an emergency as perhaps one, the others as a reply.
// Its data says how it was made and how well it does: src/config/words/opinion.txt,
// docs/decisions/0025.
//
// How it scores a text: every two to four letters in a row, every word and every two words are
// hashed to a row of a table. The weights of the rows are added up, divided by the square root of
// how many there were, and shifted. All of it is done with integers, so it is the same on every
// machine.
//
// Pure, immutable, thread-safe. Time is linear in the text; memory is that of one copy of it.
#ifndef TEXTBACK_TEXT_OPINION_H_
#define TEXTBACK_TEXT_OPINION_H_

#include <absl/status/statusor.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/model/policy_record.h"

namespace textback {

struct FoldedText;

// In the order of care: of two that are above their thresholds the earlier one counts.
enum class Resembles : std::uint8_t { kWrongNumber, kOptOut, kEmergency, kMachine };
inline constexpr std::array kEveryResemblance = {Resembles::kWrongNumber, Resembles::kOptOut,
                                                 Resembles::kEmergency, Resembles::kMachine};
std::string_view NameOf(Resembles what);  // "wrong_number"

// The data.
struct OpinionModel {
  static constexpr std::size_t kOutputs = kEveryResemblance.size();
  static constexpr int kMinBits = 8;
  static constexpr int kMaxBits = 17;

  struct Output {
    // score = sum of weights * unit / (256 * square root of their number) + bias, in thousandths.
    std::int32_t unit = 1;
    std::int32_t bias = 0;
    std::int32_t threshold = 0;  // a score that is higher says so
    std::int32_t floor = 0;      // a score that is lower says: not what a phrase took it for
    // From this score on, so many of a hundred such texts were what it resembles. Both rise.
    std::vector<std::pair<std::int32_t, int>> percent;
  };
  int bits = 0;  // the table has 2^bits rows
  std::array<Output, kOutputs> outputs;
  // What scores higher as an opt-out, below its threshold, is taken for no machine: an opt-out that
  // is taken for one would be followed up (R23, R32).
  std::int32_t no_machine_above = 0;
  std::vector<std::int8_t> weights;  // by row, then output
};

class Opinion {
 public:
  // It isn't asked about shorter texts. Keywords and their typos settle those, and what one or two
  // words resemble says little: "unstopp".
  static constexpr std::size_t kLeastWords = 3;

  // `source`: for the record of a policy (docs/decisions/0021); null: made in code.
  // InvalidArgument: names the output and the value that is wrong, or how many weights there ought
  // to be.
  static absl::StatusOr<std::shared_ptr<const Opinion>> Make(OpinionModel model,
                                                             SharedSource source = nullptr);

  struct Verdict {
    Resembles what = Resembles::kOptOut;
    std::string_view why;  // "resembles an opt-out, 0.93"; points into the opinion
  };
  // Nothing: it looks like any other reply.
  std::optional<Verdict> Judge(const FoldedText& text) const;
  // A phrase took it for that, and it resembles none.
  bool Denies(Resembles what, const FoldedText& text) const;

  // In thousandths, in the order of kEveryResemblance.
  using Scores = std::array<std::int32_t, OpinionModel::kOutputs>;
  Scores ScoresOf(const FoldedText& text) const;
  Scores ScoresOf(std::string_view message) const;  // to compare with what the trainer computed

  const OpinionModel::Output& OutputOf(Resembles what) const;
  const SharedSource& source() const { return source_; }

 private:
  Opinion() = default;
  OpinionModel model_;
  std::vector<std::uint32_t> rows_;  // four weights each, raised by 128
  std::array<std::vector<std::string>, OpinionModel::kOutputs> why_;  // beside each `percent`
  SharedSource source_;
};

}  // namespace textback

#endif  // TEXTBACK_TEXT_OPINION_H_
