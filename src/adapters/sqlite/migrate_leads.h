// Converts the leads of stores with schema 1 to 3, which had a column for each field, into records.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_MIGRATE_LEADS_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_MIGRATE_LEADS_H_

#include <absl/status/status.h>

#include "adapters/sqlite/database.h"

namespace textback::sqlite {

// Writes the record of every lead whose old row is still in the table leads_3, and deletes that
// row. Drops the table once it is empty. Does nothing if there is no such table.
//
// A row that cannot be read stays in leads_3, with the reason in its column `problem`. Its lead
// keeps an empty record, so that Claim reports it and leaves it out. Once somebody has corrected
// the row, its record is written the next time the store is opened.
//
// Call this inside a transaction.
absl::Status MigrateLeads(Database& database);

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_MIGRATE_LEADS_H_
