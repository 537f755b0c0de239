// R1, R3, R8: whole days of a switch, read and held against what really happened. Somebody who is
// called missed although a person spoke with them would get a text: there must be none.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "calls/pbx_day.h"
#include "textback/adapters/call_log/call_list.h"
#include "textback/config/account_yaml.h"
#include "textback/config/playbook_yaml.h"

namespace textback {
namespace {

constexpr int kCalls = 10'000;

CallOutcome OutcomeOf(pbx::Outcome outcome) {
  switch (outcome) {
    case pbx::Outcome::kMissed:
      return CallOutcome::kMissed;
    case pbx::Outcome::kServed:
      return CallOutcome::kServed;
    case pbx::Outcome::kUnclear:
      return CallOutcome::kUnclear;
    case pbx::Outcome::kInternal:
      return CallOutcome::kInternal;
    case pbx::Outcome::kOutgoingAnswered:
      return CallOutcome::kReached;
    case pbx::Outcome::kOutgoingInVain:
      return CallOutcome::kInVain;
    case pbx::Outcome::kNotACall:
      break;
  }
  return CallOutcome::kNotACall;
}

bool IsFine(const pbx::TruthCall& truth, CallOutcome outcome) {
  return OutcomeOf(truth.outcome) == outcome ||
         std::any_of(truth.also_fine.begin(), truth.also_fine.end(),
                     [outcome](pbx::Outcome fine) { return OutcomeOf(fine) == outcome; });
}

struct Score {
  std::size_t missed = 0;                    // truly
  std::size_t found = 0;                     // of them, read as missed
  std::size_t read_missed = 0;               // read as missed
  std::size_t read_rightly = 0;              // of them, truly or as well
  std::size_t served_texted = 0;             // read as missed though a person spoke with them
  std::size_t split = 0;                     // rows of one call in several, or of several in one
  std::map<std::string, std::size_t> wrong;  // by kind and reading

  double precision() const {
    return static_cast<double>(read_rightly) /
           static_cast<double>(std::max<std::size_t>(1, read_missed));
  }
  double recall() const {
    return static_cast<double>(found) / static_cast<double>(std::max<std::size_t>(1, missed));
  }
};

std::vector<Call> Read(const pbx::PbxDay& day, bool with_account, const std::string& name) {
  const std::string path = ::testing::TempDir() + name + ".csv";
  std::ofstream(path, std::ios::binary) << day.csv;
  std::vector<Account> accounts;
  if (with_account) {
    accounts =
        ParseAccounts(pbx::AccountYaml(day), "account.yaml", BuiltInPlaybooks().Trades()).value();
  }
  std::vector<Call> calls;
  const absl::StatusOr<CallListResult> result =
      ReadCalls({.path = path, .zone = Zone::Load("UTC").value(), .accounts = accounts},
                [&calls](Call call) { calls.push_back(std::move(call)); });
  EXPECT_TRUE(result.ok()) << result.status();
  std::remove(path.c_str());
  return calls;
}

Score Compare(const pbx::PbxDay& day, const std::vector<Call>& calls) {
  std::vector<const Call*> by_row(day.rows + 2, nullptr);
  for (const Call& call : calls) {
    for (const CallLeg& leg : call.legs) by_row[leg.row] = &call;
  }
  Score score;
  for (const pbx::TruthCall& truth : day.calls) {
    if (truth.damaged) continue;
    const Call* call = by_row[truth.rows.front()];
    const CallOutcome outcome = call == nullptr ? CallOutcome::kNotACall : call->outcome;
    const bool is_missed = truth.outcome == pbx::Outcome::kMissed;
    score.missed += is_missed;
    score.found += is_missed && outcome == CallOutcome::kMissed;
    if (outcome == CallOutcome::kMissed) {
      ++score.read_missed;
      score.read_rightly += IsFine(truth, outcome);
    }
    score.served_texted +=
        truth.outcome == pbx::Outcome::kServed && outcome == CallOutcome::kMissed;
    const bool together = std::all_of(truth.rows.begin(), truth.rows.end(),
                                      [&](std::size_t row) { return by_row[row] == call; });
    score.split += !together && !truth.loose;
    const bool aside = truth.loose && truth.outcome == pbx::Outcome::kInternal;
    if (!IsFine(truth, outcome) && !aside) {
      ++score.wrong[truth.kind + ": " + std::string(Name(truth.outcome)) + " read as " +
                    std::string(NameOf(outcome))];
    }
  }
  return score;
}

using Param = std::tuple<pbx::PbxStyle, bool>;

class Days : public ::testing::TestWithParam<Param> {};

TEST_P(Days, AreReadAsTheyHappened) {
  const auto [style, with_account] = GetParam();
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    pbx::PbxOptions options{.seed = seed, .calls = kCalls, .style = style};
    options.newest_first = seed == 2;
    options.broken_per_mille = seed == 3 ? 5 : 0;
    const pbx::PbxDay day = pbx::MakePbxDay(options);
    const std::string name =
        std::string(Name(style)) + (with_account ? "_account_" : "_alone_") + std::to_string(seed);
    const Score score = Compare(day, Read(day, with_account, name));
    std::printf("%-28s missed %zu: precision %.4f, recall %.4f; served but texted %zu; split %zu\n",
                name.c_str(), score.missed, score.precision(), score.recall(), score.served_texted,
                score.split);
    for (const auto& [what, count] : score.wrong) std::printf("    %5zu %s\n", count, what.c_str());
    EXPECT_EQ(score.served_texted, 0U);
    EXPECT_EQ(score.precision(), 1.0);
    EXPECT_EQ(score.recall(), 1.0);
    EXPECT_EQ(score.split, 0U);
    EXPECT_TRUE(score.wrong.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Styles, Days,
                         ::testing::Combine(::testing::ValuesIn(pbx::kPbxStyles),
                                            ::testing::Bool()),
                         [](const auto& one) {
                           return std::string(Name(std::get<0>(one.param))) +
                                  (std::get<1>(one.param) ? "_with_account" : "_alone");
                         });

}  // namespace
}  // namespace textback
