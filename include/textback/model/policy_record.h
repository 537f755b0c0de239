// The rules under which a decision was made, kept beside the journal. So you can say years later
// under which rules a text was sent (R71, R72).
//
// The fingerprint covers everything that affects decisions: account, playbooks and their words,
// law, numbering, reply words, zone data. The same sources give the same fingerprint on every
// machine. Each journal entry has the fingerprint; a store keeps the sources once.
//
// Pure value.
#ifndef TEXTBACK_MODEL_POLICY_RECORD_H_
#define TEXTBACK_MODEL_POLICY_RECORD_H_

#include <string>
#include <vector>

namespace textback {

// A file, or something in place of one: "playbooks/two_text.yaml" and its text.
struct PolicySource {
  std::string name;
  std::string text;

  friend bool operator==(const PolicySource&, const PolicySource&) = default;
};

struct PolicyRecord {
  std::string fingerprint;  // 32 hexadecimal digits
  std::vector<PolicySource> sources;

  friend bool operator==(const PolicyRecord&, const PolicyRecord&) = default;
};

// The fingerprint of these sources, in this order.
std::string FingerprintOf(const std::vector<PolicySource>& sources);

}  // namespace textback

#endif  // TEXTBACK_MODEL_POLICY_RECORD_H_
