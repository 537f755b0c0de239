// Leads in few bytes.
#include "textback/codec/packed_lead.h"

#include <gtest/gtest.h>

#include <random>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

std::string Packed(const LeadState& state) {
  std::string bytes;
  PackState(state, bytes);
  return bytes;
}

// SampleState doesn't compile when a field is added, and leaves none but opted_out, wrong_number
// and looped at its default: these can't stand beside the rest (I1, I12).
TEST(PackedLead, EveryFieldComesBack) {
  LeadState state = SampleState();
  EXPECT_EQ(UnpackState(Packed(state)).value(), state);
  state.marks.opted_out = state.marks.wrong_number = state.loop.alarm = state.marks.doubtful = true;
  EXPECT_EQ(UnpackState(Packed(state)).value(), state);
}

TEST(PackedLead, AFreshLeadIsNearlyNothing) {
  EXPECT_EQ(UnpackState(Packed(LeadState())).value(), LeadState());
  EXPECT_LE(Packed(LeadState()).size(), 16U);
}

TEST(PackedLead, ExtremesComeBack) {
  LeadState state;
  state.version = UINT64_MAX;
  state.episode = UINT32_MAX;
  state.sequence.due = Instant::min();
  state.wake_at = Instant{};
  state.last_event_at = Instant::max() - Duration{1};
  for (StepRecord& record : state.sequence.steps) record.at = FromMillis(-1);
  EXPECT_EQ(UnpackState(Packed(state)).value(), state);
}

// Whatever the bytes are: a state or an error, never a crash.
TEST(PackedLead, DamagedBytesAreAnError) {
  const std::string good = Packed(SampleState());
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(UnpackState(std::string_view(good).substr(0, size)).ok()) << size;
  EXPECT_FALSE(UnpackState(good + '\0').ok());
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same bytes every time
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = good;
    bytes[random() % bytes.size()] = static_cast<char>(random());
    refused += UnpackState(bytes).ok() ? 0 : 1;
  }
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace textback
