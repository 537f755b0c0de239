// R70: the hash is the same on every machine and equals the published vectors.
#include "model/hash.h"

#include <gtest/gtest.h>

namespace textback {
namespace {

static_assert(HashBytes<std::uint32_t>("") == 0x811C9DC5U);
static_assert(HashBytes<std::uint64_t>("") == 0xCBF29CE484222325U);

TEST(HashTest, IsFnv1a) {
  EXPECT_EQ(HashBytes<std::uint32_t>("a"), 0xE40C292CU);
  EXPECT_EQ(HashBytes<std::uint32_t>("foobar"), 0xBF9CF968U);
  EXPECT_EQ(HashBytes<std::uint64_t>("a"), 0xAF63DC4C8601EC8CU);
  EXPECT_EQ(HashBytes<std::uint64_t>("foobar"), 0x85944171F73967E8U);
}

TEST(HashTest, GoesOnFromWhatStandsBefore) {
  EXPECT_EQ(HashBytes("bar", HashBytes<std::uint64_t>("foo")), HashBytes<std::uint64_t>("foobar"));
}

}  // namespace
}  // namespace textback
