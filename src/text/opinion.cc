#include "textback/text/opinion.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>

#include "model/names.h"
#include "text/fold.h"
#include "textback/text/reply.h"

namespace textback {
namespace {

constexpr Names<4> kNames = {"wrong_number", "opt_out", "emergency", "machine"};
constexpr Names<4> kSentences = {"resembles a wrong number", "resembles an opt-out",
                                 "resembles an emergency", "resembles a machine's answer"};

// src/config/words/train_opinion.py has the same numbers.
constexpr std::uint32_t kMultiplier = 0x9E37'79B1U;
constexpr std::uint32_t kWordSeed = 0x57A7'E5EDU;
constexpr std::uint32_t kPairSeed = 0x2C1B'3C6DU;
constexpr std::uint32_t kSkipSeed = 0x297A'2D39U;
constexpr std::size_t kLongestPiece = 4;

constexpr int kRaised = 128;  // so that a weight is a byte without a sign

// Adds up rows of four bytes, two at a time in each half of a word.
class Sum {
 public:
  void Add(std::uint32_t row) {
    Put(row);
    if (++pending_ > kMost) Carry();
  }
  void AddThree(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    Put(a);
    Put(b);
    Put(c);
    pending_ += 3;
    if (pending_ > kMost) Carry();
  }
  std::size_t rows() const { return rows_ + pending_; }
  std::array<std::int64_t, 4> Take() {
    Carry();
    const auto raised = static_cast<std::int64_t>(rows_) * kRaised;
    return {sums_[0] - raised, sums_[1] - raised, sums_[2] - raised, sums_[3] - raised};
  }

 private:
  static constexpr std::uint32_t kMost = 253;  // three more, 256 * 255, still fit into half a word

  void Put(std::uint32_t row) {
    even_ += row & 0x00FF'00FFU;
    odd_ += (row >> 8) & 0x00FF'00FFU;
  }

  void Carry() {
    sums_[0] += even_ & 0xFFFFU;
    sums_[1] += odd_ & 0xFFFFU;
    sums_[2] += even_ >> 16;
    sums_[3] += odd_ >> 16;
    rows_ += pending_;
    even_ = odd_ = pending_ = 0;
  }

  std::uint32_t even_ = 0;
  std::uint32_t odd_ = 0;
  std::uint32_t pending_ = 0;
  std::size_t rows_ = 0;
  std::array<std::int64_t, 4> sums_ = {};
};

std::uint64_t SquareRoot(std::uint64_t of) {
  std::uint64_t root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 31; bit != 0; bit >>= 1) {
    if ((root | bit) * (root | bit) <= of) root |= bit;
  }
  return root;
}

constexpr std::uint32_t Next(std::uint32_t hash, char byte) {
  return (hash + static_cast<unsigned char>(byte) + 1) * kMultiplier;
}

// The text as the model reads it: words with a space around each, and digits as zeros.
std::string Written(const FoldedText& text) {
  std::string out;
  out.reserve(text.letters.size() + text.words.size() + 3);
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    out += ' ';
    for (const char c : text[i]) out += c >= '0' && c <= '9' ? '0' : c;
  }
  if (text.words.empty()) out += ' ';
  out += text.question ? " ?" : " ";
  return out;
}

// Every piece of two to four bytes.
void AddPieces(std::string_view written, const std::uint32_t* rows, int shift, Sum& sum) {
  std::size_t begin = 0;
  // Where all four bytes are there, without asking at each of them.
  for (; begin + kLongestPiece <= written.size(); ++begin) {
    const char* const at = written.data() + begin;
    const std::uint32_t two = Next(Next(0, at[0]), at[1]);
    const std::uint32_t three = Next(two, at[2]);
    const std::uint32_t four = Next(three, at[3]);
    sum.AddThree(rows[two >> shift], rows[three >> shift], rows[four >> shift]);
  }
  for (; begin + 1 < written.size(); ++begin) {
    std::uint32_t hash = Next(0, written[begin]);
    for (std::size_t at = begin + 1; at < written.size(); ++at) {
      hash = Next(hash, written[at]);
      sum.Add(rows[hash >> shift]);
    }
  }
}

// Every word, with the word before it, and with the one before that.
void AddWords(const FoldedText& text, const std::uint32_t* rows, int shift, Sum& sum) {
  std::uint32_t last = kPairSeed;
  std::uint32_t before = kSkipSeed;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    std::uint32_t hash = kWordSeed;
    for (const char c : text[i]) hash = Next(hash, c >= '0' && c <= '9' ? '0' : c);
    sum.Add(rows[hash >> shift]);
    sum.Add(rows[((last ^ kPairSeed) + hash) * kMultiplier >> shift]);
    sum.Add(rows[((before ^ kSkipSeed) + hash) * kMultiplier >> shift]);
    before = last;
    last = hash * kMultiplier;
  }
}

