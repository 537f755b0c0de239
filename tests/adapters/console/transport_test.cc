#include "textback/adapters/console/transport.h"

#include <absl/strings/escaping.h>
#include <absl/strings/str_split.h>
#include <gtest/gtest.h>

#include <sstream>

#include "textback/simulation/clock.h"
#include "textback/testing/transport_conformance.h"

namespace textback {
namespace {

using Kind = SendOutcome::Kind;

struct Terminal {
  SimulatedClock clock{*ParseRfc3339("2026-11-20T17:00:10Z")};
  std::ostringstream out;
};

// Reads the lines back: "<at>  <account> -> <number>  <step>  1 segment  "<body>"".
std::vector<ReceivedText> ReadLines(const std::string& printed) {
  std::vector<ReceivedText> received;
  for (const auto line : absl::StrSplit(printed, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> parts = absl::StrSplit(line, absl::MaxSplits("  ", 4));
    const std::vector<std::string> who = absl::StrSplit(parts.at(1), " -> ");
    ReceivedText text{.to = PhoneNumber::Parse(who.at(1)).value(), .body = {}};
    const std::string& quoted = parts.at(4);
    EXPECT_TRUE(absl::CUnescape(quoted.substr(1, quoted.size() - 2), &text.body)) << quoted;
    received.push_back(std::move(text));
  }
  return received;
}

TransportFactory Console() {
  return {.name = "console", .make = [] {
            auto terminal = std::make_shared<Terminal>();
            return TransportInTest{
                .transport = std::make_unique<ConsoleTransport>(terminal->out, terminal->clock,
                                                                /*show_all=*/true),
                .clock = &terminal->clock,
                .received = [terminal] { return ReadLines(terminal->out.str()); }};
          }};
}

INSTANTIATE_TEST_SUITE_P(Console, TransportConformance, ::testing::Values(Console()),
                         NameOfTransport);

// The outcome of a text that has one minute left.
SendOutcome SendTo(ConsoleTransport& console, const Clock& clock, const Text& text) {
  SendOutcome outcome;
  console.Send(text, clock.Now() + std::chrono::minutes{1},
               [&outcome](SendOutcome answer) { outcome = std::move(answer); });
  return outcome;
}

TEST(ConsoleTransport, MasksNumbersAndLeavesBodiesOut) {
  Terminal terminal;
  ConsoleTransport console(terminal.out, terminal.clock);
  Text text = SampleText(23, terminal.clock.Now());
  text.segments = 2;
  const SendOutcome outcome = SendTo(console, terminal.clock, text);
  EXPECT_EQ(outcome.provider_id, "console:northside/+14035550123/1/text_1/1");
  EXPECT_EQ(outcome.at, terminal.clock.Now());
  EXPECT_EQ(terminal.out.str(),
            "2026-11-20T17:00:10Z  northside -> +1403***0123  text_1  2 segments\n");
}

// A body cannot start a new line that looks like another text.
TEST(ConsoleTransport, BodyStaysOnItsLine) {
  Terminal terminal;
  ConsoleTransport console(terminal.out, terminal.clock, /*show_all=*/true);
  SendTo(console, terminal.clock, SampleText(23, terminal.clock.Now(), "Hé\n\"x\""));
  EXPECT_EQ(terminal.out.str(),
            "2026-11-20T17:00:10Z  northside -> +14035550123  text_1  1 segment  "
            "\"Hé\\n\\\"x\\\"\"\n");
}

// R60: part of the line may have been written
TEST(ConsoleTransport, BrokenStreamIsAmbiguous) {
  Terminal terminal;
  terminal.out.setstate(std::ios::badbit);
  ConsoleTransport console(terminal.out, terminal.clock);
  const SendOutcome outcome = SendTo(console, terminal.clock, SampleText(1, terminal.clock.Now()));
  EXPECT_EQ(outcome.kind, Kind::kAmbiguous);
  EXPECT_EQ(outcome.code, "stream");
}

}  // namespace
}  // namespace textback
