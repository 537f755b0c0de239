// Files that are no call log: what they look like, and what to do.
#ifndef TEXTBACK_SRC_ADAPTERS_CALL_LOG_OTHER_FILE_H_
#define TEXTBACK_SRC_ADAPTERS_CALL_LOG_OTHER_FILE_H_

#include <string>
#include <string_view>

namespace textback {

// By the first bytes: archives, documents, other encodings, XML, JSON, SQL, queue_log. Empty: it
// may be a table.
std::string OtherFile(std::string_view head);

// A table, but no call list: CEL, contacts, messages. `first` is its first line.
std::string OtherTable(std::string_view head);

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_CALL_LOG_OTHER_FILE_H_
