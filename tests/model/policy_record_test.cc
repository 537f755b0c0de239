#include "textback/model/policy_record.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace textback {
namespace {

struct Named {
  std::string name;
  std::string text;
};

std::string FingerprintOf(const std::vector<Named>& named) {
  std::vector<SharedSource> sources;
  for (const auto& [name, text] : named) sources.push_back(NewSource(name, text));
  return MakePolicyRecord(std::move(sources)).fingerprint;
}

const std::vector<Named>& Sources() {
  static const std::vector<Named> kSources = {
      {.name = "account.yaml", .text = "name: Northside\n"},
      {.name = "playbooks/two_text.yaml", .text = "steps: 2\n"}};
  return kSources;
}

// R72: fingerprints are stored, so they must be the same on every machine and in every version.
TEST(PolicyRecordTest, FingerprintsStayWhatTheyAre) {
  EXPECT_EQ(FingerprintOf({}), "f52a15e9a9b5e89b0000000000000000");
  EXPECT_EQ(FingerprintOf(Sources()), "7c6cce51765da0268e2702077632e0ff");
}

TEST(PolicyRecordTest, FingerprintIs32HexadecimalDigits) {
  for (int i = 0; i < 1000; ++i) {
    const std::string fingerprint = FingerprintOf({{.name = "n", .text = std::to_string(i)}});
    EXPECT_EQ(fingerprint.size(), 32U);
    EXPECT_EQ(fingerprint.find_first_not_of("0123456789abcdef"), std::string::npos);
  }
}

// R71: every change of the rules changes the fingerprint.
TEST(PolicyRecordTest, EveryChangeChangesTheFingerprint) {
  const std::vector<std::vector<Named>> all = {
      {},
      {{}},
      {{}, {}},
      Sources(),
      {Sources()[1], Sources()[0]},
      {Sources()[0]},
      {{.name = "account.yaml", .text = "name: Northside\nsteps: 2\n"},
       {.name = "playbooks/two_text.yaml", .text = ""}},
      {{.name = "account.yaml", .text = "name: Northside\np"},
       {.name = "laybooks/two_text.yaml", .text = "steps: 2\n"}},
      {{.name = "account.yam", .text = "lname: Northside\n"}, Sources()[1]},
      {{.name = "account.yaml", .text = "name: Northside"}, Sources()[1]},
      {{.name = "account.yaml", .text = std::string("name: Northside\n\0", 17)}, Sources()[1]},
      {{.name = "1:a", .text = ""}},
      {{.name = "", .text = "1:a"}},
      {{.name = "a", .text = ""}},
      {{.name = "", .text = "a"}},
  };
  std::set<std::string> whole;
  std::set<std::string> first_half;
  std::set<std::string> second_half;
  for (const std::vector<Named>& sources : all) {
    const std::string fingerprint = FingerprintOf(sources);
    EXPECT_TRUE(whole.insert(fingerprint).second);
    first_half.insert(fingerprint.substr(0, 16));
    second_half.insert(fingerprint.substr(16));
  }
  EXPECT_EQ(first_half.size(), all.size());
  EXPECT_EQ(second_half.size(), all.size());
}

// Both halves depend on every byte.
TEST(PolicyRecordTest, EveryByteCounts) {
  const std::string text(300, 'x');
  std::set<std::string> halves[2];
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = 'y';
    const std::string fingerprint = FingerprintOf({{.name = "n", .text = changed}});
    halves[0].insert(fingerprint.substr(0, 16));
    halves[1].insert(fingerprint.substr(16));
  }
  EXPECT_EQ(halves[0].size(), text.size());
  EXPECT_EQ(halves[1].size(), text.size());
}

// A store finds a text by a hash of the text alone: the same law is stored once, whatever its name.
TEST(PolicyRecordTest, HashIsThatOfTheText) {
  EXPECT_EQ(NewSource("a", "text")->hash, NewSource("b", "text")->hash);
  EXPECT_NE(NewSource("a", "text")->hash, NewSource("a", "Text")->hash);
}

TEST(PolicyRecordTest, EqualByValue) {
  const PolicyRecord record = MakePolicyRecord({NewSource("a", "b"), NewSource("c", "d")});
  EXPECT_EQ(record, MakePolicyRecord({NewSource("a", "b"), NewSource("c", "d")}));
  EXPECT_FALSE(record == MakePolicyRecord({NewSource("a", "b")}));
  PolicyRecord changed = record;
  changed.sources[1] = NewSource("c", "e");
  EXPECT_FALSE(record == changed);
}

}  // namespace
}  // namespace textback
