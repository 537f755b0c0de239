// Writes a made day for people who want to try: calls.csv, truth.jsonl and account.yaml.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "calls/pbx_day.h"

namespace {

bool Write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) std::cerr << "can't write " << path << "\n";
  return static_cast<bool>(file);
}

int Usage() {
  std::cerr << "usage: make_pbx_day SEED CALLS STYLE DIRECTORY\nstyles:";
  for (const auto style : textback::pbx::kPbxStyles) std::cerr << " " << Name(style);
  std::cerr << "\nCALLS is 1 to 10000000. The clock of the log is UTC.\n";
  return 2;
}

}  // namespace

int main(int count, char** words) {
  if (count != 5) return Usage();
  textback::pbx::PbxOptions options;
  const auto style = textback::pbx::StyleOf(words[3]);
  options.seed = std::strtoull(words[1], nullptr, 10);
  const long long calls = std::strtoll(words[2], nullptr, 10);
  if (!style || calls < 1 || calls > 10'000'000) return Usage();
  options.calls = static_cast<int>(calls);
  options.style = *style;
  const textback::pbx::PbxDay day = textback::pbx::MakePbxDay(options);

  const std::filesystem::path directory(words[4]);
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    std::cerr << "can't make " << directory << ": " << error.message() << "\n";
    return 1;
  }
  const bool written = Write(directory / "calls.csv", day.csv) &&
                       Write(directory / "truth.jsonl", TruthLines(day)) &&
                       Write(directory / "account.yaml", AccountYaml(day));
  if (!written) return 1;
  std::cout << day.calls.size() << " calls in " << day.rows << " rows\n";
  return 0;
}
