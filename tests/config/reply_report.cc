// How well replies are understood: counts for each kind and language of lists of messages, with
// 95 % intervals (Wilson).
//
//   reply_report [--words FILE.yaml]... [--wrong|--each] LIST.tsv ...   columns: language, kind,
//                                                                       text, note
//
// --words reads other words than the built-in ones, without a second opinion; given more than once,
// the files are read as one. --wrong also prints
// every message that is misread; leave it out for a list that is to stay unseen. --each prints
// "= kind, id" for every message in order (src/config/words/train_opinion.py reads that).
#include <absl/strings/str_format.h>
#include <absl/strings/str_split.h>

#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/config/words_data.h"

namespace textback {
namespace {

struct Row {
  std::string language, kind, text;
};

std::string Unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool newline = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'n';
    out += newline ? '\n' : text[i];
    i += newline ? 1 : 0;
  }
  return out;
}

std::vector<Row> Rows(const char* path) {
  std::ifstream file(path);
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#") || line.starts_with("language\t")) continue;
    const std::vector<std::string> parts = absl::StrSplit(line, '\t');
    if (parts.size() == 4) rows.push_back({parts[0], parts[1], Unescape(parts[2])});
  }
  return rows;
}

// "94.1 % (91.0-96.2)"
std::string Share(std::size_t part, std::size_t all) {
  if (all == 0) return "-";
  const double n = static_cast<double>(all);
  const double p = static_cast<double>(part) / n;
  constexpr double kZ = 1.96;
  const double middle = (p + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
  const double half = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n)) / (1 + kZ * kZ / n);
  return absl::StrFormat("%5.1f %% (%.1f-%.1f)", 100 * p, 100 * (middle - half),
                         100 * (middle + half));
}

int Report(int count, char** arguments) {
  bool wrong = false;
  bool each = false;
  std::vector<SharedSource> words;
  std::shared_ptr<const ReplyClassifier> classifier;
  std::map<std::pair<std::string, std::string>, std::map<std::string, std::size_t>> counts;
  for (int i = 1; i < count; ++i) {
    if (std::string_view(arguments[i]) == "--wrong") {
      wrong = true;
      continue;
    }
    if (std::string_view(arguments[i]) == "--each") {
      each = true;
      continue;
    }
    if (std::string_view(arguments[i]) == "--words" && i + 1 < count) {
      const std::string path = arguments[++i];
      std::ifstream file(path);
      const std::string yaml(std::istreambuf_iterator<char>(file), {});
      words.push_back(NewSource(path, yaml));
      continue;
    }
    if (!words.empty() && classifier == nullptr) {
      const auto made = ParseReplyWords(words);
      if (!made.ok()) {
        std::cerr << made.status().message() << "\n";
        return 1;
      }
      classifier = *made;
    }
    if (classifier == nullptr) classifier = BuiltInReplies();
    for (const Row& row : Rows(arguments[i])) {
      const ReplyClassifier::Meaning meaning = classifier->Classify(row.text, row.language);
      const std::string kind(NameOf(meaning.kind));
      if (each) std::cout << absl::StrFormat("= %s\t%s\n", kind, meaning.id);
      for (const std::string& language : {row.language, std::string("all")})
        ++counts[{row.kind, language}][kind];
      if (!wrong || kind == row.kind || row.kind == "borderline") continue;
      std::cout << absl::StrFormat("%s\t%s\t%s (%s)\t%s\n", row.language, row.kind, kind,
                                   meaning.id, row.text);
    }
  }
  for (const auto& [of, kinds] : counts) {
    std::size_t all = 0;
    std::string others;
    for (const auto& [kind, n] : kinds) {
      all += n;
      if (kind != of.first) others += absl::StrFormat("  %s %d", kind, n);
    }
    const auto right = kinds.find(of.first);
    const std::size_t n = right == kinds.end() ? 0 : right->second;
    std::cout << absl::StrFormat("%-13s %-4s %4d: %s%s\n", of.first, of.second, all, Share(n, all),
                                 others);
  }
  return counts.empty() ? 1 : 0;
}

}  // namespace
}  // namespace textback

int main(int count, char** arguments) { return textback::Report(count, arguments); }
