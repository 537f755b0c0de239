// The journal as a Storage gives it out: every decision, with all that it was made from (R72).
//
// Pure values.
#ifndef TEXTBACK_PORTS_JOURNAL_H_
#define TEXTBACK_PORTS_JOURNAL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "textback/model/event.h"
#include "textback/model/policy_record.h"
#include "textback/model/time.h"

namespace textback {

// A place in the journal. Opaque: keep it, hand it back, nothing else; it is printable ASCII of at
// most 64 characters. The default is the beginning.
struct JournalCursor {
  std::string token;

  friend bool operator==(const JournalCursor&, const JournalCursor&) = default;
};

struct JournalEntry {
  // Of the lead after this decision. Within a lead this is the order, without gaps, from 1.
  std::uint64_t version = 0;
  Instant now = kNever;
  Event event;
  std::string decision;  // JSON, see codec/decision_json.h
  std::string policy;    // fingerprint of the rules; empty: not recorded
};

struct JournalPage {
  std::vector<JournalEntry> entries;  // within a lead by version; between leads as stored
  JournalCursor next;                 // read on from here; where `entries` is empty, try later
  // The rules that the entries name, once each.
  std::vector<PolicyRecord> policies;
};

}  // namespace textback

#endif  // TEXTBACK_PORTS_JOURNAL_H_
