// Reads the file of a second opinion on replies. Lines, in this order:
//
//   # a comment, anywhere before the weights
//   version: 2
//   bits: 15
//   wrong_number: unit 9 bias -800 threshold 40 floor -700   and so on, a line for each resemblance
//   wrong_number percent: 50:-60 80:30 99:410
//   no_machine_above: -450                           see OpinionModel
//   check: 120 -950 -1000 -990 wrong number, sorry   scores that the trainer computed for a text
//   weights: 1748
//   ...                                              so many lines of base64
//   checksum: 0123456789abcdef                       of everything before it
#include <absl/status/status.h>
#include <absl/strings/escaping.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_split.h>
#include <absl/strings/strip.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "config/yaml_reader.h"
#include "textback/config/words_data.h"

namespace textback {
namespace {

using config::Quoted;

constexpr int kVersion = 2;
std::string_view View(absl::string_view text) { return {text.data(), text.size()}; }

// FNV-1a of 64 bits, line by line, so that line ends of Windows are no change.
class Checksum {
 public:
  void Add(std::string_view line) {
    for (const char c : line) AddByte(c);
    AddByte('\n');
  }
  std::string ToString() const { return absl::StrFormat("%016x", hash_); }

 private:
  void AddByte(char c) { hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U; }
  std::uint64_t hash_ = 14'695'981'039'346'656'037U;
};

class OpinionFile {
 public:
  OpinionFile(std::string_view text, std::string_view name) : rest_(text), name_(name) {}

  absl::StatusOr<std::shared_ptr<const Opinion>> Read() {
    absl::Status status = ReadVersion();
    if (status.ok()) status = ReadNumber("bits", model_.bits);
    for (const Resembles what : kEveryResemblance) {
      if (status.ok()) status = ReadOutput(what);
    }
    if (status.ok()) status = ReadNumber("no_machine_above", model_.no_machine_above);
    if (status.ok()) status = ReadChecks();
    if (status.ok()) status = ReadWeights();
    if (status.ok()) status = ReadChecksum();
    if (!status.ok()) return status;
    // The record of a policy keeps what was said about the weights, and their checksum.
    std::string record = head_ + "checksum: " + checksum_.ToString() + "\n";
    absl::StatusOr<std::shared_ptr<const Opinion>> made =
        Opinion::Make(std::move(model_), NewSource(std::string(name_), std::move(record)));
    if (!made.ok()) return Error(1, View(made.status().message()));
    if (status = Compare(**made); !status.ok()) return status;
    return made;
  }

 private:
  struct Check {
    int line = 0;
    Opinion::Scores scores = {};
    std::string text;
  };

  absl::Status Error(int line, std::string_view what) const {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s:%d: %s; make the file again with train_opinion.py, or leave it out",
                        name_, line, what));
  }

  // The next line, without its end. False: there is none.
  bool TakeLine() {
    if (rest_.empty()) return false;
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (line_.ends_with('\r')) line_.remove_suffix(1);
    ++number_;
    return true;
  }

  // The next line that is no comment, as one of the head. Empty: the file ends.
  absl::StatusOr<absl::string_view> TakeField(std::string_view field) {
    while (TakeLine()) {
      checksum_.Add(line_);
      head_.append(line_).append("\n");
      if (line_.empty() || line_.starts_with('#')) continue;
      absl::string_view value(line_.data(), line_.size());
      if (absl::ConsumePrefix(&value, absl::StrFormat("%s: ", field))) return value;
      return Error(number_, absl::StrFormat("'%s: ' belongs here", field));
    }
    return Error(number_ + 1, absl::StrFormat("the file ends where '%s: ' belongs: it was cut "
                                              "short",
                                              field));
  }

  absl::Status ReadNumber(std::string_view field, int& out) {
    const absl::StatusOr<absl::string_view> value = TakeField(field);
    if (!value.ok()) return value.status();
    if (absl::SimpleAtoi(*value, &out)) return absl::OkStatus();
    return Error(number_, absl::StrFormat("%s: %s is no number", field, Quoted(View(*value))));
  }

  absl::Status ReadVersion() {
    int version = 0;
    if (absl::Status status = ReadNumber("version", version); !status.ok()) return status;
    if (version == kVersion) return absl::OkStatus();
    return Error(number_, absl::StrFormat("version %d, but this library reads version %d", version,
                                          kVersion));
  }

