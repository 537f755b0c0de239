#include "textback/adapters/memory/storage.h"

#include <gtest/gtest.h>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

StorageFactory Memory() {
  return {.name = "memory", .open = [] { return NewMemoryStorage(); }, .reopen = nullptr};
}

INSTANTIATE_TEST_SUITE_P(Memory, StorageConformance, ::testing::Values(Memory()), NameOfFactory);

}  // namespace
}  // namespace textback