std::string WhatIsWrong(const OpinionModel::Output& output) {
  if (output.unit < 1) return absl::StrFormat("unit is %d; it is at least 1", output.unit);
  if (output.percent.empty()) return "no percentages";
  for (std::size_t i = 0; i < output.percent.size(); ++i) {
    const auto& [score, percent] = output.percent[i];
    if (percent < 0 || percent > 100)
      return absl::StrFormat("%d %%; a percentage is from 0 to 100", percent);
    if (i == 0) continue;
    const auto& [score_before, percent_before] = output.percent[i - 1];
    if (score <= score_before || percent <= percent_before)
      return absl::StrFormat("%d %% from %d on stands after %d %% from %d on; both must rise",
                             percent, score, percent_before, score_before);
  }
  return "";
}

}  // namespace

std::string_view NameOf(Resembles what) { return NameIn(kNames, what); }

absl::StatusOr<std::shared_ptr<const Opinion>> Opinion::Make(OpinionModel model,
                                                             SharedSource source) {
  if (model.bits < OpinionModel::kMinBits || model.bits > OpinionModel::kMaxBits) {
    return absl::InvalidArgumentError(absl::StrFormat("bits is %d; it is from %d to %d", model.bits,
                                                      OpinionModel::kMinBits,
                                                      OpinionModel::kMaxBits));
  }
  const std::size_t rows = std::size_t{1} << model.bits;
  if (model.weights.size() != rows * OpinionModel::kOutputs) {
    return absl::InvalidArgumentError(absl::StrFormat("%d weights; %d bits need %d",
                                                      model.weights.size(), model.bits,
                                                      rows * OpinionModel::kOutputs));
  }
  auto made = std::shared_ptr<Opinion>(new Opinion());
  for (const Resembles what : kEveryResemblance) {
    const auto place = static_cast<std::size_t>(what);
    const OpinionModel::Output& output = model.outputs[place];
    if (const std::string wrong = WhatIsWrong(output); !wrong.empty())
      return absl::InvalidArgumentError(absl::StrFormat("%s: %s", NameOf(what), wrong));
    for (const auto& [score, percent] : output.percent) {
      made->why_[place].push_back(
          absl::StrFormat("%s, %d.%02d", NameIn(kSentences, what), percent / 100, percent % 100));
    }
  }
  made->rows_.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    std::uint32_t packed = 0;
    for (std::size_t i = OpinionModel::kOutputs; i-- > 0;) {
      const int raised = model.weights[row * OpinionModel::kOutputs + i] + kRaised;
      packed = packed << 8 | static_cast<std::uint32_t>(raised);
    }
    made->rows_.push_back(packed);
  }
  model.weights = {};
  made->model_ = std::move(model);
  made->source_ = std::move(source);
  return std::shared_ptr<const Opinion>(std::move(made));
}

Opinion::Scores Opinion::ScoresOf(const FoldedText& text) const {
  const int shift = 32 - model_.bits;
  Sum sum;
  AddPieces(Written(text), rows_.data(), shift, sum);
  AddWords(text, rows_.data(), shift, sum);
  const auto root = static_cast<std::int64_t>(SquareRoot(std::uint64_t{sum.rows()} << 16));
  const std::array<std::int64_t, OpinionModel::kOutputs> sums = sum.Take();
  Scores scores;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const OpinionModel::Output& output = model_.outputs[i];
    const std::int64_t score = sums[i] * output.unit / root + output.bias;
    constexpr std::int64_t kMost = 1'000'000'000;
    scores[i] = static_cast<std::int32_t>(std::clamp(score, -kMost, kMost));
  }
  return scores;
}

Opinion::Scores Opinion::ScoresOf(std::string_view message) const {
  return ScoresOf(FoldText(message, ReplyClassifier::kMaxWords));
}

std::optional<Opinion::Verdict> Opinion::Judge(const FoldedText& text) const {
  const Scores scores = ScoresOf(text);
  for (const Resembles what : kEveryResemblance) {
    const auto place = static_cast<std::size_t>(what);
    const OpinionModel::Output& output = model_.outputs[place];
    if (scores[place] <= output.threshold) continue;
    if (what == Resembles::kMachine &&
        scores[static_cast<std::size_t>(Resembles::kOptOut)] > model_.no_machine_above)
      continue;
    const auto above =
        std::upper_bound(output.percent.begin(), output.percent.end(), scores[place],
                         [](std::int32_t score, const auto& entry) { return score < entry.first; });
    const auto at = std::max<std::ptrdiff_t>(above - output.percent.begin() - 1, 0);
    return Verdict{.what = what, .why = why_[place][static_cast<std::size_t>(at)]};
  }
  return std::nullopt;
}

bool Opinion::Denies(Resembles what, const FoldedText& text) const {
  return ScoresOf(text)[static_cast<std::size_t>(what)] < OutputOf(what).floor;
}

const OpinionModel::Output& Opinion::OutputOf(Resembles what) const {
  return model_.outputs[static_cast<std::size_t>(what)];
}

}  // namespace textback
