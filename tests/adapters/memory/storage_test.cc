#include "textback/adapters/memory/storage.h"

#include <gtest/gtest.h>

#include "textback/testing/storage_conformance.h"
#include "textback/testing/storage_wrapper.h"

namespace textback {
namespace {

StorageFactory Memory() {
  return {.name = "memory", .open = [] { return NewMemoryStorage(); }, .reopen = nullptr};
}

// A storage behind a forwarding wrapper: a call that is not forwarded fails the suite.
class Wrapped final : public StorageWrapper {
 public:
  explicit Wrapped(std::unique_ptr<Storage> storage)
      : StorageWrapper(*storage), owned_(std::move(storage)) {}

 private:
  const std::unique_ptr<Storage> owned_;
};

StorageFactory WrappedMemory() {
  const auto open = []() -> absl::StatusOr<std::unique_ptr<Storage>> {
    return std::make_unique<Wrapped>(NewMemoryStorage());
  };
  return {.name = "wrapped", .open = open, .reopen = nullptr};
}

INSTANTIATE_TEST_SUITE_P(Memory, StorageConformance, ::testing::Values(Memory(), WrappedMemory()),
                         NameOfFactory);

class FullDisk final : public StorageWrapper {
 public:
  using StorageWrapper::StorageWrapper;
  absl::StatusOr<AppendResult> Append(std::span<const Event> events) override {
    if (full) return absl::UnavailableError("the disk is full");
    return StorageWrapper::Append(events);
  }
  bool full = true;
};

// R73: an error of one call does not affect the others
TEST(StorageWrapperTest, OneMethodIsOverriddenAndTheRestForwarded) {
  const std::unique_ptr<Storage> memory = NewMemoryStorage();
  FullDisk disk(*memory);
  const std::vector<Event> call = {SampleCall(SampleLead(1), "call-1", kSampleNow)};
  EXPECT_TRUE(absl::IsUnavailable(disk.Append(call).status()));
  EXPECT_TRUE(absl::IsNotFound(disk.Find(SampleLead(1)).status()));
  disk.full = false;
  EXPECT_TRUE(disk.Append(call).ok());
  EXPECT_TRUE(memory->Find(SampleLead(1)).ok());
  EXPECT_EQ(disk.Claim({.now = kSampleNow})->work.size(), 1U);
}

}  // namespace
}  // namespace textback