  absl::Status ReadOutput(Resembles what) {
    OpinionModel::Output& output = model_.outputs[static_cast<std::size_t>(what)];
    const std::string name(NameOf(what));
    const absl::StatusOr<absl::string_view> values = TakeField(name);
    if (!values.ok()) return values.status();
    const std::vector<absl::string_view> words = absl::StrSplit(*values, ' ');
    if (words.size() != 8 || words[0] != "unit" || words[2] != "bias" || words[4] != "threshold" ||
        words[6] != "floor" || !absl::SimpleAtoi(words[7], &output.floor) ||
        !absl::SimpleAtoi(words[1], &output.unit) || !absl::SimpleAtoi(words[3], &output.bias) ||
        !absl::SimpleAtoi(words[5], &output.threshold)) {
      return Error(number_,
                   absl::StrFormat("%s: %s; write it as 'unit 9 bias -800 threshold 40 floor -700'",
                                   name, Quoted(View(*values))));
    }
    const absl::StatusOr<absl::string_view> percent = TakeField(name + " percent");
    if (!percent.ok()) return percent.status();
    for (const absl::string_view entry : absl::StrSplit(*percent, ' ')) {
      const std::pair<absl::string_view, absl::string_view> parts =
          absl::StrSplit(entry, absl::MaxSplits(':', 1));
      auto& [score, hundredths] = output.percent.emplace_back();
      if (!absl::SimpleAtoi(parts.first, &hundredths) || !absl::SimpleAtoi(parts.second, &score)) {
        return Error(number_, absl::StrFormat("%s percent: %s; write percent and score as '80:30'",
                                              name, Quoted(View(entry))));
      }
    }
    return absl::OkStatus();
  }

  // Reads them up to the line of the weights, and that too.
  absl::Status ReadChecks() {
    constexpr std::string_view kField = "check: ";
    while (rest_.starts_with(kField)) {
      const absl::StatusOr<absl::string_view> value = TakeField("check");
      if (!value.ok()) return value.status();
      const std::vector<absl::string_view> words =
          absl::StrSplit(*value, absl::MaxSplits(' ', OpinionModel::kOutputs));
      Check check{.line = number_};
      bool right = words.size() == OpinionModel::kOutputs + 1;
      for (std::size_t i = 0; right && i < OpinionModel::kOutputs; ++i)
        right = absl::SimpleAtoi(words[i], &check.scores[i]);
      if (!right) {
        return Error(number_, absl::StrFormat("check: %s; write %d scores and a text",
                                              Quoted(View(*value)), OpinionModel::kOutputs));
      }
      check.text = std::string(View(words.back()));
      checks_.push_back(std::move(check));
    }
    return ReadNumber("weights", weight_lines_);
  }

  absl::Status ReadWeights() {
    std::string bytes;
    for (int i = 0; i < weight_lines_; ++i) {
      if (!TakeLine()) {
        return Error(number_ + 1, absl::StrFormat("the file ends after %d of %d lines of weights: "
                                                  "it was cut short",
                                                  i, weight_lines_));
      }
      checksum_.Add(line_);
      if (!absl::Base64Unescape({line_.data(), line_.size()}, &bytes)) {
        return Error(number_, absl::StrFormat("is no base64, as weights are: it was cut short or "
                                              "altered"));
      }
      for (const char byte : bytes) model_.weights.push_back(static_cast<std::int8_t>(byte));
    }
    return absl::OkStatus();
  }

  absl::Status ReadChecksum() {
    if (!TakeLine() || !line_.starts_with("checksum: ")) {
      return Error(number_ + (rest_.empty() ? 1 : 0),
                   absl::StrFormat("'checksum: ' belongs here: the file was cut short or altered"));
    }
    const std::string_view said = line_.substr(line_.find(' ') + 1);
    if (said != checksum_.ToString()) {
      return Error(number_, absl::StrFormat("the checksum says %s, but that of the lines before is "
                                            "%s: the file was cut short or altered",
                                            Quoted(said), checksum_.ToString()));
    }
    if (!rest_.empty()) {
      return Error(number_ + 1, "stands after the checksum, which is the last line");
    }
    return absl::OkStatus();
  }

  // A file whose features are not those of this library would say anything.
  absl::Status Compare(const Opinion& opinion) const {
    for (const Check& check : checks_) {
      const Opinion::Scores scores = opinion.ScoresOf(std::string_view(check.text));
      if (scores == check.scores) continue;
      std::string computed;
      for (const std::int32_t score : scores) absl::StrAppendFormat(&computed, "%d ", score);
      return Error(check.line, absl::StrFormat("this library computes %sfor it: the file was made "
                                               "for another version",
                                               computed));
    }
    return absl::OkStatus();
  }

  std::string_view rest_;
  std::string_view name_;
  std::string_view line_;
  int number_ = 0;  // of `line_`
  std::string head_;
  Checksum checksum_;
  OpinionModel model_;
  std::vector<Check> checks_;
  int weight_lines_ = 0;
};

}  // namespace

absl::StatusOr<std::shared_ptr<const Opinion>> ParseOpinion(std::string_view text,
                                                            std::string_view file_name) {
  return OpinionFile(text, file_name).Read();
}

}  // namespace textback
