// R1, R2, R8, R9: each call log of tests/calls/cases is read as what really happened.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "calls/case.h"
#include "textback/adapters/call_log/call_list.h"
#include "textback/config/account_yaml.h"
#include "textback/config/playbook_yaml.h"

namespace textback {
namespace {

using testing::CallCase;
using testing::TrueCall;

struct Reading {
  absl::StatusOr<CallListResult> result = absl::UnknownError("not read");
  std::vector<Call> calls;
};

Reading Read(const CallCase& one) {
  std::vector<Account> accounts;
  if (!one.AccountPath().empty())
    accounts = LoadAccounts(one.AccountPath(), BuiltInPlaybooks().Trades()).value();
  Reading reading;
  reading.result = ReadCalls({.path = one.Path("calls.csv"),
                              .name = "calls.csv",
                              .zone = Zone::Load(one.zone).value(),
                              .accounts = accounts},
                             [&reading](Call call) { reading.calls.push_back(std::move(call)); });
  return reading;
}

std::string InTruthsWords(CallOutcome outcome) {
  if (outcome == CallOutcome::kReached) return "outgoing_answered";
  if (outcome == CallOutcome::kInVain) return "outgoing_in_vain";
  return std::string(NameOf(outcome));
}

std::set<std::size_t> RowsOf(const Call& call) {
  std::set<std::size_t> rows;
  for (const CallLeg& leg : call.legs) rows.insert(leg.row);
  return rows;
}

std::string Story(const Call& call) {
  std::string story = "read as " + std::string(NameOf(call.direction)) + ", " +
                      std::string(NameOf(call.outcome)) + ", from '" + call.from + "', rows";
  for (const std::size_t row : RowsOf(call)) story += " " + std::to_string(row);
  for (const std::string& why : call.why) story += "\n    " + why;
  return story;
}

std::string OutsideOf(const Call& call) {
  if (call.outside.kind == MissedCall::Caller::kNumber) return call.outside.number.ToE164();
  return call.direction == CallDirection::kOutbound ? call.to : call.from;
}

bool IsOneOf(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

void Compare(const TrueCall& truth, const Call& call) {
  SCOPED_TRACE(Story(call));
  const std::string outcome = InTruthsWords(call.outcome);
  if (IsOneOf(truth.also_fine, outcome)) return;
  EXPECT_EQ(outcome, truth.outcome);
  EXPECT_EQ(NameOf(call.direction), truth.direction);
  if (truth.direction == "inbound") {
    EXPECT_EQ(OutsideOf(call), truth.from);
  }
  if (truth.direction == "outbound") {
    EXPECT_EQ(OutsideOf(call), truth.to);
  }
  if (!truth.by.empty() && truth.by != "unknown") {
    const bool spoke = call.answered_by == truth.by ||
                       std::any_of(call.legs.begin(), call.legs.end(), [&](const CallLeg& leg) {
                         return leg.answer == LegAnswer::kPerson && leg.to == truth.by;
                       });
    EXPECT_TRUE(spoke) << truth.by << " spoke, not " << call.answered_by;
  }
  if (truth.voicemail.has_value()) {
    EXPECT_EQ(call.has_message(), *truth.voicemail);
  }
  if (!truth.start.empty()) {
    EXPECT_EQ(FormatRfc3339(call.start), truth.start);
  }
}

const Call* CallWith(const std::vector<Call>& calls, std::size_t row) {
  const auto found = std::find_if(calls.begin(), calls.end(),
                                  [row](const Call& call) { return RowsOf(call).contains(row); });
  return found == calls.end() ? nullptr : &*found;
}

class CallCases : public ::testing::TestWithParam<CallCase> {};

TEST_P(CallCases, IsReadAsItHappened) {
  const CallCase& one = GetParam();
  const Reading reading = Read(one);
  if (one.refused) {
    ASSERT_FALSE(reading.result.ok());
    return;
  }
  ASSERT_TRUE(reading.result.ok()) << reading.result.status();
  if (one.rotated) return;  // its rows are those of two files: tests/simulation reads them
  for (const TrueCall& truth : one.calls) {
    const Call* call = CallWith(reading.calls, *truth.rows.begin());
    ASSERT_NE(call, nullptr) << "no call has row " << *truth.rows.begin();
    // A consultation may be read as part of the caller's call where the rows don't force either.
    if (one.loose && truth.outcome == "internal" && call->direction == CallDirection::kInbound)
      continue;
    Compare(truth, *call);
    if (!one.loose) {
      EXPECT_EQ(RowsOf(*call), truth.rows) << Story(*call);
    }
  }
  if (!one.loose) {
    EXPECT_EQ(reading.calls.size(), one.calls.size());
  }
}

TEST_P(CallCases, TellsTheRowsThatItCantRead) {
  const CallCase& one = GetParam();
  const Reading reading = Read(one);
  if (!reading.result.ok() || one.rotated) return;
  std::set<std::size_t> problems;
  for (const CallLogProblem& problem : reading.result->problems) problems.insert(problem.number);
  for (const std::size_t row : one.problems) {
    EXPECT_TRUE(problems.contains(row) || one.problems_may_be_left_out.contains(row))
        << "row " << row << " is not told";
  }
  for (const CallLogProblem& problem : reading.result->problems) {
    EXPECT_TRUE(one.problems.contains(problem.number) ||
                one.problems_may_be_left_out.contains(problem.number))
        << problem.message;
  }
}

TEST_P(CallCases, TellsAClockThatDoesNotFit) {
  const CallCase& one = GetParam();
  if (!one.clock_note.has_value()) return;
  const Reading reading = Read(one);
  ASSERT_TRUE(reading.result.ok()) << reading.result.status();
  EXPECT_EQ(!reading.result->notes.empty(), *one.clock_note);
}

INSTANTIATE_TEST_SUITE_P(All, CallCases, ::testing::ValuesIn(testing::CallCases()),
                         [](const auto& one) { return one.param.name; });

TEST(CallCaseFiles, AreAllThere) { EXPECT_GE(testing::CallCases().size(), 300U); }

}  // namespace
}  // namespace textback
