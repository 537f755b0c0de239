// Reads a journal from its beginning to its present end.
//
//   absl::Status status = VisitJournal(storage, [&](const JournalEntry& entry) {
//     std::cout << KindOf(entry.event) << "\n";
//     return absl::OkStatus();
//   });
#ifndef TEXTBACK_PORTS_JOURNAL_READER_H_
#define TEXTBACK_PORTS_JOURNAL_READER_H_

#include <absl/status/status.h>

#include "textback/ports/storage.h"

namespace textback {

// Calls `visit(entry)` for each entry, in the order of the store, until `visit` returns an error.
// Errors: that one, or those of Storage::ReadJournal.
template <class Visit>
absl::Status VisitJournal(Storage& storage, Visit visit) {
  constexpr std::size_t kPage = 1000;
  JournalCursor cursor;
  while (true) {
    const absl::StatusOr<JournalPage> page = storage.ReadJournal(cursor, kPage);
    if (!page.ok()) return page.status();
    if (page->entries.empty()) return absl::OkStatus();
    for (const JournalEntry& entry : page->entries) {
      if (absl::Status status = visit(entry); !status.ok()) return status;
    }
    cursor = page->next;
  }
}

}  // namespace textback

#endif  // TEXTBACK_PORTS_JOURNAL_READER_H_
