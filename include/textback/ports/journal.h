// The journal as Storage::ReadJournal returns it: every decision, with everything that it was made
// from (R72).
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

// A place in the journal. Opaque: keep it and pass it back, nothing else. At most 64 characters of
// printable ASCII. The default is the beginning.
struct JournalCursor {
  std::string token;

  friend bool operator==(const JournalCursor&, const JournalCursor&) = default;
};

struct JournalEntry {
  // Version of the lead after this decision. The entries of a lead are numbered from 1, without
  // gaps.
  std::uint64_t version = 0;
  Instant now = kNever;
  Event event;
  std::string decision;  // JSON, see codec/decision_json.h
  std::string policy;    // fingerprint of the rules; empty: not recorded
};

struct JournalPage {
  std::vector<JournalEntry> entries;  // within a lead by version; between leads as stored
  JournalCursor next;                 // continue from here; if `entries` is empty, try later
  // The rules that the entries name, each once.
  std::vector<PolicyRecord> policies;
};

}  // namespace textback

#endif  // TEXTBACK_PORTS_JOURNAL_H_
