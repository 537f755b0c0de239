// Leads of stores with schema 1 to 3, which had a column for each field, become records.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_MIGRATE_LEADS_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_MIGRATE_LEADS_H_

#include <absl/status/status.h>

#include "adapters/sqlite/database.h"

namespace textback::sqlite {

// Writes the record of every lead whose old row is still in the table leads_3, and deletes that
// row; drops the table once it is empty. Nothing to do where there is no such table.
//
// A row that can't be read stays in leads_3, with the reason in its column `problem`, and its lead
// keeps an empty record, so that Claim reports it and leaves it out. Once a person has mended the
// row, the next opening of the store writes its record.
//
// To be called in a transaction.
absl::Status MigrateLeads(Database& database);

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_MIGRATE_LEADS_H_
