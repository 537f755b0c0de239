// The rules under which a decision was made, kept beside the journal. So you can say years later
// under which rules a text was sent (R71, R72).
//
// The fingerprint covers everything that affects decisions: account, playbooks and their words,
// law, numbering, reply words, zone data. The same sources give the same fingerprint on every
// machine. Each journal entry has the fingerprint; a store keeps each source once.
//
// Pure values. Sources are shared: thousands of accounts have the same law.
//
//   PolicyRecord record = MakePolicyRecord({NewSource("account.yaml", yaml), law, words});
#ifndef TEXTBACK_MODEL_POLICY_RECORD_H_
#define TEXTBACK_MODEL_POLICY_RECORD_H_

#include <memory>
#include <string>
#include <vector>

namespace textback {

// A file, or something in place of one: "two_text.yaml" and its text.
struct PolicySource {
  std::string name;
  std::string text;
  std::string hash;  // of the text, 32 hexadecimal digits: what a store finds it by

  friend bool operator==(const PolicySource&, const PolicySource&) = default;
};

// Never null.
using SharedSource = std::shared_ptr<const PolicySource>;
SharedSource NewSource(std::string name, std::string text);

struct PolicyRecord {
  std::string fingerprint;  // 32 hexadecimal digits
  std::vector<SharedSource> sources;

  // By value: two stores never have the same pointers.
  friend bool operator==(const PolicyRecord& a, const PolicyRecord& b);
};

PolicyRecord MakePolicyRecord(std::vector<SharedSource> sources);

}  // namespace textback

#endif  // TEXTBACK_MODEL_POLICY_RECORD_H_
