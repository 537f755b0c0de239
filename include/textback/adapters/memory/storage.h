// Storage in memory: the reference that the others are measured against, and the store of
// simulations and tests.
//
// Keeps the whole contract of ports/storage.h but durability: it is gone with the process.
// Thread-safe.
#ifndef TEXTBACK_ADAPTERS_MEMORY_STORAGE_H_
#define TEXTBACK_ADAPTERS_MEMORY_STORAGE_H_

#include <memory>

#include "textback/ports/storage.h"

namespace textback {

std::unique_ptr<Storage> NewMemoryStorage();

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_MEMORY_STORAGE_H_
