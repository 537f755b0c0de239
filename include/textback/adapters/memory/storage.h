// Storage in memory: the reference for all other storages, used by simulations and tests.
//
// Keeps the whole contract of ports/storage.h except durability: the data is gone when the process
// ends. Thread-safe.
#ifndef TEXTBACK_ADAPTERS_MEMORY_STORAGE_H_
#define TEXTBACK_ADAPTERS_MEMORY_STORAGE_H_

#include <memory>

#include "textback/ports/storage.h"

namespace textback {

std::unique_ptr<Storage> NewMemoryStorage();

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_MEMORY_STORAGE_H_
