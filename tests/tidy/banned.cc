// Calls and words that are banned, each with its replacement.
#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tidy/checks.h"

namespace textback::tidy {
namespace {

using Paths = std::vector<std::string_view>;

enum class Where : std::uint8_t {
  kCode,     // anywhere in code
  kCall,     // in code, but not as a member: x.time( and x->time( belong to other types
  kComment,  // in comments and code
};

struct Ban {
  std::string_view what;
  std::string_view hint;
  Paths in;      // path prefixes; empty means everywhere
  Paths except;  // path prefixes
  Where where = Where::kCode;
};

const Paths kLibrary = {"src/", "include/"};
const Paths kPure = {"src/model/",
                     "src/policy/",
                     "src/text/",
                     "src/engine/",
                     "src/codec/",
                     "include/textback/model/",
                     "include/textback/policy/",
                     "include/textback/text/",
                     "include/textback/engine/",
                     "include/textback/codec/"};
const Paths kMayTellTime = {"src/adapters/system/", "benchmarks/", "tests/"};
const Paths kMayReadEnvironment = {"bindings/", "src/adapters/", "benchmarks/", "tests/"};

const Paths kMaySleep = {"benchmarks/", "tests/"};

constexpr std::string_view kAskClock =
    "time is an argument; at the edge ask a Clock (ports/clock.h)";
constexpr std::string_view kHashInstead = "the same on every machine: StableHash (model/text.h)";
constexpr std::string_view kZoneInstead = "local time is Zone's business (policy/zone.h)";
constexpr std::string_view kReturnInstead = "return it, or hand it to an Observer";
constexpr std::string_view kOrderInstead = "its order differs per process: a sorted container";
constexpr std::string_view kParseInstead = "it throws: absl::SimpleAtoi or std::from_chars";
constexpr std::string_view kWaitInstead = "wait on a condition that Stop can end";
constexpr std::string_view kIssueInstead = "do it now, or open an issue";

const std::vector<Ban>& Bans() {
  static const std::vector<Ban> kBans = {
      {"time(", kAskClock, {}, {}, Where::kCall},
      {"system_clock::now", kAskClock, {}, kMayTellTime},
      {"steady_clock::now", kAskClock, {}, kMayTellTime},
      {"high_resolution_clock", kAskClock, {}, {}},
      {"absl::Now", kAskClock, {}, kMayTellTime},
      {"clock_gettime(", kAskClock, {}, kMayTellTime, Where::kCall},
      {"gettimeofday(", kAskClock, {}, {}, Where::kCall},
      {"rand(", kHashInstead, {}, {}, Where::kCall},
      {"srand(", kHashInstead, {}, {}, Where::kCall},
      {"std::random_device", kHashInstead, {}, {}},
      {"localtime(", kZoneInstead, {}, {}, Where::kCall},
      {"localtime_r(", kZoneInstead, {}, {}, Where::kCall},
      {"gmtime(", kZoneInstead, {}, {}, Where::kCall},
      {"gmtime_r(", kZoneInstead, {}, {}, Where::kCall},
      {"mktime(", kZoneInstead, {}, {}, Where::kCall},
      {"getenv(", "settings come in as arguments", {}, kMayReadEnvironment, Where::kCall},
      {"printf(", kReturnInstead, kLibrary, {"src/adapters/console/"}, Where::kCall},
      {"fprintf(", kReturnInstead, kLibrary, {"src/adapters/console/"}, Where::kCall},
      {"puts(", kReturnInstead, kLibrary, {"src/adapters/console/"}, Where::kCall},
      {"std::cout", kReturnInstead, kLibrary, {"src/adapters/console/"}},
      {"std::cerr", kReturnInstead, kLibrary, {"src/adapters/console/"}},
      {"std::this_thread", kWaitInstead, {}, kMaySleep},
      {"absl::SleepFor", kWaitInstead, {}, kMaySleep},
      {"throw", "no exception crosses the API: return absl::Status", kLibrary, {}},
      {"assert(", "gone in a release build: a check that stays, or a Status", kLibrary, {}},
      {"absl::flat_hash_map", kOrderInstead, kPure, {}},
      {"absl::flat_hash_set", kOrderInstead, kPure, {}},
      {"absl::node_hash_map", kOrderInstead, kPure, {}},
      {"absl::node_hash_set", kOrderInstead, kPure, {}},
      {"absl::Hash", kHashInstead, kPure, {}},
      {"std::unordered_map", kOrderInstead, kPure, {}},
      {"std::unordered_set", kOrderInstead, kPure, {}},
      {"std::hash", kHashInstead, kPure, {}},
      {"std::stoi(", kParseInstead, kLibrary, {}},
      {"std::stol(", kParseInstead, kLibrary, {}},
      {"std::stoll(", kParseInstead, kLibrary, {}},
      {"std::stoul(", kParseInstead, kLibrary, {}},
      {"std::stoull(", kParseInstead, kLibrary, {}},
      {"std::stod(", kParseInstead, kLibrary, {}},
      {"TODO", kIssueInstead, {}, {}, Where::kComment},
      {"FIXME", kIssueInstead, {}, {}, Where::kComment},
      {"XXX", kIssueInstead, {}, {}, Where::kComment},
  };
  return kBans;
}

bool IsBelow(std::string_view path, const Paths& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [path](std::string_view prefix) { return path.starts_with(prefix); });
}

// x.time(, x->time( and Other::time( are not the C library's time; std::time( and ::time( are.
bool IsMember(std::string_view line, std::size_t at) {
  const std::string_view before = line.substr(0, at);
  if (before.ends_with(".") || before.ends_with("->")) return true;
  if (!before.ends_with("::") || before.ends_with("std::")) return false;
  return before.size() > 2 && IsWordChar(before[before.size() - 3]);
}

bool Has(std::string_view line, const Ban& ban) {
  for (std::size_t at = FindWord(line, ban.what); at != std::string_view::npos;
       at = FindWord(line, ban.what, at + 1)) {
    if (ban.where != Where::kCall || !IsMember(line, at)) return true;
  }
  return false;
}

// A using-directive brings in all names of a namespace; it is allowed only for literals.
bool HasUsingNamespace(const SourceFile& file, const std::string& line) {
  const std::size_t at = FindWord(line, "using namespace");
  if (at == std::string::npos) return false;
  const std::size_t end = line.find(';', at);
  return file.IsHeader() || end == std::string::npos ||
         !std::string_view(line).substr(0, end).ends_with("literals");
}

}  // namespace

Findings CheckBanned(const SourceFile& file) {
  Findings findings;
  for (const Ban& ban : Bans()) {
    if (!ban.in.empty() && !IsBelow(file.path, ban.in)) continue;
    if (IsBelow(file.path, ban.except)) continue;
    for (std::size_t i = 0; i < file.code.size(); ++i) {
      const bool found =
          Has(file.code[i], ban) || (ban.where == Where::kComment && Has(file.text[i], ban));
      if (found) {
        findings.push_back(
            {file.path, i + 1, std::string(ban.what) + ": " + std::string(ban.hint)});
      }
    }
  }
  for (std::size_t i = 0; i < file.code.size(); ++i) {
    if (HasUsingNamespace(file, file.code[i])) {
      findings.push_back({file.path, i + 1, "using namespace: name what you use"});
    }
  }
  return findings;
}

}  // namespace textback::tidy
